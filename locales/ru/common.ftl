## Page frame
skip = Перейти к содержанию
find-label = Искать в постах
find-hint = слово, телефон, @имя
find-button = Найти
tongues = Язык страниц
sight-within = Вы видите посты: { $regions }, и посты без места.
sight-no-place = Вы видите только посты без места.
sections = Разделы
nav-queue = Очередь
nav-search = Поиск
nav-check = Проверить текст
nav-mirrors = Зеркала сайтов
nav-sources = Источники
nav-help = Справка
foot = Араша подсказывает, решает человек. Страница никуда не отправляет данные.
close = Закрыть
copy = Копировать
copied = Скопировано
caution = Балл — это повод посмотреть, а не вывод о человеке.
pages = Страницы
page-previous = Назад
page-next = Дальше
page-summary = { $from }–{ $to } из { $total }
unknown = неизвестно

## Keyboard
keys-open = Клавиши
keys-title = Работа с клавиатуры
keys-off = Отключить команды одной клавишей
keys-note = Клавиши работают в любой раскладке.
key-move = следующая, предыдущая строка
key-enter = открыть строку
key-select = отметить строку
key-search = перейти к поиску
key-sheet = показать эту памятку
key-escape = закрыть памятку, выйти из поля

## Counts
count-posts = { $n ->
    [one] { $shown } пост
    [few] { $shown } поста
    [many] { $shown } постов
   *[other] { $shown } поста
}
count-networks = { $n ->
    [one] { $shown } сеть
    [few] { $shown } сети
    [many] { $shown } сетей
   *[other] { $shown } сети
}
count-contacts = { $n ->
    [one] { $shown } контакт
    [few] { $shown } контакта
    [many] { $shown } контактов
   *[other] { $shown } контакта
}
count-places = { $n ->
    [one] { $shown } место
    [few] { $shown } места
    [many] { $shown } мест
   *[other] { $shown } места
}
count-sources = { $n ->
    [one] { $shown } источник
    [few] { $shown } источника
    [many] { $shown } источников
   *[other] { $shown } источника
}

## Dates
month-1 = января
month-2 = февраля
month-3 = марта
month-4 = апреля
month-5 = мая
month-6 = июня
month-7 = июля
month-8 = августа
month-9 = сентября
month-10 = октября
month-11 = ноября
month-12 = декабря
date-day = { $day } { $month } { $year } г.
date-full = { $day }, { $time } ({ $zone })
age-future = дата в будущем
age-minutes = { $n ->
    [0] только что
    [one] { $shown } минуту назад
    [few] { $shown } минуты назад
    [many] { $shown } минут назад
   *[other] { $shown } минуты назад
}
age-hours = { $n ->
    [one] { $shown } час назад
    [few] { $shown } часа назад
    [many] { $shown } часов назад
   *[other] { $shown } часа назад
}
age-days = { $n ->
    [one] { $shown } день назад
    [few] { $shown } дня назад
    [many] { $shown } дней назад
   *[other] { $shown } дня назад
}
age-months = { $n ->
    [one] { $shown } месяц назад
    [few] { $shown } месяца назад
    [many] { $shown } месяцев назад
   *[other] { $shown } месяца назад
}
age-years = { $n ->
    [one] { $shown } год назад
    [few] { $shown } года назад
    [many] { $shown } лет назад
   *[other] { $shown } года назад
}
left-over = срок истёк
left-today = последний день
left-days = { $n ->
    [one] остался { $shown } день
    [few] осталось { $shown } дня
    [many] осталось { $shown } дней
   *[other] осталось { $shown } дня
}

## Names of codes
band-high = высокий
band-medium = средний
band-low = низкий
band-none = нет признаков
lang-ru = русский
lang-kk = казахский
lang-ky = киргизский
lang-uz = узбекский
lang-tg = таджикский
lang-en = английский
lang-und = язык не определён
kind-phone = телефон
kind-telegram = Telegram
kind-telegram-invite = приглашение Telegram
kind-instagram = Instagram
kind-vk = ВКонтакте
kind-tiktok = TikTok
kind-email = эл. почта
kind-url = ссылка
kind-domain = домен
kind-card = платёжная карта
kind-iban = счёт (IBAN)
kind-wallet = криптокошелёк
stage-inform = сообщение
stage-recruit = вербовка
stage-offer = предложение людей
stage-control = удержание, контроль
stage-money = деньги
strength-for-strong = сильно говорит за
strength-for = говорит за
strength-for-weak = слабо говорит за
strength-against-strong = сильно говорит против
strength-against = говорит против
strength-against-weak = слабо говорит против

## Errors
error-not-found = Такой страницы нет
error-not-found-what = Адрес записан с ошибкой, или страницы больше нет.
error-post = Такого поста нет
error-post-what = Пост не загружен, или срок его хранения истёк и он удалён.
error-network = Такой сети нет
error-network-what = Сети собираются заново с каждой загрузкой; найдите её снова в очереди.
error-bad = Запрос не понят
error-bad-what = В адресе стоит неверное значение.
error-large = Текст слишком длинный
error-large-what = Проверьте текст по частям.
error-refused = Запрос отклонён
error-refused-what = Форма должна быть отправлена с этой же страницы. Обновите страницу и отправьте снова.
error-broken = Не удалось показать страницу
error-broken-what = Хранилище не ответило. Данные не изменились; повторите чуть позже.
error-queue = Вернуться к очереди
error-search = Поиск
error-help = Открыть справку
error-detail = Подробность:
