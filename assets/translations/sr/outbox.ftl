# Стање слања: увек видљиво, увек тачно. „Послато“ и „примљено“ само уз потврду.

sync-label = Веза
sync-offline = Нема мреже.
sync-connecting = Повезивање…
sync-sending = Шаље се.
sync-connected = Повезано.
sync-up-to-date = Све је усклађено
sync-saved = Све је сачувано на овом { $device ->
    [phone] телефону
   *[computer] рачунару
}.
sync-waiting = { $n ->
    [one] { $n } чека да се пошаље, { $size }.
    [few] { $n } чекају да се пошаљу, { $size }.
   *[other] { $n } чека да се пошаље, { $size }.
}
sync-progress = { $sent } од { $total } KB
sync-silence = { $n ->
    [one] Последња веза пре { $n } дан.
    [few] Последња веза пре { $n } дана.
   *[other] Последња веза пре { $n } дана.
}
sync-set-aside = { $n ->
    [one] { $n } треба вас
    [few] { $n } требају вас
   *[other] { $n } треба вас
}

sending-queued = Чека да се пошаље
sending-progress = Шаље се { $sent } од { $total } KB
sending-received = Примљено
sending-set-aside = Није примљено
receipt-verified = Потврда проверена

picture-coming = Фотографија је на путу
picture-progress = { $have } од { $total } KB

outbox-title = Чека да се пошаље
outbox-empty = Ништа не чека на слање.
outbox-item = { $size }, од { $since }

set-aside-title = Ово није могло да се прими
set-aside-added-title = Оно што сте последње додали није могло да се прими
set-aside-retry = Покушај поново
set-aside-export = Сачувај као датотеку

salvaged-title = Подаци на овом уређају су били оштећени
salvaged-text = Durbar их је поново саставио ({ $date }). Оно што још нисте послали је овде. Оно што канцеларија већ има долази поново са следећом везом. Оштећена датотека се чува, неизмењена.
salvaged-known = Разумем
