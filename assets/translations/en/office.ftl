# The office's side: the queue, and what officers do with a matter.

## The rail

nav-overdue = Overdue
nav-intake = Take in
nav-signed-in = Signed in: { $name }

## The queue

queue-title = Queue
queue-filter = Which matters to show
part-open = Open
part-mine = Mine
part-unassigned = Unassigned
part-new = Not opened
part-overdue = Overdue
part-escalated = Escalated
part-waiting = Waiting
part-unconfirmed = Unconfirmed
part-closed = Closed
queue-search = Search the queue
queue-search-hint = Words or a reference
queue-filters = Ward, category
filter-any = All
filter-remove = Do not filter by { $name }
queue-total = { $n ->
    [0] No matter
    [one] 1 matter
   *[other] { $n } matters
}
queue-shown = { $here } of { $n } shown
queue-more = Show more
queue-pick-title = Pick a matter
queue-pick = It opens here, beside the list.
queue-empty-title = Nothing here
queue-all = Show all open matters
queue-empty-filter = No matter fits what you look for. Take a filter off, or use other words.
queue-empty-open = There is no open matter for your office.
queue-empty-mine = No open matter is assigned to you.
queue-empty-unassigned = Every open matter has somebody who looks after it.
queue-empty-new = Every matter has been opened.
queue-empty-overdue = No promise is broken. Keep it so.
queue-empty-escalated = No late matter of another department was passed up to you.
queue-empty-waiting = The office waits for nobody.
queue-empty-unconfirmed = Nothing that was fixed waits to be confirmed.
queue-empty-closed = No matter was closed yet.
queue-no-role-title = This is for officers
queue-no-role = This device has no officer's role now. Whoever runs the office's hub gives one, by a link that works once.
queue-no-role-join = I have a link
row-new = Not opened
row-news = News
row-published = Published
row-supports = { $n ->
    [0] Nobody says me too yet
    [one] 1 person says me too
   *[other] { $n } people say me too
}
row-assignee = Assigned to { $name }
row-escalated = Passed up to { $department }
row-confirmed = { $state }, confirmed
row-lapsed = { $state }, nobody objected
channel-app = app
channel-counter = counter
channel-phone = phone
channel-post = letter
channel-email = e-mail
colleague-me = you

## Keys

keys-title = Keyboard shortcuts
keys-use = Use these keys
keys-use-hint = They do nothing while you type.
key-next = Next matter
key-previous = Previous matter
key-open = Open the matter
key-search = Search
key-reply = Write to the citizen
key-note = Write a note
key-assign = Assign
key-status = Move it on
key-help = Show this list
close = Close

## A matter

office-bar = What the office can do
assign = Assign
assigned = Assigned to { $name }
assigned-me = Assigned to you
assign-title = Who looks after it?
assign-lead = Colleagues see this. The citizen does not.
assign-me = Me
assign-nobody = Nobody
route = Route
route-title = Pass it on to another department
route-lead = The history goes along, and so does the promised day.
route-due = An answer stays due by { $date }.
route-pick = Pick one…
route-department = Department
route-department-missing = Pick the department.
route-reason = Why
route-reason-hint = The citizen reads this.
route-reason-missing = Write why it goes there.
route-confirm = Pass it on
more = More
more-title = More
more-receipt = Receipt
more-receipt-hint = To print or show to the person
observer = You read along. { $department } looks after this matter; you can write notes for colleagues.
status-title = Move it on
status-note-label = Reason
status-note-hint = The citizen reads this.
status-question-label = Your question to the citizen
conflict-title = Two states at the same time
conflict-text = Colleagues set different states while they could not see each other. Pick the one that holds.
conflict-keep = Keep "{ $state }"

## Asking for a correction

ask-correction = Ask for a correction
ask-correction-hint = The citizen changes an answer or adds a photo
ask-correction-title = Ask for a correction
ask-correction-lead = The clock stands until the citizen answers.
ask-correction-fields = What must be corrected?
ask-correction-fields-missing = Choose at least one.
correct-category = What it is about
correct-description = The description
correct-place = The place
correct-photos = The photos
correct-contact = How to reach the person
ask-correction-reason = What should the citizen do?
ask-correction-reason-hint = Say what is unclear, and what you need. The citizen reads this.
ask-correction-reason-missing = Write what the citizen should do.
ask-correction-confirm = Ask the citizen

## Writing

template-label = Ready-made reply
template-none = Pick one…
template-hint = Filled in for this matter.
template-language = Filled in for this matter, in the citizen's language: { $language }
lanes = To whom you write
lane-reply = Reply
lane-note = Note
note-lead = Only colleagues see this. It is never sent to the citizen.
note-label = Note for colleagues
note-add = Add note
note-kept = Added.
reply-also = { $n ->
    [one] This goes to 1 more citizen, whose matter was merged into this one.
   *[other] This goes to { $n } more citizens, whose matters were merged into this one.
}

## Beside the facts

reach-nobody = No name given
reach-by-app = filed it in the app
reach-by-counter = came to the counter
reach-by-phone = called
reach-by-post = wrote a letter
reach-by-email = wrote an e-mail
reach-wish-app = Reads the answer in the app.
reach-wish-call = Please call:
reach-wish-sms = Please send an SMS:
reach-wish-email = Please write an e-mail:
reach-wish-never = Does not want to be contacted.
published-card = Everybody can read a summary
duplicates = { $n ->
    [one] 1 matter was merged into this one
   *[other] { $n } matters were merged into this one
}
nearby = { $n ->
    [one] Close by: 1 other matter of this kind
   *[other] Close by: { $n } other matters of this kind
}
nearby-merge = The same thing? Merge them

## Merging

merged-into = This matter goes on in another one about the same thing.
merged-into-open = Open that one
merge = Merge
merge-hint = Another matter is about the same thing
merge-title = Which matter is about the same thing?
merge-lead = Look at both before you merge them.
merge-this = This matter
merge-nearby = Close by, of the same kind
merge-nearby-none = There is no other matter of this kind close by.
merge-search = Search all open matters
merge-search-none = No open matter has these words. Try others, or the reference.
merge-compare-title = Are these the same thing?
merge-ends = Closed as a duplicate
merge-goes-on = Goes on
merge-says = { $ends } is closed as a duplicate. Its citizen is told so, and from then on gets every answer that you write in { $on }. Nothing is lost: each keeps its own history and receipt.
merge-confirm = Merge
merge-swap = The other way round

## Publishing

publish = Publish a summary
publish-hint = Everybody can read it, and say "me too"
publish-edit = Change the summary
publish-edit-hint = What everybody can read
publish-page-title = Publish a summary
publish-warning = Everybody will be able to read this. Leave out names, telephone numbers, and whatever shows who wrote. Hide faces and number plates in photos.
publish-title = Title
publish-title-hint = What and where, in one line
publish-title-missing = Write a title.
publish-text = Summary
publish-text-hint = As a stranger may read it: no names, no numbers, nobody's house
publish-text-missing = Write a summary.
publish-landmark = Place in words
publish-landmark-hint = Only if it does not show where somebody lives. May stay empty.
publish-position = Show it on the map
publish-position-hint = Only to about 100 m, never the exact spot.
publish-photos = Photos
publish-photo = Show photo { $n } of { $of } to everybody
publish-photo-redacted = The citizen has hidden something in it already.
publish-redact = Hide something
publish-hidden = { $n ->
    [one] 1 place hidden
   *[other] { $n } places hidden
}
publish-preview = As everybody will see it
publish-confirm = Publish
publish-again = Publish this version
preview-position = On the map, to about 100 m
preview-no-position = Not on the map
unpublish = Take it back
unpublish-title = Take the summary back?
unpublish-text = Lists no longer show it. Who has seen it may remember it, and the public log keeps that it was published.

## Taking in

intake-title = Take in a matter
intake-lead = Somebody brings a matter that is not in the app. You write it down for them, and the record says so.
intake-counter = At the counter
intake-counter-hint = The person stands before you
intake-phone = On the phone
intake-phone-hint = The person calls
intake-post = By letter
intake-post-hint = You have it on paper
intake-email = By e-mail
intake-email-hint = You have it on the screen
intake-missing = Choose how it came.
intake-receipt = At the end there is a receipt to print or show. With its code the person can follow the matter on a phone of their own.
intake-begin = Begin
intake-unfinished = Not finished
done-follow-other = It is in the queue like any other matter. The person follows it with the code on the receipt.
