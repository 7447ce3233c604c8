//! Recovery codes: the way in when the phone with the authenticator app is gone. Each works once.

use super::token::TokenHash;
use std::fmt;

/// How many are made at a time.
pub const RECOVERY_CODES: usize = 10;
/// Letters and digits that are not taken for one another: neither i, l, o nor u.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
/// Sixteen characters of five bits: 80 bits, too many to guess even from a stolen hash.
const LENGTH: usize = 16;
const GROUP: usize = 4;

/// A recovery code, shown once and kept as a hash. `Debug` hides it.
#[derive(Clone)]
pub struct RecoveryCode(String);

impl RecoveryCode {
    /// A fresh code.
    #[must_use]
    pub fn fresh() -> Self {
        let letter = || char::from(ALPHABET[rand::random_range(0..ALPHABET.len())]);
        Self((0..LENGTH).map(|_| letter()).collect())
    }

    /// The code somebody typed; capitals, blanks, hyphens and letters that look like digits are forgiven.
    #[must_use]
    pub fn parse(typed: &str) -> Option<Self> {
        let letters = typed.chars().filter(|c| !matches!(c, ' ' | '-' | '\u{a0}'));
        let code: String = letters
            .map(|c| match c.to_ascii_lowercase() {
                'o' => '0',
                'i' | 'l' => '1',
                other => other,
            })
            .collect();
        let ours = code.len() == LENGTH && code.bytes().all(|byte| ALPHABET.contains(&byte));
        ours.then_some(Self(code))
    }

    /// The code in groups of four, for the page that shows it once.
    #[must_use]
    pub fn reveal(&self) -> String {
        let groups: Vec<&str> = (0..LENGTH).step_by(GROUP).map(|at| &self.0[at..at + GROUP]).collect();
        groups.join("-")
    }

    /// The hash to store, bound to the account.
    #[must_use]
    pub fn hash(&self, account: &str) -> TokenHash {
        TokenHash::of_parts(&[b"recovery", account.as_bytes(), self.0.as_bytes()])
    }
}

impl fmt::Debug for RecoveryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecoveryCode(hidden)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_reads_back_however_it_is_typed() {
        let code = RecoveryCode::fresh();
        let shown = code.reveal();
        assert_eq!(shown.len(), 19);
        for typed in [shown.clone(), shown.to_uppercase(), shown.replace('-', " "), shown.replace('-', "")] {
            assert_eq!(RecoveryCode::parse(&typed).unwrap().hash("a"), code.hash("a"), "{typed}");
        }
        assert_ne!(code.hash("a"), code.hash("b"));
        assert_ne!(code.hash("a"), RecoveryCode::fresh().hash("a"));
        let alike = RecoveryCode::parse("oIlo-0110-0000-0000").unwrap();
        assert_eq!(alike.reveal(), "0110-0110-0000-0000");
    }

    #[test]
    fn other_texts_are_no_code_and_a_print_hides_it() {
        for typed in ["", "123456", "0000-0000-0000-000", "0000-0000-0000-000u", "0000-0000-0000-00000"] {
            assert!(RecoveryCode::parse(typed).is_none(), "{typed}");
        }
        assert_eq!(format!("{:?}", RecoveryCode::fresh()), "RecoveryCode(hidden)");
    }
}
