//! The program as one runs it: every file in `tests/cli/`, each with a folder of inputs.
//!
//! Run with `TRYCMD=overwrite` to write what is printed now.

#[test]
fn commands_print_what_they_must() {
    trycmd::TestCases::new().case("tests/cli/*.trycmd");
}
