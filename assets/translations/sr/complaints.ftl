# Пријавити проблем, пратити га, одговорити.

report-journey = Пријава проблема
intake-journey = Пријем проблема за неког другог
correct-journey = Исправка предмета { $reference }
question-step = { $journey }, корак { $n } од { $of }

category-title = На шта се проблем односи?
category-other = Нешто друго, или не знам
category-other-hint = Канцеларија налази ко је надлежан
category-find = Нађи по речи
category-find-hint = чесма, светло, отпад…
category-found = { $n ->
    [one] Одговара { $n } врста
    [few] Одговарају { $n } врсте
   *[other] Одговара { $n } врста
}
category-found-none = Ништа не одговара овим речима. Пробајте другу реч, или изаберите „Нешто друго“.
category-elsewhere = Није за ову канцеларију:

description-title = Шта није у реду?
description-label = Својим речима
description-label-other = Речима те особе
description-hint = Шта видите? Откад? Кога погађа? Сваки језик је у реду.

place-title = Где је то?
place-lead = Довољно је једно од овога. Више помаже екипи да нађе место.
place-offered = Једна ваша фотографија зна где је снимљена.
place-position = { $where } (тачност { $n } m)
landmark-label = Речима
landmark-hint = Улица, зграда, шта је поред. На пример: иза аутобуске станице
ward-label = Насеље
ward-hint = Налази се само кад постоји положај.
ward-unknown = Не знам
position-use = Користи мој положај
position-again = Измери поново
position-measuring = Тражи се ваш положај… Напољу иде брже.
position-better = Тачност { $n } m. Побољшава се…
position-stop = Довољно добро
position-accuracy = Тачност { $n } m
position-from-device = Измерио овај уређај
position-from-theirs = Измерио уређај са ког је пријављено
position-from-photo = Са фотографије
position-from-person = Постављено ручно
position-poor = Ово није довољно тачно да се нађе место. Изађите напоље и измерите поново, или напишите оријентир.
position-refused = Durbar не сме да види ваш положај. Дозволите то у подешавањима прегледача или телефона, или напишите оријентир испод.
position-unavailable = Овај уређај не може да одреди положај. Напишите оријентир испод, или изаберите насеље.
position-too-long = Положај није нађен. Изађите напоље и покушајте поново, или напишите оријентир испод.
coordinates-title = Унеси географску ширину и дужину
coordinates-hint = На пример 42.38030 и 20.43080
latitude-label = Ширина
longitude-label = Дужина
latitude-error = Ширина је број између -90 и 90.
longitude-error = Дужина је број између -180 и 180.
map-pin-hint = Додирните мапу, или превуците ознаку.
map-pin-keys = Тастатуром: стрелице померају ознаку, уз Shift већим корацима; + и - приближавају и удаљавају.
map-pin-label = Мапа насеља с ознаком места
map-pin-role = мапа
map-pin-none = Још нема ознаке.
map-pin-in = Ознака је у насељу { $ward }.
map-pin-outside = Ознака је изван насеља ове општине.
map-closer = Приближи
map-further = Удаљи
map-all = Сва насеља
map-metres = { $n } м
map-kilometres = { $n } км
map-move = Помери мапу
map-left = Помери мапу лево
map-right = Помери мапу десно
map-up = Помери мапу горе
map-down = Помери мапу доле

similar-title = Да ли се већ зна?
similar-lead = Ово је пријављено у близини. Ако је ваше исто, реците „И ја“: канцеларија види колико људи погађа, а ви добијате сваки одговор.
similar-none = У близини више нема ничег сличног.
similar-found = Нешто слично је већ пријављено у близини.
similar-look = Погледајте
similar-here = Баш овде
similar-distance = Око { $n } m одавде
similar-received = од { $date }
similar-more = Прочитај више
similar-mine = Ово је ваш предмет. Отворите га
similar-me-too = И ја
similar-supported = Рекли сте „И ја“
similar-other = Мој је нешто друго
joined-title = Рекли сте „И ја“
joined-text = Сада пратите „{ $title }“ и добијате сваки одговор. Ваша пријава више није потребна.
joined-discard = Одбаци моју и прати ту
joined-keep = Настави моју

