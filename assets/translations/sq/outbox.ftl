# Gjendja e dërgimit: gjithmonë në pamje, gjithmonë e vërtetë. "U dërgua" dhe "u pranua" vetëm me vërtetim.

sync-label = Lidhja
sync-offline = Pa rrjet.
sync-connecting = Po lidhet…
sync-sending = Po dërgohet.
sync-connected = I lidhur.
sync-up-to-date = Gjithçka në rregull
sync-saved = Gjithçka është ruajtur në këtë { $device ->
    [phone] telefon
   *[computer] kompjuter
}.
sync-waiting = { $n ->
    [one] 1 pret të dërgohet, { $size }.
   *[other] { $n } presin të dërgohen, { $size }.
}
sync-progress = { $sent } nga { $total } KB
sync-silence = { $n ->
    [one] Lidhja e fundit para 1 dite.
   *[other] Lidhja e fundit para { $n } ditësh.
}
sync-set-aside = { $n ->
    [one] 1 ka nevojë për ju
   *[other] { $n } kanë nevojë për ju
}

sending-queued = Pret të dërgohet
sending-progress = Po dërgohen { $sent } nga { $total } KB
sending-received = U pranua
sending-set-aside = Nuk u pranua
receipt-verified = Vërtetimi u verifikua

picture-coming = Fotoja është rrugës
picture-progress = { $have } nga { $total } KB

outbox-title = Presin të dërgohen
outbox-empty = Asgjë nuk pret të dërgohet.
outbox-item = { $size }, që nga { $since }

set-aside-title = Kjo nuk mund të pranohej
set-aside-added-title = Ajo që shtuat së fundi nuk mund të pranohej
set-aside-retry = Provo përsëri
set-aside-export = Ruaje si skedar

salvaged-title = Të dhënat e kësaj pajisjeje ishin të dëmtuara
salvaged-text = Durbar i rindërtoi më { $date }. Ajo që nuk e kishit dërguar ende është këtu. Ajo që zyra e ka tashmë vjen përsëri me lidhjen e ardhshme. Skedari i dëmtuar ruhet, i pandryshuar.
salvaged-known = E kuptova
