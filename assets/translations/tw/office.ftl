# Ɔfese no: nsɛm a ɛretwɛn, asɛm bi ho adwuma, nsɛm a wɔgye wɔ hɔ.

nav-overdue = Aka akyi
nav-intake = Gye
nav-signed-in = Ɔno na ɔwɔ ha: { $name }

queue-title = Nsɛm a ɛretwɛn
queue-filter = Nsɛm a wɔnkyerɛ
part-open = Ɛda hɔ
part-mine = Me deɛ
part-unassigned = Obiara nni
part-new = Wɔmmueeɛ
part-overdue = Aka akyi
part-escalated = Wɔde akɔ soro
part-waiting = Ɛretwɛn
part-unconfirmed = Wɔnhwɛeɛ
part-closed = Wɔato mu
queue-search = Hwehwɛ nsɛm no mu
queue-search-hint = Nsɛm anaa nɔma
queue-filters = Mpɔtam, deɛ ɛfa ho
filter-any = Ne nyinaa
filter-remove = Yi { $name } firi mu
queue-total = { $n ->
    [0] Asɛm biara nni hɔ
    [one] Asɛm { $n }
   *[other] Nsɛm { $n }
}
queue-shown = { $here } wɔ { $n } mu na ɛda adi
queue-more = Kyerɛ pii
queue-pick-title = Paw asɛm bi
queue-pick = Ɛbue wɔ ha, nkyɛn hɔ.
queue-empty-title = Biribiara nni ha
queue-all = Kyerɛ nsɛm a ɛda hɔ nyinaa
queue-empty-filter = Asɛm biara mfata deɛ wohwehwɛ. Yi biribi firi mu, anaa fa nsɛm foforɔ.
queue-empty-open = Asɛm biara nna hɔ mma w'ɔfese.
queue-empty-mine = Wɔmfa asɛm biara mmaa wo.
queue-empty-unassigned = Asɛm biara wɔ obi a ɔhwɛ so.
queue-empty-new = Wɔabue asɛm biara.
queue-empty-overdue = Bɔhyɛ biara nseeɛ. Kɔ so saa.
queue-empty-escalated = Dwumakuo foforɔ asɛm biara a aka akyi mmaa wo hɔ.
queue-empty-waiting = Ɔfese no ntwɛn obiara.
queue-empty-unconfirmed = Biribiara a wɔasiesie nni hɔ a ɛretwɛn.
queue-empty-closed = Wɔntoo asɛm biara mu.
queue-no-role-title = Yei yɛ ɔfese adwumayɛfoɔ deɛ
queue-no-role = Afidie yi nni ɔfese tumi seesei. Deɛ ɔhwɛ ɔfese no server so no na ɔde ma, link a wɔde yɛ adwuma prɛko mu.
queue-no-role-join = Mewɔ link
row-new = Wɔmmueeɛ
row-news = Asɛm foforɔ
row-published = Ada adi
row-supports = { $n ->
    [0] Obiara nkaa sɛ me nso
    [one] Nnipa { $n } ka sɛ me nso
   *[other] Nnipa { $n } ka sɛ me nso
}
row-assignee = { $name } na ɛhyɛ ne nsa
row-escalated = Wɔde akɔ { $department }
row-confirmed = { $state }, wɔagye ato mu
row-lapsed = { $state }, obiara ampo
channel-app = app no
channel-counter = ɔfese hɔ
channel-phone = telefon
channel-post = krataa
channel-email = e-mail nkra
colleague-me = wo

keys-title = Keyboard akwan tiawa
keys-use = Fa saa keys yi yɛ adwuma
keys-use-hint = Sɛ woretwerɛ a, ɛnyɛ hwee.
key-next = Asɛm a ɛdi hɔ
key-previous = Asɛm a atwam
key-open = Bue asɛm no
key-search = Hwehwɛ
key-reply = Twerɛ ɔmanfoni no
key-note = Twerɛ nkaeɛ
key-assign = Fa ma obi
key-status = Pia kɔ n'anim
key-help = Kyerɛ yei
close = To mu

