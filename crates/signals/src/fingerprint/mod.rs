//! Marks by which copies of a text or a picture are known.
