//! Writes posts in the forms that people bring: neutral JSON Lines, a Telegram Desktop export, RSS, CSV, a saved page.

use std::fmt::Write;

use super::day;
use super::json::string;
use super::picture;
use super::posts::Made;

/// The chat whose posts come as a Telegram Desktop export.
pub const CHAT: &str = "telegram:@obyava_almaty_q3";
/// The board whose posts come as a table.
pub const BOARD: &str = "board:objava-q5";
/// The site whose posts come as RSS.
pub const SITE: &str = "feed:zhanalyq-q.example";

/// Neutral JSON Lines.
pub fn json_lines(posts: &[Made]) -> String {
    posts.iter().map(json_line).collect()
}

fn json_line(post: &Made) -> String {
    let author = post.author.as_deref().map_or_else(|| "null".to_owned(), string);
    let url = post.source.strip_prefix("telegram:@").map(|name| string(&format!("https://t.me/{name}/{}", post.id)));
    let url = url.unwrap_or_else(|| "null".to_owned());
    let (source, text, published) = (string(&post.source), string(&post.text), day::exact(post.at));
    let media = picture::of(post).map(string).unwrap_or_default();
    let id = post.id;
    format!(
        "{{\"source\":{source},\"id\":\"{id}\",\"published\":\"{published}\",\"author\":{author},\"text\":{text},\"url\":{url},\"media\":[{media}]}}\n"
    )
}

/// A Telegram Desktop export of one chat: texts as strings and as lists with entities, a hidden link, a service message, a forward, an edit.
pub fn telegram(posts: &[Made]) -> String {
    let mut out =
        String::from("{\n \"name\": \"Объявления Q3\",\n \"type\": \"public_supergroup\",\n \"id\": 1900000003,\n \"messages\": [\n");
    out.push_str(
        "  {\n   \"id\": 1,\n   \"type\": \"service\",\n   \"date\": \"2026-01-01T09:00:00\",\n   \"date_unixtime\": \"1767240000\",\n   \"actor\": \"Объявления Q3\",\n   \
         \"actor_id\": \"channel1900000003\",\n   \"action\": \"create_channel\",\n   \"title\": \"Объявления Q3\",\n   \"text\": \"\",\n   \"text_entities\": []\n  }",
    );
    for (n, post) in posts.iter().enumerate() {
        out.push_str(",\n");
        out.push_str(&message(n, post));
    }
    out.push_str("\n ]\n}\n");
    out
}

fn message(n: usize, post: &Made) -> String {
    let from = post.author.clone().unwrap_or_else(|| format!("Участник {}", post.id));
    let mut extra = String::new();
    // Writing into a string can't fail.
    if n % 9 == 4 {
        let later = post.at + 3_600;
        let _ = write!(extra, "   \"edited\": \"{}\",\n   \"edited_unixtime\": \"{later}\",\n", day::local(later));
    }
    if n % 11 == 6 {
        extra.push_str("   \"forwarded_from\": \"Подработка Q\",\n");
    }
    let (id, date, at) = (post.id, day::local(post.at), post.at);
    let (from, text) = (string(&from), entities(&post.text));
    format!(
        "  {{\n   \"id\": {id},\n   \"type\": \"message\",\n   \"date\": \"{date}\",\n   \"date_unixtime\": \"{at}\",\n{extra}   \"from\": {from},\n   \"text\": {text}\n  }}"
    )
}

/// The text as Telegram writes it: a string where nothing stands out, otherwise pieces.
fn entities(text: &str) -> String {
    let Some((start, end, kind)) = stands_out(text) else { return string(text) };
    let (before, after) = (text.get(..start).unwrap_or_default(), text.get(end..).unwrap_or_default());
    let inside = text.get(start..end).unwrap_or_default();
    let piece = match kind {
        "text_link" => format!("{{\"type\": \"text_link\", \"text\": \"Писать сюда\", \"href\": {}}}", string(inside)),
        _ => format!("{{\"type\": \"{kind}\", \"text\": {}}}", string(inside)),
    };
    format!("[{}, {piece}, {}]", string(before), string(after))
}

/// The first address or name in a text, with the type that Telegram gives it.
fn stands_out(text: &str) -> Option<(usize, usize, &'static str)> {
    let (start, kind) = [("https://", "text_link"), ("t.me/", "link"), ("@", "mention")]
        .into_iter()
        .find_map(|(mark, kind)| Some((text.find(mark)?, kind)))?;
    let length = text.get(start..)?.find([',', ' ', '\n']).unwrap_or(text.len() - start);
    Some((start, start + length, kind))
}

/// RSS 2.0.
pub fn rss(posts: &[Made]) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\">\n<channel>\n<title>Жаңалық Q</title>\n<link>https://zhanalyq-q.example/</link>\n\
         <description>Invented news for the sample feed</description>\n",
    );
    for post in posts {
        let title: String = post.text.split(['.', '!', ':']).next().unwrap_or_default().to_owned();
        let (title, text, id) = (escaped(&title), escaped(&post.text), post.id);
        let date = day::rfc_2822(post.at);
        // Writing into a string can't fail.
        let _ = write!(
            out,
            "<item>\n<title>{title}</title>\n<link>https://zhanalyq-q.example/n/{id}</link>\n<guid>https://zhanalyq-q.example/n/{id}</guid>\n<pubDate>{date}</pubDate>\n<description>{text}</description>\n</item>\n"
        );
    }
    out.push_str("</channel>\n</rss>\n");
    out
}

/// A table with Russian headers, as an office program saves it.
pub fn table(posts: &[Made]) -> String {
    let mut out = String::from("№;Дата;Источник;Автор;Текст;Ссылка\n");
    for post in posts {
        let author = post.author.as_deref().unwrap_or_default();
        let text = post.text.replace('"', "\"\"");
        let (id, date, source) = (post.id, day::russian(post.at), &post.source);
        // Writing into a string can't fail.
        let _ = writeln!(out, "{id};{date};{source};{author};\"{text}\";https://objava-q5.example/{id}");
    }
    out
}

/// A page of a board, as a browser saves it.
pub fn page() -> String {
    PAGE.to_owned()
}

const PAGE: &str = r#"<!DOCTYPE html>
<html lang="ru">
<head>
<meta charset="utf-8">
<title>Требуются девушки на работу в Турцию</title>
<link rel="canonical" href="https://taqta-q.example/ad/4471">
<meta property="article:published_time" content="2026-06-17T11:20:00+05:00">
<style>nav { display: flex }</style>
</head>
<body>
<nav><a href="/">Главная</a> <a href="/work">Работа</a> <a href="/rent">Аренда</a></nav>
<article>
<h1>Требуются девушки на работу в Турцию</h1>
<p>Ресторан на побережье приглашает девушек 18–25 лет. Оплата 2200$ в месяц, опыт и язык не нужны.
Билет покупаем мы, долг отрабатываете два месяца. Паспорт хранится у администратора, выходить можно только с водителем.
Договора нет, всё решаем на месте. Пришлите фото, рост и вес.</p>
<p><a href="https://wa.me/77050012233">Написать в WhatsApp</a> или <a href="https://t.me/bodrum_elvira_q7">Telegram</a></p>
</article>
<footer>taqta-q.example: invented for the sample feed</footer>
<script>console.log("left out")</script>
</body>
</html>
"#;

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
