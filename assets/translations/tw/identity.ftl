# Onipa ko: afidie ahodoɔ, krataa so safoa, PIN, kood a wɔsɛɛn, dwumadie tumi.

join-title = Bɛka ɔfese no ho
join-lead = Ɔfese odwumayɛni tumi nam link a wɔde yɛ adwuma prɛko so firi wo sohwɛfoɔ hɔ. Link no yɛ adwuma prɛko, afidie baako so.
join-explain = Link yi ma afidie yi tumi wɔ ɔfese bi: ɛbɛkenkan deɛ ɔmanfoɔ de ba, ɛbɛma mmuaeɛ na ɛbɛsi gyinaeɛ. Gye wɔ afidie a ɛyɛ wo nko ara deɛ so.
join-label = Link a wɔde yɛ adwuma prɛko
join-hint = Fa link no nyinaa bra.
join-button = Gye tumi no
join-taken = Wɔagye wɔ afidie yi so. Aseɛ ha na wobɛhunu sɛ server no agye atom.

roles-title = Dwumadie tumi
role-officer = Odwumayɛni, { $department }
role-waiting = Ɛretwɛn sɛ wɔbɛgye ato mu
role-waiting-text = Server no bɛgye ato mu sɛ nɛtwɛk ba a. Wobɛtumi afiri krataa yi so.
role-active = Ɛyɛ adwuma
role-active-text = Kɔsi { $date }.
role-refused = Ɛnyɛ adwuma
role-refused-text = Wɔde link no ayɛ adwuma wɔ afidie foforɔ so, wɔayi afiri hɔ, anaa ne berɛ atwam. Bisa wo sohwɛfoɔ foforɔ.
role-queue = Bue nsɛm a ɛretwɛn no

me-safety = Afidie ahodoɔ ne banbɔ
me-devices-hint = { $n ->
    [one] Afidie { $n }
   *[other] Afidie { $n }
}
me-pin-on = Wɔahyɛ PIN
me-pin-off = PIN nni hɔ
me-recovery-hint = Ɛde wo nsɛm san ba sɛ biribiara yera a
me-shared-on = Asɔ: firi mu sɛ wowie a
me-shared-off = Adum: wo nko ara na wode di dwuma
me-data = Kood ne wo nsɛm
me-scan-hint = Risiti, afidie foforɔ, anaa link a ɛfiri ɔfese bi
me-restore-hint = Fa krataa a woprinteeɛ no
export-all = Kora me ho nsɛm nyinaa so
export-all-hint = Nsɛm, mfonini, deɛ ɛnwieeɛ, risiti ne nhyehyɛeɛ wɔ fael baako mu
counters-title = Ɔfese a wobɛtumi akɔ
counters-lead = Wobɛtumi de asɛm bi akɔ hɔ ankasa nso.

devices-title = Me afidie
devices-lead = Wo afidie nyinaa kenkan na ɛtwerɛ nsɛm korɔ no ara. Toto nkyerɛwdeɛ no ho na woahunu deɛ ɛyɛ deɛ.
device-this = { $device ->
    [phone] Fon yi
   *[computer] Kɔmputa yi
}
device-other = Afidie foforɔ
device-since = Wɔde kaa ho { $when }
device-first = Deɛ ɛdi kan
device-linked = Ɛka ho
device-waiting = Ɛretwɛn nɛtwɛk
device-revoked = Wɔayi afiri hɔ
revoke = Yi firi hɔ
revoke-title = Yi afidie { $fingerprint } firi hɔ?
revoke-text = Yɛ yei sɛ ayera, wɔawia anaa wɔatɔn a. Ɛrentumi nkenkan na ɛrentumi ntwerɛ mma wo bio, na ɛwerɛ firi wo nsɛm berɛ a ɛbɛnya nɛtwɛk. Worentumi nsesa yei; wobɛtumi de afidie no aka ho bio.
revoke-yes = Yi firi hɔ
devices-other = Yei ne afidie a ɛtɔ so mmienu no?
devices-other-text = Yɛ kood wɔ deɛ ɛdi kan no so, na sɛɛn wɔ ha.

