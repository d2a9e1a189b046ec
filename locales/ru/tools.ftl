search-title = Поиск
search-lead = Найдите слово, номер или имя в постах
search-lead-found = Найдено: { $posts }
search-lead-none = Ничего не найдено
search-none = Сократите слово, возьмите последние семь цифр номера или сбросьте фильтр.
search-hint-words = Слова: в любой форме; «қыздар» находится и по «кыздар».
search-hint-phone = Телефон: в любой записи, например 8 705 000 00 00, или последние цифры.
search-hint-handle = Имя: @имя; можно и ссылку.
search-hint-exact = Точные слова в кавычках: "точные слова"; исключить: -слово.
search-networks = Сети с этим контактом
search-posts = Посты
sources-title = Источники
sources-lead = { $sources }, хранится { $posts }
sources-note = Каждый источник читается на законном основании, посты удаляются по истечении срока. Что не относится к торговле людьми, лишь сосчитано и не хранится.
sources-empty = Источников нет
source = Источник
source-ground = Основание и объём
source-term = Срок хранения
source-posts = Хранится
source-look = Стоит посмотреть
source-read = Прочитано
source-dates = Даты постов
source-days = { $n ->
    [one] { $shown } день
    [few] { $shown } дня
    [many] { $shown } дней
   *[other] { $shown } дня
}
source-first-expires = самый ранний пост: { $left }
source-withdrawn = основание отозвано
source-range = { $first } – { $last }
source-none = постов нет
check-title = Проверить текст
check-note = Вставьте объявление или сообщение: программа покажет, какие в нём признаки. Ничего не сохраняется.
check-label = Текст
check-button = Проверить
check-examples = Примеры для пробы
check-example-1 = Работа за границей, по-русски, номер замаскирован
check-example-2 = Приглашение в эскорт, по-казахски
check-example-3 = Честная вакансия, по-русски
check-example-4 = Предупреждение о торговле людьми, по-английски
mirrors-title = Зеркала сайтов
mirrors-note = Закрытый сайт часто открывается снова под похожим именем. Вставьте список доменов: программа найдёт семейства и назовёт ожидаемые имена.
mirrors-label = Домены
mirrors-hint = По одному в строке; рядом можно дату (2026-03-01 или 01.03.2026).
mirrors-example = Показать пример
mirrors-button = Найти семейства
mirrors-lead = { $n ->
    [one] Найдено { $shown } семейство
    [few] Найдено { $shown } семейства
    [many] Найдено { $shown } семейств
   *[other] Найдено { $shown } семейства
}
mirrors-none = Семейств не найдено: имена не похожи друг на друга.
mirrors-family = { $n ->
    [one] { $shown } домен: { $name }
    [few] { $shown } домена: { $name }
    [many] { $shown } доменов: { $name }
   *[other] { $shown } домена: { $name }
}
family-members = Домены
family-why = Почему одно семейство
family-next = Ожидаемые имена
mirrors-lead-seen = { $n ->
    [one] В доменах из загруженных постов найдено { $shown } семейство
    [few] В доменах из загруженных постов найдено { $shown } семейства
    [many] В доменах из загруженных постов найдено { $shown } семейств
   *[other] В доменах из загруженных постов найдено { $shown } семейства
}
family-numbers = { $n ->
    [one] одно имя с разными номерами в { $shown } домене: { $common }
    [few] одно имя с разными номерами в { $shown } доменах: { $common }
    [many] одно имя с разными номерами в { $shown } доменах: { $common }
   *[other] одно имя с разными номерами в { $shown } доменах: { $common }
}
family-endings = { $n ->
    [one] одно имя с разными окончаниями в { $shown } домене: { $common }
    [few] одно имя с разными окончаниями в { $shown } доменах: { $common }
    [many] одно имя с разными окончаниями в { $shown } доменах: { $common }
   *[other] одно имя с разными окончаниями в { $shown } доменах: { $common }
}
family-affixes = { $n ->
    [one] одно имя с разными добавками в { $shown } домене: { $common }
    [few] одно имя с разными добавками в { $shown } доменах: { $common }
    [many] одно имя с разными добавками в { $shown } доменах: { $common }
   *[other] одно имя с разными добавками в { $shown } доменах: { $common }
}
family-spelling = { $n ->
    [one] одно имя в разном написании в { $shown } домене: { $common }
    [few] одно имя в разном написании в { $shown } доменах: { $common }
    [many] одно имя в разном написании в { $shown } доменах: { $common }
   *[other] одно имя в разном написании в { $shown } доменах: { $common }
}
mirrors-no-domain = { $n ->
    [one] В { $shown } строке нет домена, она пропущена: { $lines }
    [few] В { $shown } строках нет домена, они пропущены: { $lines }
    [many] В { $shown } строках нет домена, они пропущены: { $lines }
   *[other] В { $shown } строках нет домена, они пропущены: { $lines }
}
mirrors-no-date = { $n ->
    [one] В { $shown } строке дата не распознана, домен взят без неё: { $lines }
    [few] В { $shown } строках даты не распознаны, домены взяты без них: { $lines }
    [many] В { $shown } строках даты не распознаны, домены взяты без них: { $lines }
   *[other] В { $shown } строках даты не распознаны, домены взяты без них: { $lines }
}
family-content = { $n ->
    [one] общее содержание в { $shown } домене: { $common }
    [few] общее содержание в { $shown } доменах: { $common }
    [many] общее содержание в { $shown } доменах: { $common }
   *[other] общее содержание в { $shown } доменах: { $common }
}
family-wording = { $n ->
    [one] посты с одним и тем же текстом называют { $shown } домен: «{ $common }»
    [few] посты с одним и тем же текстом называют { $shown } домена: «{ $common }»
    [many] посты с одним и тем же текстом называют { $shown } доменов: «{ $common }»
   *[other] посты с одним и тем же текстом называют { $shown } домена: «{ $common }»
}
expect-number = следующий номер после { $after }, обычный шаг { $step }
expect-gap = пропущенный номер между { $between } и { $and }
expect-ending = { $n ->
    [one] это окончание есть у { $shown } домена семейства
    [few] это окончание есть у { $shown } доменов семейства
    [many] это окончание есть у { $shown } доменов семейства
   *[other] это окончание есть у { $shown } доменов семейства
}
