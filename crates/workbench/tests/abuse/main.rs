//! What somebody may try at the door: forged forms, foreign cookies, made-up headers, too much, too slow.
#![expect(clippy::unwrap_used, reason = "what is not there is a failed test")]

mod door;
mod forms;
mod slow;
mod ways;
// One set of invented people for all who need a house.
#[path = "../../../access/tests/house/support.rs"]
#[expect(dead_code, reason = "shared with the tests of the house, which use all of it")]
mod support;
