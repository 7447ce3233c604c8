//! An answer that can be stored and sent again byte for byte.

use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};

/// An answer: status, headers, body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reply {
    status: u16,
    headers: Vec<(String, String)>,
    body: String,
}

impl Reply {
    /// A page.
    #[must_use]
    pub fn html(body: String) -> Self {
        Self::new(StatusCode::OK, "text/html; charset=utf-8", body)
    }

    /// A JSON document. A value that cannot be written as JSON is a fault of the product: 500.
    pub fn json(status: StatusCode, value: &impl Serialize) -> Self {
        match serde_json::to_string(value) {
            Ok(body) => Self::new(status, "application/json", body),
            Err(error) => {
                tracing::error!(%error, "an answer could not be written as JSON");
                Self::new(StatusCode::INTERNAL_SERVER_ERROR, "application/json", "null".to_owned())
            }
        }
    }

    /// Plain text of another media type, such as CSV.
    #[must_use]
    pub fn text(media: &str, body: String) -> Self {
        Self::new(StatusCode::OK, media, body)
    }

    /// 303: the change is made, look there.
    #[must_use]
    pub fn see(location: impl Into<String>) -> Self {
        let mut reply = Self::new(StatusCode::SEE_OTHER, "text/plain", String::new());
        reply.headers.push(("location".to_owned(), location.into()));
        reply
    }

    fn new(status: StatusCode, media: &str, body: String) -> Self {
        Self { status: status.as_u16(), headers: vec![("content-type".to_owned(), media.to_owned())], body }
    }

    /// The same with another status.
    #[must_use]
    pub fn status(mut self, status: StatusCode) -> Self {
        self.status = status.as_u16();
        self
    }

    /// The same with one more header.
    #[must_use]
    pub fn header(mut self, name: HeaderName, value: impl Into<String>) -> Self {
        self.headers.push((name.as_str().to_owned(), value.into()));
        self
    }

    /// The same with a cookie to set, already written by [`crate::auth`].
    #[must_use]
    pub fn cookie(self, cookie: impl Into<String>) -> Self {
        self.header(header::SET_COOKIE, cookie)
    }

    /// The same with a sentence that the next page shows once.
    #[must_use]
    pub fn flash(self, sentence: &str) -> Self {
        let text: String = sentence.bytes().map(escape_byte).collect();
        self.cookie(format!("{FLASH}={text}; Path=/; HttpOnly; SameSite=Lax; Max-Age=60"))
    }
}

macro_rules! flash {
    () => {
        "sojourn-flash"
    };
}

/// The cookie that carries a sentence to the next page.
pub const FLASH: &str = flash!();
/// What makes the browser forget [`FLASH`], for `Set-Cookie`.
pub const FLASH_GONE: &str = concat!(flash!(), "=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0");

/// A cookie value holds no spaces, quotes, commas or semicolons: everything but plain letters is escaped.
fn escape_byte(byte: u8) -> String {
    if byte.is_ascii_alphanumeric() { char::from(byte).to_string() } else { format!("%{byte:02X}") }
}

impl IntoResponse for Reply {
    fn into_response(self) -> Response {
        let mut response = self.body.into_response();
        *response.status_mut() =
            StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let headers = response.headers_mut();
        headers.remove(header::CONTENT_TYPE);
        for (name, value) in self.headers {
            match (HeaderName::try_from(name), HeaderValue::try_from(value)) {
                (Ok(name), Ok(value)) => {
                    headers.append(name, value);
                }
                _ => tracing::error!("a header that HTTP cannot carry was left out"),
            }
        }
        response
    }
}
