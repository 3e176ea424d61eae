# Kush është personi: pajisjet, çelësat në letër, PIN-i, kodet që skanohen, rolet.

join-title = Hyni në zyrë
join-lead = Roli i zyrtarit vjen me një lidhje për një përdorim nga administratori. Lidhja vlen një herë, në një pajisje.
join-explain = Kjo lidhje i jep kësaj pajisjeje një rol në zyrë: të lexojë çka raportojnë qytetarët, të përgjigjet dhe të vendosë. Merreni vetëm në pajisjen që është vetëm e juaja.
join-label = Lidhja për një përdorim
join-hint = Ngjiteni tërë lidhjen.
join-button = Merre rolin
join-taken = U pranua në këtë pajisje. Më poshtë shihet nëse serveri e ka konfirmuar.

roles-title = Rolet
role-officer = Zyrtar, { $department }
role-waiting = Pret konfirmimin
role-waiting-text = Serveri e konfirmon sapo të ketë rrjet. Mund të dilni nga kjo faqe.
role-active = Aktiv
role-active-text = Deri më { $date }.
role-refused = Nuk vlen
role-refused-text = Lidhja u përdor në një pajisje tjetër, u tërhoq, ose i ka kaluar koha. Kërkoni një të re nga administratori.
role-queue = Hape radhën

me-safety = Pajisjet dhe siguria
me-devices-hint = { $n ->
    [one] Vetëm kjo
   *[other] { $n } pajisje
}
me-pin-on = PIN-i është vënë
me-pin-off = Nuk ka PIN
me-recovery-hint = I kthen çështjet tuaja nëse humbet gjithçka
me-shared-on = E ndezur: dilni kur të mbaroni
me-shared-off = E fikur: e përdorni vetëm ju
me-data = Kodet dhe të dhënat tuaja
me-scan-hint = Një vërtetim, një pajisje tjetër, ose një lidhje nga zyra
me-restore-hint = Me fletën që e shtypët
export-all = Ruaj gjithçka për mua
export-all-hint = Çështjet, fotot, të papërfunduarat, vërtetimet dhe cilësimet në një skedar
counters-title = Zyrat ku mund të shkoni
counters-lead = Çështjen mund ta sillni edhe vetë.

devices-title = Pajisjet e mia
devices-lead = Të gjitha pajisjet tuaja lexojnë dhe shkruajnë të njëjtat çështje. Krahasoni shkronjat për ta ditur cila është cila.
device-this = { $device ->
    [phone] Ky telefon
   *[computer] Ky kompjuter
}
device-other = Pajisje tjetër
device-since = U lidh { $when }
device-first = E para
device-linked = E lidhur
device-waiting = Pret rrjetin
device-revoked = E hequr
revoke = Hiqe
revoke-title = Ta heq pajisjen { $fingerprint }?
revoke-text = Bëjeni këtë nëse ka humbur, është vjedhur ose shitur. Nuk mund të lexojë e as të shkruajë më për ju, dhe i harron çështjet tuaja kur të ketë rrjet. Kjo nuk kthehet; pajisja mund të lidhet përsëri.
revoke-yes = Hiqe
devices-other = A është kjo pajisja e dytë?
devices-other-text = Bëni një kod në të parën, pastaj skanojeni këtu.

offer-title = Lidh një pajisje tjetër
offer-text = Bëni një kod këtu dhe skanojeni me pajisjen tjetër. Pas kësaj të dyja i kanë të gjitha çështjet tuaja.
offer-make = Bëj një kod
offer-again = Bëj një kod të ri
offer-over = Këtij kodi i skadoi koha. Askush nuk mund ta përdorë më.
offer-qr-label = Kod që lidh një pajisje tjetër me ju
offer-step-open = Hapeni kamerën e pajisjes tjetër.
offer-step-point = Drejtojeni kah ky kod dhe hapeni adresën që tregon.
offer-step-agree = Pranoni atje. Të dyja pajisjet kanë nevojë për rrjet një herë.
offer-left = { $n ->
    [one] Vlen edhe 1 minutë
   *[other] Vlen edhe { $n } minuta
}
offer-warning = Kush e skanon, lexon dhe shkruan si ju. Mos ia tregoni askujt.
offer-copy = Kopjo si lidhje