offer-title = Fa afidie foforɔ ka ho
offer-text = Yɛ kood wɔ ha na fa afidie foforɔ no sɛɛn. Ɛfiri hɔ no mmienu no nyinaa wɔ wo nsɛm nyinaa.
offer-make = Yɛ kood
offer-again = Yɛ kood foforɔ
offer-over = Kood yi berɛ atwam. Obi ntumi mfa nyɛ adwuma bio.
offer-qr-label = Kood a ɛde afidie foforɔ ka wo ho
offer-step-open = Bue kamera a ɛwɔ afidie foforɔ no so.
offer-step-point = Fa kyerɛ kood yi so, na bue address a ɛkyerɛ no.
offer-step-agree = Pene so wɔ hɔ. Afidie mmienu no nyinaa hia nɛtwɛk prɛko.
offer-left = { $n ->
    [one] Aka simma { $n }
   *[other] Aka simma { $n }
}
offer-warning = Obiara a ɔsɛɛn no kenkan na ɔtwerɛ sɛ wo. Mfa nkyerɛ obiara.
offer-copy = Kɔpi sɛ link

link-title = { $device ->
    [phone] Fa fon yi ka ho?
   *[computer] Fa kɔmputa yi ka ho?
}
link-lead = { $device ->
    [phone] Kood no ma fon yi bɛyɛ onipa a ɔkyerɛeɛ no afidie no mu baako.
   *[computer] Kood no ma kɔmputa yi bɛyɛ onipa a ɔkyerɛeɛ no afidie no mu baako.
}
link-reads = Ɛkenkan ne nsɛm nyinaa, na n'afidie a aka no kenkan wo deɛ.
link-writes = Ɛtwerɛ wɔ ne din mu, na n'afidie a aka no twerɛ wɔ wo din mu.
link-warning = Yɛ sɛ afidie baako no yɛ wo ara wo deɛ a nko ara.
link-accept = { $device ->
    [phone] Fa fon yi ka ho
   *[computer] Fa kɔmputa yi ka ho
}
link-taken-title = { $device ->
    [phone] Fon yi aka ho
   *[computer] Kɔmputa yi aka ho
}
link-taken = Nsɛm no ara bɛba ha.
link-matters = Me nsɛm

recovery-title = Nsɛm sanba krataa
recovery-lead = Krataa a ɛde wo nsɛm san ba fon biara so, sɛ wo deɛ yera anaa ɛsɛe a.
recovery-print = Printe, anaa fa nsa twerɛ fa biara.
recovery-holds = Ɛyɛ safoa: obiara a ɔwɔ bi bɛtumi akenkan wo nsɛm na watwerɛ sɛ wo.
recovery-keep = Fa sie baabi a wode wo nkrataa sie. Ntwa ne mfonini.
recovery-show = Kyerɛ krataa no
recovery-sheet-title = Nsɛm sanba krataa
recovery-sheet-text = Krataa yi de nsɛm a wode kɔɔ wo mansini hɔ no san ba, fon anaa kɔmputa biara so.
recovery-qr-label = Kood a ɛde wo nsɛm san ba
recovery-words = Deɛ wobɛtwerɛ
recovery-use-open = Bue Durbar wɔ afidie foforɔ no so.
recovery-use-choose = Mfitiaseɛ hɔ paw "Mede Durbar ayɛ adwuma pɛn". Akyire yi: Me, "Fa me nsɛm san bra".
recovery-use-scan = Fa kamera no hwɛ kood no, anaa twerɛ fa biara.
recovery-warning = Fa sie. Obiara a ɔfiri mansini hɔ remmisa wo da.
recovery-date = Wɔyɛɛ no { $date }

restore-title = Fa me nsɛm san bra
restore-lead = Fa wo nsɛm sanba krataa no. Fa kamera no hwɛ ne kood, anaa twerɛ ne nkyerɛwdeɛ ne nɔma no.
restore-label = Deɛ ɛwɔ krataa no so
restore-hint = Fa baako di baako akyi. Kwan ne nkyerɛwdeɛ nketewa nyɛ hwee.
restore-explain = { $device ->
    [phone] Nsɛm a ɛwɔ wo krataa no so ba fon yi so. Deɛ ɛwɔ fon yi so dada no da so wɔ hɔ.
   *[computer] Nsɛm a ɛwɔ wo krataa no so ba kɔmputa yi so. Deɛ ɛwɔ kɔmputa yi so dada no da so wɔ hɔ.
}
restore-take = Fa san bra
restore-again = Fa krataa foforɔ
restore-done = Krataa no yɛ nokware. Wo nsɛm no ara bɛba ha.

