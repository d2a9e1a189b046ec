//! Makes the folder of built front-end files where it is absent, so that the crate compiles without Node, and notices when it changes.

fn main() {
    let dist = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/dist");
    if let Err(error) = std::fs::create_dir_all(dist) {
        println!("cargo::warning=can't make {dist}: {error}");
    }
    println!("cargo::rerun-if-changed=assets/dist");
    println!("cargo::rerun-if-changed=templates");
    println!("cargo::rerun-if-changed=../../locales");
}
