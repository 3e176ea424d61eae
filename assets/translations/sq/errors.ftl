# Çka shkoi keq dhe çka të bëhet. Asnjë gabim nuk e humb atë që u shkrua.

error-correction-unchanged = Ende nuk keni ndryshuar asgjë. Ndryshoni një përgjigje, ose shkruajini zyrës te çështja.
error-internal = Diçka shkoi keq në aplikacion. Asgjë që keni shkruar nuk humbi. Provoni përsëri; nëse ndodh prapë, mbylleni Durbarin dhe hapeni.
error-storage = Kjo pajisje nuk mundi të ruajë. Lironi pak vend, pastaj provoni përsëri. Mbajeni faqen hapur derisa të thotë "U ruajt".
error-damaged = Të dhënat në këtë pajisje janë të dëmtuara. Mbylleni Durbar-in dhe hapeni përsëri: ai riparohet vetë dhe ruan atë që keni shkruar.
error-no-pack = Të dhënat e komunës suaj ende nuk kanë ardhur në këtë pajisje. Lidhuni me rrjetin një herë; çka keni shkruar ruhet.
error-not-found = Kjo nuk është në këtë pajisje. Mund të jetë hequr, ose lidhja i takon dikujt tjetër.
error-forbidden = Kjo pajisje nuk ka rol që e lejon këtë. Nëse duhet ta ketë, kërkoni lidhje të re nga administratori.
error-translation = Kjo gjuhë nuk mund të ngarkohej. Mbetet gjuha e mëparshme.

error-category-missing = Zgjidhni për çka është problemi. Nëse nuk jeni të sigurt, zgjidhni "Diçka tjetër, ose nuk e di".
error-description-missing = Shkruani çka nuk është në rregull. Mjafton një fjali.
error-place-missing = Thoni ku është: përdorni pozicionin tuaj, shkruani një pikë orientimi, ose zgjidhni një zonë.
error-position-range = Ky pozicion nuk është në tokë. Gjerësia është mes -90 dhe 90, gjatësia mes -180 dhe 180.
error-text-too-long = { $count ->
    [0] Ky tekst është tepër i gjatë. Mund të dërgohen më së shumti { $limit } shenja.
   *[other] Ky tekst ka { $count } shenja. Mund të dërgohen më së shumti { $limit }. Asgjë nuk u pre: ju lutemi shkurtojeni.
}
error-landmark-too-long = Pika e orientimit është tepër e gjatë. Mbajeni deri në { $limit ->
    [0] pak fjalë
   *[other] { $limit } shenja
} dhe pjesën tjetër shkruajeni te përshkrimi.

error-photo-too-large = Ky skedar ka { $size } MB. Një foto mund të ketë më së shumti { $limit } MB. Bëni foto të re, ose zgjidhni një më të vogël.
error-photo-damaged = Ky skedar është i dëmtuar dhe nuk mund të shfaqet. Bëjeni foton përsëri, ose zgjidhni një tjetër.
error-photo-heic = Kjo foto është në formatin HEIC, që nuk lexohet këtu. Zgjidheni nga galeria si JPEG, ose bëni foto të re me kamerën në "më e përputhshme".
error-photo-kind = Ky skedar nuk është foto. Zgjidhni një fotografi: JPEG, PNG ose WebP.
error-photo-too-many-pixels = Kjo fotografi është tepër e madhe për këtë pajisje. Bëni foto të re, ose zvogëlojeni.
error-photo-unreadable = Ky skedar nuk mund të lexohej. Mund të jetë zhvendosur. Zgjidheni përsëri.
error-photos-too-many = { $limit ->
    [one] Mund të dërgohet vetëm 1 foto.
   *[other] Mund të dërgohen më së shumti { $limit } foto. Ato që keni ruhen; hiqni një për të shtuar tjetër.
}

