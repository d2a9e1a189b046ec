//! RSS 2.0, RSS 1.0 (RDF) and Atom.
//!
//! The source is `feed:HOST` of the feed's own link (the file's name where it has none); a post is an item with its title and text.

use std::io::{BufReader, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use record::Post;

use super::html;
use super::item::{Flow, Out};
use super::table::digest;

/// Longest text of one element.
const MAX_TEXT: usize = 4 * 1024 * 1024;

#[derive(Default)]
struct Item {
    title: String,
    content: String,
    summary: String,
    link: String,
    id: String,
    published: String,
    updated: String,
    author: String,
    media: Vec<String>,
}

/// Reads a feed; what stands before a fault is kept.
pub(crate) fn read(reader: &mut dyn Read, out: &mut Out<'_>) -> Flow {
    let mut xml = Reader::from_reader(BufReader::new(reader));
    xml.config_mut().check_end_names = false;
    let mut feed = Feed::default();
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer) {
            Ok(Event::Eof) => return feed.end(out),
            Ok(event) => feed.take(&event, out)?,
            Err(error) => {
                return out.reject(feed.items + 1, format!("the feed breaks off: {error}"), feed.current.title.as_bytes());
            }
        }
    }
}

#[derive(Default)]
struct Feed {
    link: String,
    path: Vec<String>,
    text: String,
    current: Item,
    in_item: bool,
    items: u64,
}

impl Feed {
    fn take(&mut self, event: &Event<'_>, out: &mut Out<'_>) -> Flow {
        match event {
            Event::Start(tag) => self.open(tag),
            Event::Empty(tag) => {
                self.open(tag);
                return self.close(out);
            }
            Event::End(_) => return self.close(out),
            Event::Text(text) => self.add(&text.xml_content(quick_xml::XmlVersion::Implicit1_0)),
            Event::CData(text) => self.add(&text.xml_content(quick_xml::XmlVersion::Implicit1_0)),
            Event::GeneralRef(reference) => {
                let resolved = match reference.resolve_char_ref() {
                    Ok(Some(letter)) => letter.to_string(),
                    _ => {
                        quick_xml::escape::resolve_predefined_entity(reference).map_or_else(|| format!("&{};", &**reference), str::to_owned)
                    }
                };
                self.add(&resolved);
            }
            _ => {}
        }
        Flow::Continue(())
    }

    fn add(&mut self, text: &str) {
        if self.text.len() < MAX_TEXT {
            self.text.push_str(text);
        }
    }

    fn open(&mut self, tag: &BytesStart<'_>) {
        let name = tag.local_name().as_ref().to_owned();
        if name == "item" || name == "entry" {
            (self.in_item, self.current) = (true, Item::default());
        }
        let value = |key: &str| tag.try_get_attribute(key).ok().flatten().map(|found| unescaped(&found.value));
        if name == "link"
            && let Some(href) = value("href")
        {
            let is_self = value("rel").is_some_and(|rel| rel == "self" || rel == "hub" || rel == "edit");
            let slot = if self.in_item { &mut self.current.link } else { &mut self.link };
            if !is_self && slot.is_empty() {
                *slot = href;
            }
        } else if self.in_item
            && (name == "enclosure" || name == "content")
            && let Some(url) = value("url")
        {
            self.current.media.push(url);
        }
        if self.path.len() < 256 {
            self.path.push(name);
        }
        self.text.clear();
    }

    fn close(&mut self, out: &mut Out<'_>) -> Flow {
        let Some(name) = self.path.pop() else { return Flow::Continue(()) };
        let text = std::mem::take(&mut self.text);
        if name == "item" || name == "entry" {
            self.in_item = false;
            return self.finish(out);
        }
        let parent = self.path.last().map_or("", String::as_str);
        if self.in_item {
            self.current.take(&name, parent, text);
        } else if name == "link" && self.link.is_empty() {
            self.link = text.trim().to_owned();
        }
        Flow::Continue(())
    }

    fn finish(&mut self, out: &mut Out<'_>) -> Flow {
        self.items += 1;
        let source = html::source_and_id(&self.link).map_or_else(|| by_file(&out.file.name), |(web, _)| web.replacen("web:", "feed:", 1));
        match std::mem::take(&mut self.current).into_post(source) {
            Some(post) => out.post(self.items, post.into()),
            None => out.reject(self.items, "an item without title and text", b""),
        }
    }

    fn end(&self, out: &mut Out<'_>) -> Flow {
        if !self.path.is_empty() {
            return out.reject(self.items + 1, "the feed breaks off", b"");
        }
        Flow::Continue(())
    }
}

fn unescaped(value: &str) -> String {
    quick_xml::escape::unescape(value).map_or_else(|_| value.to_owned(), |text| text.into_owned())
}

fn by_file(file: &str) -> String {
    let name = file.rsplit(['/', '!']).next().unwrap_or(file);
    format!("feed:{}", name.split('.').next().unwrap_or(name))
}

impl Item {
    fn take(&mut self, name: &str, parent: &str, text: String) {
        match name {
            "title" if parent != "image" => self.title = text,
            "encoded" | "content" if !text.is_empty() => self.content = text,
            "description" | "summary" => self.summary = text,
            "link" if !text.trim().is_empty() => self.link = text.trim().to_owned(),
            "guid" | "id" => self.id = text.trim().to_owned(),
            "pubDate" | "published" | "date" | "issued" => self.published = text,
            "updated" | "modified" => self.updated = text,
            "creator" | "author" if !text.trim().is_empty() => self.author = text.trim().to_owned(),
            "name" if parent == "author" => self.author = text.trim().to_owned(),
            _ => {}
        }
    }

    fn into_post(self, source: String) -> Option<Post> {
        let title = html::fragment_text(&self.title);
        let body = html::fragment_text(if self.content.trim().is_empty() { &self.summary } else { &self.content });
        let text = [title.as_str(), body.as_str()].join("\n").trim().to_owned();
        if text.is_empty() {
            return None;
        }
        let published = super::dates::parse(&self.published).or_else(|| super::dates::parse(&self.updated));
        let id = [&self.id, &self.link].into_iter().find(|id| !id.is_empty()).cloned().unwrap_or_else(|| digest(&[&text]));
        let some = |text: String| (!text.is_empty()).then_some(text);
        Some(Post { source, id, published, author: some(self.author), text, url: some(self.link), media: self.media })
    }
}
