//! What an element of a report is to us.

/// An element that is open.
#[derive(Debug)]
pub(super) struct Frame {
    pub(super) what: What,
    /// Its `name` (of an item or field).
    pub(super) name: String,
    /// The text within it.
    pub(super) text: String,
    /// How many more characters of it are kept; none where it was cut.
    pub(super) left: Option<usize>,
}

/// What an element is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    /// It holds others and says nothing itself.
    Holder,
    /// A section of fields; `name` is its name.
    Section,
    /// A field of a section.
    Item,
    /// The table of files.
    Files,
    /// A file.
    File,
    /// A decoded model.
    Model,
    /// A field of a model, or of the case.
    Field,
    /// A field whose value is a model, or many.
    ModelField,
    /// The value of a field.
    Value,
    /// What is not read, with all that is in it.
    Unread,
}

/// What an element with this name is, within another.
pub(super) fn what(name: &str, outer: Option<What>) -> What {
    if outer == Some(What::Unread) {
        return What::Unread;
    }
    match name {
        "project" | "decodedData" | "modelType" | "images" | "empty" => What::Holder,
        "metadata" | "caseInformation" | "image" => What::Section,
        "item" => What::Item,
        "taggedFiles" => What::Files,
        "file" if outer == Some(What::Files) => What::File,
        "model" => What::Model,
        "field" => What::Field,
        "modelField" | "multiModelField" => What::ModelField,
        "value" => What::Value,
        _ => What::Unread,
    }
}
