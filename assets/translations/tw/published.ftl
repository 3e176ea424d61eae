# Deɛ obiara bɛtumi akenkan, ne n'akyidie.

community-title = { $name } bɔ mu
community-lead = Deɛ nkurɔfoɔ bɔɔ ho amaneɛ, deɛ ɔfese no reyɛ ho, ne da a ɛbɛba.
old-data = { $n ->
    [one] Nɛtwɛk nni hɔ. Deɛ wohunu yi adi da { $n }; ɛno ara bɛyɛ foforɔ.
   *[other] Nɛtwɛk nni hɔ. Deɛ wohunu yi adi nna { $n }; ɛno ara bɛyɛ foforɔ.
}
old-data-never = Nɛtwɛk nni hɔ. Deɛ afoforɔ bɔɔ ho amaneɛ bɛba ha sɛ nɛtwɛk ba a.

show-title = Deɛ wɔnkyerɛ
show-list = Nsɛm
show-map = Asase
show-figures = Akontaa

list-filters = Hwehwɛ na paw
list-filter = Paw mu
list-filter-set = Paw mu ({ $n })
list-words = Hwehwɛ amaneɛbɔ yi mu
list-category = Deɛ ɛfa ho
list-all-wards = Mpɔtam nyinaa
list-all-categories = Ne nyinaa
list-state = Ɛda hɔ anaa wɔato mu
list-all = Ne nyinaa
list-open = Ɛda hɔ
list-closed = Wɔato mu

published-count = { $n ->
    [0] Amaneɛbɔ biara nni hɔ
    [one] Amaneɛbɔ { $n }
   *[other] Amaneɛbɔ { $n }
}
published-none-title = Biribiara mfata
published-none = Amaneɛbɔ biara a ɛwɔ afidie yi so mfata deɛ wopawee no. Fa nsɛm foforɔ hwɛ, anaa kyerɛ ne nyinaa.
published-show-all = Kyerɛ ne nyinaa
published-empty-title = Biribiara nnaa adi
published-empty = Sɛ ɔfese no da deɛ ɛreyɛ wɔ amaneɛbɔ bi ho wɔ wo mpɔtam adi a, wohunu wɔ ha.
published-empty-offline = Nɛtwɛk nni hɔ seesei. Deɛ ɔfese no daa adi wɔ wo mpɔtam no, ɛno ara bɛba sɛ nɛtwɛk ba a.
pages-label = Nkrataa
pages-before = Deɛ atwam
pages-next = Deɛ ɛdi hɔ
pages-here = Krataa { $n } wɔ { $of } mu

map-title = Amaneɛbɔ a ɛda hɔ, mpɔtam mpɔtam
map-label = { $n ->
    [one] { $name } mfonini a mpɔtam { $n } wɔ mu
   *[other] { $name } mfonini a mpɔtam { $n } wɔ mu
}
map-ward-title = { $n ->
    [0] { $name }: biribiara nna hɔ
   *[other] { $name }: { $n } da hɔ
}
map-legend = Amaneɛbɔ a ɛda hɔ
map-unknown = Wonni akyi
map-whole = Mpɔtam nyinaa
map-pins = { $n ->
    [0] Amaneɛbɔ biara a ɛwɔ ha nni beaeɛ wɔ asase mfonini so.
    [one] Amaneɛbɔ { $n } wɔ asase mfonini so. Mia so na kenkan.
   *[other] Amaneɛbɔ { $n } wɔ asase mfonini so. Mia baako so na kenkan.
}
map-pins-cut = Deɛ ɛtwa toɔ { $n } na ɛda adi.

bars-open = Ɛda hɔ
bars-closed = Wɔato mu
figures-categories = Amaneɛbɔ, deɛ ɛfa ho
figures-none-title = Akontaa biara nni hɔ
figures-none = Wɔkan akontaa firi amaneɛbɔ a ɛwɔ afidie yi so. Di mpɔtam bi akyi na nya ne deɛ.

