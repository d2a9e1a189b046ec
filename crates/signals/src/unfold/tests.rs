use proptest::prelude::*;

use super::*;

fn text(original: &str) -> String {
    Unfolded::of(original).text().to_owned()
}

fn tricks(original: &str) -> Vec<Trick> {
    Unfolded::of(original).disguises().iter().map(|disguise| disguise.trick).collect()
}

#[test]
fn words_go_to_their_script() {
    let pairs = [
        ("Рyccкoгoвopящиe дeвyшки в Индию, Гoa", "русскоговорящие девушки в индию, гоа"),
        ("Вcтpeча гocтей нa виллe, пeнa-вeчepинки", "встреча гостей на вилле, пена-вечеринки"),
        ("Bизa 30 днeй, пoтoм «peшaeм».", "виза 30 дней, потом «решаем»."),
        ("Пишитe в тeлeгpaм: @gоа_villа_hоst_9", "пишите в телеграм: @goa_villa_host_9"),
        ("только @ОmаnZhаnеl_q", "только @omanzhanel_q"),
        ("tg: dхb_kutushi_аru9", "tg: dxb_kutushi_aru9"),
        ("вэбкaм pacпopт мoделей oнлайн-общeния", "вэбкам распорт моделей онлайн-общения"),
        ("Массаж бoди, мастерa мeняются", "массаж боди, мастера меняются"),
        ("paбoтa и cop в пocтeли", "работа и сор в постели"),
        ("бiлiм, тəжірибе", "білім, тәжірибе"),
        ("Εlenа в группе", "elena в группе"),
    ];
    for (original, unfolded) in pairs {
        assert_eq!(text(original), unfolded);
    }
}

#[test]
fn dress_is_taken_off() {
    let pairs = [
        ("８ ７７５ ００５ ２２ １９", "8 775 005 22 19"),
        ("+⑦⑦⑦⑤", "+7775"),
        ("+𝟕𝟕𝟎𝟕", "+7707"),
        ("𝐠𝐢𝐫𝐥𝐬 𝓌𝒶𝓃𝓉𝑒𝒹", "girls wanted"),
        ("ⓖⓘⓡⓛ 🅶🅸🆁🅻 ＧＩＲＬ", "girl girl girl"),
        ("7️⃣7️⃣", "77"),
        ("+7\u{200B}7\u{200B}4", "+774"),
        ("д\u{336}е\u{336}в\u{336}у\u{336}ш\u{336}ки", "девушки"),
        ("З\u{301}а\u{302}р\u{311}аботок", "заработок"),
        ("и\u{306} е\u{308} Е\u{308}лка", "й ё ёлка"),
        ("қыздар әже ғалым ңөұүһі", "қыздар әже ғалым ңөұүһі"),
        ("🇹🇷 Турция 🇦🇪🇶🇦", "🇹🇷 турция 🇦🇪🇶🇦"),
        ("🇼 🇴 🇷 🇰", "work"),
        ("oʻzbek oʼzi yo‘q yo’q yo`q", "o'zbek o'zi yo'q yo'q yo'q"),
        ("Toza\u{A0}joy\u{AD}lar", "toza joylar"),
    ];
    for (original, unfolded) in pairs {
        assert_eq!(text(original), unfolded, "{original}");
    }
}

#[test]
fn parted_letters_are_joined() {
    let pairs = [
        ("ищу д е в у ш к и срочно", "ищу девушки срочно"),
        ("tg @ s t e p p e _ c a m _ h o u s e _ z", "tg @steppe_cam_house_z"),
        ("[д][е][в][у][ш][к][и]", "девушки"),
        ("(р)(а)(б)(о)(т)(а)!", "работа!"),
        ("р.а.б.о.т.а", "работа"),
        ("в*е*б*к*а*м", "вебкам"),
        ("э🔥с🔥к🔥о🔥р🔥т", "эскорт"),
        ("т е л е ф о н 8 7 0 5", "телефон 8 7 0 5"),
    ];
    for (original, unfolded) in pairs {
        assert_eq!(text(original), unfolded);
        assert!(tricks(original).contains(&Trick::SpacedOut), "{original}");
    }
}