photos-title = Имате ли фотографије?
photos-title-other = Има ли фотографија?
photos-lead = Фотографија много говори. Можете наставити и без ње.
photos-privacy = Фотографије се пре слања смањују. Скривени подаци, као име телефона, уклањају се.
photo-add = Сними или изабери фотографије
photo-add-more = Додај још једну фотографију
photo-count = { $n } од { $limit }
photo-reading = Чита се фотографија { $n } од { $of }…
photo-alt = Фотографија проблема
photo-taken = Снимљено { $when }
photo-position = Положај { $where }
photo-use-place = Користи ово место
photo-is-place = Ово је место
photo-no-details = Датотека не каже кад ни где је снимљена.
photo-remove = Уклони
photo-redact = Сакриј лица или таблице
photo-redact-again = Измени шта је сакривено
photo-redacted = Нешто је на њој сакривено
photo-show = Фотографија { $n } од { $of }, прикажи велику
photo-large = Фотографија
photo-accuracy = тачност { $n } m
redact-title = Сакриј лица или таблице
redact-lead = Нацртајте оквир преко сваког прстом или мишем. Нико други никада неће видети шта је испод.
redact-boxes = Оквири на фотографији
redact-box = Оквир { $n }
redact-add = Додај оквир
redact-remove = Уклони оквир
redact-done = Сакриј ово
redact-keys = Стрелице померају оквир, уз Shift га повећавају или смањују, Delete га уклања.
redact-said = Оквир { $n }: { $x } % слева, { $y } % одозго, ширина { $width } %, висина { $height } %

contact-title = Како канцеларија да вас нађе?
contact-title-other = Како канцеларија да нађе ту особу?
contact-lead = Сваки одговор у сваком случају стиже у апликацију. Више је ваш избор.
contact-lead-other = Питајте; нико не мора дати име ни број.
contact-app = У апликацији
contact-app-hint = Нису потребни ни име ни број
contact-app-hint-other = Кодом са потврде, на сопственом телефону
contact-call = Позив
contact-sms = SMS
contact-email = Е-пошта
contact-never = Никако
contact-never-hint = Хтели сте само да кажете
contact-never-hint-other = Особа долази сама, или је хтела само да каже
contact-phone = Број телефона
contact-address = Адреса е-поште
contact-name = Име, ако желите
contact-name-other = Име особе, ако га даје
contact-privacy = Ово чита само надлежна канцеларија. Никада се не објављује.

tasks-title = Ваша пријава до сада
tasks-title-correct = Шта треба исправити?
tasks-check = Провери и пошаљи
task-asked = Канцеларија то тражи
task-missing = Треба урадити
task-done = Урађено
task-optional = Ако желите
correction-says = Канцеларија тражи

check-title = Проверите одговоре
check-size = Послаће се око { $size }.
check-declaration = Са „Поднеси“ кажете да је ово истина колико ви знате.
check-declaration-other = Са „Поднеси“ кажете да сте записали оно што вам је особа рекла.
check-correction = Канцеларија види нове одговоре поред старих. Ништа што је поднето се не губи.
check-tasks = Погледај сва питања на једном списку
submit-correction = Пошаљи исправку
answer-category = О чему
answer-description = Шта није у реду
answer-place = Где
answer-photos = Фотографије
answer-photo-count = { $n ->
    [one] { $n } фотографија
    [few] { $n } фотографије
   *[other] { $n } фотографија
}
answer-contact = Како до вас
answer-contact-other = Како до особе
answer-missing = Још нема одговора
answer-no-photos = Нема

done-title-saved = Сачувано на овом { $device ->
    [phone] телефону
   *[computer] рачунару
}
done-title-received = Примљено
done-reference = Ознака предмета
done-queued = Шаље се чим буде мреже. Можете затворити Durbar; ништа се не губи.
done-sending = Управо се шаље. Ако мрежа нестане, касније се само наставља.
done-received = Сервер канцеларије има све и потписао је потврду о томе.
done-next = Шта се сада дешава
done-department = О томе брине { $department }.
done-due-later = Дан до кад добијате одговор одређује се кад буде примљено.
done-follow = Сваки корак видите под „Прати“.
done-open = Отвори овај предмет
done-home = Назад на почетну
done-receipt = Потврда
done-receipt-other = Потврда за штампу или показивање

