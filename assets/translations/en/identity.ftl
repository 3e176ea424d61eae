# Who a person is: devices, keys on paper, the PIN, codes that are scanned, roles.

join-title = Join the office
join-lead = An officer's role comes by a one-time link from your administrator. The link works once, on one device.
join-explain = This link gives this device a role at an office: to read what citizens file there, to answer and to decide. Take it only on a device that is yours alone.
join-label = One-time link
join-hint = Paste the whole link.
join-button = Take the role
join-taken = Accepted on this device. Below stands whether the hub has confirmed it.

roles-title = Roles
role-officer = Officer, { $department }
role-waiting = Waiting for confirmation
role-waiting-text = The hub confirms it as soon as there is a network. You can leave this page.
role-active = Active
role-active-text = Until { $date }.
role-refused = Not valid
role-refused-text = The link was used on another device, taken back, or is out of date. Ask your administrator for a new one.
role-queue = Open the queue

## Me

me-safety = Devices and safety
me-devices-hint = { $n ->
    [one] This one alone
   *[other] { $n } devices
}
me-pin-on = A PIN is set
me-pin-off = No PIN is set
me-recovery-hint = Gets your matters back if everything is lost
me-shared-on = On: leave it when you are done
me-shared-off = Off: you alone use it
me-data = Codes and your data
me-scan-hint = A receipt, another device, or a link from an office
me-restore-hint = With the sheet you printed
export-all = Save everything about me
export-all-hint = Matters, photos, drafts, receipts and settings in one file
counters-title = Offices to go to
counters-lead = You can bring a matter in person, too.

## Devices

devices-title = My devices
devices-lead = All your devices read and write the same matters. Compare the letters to know which is which.
device-this = { $device ->
    [phone] This phone
   *[computer] This computer
}
device-other = Another device
device-since = Linked { $when }
device-first = The first one
device-linked = Linked
device-waiting = Waits for the network
device-revoked = Taken off
revoke = Take off
revoke-title = Take off the device { $fingerprint }?
revoke-text = Do this if it is lost, stolen or sold. It can no longer read or write for you, and forgets your matters when it next has a network. This cannot be undone; the device can be linked anew.
revoke-yes = Take it off
devices-other = Is this the second device?
devices-other-text = Make a code on the first one, then scan it here.

offer-title = Link another device
offer-text = Make a code here and scan it with the other device. From then on both have all your matters.
offer-make = Make a code
offer-again = Make a new code
offer-over = This code has run out. Nobody can use it any more.
offer-qr-label = Code that links another device to you
offer-step-open = Open the camera of the other device.
offer-step-point = Point it at this code, and open the address it shows.
offer-step-agree = Agree there. Both devices need the network once.
offer-left = { $n ->
    [one] Works for 1 more minute
   *[other] Works for { $n } more minutes
}
offer-warning = Whoever scans it reads and writes as you. Show it to no one.
offer-copy = Copy as a link

link-title = { $device ->
    [phone] Link this phone?
   *[computer] Link this computer?
}
link-lead = { $device ->
    [phone] The code makes this phone one of the devices of the person who showed it.
   *[computer] The code makes this computer one of the devices of the person who showed it.
}
link-reads = It reads all of their matters, and their other devices read yours.
link-writes = It writes in their name, and their other devices in yours.
link-warning = Do it only if the other device is your own.
link-accept = { $device ->
    [phone] Link this phone
   *[computer] Link this computer
}
link-taken-title = { $device ->
    [phone] This phone is linked
   *[computer] This computer is linked
}
link-taken = The matters come here by themselves.
link-matters = My matters

## Recovery sheet

recovery-title = Recovery sheet
recovery-lead = A sheet of paper that brings your matters back on any phone, if yours is lost or broken.
recovery-print = Print it, or write the groups down by hand.
recovery-holds = It is a key: whoever holds it can read your matters and write as you.
recovery-keep = Keep it where you keep your papers. Make no photo of it.
recovery-show = Show the sheet
recovery-sheet-title = Recovery sheet
recovery-sheet-text = This sheet brings back the matters that you filed with your municipality, on any phone or computer.
recovery-qr-label = Code that brings your matters back
recovery-words = The same, to be typed
recovery-use-open = Open Durbar on the new device.
recovery-use-choose = At the start choose "I used Durbar before". Later: Me, "Bring my matters back".
recovery-use-scan = Scan the code with the camera, or type the groups.
recovery-warning = Keep it secret. Nobody from the municipality will ever ask you for it.
recovery-date = Made on { $date }

