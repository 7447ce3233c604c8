//! Cookies that carry a token: their names, their attributes, and reading them back.

use super::token::Token;
use axum::http::{HeaderMap, HeaderValue, header};

/// A cookie that holds one [`Token`].
///
/// Over https its name starts with `__Host-`: the browser then refuses it without `Secure`, with a `Domain`,
/// or from a sibling site. Over plain http (the demo on this machine) such a cookie would not be kept, so the
/// bare name is used.
#[derive(Debug, Clone, Copy)]
pub struct SecretCookie {
    name: &'static str,
    secure: bool,
}

impl SecretCookie {
    /// The session cookie: `__Host-sojourn` over https, `sojourn` over plain http.
    #[must_use]
    pub const fn session(secure: bool) -> Self {
        Self { name: if secure { "__Host-sojourn" } else { "sojourn" }, secure }
    }

    /// The cookie that binds a signing code to the browser that asked for it.
    #[must_use]
    pub const fn signing(secure: bool) -> Self {
        Self { name: if secure { "__Host-sojourn-signing" } else { "sojourn-signing" }, secure }
    }

    /// The cookie of somebody who still owes the code of a second factor.
    #[must_use]
    pub const fn step(secure: bool) -> Self {
        Self { name: if secure { "__Host-sojourn-step" } else { "sojourn-step" }, secure }
    }

    /// The full name that the browser sees.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }

    /// A `Set-Cookie` value that hands `token` to the browser for `max_age_seconds`.
    #[must_use]
    pub fn set(&self, token: &Token, max_age_seconds: u32) -> HeaderValue {
        self.header(token.reveal(), max_age_seconds)
    }

    /// A `Set-Cookie` value that makes the browser forget the cookie.
    #[must_use]
    pub fn clear(&self) -> HeaderValue {
        self.header("", 0)
    }

    /// The token in the request, or `None` when there is none or it cannot be one of ours.
    #[must_use]
    pub fn read(&self, headers: &HeaderMap) -> Option<Token> {
        headers
            .get_all(header::COOKIE)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(';'))
            .filter_map(|pair| pair.trim().split_once('='))
            .find(|(name, _)| *name == self.name)
            .and_then(|(_, value)| Token::parse(value))
            .filter(|token| !token.is_api_key())
    }

    fn header(&self, value: &str, max_age_seconds: u32) -> HeaderValue {
        let secure = if self.secure { "; Secure" } else { "" };
        let text = format!(
            "{}={value}; Path=/; Max-Age={max_age_seconds}; HttpOnly; SameSite=Lax{secure}",
            self.name
        );
        // Name and value are ASCII by construction; an empty header would only lose the cookie.
        let mut header = HeaderValue::from_str(&text).unwrap_or(HeaderValue::from_static(""));
        header.set_sensitive(true);
        header
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(cookie: &str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, cookie.parse().unwrap());
        headers
    }

    #[test]
    fn over_https_the_cookie_is_bound_to_this_host() {
        let token = Token::fresh();
        let header = SecretCookie::session(true).set(&token, 43_200);
        let expected = format!(
            "__Host-sojourn={}; Path=/; Max-Age=43200; HttpOnly; SameSite=Lax; Secure",
            token.reveal()
        );
        assert_eq!(header.to_str().unwrap(), expected);
        assert_eq!(format!("{header:?}"), "Sensitive");
    }

    #[test]
    fn over_plain_http_it_has_the_bare_name() {
        let header = SecretCookie::session(false).clear();
        assert_eq!(header.to_str().unwrap(), "sojourn=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax");
    }

    #[test]
    fn it_is_found_among_others() {
        let token = Token::fresh();
        let cookie = SecretCookie::session(true);
        let headers = request(&format!("sojourn=x; a=b; __Host-sojourn={}", token.reveal()));
        assert_eq!(cookie.read(&headers).unwrap().hash(), token.hash());
        assert!(SecretCookie::signing(true).read(&headers).is_none());
    }

    #[test]
    fn junk_and_api_keys_are_no_session() {
        let key = Token::fresh_api_key();
        for value in ["", "abc", key.reveal()] {
            let headers = request(&format!("sojourn={value}"));
            assert!(SecretCookie::session(false).read(&headers).is_none(), "{value}");
        }
        assert!(SecretCookie::session(false).read(&HeaderMap::new()).is_none());
    }
}
