## Evidence
nav-evidence = Evidence
thing-item = Item of evidence
evidence-title = Evidence
evidence-note = What is kept as evidence: each file with four hashes that were entered in the log the moment it arrived. Nobody opens an original for writing; people work on copies, and each copy is recorded.
evidence-capture-title = Have a page kept
evidence-capture-note = A public page, with http:// or https://. The program's own browser opens it; this takes up to a minute. Addresses inside networks are not opened.
evidence-address = Address of the page
evidence-capture = Keep it
evidence-no-address = This is not the address of a page. It begins with http:// or https:// and has 4,000 characters at most.
post-capture = Have the page kept as evidence
post-capture-note = The program's own browser opens the page and keeps it before anybody restricts it.
evidence-list = What is kept
evidence-none = Nothing yet of what you may see.
evidence-origin = What it is
evidence-standing = Standing
evidence-by = Who had it kept
evidence-holder = Who holds it
evidence-item-title = Item of evidence
evidence-item = Its name
evidence-compartment = Kind of matter
evidence-region = Region
evidence-wait = This page renews itself.
evidence-look-again = Look now
evidence-files-count = { $n ->
    [one] { $shown } file
   *[other] { $shown } files
}
evidence-answers = { $n ->
    [one] { $shown } answer
   *[other] { $shown } answers
}
evidence-bytes = { $n ->
    [one] { $shown } byte
   *[other] { $shown } bytes
}
evidence-files = Files
evidence-files-note = To look at a file, take a working copy and say why: it is recorded. A copy may be hostile; open it with care.
evidence-copy = Take a working copy
evidence-copy-why = What the copy is needed for
evidence-large-copy = The file is larger than 256 megabytes: a page does not give such a copy.
evidence-missing = What was not got
evidence-missing-count = { $n ->
    [one] { $shown } resource was not got
   *[other] { $shown } resources were not got
}
evidence-history = What happened to it
evidence-hand = Handing over
evidence-hand-note = Evidence passes to another body by two signatures: one gives, another takes.
evidence-offered-to = Offered to:
evidence-offered-until = it can be taken until
evidence-offer-to = To whom
evidence-offer-why = On what ground
evidence-offer = Offer
evidence-no-body = Choose to whom.
evidence-withdraw = Withdraw the offer
evidence-withdraw-why = Why
evidence-take = Take
evidence-give-back = Give back to its owner
evidence-receipt = Receipt: to whom, by which document
evidence-origin-upload = Files that were handed in
evidence-origin-export = Export from { $service }
evidence-origin-screen = Photographed screen
evidence-origin-device = Device or carrier that was found
evidence-receiving = Being kept
evidence-held = Kept
evidence-failed = Nothing was kept: { $why }
evidence-given-back = Given back
evidence-failure-forbidden = the address leads into a network or does not open
evidence-failure-unreachable = the name is not known, or nobody answers
evidence-failure-timed_out = it took too long
evidence-failure-too_large = it sent too much
evidence-failure-broken = the browser or the program broke
evidence-failure-stopped = the program was stopped
evidence-missing-refused = not loaded: an address inside a network, or no page
evidence-missing-timed_out = it took too long
evidence-missing-too_large = too large
evidence-missing-broken = no answer, or it broke off
evidence-missing-abandoned = the page went on without it
evidence-role-response = answer of a server
evidence-role-web_archive = archive of all exchanges (WARC)
evidence-role-received = the page as its server sent it
evidence-role-rendered = the page as the browser had it
evidence-role-screenshot = picture of the page
evidence-role-print = the page as it prints
evidence-role-circumstances = circumstances
evidence-role-original = file that was handed in
evidence-role-manifest = manifest
evidence-role-time_stamp = time stamp of a third party

## Events
event-item-begun = Keeping began
event-item-arrived = Answers of servers arrived and were hashed
event-item-kept = File kept
event-item-completed = Keeping is complete
event-item-failed = Keeping failed
event-item-viewed = File looked at
event-item-revealed = Picture laid bare
event-item-copied = Working copy taken
event-item-examined = Copy examined
event-item-exported = Given out in a package
event-item-offered = Offered to another body
event-item-withdrawn = Offer withdrawn
event-item-taken = Taken by another body
event-item-given_back = Given back to its owner
event-item-described = Noted about people and places (hidden)
event-item-stepped = Step of the checklist answered
event-item-packed = Packed and sealed

## Refusals
item-unknown = There is no such item of evidence.
item-already-begun = Something has this name already.
item-only-people = Only a person can do this.
item-not-receiving = The item is kept: nothing can be added to it.
item-still-receiving = The item is still being kept. Wait until that is over.
item-no-files = An item has a file at least.
item-too-many-files = Too many files. Put them into one archive.
item-same-file-name = Two files have the same name.
item-no-manifest = There is no manifest.
item-no-such-file = The item has no such file.
item-same-copy = There is a copy of this name.
item-unlike-copy = The copy differs from its original.
item-no-such-copy = Nobody made such a copy.
item-not-holder = Another body holds the item.
item-offer-pending = The item is offered to another body already.
item-no-offer = There is no offer, or its time is over.
item-not-for-you = The item is offered to another body.
item-same-body = The body holds the item already.
item-same-person = Another person than the one who gives it must take it.
item-given-back = The item was given back.
item-no-device = This is no device and no carrier.
item-too-much-periphery = Too many connected things are named. Describe some of them together.
item-in-future = This moment has not come yet.
item-no-such-step = The checklist has no such step.
item-step-of-other-state = This step is for a device in another state.
item-step-too-early = Answer the step that stands before it first.
item-step-needs-other = This step can only follow another one, which was not done.
