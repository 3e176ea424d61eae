# Deɛ ankɔ yie ne deɛ wobɛyɛ. Mfomsoɔ biara nyi deɛ wotwerɛeɛ mfiri hɔ.

error-correction-unchanged = Wonsesaa hwee. Sesa mmuaeɛ bi, anaa twerɛ kɔma ɔfese no wɔ asɛm no mu.
error-internal = Biribi ankɔ yie wɔ app no mu. Deɛ wotwerɛeɛ no biara nyeraeɛ. Bɔ mmɔden bio; sɛ ɛsi bio a, to Durbar mu na san bue.
error-storage = Afidie yi antumi ankora so. Yi biribi firi so, na bɔ mmɔden bio. Gya krataa yi hɔ kɔsi sɛ ɛbɛka sɛ "Wɔakora so".
error-damaged = Nsɛm a ɛwɔ afidie yi so no asɛe. To Durbar mu na san bue: ɛbɛsiesie ne ho na akora deɛ woatwerɛ no so.
error-no-pack = Wo mansini ho nsɛm mmaa afidie yi so. Nya nɛtwɛk prɛko pɛ; deɛ wotwerɛeɛ no wɔ hɔ.
error-not-found = Yei nni afidie yi so. Ebia wɔayi afiri hɔ, anaa link no yɛ obi foforɔ deɛ.
error-forbidden = Afidie yi nni tumi a ɛbɛyɛ yei. Sɛ ɛsɛ sɛ ɛwɔ bi a, bisa wo sohwɛfoɔ link foforɔ.
error-translation = Yɛantumi amfa kasa yi amma. Deɛ na ɛwɔ hɔ no da so wɔ hɔ.

error-category-missing = Paw deɛ ɔhaw no fa ho. Sɛ wonnim yie a, paw "Biribi foforɔ, anaa mennim".
error-description-missing = Twerɛ deɛ ɛnyɛ. Asɛm baako bɛyɛ yie.
error-place-missing = Ka baabi a ɛwɔ: fa baabi a wowɔ, twerɛ ahyɛnsodeɛ bi, anaa paw mpɔtam bi.
error-position-range = Beaeɛ yi nni asase so. Latitude wɔ -90 ne 90 ntam, longitude wɔ -180 ne 180 ntam.
error-text-too-long = { $count ->
    [0] Nsɛm yi ware dodo. Nkyerɛwdeɛ { $limit } pɛ na ɛbɛtumi akɔ.
   *[other] Nsɛm yi wɔ nkyerɛwdeɛ { $count }. { $limit } pɛ na ɛbɛtumi akɔ. Yɛantwa hwee: yɛsrɛ wo tiatia mu.
}
error-landmark-too-long = Ahyɛnsodeɛ no ware dodo. Ma ɛnyɛ { $limit ->
    [0] nsɛm kakraa bi
   *[other] nkyerɛwdeɛ { $limit }
} na twerɛ deɛ aka no ka deɛ asi no ho.

error-photo-too-large = Fael yi yɛ { $size } MB. Mfonini bɛtumi ayɛ { $limit } MB pɛ. Twa foforɔ, anaa paw deɛ ɛyɛ ketewa.
error-photo-damaged = Fael yi asɛe, yɛntumi nkyerɛ. San twa mfonini no, anaa paw foforɔ.
error-photo-heic = Mfonini yi yɛ HEIC, yɛntumi nkenkan no wɔ ha. San paw no firi gallery mu sɛ JPEG, anaa twa foforɔ a kamera no wɔ "most compatible" so.
error-photo-kind = Fael yi nyɛ mfonini. Paw mfonini: JPEG, PNG anaa WebP.
error-photo-too-many-pixels = Mfonini yi so dodo ma afidie yi. Twa foforɔ, anaa yɛ no ketewa.
error-photo-unreadable = Yɛantumi ankenkan fael yi. Ebia wɔayi afiri hɔ. San paw.
error-photos-too-many = { $limit ->
    [one] Mfonini { $limit } pɛ na ɛbɛtumi akɔ.
   *[other] Mfonini { $limit } pɛ na ɛbɛtumi akɔ. Deɛ wowɔ no wɔ hɔ; yi baako firi hɔ na fa foforɔ ka ho.
}