link-title = { $device ->
    [phone] Ta lidh këtë telefon?
   *[computer] Ta lidh këtë kompjuter?
}
link-lead = { $device ->
    [phone] Kodi e bën këtë telefon një nga pajisjet e personit që e tregoi.
   *[computer] Kodi e bën këtë kompjuter një nga pajisjet e personit që e tregoi.
}
link-reads = I lexon të gjitha çështjet e tij, dhe pajisjet e tij të tjera i lexojnë tuajat.
link-writes = Shkruan në emër të tij, dhe pajisjet e tij të tjera në emrin tuaj.
link-warning = Bëjeni vetëm nëse pajisja tjetër është e juaja.
link-accept = { $device ->
    [phone] Lidhe këtë telefon
   *[computer] Lidhe këtë kompjuter
}
link-taken-title = { $device ->
    [phone] Ky telefon është i lidhur
   *[computer] Ky kompjuter është i lidhur
}
link-taken = Çështjet vijnë këtu vetvetiu.
link-matters = Çështjet e mia

recovery-title = Fleta e rikthimit
recovery-lead = Një fletë letre që i kthen çështjet tuaja në çdo telefon, nëse i juaji humbet ose prishet.
recovery-print = Shtypeni, ose shkruajini grupet me dorë.
recovery-holds = Është çelës: kush e mban mund t'i lexojë çështjet tuaja dhe të shkruajë si ju.
recovery-keep = Mbajeni ku i mbani dokumentet. Mos i bëni foto.
recovery-show = Trego fletën
recovery-sheet-title = Fleta e rikthimit
recovery-sheet-text = Kjo fletë i kthen çështjet që i keni dorëzuar në komunën tuaj, në çdo telefon a kompjuter.
recovery-qr-label = Kod që i kthen çështjet tuaja
recovery-words = E njëjta, për ta shkruar
recovery-use-open = Hapeni Durbarin në pajisjen e re.
recovery-use-choose = Në fillim zgjidhni "E kam përdorur Durbarin më parë". Më vonë: Unë, "Ktheji çështjet e mia".
recovery-use-scan = Skanojeni kodin me kamerë, ose shkruajini grupet.
recovery-warning = Mbajeni të fshehtë. Askush nga komuna nuk do t'jua kërkojë kurrë.
recovery-date = Bërë më { $date }

restore-title = Ktheji çështjet e mia
restore-lead = Merreni fletën e rikthimit. Skanojeni kodin e saj me kamerë, ose shkruajini grupet e shkronjave dhe shifrave.
restore-label = Grupet nga fleta
restore-hint = Njëri pas tjetrit. Hapësirat dhe shkronjat e vogla nuk kanë rëndësi.
restore-explain = { $device ->
    [phone] Çështjet e fletës suaj vijnë në këtë telefon. Çka është tashmë në telefon, mbetet.
   *[computer] Çështjet e fletës suaj vijnë në këtë kompjuter. Çka është tashmë në kompjuter, mbetet.
}
restore-take = Ktheji
restore-again = Përdor një fletë tjetër
restore-done = Fleta është e saktë. Çështjet tuaja vijnë këtu vetvetiu.

code-title = Kodi
code-empty = Këtu nuk ka kod
code-empty-text = Skanoni një kod me kamerë, ose hapeni tërë lidhjen siç e morët.
code-camera = Bëji foto kodit
code-camera-hint = Mbajeni drejt, që kodi ta mbushë fotografinë
code-picture = Zgjidh një fotografi
code-picture-hint = Një fotografi e kodit
code-reading = Po kërkohet kodi…
code-none = Në këtë fotografi nuk u gjet kod. Afrohuni, mbajeni telefonin qetë dhe kujdesuni të ketë dritë.
code-missing = Së pari shkruajeni ose ngjiteni kodin.
code-other = Ky nuk është kod i Durbarit
code-other-text = Thotë si më poshtë. Durbar nuk bën asgjë me të.
scan-title = Skano një kod
scan-lead = Një vërtetim për ta kontrolluar, një pajisje për ta lidhur, ose një çështje për ta ndjekur.
scan-label = Ose shkruajeni a ngjiteni
scan-hint = Tërë lidhja, nga "http" deri në fund.
scan-again = Skano një kod tjetër
qr-too-long = Kjo është tepër e gjatë për kod. Kopjojeni në vend të kësaj.
copied = U kopjua
copied-not = Nuk mund të kopjohej. Skanojeni kodin në vend të kësaj.
print = Shtyp

verify-true = Ky vërtetim është i vërtetë
verify-true-text = Serveri i komunës e ka nënshkruar dhe asgjë në të nuk është ndryshuar.
verify-false = Ky vërtetim nuk është i vërtetë
verify-false-text = Duket si vërtetim, por serveri i kësaj komune nuk e ka nënshkruar kështu. Mund të jetë i një komune tjetër, ose dikush e ka ndryshuar. Pyetni zyrën me referencën.
verify-unknown = Ende nuk mund të kontrollohet
verify-unknown-text = Kjo pajisje ende nuk e njeh çelësin e serverit. Lidhuni me rrjetin një herë; pastaj vërtetimet kontrollohen pa rrjet. Kjo faqe vazhdon vetë.
verify-unreadable = Kjo nuk mund të lexohet
verify-unreadable-text = Fillon si vërtetim, por një pjesë mungon ose është dëmtuar. Skanojeni përsëri.
verify-by = Nënshkruar nga serveri i
verify-issued = Nënshkruar
verify-not-yours = Çka shkruan në çështje nuk është në kod. Vetëm personi dhe zyra mund ta lexojnë.
verify-open = Hape çështjen

