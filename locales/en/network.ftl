network-title = Network { $id }
network-lead = { $posts }, { $contacts }, { $places }
network-lead-dates = { $lead }: { $first } – { $last }
network-caution = A network is a conjecture: one person or group may have placed these posts. A person decides.
network-parts = Parts of the page
network-why = Why this is one network
network-why-contacts = Rare contacts that the posts share hold them together: { $contacts }.
network-why-links = { $n ->
    [one] { $shown } link holds the posts together; the reasons are in the table below.
   *[other] { $shown } links hold the posts together; the reasons are in the table below.
}
network-signs = Signs of organisation
sign = Sign
sign-seen = What was seen
contact-posts = Posts
more-rows = { $n ->
    [one] and { $shown } more row
   *[other] and { $shown } more rows
}
suppressed = Contacts left out of account
suppressed-why = They stand in too many unlike posts (a site's help line, an advertising bot, a taxi) and so link nothing.
places = Places
no-places = No places are named.
place-count = { $name } ({ $shown })
timeline = Over time
timeline-sentence = { $posts } from { $first } to { $last }; most: { $peak }
timeline-bar = { $period }: { $posts }
as-table = Show as a table
period = Period
posts = Posts
no-dates = The posts have no dates.
graph = Picture of the links
graph-sentence = The picture shows { $posts } and { $contacts }.
graph-note = Left out of the picture: { $shown }. All are in the tables.
no-graph = There are no links to draw.
graph-post = Post { $key }
graph-contact = { $kind } { $value }: { $posts }
graph-hub = { $kind } { $value }: { $posts }; left out of account
legend-post = post
legend-contact = contact
legend-hub = contact left out of account
legend-seen = stands in the post (solid)
legend-inferred = inferred (dashed)
links = Links between posts
links-note = All that the picture shows stands in this table too, with weight and reason.
link-a = One post
link-b = Other post
link-why = Why linked
link-weak = weak link
link-fair = clear link
link-strong = strong link
templates = Text templates
templates-note = The parts that change are marked.
template-caption = { $n ->
    [one] in { $shown } post
   *[other] in { $shown } posts
}
members = { $n ->
    [one] { $shown } post belongs to it
   *[other] { $shown } posts belong to it
}
sign-several-places = several places
sign-different-pay = different pay for one offer
sign-rotating-contacts = contacts take turns
sign-duration = goes on for long
sign-several-stages = several stages
sign-several-categories = several kinds
sign-several-sources = several sources
sign-several-accounts = several accounts
sign-copies = one text again and again
sign-many-posts = many posts
link-account = shared account
link-place-price = alike text, same place and price (inferred)
link-author = alike text, same author name (inferred)
link-phone = shared phone
link-telegram = shared Telegram name
link-profile = shared social profile
link-email = shared e-mail
link-link = shared link or domain
link-account-number = shared card, account or wallet
network-outside = { $n ->
    [one] { $shown } more post of this network is of other regions and is not shown; nothing here tells of it
   *[other] { $shown } more posts of this network are of other regions and are not shown; nothing here tells of them
}
hints = The same text elsewhere
hints-note = A hint, not a link: organisers copy each other, so a copied text alone joins nothing.
hint-network = { $n ->
    [one] The same text stands in { $shown } post of network { $id }
   *[other] The same text stands in { $shown } posts of network { $id }
}
hint-alone = { $n ->
    [one] The same text stands in { $shown } post without a network
   *[other] The same text stands in { $shown } posts without a network
}
sign-changed-hands = a contact changed hands (its other posts are another holder’s)
sign-changed-hands-about = { $contact }, about { $day }
sign-weightless = weighs nothing
