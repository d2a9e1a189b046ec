## Papers: head and frame
paper-law = Legal source: { $text }
paper-law-blank = The legal source has not been entered.
paper-contents = What stands here follows: { $text }.
paper-form = form { $code }, version { $version }
paper-number = Number
paper-case = Case, file
paper-body = Body
paper-place = Drawn up at
paper-made = Drawn up on
paper-item = Item
paper-origin = How it came
paper-address = Address
paper-region = Region
paper-tool = Acquired with
paper-began = Begun
paper-ended = Ended
paper-standing = Standing
paper-holder = Held by
paper-clock = Times are those of the computer's clock: universal (UTC), then local.

## Sections
paper-steps-inspection = What was done, in order
paper-steps-custody = What happened to the item
paper-step-number = Entry no.
paper-step-when = When
paper-step-who = Who
paper-step-what = What, and with what
paper-observed = What the page shows
paper-circumstances = Circumstances
paper-handed = What is handed over
paper-found = What was seized
paper-thing = Thing, carrier
paper-thing-marks = Marks, serial number
paper-thing-packed = Packing, seal
paper-searches = Course of the search
paper-search-resource = Resource
paper-search-words = Words asked for
paper-search-filters = Filters
paper-search-results = Found
paper-search-hash = SHA-256 of the result
paper-search-note = Note
paper-results = { $n ->
    [one] { $shown } result
   *[other] { $shown } results
}
paper-notes = Conclusions and notes
paper-files = Files
paper-files-none = There are no files.
paper-file-count = { $n ->
    [one] { $shown } file
   *[other] { $shown } files
}
paper-bytes = { $n ->
    [one] { $shown } byte
   *[other] { $shown } bytes
}
paper-file-name = Name of the file and its hashes
paper-file-role = What it is
paper-file-size = Size
paper-cut = The first { $shown } of { $all } are shown. The log and the manifest have them all.
paper-missing = What was not got, and why
paper-missing-none = Everything that was asked for was got.
paper-missing-open = It is still being acquired.
paper-missing-failed = It broke off: { $why }. What had arrived was kept.
paper-missing-what = What
paper-missing-why = Why
paper-seal = Hash of the list
paper-seal-manifest = SHA-256 of the manifest, the list of all files and of how they were got. The code beside it holds the same value.
paper-seal-log = SHA-256 of the log of the search. The code beside it holds the same value.
paper-seal-none = There is no manifest: it was not acquired to the end.
paper-signatures = Signatures
paper-sign-name = name and post
paper-sign-here = signature
paper-sign-date = date
paper-copy = Copy received by

## Hand-over
paper-gives = Gives
paper-takes = Takes
paper-offered = Offered
paper-until = Can be taken until
paper-reason = Reason
paper-taken = Taken
paper-taken-not = not taken yet

## Roles of people
paper-role-acts = Drawn up by
paper-role-specialist = Specialist
paper-role-witness = Attesting witness
paper-role-present = Person taking part
paper-role-gives = Given by
paper-role-takes = Taken by

## How an item came
paper-origin-page = the program loaded a page
paper-origin-upload = files were handed in
paper-origin-service_export = exported with the service's own means ({ $service })
paper-origin-photographed_screen = photograph of a screen
paper-origin-device = a device or carrier was found

## How an item stands
paper-standing-receiving = arriving
paper-standing-held = held
paper-standing-failed = not whole
paper-standing-given_back = given back

## What was done
paper-event-begun = Acquisition began
paper-event-arrived = Answers of servers arrived and were hashed
paper-event-kept = Files arrived and were entered
paper-event-completed = Acquisition was complete
paper-event-failed = Acquisition broke off
paper-event-viewed = A file was looked at
paper-event-revealed = A blurred picture was laid bare
paper-event-copied = A working copy was made
paper-event-examined = A copy was examined
paper-event-exported = A package was given out
paper-event-offered = Offered to another body
paper-event-withdrawn = The offer was withdrawn
paper-event-taken = Taken by another body
paper-event-given_back = Given back
paper-event-described = It was written down who or what is to be seen
paper-event-stepped = A step of the checklist was answered
paper-event-packed = Packed and sealed
paper-detail-files = { $count }, { $bytes }
paper-detail-tool = { $name }, version { $version }
paper-detail-to = To: { $body }, until { $until }
paper-detail-copy = Copy { $copy }
paper-detail-reason = Reason: { $text }
paper-detail-finding = Found: { $text }
paper-detail-receipt = Receipt: { $text }
paper-detail-package = SHA-256 of the package's list: { $hash }

## What a file is
paper-file-response = answer of a server
paper-file-web_archive = web archive
paper-file-received = page as the server sent it
paper-file-rendered = page as the browser had it
paper-file-screenshot = picture of the page
paper-file-print = page as it prints
paper-file-circumstances = circumstances
paper-file-original = original
paper-file-manifest = manifest
paper-file-time_stamp = stamp of time

## Why something was not got
paper-why-refused = the program does not load this
paper-why-timed_out = it took too long
paper-why-too_large = larger than what is kept
paper-why-broken = no answer, or it broke off
paper-why-abandoned = the page went on without it

## Why it broke off
paper-failure-forbidden = the address leads inside a network, or is none
paper-failure-unreachable = the name is not known, or nobody answers
paper-failure-timed_out = it took too long
paper-failure-too_large = larger than a capture may be
paper-failure-broken = the browser or the program broke
paper-failure-stopped = the program was stopped
