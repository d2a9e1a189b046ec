post = Пост
post-title = Пост { $key }
post-lead-for = { $n ->
    [one] { $shown } причина посмотреть
    [few] { $shown } причины посмотреть
    [many] { $shown } причин посмотреть
   *[other] { $shown } причины посмотреть
}
post-lead-against = { $shown } против
post-lead = { $for }, { $against }
post-lead-category = { $lead }: { $category }
post-lead-none = Причин посмотреть не найдено
post-band = Балл
post-score = Балл числом
post-category = Вид
post-stage = Стадия
post-language = Язык
post-source = Источник
post-author = Автор
post-url = Адрес (не ссылка)
post-published = Опубликован
post-edited = Изменён
post-forwarded = Переслан от
post-collected = Собран
post-mandate = Основание сбора
post-mandate-none = основание отозвано
post-keep = Хранится до
post-keep-value = { $day } ({ $left })
post-network = Сеть
post-network-value = { $id }: { $posts }
post-media = Файлы (не показываются)
post-original = Текст как в источнике
post-marks = Сплошная линия — причина, штриховая — довод против, точечная рамка — контакт. Номер ведёт к причине в таблице.
post-undone = Текст без уловок
post-no-tricks = Уловок не найдено: слова написаны открыто.
post-reasons = Причины
post-no-reasons = Ни один из признаков не найден.
post-earlier = Прежние версии текста
post-earlier-label = до { $date }
pictures = Изображения
picture-note = Изображения не показываются и не хранятся: сравниваются только их отпечатки. Общее изображение — лишь косвенная связь, а не доказательство, что посты разместил один человек.
picture-title = Изображение { $number } · отпечаток { $mark }…
picture-posts = { $n ->
    [one] То же изображение ещё в { $shown } посте.
    [few] То же изображение ещё в { $shown } постах.
    [many] То же изображение ещё в { $shown } постах.
   *[other] То же изображение ещё в { $shown } поста.
}
picture-alone = Ни в одном другом сохранённом посте этого изображения нет.
picture-flat = На изображении почти ничего не различить (один цвет, знак на белом фоне): его отпечаток ни с чем не связывает.
picture-likeness = Отличие
picture-equal = нет
picture-near = почти нет: { $shown } из 256 точек
picture-like = небольшое: { $shown } из 256 точек
reason = Причина
reason-weight = Вес
reason-quote = Слова поста
reason-source = Откуда признак
reason-model = Общий строй речи
reason-model-source = модель текста, обученная на размеченных постах
contacts = Контакты
no-contacts = Контактов не найдено.
contact-kind = Вид
contact-value = В едином виде
contact-written = Как написано в посте
facts = Сведения из поста
no-facts = Цен, возраста и мест не названо.
fact-price = Цена
fact-age = Возраст
fact-place = Место
age-from-to = { $from }–{ $to }
age-from = от { $from }
age-exact = { $from }
per-hour = в час
per-day = в день
per-night = за ночь
per-week = в неделю
per-month = в месяц
trick-invisible = невидимые знаки: { $shown }
trick-combining = лишние значки над буквами: { $shown }
trick-mixed-script = слова из букв разных алфавитов: { $shown }
trick-styled = фигурные буквы и цифры: { $shown }
trick-spaced-out = слова вразрядку: { $shown }
trick-leet = цифры и знаки вместо букв: { $shown }
trick-digit-disguise = буквы, слова и значки вместо цифр в номере: { $shown }
trick-other = другие уловки: { $shown }
trick-number = номер в обычном виде: { $written } → { $value }
