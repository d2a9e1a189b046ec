## Telling who did what
told-machine = сама программа
told-when = Когда
told-who = Кто
told-agency = Организация
told-what = Что произошло
told-thing = С чем
told-entry = Запись
told-why = Причина
told-place = Место в журнале
told-veiled = Идентификатор вам не показан: за ним защищаемый человек.
thing-person = Сотрудник
thing-agency = Участвующая организация
thing-subject = Персональные данные
thing-emergency = Экстренный доступ
thing-export = Выгрузка журнала
field-person-name = имя
field-person-contact = рабочие почта и телефон

## Who has seen this
seen-title = Кто видел персональные данные
seen-note = Каждое чтение персональных данных записано в журнале. Здесь видно, кто читал ваши данные и данные, за которые вы отвечаете.
seen-mine = Обо мне
seen-own = Мои данные
seen-of-subject = Данные, за которые вы отвечаете
seen-answered-for = Люди, за чьи данные я отвечаю
seen-none-answered-for = Таких нет.
seen-no-data = Сами данные здесь не показаны.
seen-erased = Данные стёрты навсегда; кто их видел, остаётся известным.
seen-never = Никто их не видел.
seen-times = { $n ->
    [one] { $shown } раз
    [few] { $shown } раза
    [many] { $shown } раз
   *[other] { $shown } раза
}
seen-people = { $n ->
    [one] { $shown } человек
    [few] { $shown } человека
    [many] { $shown } человек
   *[other] { $shown } человека
}
seen-lead = Просмотрено { $times }, видели { $people }
seen-fields = Что прочитано

## The log
log-title = Журнал
log-note = Кто, когда, что и с какой целью сделал, сначала новое. Персональных данных в открытом виде в журнале нет.
log-mentions = Упоминает (идентификатор)
log-withheld = Записи, которых ваши права не открывают, здесь не показаны.
log-none = Ничего не найдено.
log-none-here = Среди последних записей для вас ничего нет; посмотрите более старые.
log-newest = Самые новые
log-older = Более старые
log-wrong-id = Это не идентификатор. Скопируйте его целиком, как person-…
log-wrong-kind = Такого вида нет. Выберите из списка.
log-wrong-day = Это не дата. Напишите как 2026-11-21.
entry-title = Запись журнала № { $place }
entry-hash = Хеш (SHA-256)
entry-proof = Такова ли она, какой была записана?
entry-covered = { $n ->
    [one] Она стоит в журнале именно такой: её хеш вычислен заново и ведёт к контрольной точке на { $shown } запись, которую подписал { $origin } ({ $root }).
    [few] Она стоит в журнале именно такой: её хеш вычислен заново и ведёт к контрольной точке на { $shown } записи, которую подписал { $origin } ({ $root }).
    [many] Она стоит в журнале именно такой: её хеш вычислен заново и ведёт к контрольной точке на { $shown } записей, которую подписал { $origin } ({ $root }).
   *[other] Она стоит в журнале именно такой: её хеш вычислен заново и ведёт к контрольной точке на { $shown } записи, которую подписал { $origin } ({ $root }).
}
entry-no-witness = Ни один свидетель эту контрольную точку не заверил.
entry-witnesses = { $n ->
    [one] Заверил { $shown } свидетель:
    [few] Заверили { $shown } свидетеля:
    [many] Заверили { $shown } свидетелей:
   *[other] Заверили { $shown } свидетеля:
}
entry-not-covered = Эту запись ещё не покрывает ни одна подписанная контрольная точка. Её делают те, кто сопровождает программу, командой «arasha checkpoint».
entry-check = Сами подписи проверяют, имея ключи на руках, командой:
entry-veiled = Сама строка вам не показана: в ней идентификатор защищаемого человека. Хеш и доказательство выше относятся ко всей строке.
entry-line = Запись, для чтения
entry-raw = Та самая строка, от которой взят хеш

## Taking the log out
export-title = Выгрузить найденное
export-note = Не больше 100 000 записей. То, что вы их взяли, что искали и по какой причине, навсегда останется в журнале. Кто читает файл вне программы, никто не видит: храните его как материалы дела.
export-form = В каком виде
export-form-empty = Выберите вид файла.
export-csv = Таблица (CSV)
export-json = Строки, от которых взят хеш (JSON Lines)
export-button = Выгрузить
export-already-exported = Это уже выгружено. Попробуйте ещё раз.
export-only-people = Это делает только человек, не сервер. Войдите под своим именем.
export-nothing = Ничего не найдено, выгружать нечего. Измените поиск.
export-too-many = Это больше 100 000 записей. Выберите меньше дней или один вид и выгрузите по частям.
event-export-exported = Часть журнала выгружена