error-locked = Wɔato Durbar mu. Di kan twerɛ PIN no.
error-pin-wrong = Ɛnyɛ PIN no ni. Bɔ mmɔden bio.
error-pin-wait = PIN a ɛnyɛ nokware dɔɔso dodo.
error-pin-form = PIN wɔ nɔma 4 kɔsi 12, hwee foforɔ nka ho.
error-link-code = Kood yi nka afidie mmɔ mu. Yɛ foforɔ wɔ afidie baako no so na sɛɛn ne nyinaa.
error-link-late = Kood yi berɛ atwam. Yɛ foforɔ wɔ afidie baako no so: ɛyɛ adwuma simma 15.
error-link-own = Yei yɛ afidie yi ankasa kood. Fa afidie baako no sɛɛn.
error-recovery-code = Ɛnyɛ pɛ. Fa fa biara toto wo krataa no ho: deɛ ɛtwa toɔ no kyerɛ sɛ deɛ aka no yɛ pɛ anaa.
error-follow-code = Kood yi mmue asɛm biara. San sɛɛn kood a ɛwɔ risiti no so, anaa bisa ɔfese no foforɔ.
error-join-link = Yei nyɛ link a wɔde yɛ adwuma prɛko. Fa link no nyinaa bra sɛdeɛ wonyaeɛ, firi "http" kɔsi awieeɛ.
error-join-empty = Fa link no hyɛ mu kane.
error-status-not-allowed = Asɛm no ntumi nkɔ saa tebea yi mu mfiri baabi a ɛwɔ seesei. Ebia asesa; hwɛ deɛ asisi no.
error-reason-missing = Twerɛ deɛ enti. Obi a ɔwɔ fa baako no bɛkenkan.
error-message-empty = Di kan twerɛ biribi.
error-leave-set-aside = { $n ->
    [one] Ɔfese no server annye w'asɛm { $n }. Di kan bɔ mmɔden bio anaa kora so sɛ fael: wofiri mu a, obiara ntumi bio.
   *[other] Ɔfese no server annye wo nsɛm { $n }. Di kan bɔ mmɔden bio anaa kora so sɛ fael: wofiri mu a, obiara ntumi bio.
}
error-not-now = Worentumi nyɛ yei bio: asɛm no asesa. Hwɛ deɛ asisi no.
error-contact-missing = Twerɛ telefon nɔma anaa e-mail address no, anaa paw "App no mu".
error-contact-too-long = Nkyerɛwdeɛ { $count } dɔɔso dodo ma din anaa nɔma. { $limit } pɛ na ɛbɛkɔ mu.
error-department = Paw dwumakuo foforɔ a ɛnyɛ wo deɛ.
error-fields-missing = Paw asɛmmisa baako anaa deɛ ɛboro saa a wode bɛsan akɔ.
error-merge = Worentumi mfa mmienu yi mmɔ mu. Ɛsɛ sɛ mmienu no nyinaa wɔ w'ɔfese, na wɔmfaa emu biara mmɔɔ mu dada.
error-not-received = Ɛsɛ sɛ wɔn nsa ka asɛm no ansa na wɔada no adi.
error-photo-not-here = Mfonini yi mmaa afidie yi so. Bue no prɛko, na bɔ mmɔden bio.
error-regions = Adaka bi firi mfonini no akyi, anaa ɛdɔɔso dodo. San drɔ.
error-support-own = Yei yɛ wo ara w'asɛm. Ɔfese no nim sɛ wopɛ.
error-title-missing = Twerɛ asɛmti a obiara bɛtumi akenkan.

refusal-bad-signature = Server no antumi anhwɛ nsaano nkyerɛwee no. Bɔ mmɔden bio. Sɛ ɛpo bio a, kora so sɛ fael na fa kɔ ɔfese hɔ.
refusal-not-allowed = Afidie yi ntumi mfa yei nkɔ. Sɛ wowɔ dwumadie tumi a, ebia ne berɛ atwam: bisa wo sohwɛfoɔ.
refusal-too-large = Ɛso dodo ma server no. Kora so sɛ fael na fa kɔ ɔfese hɔ, anaa san bɔ amaneɛ a mfonini kakra ka ho.
refusal-bad-change = Biribi a yei gyina so nni server no so, anaa antumi ankenkan. Bɔ mmɔden bio. Sɛ ɛpo bio a, kora so sɛ fael na fa kɔ ɔfese hɔ.
refusal-actor-fork = Wɔde kɔpi dada asan asiesie afidie yi. Durbar ankasa resiesie deɛ ɛtwerɛɛ no mprenu no na ɛbɛsan de akɔ.
refusal-unknown-case = Server no nnim asɛm a yei fa ho. Bɔ mmɔden bio sɛ wɔn nsa ka asɛm no ankasa a.
refusal-other = Server no annye. Bɔ mmɔden bio, anaa kora so sɛ fael na fa kɔ ɔfese hɔ.
