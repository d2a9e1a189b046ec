//! Tests of court packages.