code-title = Kood
code-empty = Kood biara nni ha
code-empty-text = Fa kamera sɛɛn kood bi, anaa bue link no nyinaa sɛdeɛ wonyaeɛ.
code-camera = Twa kood no mfonini
code-camera-hint = Ma ɛnyina pɛɛ, na kood no nhyɛ mfonini no ma
code-picture = Paw mfonini
code-picture-hint = Kood no mfonini
code-reading = Ɛrehwehwɛ kood no…
code-none = Yɛanhunu kood biara wɔ mfonini yi mu. Bɛn ho, ma fon no nnyina hɔ komm, na ma hann mmra.
code-missing = Di kan twerɛ kood no anaa fa bra ha.
code-other = Yei nyɛ Durbar kood
code-other-text = Deɛ ɛka nie. Durbar mfa nyɛ hwee.
scan-title = Sɛɛn kood bi
scan-lead = Risiti a wobɛhwɛ, afidie a wode bɛka ho, anaa asɛm a wobɛdi akyi.
scan-label = Anaa twerɛ, anaa fa bra ha
scan-hint = Link no nyinaa, firi "http" kɔsi awieeɛ.
scan-again = Sɛɛn kood foforɔ
qr-too-long = Yei ware dodo ma kood. Kɔpi mmom.
copied = Wɔakɔpi
copied-not = Wɔantumi ankɔpi. Sɛɛn kood no mmom.
print = Printe

verify-true = Risiti yi yɛ nokware
verify-true-text = Mansini no server de ne nsa ahyɛ aseɛ, na wɔnsesaa hwee wɔ mu.
verify-false = Risiti yi nyɛ nokware
verify-false-text = Ɛte sɛ risiti, nanso mansini yi server mfaa ne nsa nhyɛɛ aseɛ sɛdeɛ ɛteɛ yi. Ebia ɛfiri mansini foforɔ, anaa obi asesa. Fa nɔma no bisa ɔfese no.
verify-unknown = Yɛntumi nhwɛ seesei
verify-unknown-text = Afidie yi nnim server no safoa. Nya nɛtwɛk prɛko; ɛno akyi no wobɛtumi ahwɛ risiti a nɛtwɛk nni hɔ. Krataa yi ara bɛtoa so.
verify-unreadable = Yɛntumi nkenkan yei
verify-unreadable-text = Ɛhyɛ aseɛ sɛ risiti, nanso fa bi nni hɔ anaa asɛe. San sɛɛn.
verify-by = Deɛ ɔde ne nsa ahyɛ aseɛ: server a ɛwɔ
verify-issued = Nsa hyɛɛ aseɛ
verify-not-yours = Deɛ wɔtwerɛeɛ no nni kood no mu. Onipa no ne ɔfese no nko ara na wɔbɛtumi akenkan.
verify-open = Bue asɛm no

follow-code-title = Di asɛm bi akyi
follow-code-taken = Ɛfiri seesei wodi asɛm yi akyi. Deɛ ɔfese no twerɛ bɛba ha, na wobɛtumi ayi ano.
follow-code-coming = Ɛbɛba sɛ nɛtwɛk ba a.

receipt-title = Risiti
receipt-title-missing = Wɔn nsa nkaeɛ
receipt-back = Asɛm no
receipt-reference = Nɔma
receipt-missing = Risiti mmaeɛ
receipt-missing-text = Wɔakora biribiara so wɔ { $device ->
    [phone] fon
   *[computer] kɔmputa
} yi so na ɛbɛkɔ sɛ nɛtwɛk ba a. Risiti no ara bɛba. Ansa na ɛbɛba no, ɔfese no nnim ho hwee; twerɛ nɔma no to hɔ.
receipt-what = Deɛ ɛfa ho
receipt-office = Ɔfese a ɛhwɛ so
receipt-filed = Da a wode kɔeɛ
receipt-received = Da a wɔn nsa kaeɛ
receipt-due = Mmuaeɛ ba ansa na
receipt-covers = Deɛ ɛka ho
receipt-covers-text = { $n ->
    [0] Asɛm biara; mfonini biara nni hɔ
   *[other] Asɛm biara ne mfonini biara
}
receipt-number = Nkyerɛwdeɛ nɔma
receipt-signature = Nsaano nkyerɛwee no hyɛ aseɛ sɛ
receipt-by-counter = wɔ ɔfese hɔ
receipt-by-phone = wɔ telefon so
receipt-by-post = wɔ krataa mu
receipt-by-email = wɔ e-mail so
receipt-qr-label = Kood a ɛdi risiti yi ho adanseɛ
receipt-verify = Hwɛ
receipt-verify-text = Fon biara bɛtumi asɛɛn kood yi na ahunu sɛ risiti no yɛ nokware anaa, sɛ nɛtwɛk nni hɔ mpo a. Ɛnka deɛ wotwerɛeɛ no biara ho asɛm.
receipt-copy = Kɔpi sɛ link
receipt-save = Kora so sɛ fael
receipt-follow = Di akyi wɔ wo ara wo fon so
receipt-follow-label = Kood a ɛbue asɛm yi wɔ wo ara wo fon so
receipt-follow-text = Fa wo fon sɛɛn yei. Afei wobɛhunu mmuaeɛ no, na wo ara wobɛtumi atwerɛ ɔfese no.
receipt-follow-warning = Obiara a ɔwɔ kood yi bɛtumi akenkan asɛm no. Twa firi hɔ, fa sie ma wo ho, na mfa nkyerɛ obiara.

