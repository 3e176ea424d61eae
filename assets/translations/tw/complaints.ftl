# Ɔhaw ho amaneɛbɔ, n'akyidie, ne mmuaeɛ.

report-journey = Bɔ ɔhaw ho amaneɛ
intake-journey = Gye ɔhaw ho asɛm ma obi
correct-journey = Siesie asɛm { $reference }
question-step = { $journey }, anamɔn { $n } wɔ { $of } mu

category-title = Ɔhaw no fa ɛdeɛn ho?
category-other = Biribi foforɔ, anaa mennim
category-other-hint = Ɔfese no bɛhwehwɛ deɛ ɔhwɛ so
category-find = Fa asɛm baako hwehwɛ
category-find-hint = pɔmpo, kanea, wira…
category-found = { $n ->
    [one] { $n } na ɛfata
   *[other] { $n } na ɛfata
}
category-found-none = Biribiara mfata saa nsɛm yi. Fa asɛm foforɔ hwɛ, anaa paw "Biribi foforɔ".
category-elsewhere = Ɛnyɛ ɔfese yi deɛ:

description-title = Ɛdeɛn na ɛnyɛ?
description-label = W'ankasa wo nsɛm mu
description-label-other = Onipa no ankasa nsɛm mu
description-hint = Ɛdeɛn na wohunu? Firi da bɛn? Hwan na ɛka no? Kasa biara yɛ.

place-title = Ɛwɔ he?
place-lead = Yeinom mu baako bɛyɛ yie. Pii boa ma adwumayɛfoɔ no hunu hɔ.
place-offered = Wo mfonini no mu baako nim baabi a wɔtwaeɛ.
place-position = { $where } (mita { $n } mu)
landmark-label = Nsɛm mu
landmark-hint = Borɔno, dan, deɛ ɛbɛn hɔ. Nhwɛsoɔ: lɔre gyinabea no akyi
ward-label = Mpɔtam
ward-hint = Ɛno ara hunu sɛ wɔnim beaeɛ a.
ward-unknown = Mennim
position-use = Fa baabi a mewɔ
position-again = San susu
position-measuring = Ɛrehwehwɛ baabi a wowɔ… Abɔnten yɛ ntɛm.
position-better = Mita { $n } mu. Ɛreyɛ yie…
position-stop = Ɛyɛ
position-accuracy = Mita { $n } mu
position-from-device = Afidie yi na ɛsusuuiɛ
position-from-theirs = Afidie a wɔde bɔɔ amaneɛ no na ɛsusuuiɛ
position-from-photo = Ɛfiri mfonini mu
position-from-person = Wɔde nsa na ɛhyɛeɛ
position-poor = Yei nyɛ pɛ sɛ wɔde bɛhunu hɔ. Kɔ abɔnten na san susu, anaa twerɛ ahyɛnsodeɛ bi.
position-refused = Durbar nni tumi sɛ ɛhunu baabi a wowɔ. Ma kwan wɔ browser anaa fon nhyehyɛeɛ mu, anaa twerɛ ahyɛnsodeɛ wɔ aseɛ ha.
position-unavailable = Afidie yi ntumi nka baabi a ɛwɔ. Twerɛ ahyɛnsodeɛ wɔ aseɛ ha, anaa paw mpɔtam no.
position-too-long = Yɛanhunu beaeɛ no. Kɔ abɔnten na bɔ mmɔden bio, anaa twerɛ ahyɛnsodeɛ wɔ aseɛ ha.
coordinates-title = Twerɛ latitude ne longitude
coordinates-hint = Nhwɛsoɔ 4.89810 ne -1.76040
latitude-label = Latitude (atifi-anaafoɔ)
longitude-label = Longitude (apueɛ-atɔeɛ)
latitude-error = Latitude yɛ nɔma a ɛwɔ -90 ne 90 ntam.
longitude-error = Longitude yɛ nɔma a ɛwɔ -180 ne 180 ntam.
map-pin-hint = Fa wo nsa ka asase mfonini no, anaa twe ahyɛnsodeɛ no.
map-pin-keys = Keyboard so: arrows pia ahyɛnsodeɛ no, Shift ma ɛkɔ ntɛm; + ne - ma ɛbɛn anaa ɛtwe ho.
map-pin-label = Mpɔtam mfonini a beaeɛ no ahyɛnsodeɛ wɔ so
map-pin-role = asase mfonini
map-pin-none = Ahyɛnsodeɛ biara nni hɔ.
map-pin-in = Ahyɛnsodeɛ no wɔ { $ward }.
map-pin-outside = Ahyɛnsodeɛ no nni mansini yi mpɔtam biara mu.
map-closer = Bɛn
map-further = Twe ho
map-all = Mpɔtam nyinaa
map-metres = { $n } m
map-kilometres = { $n } km
map-move = Pia asase mfonini no
map-left = Pia kɔ benkum
map-right = Pia kɔ nifa
map-up = Pia kɔ soro
map-down = Pia kɔ fam

