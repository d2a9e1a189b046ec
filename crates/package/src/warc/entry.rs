//! What is known of a written record.

use std::net::IpAddr;

use record::Moment;
use serde::{Deserialize, Serialize};

use super::{Kind, RecordId};
use crate::Sha256;

/// What a record is and where it stands. A list of these, in order, is what [`super::check_warc`] expects of an archive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// The record's identifier.
    pub id: RecordId,
    /// Its type.
    pub kind: Kind,
    /// When what it holds was captured.
    pub date: Moment,
    /// From where it comes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub uri: Option<String>,
    /// The address that was contacted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ip: Option<IpAddr>,
    /// The digest of its block.
    pub block: Sha256,
    /// The digest of its payload, for an HTTP message of what follows its head as it was sent; None where a type has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payload: Option<Sha256>,
    /// Where its gzip member begins, in bytes.
    pub offset: u64,
    /// How long the member is, in bytes.
    pub length: u64,
    /// The digest of the member as it is stored. It binds every byte, also of fields that are not named here.
    pub stored: Sha256,
}
