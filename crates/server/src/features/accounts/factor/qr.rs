//! The QR code that an authenticator app reads, as a picture without scripts or styles.

use std::fmt::Write as _;

use qrcodegen::{QrCode, QrCodeEcc};

/// White squares around the code, as the standard asks for.
const QUIET: i32 = 4;

/// A QR code as one SVG path of unit squares.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Qr {
    /// Squares along one side, the quiet ones included.
    pub side: i32,
    /// The dark squares.
    pub path: String,
}

impl Qr {
    /// The code of a text; none when it is too long for any.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        let code = QrCode::encode_text(text, QrCodeEcc::Medium).ok()?;
        let mut path = String::new();
        for y in 0..code.size() {
            for x in (0..code.size()).filter(|x| code.get_module(*x, y)) {
                // writing to a String cannot fail
                let _ = write!(path, "M{},{}h1v1h-1z", x + QUIET, y + QUIET);
            }
        }
        Some(Self { side: code.size() + 2 * QUIET, path })
    }
}

#[cfg(test)]
mod tests {
    use super::Qr;

    #[test]
    fn a_code_has_its_three_corners() {
        let qr = Qr::of("otpauth://totp/Sojourn:a@x.example?secret=MZXW6YTBOI").unwrap();
        let right = qr.side - 4 - 7;
        for corner in ["M4,4h1".to_owned(), format!("M{right},4h1"), format!("M4,{right}h1")] {
            assert!(qr.path.contains(&corner), "{corner}");
        }
        assert!(Qr::of(&"x".repeat(5000)).is_none());
    }
}
