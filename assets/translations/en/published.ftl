# What everybody may read: published complaints, following them, searching this device.

## Community

community-title = { $name } together
community-lead = What people reported, what the office does about it, and by when.
old-data = { $n ->
    [one] No connection. What you see is 1 day old; it is brought up to date by itself.
   *[other] No connection. What you see is { $n } days old; it is brought up to date by itself.
}
old-data-never = No connection yet. What others reported comes here as soon as there is a network.

show-title = What to show
show-list = List
show-map = Map
show-figures = Figures

list-filters = Search and filter
list-filter = Filter
list-filter-set = Filter ({ $n })
list-words = Search these reports
list-category = Kind
list-all-wards = All wards
list-all-categories = All kinds
list-state = Open or closed
list-all = All
list-open = Open
list-closed = Closed

published-count = { $n ->
    [0] No report
    [one] 1 report
   *[other] { $n } reports
}
published-none-title = Nothing fits
published-none = No report on this device fits what you chose. Try other words, or show all.
published-show-all = Show all
published-empty-title = Nothing published yet
published-empty = When the office publishes what it does about a report in your wards, you find it here.
published-empty-offline = There is no connection now. What the office published in your wards comes here by itself as soon as there is a network.
pages-label = Pages
pages-before = Before
pages-next = Next
pages-here = Page { $n } of { $of }

map-title = Open reports by ward
map-label = { $n ->
    [one] Drawing of { $name } with 1 ward
   *[other] Drawing of { $name } with { $n } wards
}
map-ward-title = { $n ->
    [0] { $name }: nothing open
   *[other] { $name }: { $n } open
}
map-legend = Open reports
map-unknown = Not followed
map-whole = All wards
map-pins = { $n ->
    [0] No report here has a place on the map.
    [one] 1 report has a place on the map. Press it to read it.
   *[other] { $n } reports have a place on the map. Press one to read it.
}
map-pins-cut = The latest { $n } are shown.

bars-open = Open
bars-closed = Closed
figures-categories = Reports by kind
figures-none-title = No figures yet
figures-none = Figures are counted from the reports on this device. Follow a ward to get its reports.

## Following

wards-title = Wards you follow
wards-text = The reports of the wards you follow come to this device, to be read without a network. It costs a little data.
wards-follow = Follow
first-wards-title = Which wards concern you?
first-wards = Reports come to this device only for the wards you follow, so that it costs you little data. Choose your own, and any other that you care about.
first-wards-done = Show the reports
follow-this = Follow { $name }
follow-on = Following
follow-off = Follow
follow-ward-on = The reports of { $name } come to this device.
follow-ward-off = The reports of { $name } do not come to this device. Follow the ward to get them.
follow-category-on = Reports about { $name } come to this device, from all wards.
follow-category-off = Follow { $name } to get these reports from all wards.

followed-title = What I follow
followed-none = You follow nothing of others yet.
followed-look = See what people report
followed-gone = Not on this device yet, or no longer published.
followed-complaint = this report
followed-stop = Stop
followed-stop-what = following { $name }

choose-ward-title = Which ward is yours?
choose-ward-text = Then you see here what is reported around you and what is done about it.
choose-ward-none = Choose a ward
choose-ward-follow = Follow
latest-title = In your ward, { $ward }
latest-title-several = { $n ->
    [one] In your ward
   *[other] In your { $n } wards
}
latest-title-other = Latest reports
latest-all = All reports
latest-none = Nothing is published here yet. It comes by itself.

## A published report

published-news = News
published-mine = Yours
published-confirmed = Confirmed
published-supports = { $n ->
    [one] 1 person says: me too
   *[other] { $n } people say: me too
}
published-own = This is your matter: open all of it
published-photos = { $n ->
    [one] 1 photo
   *[other] { $n } photos
}
published-redacted = Faces or signs hidden
published-place = About here: the place is rounded to 100 metres.
published-gone-title = Not to be seen here
published-gone-lead = This report is not on this device
published-gone = The office may have taken it back, or it is in a ward that you do not follow.
published-all = All reports

support-label = Me too
support-me-too = Me too
support-none = Does this concern you? Say so, without writing it all again.
support-none-else = Nobody else has said "Me too" yet.
support-count = { $n ->
    [one] 1 person says: me too.
   *[other] { $n } people say: me too.
}
support-only-you = You say: me too.
support-with-you = { $n ->
    [one] You and 1 other say: me too.
   *[other] You and { $n } others say: me too.
}
share = Copy the address
share-label = Hand it on
share-text = Everybody can read this report on the web, without the app.
share-open = Open the web page

## Search

search-title = Search
search-label = Search on this device
search-hint = Words, a place or a reference
search-about = Finds your own matters and all published reports on this device, without a network. You can type the start of a word, or a reference such as 4F7K-29PM.
search-count = { $n ->
    [0] Nothing found
    [one] 1 found
   *[other] { $n } found
}
search-none-title = Nothing found on this device
search-none = Try fewer or other words. Reports of wards that you do not follow are not on this device.
search-cases = Matters
search-published = Published reports
