network-title = Сеть { $id }
network-lead = { $posts }, { $contacts }, { $places }
network-lead-dates = { $lead }: { $first } – { $last }
network-caution = Сеть — предположение: посты мог разместить один человек или группа. Решает человек.
network-parts = Части страницы
network-why = Почему это одна сеть
network-why-contacts = Посты держат вместе общие редкие контакты: { $contacts }.
network-why-links = { $n ->
    [one] Посты держит вместе { $shown } связь; причины — в таблице ниже.
    [few] Посты держат вместе { $shown } связи; причины — в таблице ниже.
    [many] Посты держат вместе { $shown } связей; причины — в таблице ниже.
   *[other] Посты держат вместе { $shown } связи; причины — в таблице ниже.
}
network-signs = Признаки организации
sign = Признак
sign-seen = Что видно
contact-posts = Постов
more-rows = { $n ->
    [one] и ещё { $shown } строка
    [few] и ещё { $shown } строки
    [many] и ещё { $shown } строк
   *[other] и ещё { $shown } строки
}
suppressed = Контакты, которые не учтены
suppressed-why = Они стоят в слишком многих непохожих постах (справочная сайта, рекламный бот, такси) и потому ничего не связывают.
places = Места
no-places = Мест не названо.
place-count = { $name } ({ $shown })
timeline = По времени
timeline-sentence = { $posts } с { $first } по { $last }; больше всего: { $peak }
timeline-bar = { $period }: { $posts }
as-table = Показать таблицей
period = Период
posts = Посты
no-dates = Даты постов неизвестны.
graph = Рисунок связей
graph-sentence = На рисунке { $posts } и { $contacts }.
graph-note = Не поместилось на рисунок: { $shown }. Всё есть в таблицах.
no-graph = Связей для рисунка нет.
graph-post = Пост { $key }
graph-contact = { $kind } { $value }: { $posts }
graph-hub = { $kind } { $value }: { $posts }; не учитывается
legend-post = пост
legend-contact = контакт
legend-hub = неучтённый контакт
legend-seen = стоит в посте (сплошная)
legend-inferred = предположение (штриховая)
links = Связи между постами
links-note = Всё, что на рисунке, стоит и в этой таблице: с весом и причиной.
link-a = Один пост
link-b = Другой пост
link-why = Почему связаны
link-weak = слабая связь
link-fair = заметная связь
link-strong = сильная связь
templates = Шаблоны текста
templates-note = Меняющиеся места отмечены.
template-caption = { $n ->
    [one] в { $shown } посте
    [few] в { $shown } постах
    [many] в { $shown } постах
   *[other] в { $shown } постах
}
members = { $n ->
    [one] В составе { $shown } пост
    [few] В составе { $shown } поста
    [many] В составе { $shown } постов
   *[other] В составе { $shown } поста
}
sign-several-places = несколько мест
sign-different-pay = разная плата за одно предложение
sign-rotating-contacts = контакты сменяют друг друга
sign-duration = длится долго
sign-several-stages = несколько стадий
sign-several-categories = несколько видов
sign-several-sources = несколько источников
sign-several-accounts = несколько аккаунтов
sign-copies = один и тот же текст
sign-many-posts = много постов
link-account = общий аккаунт
link-place-price = похожий текст, те же место и цена (предположение)
link-author = похожий текст, то же имя автора (предположение)
link-phone = общий телефон
link-telegram = общее имя в Telegram
link-profile = общий профиль в соцсети
link-email = общая эл. почта
link-link = общая ссылка или домен
link-account-number = общая карта, счёт или кошелёк
network-outside = { $n ->
    [one] Ещё { $shown } пост этой сети относится к другим регионам и не показан; здесь о нём ничего не сказано
    [few] Ещё { $shown } поста этой сети относятся к другим регионам и не показаны; здесь о них ничего не сказано
    [many] Ещё { $shown } постов этой сети относятся к другим регионам и не показаны; здесь о них ничего не сказано
   *[other] Ещё { $shown } поста этой сети относятся к другим регионам и не показаны; здесь о них ничего не сказано
}
hints = Тот же текст в других местах
hints-note = Это косвенный признак, а не связь: организаторы списывают друг у друга, поэтому один лишь одинаковый текст ничего не объединяет.
hint-network = { $n ->
    [one] Тот же текст стоит в { $shown } посте сети { $id }
    [few] Тот же текст стоит в { $shown } постах сети { $id }
    [many] Тот же текст стоит в { $shown } постах сети { $id }
   *[other] Тот же текст стоит в { $shown } постах сети { $id }
}
hint-alone = { $n ->
    [one] Тот же текст стоит в { $shown } посте вне сетей
    [few] Тот же текст стоит в { $shown } постах вне сетей
    [many] Тот же текст стоит в { $shown } постах вне сетей
   *[other] Тот же текст стоит в { $shown } постах вне сетей
}
sign-changed-hands = контакт перешёл в другие руки (остальные посты с ним — другого владельца)
sign-changed-hands-about = { $contact }, около { $day }
sign-weightless = веса не имеет
