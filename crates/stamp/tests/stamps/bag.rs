//! Certificates that somebody put into the bag: no signature covers it.

use std::time::Instant;

use stamp::{Malformed, Refusal, Token};

use crate::der::{BAG, at, element, parts, with};
use crate::lab::{DIGEST, FOR_ISSUING, Wanted, lab, request};

/// A token with this bag.
fn rebagged(token: &Token, certificates: &[Vec<u8>]) -> Vec<u8> {
    with(token.as_der(), BAG, &element(0xa0, &certificates.iter().map(Vec::as_slice).collect::<Vec<_>>()))
}

#[test]
fn a_second_leaf_is_not_the_signer() {
    let Some(lab) = lab() else { return };
    lab.make(Wanted { subject: "/C=KZ/O=Example/CN=Somebody Else", ..Wanted::signer("leaf") });
    lab.make(Wanted { subject: "/C=KZ/O=Attacker/CN=Example Stamps", issuer: "self", ..Wanted::signer("self") });
    let token = lab.stamped("ec");
    let [signer, leaf, own, rsa, sub] = ["ec", "leaf", "self", "rsa", "sub"].map(|name| lab.der(name));
    let honest = lab.authority(&["root"]).verify(&token, &request()).unwrap();
    for bag in [
        vec![leaf.clone(), own.clone(), signer.clone(), sub.clone()],
        vec![signer.clone(), sub.clone(), leaf.clone(), own.clone(), rsa.clone()],
        vec![rsa, own, leaf.clone(), sub.clone(), signer.clone(), signer],
    ] {
        let bytes = rebagged(&token, &bag);
        let injected = Token::read(&bytes).unwrap();
        assert_eq!(lab.authority(&["root"]).verify(&injected, &request()), Ok(honest.clone()));
        // openssl is content with it: what it verifies is not "a certificate of the bag" either.
        let file = lab.fresh();
        lab.write(&file, &bytes);
        lab.run(&["ts", "-verify", "-digest", &"5a".repeat(32), "-in", &file, "-token_in", "-CAfile", "root.pem"]);
    }
    let without = Token::read(&rebagged(&token, &[leaf, sub])).unwrap();
    assert_eq!(lab.authority(&["root"]).verify(&without, &request()), Err(Refusal::SignerMissing));
}

#[test]
fn one_of_the_same_issuer_and_number_is_not_the_signer() {
    let Some(lab) = lab() else { return };
    let token = lab.stamped("ec");
    let [signer, sub] = ["ec", "sub"].map(|name| lab.der(name));
    // The same names and number, another key: no authority would sign it, and nothing that is checked before asks one.
    let twin = with(&signer, &[0, 6], at(&lab.der("rsa"), &[0, 6]));
    let doubled = Token::read(&rebagged(&token, &[twin.clone(), signer, sub.clone()])).unwrap();
    assert!(lab.authority(&["root"]).verify(&doubled, &request()).is_ok());
    let replaced = Token::read(&rebagged(&token, &[twin, sub])).unwrap();
    assert_eq!(lab.authority(&["root"]).verify(&replaced, &request()), Err(Refusal::SignerNotBound));
}

#[test]
fn rubbish_in_the_bag_changes_nothing() {
    let Some(lab) = lab() else { return };
    let token = lab.stamped("ec");
    let bag: Vec<Vec<u8>> = parts(at(token.as_der(), BAG)).iter().map(|der| der.to_vec()).collect();
    let rubbish = [element(0x30, &[]), element(0x30, &[b"\x04\x01x"]), element(0xa1, &[b"\x04\x01x"])];
    let filled = Token::read(&rebagged(&token, &[&rubbish[..], &bag].concat())).unwrap();
    assert!(lab.authority(&["root"]).verify(&filled, &request()).is_ok());
    let many = rebagged(&token, &[bag.clone(), vec![rubbish[0].clone(); 11 - bag.len()]].concat());
    assert_eq!(Token::read(&many), Err(Malformed::Certificates(11)));
    let most = rebagged(&token, &[bag.clone(), vec![rubbish[0].clone(); 10 - bag.len()]].concat());
    assert!(lab.authority(&["root"]).verify(&Token::read(&most).unwrap(), &request()).is_ok());
}

#[test]
fn a_maze_of_issuers_is_left_soon() {
    let Some(lab) = lab() else { return };
    // All carry the name of the issuing authority, so each seems to be the issuer of each.
    let issuing = "/C=KZ/O=Example/CN=Example Issuing";
    let names: Vec<String> = (0..9).map(|at| format!("maze-{at}")).collect();
    for name in &names {
        lab.make(Wanted { subject: issuing, extensions: FOR_ISSUING, ..Wanted::root(name) });
    }
    let token = lab.stamped("ec");
    let bag: Vec<Vec<u8>> = names.iter().map(|name| lab.der(name)).chain([lab.der("ec")]).collect();
    let maze = Token::read(&rebagged(&token, &bag)).unwrap();
    let start = Instant::now();
    let refused = lab.authority(&["root"]).verify(&maze, DIGEST);
    let took = start.elapsed();
    eprintln!("a maze is left after {took:?}");
    assert!(took.as_secs() < 20, "{took:?}");
    assert_eq!(refused, Err(Refusal::Maze));
}
