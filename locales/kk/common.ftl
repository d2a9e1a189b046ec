## Page frame
skip = Негізгі мазмұнға өту
find-label = Жазбалардан іздеу
find-hint = сөз, телефон, @атау
find-button = Іздеу
tongues = Бет тілі
sight-within = Сіз мына жерлердің жазбаларын көресіз: { $regions }; орны көрсетілмеген жазбаларды да көресіз.
sight-no-place = Сіз орны көрсетілмеген жазбаларды ғана көресіз.
sections = Бөлімдер
nav-queue = Кезек
nav-search = Іздеу
nav-check = Мәтінді тексеру
nav-mirrors = Айна сайттар
nav-sources = Дереккөздер
nav-help = Анықтама
foot = Араша бағыт береді, шешімді адам қабылдайды. Бұл бет деректерді сыртқа жібермейді.
close = Жабу
copy = Көшіру
copied = Көшірілді
caution = Балл — қарап шығуға себеп қана, адам туралы қорытынды емес.
pages = Беттер
page-previous = Алдыңғы
page-next = Келесі
page-summary = { $total } ішінен { $from }–{ $to }
unknown = белгісіз

## Keyboard
keys-open = Пернелер
keys-title = Пернетақтамен жұмыс
keys-off = Бір пернелік командаларды өшіру
keys-note = Пернелер кез келген тіл орналасуында бірдей жұмыс істейді.
key-move = келесі, алдыңғы жол
key-enter = жолды ашу
key-select = жолды белгілеу
key-search = іздеуге өту
key-sheet = осы парақшаны көрсету
key-escape = парақшаны жабу, өрістен шығу

## Counts
count-posts = { $shown } жазба
count-networks = { $shown } желі
count-contacts = { $shown } байланыс дерегі
count-places = { $shown } елді мекен
count-sources = { $shown } дереккөз

## Dates
month-1 = қаңтар
month-2 = ақпан
month-3 = наурыз
month-4 = сәуір
month-5 = мамыр
month-6 = маусым
month-7 = шілде
month-8 = тамыз
month-9 = қыркүйек
month-10 = қазан
month-11 = қараша
month-12 = желтоқсан
date-day = { $year } ж. { $day } { $month }
date-full = { $day }, { $time } ({ $zone })
age-future = болашақ күн
age-minutes = { $n ->
    [0] жаңа ғана
   *[other] { $shown } минут бұрын
}
age-hours = { $shown } сағат бұрын
age-days = { $shown } күн бұрын
age-months = { $shown } ай бұрын
age-years = { $shown } жыл бұрын
left-over = мерзімі өтті
left-today = соңғы күн
left-days = { $shown } күн қалды

## Names of codes
band-high = жоғары
band-medium = орташа
band-low = төмен
band-none = белгі жоқ
lang-ru = орыс тілі
lang-kk = қазақ тілі
lang-ky = қырғыз тілі
lang-uz = өзбек тілі
lang-tg = тәжік тілі
lang-en = ағылшын тілі
lang-und = тілі анықталмады
kind-phone = телефон
kind-telegram = Telegram
kind-telegram-invite = Telegram шақыруы
kind-instagram = Instagram
kind-vk = ВКонтакте
kind-tiktok = TikTok
kind-email = электрондық пошта
kind-url = сілтеме
kind-domain = домен
kind-card = төлем картасы
kind-iban = шот (IBAN)
kind-wallet = криптоәмиян
stage-inform = хабарлау
stage-recruit = азғырып тарту
stage-offer = адамды ұсыну
stage-control = ұстау, бақылау
stage-money = ақша
strength-for-strong = қарауға салмақты себеп
strength-for = қарауға себеп
strength-for-weak = қарауға әлсіз себеп
strength-against-strong = салмақты қарсы айғақ
strength-against = қарсы айғақ
strength-against-weak = әлсіз қарсы айғақ

## Errors
error-not-found = Мұндай бет жоқ
error-not-found-what = Мекенжай қате жазылған немесе бет енді жоқ.
error-post = Мұндай жазба табылмады
error-post-what = Жазба жүктелмеген немесе сақтау мерзімі өтіп, жойылған.
error-network = Мұндай желі табылмады
error-network-what = Жаңа жазбалар қосылғанда желілер қайта құрылады; кезектен қайта табыңыз.
error-bad = Сұрау түсініксіз
error-bad-what = Мекенжайдағы мән дұрыс емес.
error-large = Мәтін тым ұзын
error-large-what = Мәтінді бөліп тексеріңіз.
error-refused = Сұрау қабылданбады
error-refused-what = Форма осы беттен жіберілуі керек. Бетті жаңартып, қайта жіберіңіз.
error-broken = Бетті көрсету мүмкін болмады
error-broken-what = Деректер қоймасы жауап бермеді. Деректер өзгерген жоқ; сәл кейін қайталаңыз.
error-queue = Кезекке оралу
error-search = Іздеу
error-help = Анықтаманы ашу
error-detail = Толығырақ:
