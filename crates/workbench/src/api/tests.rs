//! The API from outside: through the router, with real requests, in a house of invented people.

mod answers;
mod documented;
mod hostile;
mod invented;
mod support;
mod tokens;
