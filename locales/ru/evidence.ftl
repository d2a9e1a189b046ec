## Evidence
nav-evidence = Доказательства
thing-item = Доказательство
evidence-title = Доказательства
evidence-note = Здесь то, что сохранено как доказательство: каждый файл с четырьмя хешами, записанными в журнал в момент поступления. Оригинал никто не открывает на запись; работают с копией, и каждая копия записана.
evidence-capture-title = Зафиксировать страницу
evidence-capture-note = Открытая страница, с http:// или https://. Браузер программы откроет её сам; это занимает до минуты. Адреса внутри сетей не открываются.
evidence-address = Адрес страницы
evidence-capture = Зафиксировать
evidence-no-address = Это не адрес страницы. Он начинается с http:// или https:// и не длиннее 4 000 знаков.
post-capture = Зафиксировать страницу как доказательство
post-capture-note = Браузер программы откроет страницу сам и сохранит её до того, как её ограничат.
evidence-list = Что сохранено
evidence-none = Пока ничего из того, что вам можно видеть.
evidence-origin = Что это
evidence-standing = Состояние
evidence-by = Кто зафиксировал
evidence-holder = У кого хранится
evidence-item-title = Доказательство
evidence-item = Обозначение
evidence-compartment = К каким делам
evidence-region = Регион
evidence-wait = Страница обновляется сама.
evidence-look-again = Посмотреть сейчас
evidence-files-count = { $n ->
    [one] { $shown } файл
    [few] { $shown } файла
    [many] { $shown } файлов
   *[other] { $shown } файла
}
evidence-answers = { $n ->
    [one] { $shown } ответ
    [few] { $shown } ответа
    [many] { $shown } ответов
   *[other] { $shown } ответа
}
evidence-bytes = { $n ->
    [one] { $shown } байт
    [few] { $shown } байта
    [many] { $shown } байт
   *[other] { $shown } байта
}
evidence-files = Файлы
evidence-files-note = Чтобы посмотреть файл, возьмите рабочую копию и назовите причину: это записывается. Копия может быть враждебной, открывайте её с осторожностью.
evidence-copy = Взять рабочую копию
evidence-copy-why = Зачем нужна копия
evidence-large-copy = Файл больше 256 мегабайт: такую копию страница не выдаёт.
evidence-missing = Что не получено
evidence-missing-count = { $n ->
    [one] не получен { $shown } ресурс
    [few] не получены { $shown } ресурса
    [many] не получены { $shown } ресурсов
   *[other] не получены { $shown } ресурса
}
evidence-history = Что с ним происходило
evidence-hand = Передача
evidence-hand-note = Доказательство переходит к другому органу по двум подписям: один передаёт, другой принимает.
evidence-offered-to = Предложено:
evidence-offered-until = принять можно до
evidence-offer-to = Кому передать
evidence-offer-why = Основание передачи
evidence-offer = Предложить
evidence-no-body = Выберите, кому передать.
evidence-withdraw = Отозвать предложение
evidence-withdraw-why = Почему
evidence-take = Принять
evidence-give-back = Вернуть владельцу
evidence-receipt = Расписка: кому и по какому документу
evidence-origin-upload = Переданные файлы
evidence-origin-export = Выгрузка из { $service }
evidence-origin-screen = Сфотографированный экран
evidence-origin-device = Найденное устройство или носитель
evidence-receiving = Фиксируется
evidence-held = Сохранено
evidence-failed = Не получилось: { $why }
evidence-given-back = Возвращено
evidence-failure-forbidden = адрес ведёт внутрь сети или не открывается
evidence-failure-unreachable = имя неизвестно или никто не отвечает
evidence-failure-timed_out = не хватило времени
evidence-failure-too_large = слишком много данных
evidence-failure-broken = сломался браузер или программа
evidence-failure-stopped = программа была остановлена
evidence-missing-refused = не загружается: адрес внутри сети или не страница
evidence-missing-timed_out = не хватило времени
evidence-missing-too_large = слишком большой
evidence-missing-broken = нет ответа, или он оборвался
evidence-missing-abandoned = страница обошлась без него
evidence-role-response = ответ сервера
evidence-role-web_archive = архив всех обменов (WARC)
evidence-role-received = страница, как её прислал сервер
evidence-role-rendered = страница, как её собрал браузер
evidence-role-screenshot = снимок страницы
evidence-role-print = страница для печати
evidence-role-circumstances = обстоятельства
evidence-role-original = переданный файл
evidence-role-manifest = опись
evidence-role-time_stamp = отметка времени третьей стороны

## Events
event-item-begun = Начата фиксация
event-item-arrived = Ответы сервера получены и хешированы
event-item-kept = Файл сохранён
event-item-completed = Фиксация завершена
event-item-failed = Фиксация не удалась
event-item-viewed = Файл просмотрен
event-item-revealed = Изображение открыто без размытия
event-item-copied = Взята рабочая копия
event-item-examined = Копия исследована
event-item-exported = Выдано в пакете
event-item-offered = Предложено другому органу
event-item-withdrawn = Предложение отозвано
event-item-taken = Принято другим органом
event-item-given_back = Возвращено владельцу
event-item-described = Записано о людях и местах (скрыто)
event-item-stepped = Ответ на шаг памятки
event-item-packed = Упаковано и опечатано

## Refusals
item-unknown = Такого доказательства нет.
item-already-begun = Под этим обозначением уже что-то есть.
item-only-people = Это может сделать только человек.
item-not-receiving = Доказательство уже сохранено: добавить в него ничего нельзя.
item-still-receiving = Доказательство ещё фиксируется. Подождите, пока это закончится.
item-no-files = В доказательстве должен быть хотя бы один файл.
item-too-many-files = Файлов слишком много. Соберите их в один архив.
item-same-file-name = Два файла называются одинаково.
item-no-manifest = Нет описи.
item-no-such-file = Такого файла в доказательстве нет.
item-same-copy = Копия с таким обозначением уже есть.
item-unlike-copy = Копия отличается от оригинала.
item-no-such-copy = Такой копии никто не делал.
item-not-holder = Доказательство хранится у другого органа.
item-offer-pending = Доказательство уже предложено другому органу.
item-no-offer = Предложения нет, или его время вышло.
item-not-for-you = Доказательство предложено другому органу.
item-same-body = Доказательство уже у этого органа.
item-same-person = Принять должен другой человек, не тот, кто передаёт.
item-given-back = Доказательство возвращено.
item-no-device = Это не устройство и не носитель.
item-too-much-periphery = Названо слишком много подключённого. Опишите часть вместе.
item-in-future = Этот момент ещё не наступил.
item-no-such-step = Такого шага в памятке нет.
item-step-of-other-state = Этот шаг для устройства в другом состоянии.
item-step-too-early = Сначала ответьте на шаг, который стоит раньше.
item-step-needs-other = Этот шаг возможен только после другого, который не выполнен.
