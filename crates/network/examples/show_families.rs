//! Prints the mirror families of a list of domains: `show_families FILE`.
#![expect(clippy::print_stdout, reason = "a list is what this program is for")]

fn main() -> std::io::Result<()> {
    let path = std::env::args().nth(1).unwrap_or_default();
    let text = std::fs::read_to_string(path)?;
    let sites: Vec<_> = text.lines().filter_map(network::mirrors::Site::parse).collect();
    for family in network::mirrors::families(&sites, &network::mirrors::GenericWords::shipped()) {
        let next: Vec<&str> = family.expected_next.iter().map(|next| next.domain.as_str()).take(4).collect();
        let members: Vec<&str> = family.members.iter().map(String::as_str).take(24).collect();
        println!("{}\t{}\t{}\t=> {}", family.name, family.members.len(), members.join(" "), next.join(" "));
    }
    Ok(())
}
