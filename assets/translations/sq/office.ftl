# Zyra: radha, puna me një rast, pranimi në sportel.

nav-overdue = Me vonesë
nav-intake = Prano
nav-signed-in = I kyçur: { $name }

queue-title = Radha
queue-filter = Cilat çështje të shfaqen
part-open = Të hapura
part-mine = Të miat
part-unassigned = Pa përgjegjës
part-new = Të pahapura
part-overdue = Me vonesë
part-escalated = Të përcjella lart
part-waiting = Në pritje
part-unconfirmed = Të pakonfirmuara
part-closed = Të mbyllura
queue-search = Kërko në radhë
queue-search-hint = Fjalë ose një referencë
queue-filters = Zona, lloji
filter-any = Të gjitha
filter-remove = Mos filtro sipas { $name }
queue-total = { $n ->
    [0] Asnjë çështje
    [one] 1 çështje
   *[other] { $n } çështje
}
queue-shown = Shfaqen { $here } nga { $n }
queue-more = Shfaq më shumë
queue-pick-title = Zgjidhni një çështje
queue-pick = Hapet këtu, pranë listës.
queue-empty-title = Këtu nuk ka asgjë
queue-all = Shfaq të gjitha çështjet e hapura
queue-empty-filter = Asnjë çështje nuk përshtatet. Hiqni një filtër, ose përdorni fjalë tjera.
queue-empty-open = Nuk ka çështje të hapur për zyrën tuaj.
queue-empty-mine = Asnjë çështje e hapur nuk ju është dhënë juve.
queue-empty-unassigned = Çdo çështje e hapur e ka dikë që kujdeset.
queue-empty-new = Çdo çështje është hapur.
queue-empty-overdue = Asnjë premtim nuk është shkelur. Vazhdoni kështu.
queue-empty-escalated = Asnjë çështje e vonuar e një drejtorie tjetër nuk ju është përcjellë.
queue-empty-waiting = Zyra nuk pret askënd.
queue-empty-unconfirmed = Asgjë e rregulluar nuk pret konfirmim.
queue-empty-closed = Ende nuk është mbyllur asnjë çështje.
queue-no-role-title = Kjo është për zyrtarët
queue-no-role = Kjo pajisje tani nuk ka rol zyrtari. Rolin e jep kush e mban serverin e zyrës, me një lidhje që vlen një herë.
queue-no-role-join = E kam lidhjen
row-new = E pahapur
row-news = Lajm
row-published = E publikuar
row-supports = { $n ->
    [0] Ende askush nuk thotë edhe unë
    [one] 1 person thotë edhe unë
   *[other] { $n } veta thonë edhe unë
}
row-assignee = E ka { $name }
row-escalated = Përcjellë lart te { $department }
row-confirmed = { $state }, e konfirmuar
row-lapsed = { $state }, askush nuk kundërshtoi
channel-app = aplikacioni
channel-counter = sporteli
channel-phone = telefoni
channel-post = letra
channel-email = e-maili
colleague-me = ju

keys-title = Shkurtoret e tastierës
keys-use = Përdor këto taste
keys-use-hint = Nuk bëjnë asgjë derisa shkruani.
key-next = Çështja tjetër
key-previous = Çështja e mëparshme
key-open = Hape çështjen
key-search = Kërko
key-reply = Shkruaji qytetarit
key-note = Shkruaj shënim
key-assign = Cakto
key-status = Çoje përpara
key-help = Trego këtë listë
close = Mbyll

office-bar = Çka mund të bëjë zyra
assign = Cakto
assigned = E ka { $name }
assigned-me = Ju është dhënë juve
assign-title = Kush kujdeset për të?
assign-lead = Kolegët e shohin këtë. Qytetari jo.
assign-me = Unë
assign-nobody = Askush
route = Përcille
route-title = Përcille te një drejtori tjetër
route-lead = Historia shkon me të, edhe dita e premtuar.
route-due = Përgjigjja mbetet deri më { $date }.
route-pick = Zgjidh një…
route-department = Drejtoria
route-department-missing = Zgjidhni drejtorinë.
route-reason = Pse
route-reason-hint = Qytetari e lexon këtë.
route-reason-missing = Shkruani pse shkon atje.
route-confirm = Përcille
more = Më shumë
more-title = Më shumë
more-receipt = Vërtetimi
more-receipt-hint = Për t'ia shtypur ose treguar personit
observer = Ju lexoni bashkë. Për këtë çështje kujdeset { $department }; ju mund t'u shkruani shënime kolegëve.
status-title = Çoje përpara
status-note-label = Arsyeja
status-note-hint = Qytetari e lexon këtë.
status-question-label = Pyetja juaj për qytetarin
conflict-title = Dy gjendje në të njëjtën kohë
conflict-text = Kolegët vunë gjendje të ndryshme derisa nuk mund ta shihnin njëri-tjetrin. Zgjidhni atë që vlen.
conflict-keep = Mbaje "{ $state }"

ask-correction = Kërko ndreqje
ask-correction-hint = Qytetari ndryshon një përgjigje ose shton foto
ask-correction-title = Kërko ndreqje
ask-correction-lead = Afati qëndron derisa të përgjigjet qytetari.
ask-correction-fields = Çka duhet ndrequr?
ask-correction-fields-missing = Zgjidhni së paku një.
correct-category = Për çka është
correct-description = Përshkrimi
correct-place = Vendi
correct-photos = Fotot
correct-contact = Si të gjendet personi
ask-correction-reason = Çka duhet të bëjë qytetari?
ask-correction-reason-hint = Thoni çka nuk është e qartë dhe çka ju duhet. Qytetari e lexon këtë.
ask-correction-reason-missing = Shkruani çka duhet të bëjë qytetari.
ask-correction-confirm = Pyet qytetarin

