
public-title = Raportet në { $name }
public-lead = Çka raportuan njerëzit, çka bën zyra për të, dhe deri kur.
public-filters = Çka të shfaqet
public-wards = Zonat
public-categories = Llojet
public-all = Shfaq të gjitha
public-search = Kërko
public-count-open = { $n ->
    [0] asgjë e hapur
   *[other] { $n } të hapura
}
public-changed = Ndryshuar së fundi { $when }
public-received = Pranuar
public-photo = Fotoja { $n } nga { $of }
public-steps-none = Zyra ende nuk ka filluar.
public-open = Hape në aplikacion
public-open-text = Në aplikacion mund ta ndiqni, ose të thoni "edhe unë".
public-report = Raporto një problem
public-feed = Si rrjedhë lajmesh (Atom)
public-languages = Gjuhët
public-sample = Ky është shembull. Asgjë nga kjo nuk ndodhi vërtet.
public-about = { $name } publikon këtu çka bën për raportet e njerëzve. Emrat hiqen dhe vendet rrumbullakohen në 100 metra.
public-gone-title = Nuk shihet këtu
public-gone-text = Nuk ka raport të tillë, ose zyra e ka tërhequr.
public-later-title = Një çast
public-later-text = Faqja ende nuk është gati. Provoni përsëri pas disa sekondash.
