# App no nyinaa: akwankyerɛ, mfitiaseɛ, fie, deɛ ɛda adi sɛ ɛntumi nyɛ adwuma a.

app-name = Durbar
nav-label = Titire
nav-home = Fie
nav-queue = Nsɛm
nav-follow = Di akyi
nav-new = Foforɔ
nav-community = Ɔmanfoɔ
nav-me = Me
skip = Kɔ deɛ ɛwɔ mu no so
back = San
cancel = Gyae
change = Sesa
change-row = Sesa: { $name }
answer-now = Bua
answer-row = Bua: { $name }
continue = Toa so
listen = Tie
listen-stop = Gyae
part-missing = Adwuma yi fa yi nam nɛtwɛk so ba prɛko, na ɛtena afidie yi so. San bɔ mmɔden berɛ a nɛtwɛk wɔ hɔ.
loading = Twɛn kakra…
remove = Yi firi hɔ
submit = Fa kɔma
try-again = Bɔ mmɔden bio
try-now = Bɔ mmɔden seesei
faults-title = Ɔhaw bi wɔ hɔ

municipality-unknown = Wo mansini

start-fetching = Yɛrefa wo mansini ho nsɛm…
start-fetching-text = Ne som, ne mpɔtam ne nna a wɔahyɛ ba afidie yi so prɛko pɛ. Ɛno akyi no Durbar yɛ adwuma a nɛtwɛk nni hɔ.
start-offline = Nɛtwɛk nni hɔ. Durbar hia nɛtwɛk prɛko pɛ na ɛde wo mansini ho nsɛm aba. Sɔ data anaa Wi-Fi, anaa kɔ baabi a nɛtwɛk wɔ. Ɛno ara bɛsan abɔ mmɔden.
start-title = Akwaaba wɔ { $name }
start-lead = Durbar de w'asɛm kɔ ɔfese no mu, na ɛkyerɛ wo deɛ ɛfiri mu ba.
start-promise-report = Bɔ ɔhaw bi ho amaneɛ simma kakra mu, fa mfonini ne beaeɛ no ka ho.
start-promise-follow = Di akyi: deɛ ɛhyɛ ne nsa, da a wobɛnya mmuaeɛ, ne mmuaeɛ no ankasa.
start-promise-offline = Nɛtwɛk nni hɔ? Toa so. Wɔkora biribiara so wɔ ha na wɔde kɔ berɛ a nɛtwɛk asan aba.
start-promise-private = Wo ne ɔfese ahodoɔ a wɔhwɛ so no nko ara na mobɛtumi akenkan deɛ wode kɔ.
start-language = Paw wo kasa
start-begin = Hyɛ aseɛ
start-restore = Mede Durbar ayɛ adwuma pɛn
start-ward = Mpɔtam bɛn na wote?
start-ward-lead = Deɛ ɔfese no reyɛ wɔ hɔ, ne deɛ wo afipamfoɔ bɔ ho amaneɛ no, bɛba wo hɔ. Wobɛtumi asesa no akyire yi wɔ Ɔmanfoɔ ase.
start-ward-find = Hwehwɛ mpɔtam bi
start-ward-count = { $n ->
    [one] Mpɔtam { $n } na ɛda adi
   *[other] Mpɔtam { $n } na ɛda adi
}
start-ward-none = Mpɔtam biara nni din saa. Twerɛ nkyerɛwdeɛ kakra, anaa tra yi.
start-ward-skip = Tra

home-title = { $name }
home-latest = Me nsɛm a ɛtwa toɔ
home-all = Me nsɛm nyinaa
home-search = Hwehwɛ wɔ afidie yi so
home-queue = { $n ->
    [0] Biribiara nna hɔ
    [one] Asɛm { $n } da hɔ
   *[other] Nsɛm { $n } da hɔ
}
wait-title = { $n ->
    [one] Adeɛ { $n } retwɛn wo
   *[other] Nneɛma { $n } retwɛn wo
}
wait-news = { $department } wɔ asɛm foforɔ ma wo: { $title }
wait-asked = { $department } rebisa wo: { $title }
wait-confirm = Wɔasiesie anaa? { $title }. Ka ansa na { $until } atwam.
wait-correction = Wo nsesaeɛ no nkɔeɛ: { $title }
wait-draft = Ɛnwieeɛ: { $title }
wait-set-aside = Wɔantumi annye: { $title }

