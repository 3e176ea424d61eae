# Çka mund të lexojnë të gjithë, dhe ndjekja e saj.

community-title = { $name } së bashku
community-lead = Çka raportuan njerëzit, çka bën zyra për të, dhe deri kur.
old-data = { $n ->
    [one] Nuk ka lidhje. Çka shihni është 1 ditë e vjetër; përditësohet vetë.
   *[other] Nuk ka lidhje. Çka shihni është { $n } ditë e vjetër; përditësohet vetë.
}
old-data-never = Ende nuk ka lidhje. Çka raportuan të tjerët vjen këtu sapo të ketë rrjet.

show-title = Çka të shfaqet
show-list = Lista
show-map = Harta
show-figures = Shifrat

list-filters = Kërko dhe filtro
list-filter = Filtro
list-filter-set = Filtro ({ $n })
list-words = Kërko në këto raporte
list-category = Lloji
list-all-wards = Të gjitha zonat
list-all-categories = Të gjitha llojet
list-state = Të hapura ose të mbyllura
list-all = Të gjitha
list-open = Të hapura
list-closed = Të mbyllura

published-count = { $n ->
    [0] Asnjë raport
    [one] 1 raport
   *[other] { $n } raporte
}
published-none-title = Asgjë nuk përshtatet
published-none = Asnjë raport në këtë pajisje nuk i përgjigjet zgjedhjes. Provoni fjalë tjera, ose shfaqni të gjitha.
published-show-all = Shfaq të gjitha
published-empty-title = Ende asgjë e publikuar
published-empty = Kur zyra publikon çka bën për një raport në zonat tuaja, e gjeni këtu.
published-empty-offline = Tani nuk ka lidhje. Çka publikoi zyra në zonat tuaja vjen vetë sapo të ketë rrjet.
pages-label = Faqet
pages-before = Para
pages-next = Tjetra
pages-here = Faqja { $n } nga { $of }

map-title = Raporte të hapura sipas zonave
map-label = { $n ->
    [one] Vizatim i { $name } me 1 zonë
   *[other] Vizatim i { $name } me { $n } zona
}
map-ward-title = { $n ->
    [0] { $name }: asgjë e hapur
   *[other] { $name }: { $n } të hapura
}
map-legend = Raporte të hapura
map-unknown = Nuk ndiqet
map-whole = Të gjitha zonat
map-pins = { $n ->
    [0] Asnjë raport këtu nuk ka vend në hartë.
    [one] 1 raport ka vend në hartë. Shtypeni për ta lexuar.
   *[other] { $n } raporte kanë vend në hartë. Shtypni një për ta lexuar.
}
map-pins-cut = Shfaqen { $n } të fundit.

bars-open = Të hapura
bars-closed = Të mbyllura
figures-categories = Raporte sipas llojit
figures-none-title = Ende pa shifra
figures-none = Shifrat numërohen nga raportet në këtë pajisje. Ndiqni një zonë për t'i marrë raportet e saj.

wards-title = Zonat që i ndiqni
wards-text = Raportet e zonave që ndiqni vijnë në këtë pajisje, për t'u lexuar pa rrjet. Kushton pak të dhëna.
wards-follow = Ndiq
first-wards-title = Cilat zona ju interesojnë?
first-wards = Raportet vijnë në këtë pajisje vetëm për zonat që i ndiqni, që t'ju kushtojë pak. Zgjidhni tuajën dhe cilëndo tjetër që ju intereson.
first-wards-done = Shfaq raportet
follow-this = Ndiq { $name }
follow-on = E ndiqni
follow-off = Ndiq
follow-ward-on = Raportet e zonës { $name } vijnë në këtë pajisje.
follow-ward-off = Raportet e zonës { $name } nuk vijnë në këtë pajisje. Ndiqeni zonën për t'i marrë.
follow-category-on = Raportet për { $name } vijnë në këtë pajisje, nga të gjitha zonat.
follow-category-off = Ndiqni { $name } për t'i marrë këto raporte nga të gjitha zonat.

followed-title = Çka ndjek
followed-none = Ende nuk ndiqni asgjë të të tjerëve.
followed-look = Shih çka raportojnë njerëzit
followed-gone = Ende jo në këtë pajisje, ose nuk është më e publikuar.
followed-complaint = këtë raport
followed-stop = Ndalo
followed-stop-what = ndjekjen e { $name }

choose-ward-title = Cila është zona juaj?
choose-ward-text = Atëherë shihni këtu çka raportohet rreth jush dhe çka bëhet për të.
choose-ward-none = Zgjidhni një zonë
choose-ward-follow = Ndiq
latest-title = Në zonën tuaj, { $ward }
latest-title-several = { $n ->
    [one] Në zonën tuaj
   *[other] Në { $n } zonat tuaja
}
latest-title-other = Raportet e fundit
latest-all = Të gjitha raportet
latest-none = Ende nuk është publikuar asgjë këtu. Vjen vetë.

published-news = Lajm
published-mine = E juaja
published-confirmed = E konfirmuar
published-supports = { $n ->
    [one] 1 person thotë: edhe unë
   *[other] { $n } veta thonë: edhe unë
}
published-own = Kjo është çështja juaj: hapeni të tërën
published-photos = { $n ->
    [one] 1 foto
   *[other] { $n } foto
}
published-redacted = Fytyra ose shenja të fshehura
published-place = Rreth këtu: vendi është rrumbullakuar në 100 metra.
published-gone-title = Nuk shihet këtu
published-gone-lead = Ky raport nuk është në këtë pajisje
published-gone = Zyra mund ta ketë tërhequr, ose është në një zonë që nuk e ndiqni.
published-all = Të gjitha raportet

support-label = Edhe unë
support-me-too = Edhe unë
support-none = A ju prek edhe juve? Thuajeni, pa e shkruar gjithçka përsëri.
support-none-else = Askush tjetër nuk ka thënë ende "Edhe unë".
support-count = { $n ->
    [one] 1 person thotë: edhe unë.
   *[other] { $n } veta thonë: edhe unë.
}
support-only-you = Ju thoni: edhe unë.
support-with-you = { $n ->
    [one] Ju dhe 1 tjetër thoni: edhe unë.
   *[other] Ju dhe { $n } të tjerë thoni: edhe unë.
}
share = Kopjo adresën
share-label = Jepe tutje
share-text = Të gjithë mund ta lexojnë këtë raport në internet, pa aplikacionin.
share-open = Hape faqen në internet

search-title = Kërko
search-label = Kërko në këtë pajisje
search-hint = Fjalë, një vend ose një referencë
search-about = I gjen çështjet tuaja dhe të gjitha raportet e publikuara në këtë pajisje, pa rrjet. Mund ta shkruani fillimin e një fjale, ose një referencë si 4F7K-29PM.
search-count = { $n ->
    [0] Asgjë nuk u gjet
    [one] U gjet 1
   *[other] U gjetën { $n }
}
search-none-title = Asgjë nuk u gjet në këtë pajisje
search-none = Provoni më pak fjalë ose të tjera. Raportet e zonave që nuk i ndiqni nuk janë në këtë pajisje.
search-cases = Çështjet
search-published = Raportet e publikuara
