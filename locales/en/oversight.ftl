## Telling who did what
told-machine = the installation itself
told-when = When
told-who = Who
told-agency = Organisation
told-what = What happened
told-thing = With what
told-entry = Entry
told-why = Reason
told-place = Place in the log
told-veiled = The identifier is not shown to you: it stands for a protected person.
thing-person = Person who works here
thing-agency = Organisation taking part
thing-subject = Personal data
thing-emergency = Emergency access
thing-export = Export of the log
field-person-name = name
field-person-contact = work e-mail and phone

## Who has seen this
seen-title = Who has seen personal data
seen-note = Every reading of personal data stands in the log. Here you see the readings of your own data and of the data for which you answer.
seen-mine = About me
seen-own = My own data
seen-of-subject = Data for which you answer
seen-answered-for = People for whose data I answer
seen-none-answered-for = There are none.
seen-no-data = Nothing of the data itself is shown here.
seen-erased = The data was erased for ever; who had seen it stays known.
seen-never = Nobody has seen it.
seen-times = { $n ->
    [one] once
   *[other] { $shown } times
}
seen-people = { $n ->
    [one] { $shown } person
   *[other] { $shown } people
}
seen-lead = Seen { $times } by { $people }
seen-fields = What was read

## The log
log-title = Log
log-note = Who did what, when and for what purpose, the newest first. The log holds no personal data in the clear.
log-mentions = Speaks of (identifier)
log-withheld = Entries that your rights do not open are left out here.
log-none = Nothing was found.
log-none-here = There is nothing for you among the latest entries; look among older ones.
log-newest = Newest
log-older = Older
log-wrong-id = This is no identifier. Copy it whole, as in person-…
log-wrong-kind = There is no such kind of thing. Choose one from the list.
log-wrong-day = This is no day. Write it as 2026-11-21.
entry-title = Entry { $place } of the log
entry-hash = Hash (SHA-256)
entry-proof = Is it as it was written?
entry-covered = { $n ->
    [one] It stands in the log just so: its hash was worked out anew and leads to the checkpoint of { $shown } entry that { $origin } signed ({ $root }).
   *[other] It stands in the log just so: its hash was worked out anew and leads to the checkpoint of { $shown } entries that { $origin } signed ({ $root }).
}
entry-no-witness = No witness has cosigned this checkpoint.
entry-witnesses = { $n ->
    [one] Cosigned by { $shown } witness:
   *[other] Cosigned by { $shown } witnesses:
}
entry-not-covered = No signed checkpoint covers this entry yet. Those who look after the program make one with “arasha checkpoint”.
entry-check = The signatures themselves are checked, with keys that you hold, by:
entry-veiled = The line itself is not shown to you: it names a protected person by an identifier. Its hash and proof above are of the whole line.
entry-line = The entry, for reading
entry-raw = The very line that is hashed

## Taking the log out
export-title = Take out what was found
export-note = At most 100,000 entries. That you took them, what you looked for and your reason stand in the log for ever. Outside the program nobody sees who reads the file: keep it as you would keep a file of a case.
export-form = As what
export-form-empty = Choose the kind of file.
export-csv = Table for a spreadsheet (CSV)
export-json = Lines as they are hashed (JSON Lines)
export-button = Take out
export-already-exported = This was taken out before. Please try once more.
export-only-people = Only a person can do this, not the server. Please sign in under your own name.
export-nothing = Nothing was found, so there is nothing to take out. Look for something else.
export-too-many = This is more than 100,000 entries. Choose fewer days or one kind of thing, and take it out in parts.
event-export-exported = A part of the log was taken out