error-locked = Durbar është i kyçur. Shkruani PIN-in së pari.
error-pin-wrong = Ky nuk është PIN-i. Provoni përsëri.
error-pin-wait = Tepër shumë PIN-e të gabuara.
error-pin-form = PIN-i ka 4 deri në 12 shifra dhe asgjë tjetër.
error-link-code = Ky kod nuk lidh pajisje. Bëni një të ri në pajisjen tjetër dhe skanojeni të tërin.
error-link-late = Këtij kodi i skadoi koha. Bëni një të ri në pajisjen tjetër: vlen 15 minuta.
error-link-own = Ky është kodi i vetë kësaj pajisjeje. Skanojeni me pajisjen tjetër.
error-recovery-code = Kjo nuk është e saktë. Krahasoni çdo grup me fletën tuaj: të fundit tregojnë nëse të tjerët janë të saktë.
error-follow-code = Ky kod nuk hap asnjë çështje. Skanoni përsëri kodin në vërtetim, ose kërkoni një të ri nga zyra.
error-join-link = Kjo nuk është lidhje për një përdorim. Ngjiteni tërë lidhjen siç e morët, nga "http" deri në fund.
error-join-empty = Ngjiteni lidhjen së pari.
error-status-not-allowed = Çështja nuk mund të kalojë në këtë gjendje nga ku është tani. Mund të ketë ndryshuar ndërkohë; shikoni ngjarjet.
error-reason-missing = Shkruani arsyen. Ana tjetër e lexon.
error-message-empty = Shkruani diçka së pari.
error-leave-set-aside = { $n ->
    [one] Serveri i zyrës nuk e pranoi 1 çështje tuajën. Provojeni përsëri ose ruajeni si skedar së pari: pas daljes nuk mundet askush.
   *[other] Serveri i zyrës nuk i pranoi { $n } çështje tuajat. Provojini përsëri ose ruajini si skedarë së pari: pas daljes nuk mundet askush.
}
error-not-now = Kjo nuk bëhet më: çështja ka ndryshuar ndërkohë. Shikoni ngjarjet.
error-contact-missing = Shkruani numrin e telefonit ose adresën e e-mailit, ose zgjidhni "Në aplikacion".
error-contact-too-long = { $count } shenja janë tepër për një emër ose numër. Hyjnë më së shumti { $limit }.
error-department = Zgjidhni një drejtori tjetër, jo tuajën.
error-fields-missing = Zgjidhni së paku një pyetje për ta kthyer.
error-merge = Këto dyja nuk mund të bashkohen. Të dyja duhet të jenë te zyra juaj dhe asnjëra të mos jetë e bashkuar tashmë.
error-not-received = Çështja duhet të jetë e pranuar para se të publikohet.
error-photo-not-here = Kjo foto ende nuk ka ardhur në këtë pajisje. Hapeni një herë, pastaj provoni përsëri.
error-regions = Një kuti është jashtë fotos, ose ka tepër. Vizatojeni përsëri.
error-support-own = Kjo është çështja juaj. Zyra e di që e doni.
error-title-missing = Shkruani një titull që mund ta lexojnë të gjithë.

refusal-bad-signature = Serveri nuk mundi ta verifikojë nënshkrimin. Provoni përsëri. Nëse refuzohet prapë, ruajeni si skedar dhe dorëzojeni në zyrë.
refusal-not-allowed = Kjo pajisje nuk mund ta dërgojë këtë. Nëse keni rol, mund të ketë përfunduar: pyetni administratorin.
refusal-too-large = Është tepër e madhe për serverin. Ruajeni si skedar dhe dorëzojeni në zyrë, ose raportojeni përsëri me më pak foto.
refusal-bad-change = Serverit i mungon diçka mbi të cilën mbështetet kjo, ose nuk mundi ta lexojë. Provoni përsëri. Nëse refuzohet prapë, ruajeni si skedar dhe dorëzojeni në zyrë.
refusal-actor-fork = Kjo pajisje u rikthye nga një kopje më e vjetër. Durbar rregullon vetë atë që u shkrua dy herë dhe e dërgon përsëri.
refusal-unknown-case = Serveri nuk e njeh çështjen të cilës i takon kjo. Provoni përsëri kur të jetë pranuar vetë çështja.
refusal-other = Serveri nuk e pranoi. Provoni përsëri, ose ruajeni si skedar dhe dorëzojeni në zyrë.
