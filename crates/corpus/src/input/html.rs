//! Saved web pages: title, main text, address, day.
//!
//! The main text is what stands in `article` or `main`, otherwise the body without menus and scripts. Links that are contacts (phones,
//! messengers, mail) are written behind their words, since pages like to show "write to us" and hide the address.

use std::io::Read;

use record::{Moment, Post};
use scraper::node::Element;
use scraper::{ElementRef, Html, Node, Selector};

use super::item::{Flow, Out};
use super::lines::read_all;

/// A page larger than this is not read.
pub(crate) const MAX_PAGE: usize = 32 * 1024 * 1024;

/// What a page says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Page {
    pub(crate) title: String,
    pub(crate) text: String,
    pub(crate) canonical: Option<String>,
    pub(crate) author: Option<String>,
    pub(crate) published: Option<Moment>,
}

/// Reads a saved page.
pub(crate) fn read(reader: &mut dyn Read, out: &mut Out<'_>) -> Flow {
    let bytes = match read_all(reader, MAX_PAGE) {
        Ok(Some(bytes)) => bytes,
        Ok(None) => return out.reject(0, "the page is larger than 32 MiB", b""),
        Err(error) => return out.reject(0, format!("can't be read further: {error}"), b""),
    };
    let page = read_page(&decode(&bytes, None));
    let file = out.file.clone();
    let address = page.canonical.clone();
    let (source, id) = address.as_deref().and_then(source_and_id).unwrap_or_else(|| by_file(&file.name));
    match post(page, source, id, address, None) {
        Some(post) => out.post(1, post.into()),
        None => out.reject(0, "a page without text", &bytes),
    }
}

/// A page as a post; none where it has no text.
pub(crate) fn post(page: Page, source: String, id: String, url: Option<String>, seen: Option<Moment>) -> Option<Post> {
    let text = match (page.title.is_empty(), page.text.starts_with(&page.title)) {
        (true, _) | (_, true) => page.text,
        _ => format!("{}\n{}", page.title, page.text),
    };
    let text = text.trim().to_owned();
    let published = page.published.or(seen);
    (!text.is_empty()).then_some(Post { source, id, published, author: page.author, text, url, media: Vec::new() })
}

/// The source and the id of a page at this address: `web:HOST` and the path with its query.
pub(crate) fn source_and_id(url: &str) -> Option<(String, String)> {
    let rest = url.trim().strip_prefix("https://").or_else(|| url.trim().strip_prefix("http://"))?;
    let rest = rest.split('#').next().unwrap_or(rest);
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let host = host.rsplit('@').next().unwrap_or(host).to_lowercase();
    let host = host.strip_suffix(":443").or_else(|| host.strip_suffix(":80")).unwrap_or(&host);
    let id = if path.is_empty() { "/" } else { path };
    (!host.is_empty()).then(|| (format!("web:{host}"), id.to_owned()))
}

fn by_file(file: &str) -> (String, String) {
    let (folder, name) = file.rsplit_once(['/', '!']).unwrap_or(("", file));
    let folder = folder.rsplit(['/', '!']).next().unwrap_or("");
    let folder = if folder.is_empty() || folder == "." { "pages" } else { folder };
    (format!("web:{folder}"), name.to_owned())
}

/// The text of a page in the encoding that the transport or the page itself declares, otherwise the one detected.
pub(crate) fn decode(bytes: &[u8], declared: Option<&str>) -> String {
    let utf_8 = std::str::from_utf8(bytes).ok().map(|text| text.strip_prefix('\u{feff}').unwrap_or(text).to_owned());
    utf_8.unwrap_or_else(|| {
        let in_page = declared_in(bytes);
        let label = declared.or(in_page.as_deref()).and_then(|label| encoding_rs::Encoding::for_label(label.as_bytes()));
        match label {
            Some(encoding) if encoding != encoding_rs::UTF_8 => encoding.decode(bytes).0.into_owned(),
            _ => super::encoding::decode(bytes),
        }
    })
}

fn declared_in(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(bytes.get(..2_048).unwrap_or(bytes)).to_lowercase();
    label_behind(&head, "charset=").or_else(|| label_behind(&head, "encoding="))
}

/// The value behind `charset=` or `encoding=`.
pub(crate) fn label_behind(text: &str, key: &str) -> Option<String> {
    let (_, rest) = text.split_once(key)?;
    let rest = rest.trim_start_matches(['"', '\'', ' ']);
    let label: String = rest.chars().take_while(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_')).collect();
    (!label.is_empty()).then_some(label)
}

/// Takes a page apart.
pub(crate) fn read_page(html: &str) -> Page {
    let document = Html::parse_document(html);
    let meta = |name: &str| meta_content(&document, name);
    let title = meta("og:title").or_else(|| first(&document, "title").map(|element| collapsed(element.text()))).unwrap_or_default();
    let canonical = attribute(&document, "link[rel=canonical]", "href").or_else(|| meta("og:url")).filter(|url| url.starts_with("http"));
    let time = || attribute(&document, "time[datetime]", "datetime");
    let published = meta("article:published_time").or_else(|| meta("date")).or_else(time).and_then(|text| super::dates::parse(&text));
    Page { title, text: main_text(&document), canonical, author: meta("author"), published }
}

/// The text of a piece of HTML, as feeds hold it; plain text stays as it is.
pub(crate) fn fragment_text(html: &str) -> String {
    if !html.contains('<') && !html.contains('&') {
        return html.trim().to_owned();
    }
    text_of(Html::parse_fragment(html).root_element(), false)
}

fn main_text(document: &Html) -> String {
    let whole = || first(document, "body").map(|body| text_of(body, true)).unwrap_or_default();
    let part = ["article", "main", "[role=main]"].iter().filter_map(|name| first(document, name)).map(|element| text_of(element, true));
    part.into_iter().find(|text| text.chars().count() >= 200).unwrap_or_else(whole)
}

fn first<'a>(document: &'a Html, selector: &str) -> Option<ElementRef<'a>> {
    document.select(&Selector::parse(selector).ok()?).next()
}

