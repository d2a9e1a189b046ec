//! Promise 2 of the design, held by the compiler: no order against a page without a sealed capture, and none that anybody made up.
//!
//! Each file in `compile/` must be refused, for the reason that stands beside it.

#[test]
fn nobody_makes_up_a_sealed_capture() {
    let tests = trybuild::TestCases::new();
    tests.pass("tests/compile/proved.rs");
    for way in ["put_together", "changed", "default", "from_state", "from_file", "from_capture"] {
        tests.compile_fail(format!("tests/compile/{way}.rs"));
    }
}