follow-title = Моји предмети
follow-drafts = Незавршено
follow-cases = Поднето
follow-empty-title = Још ништа поднето
follow-empty = Овде стоји оно што пријавите, са свиме што канцеларија уради.
case-news = Новост
row-unconfirmed = { $state }, још није потврђено
card-asked = Канцеларија вас пита
card-due = Одговор до { $date }
card-late = Одговор је био обећан до { $date }
mine-filter = Које ваше предмете приказати
mine-all = Сви
mine-yours = Чекају на вас
mine-open = Отворени
mine-closed = Затворени
mine-none = Ниједан ваш предмет није такав.
mine-more = { $n ->
    [one] Прикажи још { $n }
    [few] Прикажи још { $n }
   *[other] Прикажи још { $n }
}
draft-correction = Исправка
draft-intake = Примљено за неког другог
draft-gone-title = Овог нацрта више нема овде
draft-gone-text = Поднет је или одбачен. Оно што сте поднели је под „Моји предмети“.
draft-untitled = Пријава још без речи
draft-saved = Сачувано { $when }
draft-discard = Одбаци: { $name }
discard-title = Одбацити овај нацрт?
discard-text = Његове речи и фотографије бришу се с овог уређаја. То се не може опозвати.
discard-yes = Одбаци
discard-no = Задржи

case-reference = Предмет { $reference }
question-title = Канцеларија вас пита
question-answer = Одговори
correction-title = Канцеларија тражи да нешто исправите
correction-fields = Тражи се: { $fields }
correction-start = Исправи
fixed-title = Да ли је заиста решено?
fixed-until = Тако каже канцеларија. Молимо погледајте. Ако ништа не кажете до { $date }, рачуна се као решено.
fixed-yes = Да, решено је
fixed-no = Не, није
reopen-title = Није решено?
reopen-text = Можете поново отворити овај предмет. Канцеларија тада мора да настави с њим.
reopen = Поново отвори
reopen-dialog = Шта није решено?
reopen-reason = Својим речима
reopen-reason-hint = Ово чита канцеларија.
reopen-missing = Напишите шта још није решено.
rate-title = Како је канцеларија поступила?
rate-comment = Шта је било добро, шта није? Ако желите
rate-send = Пошаљи оцену
rate-missing = Изаберите једно од пет лица.
rate-again = Промени
rated-title = Оценили сте: { $score }
case-published = Сви могу да прочитају сажетак овога
case-published-text = Без вашег имена и без тачног места
case-receipt = Потврда
case-receipt-text = За показивање или штампу: доказује да је примљено
case-correct = Исправи нешто
withdraw = Повуци
withdraw-title = Повући овај предмет?
withdraw-text = Канцеларија престаје да ради на њему. Оно што је поднето остаје забележено.
withdraw-reason = Зашто? Ако желите
withdraw-yes = Повуци
withdraw-no = Задржи
timeline-title = Шта се догодило
facts-title = Појединости
due-by = Одговор до { $date }
due-overdue = Одговор је требало да стигне до { $date }
due-was = Одговор је био обећан до { $date }
due-stands = Рок стоји
due-stands-words = Канцеларија чека одговор да би наставила. Кад би одговор стигао данас, рок предмета би био { $date }.
due-answered = Канцеларија је одговорила
due-answered-words = Одговорено { $when }, на време: обећано је до { $date }.
due-answered-late = Одговорено { $when }. Обећано је до { $date }.
due-pauses = Рок је стајао док је канцеларија чекала:
due-pause = { $n ->
    [one] { $from } до { $until }: { $n } радни дан
    [few] { $from } до { $until }: { $n } радна дана
   *[other] { $from } до { $until }: { $n } радних дана
}
due-pause-open = { $n ->
    [one] од { $from }: досад { $n } радни дан
    [few] од { $from }: досад { $n } радна дана
   *[other] од { $from }: досад { $n } радних дана
}
due-otherwise = Ако дотад нема одговора:
due-escalates = { $date }: обавештава се { $department }.
due-escalated = { $department }: обавештење { $date }, јер је рок прошао.
due-rule = { $n ->
    [one] { $n } радни дан од пријема { $start }.
    [few] { $n } радна дана од пријема { $start }.
   *[other] { $n } радних дана од пријема { $start }.
}
due-rule-reopened = { $n ->
    [one] { $n } радни дан од дана када је поново отворено, { $start }.
    [few] { $n } радна дана од дана када је поново отворено, { $start }.
   *[other] { $n } радних дана од дана када је поново отворено, { $start }.
}
due-how = Како се ово рачуна
due-start = Примљено { $date }. Бројање почиње следећег радног дана.
due-start-reopened = Поново отворено { $date }. Бројање почиње изнова следећег радног дана.
due-count = { $n ->
    [one] За ову врсту предмета обећан је { $n } радни дан.
    [few] За ову врсту предмета обећана су { $n } радна дана.
   *[other] За ову врсту предмета обећано је { $n } радних дана.
}
due-count-reopened = { $n ->
    [one] За поново отворен предмет обећан је { $n } радни дан.
    [few] За поново отворен предмет обећана су { $n } радна дана.
   *[other] За поново отворен предмет обећано је { $n } радних дана.
}
due-skipped = Ови дани се не броје:
due-weekend = викенд
due-end = Дакле, одговор стиже до { $date }.
due-late = { $n ->
    [one] { $state }, касни { $n } дан
    [few] { $state }, касни { $n } дана
   *[other] { $state }, касни { $n } дана
}
due-left = { $n ->
    [0] { $state }, рок је данас
    [one] { $state }, још { $n } дан
    [few] { $state }, још { $n } дана
   *[other] { $state }, још { $n } дана
}