similar-title = Wɔnim ho asɛm dada anaa?
similar-lead = Wɔabɔ yei ho amaneɛ wɔ ha. Sɛ ɛyɛ wo deɛ no bi a, ka "Me nso": ɔfese no hunu nnipa dodoɔ a ɛka wɔn, na wonya mmuaeɛ biara.
similar-none = Biribi a ɛte saa nni ha bio.
similar-found = Obi abɔ biribi a ɛte saa ho amaneɛ wɔ ha.
similar-look = Hwɛ
similar-here = Ha ara
similar-distance = Bɛyɛ mita { $n } firi ha
similar-received = firi { $date }
similar-more = Kenkan pii
similar-mine = Yei yɛ wo ara w'asɛm. Bue
similar-me-too = Me nso
similar-supported = Woka sɛ "Me nso"
similar-other = Me deɛ yɛ soronko
joined-title = Woka sɛ "Me nso"
joined-text = Seesei wodi "{ $title }" akyi na wonya ho mmuaeɛ biara. Wo ara wo amaneɛbɔ ho nhia bio.
joined-discard = Tow me deɛ gu na di saa deɛ no akyi
joined-keep = Toa me deɛ so

photos-title = Wowɔ mfonini?
photos-title-other = Mfonini wɔ hɔ?
photos-lead = Mfonini ka nsɛm pii. Wobɛtumi atoa so a mfonini nka ho nso.
photos-privacy = Wɔyɛ mfonini no nketewa ansa na akɔ. Nsɛm a ahinta, sɛ fon no din, wɔyi firi mu.
photo-add = Twa anaa paw mfonini
photo-add-more = Fa mfonini foforɔ ka ho
photo-count = { $n } wɔ { $limit } mu
photo-reading = Ɛrekenkan mfonini { $n } wɔ { $of } mu…
photo-alt = Ɔhaw no mfonini
photo-taken = Wɔtwaeɛ { $when }
photo-position = Beaeɛ { $where }
photo-use-place = Fa beaeɛ yi
photo-is-place = Beaeɛ no ni
photo-no-details = Fael no nka berɛ anaa baabi a wɔtwaeɛ.
photo-remove = Yi firi hɔ
photo-redact = Fa anim anaa lɔre nɔma sie
photo-redact-again = Sesa deɛ wɔde asie
photo-redacted = Wɔde biribi asie wɔ mu
photo-show = Mfonini { $n } wɔ { $of } mu, kyerɛ no kɛseɛ
photo-large = Mfonini
photo-accuracy = mita { $n } mu
redact-title = Fa anim anaa lɔre nɔma sie
redact-lead = Fa wo nsateaa anaa mouse drɔ adaka wɔ biara so. Obi foforɔ renhunu deɛ ɛwɔ aseɛ no da.
redact-boxes = Adaka a ɛwɔ mfonini no so
redact-box = Adaka { $n }
redact-add = Fa adaka ka ho
redact-remove = Yi adaka no
redact-done = Fa yeinom sie
redact-keys = Arrows pia adaka no, Shift ma ɛyɛ kɛseɛ anaa ketewa, Delete yi firi hɔ.
redact-said = Adaka { $n }: { $x } % firi benkum, { $y } % firi soro, ne tɛtrɛtɛ { $width } %, ne tenten { $height } %

