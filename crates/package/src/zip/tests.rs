//! Tests of the ZIP form.
