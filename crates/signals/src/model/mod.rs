//! The linear model over character n-grams.