contact-title = Ɔfese no mfa ɛkwan bɛn so nhu wo?
contact-title-other = Ɔfese no mfa ɛkwan bɛn so nhu onipa no?
contact-lead = Mmuaeɛ biara ba app no mu. Deɛ ɛka ho no yɛ wo pɛ.
contact-lead-other = Bisa; ɛnyɛ ɔhyɛ sɛ obi de din anaa nɔma ma.
contact-app = App no mu
contact-app-hint = Din ne nɔma ho nhia
contact-app-hint-other = Risiti no so kood, wɔn ara wɔn fon so
contact-call = Frɛ
contact-sms = SMS nkra
contact-email = E-mail nkra
contact-never = Ɛho nhia
contact-never-hint = Na wopɛ sɛ woka kɛkɛ
contact-never-hint-other = Onipa no ara bɛba, anaa na ɔpɛ sɛ ɔka kɛkɛ
contact-phone = Telefon nɔma
contact-address = E-mail address no
contact-name = Din, sɛ wopɛ a
contact-name-other = Onipa no din, sɛ ɔde ma a
contact-privacy = Ɔfese a ɛhwɛ so no nko ara na ɛkenkan yei. Wɔnna no adi da.

tasks-title = W'amaneɛbɔ abɛsi ha
tasks-title-correct = Ɛdeɛn na ɛsɛ sɛ wɔsiesie?
tasks-check = Hwɛ na fa kɔma
task-asked = Ɔfese no rebisa
task-missing = Ɛda so wɔ hɔ
task-done = Awie
task-optional = Sɛ wopɛ a
correction-says = Ɔfese no rebisa

check-title = Hwɛ wo mmuaeɛ no
check-size = Bɛyɛ { $size } na ɛbɛkɔ.
check-declaration = "Fa kɔma" kyerɛ sɛ woka sɛ yei yɛ nokware sɛdeɛ wonim.
check-declaration-other = "Fa kɔma" kyerɛ sɛ woka sɛ woatwerɛ deɛ onipa no ka kyerɛɛ wo.
check-correction = Ɔfese no hunu mmuaeɛ foforɔ no ne dada no. Deɛ wode kɔeɛ no biara nyera.
check-tasks = Hwɛ nsɛmmisa nyinaa wɔ baabi korɔ
submit-correction = Fa nsiesieeɛ no kɔ
answer-category = Deɛ ɛfa ho
answer-description = Deɛ ɛnyɛ
answer-place = Baabi
answer-photos = Mfonini
answer-photo-count = { $n ->
    [one] Mfonini { $n }
   *[other] Mfonini { $n }
}
answer-contact = Ɛkwan a wɔfa so hu wo
answer-contact-other = Ɛkwan a wɔfa so hu onipa no
answer-missing = Mmuaeɛ biara nni hɔ
answer-no-photos = Biara nni hɔ

done-title-saved = Wɔakora so wɔ { $device ->
    [phone] fon
   *[computer] kɔmputa
} yi so
done-title-received = Wɔn nsa aka
done-reference = Asɛm nɔma
done-queued = Ɛbɛkɔ sɛ nɛtwɛk ba a. Wobɛtumi ato Durbar mu; hwee nyera.
done-sending = Ɛrekɔ seesei. Sɛ nɛtwɛk kɔ a, ɛno ara bɛtoa so akyire yi.
done-received = Ɔfese no server nsa aka ne nyinaa, na ɛde ne nsa ahyɛ risiti ase.
done-next = Deɛ ɛbɛsi seesei
done-department = { $department } na ɛhwɛ so.
done-due-later = Da a wobɛnya mmuaeɛ no, wɔhyɛ berɛ a wɔn nsa aka.
done-follow = Wohunu anamɔn biara wɔ "Di akyi" ase.
done-open = Bue asɛm yi
done-home = San kɔ Fie
done-receipt = Risiti
done-receipt-other = Risiti a wobɛprinte anaa wobɛkyerɛ

