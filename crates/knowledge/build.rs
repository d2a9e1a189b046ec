//! Builds the crate again when a knowledge file changes, since the files are part of the program.

#![expect(clippy::print_stdout, reason = "a build script speaks to cargo on stdout")]

fn main() {
    println!("cargo:rerun-if-changed=../../knowledge");
}
