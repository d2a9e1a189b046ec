//! How the API's document describes types of other crates, which know nothing of it. A test compares them with what is really sent.

use utoipa::ToSchema;
use utoipa::openapi::schema::{Object, ObjectBuilder, Type};

/// A list of words, one of which a value is.
fn one_of(words: &[&str]) -> ObjectBuilder {
    ObjectBuilder::new().schema_type(Type::String).enum_values(Some(words.iter().copied()))
}

/// A band.
pub fn band() -> Object {
    one_of(&["high", "medium", "low", "none"]).description(Some("How much it deserves a person's look.")).build()
}

/// A stage, or nothing.
pub fn stage() -> Object {
    let types = [Type::String, Type::Null].into_iter().collect::<utoipa::openapi::schema::SchemaType>();
    ObjectBuilder::new()
        .schema_type(types)
        .description(Some("Code of the stage that the reasons point to, where they point to one."))
        .build()
}

/// Kinds of contacts.
pub fn kind() -> Object {
    let kinds = ["phone", "telegram", "telegram_invite", "instagram", "vk", "tiktok", "email", "url", "domain", "card", "iban", "wallet"];
    one_of(&kinds).description(Some("What the contact is.")).build()
}

/// A post as its source gave it.
#[derive(ToSchema)]
#[schema(as = Post)]
pub struct PostFields {
    /// Where it was published.
    #[schema(example = "telegram:@channel")]
    pub source: String,
    /// Its name inside the source; `SOURCE/ID` is its key.
    pub id: String,
    /// When it was published, where the source tells.
    #[schema(required = true, format = DateTime)]
    pub published: Option<String>,
    /// Who published it, as the source writes it.
    #[schema(required = true)]
    pub author: Option<String>,
    /// The text, unchanged. It is hostile: never make it markup, a link or a request.
    pub text: String,
    /// Where it can be seen. Do not open it from an office's network.
    #[schema(required = true)]
    pub url: Option<String>,
    /// Paths of its files in what it was collected from; left out where there are none.
    #[schema(required = false)]
    pub media: Vec<String>,
}

/// An earlier version of a text.
#[derive(ToSchema)]
pub struct Earlier {
    /// The text as it was.
    pub text: String,
    /// When a newer version took its place.
    #[schema(format = DateTime)]
    pub replaced: String,
}

/// Why a score is what it is.
#[derive(ToSchema)]
#[schema(as = Reason)]
pub struct Weighed {
    /// Code of the indicator; `model.wording` for the wording model.
    pub indicator: String,
    /// What it adds to the score; negative where it speaks against.
    pub weight: f32,
    /// Where it stands: pairs of first and last-but-one place, counted in characters of the text.
    #[schema(value_type = Vec<Vec<u32>>)]
    pub spans: Vec<(u32, u32)>,
    /// The words of the first place.
    pub quote: String,
    /// The source of the indicator.
    pub source: String,
}

/// A contact in a text.
#[derive(ToSchema)]
pub struct Contact {
    /// What it is.
    #[schema(schema_with = kind)]
    pub kind: String,
    /// Its one written form: phones in E.164, names in lower case and without @.
    pub value: String,
    /// How the text wrote it.
    pub as_written: String,
    /// Where: first place and the one behind the last, counted in characters.
    #[schema(value_type = Vec<u32>)]
    pub span: (u32, u32),
}

/// A contact in a network.
#[derive(ToSchema)]
pub struct ContactCount {
    /// What it is.
    #[schema(schema_with = kind)]
    pub kind: String,
    /// Its one written form.
    pub value: String,
    /// In how many posts of the network it stands.
    pub posts: u32,
}

/// A sign of organisation, or a reason of a link.
#[derive(ToSchema)]
pub struct Sign {
    /// Its code.
    #[schema(example = "several_cities")]
    pub code: String,
    /// What it adds.
    pub weight: f32,
    /// What was seen.
    pub detail: Vec<String>,
}

/// Why two posts are held together.
#[derive(ToSchema)]
pub struct Link {
    /// Key of one post.
    pub a: String,
    /// Key of the other.
    pub b: String,
    /// How strong the link is.
    pub weight: f32,
    /// Why.
    pub reasons: Vec<Sign>,
}

/// Posts outside of a network that show one of its texts.
#[derive(ToSchema)]
pub struct Hint {
    /// The network of these posts, where they belong to one.
    #[schema(required = true)]
    pub network: Option<String>,
    /// How many posts.
    pub posts: u32,
    /// Keys of the first of them.
    pub examples: Vec<String>,
}

/// A source with its mandate and what is kept of it.
#[derive(ToSchema)]
#[schema(as = Source)]
pub struct SourceLine {
    /// Its name; a pattern like `telegram:*` where a mandate covers a family of sources and nothing was collected yet.
    pub name: String,
    /// The mandate in force; nothing where it was withdrawn after posts were collected.
    #[schema(required = true)]
    pub mandate: Option<Mandated>,
    /// Posts kept now.
    pub posts: u64,
    /// Posts of them at band high or medium.
    pub worth_a_look: u64,
    /// Posts ever read, kept or not.
    pub read: u64,
    /// Publication of the earliest kept post.
    #[schema(required = true, format = DateTime)]
    pub first: Option<String>,
    /// Publication of the latest kept post.
    #[schema(required = true, format = DateTime)]
    pub last: Option<String>,
}

/// The ground on which a source is read.
#[derive(ToSchema)]
#[schema(as = Mandate)]
pub struct Mandated {
    /// The legal ground, in the words of the person who entered it.
    pub ground: String,
    /// What may be collected.
    #[schema(required = true)]
    pub scope: Option<String>,
    /// How many days a post is kept.
    pub keep_days: u32,
}
