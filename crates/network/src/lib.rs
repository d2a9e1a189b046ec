//! Identifiers become weighted links, networks and mirror families, each with its why.
