## People and organisations
people-title = People
count-people = { $n ->
    [one] { $shown } person
   *[other] { $shown } people
}
people-gone = { $n ->
    [one] { $shown } more person has left
   *[other] { $shown } more people have left
}
people-none = Nobody is found. Shorten the part of the name or reset the filters.
people-part = Part of the name
people-any-agency = Any organisation
people-any-role = Any role
people-any-standing = All but those who left
people-roles = Roles
people-no-roles = none in force
people-role = { $role }: { $regions }
agency = Organisation
standing = Status
standing-invited = Invited
standing-invited-until = Invited until { $until }
standing-invited-over = The invitation ended { $until }
standing-active = At work
standing-suspended = Suspended
standing-left = Left
name-erased = name erased
act-reason = Reason
staff-acts = What you can do

## Inviting, and links that are shown once
invite-title = Invite somebody
invite-button = Invite
invite-note = You get a one-time link for this person. Roles are given afterwards, on their page.
invite-days = { $n ->
    [one] For how many days the invitation is open (at most { $shown })
   *[other] For how many days the invitation is open (at most { $shown })
}
agency-empty = Choose the organisation.
days-wrong = Enter a whole number of days within the limit that the field names.
once-title = One-time link
once-lead = Link for { $name }
once-until = The link is good until
once-now = Copy the link now: it is shown this once.
once-hand-over = Hand it over in a way by which you know the person: face to face, or by a call to a number you have long had. Do not read it out to somebody who calls you.
once-lost = If it is lost or went to somebody else, make a new one at once on the person’s page; the old one then opens nothing.
once-person = To the person’s page

## One person
person-title = Colleague
person-own = This is your own page. Nobody changes their own roles; the rest is in:
person-seen = Who has seen this person’s data
person-no-terms = No role was given yet.
person-sessions = Open sessions
person-no-sessions = This person is not signed in now.
person-note-closed = The organisation is closed, so nobody’s role is in force for it.
person-note-administrator = { $name } asked that this person become an administrator ({ $regions }) until { $until }. Another administrator must agree.
person-note-recovery = { $name } asked that this person be let in again. Another administrator must agree.
person-note-approved = This person may enrol a new way to sign in until { $until }.
the-server = The server
term-state = Now
term-held = in force
term-idle = not in force
term-later = begins later
term-past = over
contact-none = not given
contact-logged = The log has your name and the reason for which you read this.
first-day = First day
last-day = Last day
day-wrong = Enter a day, as in 2026-11-21.
role-empty = Choose a role.

## What is done with a person
deed-contact = Show contact
deed-contact-note = Work e-mail and phone are shown once. The log and the person will see that you read them, and why.
deed-grant = Give a role
deed-grant-note = The role is in force from the first day to the end of the last one. It can be withdrawn before that.
deed-withdraw = Withdraw a role
deed-withdraw-note = The role ends at once; one that begins later falls away.
deed-ask-administrator = Ask for the role of administrator
deed-ask-administrator-note = Nothing changes until another administrator agrees.
deed-confirm-administrator = Agree: make administrator
deed-confirm-administrator-note = The person can then invite people and give roles in these regions. Agree only if you have checked the request with whoever asked.
deed-drop-administrator = Drop the request for administrator
deed-drop-administrator-note = The request falls away. It can be made again.
deed-ask-recovery = Ask to let this person in again
deed-ask-recovery-note = For somebody who has lost their key, phone or password. Nothing changes until another administrator agrees. Be sure first that it is the person who asks.
deed-approve-recovery = Agree: let in again
deed-approve-recovery-note = You get a one-time link for this person. When they use it, all their former ways to sign in, sessions and tokens end. Speak to the person yourself before you agree.
deed-cancel-recovery = Stop letting in again
deed-cancel-recovery-note = The request falls away, and a link that was handed out opens nothing.
deed-renew = Renew the invitation
deed-renew-note = You get a new one-time link; the former one opens nothing any more.
deed-correct = Correct name and contact
deed-correct-note = All fields are written anew; what you leave empty is empty afterwards. Show the contact first if you want to keep it.
deed-suspend = Suspend
deed-suspend-note = All sessions end at once, and the person can do nothing until somebody lets them work again. Roles stay as they are.
deed-resume = Let work again
deed-resume-note = Roles whose terms are not over are in force again. The person signs in as before.
deed-leave = End work with the program
deed-leave-note = Roles, ways to sign in, sessions and tokens end for ever. This can’t be undone: whoever comes back is invited anew.

## Organisations
agencies-title = Organisations
count-agencies = { $n ->
    [one] { $shown } organisation
   *[other] { $shown } organisations
}
agency-people = People at work
agency-at-work = { $n ->
    [one] { $shown } person
   *[other] { $shown } people
}
agency-state = State
agency-open = Takes part
agency-closed = closed
agency-unit-of = unit of “{ $name }”
agency-above = Unit of
agency-no-above = of none
agency-names = Names in other languages
agency-units = Units
found-title = Add an organisation
found-button = Add organisation
found-note = You can choose among the regions that you keep yourself.
deed-rename = Rename
deed-rename-note = The new name is shown everywhere at once; the log keeps the former one.
deed-regions = Change regions
deed-regions-note = Roles reach no further than the organisation: in a region that you take out they are no longer in force.
deed-place = Change the organisation above
deed-place-note = Of what an organisation is a unit decides which reports about officials it does not see.
deed-close = Close the organisation
deed-close-note = None of its people can do anything for it from that moment on. Nothing is deleted; it can be opened again.
deed-reopen = Open the organisation again
deed-reopen-note = Its people have again what they had, where the terms are not over.
