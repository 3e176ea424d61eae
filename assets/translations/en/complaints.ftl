# Reporting a problem, following it, answering it.

report-journey = Report a problem
intake-journey = Take in a problem for somebody
correct-journey = Correct matter { $reference }
question-step = { $journey }, step { $n } of { $of }

category-title = What is the problem about?
category-other = Something else, or I do not know
category-other-hint = The office finds out who is in charge
category-find = Find by a word
category-find-hint = pump, light, rubbish…
category-found = { $n ->
    [one] 1 kind fits
   *[other] { $n } kinds fit
}
category-found-none = Nothing fits these words. Try another word, or choose "Something else".
category-elsewhere = Not for this office:

description-title = What is wrong?
description-label = In your own words
description-label-other = In the person's words
description-hint = What do you see? Since when? Who is affected? Any language is fine.

place-title = Where is it?
place-lead = One of these is enough. More helps the crew to find it.
place-offered = One of your photos knows where it was taken.
place-position = { $where } (within { $n } m)
landmark-label = In words
landmark-hint = A street, a building, what it is next to. For example: behind the lorry station
ward-label = Ward
ward-hint = Found by itself when there is a position.
ward-unknown = I do not know
position-use = Use my position
position-again = Measure again
position-measuring = Looking for your position… Outdoors it is faster.
position-better = Within { $n } m. Getting better…
position-stop = Good enough
position-accuracy = Within { $n } m
position-from-device = Measured by this device
position-from-theirs = Measured by the device it was filed on
position-from-photo = From a photo
position-from-person = Set by hand
position-poor = This is not exact enough to find the spot. Go outdoors and measure again, or write a landmark.
position-refused = Durbar may not see your position. Allow it in the settings of the browser or phone, or write a landmark below.
position-unavailable = This device cannot tell its position. Write a landmark below, or choose the ward.
position-too-long = No position found. Go outdoors and try again, or write a landmark below.
coordinates-title = Enter latitude and longitude
coordinates-hint = For example 4.89810 and -1.76040
latitude-label = Latitude
longitude-label = Longitude
latitude-error = Latitude is a number between -90 and 90.
longitude-error = Longitude is a number between -180 and 180.
map-pin-hint = Tap the map, or drag the pin.
map-pin-keys = With the keyboard: arrows move the pin, with Shift in larger steps; + and - zoom.
map-pin-label = Map of the wards with a pin for the place
map-pin-role = map
map-pin-none = No pin yet.
map-pin-in = The pin is in { $ward }.
map-pin-outside = The pin is outside the wards of this municipality.
map-closer = Closer
map-further = Further
map-all = All wards
map-metres = { $n } m
map-kilometres = { $n } km
map-move = Move the map
map-left = Move the map left
map-right = Move the map right
map-up = Move the map up
map-down = Move the map down

similar-title = Is it known already?
similar-lead = This was reported close by. If yours is the same, say "Me too": the office sees how many it concerns, and you get every answer.
similar-none = There is nothing like it close by any more.
similar-found = Something like it has been reported close by.
similar-look = Have a look
similar-here = Right here
similar-distance = About { $n } m away
similar-received = since { $date }
similar-more = Read more
similar-mine = This is your own matter. Open it
similar-me-too = Me too
similar-supported = You said "Me too"
similar-other = Mine is something else
joined-title = You said "Me too"
joined-text = You follow "{ $title }" now and get every answer to it. Your own report is not needed any more.
joined-discard = Discard mine and follow that one
joined-keep = Keep writing mine

photos-title = Do you have photos?
photos-title-other = Are there photos?
photos-lead = A photo says much. You can also go on without.
photos-privacy = Photos are made small before they are sent. Hidden details, such as the phone's name, are taken out.
photo-add = Take or choose photos
photo-add-more = Add another photo
photo-count = { $n } of { $limit }
photo-reading = Reading photo { $n } of { $of }…
photo-alt = Photo of the problem
photo-taken = Taken { $when }
photo-position = Position { $where }
photo-use-place = Use this place
photo-is-place = This is the place
photo-no-details = The file does not say when or where it was taken.
photo-remove = Remove
photo-redact = Hide faces or number plates
photo-redact-again = Change what is hidden
photo-redacted = Something is hidden in it
photo-show = Photo { $n } of { $of }, show it large
photo-large = Photo
photo-accuracy = { $n } m accuracy
redact-title = Hide faces or number plates
redact-lead = Draw a box over each with your finger or mouse. Nobody else will ever see what is under it.
redact-boxes = Boxes on the photo
redact-box = Box { $n }
redact-add = Add a box
redact-remove = Remove box
redact-done = Hide these
redact-keys = Arrows move the box, with Shift they make it larger or smaller, Delete removes it.
redact-said = Box { $n }: { $x } % from the left, { $y } % from the top, { $width } % wide, { $height } % high

contact-title = How shall the office reach you?
contact-title-other = How shall the office reach the person?
contact-lead = Every answer comes into the app in any case. More is your choice.
contact-lead-other = Ask for it; nobody has to give a name or a number.
contact-app = In the app
contact-app-hint = No name and no number needed
contact-app-hint-other = With the receipt's code, on a phone of their own
contact-call = Call
contact-sms = SMS
contact-email = E-mail
contact-never = Not at all
contact-never-hint = You only wanted to say it
contact-never-hint-other = The person comes by, or only wanted to say it
contact-phone = Telephone number
contact-address = E-mail address
contact-name = Name, if you like
contact-name-other = The person's name, if they give one
contact-privacy = Only the office in charge reads this. It is never published.

tasks-title = Your report so far
tasks-title-correct = What shall be corrected?
tasks-check = Check and send
task-asked = The office asks for it
task-missing = To do
task-done = Done
task-optional = If you like
correction-says = The office asks

check-title = Check your answers
check-size = About { $size } will be sent.
check-declaration = With "Submit" you say that this is true as far as you know.
check-declaration-other = With "Submit" you say that you wrote down what the person told you.
check-correction = The office sees the new answers beside the old ones. Nothing that was filed is lost.
check-tasks = See all questions in one list
submit-correction = Send the correction
answer-category = About
answer-description = What is wrong
answer-place = Where
answer-photos = Photos
answer-photo-count = { $n ->
    [one] 1 photo
   *[other] { $n } photos
}
answer-contact = To reach you
answer-contact-other = To reach the person
answer-missing = No answer yet
answer-no-photos = None

done-title-saved = Saved on this { $device ->
    [phone] phone
   *[computer] computer
}
done-title-received = Received
done-reference = Reference number
done-queued = It is sent as soon as there is a network. You can close Durbar; nothing is lost.
done-sending = It is being sent now. If the network goes, it continues later by itself.
done-received = The office's hub has all of it, and signed a receipt for it.
done-next = What happens now
done-department = { $department } looks after it.
done-due-later = The day by which you get an answer is set when it is received.
done-follow = You see every step under "Follow".
done-open = Open this matter
done-home = Back to Home
done-receipt = Receipt
done-receipt-other = Receipt to print or show

## My matters

follow-title = My matters
follow-drafts = Not finished
follow-cases = Filed
follow-empty-title = Nothing filed yet
follow-empty = What you report is listed here, with everything the office does about it.
case-news = News
row-unconfirmed = { $state }, not yet confirmed
card-asked = The office asks you
card-due = Answer due by { $date }
card-late = Answer was due by { $date }
mine-filter = Which of your matters to show
mine-all = All
mine-yours = Waiting for you
mine-open = Open
mine-closed = Closed
mine-none = None of your matters is like this.
mine-more = { $n ->
    [one] Show 1 more
   *[other] Show { $n } more
}
draft-correction = A correction
draft-intake = Taken in for somebody
draft-gone-title = This draft is not here any more
draft-gone-text = It was filed or discarded. What you filed is under "My matters".
draft-untitled = A report without words yet
draft-saved = Saved { $when }
draft-discard = Discard: { $name }
discard-title = Discard this draft?
discard-text = Its words and photos are deleted from this device. This cannot be undone.
discard-yes = Discard
discard-no = Keep it

## A matter

