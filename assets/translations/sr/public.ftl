
public-title = Пријаве: { $name }
public-lead = Шта су људи пријавили, шта канцеларија ради и до када.
public-filters = Шта приказати
public-wards = Насеља
public-categories = Врсте
public-all = Прикажи све
public-search = Тражи
public-count-open = { $n ->
    [0] ништа отворено
   *[other] отворено { $n }
}
public-changed = Последња промена { $when }
public-received = Примљено
public-photo = Фотографија { $n } од { $of }
public-steps-none = Канцеларија још није почела.
public-open = Отвори у апликацији
public-open-text = У апликацији можете да пратите пријаву, или кажете „и ја“.
public-report = Пријави проблем
public-feed = Као извор вести (Atom)
public-languages = Језици
public-sample = Ово је пример. Ништа од овога се није заиста догодило.
public-about = { $name } овде објављује шта ради о пријавама својих људи. Имена се изостављају, а места заокружују на 100 метара.
public-gone-title = Не види се овде
public-gone-text = Нема такве пријаве, или ју је канцеларија повукла.
public-later-title = Тренутак
public-later-text = Страница још није спремна. Покушајте поново за неколико секунди.
