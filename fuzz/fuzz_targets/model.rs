//! Reading any bytes as a model of wording or of categories: a model or a fault, never a panic; what is read is written back the same and answers finitely.
#![no_main]

use libfuzzer_sys::fuzz_target;
use signals::model::Wording;
use signals::model::kinds::Kinds;

fuzz_target!(|bytes: &[u8]| {
    let _ = Wording::from_bytes(bytes);
    if let Ok(kinds) = Kinds::from_bytes(bytes) {
        assert!(kinds.nearness(" девушки турция ").iter().all(|(_, near)| near.is_finite()));
    }
    // A model is half a megabyte; the input is laid over a blank one, so that it gets past the length.
    let mut whole = Wording::blank().to_bytes();
    whole.iter_mut().zip(bytes).for_each(|(place, byte)| *place = *byte);
    if let Ok(model) = Wording::from_bytes(&whole) {
        let _ = model.log_odds(" девушки турция паспорт у администратора ");
        let again = Wording::from_bytes(&model.to_bytes()).expect("what is written can be read");
        assert_eq!(again.to_bytes(), model.to_bytes());
    }
});