case-reference = Case { $reference }
question-title = The office asks you
question-answer = Answer
correction-title = The office asks you to correct something
correction-fields = Asked for: { $fields }
correction-start = Correct it
fixed-title = Is it really fixed?
fixed-until = The office says so. Please go and look. If you say nothing until { $date }, it counts as fixed.
fixed-yes = Yes, it is fixed
fixed-no = No, it is not
reopen-title = Not settled?
reopen-text = You can open this matter again. The office then has to go on with it.
reopen = Open it again
reopen-dialog = What is not settled?
reopen-reason = In your own words
reopen-reason-hint = The office reads this.
reopen-missing = Write what is not settled yet.
rate-title = How did the office deal with it?
rate-comment = What was good, what was not? If you like
rate-send = Send the rating
rate-missing = Choose one of the five faces.
rate-again = Change it
rated-title = You rated it: { $score }
case-published = Everybody can read a summary of this
case-published-text = Without your name and without the exact place
case-receipt = Receipt
case-receipt-text = To show or print: proves that it was received
case-correct = Correct something
withdraw = Take it back
withdraw-title = Take this matter back?
withdraw-text = The office stops working on it. What was filed stays on record.
withdraw-reason = Why? If you like
withdraw-yes = Take it back
withdraw-no = Keep it
timeline-title = What happened
facts-title = Details
due-by = Answer due by { $date }
due-overdue = Answer was due by { $date }
due-was = Answer was promised by { $date }
due-stands = The clock stands
due-stands-words = The office waits for an answer before it can go on. If the answer came today, the matter would be due by { $date }.
due-answered = The office has answered
due-answered-words = Answered { $when }, in time: it was promised by { $date }.
due-answered-late = Answered { $when }. It was promised by { $date }.
due-pauses = The clock stood while the office waited:
due-pause = { $n ->
    [one] { $from } to { $until }: 1 working day
   *[other] { $from } to { $until }: { $n } working days
}
due-pause-open = { $n ->
    [one] since { $from }: 1 working day so far
   *[other] since { $from }: { $n } working days so far
}
due-otherwise = If there is no answer by then:
due-escalates = { $date }: { $department } is told.
due-escalated = { $department } was told on { $date }, because the day had passed.
due-rule = { $n ->
    [one] 1 working day from receipt on { $start }.
   *[other] { $n } working days from receipt on { $start }.
}
due-rule-reopened = { $n ->
    [one] 1 working day from the day it was opened again, { $start }.
   *[other] { $n } working days from the day it was opened again, { $start }.
}
due-how = How this is counted
due-start = Received on { $date }. The count begins on the next working day.
due-start-reopened = Opened again on { $date }. The count begins anew on the next working day.
due-count = { $n ->
    [one] 1 working day is promised for this kind of matter.
   *[other] { $n } working days are promised for this kind of matter.
}
due-count-reopened = { $n ->
    [one] 1 working day is promised for a matter that was opened again.
   *[other] { $n } working days are promised for a matter that was opened again.
}
due-skipped = These days do not count:
due-weekend = weekend
due-end = So the answer is due by { $date }.
due-late = { $n ->
    [one] { $state }, late by 1 day
   *[other] { $state }, late by { $n } days
}
due-left = { $n ->
    [0] { $state }, due today
    [one] { $state }, 1 day left
   *[other] { $state }, { $n } days left
}

fact-reference = Reference
fact-category = About
fact-ward = Ward
fact-landmark = Landmark
fact-position = Position
fact-department = Office
fact-channel = Came by
fact-filed = Filed
fact-received = Received
fact-not-received = not yet
fact-receipt = Receipt
fact-receipt-words = { $blobs ->
    [0] Number { $sequence }, all words, signed
   *[other] Number { $sequence }, all words and photos, signed
}

author-you = You
author-citizen = Citizen
author-officer = { $department }, { $name }
author-hub = Hub
author-rule = Rule
entry-filed-you = You filed this
entry-filed = Filed by a citizen
entry-taken-in = { $channel ->
    [phone] { $by } took this in by telephone
    [post] { $by } took this in from a letter
    [email] { $by } took this in from an e-mail
   *[counter] { $by } took this in at the counter
}
entry-received = Received
entry-opened-you = You opened it
entry-opened = Opened by { $by }
entry-status = { $by }: { $state }
entry-assigned-you = You gave it to { $to }
entry-assigned = { $by } gave it to { $to }
entry-unassigned-you = You took it back: nobody has it now
entry-unassigned = { $by } took it back: nobody has it now
entry-routed-you = You passed it on to { $to }
entry-routed = { $by } passed it on to { $to }
entry-routed-from = From { $from }. The clock and all that happened go along.
entry-correction-asked-you = You asked for a correction
entry-correction-asked = { $by } asks for a correction
entry-corrected-you = You corrected it
entry-corrected = { $by } corrected it
entry-note-you = Your note
entry-note = Note by { $by }
entry-note-detail = Only colleagues see this.
entry-rated-you = You rated it: { $score }
entry-rated = { $by } rated it: { $score }
entry-confirmed-you = You confirmed that it is fixed
entry-confirmed = { $by } confirmed that it is fixed
entry-reopened-you = You opened it again
entry-reopened = { $by } opened it again
entry-withdrawn-you = You took it back
entry-withdrawn = { $by } took it back
entry-merged = { $by } put it together with another matter about the same thing
entry-merged-detail = What the office writes there is told here too.
entry-merged-into-you = You merged it into { $into }
entry-merged-into = { $by } merged it into { $into }
entry-published-you = You published a summary for everybody
entry-published = { $by } published a summary for everybody
entry-unpublished-you = You took the published summary back
entry-unpublished = { $by } took the published summary back
entry-escalated = { $to } was told
entry-escalated-detail = The promised day passed without an answer.
score-1 = Very bad
score-2 = Bad
score-3 = So-so
score-4 = Good
score-5 = Very good
entry-waiting = waiting to send
entry-refused = not accepted
entry-claimed = Written { $when } without network, sent when it came back

reply-label-citizen = Write to the office
reply-label-officer = Write to the citizen
reply-send = Send
reply-photos = Add photos
reply-kept = Kept. It goes out with the next connection.
reply-sent = Sent.
