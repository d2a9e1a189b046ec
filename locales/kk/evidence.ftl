## Evidence
nav-evidence = Дәлелдемелер
thing-item = Дәлелдеме
evidence-title = Дәлелдемелер
evidence-note = Мұнда дәлелдеме ретінде сақталғандар: әр файлдың төрт хеші келген сәтте журналға жазылған. Түпнұсқаны ешкім жазу үшін ашпайды; адамдар көшірмемен жұмыс істейді, әр көшірме жазылады.
evidence-capture-title = Бетті бекіту
evidence-capture-note = Ашық бет, http:// немесе https:// деп басталады. Бағдарламаның өз браузері ашады; бұл бір минутқа дейін созылады. Желі ішіндегі мекенжайлар ашылмайды.
evidence-address = Беттің мекенжайы
evidence-capture = Бекіту
evidence-no-address = Бұл беттің мекенжайы емес. Ол http:// немесе https:// деп басталады және 4 000 таңбадан аспайды.
post-capture = Бетті дәлелдеме ретінде бекіту
post-capture-note = Бағдарламаның браузері бетті өзі ашып, шектелгенге дейін сақтайды.
evidence-list = Не сақталды
evidence-none = Сізге көруге болатындардан әзірге ештеңе жоқ.
evidence-origin = Бұл не
evidence-standing = Жағдайы
evidence-by = Кім бекітті
evidence-holder = Кімде сақтаулы
evidence-item-title = Дәлелдеме
evidence-item = Белгісі
evidence-compartment = Қандай істерге
evidence-region = Өңір
evidence-wait = Бет өзі жаңарады.
evidence-look-again = Қазір қарау
evidence-files-count = { $n ->
    [one] { $shown } файл
   *[other] { $shown } файл
}
evidence-answers = { $n ->
    [one] { $shown } жауап
   *[other] { $shown } жауап
}
evidence-bytes = { $n ->
    [one] { $shown } байт
   *[other] { $shown } байт
}
evidence-files = Файлдар
evidence-files-note = Файлды қарау үшін жұмыс көшірмесін алып, себебін айтыңыз: бұл жазылады. Көшірме зиянды болуы мүмкін, абайлап ашыңыз.
evidence-copy = Жұмыс көшірмесін алу
evidence-copy-why = Көшірме не үшін керек
evidence-large-copy = Файл 256 мегабайттан үлкен: бет мұндай көшірме бермейді.
evidence-missing = Не алынбады
evidence-missing-count = { $n ->
    [one] { $shown } ресурс алынбады
   *[other] { $shown } ресурс алынбады
}
evidence-history = Онымен не болды
evidence-hand = Тапсыру
evidence-hand-note = Дәлелдеме басқа органға екі қолмен өтеді: бірі тапсырады, екіншісі қабылдайды.
evidence-offered-to = Ұсынылды:
evidence-offered-until = қабылдау мерзімі
evidence-offer-to = Кімге тапсыру
evidence-offer-why = Тапсыру негізі
evidence-offer = Ұсыну
evidence-no-body = Кімге тапсыратынын таңдаңыз.
evidence-withdraw = Ұсынысты қайтарып алу
evidence-withdraw-why = Неге
evidence-take = Қабылдау
evidence-give-back = Иесіне қайтару
evidence-receipt = Қолхат: кімге және қай құжат бойынша
evidence-origin-upload = Тапсырылған файлдар
evidence-origin-export = { $service } жүктемесі
evidence-origin-screen = Суретке түсірілген экран
evidence-origin-device = Табылған құрылғы немесе тасымалдаушы
evidence-receiving = Бекітіліп жатыр
evidence-held = Сақталды
evidence-failed = Бекітілмеді: { $why }
evidence-given-back = Қайтарылды
evidence-failure-forbidden = мекенжай желі ішіне апарады немесе ашылмайды
evidence-failure-unreachable = атауы белгісіз немесе ешкім жауап бермейді
evidence-failure-timed_out = уақыт жетпеді
evidence-failure-too_large = деректер тым көп
evidence-failure-broken = браузер немесе бағдарлама бұзылды
evidence-failure-stopped = бағдарлама тоқтатылды
evidence-missing-refused = жүктелмейді: желі ішіндегі мекенжай немесе бет емес
evidence-missing-timed_out = уақыт жетпеді
evidence-missing-too_large = тым үлкен
evidence-missing-broken = жауап жоқ немесе үзіліп қалды
evidence-missing-abandoned = бет онсыз жүре берді
evidence-role-response = сервер жауабы
evidence-role-web_archive = барлық алмасу мұрағаты (WARC)
evidence-role-received = сервер жіберген күйіндегі бет
evidence-role-rendered = браузер жинаған күйіндегі бет
evidence-role-screenshot = беттің суреті
evidence-role-print = басып шығаруға арналған бет
evidence-role-circumstances = мән-жайлар
evidence-role-original = тапсырылған файл
evidence-role-manifest = тізімдеме
evidence-role-time_stamp = үшінші тараптың уақыт белгісі

