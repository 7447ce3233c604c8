//! Who is asking: passwords, tokens, codes, cookies, limits, and the guards around a sign-in.
//!
//! Nothing here touches the database. Callers store what these types hand them (a hash, never a secret)
//! and give back plain values to check.

pub mod address;
pub mod code;
pub mod cookies;
pub mod limiter;
pub mod limits;
pub mod next;
pub mod password_rules;
pub mod passwords;
pub mod recovery;
pub mod token;
pub mod totp;

pub use address::{Network, client_address, source_key};
pub use code::Code;
pub use cookies::SecretCookie;
pub use limiter::{Limiter, Wait};
pub use limits::Limits;
pub use next::safe_next;
pub use password_rules::{PasswordRefusal, check_password, context_words};
pub use passwords::{Check, PasswordError, Passwords};
pub use recovery::{RECOVERY_CODES, RecoveryCode};
pub use token::{Token, TokenHash};
pub use totp::TotpSecret;