follow-title = Me nsɛm
follow-drafts = Deɛ ɛnwieeɛ
follow-cases = Deɛ mede akɔ
follow-empty-title = Womfaa hwee nkɔeɛ
follow-empty = Deɛ wobɔ ho amaneɛ no ba ha, ne deɛ ɔfese no yɛ ho nyinaa.
case-news = Asɛm foforɔ
row-unconfirmed = { $state }, wɔnhwɛeɛ
card-asked = Ɔfese no rebisa wo
card-due = Mmuaeɛ ba ansa na { $date } atwam
card-late = Anka mmuaeɛ ba ansa na { $date } atwam
mine-filter = Wo nsɛm a wɔnkyerɛ
mine-all = Ne nyinaa
mine-yours = Ɛretwɛn wo
mine-open = Ɛda hɔ
mine-closed = Wɔato mu
mine-none = Wo nsɛm mu biara nte saa.
mine-more = { $n ->
    [one] Kyerɛ { $n } ka ho
   *[other] Kyerɛ { $n } ka ho
}
draft-correction = Nsiesieeɛ
draft-intake = Wɔgye maa obi
draft-gone-title = Deɛ ɛnwieeɛ yi nni ha bio
draft-gone-text = Wɔde akɔ anaa wɔatow agu. Deɛ wode kɔeɛ no wɔ "Me nsɛm" ase.
draft-untitled = Amaneɛbɔ a nsɛm nni mu
draft-saved = Wɔakora so { $when }
draft-discard = Tow gu: { $name }
discard-title = Tow deɛ ɛnwieeɛ yi gu?
discard-text = Ne nsɛm ne ne mfonini firi afidie yi so kɔ. Worentumi nsesa yei.
discard-yes = Tow gu
discard-no = Gya hɔ

