# Të raportosh një problem, ta ndjekësh, t'i përgjigjesh.

report-journey = Raporto një problem
intake-journey = Prano një problem për dikë tjetër
correct-journey = Ndreq çështjen { $reference }
question-step = { $journey }, hapi { $n } nga { $of }

category-title = Për çka është problemi?
category-other = Diçka tjetër, ose nuk e di
category-other-hint = Zyra e gjen kush është përgjegjës
category-find = Gjej me një fjalë
category-find-hint = pompë, dritë, mbeturina…
category-found = { $n ->
    [one] 1 lloj përshtatet
   *[other] { $n } lloje përshtaten
}
category-found-none = Asgjë nuk përshtatet me këto fjalë. Provoni një fjalë tjetër, ose zgjidhni "Diçka tjetër".
category-elsewhere = Jo për këtë zyrë:

description-title = Çka nuk është në rregull?
description-label = Me fjalët tuaja
description-label-other = Me fjalët e personit
description-hint = Çka shihni? Që kur? Kë e prek? Çdo gjuhë është në rregull.

place-title = Ku është?
place-lead = Mjafton njëra nga këto. Më shumë e ndihmon ekipin ta gjejë.
place-offered = Njëra nga fotot tuaja e di ku është bërë.
place-position = { $where } (me saktësi { $n } m)
landmark-label = Me fjalë
landmark-hint = Një rrugë, një ndërtesë, çka është afër. Për shembull: pas stacionit të autobusëve
ward-label = Zona
ward-hint = Gjendet vetë kur ka pozicion.
ward-unknown = Nuk e di
position-use = Përdor pozicionin tim
position-again = Mat përsëri
position-measuring = Po kërkohet pozicioni juaj… Jashtë është më shpejt.
position-better = Me saktësi { $n } m. Po përmirësohet…
position-stop = Mjafton
position-accuracy = Me saktësi { $n } m
position-from-device = I matur nga kjo pajisje
position-from-theirs = E matur nga pajisja me të cilën u raportua
position-from-photo = Nga një foto
position-from-person = I vendosur me dorë
position-poor = Kjo nuk mjafton për ta gjetur vendin. Dilni jashtë dhe matni përsëri, ose shkruani një pikë orientimi.
position-refused = Durbar nuk guxon ta shohë pozicionin tuaj. Lejojeni në cilësimet e shfletuesit ose telefonit, ose shkruani më poshtë një pikë orientimi.
position-unavailable = Kjo pajisje nuk e di pozicionin e vet. Shkruani më poshtë një pikë orientimi, ose zgjidhni zonën.
position-too-long = Nuk u gjet pozicion. Dilni jashtë dhe provoni përsëri, ose shkruani më poshtë një pikë orientimi.
coordinates-title = Shkruaj gjerësinë dhe gjatësinë gjeografike
coordinates-hint = Për shembull 42.38030 dhe 20.43080
latitude-label = Gjerësia
longitude-label = Gjatësia
latitude-error = Gjerësia është numër mes -90 dhe 90.
longitude-error = Gjatësia është numër mes -180 dhe 180.
map-pin-hint = Prekni hartën, ose tërhiqeni shenjën.
map-pin-keys = Me tastierë: shigjetat e lëvizin shenjën, me Shift në hapa më të mëdhenj; + dhe - afrojnë e largojnë.
map-pin-label = Harta e zonave me një shenjë për vendin
map-pin-role = hartë
map-pin-none = Ende pa shenjë.
map-pin-in = Shenja është në { $ward }.
map-pin-outside = Shenja është jashtë zonave të kësaj komune.
map-closer = Më afër
map-further = Më larg
map-all = Të gjitha zonat
map-metres = { $n } m
map-kilometres = { $n } km
map-move = Lëviz hartën
map-left = Lëviz hartën majtas
map-right = Lëviz hartën djathtas
map-up = Lëviz hartën lart
map-down = Lëviz hartën poshtë