## Emergencies
emergencies-title = Экстренный доступ
emergencies-none-wait = Вас ничего не ждёт.
emergencies-wait = { $n ->
    [one] Вас ждёт { $shown } экстренный случай.
    [few] Вас ждут { $shown } экстренных случая.
    [many] Вас ждут { $shown } экстренных случаев.
   *[other] Вас ждут { $shown } экстренных случая.
}
emergencies-note = В экстренном случае данные одного человека открываются для чтения на короткое время, когда это подтвердил второй сотрудник. После этого каждый случай проверяет прокурор.
emergencies-waiting = Ждут вас
emergencies-others = Все остальные, сначала новые
emergencies-cut = Более старые есть в журнале.
emergencies-asked = Запрошено
emergencies-opened = Подтверждено и открыто
emergencies-declined = Отклонено или отозвано
emergencies-lapsed = Никем вовремя не подтверждено
emergencies-unreviewed = Открыто и ещё не проверено
emergencies-proper = Признано обоснованным
emergencies-improper = Признано необоснованным
emergency-ask-title = Запросить экстренный доступ
emergency-ask-note = Только если промедление кому-то повредит. Коллега должен подтвердить в течение 15 минут. Каждое чтение записывается, а прокурор потом проверит, была ли необходимость.
emergency-subject = Чьи данные (идентификатор)
emergency-reason-note = Что случится, если ждать. Не называйте человека: причина не шифруется.
emergency-minutes-label = На сколько минут (не больше { $shown })
emergency-minutes = { $n ->
    [one] { $shown } минута
    [few] { $shown } минуты
    [many] { $shown } минут
   *[other] { $shown } минуты
}
emergency-ask = Запросить доступ
emergency-asked = Запрошено когда
emergency-standing = Состояние
emergency-reviewed = проверено:
emergency-by = Кто запросил
emergency-second = Кто подтвердил
emergency-where = Где лежат данные
emergency-for = На какое время
emergency-confirm-note = Если вы подтвердите, данные сразу откроются тому, кто запросил. Отвечаете за это вы оба.
emergency-confirm = Подтвердить и открыть
emergency-decline-why = Почему доступа не будет
emergency-decline = Отклонить
emergency-end = Закрыть доступ сейчас
emergency-finding = Была ли необходимость?
emergency-review-note = Вывод потом не изменить. Доступ, признанный необоснованным, закрывается сразу.
emergency-review-why = Что вы установили (не называйте человека)
emergency-review = Записать вывод
emergency-waits-review = Ждёт вашей проверки
emergency-waits-confirmation = Ждёт вашего подтверждения
emergency-standing-waiting = ждёт подтверждения
emergency-standing-lapsed = никто вовремя не подтвердил
emergency-standing-declined = отклонён или отозван
emergency-standing-open = открыт
emergency-standing-over = закончился
emergency-confirm-until = Подтвердить можно до
emergency-open-until = Открыт до
emergency-over-since = Закончился
emergency-wrong-subject = Это не идентификатор данных человека. Скопируйте его целиком, как subject-…
emergency-own-matter = Вы сами отвечаете за эти данные: они открыты вам и так.
emergency-review-prosecutors = Экстренный случай проверяет только прокурор, лично и после надёжного входа.
finding-empty = Укажите, была ли необходимость.
notice-review = { $n ->
    [one] { $shown } экстренный случай ждёт вашей проверки
    [few] { $shown } экстренных случая ждут вашей проверки
    [many] { $shown } экстренных случаев ждут вашей проверки
   *[other] { $shown } экстренных случая ждут вашей проверки
}
notice-confirm = { $n ->
    [one] { $shown } экстренный случай ждёт подтверждения
    [few] { $shown } экстренных случая ждут подтверждения
    [many] { $shown } экстренных случаев ждут подтверждения
   *[other] { $shown } экстренных случая ждут подтверждения
}

## The inspector's page
inspect-title = Ход работы
inspect-lead = { $n ->
    [one] { $shown } запись в журнале
    [few] { $shown } записи в журнале
    [many] { $shown } записей в журнале
   *[other] { $shown } записи в журнале
}
inspect-note = Что делали должностные лица, в числах: без имён, без контактов, ничего о защищаемых людях.
inspect-small = Малые числа показаны как есть: они о действиях должностных лиц. Число о людях, ради которых идёт работа, от 1 до 4 не называется. Недели и дни – по UTC.
inspect-number = Число
inspect-nothing = Пока нет.
inspect-closed-bodies = закрытые
inspect-bodies = Организации по видам
inspect-at-work = работают
inspect-invited = приглашены, ещё не вошли
inspect-suspended = доступ приостановлен
inspect-left = ушли
inspect-people = Люди
inspect-standing = Положение
inspect-region = Регион
inspect-roles = Работающие по ролям и регионам
inspect-sign-ins = { $n ->
    [one] Входы за последний { $shown } день, по способам
    [few] Входы за последние { $shown } дня, по способам
    [many] Входы за последние { $shown } дней, по способам
   *[other] Входы за последние { $shown } дня, по способам
}
inspect-week = Неделя с
inspect-body = Орган
inspect-whose = Чьи данные
inspect-of-colleagues = сотрудников
inspect-of-others = людей, ради которых идёт работа
inspect-readings = Чтения персональных данных за последние 12 недель, в которые они были
inspect-emergencies = Экстренные доступы в числах
inspect-what = Что считается
inspect-fewer = меньше { $shown }
inspect-erased-others = Стёрты данные людей, ради которых идёт работа
inspect-erased-colleagues = Стёрты данные сотрудников
inspect-administrators = Назначено администраторов
inspect-recoveries = Восстановлений доступа
inspect-administrators-recovered = из них администраторами
inspect-by-machine = Действия самой программы
inspect-clock-back = Сколько раз часы переводили назад
inspect-exports = Выгрузок журнала
inspect-entries = Записей журнала
inspect-acts = Действия, которые много значат
inspect-emergency-reasons = Экстренные доступы с причинами
inspect-outcome = Чем кончилось
inspect-log = Цел ли журнал?
inspect-checkpoint = { $n ->
    [one] Самая новая контрольная точка покрывает { $shown } запись и подписана { $origin } ({ $root }).
    [few] Самая новая контрольная точка покрывает { $shown } записи и подписана { $origin } ({ $root }).
    [many] Самая новая контрольная точка покрывает { $shown } записей и подписана { $origin } ({ $root }).
   *[other] Самая новая контрольная точка покрывает { $shown } записи и подписана { $origin } ({ $root }).
}
inspect-no-checkpoint = Журнал ни разу не подписан. Попросите тех, кто сопровождает программу, сделать контрольную точку и заверить её у свидетелей из других организаций.
inspect-full-check = Полные проверки здесь не хранятся: попросите провести проверку и дать её отчёт командой