fn attribute(document: &Html, selector: &str, name: &str) -> Option<String> {
    let value = first(document, selector)?.value().attr(name)?.trim().to_owned();
    (!value.is_empty()).then_some(value)
}

fn meta_content(document: &Html, name: &str) -> Option<String> {
    attribute(document, &format!("meta[property=\"{name}\"]"), "content")
        .or_else(|| attribute(document, &format!("meta[name=\"{name}\"]"), "content"))
}

fn collapsed<'a>(pieces: impl Iterator<Item = &'a str>) -> String {
    pieces.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text below an element, block by block; walks without recursion, as pages nest as deeply as they like.
fn text_of(root: ElementRef<'_>, is_page: bool) -> String {
    let mut text = Gathered::default();
    let mut node = *root;
    'walk: loop {
        let hidden = text.enter(node.value(), is_page);
        if !hidden && let Some(child) = node.first_child() {
            node = child;
            continue;
        }
        loop {
            text.leave(node.value(), is_page);
            if node.id() == root.id() {
                break 'walk;
            }
            if let Some(next) = node.next_sibling() {
                node = next;
                break;
            }
            let Some(parent) = node.parent() else { break 'walk };
            node = parent;
        }
    }
    text.text.trim().to_owned()
}

fn is_hidden(element: &Element, is_page: bool) -> bool {
    let always = matches!(element.name(), "script" | "style" | "noscript" | "template" | "svg" | "head" | "iframe" | "object");
    always || (is_page && matches!(element.name(), "nav" | "aside" | "form" | "select" | "button"))
}

fn is_block(element: &Element) -> bool {
    matches!(
        element.name(),
        "p" | "div"
            | "br"
            | "li"
            | "ul"
            | "ol"
            | "tr"
            | "table"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "section"
            | "article"
            | "header"
            | "footer"
            | "blockquote"
            | "pre"
            | "hr"
            | "dt"
            | "dd"
            | "main"
            | "address"
            | "figure"
    )
}

/// Text as it is gathered, with white space collapsed.
#[derive(Default)]
struct Gathered {
    text: String,
}

impl Gathered {
    /// Enters a node; true where nothing below it is read.
    fn enter(&mut self, node: &Node, is_page: bool) -> bool {
        match node {
            Node::Element(element) if is_hidden(element, is_page) => return true,
            Node::Element(element) if is_block(element) => self.break_line(),
            Node::Text(piece) => self.add(piece),
            _ => {}
        }
        false
    }

    fn leave(&mut self, node: &Node, is_page: bool) {
        let Node::Element(element) = node else { return };
        if !is_hidden(element, is_page) {
            self.add_contact(element);
        }
        if is_block(element) {
            self.break_line();
        }
    }

    fn add(&mut self, piece: &str) {
        let starts_apart = piece.starts_with(char::is_whitespace);
        let mut words = piece.split_whitespace().peekable();
        if words.peek().is_none() || starts_apart {
            self.space();
        }
        while let Some(word) = words.next() {
            self.text.push_str(word);
            if words.peek().is_some() || piece.ends_with(char::is_whitespace) {
                self.space();
            }
        }
    }

    fn space(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with([' ', '\n']) {
            self.text.push(' ');
        }
    }

    fn break_line(&mut self) {
        if self.text.ends_with(' ') {
            self.text.pop();
        }
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }

    fn add_contact(&mut self, element: &Element) {
        let Some(href) = element.attr("href").filter(|_| element.name() == "a") else { return };
        let address = href.strip_prefix("mailto:").or_else(|| href.strip_prefix("tel:")).unwrap_or(href).trim();
        if is_contact(href) && !self.text.ends_with(address) {
            self.space();
            self.text.push('(');
            self.text.push_str(address);
            self.text.push_str(") ");
        }
    }
}

fn is_contact(href: &str) -> bool {
    let bare = href.trim_start_matches("https://").trim_start_matches("http://").trim_start_matches("www.");
    let hosts = ["t.me/", "telegram.me/", "wa.me/", "api.whatsapp.com/", "instagram.com/", "vk.com/", "tiktok.com/", "viber.click/"];
    ["tel:", "mailto:", "tg:", "whatsapp:", "viber:"].iter().any(|scheme| href.starts_with(scheme))
        || hosts.iter().any(|host| bare.starts_with(host))
}