new-title = Ɛdeɛn na wopɛ sɛ woyɛ?
door-report = Bɔ ɔhaw bi ho amaneɛ
door-report-hint = Nsukwan, akwan, kanea, wira ne deɛ ɛkeka ho
door-follow = Me nsɛm
door-follow-hint = Deɛ afiri mu aba
door-community = Ɔmanfoɔ
door-community-hint = Deɛ afoforɔ bɔ ho amaneɛ
door-scan = Sɛɛn kood bi
door-scan-hint = Risiti, anaa link
door-intake = Gye asɛm ma obi
door-intake-hint = Wɔ ɔfese hɔ anaa fon so
door-apply = Bisa som bi
door-ask = Bisa amanneɛ
door-watch = Hwɛ ɔmanfoɔ nnwuma
door-coming = Ɛreba akyire yi:

not-found-title = Krataa yi nni hɔ
not-found-lead = Biribiara nni ha
not-found-text = Ebia address no nyɛ pɛ, anaa deɛ na ɛwɔ ha no nni hɔ bio. Wo nsɛm no wɔ hɔ dwoodwoo.

elsewhere-title = Durbar abue wɔ tab foforɔ so
elsewhere-text = Tab baako pɛ na ɛbɛtumi akora wo nsɛm so berɛ korɔ mu. Toa so wɔ tab foforɔ no so, anaa fa Durbar yɛ adwuma wɔ ha. Deɛ wotwerɛeɛ no, wɔakora so.
elsewhere-use-here = Fa yɛ adwuma wɔ ha
no-storage-title = Browser yi ntumi nkora hwee so
no-storage-text = Durbar kora wo nsɛm so wɔ afidie yi so, nanso browser yi mma no kwan. Sɛ private window ni a, bue Durbar wɔ window a ɛyɛ daa deɛ mu. Sɛ afidie no ayɛ ma a, yi biribi firi so. Afei san bue krataa yi.
failed-title = Durbar antumi anhyɛ aseɛ
failed-text = Deɛ wokoraa so kane no da so wɔ afidie yi so. San bue krataa yi. Sɛ ɛmmoa a, dum afidie no na san sɔ.
failed-reload = San bue
failed-details = Nsɛm a ɛbɛboa wɔn a wɔboa wo
panic-text = Biribi ankɔ yie wɔ krataa yi so. Deɛ wotwerɛeɛ no, wɔakora so. San bue krataa yi na toa so.

boot-opening = Ɛrebue…
boot-late = Ɛdi kan no, ɛgye simma kakra wɔ nɛtwɛk a ɛyɛ nyaa so. Sɛ ɛtena saa a, browser no akyɛ dodo: fa foforɔ, anaa kɔ mansini no ɔfese.
boot-script = Durbar hia JavaScript na atumi akora wo nsɛm wɔ afidie yi so. Sɔ no wɔ browser no nhyehyɛeɛ mu na san bue krataa no, anaa kɔ mansini no ɔfese.
boot-failed = Durbar antumi anhyɛ aseɛ. Deɛ wotwerɛɛ kane no wɔ afidie yi so dwoodwoo.
boot-again = Hwɛ wo nɛtwɛk na san bue krataa yi. Sɛ ɛmmoa a, yɛ wo browser no foforɔ.
boot-too-old = Browser yi akyɛ dodo. Yɛsrɛ wo yɛ no foforɔ, anaa fa foforɔ yɛ adwuma.

size-kb = { $n } KB
size-mb = { $n } MB
age-now = seesei
age-minutes = simma { $n }
age-hours = dɔnhwere { $n }
age-days = nna { $n }
saved-now = Wɔakora so
saved-seconds = { $n ->
    [one] Wɔakora so sikɛnd { $n } ni
   *[other] Wɔakora so sikɛnd { $n } ni
}
saved-minutes = { $n ->
    [one] Wɔakora so simma { $n } ni
   *[other] Wɔakora so simma { $n } ni
}
saved-at = Wɔakora so { $when }
saved-not = Wɔnkoraa so

me-title = Me
language-title = Kasa
theme-title = Sɛdeɛ ɛteɛ
theme-system = Sɛ afidie yi
theme-light = Hann
theme-dark = Sum
about-title = Ho nsɛm
about-device = Afidie yi
about-device-hint = Ne safoa mfitiaseɛ. Ɔfese no bɛtumi de atoto wo deɛ ho wɔ fon so.
about-municipality = Mansini
about-pack = { $name }, nsɛm no vɛɛhyɛn { $version }
about-app = App
about-version = Durbar { $version }
about-window = ɛwɔ ɔno ara window mu
about-browser = ɛwɔ browser mu
