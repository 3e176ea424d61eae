# The state of sending: always in view, always true. "Sent" and "received" only with a receipt.

sync-label = Connection
sync-offline = Offline.
sync-connecting = Connecting…
sync-sending = Sending.
sync-connected = Connected.
sync-up-to-date = Up to date
sync-saved = Everything is saved on this { $device ->
    [phone] phone
   *[computer] computer
}.
sync-waiting = { $n ->
    [one] 1 waiting to send, { $size }.
   *[other] { $n } waiting to send, { $size }.
}
sync-progress = { $sent } of { $total } KB
sync-silence = { $n ->
    [one] Last connected 1 day ago.
   *[other] Last connected { $n } days ago.
}
sync-set-aside = { $n ->
    [one] 1 needs you
   *[other] { $n } need you
}

sending-queued = Waiting to send
sending-progress = Sending { $sent } of { $total } KB
sending-received = Received
sending-set-aside = Not accepted
receipt-verified = Receipt verified

picture-coming = The photo is on its way
picture-progress = { $have } of { $total } KB

outbox-title = Waiting to be sent
outbox-empty = Nothing waits to be sent.
outbox-item = { $size }, since { $since }

set-aside-title = This could not be accepted
set-aside-added-title = What you added last could not be accepted
set-aside-retry = Try again
set-aside-export = Save as a file

salvaged-title = This device's data were damaged
salvaged-text = Durbar put them together again on { $date }. What you had not sent yet is here. What the office has already comes again with the next connection. The damaged file is kept, unchanged.
salvaged-known = Understood
