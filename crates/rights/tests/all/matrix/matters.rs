//! What is asked for in the matrix.

use record::Compartment::{Casework, OpenSource, Operational, Protection};
use record::Region;
use rights::{Official, Resource};

use crate::ask::{above, asker, below, colleague, elsewhere, here, matter, official, other, own, own_case, region};

/// A thing that somebody asks for, as a person would call it.
pub struct Matter {
    /// Begins a chapter.
    pub chapter: Option<&'static str>,
    pub title: &'static str,
    pub resource: Resource,
}

pub fn matters() -> Vec<Matter> {
    [chapter("Open sources", posts()), chapter("Operational", operational()), chapter("Matters about officials", officials())]
        .into_iter()
        .chain([chapter("Cases", cases()), chapter("Protection", protection()), chapter("The installation", office())])
        .flatten()
        .collect()
}

fn chapter(title: &'static str, matters: Vec<(&'static str, Resource)>) -> Vec<Matter> {
    let chapter = |at| (at == 0).then_some(title);
    matters.into_iter().enumerate().map(|(at, (title, resource))| Matter { chapter: chapter(at), title, resource }).collect()
}

fn posts() -> Vec<(&'static str, Resource)> {
    let post = |region: Option<Region>| Resource { region, ..Resource::matter(OpenSource) };
    vec![
        ("a post of the asker's region", post(Some(here()))),
        ("a post of another region", post(Some(elsewhere()))),
        ("a post of no place", post(None)),
    ]
}

fn operational() -> Vec<(&'static str, Resource)> {
    vec![
        ("a report of the asker's region, kept by another body", matter(Operational, other(), here())),
        ("a report of another region, kept by another body", matter(Operational, other(), elsewhere())),
        ("a report of another region that the asker's body made", matter(Operational, own(), elsewhere())),
        ("a report of another region, handed to the asker's body by name", handed_over(matter(Operational, other(), elsewhere()))),
        ("evidence that the asker had kept", Resource { case_owner: Some(asker()), ..matter(Operational, own(), here()) }),
    ]
}

fn officials() -> Vec<(&'static str, Resource)> {
    let about = |official: Official| Resource { official: Some(official), ..handed_over(matter(Operational, other(), here())) };
    vec![
        ("a report about an official of the asker's own body", about(official(own(), Some(above()), elsewhere()))),
        ("a report about an official of the body above", about(official(above(), None, elsewhere()))),
        ("a report about an official of a body below", about(official(below(), Some(own()), elsewhere()))),
        ("a report about an official of the asker's region, another body", about(official(other(), None, here()))),
        ("a report about an official of the interior ministry for the whole state", about(official(other(), None, region("KZ")))),
        ("a report about an official of another body and region", about(official(other(), None, elsewhere()))),
    ]
}

fn cases() -> Vec<(&'static str, Resource)> {
    vec![
        ("a case of the asker's body and region", matter(Casework, own(), here())),
        ("a case of the asker's body, with data about a person", personal(matter(Casework, own(), here()))),
        ("a case of another body in the asker's region", matter(Casework, other(), here())),
        ("a case of another body and region", matter(Casework, other(), elsewhere())),
        ("a case of another body and region, handed to the asker's body by name", handed_over(matter(Casework, other(), elsewhere()))),
        ("a case without a region", Resource { region: None, ..matter(Casework, own(), here()) }),
        (
            "a case of which the asker is the owner, with data about a person",
            Resource { case_owner: Some(asker()), ..personal(matter(Casework, own(), here())) },
        ),
    ]
}

fn protection() -> Vec<(&'static str, Resource)> {
    let person = |agency, region| Resource { case_owner: Some(colleague()), ..personal(matter(Protection, agency, region)) };
    vec![
        ("a protected person whose case the asker owns", own_case()),
        ("a protected person in the care of a colleague, same body and region", person(own(), here())),
        ("a protected person in the care of the asker's body, another region", person(own(), elsewhere())),
        ("a protected person in the care of another body, asker's region", person(other(), here())),
        ("a protected person in the care of another body and region", person(other(), elsewhere())),
        (
            "a protected person of another body and region, shared with the asker's body by consent",
            handed_over(person(other(), elsewhere())),
        ),
        ("the course of a protection case in the asker's region, no data about the person", matter(Protection, own(), here())),
        (
            "the course of a protection case shared with the asker's body by consent, no data about the person",
            handed_over(matter(Protection, other(), elsewhere())),
        ),
        ("a protected person without a region", Resource { region: None, ..own_case() }),
        ("a protected person who is the asker", Resource { about_asker: true, ..own_case() }),
    ]
}

fn office() -> Vec<(&'static str, Resource)> {
    let office = |region: Region| Resource { region: Some(region), ..Resource::office() };
    vec![
        ("the installation in the asker's region", office(here())),
        ("the installation in the asker's region, data about staff", personal(office(here()))),
        ("the installation in another region", office(elsewhere())),
        ("the asker's own account and data", Resource { about_asker: true, ..personal(office(here())) }),
    ]
}

fn personal(resource: Resource) -> Resource {
    Resource { personal: true, ..resource }
}

fn handed_over(resource: Resource) -> Resource {
    Resource { shared_with: [own()].into_iter().collect(), ..resource }
}