wards-title = Mpɔtam a wodi akyi
wards-text = Amaneɛbɔ a ɛfiri mpɔtam a wodi akyi ba afidie yi so, na wobɛtumi akenkan a nɛtwɛk nni hɔ. Ɛgye data kakra.
wards-follow = Di akyi
first-wards-title = Mpɔtam bɛn na ɛfa wo ho?
first-wards = Mpɔtam a wodi akyi no nko ara amaneɛbɔ na ɛba afidie yi so, na data kakra na ɛgye. Paw wo deɛ, ne foforɔ a wopɛ.
first-wards-done = Kyerɛ amaneɛbɔ no
follow-this = Di { $name } akyi
follow-on = Wodi akyi
follow-off = Di akyi
follow-ward-on = { $name } amaneɛbɔ ba afidie yi so.
follow-ward-off = { $name } amaneɛbɔ mma afidie yi so. Di mpɔtam no akyi na nya.
follow-category-on = Amaneɛbɔ a ɛfa { $name } ho ba afidie yi so, firi mpɔtam nyinaa.
follow-category-off = Di { $name } akyi na nya saa amaneɛbɔ yi firi mpɔtam nyinaa.

followed-title = Deɛ medi akyi
followed-none = Wonni afoforɔ deɛ biara akyi.
followed-look = Hwɛ deɛ nkurɔfoɔ bɔ ho amaneɛ
followed-gone = Ɛnni afidie yi so, anaa ɛnna adi bio.
followed-complaint = amaneɛbɔ yi
followed-stop = Gyae
followed-stop-what = { $name } akyidie

choose-ward-title = Mpɔtam bɛn na wote?
choose-ward-text = Ɛno na wohunu deɛ wɔbɔ ho amaneɛ wɔ wo ho ne deɛ wɔyɛ ho wɔ ha.
choose-ward-none = Paw mpɔtam bi
choose-ward-follow = Di akyi
latest-title = Wo mpɔtam, { $ward }
latest-title-several = { $n ->
    [one] Wo mpɔtam
   *[other] Wo mpɔtam { $n }
}
latest-title-other = Amaneɛbɔ a ɛtwa toɔ
latest-all = Amaneɛbɔ nyinaa
latest-none = Biribiara nnaa adi wɔ ha. Ɛno ara bɛba.

published-news = Foforɔ
published-mine = Wo deɛ
published-confirmed = Wɔagye ato mu
published-supports = { $n ->
    [one] Nnipa { $n } ka sɛ: me nso
   *[other] Nnipa { $n } ka sɛ: me nso
}
published-own = Yei yɛ w'asɛm: bue ne nyinaa
published-photos = { $n ->
    [one] Mfonini { $n }
   *[other] Mfonini { $n }
}
published-redacted = Wɔde anim anaa nɔma asie
published-place = Bɛyɛ ha: beaeɛ no wɔ mita 100 mu.
published-gone-title = Wonhunu wɔ ha
published-gone-lead = Amaneɛbɔ yi nni afidie yi so
published-gone = Ebia ɔfese no ayi afiri hɔ, anaa ɛwɔ mpɔtam a wonni akyi.
published-all = Amaneɛbɔ nyinaa

support-label = Me nso
support-me-too = Me nso
support-none = Ɛka wo nso? Ka, na ntwerɛ ne nyinaa bio.
support-none-else = Obi foforɔ biara nkaa "Me nso" da.
support-count = { $n ->
    [one] Nnipa { $n } ka sɛ: me nso.
   *[other] Nnipa { $n } ka sɛ: me nso.
}
support-only-you = Wo na woka sɛ: me nso.
support-with-you = { $n ->
    [one] Wo ne foforɔ { $n } ka sɛ: me nso.
   *[other] Wo ne afoforɔ { $n } ka sɛ: me nso.
}
share = Kɔpi address no
share-label = Fa ma afoforɔ
share-text = Obiara bɛtumi akenkan amaneɛbɔ yi wɔ intanɛt so, a app no ho nhia.
share-open = Bue intanɛt krataa no

search-title = Hwehwɛ
search-label = Hwehwɛ wɔ afidie yi so
search-hint = Nsɛm, beaeɛ anaa nɔma
search-about = Ɛhwehwɛ wo nsɛm ne amaneɛbɔ a ada adi nyinaa a ɛwɔ afidie yi so, a nɛtwɛk ho nhia. Wobɛtumi atwerɛ asɛm bi mfitiaseɛ, anaa nɔma sɛ 4F7K-29PM.
search-count = { $n ->
    [0] Wɔanhu hwee
    [one] Wɔahunu { $n }
   *[other] Wɔahunu { $n }
}
search-none-title = Wɔanhu hwee wɔ afidie yi so
search-none = Fa nsɛm kakra anaa foforɔ hwɛ. Mpɔtam a wonni akyi no amaneɛbɔ nni afidie yi so.
search-cases = Nsɛm
search-published = Amaneɛbɔ a ada adi
