//! Six-digit codes: the fresh factor mailed after a signing link was opened.

use super::token::TokenHash;
use std::fmt;

/// A code of six digits. Few enough to type, so the caller must count tries (at most five) and expire it
/// (at most ten minutes).
#[derive(Clone)]
pub struct Code(String);

impl Code {
    /// A fresh code; each of the million codes is equally likely.
    #[must_use]
    pub fn fresh() -> Self {
        Self(format!("{:06}", rand::random_range(0..1_000_000_u32)))
    }

    /// The code somebody typed: six ASCII digits, where blanks and hyphens between them are forgiven.
    #[must_use]
    pub fn parse(typed: &str) -> Option<Self> {
        let digits: String = typed.chars().filter(|c| !matches!(c, ' ' | '-' | '\u{a0}')).collect();
        let six_digits = digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_digit());
        six_digits.then_some(Self(digits))
    }

    /// The six digits, to put in the letter.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// The hash to store, bound to what the code is for: the signature it opens and the browser that asked.
    ///
    /// Bound like this, a code that leaks is useless in another browser or for another paper.
    #[must_use]
    pub fn hash(&self, signature_id: &str, browser: &TokenHash) -> TokenHash {
        TokenHash::of_parts(&[b"code", self.0.as_bytes(), signature_id.as_bytes(), browser.as_bytes()])
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Code(hidden)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::auth::Token;

    #[test]
    fn a_typed_code_matches_only_in_its_own_browser_and_for_its_own_paper() {
        let browser = Token::fresh().hash();
        let code = Code::fresh();
        let stored = code.hash("sig_1", &browser);
        assert_eq!(Code::parse(code.reveal()).unwrap().hash("sig_1", &browser), stored);
        assert_ne!(code.hash("sig_2", &browser), stored);
        assert_ne!(code.hash("sig_1", &Token::fresh().hash()), stored);
    }

    #[test]
    fn spaces_are_forgiven_and_everything_else_is_not() {
        assert_eq!(Code::parse(" 012 345 ").unwrap().reveal(), "012345");
        assert_eq!(Code::parse("012-345").unwrap().reveal(), "012345");
        for typed in ["", "12345", "1234567", "12345a", "١٢٣٤٥٦", "+12345"] {
            assert!(Code::parse(typed).is_none(), "{typed}");
        }
    }

    #[test]
    fn codes_cover_the_whole_range() {
        let codes: Vec<Code> = (0..2_000).map(|_| Code::fresh()).collect();
        assert!(codes.iter().all(|code| code.reveal().len() == 6));
        for first in '0'..='9' {
            let share = codes.iter().filter(|code| code.reveal().starts_with(first)).count();
            assert!((100..=300).contains(&share), "{first}: {share} of 2000");
        }
    }

    #[test]
    fn a_debug_print_hides_the_code() {
        assert_eq!(format!("{:?}", Code::fresh()), "Code(hidden)");
    }
}
