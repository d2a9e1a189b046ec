queue-title = Очередь
queue-lead-networks = { $networks }: сначала самые организованные
queue-lead-networks-newest = { $networks }: сначала самые свежие
queue-lead-networks-size = { $networks }: сначала самые большие
queue-lead-posts = { $posts }: сначала с высоким баллом
queue-lead-posts-newest = { $posts }: сначала новые
queue-lead-posts-relevance = { $posts }: сначала ближе к словам
queue-lead-none = По этим условиям ничего нет
queue-lead-empty = Пока ничего не загружено
empty-load = Загрузите выгрузку или ленту командой:
empty-ground = Источник без основания и срока хранения не принимается.
empty-filter = Снимите одно из условий или сбросьте фильтр.
note-no-networks = Сетей по этим условиям нет; ниже посты по одному.
note-first-thousand = Группы собраны из первых 1000 постов; сузьте условия.
queue-alone = Посты вне сетей, с высоким баллом
view = Вид
view-networks = По сетям
view-posts = По постам
filters = Фильтр
filter-words = Слова
filter-words-hint = слово, телефон, @имя
filter-band = Балл
filter-category = Вид
filter-language = Язык
filter-source = Источник
filter-place = Место
filter-from = С даты
filter-to = По дату
filter-sort = Порядок
filter-all = все
filter-apply = Применить
filter-reset = Сбросить
filter-option = { $name } ({ $shown })
sort-score = по баллу
sort-newest = сначала новые
sort-relevance = по словам
sort-organised = по организованности
sort-size = по размеру
picked = Отмечено: 
picked-copy = Скопировать список
pick = Отметить: { $key }
row-no-text = пост без текста
row-network = { $n ->
    [one] в сети { $shown } пост
    [few] в сети { $shown } поста
    [many] в сети { $shown } постов
   *[other] в сети { $shown } поста
}
row-network-open = показать { $posts }
row-title = { $category }: { $posts }, { $contacts }
row-title-found = { $category }: найдено { $posts }
row-more-places = и ещё { $shown }
category-none = вид не определён
organised-high = высоко организована
organised-medium = заметно организована
organised-low = слабо организована