restore-title = Bring my matters back
restore-lead = Take your recovery sheet. Scan its code with the camera, or type its groups of letters and digits.
restore-label = Groups from the sheet
restore-hint = One after the other. Spaces and small letters do not matter.
restore-explain = { $device ->
    [phone] The matters of your sheet come to this phone. What is on this phone already stays.
   *[computer] The matters of your sheet come to this computer. What is on this computer already stays.
}
restore-take = Bring them back
restore-again = Use another sheet
restore-done = The sheet is right. Your matters come here by themselves.

## Codes

code-title = Code
code-empty = There is no code here
code-empty-text = Scan a code with the camera, or open the whole link as you got it.
code-camera = Take a photo of the code
code-camera-hint = Hold it straight, so that the code fills the picture
code-picture = Choose a picture
code-picture-hint = A picture of the code
code-reading = Looking for the code…
code-none = No code could be found in this picture. Go nearer, hold the phone still, and mind that there is light.
code-missing = Type or paste the code first.
code-other = This is not a code of Durbar
code-other-text = It says the following. Durbar does nothing with it.
scan-title = Scan a code
scan-lead = A receipt to check, a device to link, or a matter to follow.
scan-label = Or type or paste it
scan-hint = The whole link, from "http" to the end.
scan-again = Scan another code
qr-too-long = This is too long for a code. Copy it instead.
copied = Copied
copied-not = Could not be copied. Scan the code instead.
print = Print

verify-true = This receipt is true
verify-true-text = The municipality's hub signed it, and nothing in it was changed.
verify-false = This receipt is not true
verify-false-text = It looks like a receipt, but this municipality's hub did not sign it as it stands. It may be of another municipality, or somebody changed it. Ask the office with the reference.
verify-unknown = Cannot be checked yet
verify-unknown-text = This device does not know the hub's key yet. Connect to the network once; after that receipts are checked without one. This page then goes on by itself.
verify-unreadable = This cannot be read
verify-unreadable-text = It begins like a receipt, but a part is missing or damaged. Scan it again.
verify-by = Signed by the hub of
verify-issued = Signed
verify-not-yours = What was written in it is not in the code. Only the person and the office can read it.
verify-open = Open the matter

follow-code-title = Follow a matter
follow-code-taken = You follow this matter from now on. What the office writes comes here, and you can answer.
follow-code-coming = It comes as soon as there is a network.

## Receipt

receipt-title = Receipt
receipt-title-missing = Not yet received
receipt-back = The matter
receipt-reference = Reference
receipt-missing = There is no receipt yet
receipt-missing-text = Everything is saved on this { $device ->
    [phone] phone
   *[computer] computer
} and is sent as soon as there is a network. The receipt comes back by itself. Until then the office knows nothing of it; write down the reference.
receipt-what = What it is about
receipt-office = Office in charge
receipt-filed = Filed
receipt-received = Received
receipt-due = Answer due by
receipt-covers = Covers
receipt-covers-text = { $n ->
    [0] Every word; there were no photos
   *[other] Every word and every photo
}
receipt-number = Entry number
receipt-signature = Signature begins with
receipt-by-counter = at the counter
receipt-by-phone = by telephone
receipt-by-post = by letter
receipt-by-email = by e-mail
receipt-qr-label = Code that proves this receipt
receipt-verify = Check it
receipt-verify-text = Any phone can scan this code and see whether the receipt is true, also without a network. It says nothing of what you wrote.
receipt-copy = Copy as a link
receipt-save = Save as a file
receipt-follow = Follow it on your own phone
receipt-follow-label = Code that opens this matter on your own phone
receipt-follow-text = Scan this with your phone. You then see the answer, and can write to the office yourself.
receipt-follow-warning = Whoever has this code can read the matter. Cut it off, keep it for yourself, and show it to no one.

## PIN

