## Papers: head and frame
paper-law = Құқықтық негізі: { $text }
paper-law-blank = Құқықтық негізі енгізілмеген.
paper-contents = Мәліметтер құрамы: { $text }.
paper-form = { $code } нысаны, { $version }-редакция
paper-number = Нөмірі
paper-case = Іс, материал
paper-body = Орган
paper-place = Жасалған орны
paper-made = Жасалған уақыты
paper-item = Нысан
paper-origin = Қалай алынды
paper-address = Мекенжайы
paper-region = Өңірі
paper-tool = Немен алынды
paper-began = Басталды
paper-ended = Аяқталды
paper-standing = Жай-күйі
paper-holder = Сақтаушы
paper-clock = Уақыт компьютер сағаты бойынша көрсетілген: дүниежүзілік (UTC), содан кейін жергілікті.

## Sections
paper-steps-inspection = Не істелді, ретімен
paper-steps-custody = Нысанмен не болды
paper-step-number = Жазба №
paper-step-when = Қашан
paper-step-who = Кім
paper-step-what = Не және немен
paper-observed = Бетте не көрінеді
paper-circumstances = Мән-жайлар
paper-handed = Не тапсырылады
paper-found = Не алып қойылды
paper-thing = Зат, тасығыш
paper-thing-marks = Белгілері, сериялық нөмірі
paper-thing-packed = Қаптамасы, мөрі
paper-searches = Іздеу барысы
paper-search-resource = Ресурс
paper-search-words = Сұрау сөздері
paper-search-filters = Сүзгілер
paper-search-results = Табылды
paper-search-hash = Нәтиженің SHA-256 мәні
paper-search-note = Ескертпе
paper-results = { $n ->
   *[other] { $shown } нәтиже
}
paper-notes = Қорытындылар мен ескертпелер
paper-files = Файлдар
paper-files-none = Файлдар жоқ.
paper-file-count = { $n ->
   *[other] { $shown } файл
}
paper-bytes = { $n ->
   *[other] { $shown } байт
}
paper-file-name = Файл атауы және хеш-сомалары
paper-file-role = Бұл не
paper-file-size = Көлемі
paper-cut = Барлығы { $all }, алғашқы { $shown } көрсетілді. Толық тізім журнал жазбаларында және манифесте.
paper-missing = Не алынбады және неге
paper-missing-none = Сұралғанның бәрі алынды.
paper-missing-open = Алу аяқталған жоқ.
paper-missing-failed = Алу үзілді: { $why }. Келіп үлгергені сақталды.
paper-missing-what = Не
paper-missing-why = Неге
paper-seal = Тізімнің хеш-сомасы
paper-seal-manifest = Манифестің SHA-256 мәні: барлық файлдар мен алу мән-жайларының тізімі. Жанындағы кодта дәл осы мән бар.
paper-seal-log = Іздеу журналының SHA-256 мәні. Жанындағы кодта дәл осы мән бар.
paper-seal-none = Манифест жоқ: алу аяқталмаған.
paper-signatures = Қолдар
paper-sign-name = тегі, аты, әкесінің аты, лауазымы
paper-sign-here = қолы
paper-sign-date = күні
paper-copy = Көшірмесін алдым

## Hand-over
paper-gives = Тапсырады
paper-takes = Қабылдайды
paper-offered = Тапсыру ұсынылды
paper-until = Қабылдау мерзімі
paper-reason = Негізі
paper-taken = Қабылданды
paper-taken-not = әлі қабылданған жоқ

## Roles of people
paper-role-acts = Жасаған
paper-role-specialist = Маман
paper-role-witness = Куәгер, куә
paper-role-present = Қатысушы адам
paper-role-gives = Тапсырған
paper-role-takes = Қабылдаған

## How an item came
paper-origin-page = бағдарлама бетті ашты
paper-origin-upload = файлдар тапсырылды
paper-origin-service_export = сервистің өз құралымен шығарылды ({ $service })
paper-origin-photographed_screen = экранның фотосуреті
paper-origin-device = құрылғы немесе тасығыш табылды

## How an item stands
paper-standing-receiving = келіп жатыр
paper-standing-held = сақталуда
paper-standing-failed = толық алынбаған
paper-standing-given_back = қайтарылды

## What was done
paper-event-begun = Алу басталды
paper-event-arrived = Серверлердің жауаптары келіп, хештелді
paper-event-kept = Файлдар келіп, жазылды
paper-event-completed = Алу аяқталды
paper-event-failed = Алу үзілді
paper-event-viewed = Файл қаралды
paper-event-revealed = Жасырын сурет ашылды
paper-event-copied = Жұмыс көшірмесі жасалды
paper-event-examined = Көшірме зерттелді
paper-event-exported = Пакет берілді
paper-event-offered = Басқа органға тапсыру ұсынылды
paper-event-withdrawn = Ұсыныс қайтарып алынды
paper-event-taken = Басқа орган қабылдады
paper-event-given_back = Иесіне қайтарылды
paper-event-described = Кім немесе не көрінетіні жазылды
paper-event-stepped = Жадынама қадамына жауап
paper-event-packed = Оралды және мөрленді
paper-detail-files = { $count }, { $bytes }
paper-detail-tool = { $name }, { $version } нұсқасы
paper-detail-to = Кімге: { $body }, мерзімі: { $until }
paper-detail-copy = { $copy } көшірмесі
paper-detail-reason = Негізі: { $text }
paper-detail-finding = Анықталды: { $text }
paper-detail-receipt = Қолхат: { $text }
paper-detail-package = Пакет тізімінің SHA-256 мәні: { $hash }

## What a file is
paper-file-response = сервердің жауабы
paper-file-web_archive = веб-мұрағат
paper-file-received = сервер жіберген бет
paper-file-rendered = браузер көрсеткен бет
paper-file-screenshot = беттің суреті
paper-file-print = беттің баспа нұсқасы
paper-file-circumstances = алу мән-жайлары
paper-file-original = түпнұсқа
paper-file-manifest = манифест, файлдар тізімі
paper-file-time_stamp = уақыт белгісі

## Why something was not got
paper-why-refused = бағдарлама мұны жүктемейді
paper-why-timed_out = уақыты бітті
paper-why-too_large = шектен үлкен
paper-why-broken = сервер жауап бермеді немесе жауап үзілді
paper-why-abandoned = бет жауапты күтпеді

## Why it broke off
paper-failure-forbidden = мекенжай ішкі желіге апарады немесе рұқсат етілмеген
paper-failure-unreachable = атауы белгісіз немесе сервер жауап бермейді
paper-failure-timed_out = уақыты бітті
paper-failure-too_large = шектен үлкен
paper-failure-broken = браузердің немесе бағдарламаның ақауы
paper-failure-stopped = бағдарлама тоқтатылған