pin-title = PIN a wɔde to mu
pin-lead = { $device ->
    [phone] PIN ma obiara a ɔfa fon yi ntumi nkenkan wo nsɛm.
   *[computer] PIN ma obi foforɔ a ɔwɔ kɔmputa yi ho ntumi nkenkan wo nsɛm.
}
pin-label = PIN
pin-current = PIN a ɛwɔ hɔ seesei
pin-new = PIN
pin-new-other = PIN foforɔ
pin-again = Deɛ ɛyɛ saa ara bio
pin-hint = Nɔma 4 kɔsi 12. Ɛnyɛ w'awoda, ɛnyɛ 1234.
pin-save = Hyɛ PIN no
pin-change = Sesa PIN no
pin-remove = Yi PIN no firi hɔ
pin-set = Wɔahyɛ PIN no. Durbar bɛbisa berɛ a ɛbue, ne simma 5 akyi a obi nhwɛ so.
pin-removed = PIN biara nni hɔ bio.
pin-form = PIN wɔ nɔma 4 kɔsi 12, hwee foforɔ nka ho.
pin-differs = Ɛnyɛ PIN korɔ no ara. San twerɛ.
pin-missing = Twerɛ PIN no.
pin-warning = Obiara ntumi nka PIN a wo werɛ afiri nkyerɛ wo. Nsɛm sanba krataa na ɛboa: di kan printe bi.
lock-title = To mu
lock-text = Durbar ara to mu berɛ a woto no mu, anaa simma 5 akyi a obi nhwɛ so.
lock-now = To mu seesei
lock-hint = Ɛbisa PIN ansa na akyerɛ biribi

locked-title = Wɔato Durbar mu
locked-text = Twerɛ wo PIN. Deɛ ɛretwɛn no rekɔ.
locked-open = Bue
locked-forgotten = Me werɛ afiri PIN no
locked-forgotten-text = Obiara ntumi nka nkyerɛ wo, ɔfese no nso ntumi. Wo nsɛm sanba krataa bɛde wo nsɛm aba afidie foforɔ so, anaa ha berɛ a woayi Durbar nsɛm afiri afidie yi nhyehyɛeɛ mu akyi. Deɛ ɛnkɔeɛ no bɛyera.
pin-wait-seconds = { $n ->
    [one] Twɛn sikɛnd { $n }, na bɔ mmɔden bio.
   *[other] Twɛn sikɛnd { $n }, na bɔ mmɔden bio.
}
pin-wait-minutes = { $n ->
    [one] Twɛn simma { $n }, na bɔ mmɔden bio.
   *[other] Twɛn simma { $n }, na bɔ mmɔden bio.
}