fact-reference = Ознака
fact-category = О чему
fact-ward = Насеље
fact-landmark = Оријентир
fact-position = Положај
fact-department = Служба
fact-channel = Стигло путем
fact-filed = Поднето
fact-received = Примљено
fact-not-received = још не
fact-receipt = Потврда
fact-receipt-words = { $blobs ->
    [0] Број { $sequence }, све речи, потписано
   *[other] Број { $sequence }, све речи и фотографије, потписано
}

author-you = Ви
author-citizen = Грађанин
author-officer = { $department }, { $name }
author-hub = Сервер
author-rule = Правило
entry-filed-you = Ви сте ово поднели
entry-filed = Поднео грађанин
entry-taken-in = { $channel ->
    [phone] { $by }: примљено телефоном
    [post] { $by }: примљено из писма
    [email] { $by }: примљено из е-поште
   *[counter] { $by }: примљено на шалтеру
}
entry-received = Примљено
entry-opened-you = Ви сте отворили
entry-opened = Отворено: { $by }
entry-status = { $by }: { $state }
entry-assigned-you = Доделили сте: { $to }
entry-assigned = { $by }: додељено, { $to }
entry-unassigned-you = Вратили сте, сада није ни код кога
entry-unassigned = { $by }: враћено, сада није ни код кога
entry-routed-you = Проследили сте: { $to }
entry-routed = { $by }: прослеђено, { $to }
entry-routed-from = Од: { $from }. Рок и све што се догодило иду заједно.
entry-correction-asked-you = Тражили сте исправку
entry-correction-asked = { $by } тражи исправку
entry-corrected-you = Ви сте исправили
entry-corrected = { $by }: исправљено
entry-note-you = Ваша белешка
entry-note = Белешка: { $by }
entry-note-detail = Ово виде само колеге.
entry-rated-you = Оценили сте: { $score }
entry-rated = { $by }, оцена: { $score }
entry-confirmed-you = Потврдили сте да је решено
entry-confirmed = { $by }: потврђено да је решено
entry-reopened-you = Поново сте отворили
entry-reopened = { $by }: поново отворено
entry-withdrawn-you = Ви сте повукли
entry-withdrawn = { $by }: повучено
entry-merged = { $by }: спојено с другим предметом о истој ствари
entry-merged-detail = Шта канцеларија тамо напише, јавља се и овде.
entry-merged-into-you = Спојили сте са { $into }
entry-merged-into = { $by }: спојено са { $into }
entry-published-you = Објавили сте сажетак за све
entry-published = { $by }: објављен сажетак за све
entry-unpublished-you = Повукли сте објављени сажетак
entry-unpublished = { $by }: објављени сажетак повучен
entry-escalated = Обавештено: { $to }
entry-escalated-detail = Обећани дан је прошао без одговора.
score-1 = Веома лоше
score-2 = Лоше
score-3 = Осредње
score-4 = Добро
score-5 = Веома добро
entry-waiting = чека да се пошаље
entry-refused = није прихваћено
entry-claimed = Написано { $when } без мреже, послато кад се вратила

reply-label-citizen = Пиши канцеларији
reply-label-officer = Пиши грађанину
reply-send = Пошаљи
reply-photos = Додај фотографије
reply-kept = Сачувано. Одлази са следећом везом.
reply-sent = Послато.
