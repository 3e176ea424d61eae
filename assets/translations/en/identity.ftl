# Roles and one-time links.

join-title = Join the office
join-lead = An officer's role comes by a one-time link from your administrator. The link works once, on one device.
join-explain = This link gives this device a role at an office: to read what citizens file there, to answer and to decide. Take it only on a device that is yours alone.
join-label = One-time link
join-hint = Paste the whole link.
join-button = Take the role
join-taken = Accepted on this device. The role begins as soon as the hub has confirmed it.

roles-title = Roles
role-officer = Officer, { $department }
role-waiting = Waiting for confirmation
role-waiting-text = The hub confirms it as soon as there is a network. You can leave this page.
role-active = Active
role-active-text = Until { $date }.
role-refused = Not valid
role-refused-text = The link was used on another device, taken back, or is out of date. Ask your administrator for a new one.
role-queue = Open the queue