## Emergencies
emergencies-title = Emergency access
emergencies-none-wait = Nothing waits for you.
emergencies-wait = { $n ->
    [one] { $shown } emergency waits for you.
   *[other] { $shown } emergencies wait for you.
}
emergencies-note = In an emergency the data of one person opens for reading for a short time, when a second person has confirmed it. A prosecutor reviews each one afterwards.
emergencies-waiting = They wait for you
emergencies-others = All others, the latest first
emergencies-cut = Older ones stand in the log.
emergencies-asked = Asked for
emergencies-opened = Confirmed and opened
emergencies-declined = Declined or taken back
emergencies-lapsed = Confirmed by nobody in time
emergencies-unreviewed = Opened and not yet reviewed
emergencies-proper = Found proper
emergencies-improper = Found improper
emergency-ask-title = Ask for emergency access
emergency-ask-note = Use this only where waiting would harm somebody. A colleague must confirm within 15 minutes. Each reading is logged, and a prosecutor asks afterwards whether there was need.
emergency-subject = Whose data (identifier)
emergency-reason-note = What happens if you wait. Do not name the person: the reason is not encrypted.
emergency-minutes-label = For how many minutes (at most { $shown })
emergency-minutes = { $n ->
    [one] { $shown } minute
   *[other] { $shown } minutes
}
emergency-ask = Ask for access
emergency-asked = Asked
emergency-standing = How it stands
emergency-reviewed = reviewed:
emergency-by = Asked by
emergency-second = Confirmed by
emergency-where = Where the data lies
emergency-for = For how long
emergency-confirm-note = If you confirm, the data opens to the one who asked, at once. You answer for that together.
emergency-confirm = Confirm and open
emergency-decline-why = Why nothing comes of it
emergency-decline = Decline
emergency-end = Close the access now
emergency-finding = Was there need for it?
emergency-review-note = The finding can’t be changed later. Access that is found improper closes at once.
emergency-review-why = What you found (do not name the person)
emergency-review = Write down the finding
emergency-waits-review = Waits for your review
emergency-waits-confirmation = Waits for your confirmation
emergency-standing-waiting = waits to be confirmed
emergency-standing-lapsed = nobody confirmed it in time
emergency-standing-declined = declined or taken back
emergency-standing-open = open
emergency-standing-over = over
emergency-confirm-until = Can be confirmed until
emergency-open-until = Open until
emergency-over-since = Over since
emergency-wrong-subject = This is no identifier of a person’s data. Copy it whole, as in subject-…
emergency-own-matter = You answer for this data yourself: it is open to you without an emergency.
emergency-review-prosecutors = Only a prosecutor reviews an emergency, in person and after a strong sign-in.
finding-empty = Say whether there was need for it.
notice-review = { $n ->
    [one] { $shown } emergency waits for your review
   *[other] { $shown } emergencies wait for your review
}
notice-confirm = { $n ->
    [one] { $shown } emergency waits for confirmation
   *[other] { $shown } emergencies wait for confirmation
}

## The inspector's page
inspect-title = The course of work
inspect-lead = { $n ->
    [one] { $shown } entry in the log
   *[other] { $shown } entries in the log
}
inspect-note = What officials did, in numbers: no names, no contacts, nothing about the people who are protected.
inspect-small = Small numbers stand as they are, since they are about acts of officials. A number about the people for whom the work is done is not told where it is from 1 to 4. Weeks and days are those of UTC.
inspect-number = Number
inspect-nothing = None so far.
inspect-closed-bodies = closed
inspect-bodies = Organisations by kind
inspect-at-work = at work
inspect-invited = invited, not yet in
inspect-suspended = suspended
inspect-left = left
inspect-people = People
inspect-standing = How they stand
inspect-region = Region
inspect-roles = People at work by role and region
inspect-sign-ins = { $n ->
    [one] Sign-ins of the last day, by way
   *[other] Sign-ins of the last { $shown } days, by way
}
inspect-week = Week from
inspect-body = Body
inspect-whose = Whose data
inspect-of-colleagues = of colleagues
inspect-of-others = of people for whom the work is done
inspect-readings = Readings of personal data in the last 12 weeks that have any
inspect-emergencies = Emergencies in numbers
inspect-what = What is counted
inspect-fewer = fewer than { $shown }
inspect-erased-others = Erasures of data of people for whom the work is done
inspect-erased-colleagues = Erasures of data of colleagues
inspect-administrators = Administrators made
inspect-recoveries = Recoveries of access
inspect-administrators-recovered = of them by administrators
inspect-by-machine = Acts of the installation itself
inspect-clock-back = Times that the clock was set back
inspect-exports = Exports of the log
inspect-entries = Entries of the log
inspect-acts = Acts that weigh much
inspect-emergency-reasons = Emergencies with their reasons
inspect-outcome = What came of it
inspect-log = Is the log whole?
inspect-checkpoint = { $n ->
    [one] The newest checkpoint covers { $shown } entry and is signed by { $origin } ({ $root }).
   *[other] The newest checkpoint covers { $shown } entries and is signed by { $origin } ({ $root }).
}
inspect-no-checkpoint = The log was never signed. Ask those who look after the program for a checkpoint that witnesses of other organisations cosign.
inspect-full-check = No full check is kept on record: ask for one, and for its report, by
