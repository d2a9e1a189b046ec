//! Indicators found in a text.