similar-title = A dihet tashmë?
similar-lead = Kjo u raportua afër. Nëse e juaja është e njëjta, thoni "Edhe unë": zyra e sheh sa veta prek, dhe ju merrni çdo përgjigje.
similar-none = Afër nuk ka më asgjë të tillë.
similar-found = Diçka e ngjashme tashmë është raportuar afër.
similar-look = Shikojeni
similar-here = Pikërisht këtu
similar-distance = Rreth { $n } m larg
similar-received = që nga { $date }
similar-more = Lexo më shumë
similar-mine = Kjo është çështja juaj. Hapeni
similar-me-too = Edhe unë
similar-supported = Keni thënë "Edhe unë"
similar-other = E imja është diçka tjetër
joined-title = Keni thënë "Edhe unë"
joined-text = Tani e ndiqni "{ $title }" dhe merrni çdo përgjigje. Raporti juaj nuk është më i nevojshëm.
joined-discard = Hidhe timin dhe ndiqe atë
joined-keep = Vazhdo timin

photos-title = A keni foto?
photos-title-other = A ka foto?
photos-lead = Një foto thotë shumë. Mund të vazhdoni edhe pa të.
photos-privacy = Fotot zvogëlohen para dërgimit. Të dhënat e fshehura, si emri i telefonit, hiqen.
photo-add = Bëj ose zgjidh foto
photo-add-more = Shto edhe një foto
photo-count = { $n } nga { $limit }
photo-reading = Po lexohet fotoja { $n } nga { $of }…
photo-alt = Foto e problemit
photo-taken = Bërë { $when }
photo-position = Pozicioni { $where }
photo-use-place = Përdor këtë vend
photo-is-place = Ky është vendi
photo-no-details = Skedari nuk thotë kur as ku është bërë.
photo-remove = Hiq
photo-redact = Fshih fytyra ose targa
photo-redact-again = Ndrysho çka është fshehur
photo-redacted = Diçka është fshehur në të
photo-show = Fotoja { $n } nga { $of }, shfaqe të madhe
photo-large = Fotoja
photo-accuracy = saktësi { $n } m
redact-title = Fshih fytyra ose targa
redact-lead = Vizatoni një kuti mbi secilën me gisht ose maus. Askush tjetër nuk do ta shohë kurrë çka ka nën të.
redact-boxes = Kutitë në foto
redact-box = Kutia { $n }
redact-add = Shto një kuti
redact-remove = Hiq kutinë
redact-done = Fshihi këto
redact-keys = Shigjetat e lëvizin kutinë, me Shift e zmadhojnë ose e zvogëlojnë, Delete e heq.
redact-said = Kutia { $n }: { $x } % nga e majta, { $y } % nga lart, { $width } % e gjerë, { $height } % e lartë

contact-title = Si t'ju gjejë zyra?
contact-title-other = Si ta gjejë zyra personin?
contact-lead = Çdo përgjigje vjen në aplikacion gjithsesi. Më shumë është zgjedhja juaj.
contact-lead-other = Pyetni; askush nuk duhet të japë emër ose numër.
contact-app = Në aplikacion
contact-app-hint = Nuk duhet emër as numër
contact-app-hint-other = Me kodin e vërtetimit, në telefonin e vet
contact-call = Thirrje
contact-sms = SMS
contact-email = E-mail
contact-never = Aspak
contact-never-hint = Deshët vetëm ta thoni
contact-never-hint-other = Personi vjen vetë, ose deshi vetëm ta thotë
contact-phone = Numri i telefonit
contact-address = Adresa e e-mailit
contact-name = Emri, nëse doni
contact-name-other = Emri i personit, nëse e jep
contact-privacy = Këtë e lexon vetëm zyra përgjegjëse. Nuk publikohet kurrë.

tasks-title = Raporti juaj deri tani
tasks-title-correct = Çka duhet ndrequr?
tasks-check = Kontrollo dhe dërgo
task-asked = Zyra e kërkon
task-missing = Për t'u bërë
task-done = U bë
task-optional = Nëse doni
correction-says = Zyra kërkon