template-label = Përgjigje e gatshme
template-none = Zgjidh një…
template-hint = E plotësuar për këtë çështje.
template-language = E plotësuar për këtë çështje, në gjuhën e qytetarit: { $language }
lanes = Kujt i shkruani
lane-reply = Përgjigje
lane-note = Shënim
note-lead = Këtë e shohin vetëm kolegët. Nuk i dërgohet kurrë qytetarit.
note-label = Shënim për kolegët
note-add = Shto shënim
note-kept = U shtua.
reply-also = { $n ->
    [one] Kjo i shkon edhe 1 qytetari, çështja e të cilit u bashkua me këtë.
   *[other] Kjo u shkon edhe { $n } qytetarëve, çështjet e të cilëve u bashkuan me këtë.
}

reach-nobody = Pa emër
reach-by-app = e dorëzoi në aplikacion
reach-by-counter = erdhi në sportel
reach-by-phone = thirri
reach-by-post = shkroi letër
reach-by-email = shkroi e-mail
reach-wish-app = E lexon përgjigjen në aplikacion.
reach-wish-call = Ju lutemi thirrni:
reach-wish-sms = Ju lutemi dërgoni SMS:
reach-wish-email = Ju lutemi shkruani e-mail:
reach-wish-never = Nuk dëshiron të kontaktohet.
published-card = Të gjithë mund ta lexojnë një përmbledhje
duplicates = { $n ->
    [one] 1 çështje u bashkua me këtë
   *[other] { $n } çështje u bashkuan me këtë
}
nearby = { $n ->
    [one] Afër: 1 çështje tjetër e këtij lloji
   *[other] Afër: { $n } çështje të tjera të këtij lloji
}
nearby-merge = E njëjta gjë? Bashkoji

merged-into = Kjo çështje vazhdon në një tjetër për të njëjtën gjë.
merged-into-open = Hape atë
merge = Bashko
merge-hint = Një çështje tjetër është për të njëjtën gjë
merge-title = Cila çështje është për të njëjtën gjë?
merge-lead = Shikojini të dyja para se t'i bashkoni.
merge-this = Kjo çështje
merge-nearby = Afër, të të njëjtit lloj
merge-nearby-none = Afër nuk ka çështje tjetër të këtij lloji.
merge-search = Kërko në të gjitha çështjet e hapura
merge-search-none = Asnjë çështje e hapur nuk i ka këto fjalë. Provoni tjera, ose referencën.
merge-compare-title = A janë këto e njëjta gjë?
merge-ends = Mbyllet si e dyfishtë
merge-goes-on = Vazhdon
merge-says = { $ends } mbyllet si e dyfishtë. Qytetari njoftohet dhe prej atëherë merr çdo përgjigje që shkruani te { $on }. Asgjë nuk humbet: secila e mban historinë dhe vërtetimin e vet.
merge-confirm = Bashko
merge-swap = Anasjelltas

publish = Publiko një përmbledhje
publish-hint = Të gjithë mund ta lexojnë dhe të thonë "edhe unë"
publish-edit = Ndrysho përmbledhjen
publish-edit-hint = Çka mund të lexojnë të gjithë
publish-page-title = Publiko një përmbledhje
publish-warning = Këtë do të mund ta lexojnë të gjithë. Hiqni emrat, numrat e telefonit dhe çdo gjë që tregon kush shkroi. Fshihni fytyrat dhe targat në foto.
publish-title = Titulli
publish-title-hint = Çka dhe ku, në një rresht
publish-title-missing = Shkruani një titull.
publish-text = Përmbledhja
publish-text-hint = Ashtu siç mund ta lexojë kushdo: pa emra, pa numra, pa shtëpinë e askujt
publish-text-missing = Shkruani një përmbledhje.
publish-landmark = Vendi me fjalë
publish-landmark-hint = Vetëm nëse nuk tregon ku banon dikush. Mund të mbetet zbrazët.
publish-position = Trego në hartë
publish-position-hint = Vetëm rreth 100 m, kurrë vendin e saktë.
publish-photos = Fotot
publish-photo = Shfaqe foton { $n } nga { $of } për të gjithë
publish-photo-redacted = Qytetari tashmë ka fshehur diçka në të.
publish-redact = Fshih diçka
publish-hidden = { $n ->
    [one] 1 vend i fshehur
   *[other] { $n } vende të fshehura
}
publish-preview = Si do ta shohin të gjithë
publish-confirm = Publiko
publish-again = Publiko këtë version
preview-position = Në hartë, rreth 100 m
preview-no-position = Jo në hartë
unpublish = Tërhiqe
unpublish-title = Ta tërhiqni përmbledhjen?
unpublish-text = Listat nuk e tregojnë më. Kush e ka parë mund ta mbajë mend, dhe regjistri publik e ruan se ishte publikuar.

intake-title = Prano një çështje
intake-lead = Dikush sjell një çështje që nuk është në aplikacion. Ju e shkruani për të, dhe kjo regjistrohet.
intake-counter = Në sportel
intake-counter-hint = Personi është para jush
intake-phone = Me telefon
intake-phone-hint = Personi thërret
intake-post = Me letër
intake-post-hint = E keni në letër
intake-email = Me e-mail
intake-email-hint = E keni në ekran
intake-missing = Zgjidhni si erdhi.
intake-receipt = Në fund ka një vërtetim për ta shtypur ose treguar. Me kodin e tij personi mund ta ndjekë çështjen në telefonin e vet.
intake-begin = Fillo
intake-unfinished = Të papërfunduara
done-follow-other = Është në radhë si çdo çështje tjetër. Personi e ndjek me kodin në vërtetim.