pin-title = PIN
pin-lead = { $device ->
    [phone] With a PIN nobody who picks up this phone can read your matters.
   *[computer] With a PIN nobody else at this computer can read your matters.
}
pin-label = PIN
pin-current = The present PIN
pin-new = PIN
pin-new-other = New PIN
pin-again = The same again
pin-hint = 4 to 12 digits. Not your birthday, not 1234.
pin-save = Set the PIN
pin-change = Change the PIN
pin-remove = Take the PIN away
pin-set = The PIN is set. Durbar asks for it when it opens, and after 5 minutes out of sight.
pin-removed = There is no PIN any more.
pin-form = A PIN has 4 to 12 digits, and nothing else.
pin-differs = This is not the same PIN. Type it again.
pin-missing = Type the PIN.
pin-warning = Nobody can tell you a PIN that you forgot. A recovery sheet helps then: print one first.
lock-title = Lock
lock-text = Durbar locks by itself when it is closed, or was out of sight for 5 minutes.
lock-now = Lock now
lock-hint = Asks for the PIN before anything is shown

locked-title = Durbar is locked
locked-text = Type your PIN. What waits is sent in the meantime.
locked-open = Open
locked-forgotten = I forgot the PIN
locked-forgotten-text = Nobody can tell it to you, the office neither. With your recovery sheet you get your matters back on another device, or here after deleting Durbar's data in the settings of this device. What was not sent yet is then lost.
pin-wait-seconds = { $n ->
    [one] Wait 1 second, then try again.
   *[other] Wait { $n } seconds, then try again.
}
pin-wait-minutes = { $n ->
    [one] Wait 1 minute, then try again.
   *[other] Wait { $n } minutes, then try again.
}

## Shared devices, and devices taken off

shared-label = Shared device
shared-leave = I am done: leave
shared-title = { $device ->
    [phone] Shared phone
   *[computer] Shared computer
}
shared-lead = For a family, a kiosk or an information point: each person leaves nothing behind.
shared-switch = { $device ->
    [phone] Several people use this phone
   *[computer] Several people use this computer
}
shared-hint = { $device ->
    [phone] Then there is always a way to leave. Leaving forgets you on this phone.
   *[computer] Then there is always a way to leave. Leaving forgets you on this computer.
}
leave-title = { $device ->
    [phone] Leave this phone
   *[computer] Leave this computer
}
leave-forgets = Your matters, drafts, photos and keys are forgotten here. The office keeps what it has received.
leave-waiting = { $n ->
    [one] 1 matter still waits to be sent. It stays closed to everybody, is sent, and is then forgotten.
   *[other] { $n } matters still wait to be sent. They stay closed to everybody, are sent, and are then forgotten.
}
leave-drafts = { $n ->
    [one] 1 report is not finished. It is lost if you do not submit it first.
   *[other] { $n } reports are not finished. They are lost if you do not submit them first.
}
leave-set-aside = { $n ->
    [one] 1 matter was not accepted. Try it again or save it as a file first: nobody else can begin before that.
   *[other] { $n } matters were not accepted. Try them again or save them as files first: nobody else can begin before that.
}
leave-sheet = To see your matters again later, print your recovery sheet first.
leave-sure = { $device ->
    [phone] Leave this phone now?
   *[computer] Leave this computer now?
}
leave-sure-text = This cannot be undone. Without a recovery sheet or another device of yours you cannot open your matters again.
leave-yes = Leave
left-title = You have left this device
left-text = { $n ->
    [0] Nothing of you is left on this { $device ->
        [phone] phone
       *[computer] computer
    }.
    [one] 1 matter still waits to be sent. Nobody can open it, and it is forgotten once it is received.
   *[other] { $n } matters still wait to be sent. Nobody can open them, and they are forgotten once they are received.
}
left-done = For the next person
leaving-title = One moment for the person before
leaving-text = { $n ->
    [one] 1 matter of theirs is still being sent. Nobody can open it. Durbar opens for you as soon as it is received.
   *[other] { $n } matters of theirs are still being sent. Nobody can open them. Durbar opens for you as soon as they are received.
}
revoked-title = { $device ->
    [phone] This phone was taken off
   *[computer] This computer was taken off
}
revoked-text = { $device ->
    [phone] Another of your devices took this phone off. It can no longer read or write for you, and your matters are forgotten here.
   *[computer] Another of your devices took this computer off. It can no longer read or write for you, and your matters are forgotten here.
}
revoked-anew-text = { $device ->
    [phone] If this was a mistake, begin anew here and link it again with a code from your other device.
   *[computer] If this was a mistake, begin anew here and link it again with a code from your other device.
}
revoked-anew = Begin anew