check-title = Kontrolloni përgjigjet
check-size = Do të dërgohen rreth { $size }.
check-declaration = Me "Dorëzo" thoni se kjo është e vërtetë me aq sa dini.
check-declaration-other = Me "Dorëzo" thoni se keni shkruar atë që ju tha personi.
check-correction = Zyra i sheh përgjigjet e reja pranë të vjetrave. Asgjë që u dorëzua nuk humbet.
check-tasks = Shih të gjitha pyetjet në një listë
submit-correction = Dërgo ndreqjen
answer-category = Për
answer-description = Çka nuk është në rregull
answer-place = Ku
answer-photos = Fotot
answer-photo-count = { $n ->
    [one] 1 foto
   *[other] { $n } foto
}
answer-contact = Për t'ju gjetur
answer-contact-other = Për ta gjetur personin
answer-missing = Ende pa përgjigje
answer-no-photos = Asnjë

done-title-saved = U ruajt në këtë { $device ->
    [phone] telefon
   *[computer] kompjuter
}
done-title-received = U pranua
done-reference = Numri i referencës
done-queued = Dërgohet sapo të ketë rrjet. Mund ta mbyllni Durbarin; asgjë nuk humbet.
done-sending = Po dërgohet tani. Nëse ikën rrjeti, vazhdon vetë më vonë.
done-received = Serveri i zyrës i ka të gjitha dhe e ka nënshkruar vërtetimin.
done-next = Çka ndodh tani
done-department = Kujdeset { $department }.
done-due-later = Dita deri kur merrni përgjigje caktohet kur të pranohet.
done-follow = Çdo hap e shihni te "Ndiq".
done-open = Hape këtë çështje
done-home = Kthehu te Kreu
done-receipt = Vërtetimi
done-receipt-other = Vërtetimi për ta shtypur ose treguar

follow-title = Çështjet e mia
follow-drafts = Të papërfunduara
follow-cases = Të dorëzuara
follow-empty-title = Ende asgjë e dorëzuar
follow-empty = Këtu renditet çka raportoni, me gjithçka që bën zyra.
case-news = Lajm
row-unconfirmed = { $state }, ende e pakonfirmuar
card-asked = Zyra ju pyet
card-due = Përgjigjja deri më { $date }
card-late = Përgjigjja ishte deri më { $date }
mine-filter = Cilat çështje tuajat të shfaqen
mine-all = Të gjitha
mine-yours = Ju presin
mine-open = Të hapura
mine-closed = Të mbyllura
mine-none = Asnjë çështje juaja nuk është e tillë.
mine-more = { $n ->
    [one] Shfaq edhe 1
   *[other] Shfaq edhe { $n }
}
draft-correction = Një ndreqje
draft-intake = E pranuar për dikë tjetër
draft-gone-title = Kjo e papërfunduar nuk është më këtu
draft-gone-text = U dorëzua ose u hodh. Çka keni dorëzuar është te "Çështjet e mia".
draft-untitled = Një raport ende pa fjalë
draft-saved = U ruajt { $when }
draft-discard = Hidh: { $name }
discard-title = Ta hedh këtë të papërfunduar?
discard-text = Fjalët dhe fotot e saj fshihen nga kjo pajisje. Kjo nuk kthehet.
discard-yes = Hidhe
discard-no = Mbaje

