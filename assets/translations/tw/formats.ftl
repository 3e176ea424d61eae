# Nna ne nɔma.

number-decimal = .
number-group = ,

weekday = { $n ->
    [1] Dwoada
    [2] Benada
    [3] Wukuada
    [4] Yawoada
    [5] Fiada
    [6] Memeneda
   *[7] Kwasiada
}
month-long = { $n ->
    [1] Ɔpɛpɔn
    [2] Ɔgyefoɔ
    [3] Ɔbɛnem
    [4] Oforisuo
    [5] Kɔtɔnimma
    [6] Ayɛwohomumɔ
    [7] Kutawonsa
    [8] Ɔsanaa
    [9] Ɛbɔ
    [10] Ahinime
    [11] Obubuo
   *[12] Ɔpɛnimma
}
month-short = { $n ->
    [1] Ɔpɛ
    [2] Ɔgy
    [3] Ɔbɛ
    [4] Ofo
    [5] Kɔt
    [6] Ayɛ
    [7] Kut
    [8] Ɔsa
    [9] Ɛbɔ
    [10] Ahi
    [11] Obu
   *[12] Ɔpn
}

date-long = { $day } { $month } { $year }
date-weekday = { $weekday }, { $day } { $month }
date-weekday-year = { $weekday }, { $day } { $month } { $year }
date-short = { $day } { $month }
date-short-year = { $day } { $month } { $year }
date-time = { $date }, { $time }
