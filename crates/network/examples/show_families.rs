//! Prints the mirror families of a list of domains: `show_families FILE`.
#![expect(clippy::print_stdout, reason = "a list is what this program is for")]

fn main() -> std::io::Result<()> {
    let path = std::env::args().nth(1).unwrap_or_default();
    let text = std::fs::read_to_string(path)?;
    let list = network::mirrors::List::read(&text);
    for family in network::mirrors::families(&list.sites, &network::mirrors::GenericWords::shipped()) {
        let next: Vec<&str> = family.expected_next.iter().map(|next| next.domain.as_str()).take(4).collect();
        let members: Vec<&str> = family.members.iter().map(String::as_str).collect();
        let why: Vec<String> = family.reasons.iter().take(4).map(|why| format!("{:?} {} {}", why.code, why.common, why.members)).collect();
        let size = family.members.len();
        println!("{}\t{size}\t{}\t{}\t=> {}", family.name, members.join(" "), why.join("; "), next.join(" "));
    }
    Ok(())
}
