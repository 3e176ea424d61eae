
public-title = Amaneɛbɔ a ɛwɔ { $name }
public-lead = Deɛ nkurɔfoɔ bɔɔ ho amaneɛ, deɛ ɔfese no reyɛ ho, ne da a ɛbɛba.
public-filters = Deɛ wɔnkyerɛ
public-wards = Mpɔtam
public-categories = Deɛ ɛfa ho
public-all = Kyerɛ ne nyinaa
public-search = Hwehwɛ
public-count-open = { $n ->
    [0] biribiara nna hɔ
   *[other] { $n } da hɔ
}
public-changed = Nsesaeɛ a ɛtwa toɔ { $when }
public-received = Da a wɔn nsa kaeɛ
public-photo = Mfonini { $n } wɔ { $of } mu
public-steps-none = Ɔfese no nhyɛɛ aseɛ.
public-open = Bue wɔ app no mu
public-open-text = App no mu no wobɛtumi adi akyi, anaa woaka sɛ "me nso".
public-report = Bɔ ɔhaw bi ho amaneɛ
public-feed = Sɛ dawurobɔ (Atom)
public-languages = Kasa ahodoɔ
public-sample = Nhwɛsoɔ ni. Emu biara ansi ankasa.
public-about = { $name } da deɛ ɛreyɛ wɔ ne nkurɔfoɔ amaneɛbɔ ho adi wɔ ha. Wɔyi din firi mu, na beaeɛ no wɔ mita 100 mu.
public-gone-title = Wonhunu wɔ ha
public-gone-text = Amaneɛbɔ a ɛte saa nni hɔ, anaa ɔfese no ayi afiri hɔ.
public-later-title = Twɛn kakra
public-later-text = Krataa no nsiesieeɛ. Bɔ mmɔden bio sikɛnd kakra akyi.
