//! The list of actions: a new one is seen here, and must have somebody who may do it.

use rights::{Action, Target};

use crate::matrix;

#[test]
fn the_list_of_actions_is_the_one_that_was_signed() {
    let line = |action: &Action| {
        let target = match action.target() {
            Target::Matter => "a matter",
            Target::Office => "the installation",
            Target::Both => "either",
        };
        let wired = if action.is_wired() { "asked for today" } else { "waits for its part" };
        format!("{:<24}{target:<18}{wired}\n", action.code())
    };
    let list: String = Action::ALL.iter().map(line).collect();
    matrix::compare("actions.txt", &list);
}

#[test]
fn codes_are_read_back_and_stand_once() {
    for action in Action::ALL {
        assert_eq!(Action::from_code(action.code()), Some(*action));
    }
    assert_eq!(Action::from_code("read_everything"), None);
}
