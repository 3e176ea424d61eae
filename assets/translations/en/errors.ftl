# What went wrong and what to do. Every error keeps what was typed.

error-correction-unchanged = You have not changed anything yet. Change an answer, or write to the office in the matter.
error-internal = Something went wrong in the app. Nothing you typed is lost. Try again; if it happens again, close Durbar and open it.
error-storage = This device could not save. Free some space on it, then try again. Keep this page open until it says "Saved".
error-damaged = The data on this device are damaged. Close Durbar and open it again: it repairs itself and keeps what you wrote.
error-no-pack = Your municipality's data has not arrived on this device yet. Connect to the network once; what you typed is kept.
error-not-found = This is not on this device. It may have been removed, or the link belongs to somebody else.
error-forbidden = This device has no role that may do this. If it should, ask your administrator for a new link.
error-translation = This language could not be loaded. The one before stays.

error-category-missing = Choose what the problem is about. If you are not sure, choose "Something else, or I do not know".
error-description-missing = Write what is wrong. One sentence is enough.
error-place-missing = Say where it is: use your position, write a landmark, or choose a ward.
error-position-range = This position is not on the earth. Latitude lies between -90 and 90, longitude between -180 and 180.
error-text-too-long = { $count ->
    [0] This text is too long. At most { $limit } characters can be sent.
   *[other] This text has { $count } characters. At most { $limit } can be sent. Nothing was cut off: please shorten it.
}
error-landmark-too-long = The landmark is too long. Keep it to { $limit ->
    [0] a few words
   *[other] { $limit } characters
} and put the rest into the description.

error-photo-too-large = This file has { $size } MB. A photo can have at most { $limit } MB. Take a new photo, or choose a smaller one.
error-photo-damaged = This file is damaged and cannot be shown. Take the photo again, or choose another one.
error-photo-heic = This photo is in the HEIC format, which cannot be read here. Choose it again from the gallery as JPEG, or take a new photo with the camera set to "most compatible".
error-photo-kind = This file is not a photo. Choose a picture: JPEG, PNG or WebP.
error-photo-too-many-pixels = This picture is too big to be read on this device. Take a new photo, or make the picture smaller.
error-photo-unreadable = This file could not be read. It may have been moved. Choose it again.
error-photos-too-many = { $limit ->
    [one] Only 1 photo can be sent.
   *[other] At most { $limit } photos can be sent. Those you have are kept; remove one to add another.
}

error-locked = Durbar is locked. Type the PIN first.
error-pin-wrong = This is not the PIN. Try again.
error-pin-wait = Too many wrong PINs.
error-pin-form = A PIN has 4 to 12 digits, and nothing else.
error-link-code = This code does not link a device. Make a new one on the other device and scan all of it.
error-link-late = This code has run out. Make a new one on the other device: it works for 15 minutes.
error-link-own = This is this device's own code. Scan it with the other device.
error-recovery-code = This is not right. Compare each group with your sheet: the last ones show whether the others are right.
error-follow-code = This code opens no matter. Scan the code on the receipt again, or ask the office for a new one.
error-join-link = This is not a one-time link. Paste the whole link as you got it, from "http" to the end.
error-join-empty = Paste the link first.
error-status-not-allowed = The matter cannot go to this state from where it is now. It may have changed meanwhile; look at the timeline.
error-reason-missing = Write the reason. The other side reads it.
error-message-empty = Write something first.
error-leave-set-aside = { $n ->
    [one] The office's hub did not accept 1 of your matters. Try it again or save it as a file first: after leaving nobody can.
   *[other] The office's hub did not accept { $n } of your matters. Try them again or save them as files first: after leaving nobody can.
}
error-not-now = This cannot be done any more: the matter has changed meanwhile. Look at the timeline.
error-contact-missing = Write the telephone number or e-mail address, or choose "In the app".
error-contact-too-long = { $count } characters are too many for a name or a number. At most { $limit } fit.
error-department = Choose another department than your own.
error-fields-missing = Choose at least one question to send back.
error-merge = These two cannot be merged. Both must be with your office, and neither may be merged already.
error-not-received = The matter must be received before it can be published.
error-photo-not-here = This photo has not come to this device yet. Open it once, then try again.
error-regions = A box lies outside the picture, or there are too many. Draw it again.
error-support-own = This is your own matter. The office knows that you want it.
error-title-missing = Write a title that everybody can read.

## Why the hub did not accept a matter. It is still whole on this device.

refusal-bad-signature = The hub could not verify the signature. Try again. If it is refused again, save it as a file and hand it in at the office.
refusal-not-allowed = This device may not send this. If you hold a role, it may have ended: ask your administrator.
refusal-too-large = It is too large for the hub. Save it as a file and hand it in at the office, or file it again with fewer photos.
refusal-bad-change = The hub misses something that this builds on, or could not read it. Try again. If it is refused again, save it as a file and hand it in at the office.
refusal-actor-fork = This device was restored from an older copy. Durbar puts in order what it wrote twice and sends it again by itself.
refusal-unknown-case = The hub does not know the matter that this belongs to. Try again when the matter itself was received.
refusal-other = The hub did not accept it. Try again, or save it as a file and hand it in at the office.
