## Page frame
skip = Skip to content
find-label = Search posts
find-hint = word, phone, @name
find-button = Find
tongues = Page language
sight-within = You see posts of: { $regions }, and posts of no place.
sight-no-place = You see posts of no place only.
sections = Sections
nav-queue = Queue
nav-search = Search
nav-check = Check a text
nav-mirrors = Mirror sites
nav-sources = Sources
nav-help = Help
foot = Arasha points, a person decides. This page sends no data anywhere.
close = Close
copy = Copy
copied = Copied
caution = The score is a reason to look, not a verdict on a person.
pages = Pages
page-previous = Previous
page-next = Next
page-summary = { $from }–{ $to } of { $total }
unknown = unknown

## Keyboard
keys-open = Keys
keys-title = Keyboard
keys-off = Switch single-key commands off
keys-note = The keys work in any keyboard layout.
key-move = next, previous row
key-enter = open the row
key-select = select the row
key-search = go to search
key-sheet = show this sheet
key-escape = close the sheet, leave a field

## Counts
count-posts = { $n ->
    [one] { $shown } post
   *[other] { $shown } posts
}
count-networks = { $n ->
    [one] { $shown } network
   *[other] { $shown } networks
}
count-contacts = { $n ->
    [one] { $shown } contact
   *[other] { $shown } contacts
}
count-places = { $n ->
    [one] { $shown } place
   *[other] { $shown } places
}
count-sources = { $n ->
    [one] { $shown } source
   *[other] { $shown } sources
}

## Dates
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December
date-day = { $day } { $month } { $year }
date-full = { $day }, { $time } ({ $zone })
age-future = dated in the future
age-minutes = { $n ->
    [0] just now
    [one] { $shown } minute ago
   *[other] { $shown } minutes ago
}
age-hours = { $n ->
    [one] { $shown } hour ago
   *[other] { $shown } hours ago
}
age-days = { $n ->
    [one] { $shown } day ago
   *[other] { $shown } days ago
}
age-months = { $n ->
    [one] { $shown } month ago
   *[other] { $shown } months ago
}
age-years = { $n ->
    [one] { $shown } year ago
   *[other] { $shown } years ago
}
left-over = past its term
left-today = last day
left-days = { $n ->
    [one] { $shown } day left
   *[other] { $shown } days left
}

## Names of codes
band-high = high
band-medium = medium
band-low = low
band-none = no signs
lang-ru = Russian
lang-kk = Kazakh
lang-ky = Kyrgyz
lang-uz = Uzbek
lang-tg = Tajik
lang-en = English
lang-und = language not told
kind-phone = phone
kind-telegram = Telegram
kind-telegram-invite = Telegram invitation
kind-instagram = Instagram
kind-vk = VK
kind-tiktok = TikTok
kind-email = e-mail
kind-url = link
kind-domain = domain
kind-card = payment card
kind-iban = account (IBAN)
kind-wallet = crypto wallet
stage-inform = informing
stage-recruit = recruitment
stage-offer = offer of a person
stage-control = control
stage-money = money
strength-for-strong = speaks strongly for
strength-for = speaks for
strength-for-weak = speaks weakly for
strength-against-strong = speaks strongly against
strength-against = speaks against
strength-against-weak = speaks weakly against

## Errors
error-not-found = There is no such page
error-not-found-what = The address has a mistake, or the page is gone.
error-post = There is no such post
error-post-what = The post was never loaded, or its term has passed and it was deleted.
error-network = There is no such network
error-network-what = Networks are gathered anew with each load; find it again in the queue.
error-bad = The request was not understood
error-bad-what = The address holds a wrong value.
error-large = The text is too long
error-large-what = Check it in parts.
error-refused = The request was refused
error-refused-what = The form must be sent from this very page. Reload it and send again.
error-broken = The page could not be shown
error-broken-what = The store did not answer. Nothing was changed; try again shortly.
error-queue = Back to the queue
error-search = Search
error-help = Open help
error-detail = Detail:
