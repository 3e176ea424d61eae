# The pages that the server shows to everybody, without the app.

public-title = Reports in { $name }
public-lead = What people reported, what the office does about it, and by when.
public-filters = What to show
public-wards = Wards
public-categories = Kinds
public-all = Show all
public-search = Search
public-count-open = { $n ->
    [0] nothing open
   *[other] { $n } open
}
public-changed = Last changed { $when }
public-received = Received
public-photo = Photo { $n } of { $of }
public-steps-none = The office has not begun yet.
public-open = Open in the app
public-open-text = In the app you can follow it, or say “me too”.
public-report = Report a problem
public-feed = As a news feed (Atom)
public-languages = Languages
public-sample = This is a sample. Nothing of it really happened.
public-about = { $name } publishes here what it does about the reports of its people. Names are left out, and places are rounded to 100 metres.
public-gone-title = Not to be seen here
public-gone-text = There is no such report, or the office has taken it back.
public-later-title = One moment
public-later-text = The page is not ready yet. Try again in a few seconds.
