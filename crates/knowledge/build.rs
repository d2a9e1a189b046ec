//! Builds the crate again when a knowledge file changes, since the files are part of the program.

fn main() {
    println!("cargo:rerun-if-changed=../../knowledge");
}