case-reference = Asɛm { $reference }
question-title = Ɔfese no bisa wo
question-answer = Bua
correction-title = Ɔfese no pɛ sɛ wosiesie biribi
correction-fields = Deɛ wɔbisa: { $fields }
correction-start = Siesie
fixed-title = Wɔasiesie ampa?
fixed-until = Ɔfese no na ɛka saa. Yɛsrɛ wo kɔhwɛ. Sɛ woanka hwee ansa na { $date } atwam a, wɔbɛfa no sɛ wɔasiesie.
fixed-yes = Aane, wɔasiesie
fixed-no = Daabi, wɔnsiesieeɛ
reopen-title = Ɛnyɛɛ yie?
reopen-text = Wobɛtumi asan abue asɛm yi. Ɛno deɛ ɔfese no toa so.
reopen = San bue
reopen-dialog = Ɛdeɛn na ɛnyɛɛ yie?
reopen-reason = W'ankasa wo nsɛm mu
reopen-reason-hint = Ɔfese no bɛkenkan.
reopen-missing = Twerɛ deɛ ɛnyɛɛ yie.
rate-title = Ɔfese no yɛɛ ho adwuma sɛn?
rate-comment = Deɛ ɛyɛ, deɛ ɛnyɛ? Sɛ wopɛ a
rate-send = Fa wo adwene no kɔ
rate-missing = Paw anim nnum no mu baako.
rate-again = Sesa
rated-title = Wo adwene: { $score }
case-published = Obiara bɛtumi akenkan ne tiawa
case-published-text = Wo din nka ho, na beaeɛ no pɛɛpɛɛpɛ nka ho
case-receipt = Risiti
case-receipt-text = Deɛ wobɛkyerɛ anaa wobɛprinte: ɛdi adanseɛ sɛ wɔn nsa aka
case-correct = Siesie biribi
withdraw = Yi firi hɔ
withdraw-title = Yi asɛm yi firi hɔ?
withdraw-text = Ɔfese no gyae ho adwuma. Deɛ wode kɔeɛ no da so wɔ nwoma mu.
withdraw-reason = Deɛ enti? Sɛ wopɛ a
withdraw-yes = Yi firi hɔ
withdraw-no = Gya hɔ
timeline-title = Deɛ asi
facts-title = Ho nsɛm
due-by = Mmuaeɛ ba ansa na { $date } atwam
due-overdue = Anka mmuaeɛ ba ansa na { $date } atwam
due-was = Wɔhyɛɛ bɔ sɛ mmuaeɛ ba ansa na { $date } atwam
due-stands = Berɛ no agyina
due-stands-words = Ɔfese no retwɛn mmuaeɛ ansa na atoa so. Sɛ mmuaeɛ no ba nnɛ a, anka asɛm no da ne { $date }.
due-answered = Ɔfese no ama mmuaeɛ
due-answered-words = Mmuaeɛ baeɛ { $when }, berɛ mu: bɔhyɛ no yɛ { $date }.
due-answered-late = Mmuaeɛ baeɛ { $when }. Bɔhyɛ no yɛ { $date }.
due-pauses = Berɛ no gyinaeɛ berɛ a na ɔfese no retwɛn:
due-pause = { $n ->
    [one] { $from } kɔsi { $until }: adwuma da { $n }
   *[other] { $from } kɔsi { $until }: adwuma nna { $n }
}
due-pause-open = { $n ->
    [one] firi { $from }: adwuma da { $n } bɛsi seesei
   *[other] firi { $from }: adwuma nna { $n } bɛsi seesei
}
due-otherwise = Sɛ mmuaeɛ amma ansa na saa berɛ no aduru a:
due-escalates = { $date }: wɔbɔ { $department } amaneɛ.
due-escalated = Wɔbɔɔ { $department } amaneɛ { $date }, ɛfiri sɛ da no atwam.
due-rule = { $n ->
    [one] Adwuma da { $n } firi { $start } a wɔn nsa kaeɛ.
   *[other] Adwuma nna { $n } firi { $start } a wɔn nsa kaeɛ.
}
due-rule-reopened = { $n ->
    [one] Adwuma da { $n } firi { $start } a wɔsan bueeɛ.
   *[other] Adwuma nna { $n } firi { $start } a wɔsan bueeɛ.
}
due-how = Sɛdeɛ wɔkan
due-start = Wɔn nsa kaeɛ { $date }. Akontaa no hyɛ aseɛ adwuma da a ɛdi hɔ.
due-start-reopened = Wɔsan bueeɛ { $date }. Akontaa no firi aseɛ bio adwuma da a ɛdi hɔ.
due-count = { $n ->
    [one] Wɔhyɛ bɔ adwuma da { $n } ma asɛm a ɛte sei.
   *[other] Wɔhyɛ bɔ adwuma nna { $n } ma asɛm a ɛte sei.
}
due-count-reopened = { $n ->
    [one] Wɔhyɛ bɔ adwuma da { $n } ma asɛm a wɔsan bueeɛ.
   *[other] Wɔhyɛ bɔ adwuma nna { $n } ma asɛm a wɔsan bueeɛ.
}
due-skipped = Nna yi nka ho:
due-weekend = nnawɔtwe awieeɛ
due-end = Enti mmuaeɛ ba ansa na { $date } atwam.
due-late = { $n ->
    [one] { $state }, aka akyi da { $n }
   *[other] { $state }, aka akyi nna { $n }
}
due-left = { $n ->
    [0] { $state }, ɛnnɛ ne da no
    [one] { $state }, aka da { $n }
   *[other] { $state }, aka nna { $n }
}

fact-reference = Nɔma
fact-category = Deɛ ɛfa ho
fact-ward = Mpɔtam
fact-landmark = Ahyɛnsodeɛ
fact-position = Beaeɛ
fact-department = Ɔfese
fact-channel = Ɛkwan a ɛfaa so
fact-filed = Da a wɔde kɔeɛ
fact-received = Da a wɔn nsa kaeɛ
fact-not-received = ɛnkaeɛ
fact-receipt = Risiti
fact-receipt-words = { $blobs ->
    [0] Nɔma { $sequence }, nsɛm nyinaa, wɔde nsa ahyɛ aseɛ
   *[other] Nɔma { $sequence }, nsɛm ne mfonini nyinaa, wɔde nsa ahyɛ aseɛ
}

