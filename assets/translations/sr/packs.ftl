# Општина.

sample-title = Пробни подаци.
sample-text = Направљено да се Durbar испроба. Ниједна канцеларија не одговара за њих.

category-unknown = Други предмет
department-unknown = Канцеларија
