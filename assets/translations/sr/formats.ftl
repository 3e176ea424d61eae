# Датуми и бројеви. Месеци стоје у генитиву: „26. новембра“.

number-decimal = ,
number-group = .

weekday = { $n ->
    [1] понедељак
    [2] уторак
    [3] среда
    [4] четвртак
    [5] петак
    [6] субота
   *[7] недеља
}
month-long = { $n ->
    [1] јануара
    [2] фебруара
    [3] марта
    [4] априла
    [5] маја
    [6] јуна
    [7] јула
    [8] августа
    [9] септембра
    [10] октобра
    [11] новембра
   *[12] децембра
}
month-short = { $n ->
    [1] јан
    [2] феб
    [3] мар
    [4] апр
    [5] мај
    [6] јун
    [7] јул
    [8] авг
    [9] сеп
    [10] окт
    [11] нов
   *[12] дец
}

date-long = { $day }. { $month } { $year }.
date-weekday = { $day }. { $month } ({ $weekday })
date-weekday-year = { $day }. { $month } { $year }. ({ $weekday })
date-short = { $day }. { $month }
date-short-year = { $day }. { $month } { $year }.
date-time = { $date }, { $time }