case-reference = Rasti { $reference }
question-title = Zyra ju pyet
question-answer = Përgjigju
correction-title = Zyra ju kërkon të ndreqni diçka
correction-fields = Kërkohet: { $fields }
correction-start = Ndreqe
fixed-title = A është vërtet e rregulluar?
fixed-until = Kështu thotë zyra. Ju lutemi shkoni ta shihni. Nëse nuk thoni asgjë deri më { $date }, llogaritet e rregulluar.
fixed-yes = Po, është rregulluar
fixed-no = Jo, nuk është
reopen-title = Nuk është zgjidhur?
reopen-text = Mund ta hapni përsëri këtë çështje. Zyra atëherë duhet të vazhdojë me të.
reopen = Hape përsëri
reopen-dialog = Çka nuk është zgjidhur?
reopen-reason = Me fjalët tuaja
reopen-reason-hint = Këtë e lexon zyra.
reopen-missing = Shkruani çka ende nuk është zgjidhur.
rate-title = Si u soll zyra me të?
rate-comment = Çka ishte mirë, çka jo? Nëse doni
rate-send = Dërgo vlerësimin
rate-missing = Zgjidhni njërën nga pesë fytyrat.
rate-again = Ndryshoje
rated-title = E vlerësuat: { $score }
case-published = Të gjithë mund ta lexojnë një përmbledhje të kësaj
case-published-text = Pa emrin tuaj dhe pa vendin e saktë
case-receipt = Vërtetimi
case-receipt-text = Për ta treguar ose shtypur: dëshmon se u pranua
case-correct = Ndreq diçka
withdraw = Tërhiqe
withdraw-title = Ta tërhiqni këtë çështje?
withdraw-text = Zyra ndalon së punuari me të. Çka u dorëzua mbetet e regjistruar.
withdraw-reason = Pse? Nëse doni
withdraw-yes = Tërhiqe
withdraw-no = Mbaje
timeline-title = Çka ndodhi
facts-title = Hollësitë
due-by = Përgjigjja deri më { $date }
due-overdue = Përgjigjja ishte deri më { $date }
due-was = Përgjigjja ishte premtuar deri më { $date }
due-stands = Afati qëndron
due-stands-words = Zyra pret përgjigje para se të vazhdojë. Nëse përgjigjja do të vinte sot, afati i çështjes do të ishte { $date }.
due-answered = Zyra është përgjigjur
due-answered-words = U përgjigj { $when }, me kohë: ishte premtuar deri më { $date }.
due-answered-late = U përgjigj { $when }. Ishte premtuar deri më { $date }.
due-pauses = Afati qëndroi derisa zyra priste:
due-pause = { $n ->
    [one] { $from } deri { $until }: 1 ditë pune
   *[other] { $from } deri { $until }: { $n } ditë pune
}
due-pause-open = { $n ->
    [one] që nga { $from }: deri tani 1 ditë pune
   *[other] që nga { $from }: deri tani { $n } ditë pune
}
due-otherwise = Nëse deri atëherë nuk ka përgjigje:
due-escalates = { $date }: njoftohet { $department }.
due-escalated = { $department } u njoftua më { $date }, sepse dita kishte kaluar.
due-rule = { $n ->
    [one] 1 ditë pune nga pranimi më { $start }.
   *[other] { $n } ditë pune nga pranimi më { $start }.
}
due-rule-reopened = { $n ->
    [one] 1 ditë pune nga dita kur u rihap, { $start }.
   *[other] { $n } ditë pune nga dita kur u rihap, { $start }.
}
due-how = Si llogaritet
due-start = Pranuar më { $date }. Numërimi fillon ditën e parë të ardhshme të punës.
due-start-reopened = U rihap më { $date }. Numërimi fillon nga e para ditën e ardhshme të punës.
due-count = { $n ->
    [one] Për këtë lloj çështjeje premtohet 1 ditë pune.
   *[other] Për këtë lloj çështjeje premtohen { $n } ditë pune.
}
due-count-reopened = { $n ->
    [one] Për një çështje të rihapur premtohet 1 ditë pune.
   *[other] Për një çështje të rihapur premtohen { $n } ditë pune.
}
due-skipped = Këto ditë nuk numërohen:
due-weekend = fundjavë
due-end = Pra përgjigjja vjen deri më { $date }.
due-late = { $n ->
    [one] { $state }, 1 ditë vonesë
   *[other] { $state }, { $n } ditë vonesë
}
due-left = { $n ->
    [0] { $state }, sot është afati
    [one] { $state }, edhe 1 ditë
   *[other] { $state }, edhe { $n } ditë
}

