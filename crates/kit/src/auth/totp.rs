//! The second factor: six digits that change every half minute (TOTP, RFC 6238 over RFC 4226), from a secret that
//! the server and an authenticator app share.
//!
//! HMAC-SHA-1, thirty seconds and six digits are what every app can do. SHA-1 is no weakness here: HMAC does not
//! rest on its resistance to collisions.

use chrono::{DateTime, Utc};
use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;
use std::fmt;
use subtle::ConstantTimeEq;

use super::code::Code;

/// Seconds for which a code stands.
const PERIOD: i64 = 30;
/// Digits of a code.
const DIGITS: u32 = 6;
/// How many time steps a clock may be off, before and after.
const DRIFT: i64 = 1;
/// 160 bits, as RFC 4226 recommends.
const SECRET_BYTES: usize = 20;
const BASE32: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// The secret that an authenticator app and the server share. `Debug` hides it.
#[derive(Clone)]
pub struct TotpSecret(Vec<u8>);

impl TotpSecret {
    /// A fresh secret.
    #[must_use]
    pub fn fresh() -> Self {
        Self(rand::random::<[u8; SECRET_BYTES]>().to_vec())
    }

    /// A secret read back from storage.
    #[must_use]
    pub fn from_bytes(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }

    /// The bytes to store.
    #[must_use]
    pub fn to_vec(&self) -> Vec<u8> {
        self.0.clone()
    }

    /// The secret as people type it into an app: base32 without padding.
    #[must_use]
    pub fn base32(&self) -> String {
        let bits: String = self.0.iter().map(|byte| format!("{byte:08b}")).collect();
        let groups = bits.as_bytes().chunks(5);
        groups
            .map(|group| {
                let value = group.iter().fold(0, |value, bit| value << 1 | usize::from(bit - b'0'));
                char::from(BASE32[value << (5 - group.len())])
            })
            .collect()
    }

    /// The address that an app reads from a link or a QR code.
    #[must_use]
    pub fn link(&self, issuer: &str, account: &str) -> String {
        let (issuer, account) = (escaped(issuer), escaped(account));
        let secret = self.base32();
        format!(
            "otpauth://totp/{issuer}:{account}?secret={secret}&issuer={issuer}&algorithm=SHA1&digits={DIGITS}&period={PERIOD}"
        )
    }

    /// The time step whose code this is: now, one before or one after, and later than `last`, the step whose code
    /// was taken last. Each candidate is compared in the same time.
    #[must_use]
    pub fn step_of(&self, code: &Code, now: DateTime<Utc>, last: i64) -> Option<i64> {
        let current = now.timestamp() / PERIOD;
        let is_it = |step: &i64| {
            let expected = self.code_at(*step, DIGITS);
            bool::from(expected.as_bytes().ct_eq(code.reveal().as_bytes()))
        };
        (current - DRIFT..=current + DRIFT).filter(|step| *step > last).find(is_it)
    }

    /// The code that an app shows at that instant.
    #[must_use]
    pub fn code_now(&self, now: DateTime<Utc>) -> String {
        self.code_at(now.timestamp() / PERIOD, DIGITS)
    }

    fn code_at(&self, step: i64, digits: u32) -> String {
        let number = self.number_at(step) % 10_u32.pow(digits);
        format!("{number:0width$}", width = digits as usize)
    }

    /// The dynamic truncation of RFC 4226, 5.3.
    fn number_at(&self, step: i64) -> u32 {
        // HMAC takes keys of every length
        let Ok(mut mac) = Hmac::<Sha1>::new_from_slice(&self.0) else { return 0 };
        mac.update(&step.to_be_bytes());
        let digest = mac.finalize().into_bytes();
        let at = usize::from(digest[digest.len() - 1] & 0x0f);
        let bytes = [digest[at] & 0x7f, digest[at + 1], digest[at + 2], digest[at + 3]];
        u32::from_be_bytes(bytes)
    }
}

impl fmt::Debug for TotpSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TotpSecret(hidden)")
    }
}

/// Everything but letters, digits and a few marks in percent signs.
fn escaped(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~@".contains(&byte);
    text.bytes().map(|b| if plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(seconds, 0).unwrap()
    }

    #[test]
    fn the_vectors_of_rfc_6238_hold() {
        let secret = TotpSecret::from_bytes(b"12345678901234567890".to_vec());
        for (seconds, code) in [
            (59, "94287082"),
            (1_111_111_109, "07081804"),
            (1_111_111_111, "14050471"),
            (1_234_567_890, "89005924"),
            (2_000_000_000, "69279037"),
            (20_000_000_000, "65353130"),
        ] {
            assert_eq!(secret.code_at(seconds / PERIOD, 8), code, "{seconds}");
            assert_eq!(secret.code_now(at(seconds)), code[2..], "six digits are the last six");
        }
    }

    #[test]
    fn the_vectors_of_rfc_4226_hold() {
        let secret = TotpSecret::from_bytes(b"12345678901234567890".to_vec());
        let codes = ["755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583"];
        for (counter, code) in (0..).zip(codes) {
            assert_eq!(secret.code_at(counter, 6), code);
        }
    }

    #[test]
    fn a_clock_may_be_half_a_minute_off_and_a_code_is_taken_once() {
        let secret = TotpSecret::fresh();
        let now = at(1_800_000_000);
        let step = now.timestamp() / PERIOD;
        for (seconds, found) in
            [(-61, None), (-30, Some(step - 1)), (0, Some(step)), (30, Some(step + 1)), (60, None)]
        {
            let code = Code::parse(&secret.code_now(at(now.timestamp() + seconds))).unwrap();
            assert_eq!(secret.step_of(&code, now, 0), found, "{seconds}");
        }
        let code = Code::parse(&secret.code_now(now)).unwrap();
        assert_eq!(secret.step_of(&code, now, step), None, "this step is spent");
        assert_eq!(secret.step_of(&code, now, step - 1), Some(step));
    }

    #[test]
    fn an_app_can_read_the_secret() {
        // RFC 4648, 10
        for (bytes, text) in [("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("fooba", "MZXW6YTB"), ("", "")]
        {
            assert_eq!(TotpSecret::from_bytes(bytes.into()).base32(), text);
        }
        let secret = TotpSecret::from_bytes(b"foobar".to_vec());
        assert_eq!(
            secret.link("Sojourn", "a b@x.example"),
            "otpauth://totp/Sojourn:a%20b@x.example?secret=MZXW6YTBOI&issuer=Sojourn&algorithm=SHA1&digits=6&period=30"
        );
        assert_eq!(TotpSecret::fresh().base32().len(), 32);
        assert_eq!(format!("{secret:?}"), "TotpSecret(hidden)");
    }
}
