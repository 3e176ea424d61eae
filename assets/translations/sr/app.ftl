# Апликација као целина: навигација, почетак, почетна страна, шта се види кад не ради.

app-name = Durbar
nav-label = Главно
nav-home = Почетна
nav-queue = Ред
nav-follow = Прати
nav-new = Ново
nav-community = Заједница
nav-me = Ја
skip = Пређи на садржај
back = Назад
cancel = Откажи
change = Измени
change-row = Измени: { $name }
continue = Даље
listen = Слушај
listen-stop = Заустави
part-missing = Овај део апликације долази једном преко мреже и затим остаје на овом уређају. Пробајте поново када буде везе.
loading = Тренутак…
remove = Уклони
submit = Поднеси
try-again = Покушај поново
try-now = Покушај сада
faults-title = Постоји проблем

municipality-unknown = Ваша општина

start-fetching = Преузима се ваша општина…
start-fetching-text = Њене услуге, насеља и рокови долазе на овај уређај једном. После тога Durbar ради без мреже.
start-offline = Још нема везе. Durbar једном треба мрежу, да преузме вашу општину. Укључите мобилне податке или Wi-Fi, или пређите где има сигнала. Сам покушава поново.
start-title = Добро дошли: { $name }
start-lead = Durbar носи ваш предмет канцеларији и показује вам шта с њим бива.
start-promise-report = Пријавите проблем за неколико минута, са фотографијама и местом.
start-promise-follow = Пратите га: код кога је, до када добијате одговор, и сам одговор.
start-promise-offline = Нема мреже? Наставите. Све се чува овде и шаље се кад се мрежа врати.
start-promise-private = Само ви и канцеларије које се тиме баве можете да прочитате оно што шаљете.
start-language = Изаберите језик
start-begin = Почни
start-restore = Већ сам користио Durbar
start-ward = Које је ваше насеље?
start-ward-lead = Шта канцеларија тамо ради и шта пријављују суседи, потом долази вама. То касније можете променити под „Заједница“.
start-ward-find = Нађи насеље
start-ward-count = { $n ->
    [one] Нађено { $n } насеље
    [few] Нађена { $n } насеља
   *[other] Нађено { $n } насеља
}
start-ward-none = Ниједно насеље се тако не зове. Пробајте с мање слова, или прескочите.
start-ward-skip = Прескочи

home-title = { $name }
home-latest = Моји последњи предмети
home-all = Сви моји предмети
home-search = Тражи на овом уређају
home-queue = { $n ->
    [0] Ништа није отворено
    [one] { $n } отворен предмет
    [few] { $n } отворена предмета
   *[other] { $n } отворених предмета
}
wait-title = { $n ->
    [one] { $n } ствар чека на вас
    [few] { $n } ствари чекају на вас
   *[other] { $n } ствари чека на вас
}
wait-news = { $department } вам пише: { $title }
wait-asked = { $department } вас пита: { $title }
wait-confirm = Да ли је решено? { $title }. Јавите до { $until }.
wait-correction = Ваше измене још нису послате: { $title }
wait-draft = Још није завршено: { $title }
wait-set-aside = Није могло да се прими: { $title }

new-title = Шта желите да урадите?
door-report = Пријави проблем
door-report-hint = Путеви, расвета, отпад, вода и друго
door-follow = Моји предмети
door-follow-hint = Шта је било с њима
door-community = Заједница
door-community-hint = Шта други пријављују
door-scan = Скенирај код
door-scan-hint = Потврда или веза
door-intake = Прими за неког другог
door-intake-hint = На шалтеру или телефоном
door-apply = Затражи услугу
door-ask = Затражи информације
door-watch = Прати јавне радове
door-coming = Долази касније:

not-found-title = Страница није нађена
not-found-lead = Овде нема ничега
not-found-text = Адреса је можда погрешно укуцана, или овога више нема. Ваши предмети су на сигурном.

elsewhere-title = Durbar је отворен у другој картици
elsewhere-text = Само једна картица истовремено може да чува ваше предмете. Наставите у другој картици, или користите Durbar овде. Оно што сте укуцали је сачувано.
elsewhere-use-here = Користи овде
no-storage-title = Овај прегледач не може ништа да сачува
no-storage-text = Durbar чува ваше предмете на овом уређају, али му прегледач не даје места. Ако је ово приватан прозор, отворите Durbar у обичном. Ако је уређај пун, ослободите мало места. Затим поново отворите страницу.
failed-title = Durbar није могао да се покрене
failed-text = Оно што сте раније сачували и даље је на овом уређају. Отворите страницу поново. Ако то не помогне, поново покрените уређај.
failed-reload = Отвори поново
failed-details = Подаци за оне који вам помажу
panic-text = Нешто је пошло наопако на овој страници. Оно што сте укуцали је сачувано. Отворите страницу поново да наставите.

boot-opening = Отвара се…
boot-failed = Durbar није могао да се покрене. Оно што сте раније написали сигурно је на овом уређају.
boot-again = Проверите везу и поново учитајте страницу. Ако то не помогне, ажурирајте прегледач.
boot-too-old = Овај прегледач је престар. Молимо ажурирајте га, или користите други.

size-kb = { $n } KB
size-mb = { $n } MB
age-now = сада
age-minutes = { $n } мин
age-hours = { $n } ч
age-days = { $n } д
saved-now = Сачувано
saved-seconds = { $n ->
    [one] Сачувано пре { $n } секунд
    [few] Сачувано пре { $n } секунде
   *[other] Сачувано пре { $n } секунди
}
saved-minutes = { $n ->
    [one] Сачувано пре { $n } минут
    [few] Сачувано пре { $n } минута
   *[other] Сачувано пре { $n } минута
}
saved-at = Сачувано { $when }
saved-not = Није сачувано

me-title = Ја
language-title = Језик
theme-title = Изглед
theme-system = Као овај уређај
theme-light = Светло
theme-dark = Тамно
about-title = О апликацији
about-device = Овај уређај
about-device-hint = Почетак његовог кључа. Канцеларија може телефоном да га упореди с вама.
about-municipality = Општина
about-pack = { $name }, верзија података { $version }
about-app = Апликација
about-version = Durbar { $version }
about-window = у сопственом прозору
about-browser = у прегледачу