follow-code-title = Ndiq një çështje
follow-code-taken = Prej tani e ndiqni këtë çështje. Çka shkruan zyra vjen këtu dhe ju mund të përgjigjeni.
follow-code-coming = Vjen sapo të ketë rrjet.

receipt-title = Vërtetim
receipt-title-missing = Ende nuk është pranuar
receipt-back = Çështja
receipt-reference = Referenca
receipt-missing = Ende nuk ka vërtetim
receipt-missing-text = Gjithçka është ruajtur në këtë { $device ->
    [phone] telefon
   *[computer] kompjuter
} dhe dërgohet sapo të ketë rrjet. Vërtetimi kthehet vetë. Deri atëherë zyra nuk di asgjë për të; shënojeni referencën.
receipt-what = Për çka është
receipt-office = Zyra përgjegjëse
receipt-filed = Dorëzuar
receipt-received = Pranuar
receipt-due = Përgjigjja deri më
receipt-covers = Përfshin
receipt-covers-text = { $n ->
    [0] Çdo fjalë; nuk kishte foto
   *[other] Çdo fjalë dhe çdo foto
}
receipt-number = Numri i regjistrimit
receipt-signature = Nënshkrimi fillon me
receipt-by-counter = në sportel
receipt-by-phone = me telefon
receipt-by-post = me postë
receipt-by-email = me e-mail
receipt-qr-label = Kod që e dëshmon këtë vërtetim
receipt-verify = Kontrolloje
receipt-verify-text = Çdo telefon mund ta skanojë këtë kod dhe të shohë nëse vërtetimi është i vërtetë, edhe pa rrjet. Nuk thotë asgjë nga ajo që keni shkruar.
receipt-copy = Kopjo si lidhje
receipt-save = Ruaje si skedar
receipt-follow = Ndiqe në telefonin tuaj
receipt-follow-label = Kod që e hap këtë çështje në telefonin tuaj
receipt-follow-text = Skanojeni këtë me telefonin tuaj. Atëherë e shihni përgjigjen dhe mund t'i shkruani zyrës vetë.
receipt-follow-warning = Kush e ka këtë kod mund ta lexojë çështjen. Priteni, mbajeni për vete dhe mos ia tregoni askujt.

pin-title = PIN-i
pin-lead = { $device ->
    [phone] Me PIN askush që e merr këtë telefon nuk mund t'i lexojë çështjet tuaja.
   *[computer] Me PIN askush tjetër në këtë kompjuter nuk mund t'i lexojë çështjet tuaja.
}
pin-label = PIN-i
pin-current = PIN-i i tanishëm
pin-new = PIN-i
pin-new-other = PIN-i i ri
pin-again = I njëjti përsëri
pin-hint = 4 deri në 12 shifra. Jo ditëlindja juaj, jo 1234.
pin-save = Vëre PIN-in
pin-change = Ndryshoje PIN-in
pin-remove = Hiqe PIN-in
pin-set = PIN-i u vu. Durbar e kërkon kur hapet dhe pas 5 minutash jashtë pamjes.
pin-removed = Nuk ka më PIN.
pin-form = PIN-i ka 4 deri në 12 shifra dhe asgjë tjetër.
pin-differs = Ky nuk është i njëjti PIN. Shkruajeni përsëri.
pin-missing = Shkruajeni PIN-in.
pin-warning = Askush nuk mund t'jua thotë PIN-in e harruar. Atëherë ndihmon fleta e rikthimit: shtypeni një së pari.
lock-title = Kyçja
lock-text = Durbar kyçet vetë kur mbyllet, ose kur ka qenë 5 minuta jashtë pamjes.
lock-now = Kyçe tani
lock-hint = E kërkon PIN-in para se të tregohet diçka