#[test]
fn signs_within_words_become_letters() {
    let pairs = [
        ("в@цап вебк@м", "вацап вебкам"),
        ("д3вушки, р4ботa, п0дработка", "девушки, работа, подработка"),
        ("$alary ca$h w0rk g1rls", "salary cash work girls"),
        ("@нкета", "анкета"),
    ];
    for (original, unfolded) in pairs {
        assert_eq!(text(original), unfolded);
        assert!(tricks(original).contains(&Trick::Leet), "{original}");
    }
}

#[test]
fn ordinary_words_are_left_alone() {
    let texts = [
        "iPhone15, 3D-модели, covid19",
        "USB-кабель и IT-компания",
        "B2B-продажи, web-дизайн",
        "smsки от SMM-щика",
        "mp3, H2O, k8s, log2, base64",
        "a@b.kz и name.q7@proton.me",
        "категории B C D E",
        "и т. д. и т. п.",
        "т.е. и т.к.",
        "от 2500$ в месяц, $50",
        "м2, 1С, 24/7, 5х5",
        "группа 0(i) rh-",
        "витамин C и B12",
        "ул. Абая 15а, кв. 7б",
        "18-25 лет, 30/15",
        "C++ и C# разработчик",
        "CAD, BMX",
        "ТОО ООО АО",
        "«Құрылыс» ЖШС",
        "G'isht zavodi",
        "café résumé",
        "Wi-Fi 6E",
        "https://site.kz/p?id=5&x=T3st",
    ];
    for original in texts {
        assert_eq!(text(original), original.to_lowercase(), "{original}");
        assert_eq!(tricks(original), [], "{original}");
    }
}

#[test]
fn tricks_are_named_with_their_place() {
    let unfolded = Unfolded::of("ищу дeвyшeк");
    assert_eq!(unfolded.disguises(), [Disguise { trick: Trick::MixedScript, span: Span::new(4, 11) }]);
    assert_eq!(tricks("ра\u{200B}бота"), [Trick::Invisible]);
    assert_eq!(tricks("р\u{336}а\u{336}бота"), [Trick::Combining]);
    assert_eq!(tricks("𝐠𝐢𝐫𝐥"), [Trick::Styled]);
}

#[test]
fn spans_point_into_the_original() {
    let original = "ра\u{200B}бо\u{301}та д е в у ш к и";
    let unfolded = Unfolded::of(original);
    assert_eq!(unfolded.text(), "работа девушки");
    let at = unfolded.text().find("девушки").unwrap();
    assert_eq!(unfolded.span(at..unfolded.text().len()).of(original), "д е в у ш к и");
    assert_eq!(unfolded.span(0.."работа".len()).of(original), "ра\u{200B}бо\u{301}та");
    assert_eq!(unfolded.span(3..3), Span::new(1, 1));
    assert_eq!(Unfolded::of("").span(0..0), Span::new(0, 0));
}

proptest! {
    #[test]
    fn nothing_panics_and_spans_stay_inside(original in ".{0,80}") {
        let unfolded = Unfolded::of(&original);
        let count = u32::try_from(original.chars().count()).unwrap();
        let mut last = 0;
        for (byte, c) in unfolded.text().char_indices() {
            let span = unfolded.span(byte..byte + c.len_utf8());
            prop_assert!(span.start >= last && span.end <= count && span.start < span.end);
            last = span.start;
        }
        for disguise in unfolded.disguises() {
            prop_assert!(disguise.span.start < disguise.span.end && disguise.span.end <= count);
        }
    }

    #[test]
    fn disguise_characters_never_panic(original in "[аaеeоoдd3@$_ .()\\[\\]\u{200B}\u{336}\u{301}и\u{306}\u{FE0F}\u{20E3}7⑦🇰𝟕]{0,40}") {
        let unfolded = Unfolded::of(&original);
        let again = Unfolded::of(unfolded.text());
        prop_assert!(again.text().chars().count() <= unfolded.text().chars().count());
    }

    #[test]
    fn plain_text_becomes_its_lower_case(original in "([А-Яа-яЁёӘәІіҢңҒғҮүҰұҚқӨөҺһ]{2,12}[ ,.!?\n]{1,2}){0,12}") {
        prop_assert_eq!(text(&original), original.to_lowercase());
    }
}
