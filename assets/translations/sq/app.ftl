# Aplikacioni si tërësi: navigimi, fillimi, kreu, çka shihet kur nuk mund të punojë.

app-name = Durbar
nav-label = Kryesorja
nav-home = Kreu
nav-queue = Radha
nav-follow = Ndiq
nav-new = E re
nav-community = Komuniteti
nav-me = Unë
skip = Kalo te përmbajtja
back = Prapa
cancel = Anulo
change = Ndrysho
change-row = Ndrysho: { $name }
answer-now = Përgjigju
answer-row = Përgjigju: { $name }
continue = Vazhdo
listen = Dëgjo
listen-stop = Ndalo
part-missing = Kjo pjesë e aplikacionit vjen një herë nga rrjeti dhe pastaj mbetet në këtë pajisje. Provoni përsëri kur të ketë lidhje.
loading = Një çast…
remove = Hiq
submit = Dorëzo
try-again = Provo përsëri
try-now = Provo tani
faults-title = Ka një problem

municipality-unknown = Komuna juaj

start-fetching = Po merret komuna juaj…
start-fetching-text = Shërbimet, zonat dhe afatet e saj vijnë në këtë pajisje një herë. Pastaj Durbar punon pa rrjet.
start-offline = Ende nuk ka lidhje. Durbar ka nevojë për rrjet një herë, për ta marrë komunën tuaj. Ndizni të dhënat celulare ose Wi-Fi, ose shkoni ku ka sinjal. Provon vetë përsëri.
start-title = Mirë se vini në { $name }
start-lead = Durbar e çon çështjen tuaj te zyra dhe ju tregon çka bëhet me të.
start-promise-report = Raportoni një problem për pak minuta, me foto dhe vendin.
start-promise-follow = Ndiqeni: kush e ka, deri kur merrni përgjigje, dhe vetë përgjigjen.
start-promise-offline = Nuk ka rrjet? Vazhdoni. Gjithçka ruhet këtu dhe dërgohet kur të kthehet rrjeti.
start-promise-private = Vetëm ju dhe zyrat që merren me të mund ta lexoni atë që dërgoni.
start-language = Zgjidhni gjuhën
start-begin = Fillo
start-restore = E kam përdorur Durbarin më parë
start-ward = Cila është zona juaj?
start-ward-lead = Çka bën zyra atje dhe çka raportojnë fqinjët ju vjen pastaj këtu. Mund ta ndryshoni më vonë te Komuniteti.
start-ward-find = Gjej një zonë
start-ward-count = { $n ->
    [one] U gjet 1 zonë
   *[other] U gjetën { $n } zona
}
start-ward-none = Asnjë zonë nuk quhet kështu. Provoni me më pak shkronja, ose kapërcejeni.
start-ward-skip = Kapërce

home-title = { $name }
home-latest = Çështjet e mia të fundit
home-all = Të gjitha çështjet e mia
home-search = Kërko në këtë pajisje
home-queue = { $n ->
    [0] Asgjë nuk është e hapur
    [one] 1 çështje e hapur
   *[other] { $n } çështje të hapura
}
wait-title = { $n ->
    [one] 1 gjë ju pret
   *[other] { $n } gjëra ju presin
}
wait-news = { $department } ka diçka të re për ju: { $title }
wait-asked = { $department } ju pyet: { $title }
wait-confirm = A është rregulluar? { $title }. Thuajeni deri më { $until }.
wait-correction = Ndryshimet tuaja ende nuk janë dërguar: { $title }
wait-draft = Ende e papërfunduar: { $title }
wait-set-aside = Nuk mund të pranohej: { $title }

new-title = Çka dëshironi të bëni?
door-report = Raporto një problem
door-report-hint = Rrugë, ndriçim, mbeturina, ujë e të tjera
door-follow = Çështjet e mia
door-follow-hint = Çka u bë me to
door-community = Komuniteti
door-community-hint = Çka raportojnë të tjerët
door-scan = Skano një kod
door-scan-hint = Një vërtetim ose një lidhje
door-intake = Prano për dikë tjetër
door-intake-hint = Në sportel ose në telefon
door-apply = Apliko për një shërbim
door-ask = Kërko informata
door-watch = Shiko punët publike
door-coming = Vjen më vonë:

not-found-title = Faqja nuk u gjet
not-found-lead = Këtu nuk ka asgjë
not-found-text = Adresa mund të jetë shkruar gabim, ose ajo që ishte këtu nuk është më. Çështjet tuaja janë të sigurta.

elsewhere-title = Durbar është i hapur në një skedë tjetër
elsewhere-text = Vetëm një skedë mund t'i ruajë çështjet tuaja në të njëjtën kohë. Vazhdoni në skedën tjetër, ose përdoreni Durbarin këtu. Çka keni shkruar është ruajtur.
elsewhere-use-here = Përdore këtu
no-storage-title = Ky shfletues nuk mund të ruajë asgjë
no-storage-text = Durbar i mban çështjet tuaja në këtë pajisje, por ky shfletues nuk i jep vend. Nëse kjo është dritare private, hapeni Durbarin në një dritare të zakonshme. Nëse pajisja është plot, lironi pak vend. Pastaj hapeni faqen përsëri.
failed-title = Durbar nuk mundi të nisë
failed-text = Çka keni ruajtur më parë është ende në këtë pajisje. Hapeni faqen përsëri. Nëse nuk ndihmon, rindizeni pajisjen.
failed-reload = Hape përsëri
failed-details = Hollësi për ata që ju ndihmojnë
panic-text = Diçka shkoi keq në këtë faqe. Çka keni shkruar është ruajtur. Hapeni faqen përsëri për të vazhduar.

boot-opening = Po hapet…
boot-late = Herën e parë kjo zgjat disa minuta në rrjet të ngadaltë. Nëse mbetet kështu, shfletuesi është tepër i vjetër: përdorni një tjetër, ose shkoni në zyrën e komunës.
boot-script = Durbar ka nevojë për JavaScript që t'i ruajë çështjet tuaja në këtë pajisje. Aktivizojeni te cilësimet e shfletuesit dhe hapeni faqen përsëri, ose shkoni në zyrën e komunës.
boot-failed = Durbar nuk mundi të nisë. Çka keni shkruar më parë është e sigurt në këtë pajisje.
boot-again = Kontrolloni lidhjen dhe hapeni faqen përsëri. Nëse nuk ndihmon, përditësoni shfletuesin.
boot-too-old = Ky shfletues është tepër i vjetër. Ju lutemi përditësojeni, ose përdorni një tjetër.

size-kb = { $n } KB
size-mb = { $n } MB
age-now = tani
age-minutes = { $n } min
age-hours = { $n } orë
age-days = { $n } ditë
saved-now = U ruajt
saved-seconds = { $n ->
    [one] U ruajt para 1 sekonde
   *[other] U ruajt para { $n } sekondash
}
saved-minutes = { $n ->
    [one] U ruajt para 1 minute
   *[other] U ruajt para { $n } minutash
}
saved-at = U ruajt { $when }
saved-not = Nuk u ruajt

me-title = Unë
language-title = Gjuha
theme-title = Pamja
theme-system = Si kjo pajisje
theme-light = E çelët
theme-dark = E errët
about-title = Rreth
about-device = Kjo pajisje
about-device-hint = Fillimi i çelësit të saj. Zyra mund ta krahasojë me ju në telefon.
about-municipality = Komuna
about-pack = { $name }, versioni i të dhënave { $version }
about-app = Aplikacioni
about-version = Durbar { $version }
about-window = në dritaren e vet
about-browser = në shfletues