office-bar = Deɛ ɔfese no bɛtumi ayɛ
assign = Fa ma obi
assigned = { $name } na ɛhyɛ ne nsa
assigned-me = Ɛhyɛ wo nsa
assign-title = Hwan na ɔhwɛ so?
assign-lead = Adwumayɛfoɔ hunu yei. Ɔmanfoni no nhunu.
assign-me = Me ara
assign-nobody = Obiara nni
route = Fa kɔ baabi
route-title = Fa kɔma dwumakuo foforɔ
route-lead = Deɛ asi nyinaa ka ho kɔ, da a wɔahyɛ no nso saa ara.
route-due = Mmuaeɛ ba ansa na { $date } atwam, ɛnsesa.
route-pick = Paw baako…
route-department = Dwumakuo
route-department-missing = Paw dwumakuo no.
route-reason = Deɛ enti
route-reason-hint = Ɔmanfoni no bɛkenkan yei.
route-reason-missing = Twerɛ deɛ enti a ɛkɔ hɔ.
route-confirm = Fa kɔ
more = Pii
more-title = Pii
more-receipt = Risiti
more-receipt-hint = Deɛ wobɛprinte anaa wobɛkyerɛ onipa no
observer = Wokenkan ka ho. { $department } na ɛhwɛ asɛm yi so; wobɛtumi atwerɛ nkaeɛ ama adwumayɛfoɔ.
status-title = Pia kɔ n'anim
status-note-label = Deɛ enti
status-note-hint = Ɔmanfoni no bɛkenkan yei.
status-question-label = Asɛm a wobisa ɔmanfoni no
conflict-title = Tebea mmienu berɛ korɔ mu
conflict-text = Adwumayɛfoɔ hyehyɛɛ tebea ahodoɔ berɛ a na wɔnhunu wɔn ho. Paw deɛ ɛyɛ nokware.
conflict-keep = Fa "{ $state }"

ask-correction = Bisa nsiesieeɛ
ask-correction-hint = Ɔmanfoni no sesa mmuaeɛ anaa ɔde mfonini ka ho
ask-correction-title = Bisa nsiesieeɛ
ask-correction-lead = Berɛ no gyina kɔsi sɛ ɔmanfoni no bɛma mmuaeɛ.
ask-correction-fields = Ɛdeɛn na ɛsɛ sɛ wɔsiesie?
ask-correction-fields-missing = Paw baako anaa deɛ ɛboro saa.
correct-category = Deɛ ɛfa ho
correct-description = Deɛ wɔaka
correct-place = Beaeɛ no
correct-photos = Mfonini no
correct-contact = Ɛkwan a wɔfa so hu onipa no
ask-correction-reason = Ɛdeɛn na ɛsɛ sɛ ɔmanfoni no yɛ?
ask-correction-reason-hint = Ka deɛ ɛmu nna hɔ ne deɛ wohia. Ɔmanfoni no bɛkenkan.
ask-correction-reason-missing = Twerɛ deɛ ɛsɛ sɛ ɔmanfoni no yɛ.
ask-correction-confirm = Bisa ɔmanfoni no

template-label = Mmuaeɛ a wɔayɛ dada
template-none = Paw baako…
template-hint = Wɔahyɛ mu ama asɛm yi.
template-language = Wɔahyɛ mu ama asɛm yi, ɔmanfoni no kasa mu: { $language }
lanes = Onipa ko a woretwerɛ no
lane-reply = Mmuaeɛ
lane-note = Nkaeɛ
note-lead = Adwumayɛfoɔ nko ara na wɔhunu yei. Ɛnkɔ ɔmanfoni no hɔ da.
note-label = Nkaeɛ ma adwumayɛfoɔ
note-add = Fa nkaeɛ ka ho
note-kept = Wɔde aka ho.
reply-also = { $n ->
    [one] Yei kɔ ɔmanfoni { $n } foforɔ hɔ nso, a wɔde n'asɛm abɔ yei mu.
   *[other] Yei kɔ ɔmanfoɔ { $n } foforɔ hɔ nso, a wɔde wɔn nsɛm abɔ yei mu.
}

reach-nobody = Din biara nni hɔ
reach-by-app = ɔde kɔɔ app no mu
reach-by-counter = ɔbaa ɔfese hɔ
reach-by-phone = ɔfrɛeɛ
reach-by-post = ɔtwerɛɛ krataa
reach-by-email = ɔtwerɛɛ e-mail
reach-wish-app = Ɔkenkan mmuaeɛ no wɔ app no mu.
reach-wish-call = Yɛsrɛ wo frɛ:
reach-wish-sms = Yɛsrɛ wo fa SMS kɔma:
reach-wish-email = Yɛsrɛ wo twerɛ e-mail:
reach-wish-never = Ɔmpɛ sɛ wɔfrɛ no.
published-card = Obiara bɛtumi akenkan ne tiawa
duplicates = { $n ->
    [one] Wɔde asɛm { $n } abɔ yei mu
   *[other] Wɔde nsɛm { $n } abɔ yei mu
}
nearby = { $n ->
    [one] Ɛbɛn ha: asɛm { $n } foforɔ a ɛte sei
   *[other] Ɛbɛn ha: nsɛm { $n } foforɔ a ɛte sei
}
nearby-merge = Ɛyɛ adeɛ korɔ? Fa bɔ mu