## Events
event-item-begun = Бекіту басталды
event-item-arrived = Сервер жауаптары келіп, хештелді
event-item-kept = Файл сақталды
event-item-completed = Бекіту аяқталды
event-item-failed = Бекіту сәтсіз болды
event-item-viewed = Файл қаралды
event-item-revealed = Сурет бүркемесіз ашылды
event-item-copied = Жұмыс көшірмесі алынды
event-item-examined = Көшірме зерттелді
event-item-exported = Топтамада берілді
event-item-offered = Басқа органға ұсынылды
event-item-withdrawn = Ұсыныс қайтарып алынды
event-item-taken = Басқа орган қабылдады
event-item-given_back = Иесіне қайтарылды
event-item-described = Адамдар мен орындар туралы жазылды (жасырын)
event-item-stepped = Жадынама қадамына жауап
event-item-packed = Оралды және мөрленді

## Refusals
item-unknown = Мұндай дәлелдеме жоқ.
item-already-begun = Бұл белгімен бірдеңе бар.
item-only-people = Мұны тек адам жасай алады.
item-not-receiving = Дәлелдеме сақталған: оған ештеңе қосуға болмайды.
item-still-receiving = Дәлелдеме әлі бекітіліп жатыр. Аяқталғанын күтіңіз.
item-no-files = Дәлелдемеде кемінде бір файл болуы керек.
item-too-many-files = Файл тым көп. Оларды бір мұрағатқа жинаңыз.
item-same-file-name = Екі файлдың атауы бірдей.
item-no-manifest = Тізімдеме жоқ.
item-no-such-file = Дәлелдемеде мұндай файл жоқ.
item-same-copy = Мұндай белгісі бар көшірме бар.
item-unlike-copy = Көшірме түпнұсқадан өзгеше.
item-no-such-copy = Мұндай көшірмені ешкім жасаған жоқ.
item-not-holder = Дәлелдеме басқа органда сақтаулы.
item-offer-pending = Дәлелдеме басқа органға ұсынылып қойған.
item-no-offer = Ұсыныс жоқ немесе мерзімі өтті.
item-not-for-you = Дәлелдеме басқа органға ұсынылған.
item-same-body = Дәлелдеме осы органда.
item-same-person = Тапсырған адам емес, басқа адам қабылдауы тиіс.
item-given-back = Дәлелдеме қайтарылды.
item-no-device = Бұл құрылғы да, тасымалдаушы да емес.
item-too-much-periphery = Қосылған заттар тым көп аталды. Бір бөлігін бірге сипаттаңыз.
item-in-future = Бұл сәт әлі келген жоқ.
item-no-such-step = Жадынамада мұндай қадам жоқ.
item-step-of-other-state = Бұл қадам басқа күйдегі құрылғыға арналған.
item-step-too-early = Алдымен бұрынырақ тұрған қадамға жауап беріңіз.
item-step-needs-other = Бұл қадам орындалмаған басқа қадамнан кейін ғана мүмкін.
