# Канцеларија: ред, рад на предмету, пријем на шалтеру.

nav-overdue = У кашњењу
nav-intake = Пријем
nav-signed-in = Пријављен: { $name }

queue-title = Ред
queue-filter = Које предмете приказати
part-open = Отворени
part-mine = Моји
part-unassigned = Недодељени
part-new = Неотворени
part-overdue = У кашњењу
part-escalated = Прослеђени навише
part-waiting = На чекању
part-unconfirmed = Непотврђени
part-closed = Затворени
queue-search = Тражи у реду
queue-search-hint = Речи или ознака
queue-filters = Насеље, врста
filter-any = Све
filter-remove = Не филтрирај по: { $name }
queue-total = { $n ->
    [0] Нема предмета
    [one] { $n } предмет
    [few] { $n } предмета
   *[other] { $n } предмета
}
queue-shown = Приказано { $here } од { $n }
queue-more = Прикажи још
queue-pick-title = Изаберите предмет
queue-pick = Отвара се овде, поред списка.
queue-empty-title = Овде нема ничега
queue-all = Прикажи све отворене предмете
queue-empty-filter = Ниједан предмет не одговара. Уклоните филтер, или користите друге речи.
queue-empty-open = Нема отвореног предмета за вашу канцеларију.
queue-empty-mine = Ниједан отворен предмет није додељен вама.
queue-empty-unassigned = О сваком отвореном предмету неко брине.
queue-empty-new = Сваки предмет је отворен.
queue-empty-overdue = Ниједно обећање није прекршено. Наставите тако.
queue-empty-escalated = Ниједан закаснели предмет друге дирекције није вам прослеђен.
queue-empty-waiting = Канцеларија никога не чека.
queue-empty-unconfirmed = Ништа решено не чека потврду.
queue-empty-closed = Још ниједан предмет није затворен.
queue-no-role-title = Ово је за службенике
queue-no-role = Овај уређај сада нема улогу службеника. Улогу даје ко води сервер канцеларије, везом која важи једном.
queue-no-role-join = Имам везу
row-new = Неотворен
row-news = Новост
row-published = Објављено
row-supports = { $n ->
    [0] Још нико не каже: и ја
    [one] { $n } особа каже: и ја
    [few] { $n } особе кажу: и ја
   *[other] { $n } особа каже: и ја
}
row-assignee = Додељено: { $name }
row-escalated = Прослеђено навише: { $department }
row-confirmed = { $state }, потврђено
row-lapsed = { $state }, нико није приговорио
channel-app = апликација
channel-counter = шалтер
channel-phone = телефон
channel-post = писмо
channel-email = е-пошта
colleague-me = ви

keys-title = Пречице на тастатури
keys-use = Користи ове тастере
keys-use-hint = Не раде ништа док куцате.
key-next = Следећи предмет
key-previous = Претходни предмет
key-open = Отвори предмет
key-search = Тражи
key-reply = Пиши грађанину
key-note = Напиши белешку
key-assign = Додели
key-status = Помери даље
key-help = Прикажи овај списак
close = Затвори

office-bar = Шта канцеларија може
assign = Додели
assigned = Додељено: { $name }
assigned-me = Додељено вама
assign-title = Ко брине о предмету?
assign-lead = Колеге ово виде. Грађанин не види.
assign-me = Ја
assign-nobody = Нико
route = Проследи
route-title = Проследи другој дирекцији
route-lead = Историја иде заједно с предметом, као и обећани дан.
route-due = Одговор остаје обећан до { $date }.
route-pick = Изабери…
route-department = Дирекција
route-department-missing = Изаберите дирекцију.
route-reason = Зашто
route-reason-hint = Грађанин чита ово.
route-reason-missing = Напишите зашто иде тамо.
route-confirm = Проследи
more = Још
more-title = Још
more-receipt = Потврда
more-receipt-hint = За штампу или показивање особи
observer = Читате заједно. О овом предмету брине { $department }; можете писати белешке колегама.
status-title = Помери даље
status-note-label = Разлог
status-note-hint = Грађанин чита ово.
status-question-label = Ваше питање грађанину
conflict-title = Два стања у исто време
conflict-text = Колеге су поставиле различита стања док нису могле да виде једне друге. Изаберите оно које важи.
conflict-keep = Задржи „{ $state }“

ask-correction = Затражи исправку
ask-correction-hint = Грађанин мења одговор или додаје фотографију
ask-correction-title = Затражи исправку
ask-correction-lead = Рок стоји док грађанин не одговори.
ask-correction-fields = Шта треба исправити?
ask-correction-fields-missing = Изаберите бар једно.
correct-category = О чему се ради
correct-description = Опис
correct-place = Место
correct-photos = Фотографије
correct-contact = Како до особе
ask-correction-reason = Шта грађанин треба да уради?
ask-correction-reason-hint = Реците шта није јасно и шта вам треба. Грађанин чита ово.
ask-correction-reason-missing = Напишите шта грађанин треба да уради.
ask-correction-confirm = Питај грађанина

template-label = Готов одговор
template-none = Изабери…
template-hint = Попуњено за овај предмет.
template-language = Попуњено за овај предмет, на језику грађанина: { $language }
lanes = Коме пишете
lane-reply = Одговор
lane-note = Белешка
note-lead = Ово виде само колеге. Никада се не шаље грађанину.
note-label = Белешка за колеге
note-add = Додај белешку
note-kept = Додато.
reply-also = { $n ->
    [one] Ово иде још { $n } грађанину, чији је предмет спојен с овим.
    [few] Ово иде за још { $n } грађанина, чији су предмети спојени с овим.
   *[other] Ово иде за још { $n } грађана, чији су предмети спојени с овим.
}

reach-nobody = Без имена
reach-by-app = поднето у апликацији
reach-by-counter = дошао на шалтер
reach-by-phone = позвао телефоном
reach-by-post = писао писмо
reach-by-email = писао е-пошту
reach-wish-app = Чита одговор у апликацији.
reach-wish-call = Молимо позовите:
reach-wish-sms = Молимо пошаљите SMS:
reach-wish-email = Молимо пишите е-пошту:
reach-wish-never = Не жели да га контактирају.
published-card = Сви могу да прочитају сажетак
duplicates = { $n ->
    [one] { $n } предмет је спојен с овим
    [few] { $n } предмета су спојена с овим
   *[other] { $n } предмета је спојено с овим
}
nearby = { $n ->
    [one] У близини: { $n } други предмет ове врсте
    [few] У близини: { $n } друга предмета ове врсте
   *[other] У близини: { $n } других предмета ове врсте
}
nearby-merge = Иста ствар? Спој их

merged-into = Овај предмет се наставља у другом о истој ствари.
merged-into-open = Отвори тај
merge = Споји
merge-hint = Други предмет је о истој ствари
merge-title = Који предмет је о истој ствари?
merge-lead = Погледајте оба пре него што их спојите.
merge-this = Овај предмет
merge-nearby = У близини, исте врсте
merge-nearby-none = У близини нема другог предмета ове врсте.
merge-search = Тражи у свим отвореним предметима
merge-search-none = Ниједан отворен предмет нема ове речи. Пробајте друге, или ознаку.
merge-compare-title = Да ли је ово иста ствар?
merge-ends = Затвара се као дупликат
merge-goes-on = Наставља се
merge-says = { $ends } се затвара као дупликат. Грађанин се обавештава и од тада добија сваки одговор који напишете у { $on }. Ништа се не губи: сваки задржава своју историју и потврду.
merge-confirm = Споји
merge-swap = Обрнуто

publish = Објави сажетак
publish-hint = Сви могу да га читају и кажу „и ја“
publish-edit = Измени сажетак
publish-edit-hint = Шта сви могу да читају
publish-page-title = Објави сажетак
publish-warning = Ово ће сви моћи да читају. Изоставите имена, бројеве телефона и све што показује ко је писао. Сакријте лица и таблице на фотографијама.
publish-title = Наслов
publish-title-hint = Шта и где, у једном реду
publish-title-missing = Напишите наслов.
publish-text = Сажетак
publish-text-hint = Онако како сме да прочита свако: без имена, без бројева, без ичије куће
publish-text-missing = Напишите сажетак.
publish-landmark = Место речима
publish-landmark-hint = Само ако не показује где неко станује. Може остати празно.
publish-position = Прикажи на мапи
publish-position-hint = Само на око 100 m, никада тачно место.
publish-photos = Фотографије
publish-photo = Прикажи слику { $n } од { $of } свима
publish-photo-redacted = Грађанин је већ нешто сакрио на њој.
publish-redact = Сакриј нешто
publish-hidden = { $n ->
    [one] { $n } место сакривено
    [few] { $n } места сакривена
   *[other] { $n } места сакривено
}
publish-preview = Како ће сви видети
publish-confirm = Објави
publish-again = Објави ову верзију
preview-position = На мапи, на око 100 m
preview-no-position = Није на мапи
unpublish = Повуци
unpublish-title = Повући сажетак?
unpublish-text = Спискови га више не приказују. Ко га је видео може га памтити, а јавни дневник чува да је био објављен.

intake-title = Прими предмет
intake-lead = Неко доноси предмет који није у апликацији. Ви га записујете за њега, и то се бележи.
intake-counter = На шалтеру
intake-counter-hint = Особа стоји пред вама
intake-phone = Телефоном
intake-phone-hint = Особа зове
intake-post = Писмом
intake-post-hint = Имате га на папиру
intake-email = Е-поштом
intake-email-hint = Имате га на екрану
intake-missing = Изаберите како је стигло.
intake-receipt = На крају је потврда за штампу или показивање. Њеним кодом особа може пратити предмет на сопственом телефону.
intake-begin = Почни
intake-unfinished = Незавршено
done-follow-other = У реду је као и сваки други предмет. Особа га прати кодом са потврде.
