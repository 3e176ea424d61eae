# The app as a whole: navigation, start, home, what is shown when it cannot run.

app-name = Durbar
nav-label = Main
nav-home = Home
nav-queue = Queue
nav-follow = Follow
nav-new = New
nav-community = Community
nav-me = Me
skip = Skip to the content
back = Back
cancel = Cancel
change = Change
change-row = Change: { $name }
answer-now = Answer
answer-row = Answer: { $name }
continue = Continue
listen = Listen
listen-stop = Stop
part-missing = This part of the app comes over the network once, and then stays on this device. Try again when there is a connection.
loading = One moment…
remove = Remove
submit = Submit
try-again = Try again
try-now = Try now
faults-title = There is a problem

municipality-unknown = Your municipality

## Start

start-fetching = Fetching your municipality…
start-fetching-text = Its services, wards and deadlines come to this device once. After that Durbar works without a network.
start-offline = There is no connection yet. Durbar needs the network once, to fetch your municipality. Turn on mobile data or Wi-Fi, or move to a place with signal. It tries again by itself.
start-title = Welcome to { $name }
start-lead = Durbar takes your matter to the office, and shows you what becomes of it.
start-promise-report = Report a problem in a few minutes, with photos and the place.
start-promise-follow = Follow it: who has it, by when you get an answer, and the answer itself.
start-promise-offline = No network? Go on. Everything is saved here and sent when the network is back.
start-promise-private = Only you and the offices that deal with it can read what you send.
start-language = Choose your language
start-begin = Start
start-restore = I used Durbar before
start-ward = Which ward is yours?
start-ward-lead = What the office does there, and what your neighbours report, then comes to you. You can change this later under Community.
start-ward-find = Find a ward
start-ward-count = { $n ->
    [one] 1 ward found
   *[other] { $n } wards found
}
start-ward-none = No ward is called so. Try fewer letters, or skip this.
start-ward-skip = Skip

## Home

home-title = { $name }
home-latest = My latest matters
home-all = All my matters
home-search = Search on this device
home-queue = { $n ->
    [0] Nothing is open
    [one] 1 open matter
   *[other] { $n } open matters
}
wait-title = { $n ->
    [one] 1 thing waits for you
   *[other] { $n } things wait for you
}
wait-news = { $department } has news for you: { $title }
wait-asked = { $department } asks you: { $title }
wait-confirm = Is it fixed? { $title }. Say so by { $until }.
wait-correction = Your changes are not sent yet: { $title }
wait-draft = Not finished yet: { $title }
wait-set-aside = Could not be accepted: { $title }

new-title = What do you want to do?
door-report = Report a problem
door-report-hint = Drains, roads, lights, waste and more
door-follow = My matters
door-follow-hint = What became of them
door-community = Community
door-community-hint = What others report
door-scan = Scan a code
door-scan-hint = A receipt, or a link
door-intake = Take in for somebody
door-intake-hint = At the counter or on the phone
door-apply = Apply for a service
door-ask = Ask for information
door-watch = Watch public works
door-coming = Coming later:

not-found-title = Page not found
not-found-lead = There is nothing here
not-found-text = The address may be mistyped, or what was here has gone. Your matters are safe.

## When the app does not run here

elsewhere-title = Durbar is open in another tab
elsewhere-text = Only one tab at a time can keep your matters safe. You can go on in the other tab, or use Durbar here. What you typed is saved.
elsewhere-use-here = Use it here
no-storage-title = This browser cannot save anything
no-storage-text = Durbar keeps your matters on this device, but this browser gives it no room. If this is a private window, open Durbar in a normal one. If the device is full, free some space. Then open the page again.
failed-title = Durbar could not start
failed-text = What you saved before is still on this device. Open the page again. If that does not help, restart the device.
failed-reload = Open again
failed-details = Details for the people who help you
panic-text = Something went wrong on this page. What you typed is saved. Open the page again to go on.

# Before anything else is there. No variables here, and each on one line.
boot-opening = Opening…
boot-late = The first time this takes minutes on a slow network. If it stays like this, the browser is too old: use another one, or go to the municipality's office.
boot-script = Durbar needs JavaScript to keep your matters on this device. Turn it on in the browser's settings and open the page again, or go to the municipality's office.
boot-failed = Durbar could not start. What you wrote before is safe on this device.
boot-again = Check your connection and load this page again. If that does not help, update your browser.
boot-too-old = This browser is too old for it. Please update the browser, or use another one.

## Sizes and times

size-kb = { $n } KB
size-mb = { $n } MB
age-now = now
age-minutes = { $n } min
age-hours = { $n } h
age-days = { $n } d
saved-now = Saved
saved-seconds = { $n ->
    [one] Saved 1 second ago
   *[other] Saved { $n } seconds ago
}
saved-minutes = { $n ->
    [one] Saved 1 minute ago
   *[other] Saved { $n } minutes ago
}
saved-at = Saved { $when }
saved-not = Not saved

## Settings

me-title = Me
language-title = Language
theme-title = Appearance
theme-system = Like this device
theme-light = Light
theme-dark = Dark
about-title = About
about-device = This device
about-device-hint = The start of its key. The office can compare it with you by phone.
about-municipality = Municipality
about-pack = { $name }, data version { $version }
about-app = App
about-version = Durbar { $version }
about-window = in its own window
about-browser = in the browser