fact-reference = Referenca
fact-category = Për
fact-ward = Zona
fact-landmark = Pika e orientimit
fact-position = Pozicioni
fact-department = Zyra
fact-channel = Erdhi me
fact-filed = Dorëzuar
fact-received = Pranuar
fact-not-received = ende jo
fact-receipt = Vërtetimi
fact-receipt-words = { $blobs ->
    [0] Numri { $sequence }, të gjitha fjalët, i nënshkruar
   *[other] Numri { $sequence }, të gjitha fjalët dhe fotot, i nënshkruar
}

author-you = Ju
author-citizen = Qytetari
author-officer = { $department }, { $name }
author-hub = Serveri
author-rule = Rregulli
entry-filed-you = Ju e dorëzuat këtë
entry-filed = Dorëzuar nga një qytetar
entry-taken-in = { $channel ->
    [phone] { $by } e pranoi me telefon
    [post] { $by } e pranoi nga një letër
    [email] { $by } e pranoi nga një e-mail
   *[counter] { $by } e pranoi në sportel
}
entry-received = U pranua
entry-opened-you = Ju e hapët
entry-opened = E hapi { $by }
entry-status = { $by }: { $state }
entry-assigned-you = Ju ia dhatë { $to }
entry-assigned = { $by } ia dha { $to }
entry-unassigned-you = Ju e morët prapa: tani nuk e ka askush
entry-unassigned = { $by } e mori prapa: tani nuk e ka askush
entry-routed-you = Ju ia përcollët { $to }
entry-routed = { $by } ia përcolli { $to }
entry-routed-from = Nga { $from }. Afati dhe gjithçka që ndodhi shkojnë me të.
entry-correction-asked-you = Ju kërkuat ndreqje
entry-correction-asked = { $by } kërkon ndreqje
entry-corrected-you = Ju e ndreqët
entry-corrected = { $by } e ndreqi
entry-note-you = Shënimi juaj
entry-note = Shënim nga { $by }
entry-note-detail = Këtë e shohin vetëm kolegët.
entry-rated-you = Ju e vlerësuat: { $score }
entry-rated = { $by } e vlerësoi: { $score }
entry-confirmed-you = Ju konfirmuat se është rregulluar
entry-confirmed = { $by } konfirmoi se është rregulluar
entry-reopened-you = Ju e hapët përsëri
entry-reopened = { $by } e hapi përsëri
entry-withdrawn-you = Ju e tërhoqët
entry-withdrawn = { $by } e tërhoqi
entry-merged = { $by } e bashkoi me një çështje tjetër për të njëjtën gjë
entry-merged-detail = Çka shkruan zyra atje, tregohet edhe këtu.
entry-merged-into-you = Ju e bashkuat me { $into }
entry-merged-into = { $by } e bashkoi me { $into }
entry-published-you = Ju publikuat një përmbledhje për të gjithë
entry-published = { $by } publikoi një përmbledhje për të gjithë
entry-unpublished-you = Ju e tërhoqët përmbledhjen e publikuar
entry-unpublished = { $by } e tërhoqi përmbledhjen e publikuar
entry-escalated = U njoftua { $to }
entry-escalated-detail = Dita e premtuar kaloi pa përgjigje.
score-1 = Shumë keq
score-2 = Keq
score-3 = Mesatarisht
score-4 = Mirë
score-5 = Shumë mirë
entry-waiting = pret të dërgohet
entry-refused = nuk u pranua
entry-claimed = Shkruar { $when } pa rrjet, dërguar kur u kthye

reply-label-citizen = Shkruaji zyrës
reply-label-officer = Shkruaji qytetarit
reply-send = Dërgo
reply-photos = Shto foto
reply-kept = U ruajt. Niset me lidhjen e ardhshme.
reply-sent = U dërgua.
