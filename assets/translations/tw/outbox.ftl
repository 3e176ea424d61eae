# Sɛdeɛ nkɔeɛ no teɛ: ɛda adi daa, ɛyɛ nokware daa. "Akɔ" ne "wɔn nsa aka" wɔ risiti akyi nko ara.

sync-label = Nkitahodie
sync-offline = Nɛtwɛk nni hɔ.
sync-connecting = Ɛrehwehwɛ kwan…
sync-sending = Ɛrekɔ.
sync-connected = Nkitahodie wɔ hɔ.
sync-up-to-date = Biribiara yɛ pɛ
sync-saved = Wɔakora biribiara so wɔ { $device ->
    [phone] fon
   *[computer] kɔmputa
} yi so.
sync-waiting = { $n ->
    [one] Adeɛ { $n } retwɛn akɔ, { $size }.
   *[other] Nneɛma { $n } retwɛn akɔ, { $size }.
}
sync-progress = { $sent } firi { $total } KB mu
sync-silence = { $n ->
    [one] Nkitahodie a ɛtwa toɔ: da { $n } ni.
   *[other] Nkitahodie a ɛtwa toɔ: nna { $n } ni.
}
sync-set-aside = { $n ->
    [one] Adeɛ { $n } hia wo
   *[other] Nneɛma { $n } hia wo
}

sending-queued = Ɛretwɛn akɔ
sending-progress = Ɛrekɔ: { $sent } firi { $total } KB mu
sending-received = Wɔn nsa aka
sending-set-aside = Wɔannye
receipt-verified = Wɔahwɛ risiti no, ɛyɛ nokware

picture-coming = Mfonini no reba
picture-progress = { $have } firi { $total } KB mu

outbox-title = Deɛ ɛretwɛn akɔ
outbox-empty = Biribiara nni hɔ a ɛretwɛn akɔ.
outbox-item = { $size }, firi { $since }

set-aside-title = Wɔantumi annye yei
set-aside-added-title = Wɔantumi annye deɛ wode kaa ho akyire yi
set-aside-retry = Bɔ mmɔden bio
set-aside-export = Kora so sɛ fael

salvaged-title = Nsɛm a ɛwɔ afidie yi so no sɛeeɛ
salvaged-text = Durbar asan aboa ano, { $date }. Deɛ wonnya mmaneeɛ no wɔ ha. Deɛ ɔfese no nsa aka dada no bɛsan aba berɛ a nɛtwɛk bɛba. Wɔakora fael a asɛe no so sɛdeɛ ɛteɛ.
salvaged-known = Mate aseɛ
