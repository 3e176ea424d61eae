# Datat dhe numrat.

number-decimal = ,
number-group = {"\u00A0"}

weekday = { $n ->
    [1] e hënë
    [2] e martë
    [3] e mërkurë
    [4] e enjte
    [5] e premte
    [6] e shtunë
   *[7] e diel
}
month-long = { $n ->
    [1] janar
    [2] shkurt
    [3] mars
    [4] prill
    [5] maj
    [6] qershor
    [7] korrik
    [8] gusht
    [9] shtator
    [10] tetor
    [11] nëntor
   *[12] dhjetor
}
month-short = { $n ->
    [1] jan
    [2] shk
    [3] mar
    [4] pri
    [5] maj
    [6] qer
    [7] kor
    [8] gush
    [9] sht
    [10] tet
    [11] nën
   *[12] dhj
}

date-long = { $day } { $month } { $year }
date-weekday = { $day } { $month } ({ $weekday })
date-weekday-year = { $day } { $month } { $year } ({ $weekday })
date-short = { $day } { $month }
date-short-year = { $day } { $month } { $year }
date-time = { $date }, { $time }
