//! The pages of Arasha.