locked-title = Durbar është i kyçur
locked-text = Shkruajeni PIN-in. Ndërkohë dërgohet ajo që pret.
locked-open = Hape
locked-forgotten = E harrova PIN-in
locked-forgotten-text = Askush nuk mund t'jua thotë, as zyra. Me fletën e rikthimit i merrni çështjet në një pajisje tjetër, ose këtu pasi t'i fshini të dhënat e Durbarit në cilësimet e kësaj pajisjeje. Çka ende nuk është dërguar humbet.
pin-wait-seconds = { $n ->
    [one] Pritni 1 sekondë, pastaj provoni përsëri.
   *[other] Pritni { $n } sekonda, pastaj provoni përsëri.
}
pin-wait-minutes = { $n ->
    [one] Pritni 1 minutë, pastaj provoni përsëri.
   *[other] Pritni { $n } minuta, pastaj provoni përsëri.
}

shared-label = Pajisje e përbashkët
shared-leave = Mbarova: dil
shared-title = { $device ->
    [phone] Telefon i përbashkët
   *[computer] Kompjuter i përbashkët
}
shared-lead = Për një familje, një kiosk ose një pikë informimi: askush nuk lë asgjë pas vetes.
shared-switch = { $device ->
    [phone] Disa njerëz e përdorin këtë telefon
   *[computer] Disa njerëz e përdorin këtë kompjuter
}
shared-hint = { $device ->
    [phone] Atëherë gjithmonë ka mënyrë për të dalë. Dalja ju harron në këtë telefon.
   *[computer] Atëherë gjithmonë ka mënyrë për të dalë. Dalja ju harron në këtë kompjuter.
}
leave-title = { $device ->
    [phone] Dil nga ky telefon
   *[computer] Dil nga ky kompjuter
}
leave-forgets = Çështjet, të papërfunduarat, fotot dhe çelësat tuaj harrohen këtu. Zyra e mban çka ka pranuar.
leave-waiting = { $n ->
    [one] 1 çështje ende pret të dërgohet. Mbetet e mbyllur për të gjithë, dërgohet dhe pastaj harrohet.
   *[other] { $n } çështje ende presin të dërgohen. Mbeten të mbyllura për të gjithë, dërgohen dhe pastaj harrohen.
}
leave-drafts = { $n ->
    [one] 1 raport nuk është përfunduar. Humbet nëse nuk e dorëzoni më parë.
   *[other] { $n } raporte nuk janë përfunduar. Humbin nëse nuk i dorëzoni më parë.
}
leave-set-aside = { $n ->
    [one] 1 çështje nuk u pranua. Provojeni përsëri ose ruajeni si skedar së pari: askush tjetër nuk mund të fillojë para kësaj.
   *[other] { $n } çështje nuk u pranuan. Provojini përsëri ose ruajini si skedarë së pari: askush tjetër nuk mund të fillojë para kësaj.
}
leave-sheet = Për t'i parë çështjet më vonë, shtypeni më parë fletën e rikthimit.
leave-sure = { $device ->
    [phone] Të dal nga ky telefon tani?
   *[computer] Të dal nga ky kompjuter tani?
}
leave-sure-text = Kjo nuk kthehet. Pa fletën e rikthimit ose një pajisje tjetër tuajën nuk mund t'i hapni më çështjet.
leave-yes = Dil
left-title = Jeni larguar nga kjo pajisje
left-text = { $n ->
    [0] Asgjë e juaja nuk ka mbetur në këtë { $device ->
        [phone] telefon
       *[computer] kompjuter
    }.
    [one] 1 çështje ende pret të dërgohet. Askush nuk mund ta hapë, dhe harrohet sapo të pranohet.
   *[other] { $n } çështje ende presin të dërgohen. Askush nuk mund t'i hapë, dhe harrohen sapo të pranohen.
}
left-done = Për personin tjetër
leaving-title = Një çast për personin e mëparshëm
leaving-text = { $n ->
    [one] 1 çështje e tij ende po dërgohet. Askush nuk mund ta hapë. Durbar hapet për ju sapo të pranohet.
   *[other] { $n } çështje të tij ende po dërgohen. Askush nuk mund t'i hapë. Durbar hapet për ju sapo të pranohen.
}
revoked-title = { $device ->
    [phone] Ky telefon u hoq
   *[computer] Ky kompjuter u hoq
}
revoked-text = { $device ->
    [phone] Një pajisje tjetër e juaja e hoqi këtë telefon. Nuk mund të lexojë e as të shkruajë më për ju, dhe çështjet tuaja harrohen këtu.
   *[computer] Një pajisje tjetër e juaja e hoqi këtë kompjuter. Nuk mund të lexojë e as të shkruajë më për ju, dhe çështjet tuaja harrohen këtu.
}
revoked-anew-text = { $device ->
    [phone] Nëse ishte gabim, filloni nga fillimi këtu dhe lidheni përsëri me një kod nga pajisja tjetër.
   *[computer] Nëse ishte gabim, filloni nga fillimi këtu dhe lidheni përsëri me një kod nga pajisja tjetër.
}
revoked-anew = Fillo nga fillimi
