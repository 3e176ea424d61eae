# Dates and numbers. Browsers leave out many languages, so the names are here.

# Within a number: before the decimals, and between thousands.
number-decimal = .
number-group = ,

# 1 is Monday, as in ISO 8601.
weekday = { $n ->
    [1] Monday
    [2] Tuesday
    [3] Wednesday
    [4] Thursday
    [5] Friday
    [6] Saturday
   *[7] Sunday
}
month-long = { $n ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
}
month-short = { $n ->
    [1] Jan
    [2] Feb
    [3] Mar
    [4] Apr
    [5] May
    [6] Jun
    [7] Jul
    [8] Aug
    [9] Sep
    [10] Oct
    [11] Nov
   *[12] Dec
}

# "26 November 2026", "Thursday 3 December", "Thursday 3 December 2026", "3 Dec", "3 Dec 2025", "3 Dec, 14:05"
date-long = { $day } { $month } { $year }
date-weekday = { $weekday } { $day } { $month }
date-weekday-year = { $weekday } { $day } { $month } { $year }
date-short = { $day } { $month }
date-short-year = { $day } { $month } { $year }
date-time = { $date }, { $time }
