# Шта сви могу да читају, и праћење тога.

community-title = { $name } заједно
community-lead = Шта су људи пријавили, шта канцеларија ради и до када.
old-data = { $n ->
    [one] Нема везе. Оно што видите старо је { $n } дан; само се освежава.
    [few] Нема везе. Оно што видите старо је { $n } дана; само се освежава.
   *[other] Нема везе. Оно што видите старо је { $n } дана; само се освежава.
}
old-data-never = Још нема везе. Оно што су други пријавили долази овде чим буде мреже.

show-title = Шта приказати
show-list = Списак
show-map = Мапа
show-figures = Бројке

list-filters = Тражи и филтрирај
list-filter = Филтрирај
list-filter-set = Филтер ({ $n })
list-words = Тражи у овим пријавама
list-category = Врста
list-all-wards = Сва насеља
list-all-categories = Све врсте
list-state = Отворене или затворене
list-all = Све
list-open = Отворене
list-closed = Затворене

published-count = { $n ->
    [0] Нема пријава
    [one] { $n } пријава
    [few] { $n } пријаве
   *[other] { $n } пријава
}
published-none-title = Ништа не одговара
published-none = Ниједна пријава на овом уређају не одговара избору. Пробајте друге речи, или прикажите све.
published-show-all = Прикажи све
published-empty-title = Још ништа није објављено
published-empty = Кад канцеларија објави шта ради о пријави у вашим насељима, наћи ћете овде.
published-empty-offline = Сада нема везе. Оно што је канцеларија објавила у вашим насељима долази само чим буде мреже.
pages-label = Странице
pages-before = Претходна
pages-next = Следећа
pages-here = Страница { $n } од { $of }

map-title = Отворене пријаве по насељима
map-label = { $n ->
    [one] Цртеж: { $name }, { $n } насеље
    [few] Цртеж: { $name }, { $n } насеља
   *[other] Цртеж: { $name }, { $n } насеља
}
map-ward-title = { $n ->
    [0] { $name }: ништа отворено
   *[other] { $name }: отворено { $n }
}
map-legend = Отворене пријаве
map-unknown = Не прати се
map-whole = Сва насеља
map-pins = { $n ->
    [0] Ниједна пријава овде нема место на мапи.
    [one] { $n } пријава има место на мапи. Притисните је да је прочитате.
    [few] { $n } пријаве имају место на мапи. Притисните једну да је прочитате.
   *[other] { $n } пријава има место на мапи. Притисните једну да је прочитате.
}
map-pins-cut = Приказано је последњих { $n }.

bars-open = Отворене
bars-closed = Затворене
figures-categories = Пријаве по врсти
figures-none-title = Још нема бројки
figures-none = Бројке се рачунају из пријава на овом уређају. Пратите насеље да добијете његове пријаве.

wards-title = Насеља која пратите
wards-text = Пријаве насеља која пратите долазе на овај уређај, за читање без мреже. То кошта мало података.
wards-follow = Прати
first-wards-title = Која насеља вас занимају?
first-wards = Пријаве долазе на овај уређај само за насеља која пратите, да вас мање кошта. Изаберите своје и било које друго које вас занима.
first-wards-done = Прикажи пријаве
follow-this = Прати: { $name }
follow-on = Пратите
follow-off = Прати
follow-ward-on = Пријаве за { $name } долазе на овај уређај.
follow-ward-off = Пријаве за { $name } не долазе на овај уређај. Пратите насеље да их добијете.
follow-category-on = Пријаве о { $name } долазе на овај уређај, из свих насеља.
follow-category-off = Пратите { $name } да добијате ове пријаве из свих насеља.

followed-title = Шта пратим
followed-none = Још не пратите ништа туђе.
followed-look = Погледај шта људи пријављују
followed-gone = Још није на овом уређају, или више није објављено.
followed-complaint = ову пријаву
followed-stop = Престани
followed-stop-what = да пратиш { $name }

choose-ward-title = Које је ваше насеље?
choose-ward-text = Тада овде видите шта се пријављује око вас и шта се о томе ради.
choose-ward-none = Изаберите насеље
choose-ward-follow = Прати
latest-title = У вашем насељу, { $ward }
latest-title-several = { $n ->
    [one] У вашем насељу
    [few] У ваша { $n } насеља
   *[other] У ваших { $n } насеља
}
latest-title-other = Последње пријаве
latest-all = Све пријаве
latest-none = Овде још ништа није објављено. Долази само.

published-news = Новост
published-mine = Ваше
published-confirmed = Потврђено
published-supports = { $n ->
    [one] { $n } особа каже: и ја
    [few] { $n } особе кажу: и ја
   *[other] { $n } особа каже: и ја
}
published-own = Ово је ваш предмет: отворите га целог
published-photos = { $n ->
    [one] { $n } фотографија
    [few] { $n } фотографије
   *[other] { $n } фотографија
}
published-redacted = Лица или таблице сакривени
published-place = Отприлике овде: место је заокружено на 100 метара.
published-gone-title = Не види се овде
published-gone-lead = Ова пријава није на овом уређају
published-gone = Канцеларија ју је можда повукла, или је у насељу које не пратите.
published-all = Све пријаве

support-label = И ја
support-me-too = И ја
support-none = Да ли и вас погађа? Реците то, без поновног писања.
support-none-else = Нико други још није рекао „И ја“.
support-count = { $n ->
    [one] { $n } особа каже: и ја.
    [few] { $n } особе кажу: и ја.
   *[other] { $n } особа каже: и ја.
}
support-only-you = Ви кажете: и ја.
support-with-you = { $n ->
    [one] Ви и још { $n } кажете: и ја.
    [few] Ви и још { $n } кажете: и ја.
   *[other] Ви и још { $n } кажете: и ја.
}
share = Копирај адресу
share-label = Проследи
share-text = Сви могу да прочитају ову пријаву на интернету, без апликације.
share-open = Отвори веб-страницу

search-title = Претрага
search-label = Тражи на овом уређају
search-hint = Речи, место или ознака
search-about = Налази ваше предмете и све објављене пријаве на овом уређају, без мреже. Можете укуцати почетак речи, или ознаку као 4F7K-29PM.
search-count = { $n ->
    [0] Ништа није нађено
    [one] Нађено { $n }
    [few] Нађено { $n }
   *[other] Нађено { $n }
}
search-none-title = Ништа није нађено на овом уређају
search-none = Пробајте мање речи или друге. Пријаве насеља која не пратите нису на овом уређају.
search-cases = Предмети
search-published = Објављене пријаве
