## Papers: head and frame
paper-law = Правовое основание: { $text }
paper-law-blank = Правовое основание не введено.
paper-contents = Состав сведений: { $text }.
paper-form = форма { $code }, редакция { $version }
paper-number = Номер
paper-case = Дело, материал
paper-body = Орган
paper-place = Место составления
paper-made = Составлено
paper-item = Объект
paper-origin = Как получено
paper-address = Адрес
paper-region = Регион
paper-tool = Чем получено
paper-began = Начато
paper-ended = Окончено
paper-standing = Состояние
paper-holder = Хранит
paper-clock = Время указано по часам компьютера: всемирное (UTC), затем местное.

## Sections
paper-steps-inspection = Что сделано, по порядку
paper-steps-custody = Что происходило с объектом
paper-step-number = № записи
paper-step-when = Когда
paper-step-who = Кто
paper-step-what = Что и чем
paper-observed = Что видно на странице
paper-circumstances = Обстоятельства
paper-handed = Что передаётся
paper-found = Что изъято
paper-thing = Предмет, носитель
paper-thing-marks = Признаки, серийный номер
paper-thing-packed = Упаковка, печать
paper-searches = Ход поиска
paper-search-resource = Ресурс
paper-search-words = Слова запроса
paper-search-filters = Фильтры
paper-search-results = Найдено
paper-search-hash = SHA-256 результата
paper-search-note = Заметка
paper-results = { $n ->
    [one] { $shown } результат
    [few] { $shown } результата
    [many] { $shown } результатов
   *[other] { $shown } результата
}
paper-notes = Выводы и заметки
paper-files = Файлы
paper-files-none = Файлов нет.
paper-file-count = { $n ->
    [one] { $shown } файл
    [few] { $shown } файла
    [many] { $shown } файлов
   *[other] { $shown } файла
}
paper-bytes = { $n ->
    [one] { $shown } байт
    [few] { $shown } байта
    [many] { $shown } байт
   *[other] { $shown } байта
}
paper-file-name = Имя файла и хеш-суммы
paper-file-role = Что это
paper-file-size = Размер
paper-cut = Показаны первые { $shown } из { $all }. Полный перечень — в записях журнала и в манифесте.
paper-missing = Что не получено и почему
paper-missing-none = Всё, что запрашивалось, получено.
paper-missing-open = Получение не окончено.
paper-missing-failed = Получение прервано: { $why }. Сохранено то, что успело поступить.
paper-missing-what = Что
paper-missing-why = Почему
paper-seal = Хеш-сумма перечня
paper-seal-manifest = SHA-256 манифеста: перечня всех файлов и обстоятельств получения. Код рядом содержит то же значение.
paper-seal-log = SHA-256 журнала поиска. Код рядом содержит то же значение.
paper-seal-none = Манифеста нет: получение не завершено.
paper-signatures = Подписи
paper-sign-name = фамилия, имя, отчество, должность
paper-sign-here = подпись
paper-sign-date = дата
paper-copy = Копию получил(а)

## Hand-over
paper-gives = Передаёт
paper-takes = Принимает
paper-offered = Предложено передать
paper-until = Принять можно до
paper-reason = Основание
paper-taken = Принято
paper-taken-not = ещё не принято

## Roles of people
paper-role-acts = Составил(а)
paper-role-specialist = Специалист
paper-role-witness = Понятой, свидетель
paper-role-present = Участвующее лицо
paper-role-gives = Передал(а)
paper-role-takes = Принял(а)

## How an item came
paper-origin-page = программа открыла страницу
paper-origin-upload = переданы файлы
paper-origin-service_export = выгрузка средствами сервиса ({ $service })
paper-origin-photographed_screen = фотоснимок экрана
paper-origin-device = найдено устройство или носитель

## How an item stands
paper-standing-receiving = поступает
paper-standing-held = хранится
paper-standing-failed = получено не полностью
paper-standing-given_back = возвращено

## What was done
paper-event-begun = Начато получение
paper-event-arrived = Ответы серверов получены и хешированы
paper-event-kept = Поступили и записаны файлы
paper-event-completed = Получение окончено
paper-event-failed = Получение прервано
paper-event-viewed = Просмотрен файл
paper-event-revealed = Открыто скрытое изображение
paper-event-copied = Сделана рабочая копия
paper-event-examined = Исследована копия
paper-event-exported = Выдан пакет
paper-event-offered = Предложено передать другому органу
paper-event-withdrawn = Предложение снято
paper-event-taken = Принято другим органом
paper-event-given_back = Возвращено
paper-event-described = Записано, кто или что видно
paper-event-stepped = Ответ на шаг памятки
paper-event-packed = Упаковано и опечатано
paper-detail-files = { $count }, { $bytes }
paper-detail-tool = { $name }, версия { $version }
paper-detail-to = Кому: { $body }, до { $until }
paper-detail-copy = Копия { $copy }
paper-detail-reason = Основание: { $text }
paper-detail-finding = Установлено: { $text }
paper-detail-receipt = Расписка: { $text }
paper-detail-package = SHA-256 перечня пакета: { $hash }

## What a file is
paper-file-response = ответ сервера
paper-file-web_archive = веб-архив
paper-file-received = страница, как её прислал сервер
paper-file-rendered = страница, как её показал браузер
paper-file-screenshot = снимок страницы
paper-file-print = печать страницы
paper-file-circumstances = обстоятельства получения
paper-file-original = оригинал
paper-file-manifest = манифест
paper-file-time_stamp = метка времени

## Why something was not got
paper-why-refused = программа этого не загружает
paper-why-timed_out = истекло время
paper-why-too_large = больше предела
paper-why-broken = сервер не ответил или ответ оборвался
paper-why-abandoned = страница не стала ждать ответа

## Why it broke off
paper-failure-forbidden = адрес ведёт во внутреннюю сеть или недопустим
paper-failure-unreachable = имя неизвестно или сервер не отвечает
paper-failure-timed_out = истекло время
paper-failure-too_large = больше предела
paper-failure-broken = сбой браузера или программы
paper-failure-stopped = программа была остановлена