merged-into = Asɛm yi toa so wɔ foforɔ a ɛfa adeɛ korɔ no ara ho mu.
merged-into-open = Bue saa deɛ no
merge = Fa bɔ mu
merge-hint = Asɛm foforɔ fa adeɛ korɔ no ara ho
merge-title = Asɛm bɛn na ɛfa adeɛ korɔ no ara ho?
merge-lead = Hwɛ mmienu no nyinaa ansa na wode abɔ mu.
merge-this = Asɛm yi
merge-nearby = Ɛbɛn ha, ɛte sei ara
merge-nearby-none = Asɛm foforɔ a ɛte sei mmɛn ha.
merge-search = Hwehwɛ nsɛm a ɛda hɔ nyinaa mu
merge-search-none = Asɛm biara a ɛda hɔ nni saa nsɛm yi. Fa foforɔ hwɛ, anaa fa nɔma no.
merge-compare-title = Yeinom yɛ adeɛ korɔ anaa?
merge-ends = Wɔto mu, ɛfiri sɛ wɔnim dada
merge-goes-on = Ɛtoa so
merge-says = Wɔto { $ends } mu, ɛfiri sɛ wɔnim dada. Wɔka kyerɛ ne ɔmanfoni no, na ɛfiri hɔ no ɔnya mmuaeɛ biara a wotwerɛ wɔ { $on } mu. Hwee nyera: emu biara kora n'abakɔsɛm ne ne risiti.
merge-confirm = Fa bɔ mu
merge-swap = Dane no

publish = Da tiawa adi
publish-hint = Obiara bɛtumi akenkan, na waka sɛ "me nso"
publish-edit = Sesa tiawa no
publish-edit-hint = Deɛ obiara bɛtumi akenkan
publish-page-title = Da tiawa adi
publish-warning = Obiara bɛtumi akenkan yei. Yi din, telefon nɔma, ne biribiara a ɛkyerɛ onipa a ɔtwerɛeɛ firi mu. Fa anim ne lɔre nɔma a ɛwɔ mfonini mu sie.
publish-title = Asɛmti
publish-title-hint = Deɛ ɛyɛ ne baabi, nsensaneɛ baako mu
publish-title-missing = Twerɛ asɛmti bi.
publish-text = Tiawa
publish-text-hint = Sɛdeɛ obiara bɛtumi akenkan: ɛnsɛ sɛ din, nɔma anaa obi fie wɔ mu
publish-text-missing = Twerɛ tiawa bi.
publish-landmark = Beaeɛ no nsɛm mu
publish-landmark-hint = Sɛ ɛnkyerɛ baabi a obi te a nko ara. Ɛbɛtumi ada mpan.
publish-position = Kyerɛ wɔ asase mfonini so
publish-position-hint = Bɛyɛ mita 100 mu, ɛnyɛ beaeɛ no pɛɛpɛɛpɛ da.
publish-photos = Mfonini
publish-photo = Fa mfonini { $n } wɔ { $of } mu kyerɛ obiara
publish-photo-redacted = Ɔmanfoni no de biribi asie wɔ mu dada.
publish-redact = Fa biribi sie
publish-hidden = { $n ->
    [one] Wɔde baabi { $n } asie
   *[other] Wɔde baabi { $n } asie
}
publish-preview = Sɛdeɛ obiara bɛhunu no
publish-confirm = Da no adi
publish-again = Da yei adi
preview-position = Ɛwɔ asase mfonini so, bɛyɛ mita 100 mu
preview-no-position = Ɛnni asase mfonini so
unpublish = Yi firi hɔ
unpublish-title = Yi tiawa no firi hɔ?
unpublish-text = Ɛrenna adi bio. Deɛ ɔhunuiɛ no bɛtumi akae, na ɔmanfoɔ nwoma no kora so sɛ ɛdaa adi.

intake-title = Gye asɛm bi
intake-lead = Obi de asɛm a ɛnni app no mu reba. Wo na wotwerɛ ma no, na nwoma no ka saa.
intake-counter = Wɔ ɔfese hɔ
intake-counter-hint = Onipa no gyina w'anim
intake-phone = Wɔ telefon so
intake-phone-hint = Onipa no refrɛ
intake-post = Krataa mu
intake-post-hint = Ɛwɔ krataa so
intake-email = E-mail mu
intake-email-hint = Ɛwɔ screen no so
intake-missing = Paw ɛkwan a ɛfaa so baeɛ.
intake-receipt = Awieeɛ no risiti bi wɔ hɔ a wobɛprinte anaa wobɛkyerɛ. Ne kood no ma onipa no tumi di asɛm no akyi wɔ n'ankasa fon so.
intake-begin = Hyɛ aseɛ
intake-unfinished = Ɛnwieeɛ
done-follow-other = Ɛka nsɛm a ɛretwɛn no ho sɛ asɛm biara. Onipa no de kood a ɛwɔ risiti no so di akyi.
