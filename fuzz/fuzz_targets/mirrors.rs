//! Mirror families of any lines: never a panic, members are given domains, no domain stands in two families.
#![no_main]

use std::collections::BTreeSet;

use libfuzzer_sys::fuzz_target;
use network::mirrors::{GenericWords, List, families};

fuzz_target!(|text: &str| {
    let mut sites = List::read(text).sites;
    sites.truncate(200);
    let given: BTreeSet<&str> = sites.iter().map(|site| site.domain.as_str()).collect();
    let mut seen = BTreeSet::new();
    for family in families(&sites, &GenericWords::shipped()) {
        assert!(family.members.len() > 1 && !family.reasons.is_empty(), "{family:?}");
        for member in family.members {
            assert!(given.contains(member.as_str()), "{member} was not given");
            assert!(seen.insert(member.clone()), "{member} stands in two families");
        }
    }
});