author-you = Wo
author-citizen = Ɔmanfoni
author-officer = { $department }, { $name }
author-hub = Server no
author-rule = Mmara
entry-filed-you = Wo na wode yei kɔeɛ
entry-filed = Ɔmanfoni bi de kɔeɛ
entry-taken-in = { $channel ->
    [phone] { $by } gyeeɛ wɔ telefon so
    [post] { $by } gyeeɛ firii krataa mu
    [email] { $by } gyeeɛ firii e-mail mu
   *[counter] { $by } gyeeɛ wɔ ɔfese hɔ
}
entry-received = Wɔn nsa aka
entry-opened-you = Wo na wobueeɛ
entry-opened = { $by } na ɔbueeɛ
entry-status = { $by }: { $state }
entry-assigned-you = Wode maa { $to }
entry-assigned = { $by } de maa { $to }
entry-unassigned-you = Wogye faeɛ: seesei obiara nni
entry-unassigned = { $by } gye faeɛ: seesei obiara nni
entry-routed-you = Wode kɔmaa { $to }
entry-routed = { $by } de kɔmaa { $to }
entry-routed-from = Ɛfiri { $from }. Berɛ no ne deɛ asi nyinaa ka ho kɔ.
entry-correction-asked-you = Wobisaa nsiesieeɛ
entry-correction-asked = { $by } rebisa nsiesieeɛ
entry-corrected-you = Wosiesieeɛ
entry-corrected = { $by } siesieeɛ
entry-note-you = Wo nkaeɛ
entry-note = Nkaeɛ a ɛfiri { $by }
entry-note-detail = Adwumayɛfoɔ nko ara na wɔhunu yei.
entry-rated-you = Wo adwene: { $score }
entry-rated = { $by } adwene: { $score }
entry-confirmed-you = Wogye too mu sɛ wɔasiesie
entry-confirmed = { $by } gye too mu sɛ wɔasiesie
entry-reopened-you = Wosan bueeɛ
entry-reopened = { $by } san bueeɛ
entry-withdrawn-you = Woyi firii hɔ
entry-withdrawn = { $by } yi firii hɔ
entry-merged = { $by } de bɔɔ asɛm foforɔ a ɛfa adeɛ korɔ no ara ho mu
entry-merged-detail = Deɛ ɔfese no twerɛ wɔ hɔ no, wɔka wɔ ha nso.
entry-merged-into-you = Wode bɔɔ { $into } mu
entry-merged-into = { $by } de bɔɔ { $into } mu
entry-published-you = Wodaa ne tiawa adi maa obiara
entry-published = { $by } daa ne tiawa adi maa obiara
entry-unpublished-you = Woyii tiawa no firii hɔ
entry-unpublished = { $by } yii tiawa no firii hɔ
entry-escalated = Wɔabɔ { $to } amaneɛ
entry-escalated-detail = Da a wɔhyɛɛ bɔ no twaam a mmuaeɛ amma.
score-1 = Ɛnyɛ koraa
score-2 = Ɛnyɛ
score-3 = Ɛyɛ kakra
score-4 = Ɛyɛ
score-5 = Ɛyɛ paa
entry-waiting = ɛretwɛn akɔ
entry-refused = wɔannye
entry-claimed = Wɔtwerɛɛ { $when } a nɛtwɛk nni hɔ, ɛkɔeɛ berɛ a ɛsan baeɛ

reply-label-citizen = Twerɛ ɔfese no
reply-label-officer = Twerɛ ɔmanfoni no
reply-send = Fa kɔ
reply-photos = Fa mfonini ka ho
reply-kept = Wɔakora so. Ɛbɛkɔ berɛ a nkitahodie ba bio.
reply-sent = Akɔ.
