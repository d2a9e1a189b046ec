search-title = Search
search-lead = Find a word, a number or a name in the posts
search-lead-found = Found: { $posts }
search-lead-none = Nothing was found
search-none = Shorten the word, take the last seven digits of the number, or clear the filter.
search-hint-words = Words: in any inflection; “қыздар” is found by “кыздар” too.
search-hint-phone = Phone: in any form, for instance 8 705 000 00 00, or its last digits.
search-hint-handle = Name: @name; a link will do too.
search-hint-exact = Exact words in quotes: "exact words"; to leave out: -word.
search-networks = Networks with this contact
search-posts = Posts
sources-title = Sources
sources-lead = { $sources }, { $posts } kept
sources-note = Each source is read on a legal ground, and its posts are deleted at the end of their term. What does not bear on trafficking is counted and not kept.
sources-empty = No sources
source = Source
source-ground = Ground and scope
source-term = Term
source-posts = Kept
source-look = Worth a look
source-read = Read
source-dates = Dates of posts
source-days = { $n ->
    [one] { $shown } day
   *[other] { $shown } days
}
source-first-expires = earliest post: { $left }
source-withdrawn = ground withdrawn
source-range = { $first } – { $last }
source-none = no posts
check-title = Check a text
check-note = Paste an advert or a message: the program shows which signs it holds. Nothing is stored.
check-label = Text
check-button = Check
check-examples = Examples to try
check-example-1 = Work abroad, in Russian, number disguised
check-example-2 = Invitation to escort work, in Kazakh
check-example-3 = An honest vacancy, in Russian
check-example-4 = A warning about trafficking, in English
mirrors-title = Mirror sites
mirrors-note = A blocked site often opens again under a similar name. Paste a list of domains: the program finds families and names what may come next.
mirrors-label = Domains
mirrors-hint = One a line; a date may stand beside it (2026-03-01 or 01.03.2026).
mirrors-example = Show an example
mirrors-button = Find families
mirrors-lead = { $n ->
    [one] { $shown } family found
   *[other] { $shown } families found
}
mirrors-none = No families found: the names are unlike.
mirrors-family = { $n ->
    [one] { $shown } domain: { $name }
   *[other] { $shown } domains: { $name }
}
family-members = Domains
family-why = Why one family
family-next = Expected names
mirrors-lead-seen = { $n ->
    [one] { $shown } family found among domains in loaded posts
   *[other] { $shown } families found among domains in loaded posts
}
family-numbers = { $n ->
    [one] one name with changing numbers in { $shown } domain: { $common }
   *[other] one name with changing numbers in { $shown } domains: { $common }
}
family-endings = { $n ->
    [one] one name under several endings in { $shown } domain: { $common }
   *[other] one name under several endings in { $shown } domains: { $common }
}
family-affixes = { $n ->
    [one] one name with changing affixes in { $shown } domain: { $common }
   *[other] one name with changing affixes in { $shown } domains: { $common }
}
family-spelling = { $n ->
    [one] one name spelled differently in { $shown } domain: { $common }
   *[other] one name spelled differently in { $shown } domains: { $common }
}
mirrors-no-domain = { $n ->
    [one] { $shown } line holds no domain and was left out: { $lines }
   *[other] { $shown } lines hold no domain and were left out: { $lines }
}
mirrors-no-date = { $n ->
    [one] The date in { $shown } line was not understood; its domain is taken without one: { $lines }
   *[other] The dates in { $shown } lines were not understood; their domains are taken without one: { $lines }
}
family-content = { $n ->
    [one] the same content in { $shown } domain: { $common }
   *[other] the same content in { $shown } domains: { $common }
}
family-wording = { $n ->
    [one] posts of one wording name { $shown } domain: “{ $common }”
   *[other] posts of one wording name { $shown } domains: “{ $common }”
}
expect-number = next number after { $after }, usual step { $step }
expect-gap = number left out between { $between } and { $and }
expect-ending = { $n ->
    [one] the ending is used by { $shown } domain of the family
   *[other] the ending is used by { $shown } domains of the family
}
