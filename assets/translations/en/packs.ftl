# The municipality.

sample-title = Sample data.
sample-text = Made to try Durbar out. No office answers for it.

category-unknown = Other matter
department-unknown = The office

community-title = { $name } together
community-lead = Public answers, petitions and public works will be found here. They are not here yet.
community-wards = { $n ->
    [one] 1 ward
   *[other] { $n } wards
}
community-ward-names = Names of the wards
community-coming = What comes here
community-coming-answers = What the office answered in your ward
community-coming-petitions = Petitions and budget votes
community-coming-works = Public works, with photos from the site
map-label = { $n ->
    [one] Drawing of { $name } with 1 ward
   *[other] Drawing of { $name } with { $n } wards
}
