# Reporting a problem, following it, answering it.

report-journey = Report a problem
question-step = { $journey }, step { $n } of { $of }

category-title = What is the problem about?
category-other = Something else, or I do not know
category-other-hint = The office finds out who is in charge

description-title = What is wrong?
description-label = In your own words
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
position-from-photo = From a photo
position-from-person = Entered by hand
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

photos-title = Do you have photos?
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
photo-accuracy = { $n } m accuracy

check-title = Check your answers
check-size = About { $size } will be sent.
check-declaration = With "Submit" you say that this is true as far as you know.
answer-category = About
answer-description = What is wrong
answer-place = Where
answer-photos = Photos
answer-missing = No answer yet
answer-no-photos = None

done-title-saved = Saved on this { $device ->
    [phone] phone
   *[computer] computer
}
done-title-received = Received
done-reference = Your reference number
done-queued = It is sent as soon as there is a network. You can close Durbar; nothing is lost.
done-sending = It is being sent now. If the network goes, it continues later by itself.
done-received = The office's hub has every word and photo, and signed a receipt for it.
done-next = What happens now
done-department = { $department } looks after it.
done-due-later = The day by which you get an answer is set when it is received.
done-follow = You see every step under "Follow".
done-open = Open this matter
done-home = Back to Home

## My matters

follow-title = My matters
follow-drafts = Not finished
follow-cases = Filed
follow-empty-title = Nothing to follow yet
follow-empty = What you report is listed here, with everything the office does about it.
case-news = New answer
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
timeline-title = What happened
facts-title = Details
due-by = Answer due by { $date }
due-overdue = Answer was due by { $date }
due-was = Answer was promised by { $date }
due-rule = { $n ->
    [one] 1 working day from receipt on { $start }.
   *[other] { $n } working days from receipt on { $start }.
}
due-how = How this is counted
due-start = Received on { $date }. The count begins on the next working day.
due-count = { $n ->
    [one] 1 working day is promised for this kind of matter.
   *[other] { $n } working days are promised for this kind of matter.
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
entry-filed-you = You filed this
entry-filed = Filed by a citizen
entry-received = Received
entry-opened-you = You opened it
entry-opened = Opened by { $by }
entry-status = { $by }: { $state }
entry-waiting = waiting to send
entry-claimed = Written { $when } without network, sent when it came back

reply-label-citizen = Write to the office
reply-label-officer = Write to the citizen
reply-send = Send
reply-kept = Kept. It goes out with the next connection.

## The office

queue-title = Queue
queue-filter = Which matters to show
filter-open = Open
filter-new = New
filter-overdue = Overdue
filter-closed = Closed
queue-pick-title = Pick a matter
queue-pick = It opens here, beside the list.
queue-empty-title = Nothing here
queue-empty-open = There is no open matter for your office.
queue-empty-new = Every matter has been opened.
queue-empty-overdue = No promise is broken. Keep it so.
queue-empty-closed = No matter was closed yet.
queue-more = Show more ({ $n })
queue-no-role = This device has no officer's role now.
row-new = Not opened

template-label = Ready-made reply
template-none = Pick one…
status-title = Move it on
status-note-label = Reason
status-note-hint = The citizen reads this.
status-confirm = Confirm
conflict-title = Two states at the same time
conflict-text = Colleagues set different states while they could not see each other. Pick the one that holds.
conflict-keep = Keep "{ $state }"
