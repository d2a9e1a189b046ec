//! Where the workbench sits: the names by which browsers reach it, and whether the way there is encrypted.

use std::net::IpAddr;

use axum::http::Uri;

/// The place of a workbench on the net.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seat {
    /// Its origin, as in `https://arasha.example` or `http://localhost:7311`.
    origin: String,
    /// What may stand in `Host`, lower case.
    hosts: Vec<String>,
    /// Schemes with which the hosts are origins of ours.
    secure: bool,
}

/// The origin is none that the workbench can have.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no origin for the workbench: give https://name[:port], or http://localhost:port on this machine alone")]
pub struct SeatError(pub String);

impl Seat {
    /// On this machine alone, under all the names that it has for itself.
    #[must_use]
    pub fn loopback(port: u16) -> Self {
        let host = |name: &str| if port == 80 { name.to_owned() } else { format!("{name}:{port}") };
        let hosts = ["127.0.0.1", "localhost", "[::1]"].map(host);
        Self { origin: format!("http://{}", host("127.0.0.1")), hosts: hosts.into(), secure: false }
    }

    /// Under one name. Passkeys are bound to it, so there is one only. Without encryption it must be `localhost`.
    ///
    /// # Errors
    /// Where it is no such origin.
    pub fn at(origin: &str) -> Result<Self, SeatError> {
        let wrong = || SeatError(origin.to_owned());
        let uri: Uri = origin.parse().map_err(|_| wrong())?;
        let (scheme, authority) = (uri.scheme_str().ok_or_else(wrong)?, uri.authority().ok_or_else(wrong)?);
        let secure = scheme == "https";
        let bare = uri.path_and_query().is_none_or(|rest| rest.as_str() == "/") && !authority.as_str().contains('@');
        if !bare || !(secure || scheme == "http" && authority.host() == "localhost") {
            return Err(wrong());
        }
        let host = authority.as_str().to_ascii_lowercase();
        Ok(Self { origin: format!("{scheme}://{host}"), hosts: vec![host], secure })
    }

    /// The origin, without a slash at its end.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// Whether the way is encrypted, so that cookies are sent on no other.
    #[must_use]
    pub fn is_secure(&self) -> bool {
        self.secure
    }

    /// Whether `Host` names this place.
    #[must_use]
    pub fn is_host(&self, host: &str) -> bool {
        self.hosts.iter().any(|known| host.eq_ignore_ascii_case(known))
    }

    /// Whether `Origin` names this place.
    #[must_use]
    pub fn is_origin(&self, origin: &str) -> bool {
        let scheme = if self.secure { "https://" } else { "http://" };
        origin.strip_prefix(scheme).is_some_and(|host| self.is_host(host))
    }

    /// The name of the cookie that holds a session. On an encrypted way the browser itself sees to it that no other host, path or plain
    /// connection sets it.
    #[must_use]
    pub fn cookie_name(&self, what: &str) -> String {
        if self.secure { format!("__Host-{what}") } else { what.to_owned() }
    }
}

/// Whether the address reaches nobody but this machine.
#[must_use]
pub fn is_loopback(address: IpAddr) -> bool {
    address.is_loopback()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seat_is_encrypted_or_on_this_machine() {
        for origin in ["https://arasha.example", "https://arasha.example:8443/", "http://localhost:7311"] {
            assert!(Seat::at(origin).is_ok(), "{origin}");
        }
        for origin in ["http://arasha.example", "http://127.0.0.1:7311", "localhost:7311", "https://a@b.example", "https://a.example/x", ""]
        {
            assert_eq!(Seat::at(origin), Err(SeatError(origin.to_owned())), "{origin}");
        }
    }

    #[test]
    fn it_knows_its_own_name_and_no_other() {
        let seat = Seat::at("https://Arasha.Example").unwrap();
        assert_eq!(seat.origin(), "https://arasha.example");
        assert!(seat.is_host("ARASHA.example") && seat.is_origin("https://arasha.example"));
        for origin in ["http://arasha.example", "https://arasha.example.evil", "https://arasha.example:444", "null", ""] {
            assert!(!seat.is_origin(origin), "{origin}");
        }
        assert_eq!(seat.cookie_name("arasha"), "__Host-arasha");
        assert_eq!(Seat::loopback(7311).cookie_name("arasha"), "arasha");
    }
}