shared-label = Afidie a nnipa pii de di dwuma
shared-leave = Mawie: mefiri mu
shared-title = { $device ->
    [phone] Fon a nnipa pii de di dwuma
   *[computer] Kɔmputa a nnipa pii de di dwuma
}
shared-lead = Abusua, kiosk anaa amanneɛbɔ beaeɛ: obiara nnya hwee nto hɔ.
shared-switch = { $device ->
    [phone] Nnipa pii de fon yi di dwuma
   *[computer] Nnipa pii de kɔmputa yi di dwuma
}
shared-hint = { $device ->
    [phone] Ɛno deɛ kwan wɔ hɔ daa a wobɛfa so afiri mu. Sɛ wofiri mu a, fon yi werɛ firi wo.
   *[computer] Ɛno deɛ kwan wɔ hɔ daa a wobɛfa so afiri mu. Sɛ wofiri mu a, kɔmputa yi werɛ firi wo.
}
leave-title = { $device ->
    [phone] Firi fon yi so
   *[computer] Firi kɔmputa yi so
}
leave-forgets = Wo nsɛm, deɛ ɛnwieeɛ, mfonini ne safoa nyinaa firi ha kɔ. Deɛ ɔfese no nsa aka no wɔ wɔn hɔ.
leave-waiting = { $n ->
    [one] Asɛm { $n } da so retwɛn akɔ. Obiara ntumi mmue, ɛbɛkɔ, na ɛno akyi ayera firi ha.
   *[other] Nsɛm { $n } da so retwɛn akɔ. Obiara ntumi mmue, ɛbɛkɔ, na ɛno akyi ayera firi ha.
}
leave-drafts = { $n ->
    [one] Amaneɛbɔ { $n } nwieeɛ. Ɛbɛyera sɛ woamfa ankɔ kane a.
   *[other] Amaneɛbɔ { $n } nwieeɛ. Ɛbɛyera sɛ woamfa ankɔ kane a.
}
leave-set-aside = { $n ->
    [one] Wɔannye asɛm { $n }. Di kan bɔ mmɔden bio anaa kora so sɛ fael: obi foforɔ ntumi nhyɛ aseɛ ansa na woayɛ saa.
   *[other] Wɔannye nsɛm { $n }. Di kan bɔ mmɔden bio anaa kora so sɛ fael: obi foforɔ ntumi nhyɛ aseɛ ansa na woayɛ saa.
}
leave-sheet = Sɛ wobɛhunu wo nsɛm bio akyire yi a, di kan printe wo nsɛm sanba krataa.
leave-sure = { $device ->
    [phone] Firi fon yi so seesei?
   *[computer] Firi kɔmputa yi so seesei?
}
leave-sure-text = Worentumi nsesa yei. Sɛ wonni nsɛm sanba krataa anaa afidie foforɔ a, worentumi mmue wo nsɛm bio.
leave-yes = Firi mu
left-title = Woafiri ha
left-text = { $n ->
    [0] Wo deɛ biara nkaa { $device ->
        [phone] fon
       *[computer] kɔmputa
    } yi so.
    [one] Asɛm { $n } da so retwɛn akɔ. Obiara ntumi mmue, na ɛbɛyera afiri ha sɛ wɔn nsa ka a.
   *[other] Nsɛm { $n } da so retwɛn akɔ. Obiara ntumi mmue, na ɛbɛyera afiri ha sɛ wɔn nsa ka a.
}
left-done = Ma onipa a ɔdi hɔ
leaving-title = Twɛn kakra ma onipa a ɔdii kan no
leaving-text = { $n ->
    [one] N'asɛm { $n } da so rekɔ. Obiara ntumi mmue. Durbar bɛbue ama wo sɛ wɔn nsa ka a.
   *[other] Ne nsɛm { $n } da so rekɔ. Obiara ntumi mmue. Durbar bɛbue ama wo sɛ wɔn nsa ka a.
}
revoked-title = { $device ->
    [phone] Wɔayi fon yi afiri hɔ
   *[computer] Wɔayi kɔmputa yi afiri hɔ
}
revoked-text = { $device ->
    [phone] W'afidie foforɔ bi ayi fon yi afiri hɔ. Ɛrentumi nkenkan na ɛrentumi ntwerɛ mma wo bio, na wo nsɛm ayera afiri ha.
   *[computer] W'afidie foforɔ bi ayi kɔmputa yi afiri hɔ. Ɛrentumi nkenkan na ɛrentumi ntwerɛ mma wo bio, na wo nsɛm ayera afiri ha.
}
revoked-anew-text = { $device ->
    [phone] Sɛ ɛyɛ mfomsoɔ a, hyɛ aseɛ foforɔ wɔ ha na fa kood a ɛfiri w'afidie foforɔ no so ka ho bio.
   *[computer] Sɛ ɛyɛ mfomsoɔ a, hyɛ aseɛ foforɔ wɔ ha na fa kood a ɛfiri w'afidie foforɔ no so ka ho bio.
}
revoked-anew = Hyɛ aseɛ foforɔ
