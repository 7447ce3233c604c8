//! A letter that cannot be bent into another one by what people typed into names and reasons.

use crate::telemetry::is_unsafe_to_print;
use axum::http::Uri;
use lettre::Address;

const LONGEST_NAME: usize = 100;
const LONGEST_SUBJECT: usize = 200;
const LONGEST_ADDRESS: usize = 254;
const LONGEST_TEXT: usize = 200_000;

/// Why a letter cannot be addressed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LetterError {
    /// The address is not one that mail can be sent to.
    #[error("{0:?} is not an email address that letters can be sent to. Write it like name@example.org.")]
    Address(String),
    /// The text is longer than 200,000 bytes.
    #[error("The letter is too long to send.")]
    TooLong,
}

/// One letter to one person, as plain text.
///
/// Building one cleans it: names and subjects are a single line, and a display name that pretends to be an
/// address is dropped. Building a letter again from its own parts changes nothing, so the parts can be stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    to_name: String,
    to_address: String,
    subject: String,
    text: String,
}

impl Letter {
    /// A clean letter. `to_name` may be empty.
    ///
    /// # Errors
    /// [`LetterError`] when the address is not a plain email address or the text is endless.
    pub fn try_new(to_name: &str, to_address: &str, subject: &str, text: &str) -> Result<Self, LetterError> {
        if text.len() > LONGEST_TEXT {
            return Err(LetterError::TooLong);
        }
        Ok(Self {
            to_name: display_name(to_name),
            to_address: plain_address(to_address)?,
            subject: one_line(subject, LONGEST_SUBJECT),
            text: paragraphs(text),
        })
    }

    /// The name shown beside the address; empty when there is none to trust.
    #[must_use]
    pub fn to_name(&self) -> &str {
        &self.to_name
    }

    /// The address the letter goes to.
    #[must_use]
    pub fn to_address(&self) -> &str {
        &self.to_address
    }

    /// The subject, one line.
    #[must_use]
    pub fn subject(&self) -> &str {
        &self.subject
    }

    /// The text, lines ended by `\n`.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }
}

/// The `Message-ID` for the outbox row `unique`: the same for every attempt, so that a second copy is
/// recognised as one. The part after `@` is the host of `base_url`.
#[must_use]
pub fn message_id(unique: &str, base_url: &str) -> String {
    let unique: String = unique.chars().filter(|c| c.is_ascii_alphanumeric() || "_-.".contains(*c)).collect();
    let uri = base_url.parse::<Uri>().ok();
    let host = uri.as_ref().and_then(Uri::host).unwrap_or("sojourn.invalid");
    let host: String = host.chars().filter(|c| c.is_ascii_alphanumeric() || "-.".contains(*c)).collect();
    format!("<{unique}@{host}>")
}

/// A plain address, or an error naming it.
pub(super) fn plain_address(address: &str) -> Result<String, LetterError> {
    let refuse = || LetterError::Address(address.chars().take(LONGEST_ADDRESS).collect());
    let address = address.trim();
    let plain = address.bytes().all(|b| b.is_ascii_graphic() && !b"\"<>(),;:\\[]".contains(&b));
    if !plain || address.len() > LONGEST_ADDRESS {
        return Err(refuse());
    }
    address.parse::<Address>().map(|_| address.to_owned()).map_err(|_| refuse())
}

/// A name without tricks. One that holds `@` or angle brackets imitates an address, so it is dropped.
fn display_name(name: &str) -> String {
    let name = one_line(name, LONGEST_NAME);
    if name.contains(['@', '<', '>', '\u{ff20}', '\u{fe6b}']) { String::new() } else { name }
}

fn one_line(text: &str, longest: usize) -> String {
    let clean: String = text.chars().map(|c| if is_unsafe_to_print(c) { ' ' } else { c }).collect();
    let joined = clean.split_whitespace().collect::<Vec<_>>().join(" ");
    joined.chars().take(longest).collect::<String>().trim_end().to_owned()
}

/// Text with one kind of line end. A lone carriage return could end a letter early at some mail servers.
fn paragraphs(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace(['\r', '\u{2028}', '\u{2029}'], "\n");
    text.chars().filter(|c| matches!(c, '\n' | '\t') || !is_unsafe_to_print(*c)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_cannot_be_injected() {
        let letter = Letter::try_new(
            "Maya\r\nBcc: eve@evil.example",
            "maya@brightwater.example",
            "Hello\r\n\r\nFrom: eve\u{2028}\u{202e}x",
            "One\r\ntwo\rthree\u{0}\n.\n",
        )
        .unwrap();
        assert_eq!(letter.to_name(), "");
        assert_eq!(letter.subject(), "Hello From: eve x");
        assert_eq!(letter.text(), "One\ntwo\nthree\n.\n");
    }

    #[test]
    fn building_again_from_the_parts_changes_nothing() {
        let text = "a\r\nb\n\r\n\rc";
        let letter = Letter::try_new("  Zoë   Ångström\t", "z@x.example", &"é ".repeat(300), text).unwrap();
        let again =
            Letter::try_new(letter.to_name(), letter.to_address(), letter.subject(), letter.text()).unwrap();
        assert_eq!(letter, again);
        assert_eq!(letter.to_name(), "Zoë Ångström");
    }

    #[test]
    fn a_name_cannot_pretend_to_be_an_address() {
        for name in ["payroll@bank.example", "Bank <pay@bank.example>", "pay＠bank.example"] {
            assert_eq!(Letter::try_new(name, "a@x.example", "s", "t").unwrap().to_name(), "");
        }
        assert_eq!(Letter::try_new("O'Neil, Jr.", "a@x.example", "s", "t").unwrap().to_name(), "O'Neil, Jr.");
    }

    #[test]
    fn strange_addresses_are_refused() {
        for address in [
            "",
            "maya",
            "maya@",
            "@x.example",
            "a@x.example\r\nBcc: b@y.example",
            "a@x.example,b@y.example",
            "a b@x.example",
            "\"a b\"@x.example",
            "<a@x.example>",
            "a@[127.0.0.1]",
            "maya@x.example\u{0}",
            &format!("{}@x.example", "a".repeat(300)),
        ] {
            assert!(Letter::try_new("", address, "s", "t").is_err(), "{address:?}");
        }
    }

    #[test]
    fn a_message_id_is_stable_and_clean() {
        let id = message_id("out_01h", "https://sojourn.example:8443");
        assert_eq!(id, "<out_01h@sojourn.example>");
        assert_eq!(message_id("a>\r\nb", "not a url at all"), "<ab@sojourn.invalid>");
    }
}
