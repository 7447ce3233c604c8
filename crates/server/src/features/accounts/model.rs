//! The words of signing in, and how long things last.

use chrono::{DateTime, Duration, Utc};
use sojourn_kit::error::{Error, Result};

use crate::actor::{Actor, Way};

/// How long a sign-in link works.
pub const LINK_LIFE: Duration = Duration::minutes(15);
/// How long the link of an invitation works.
pub const INVITATION_LIFE: Duration = Duration::hours(24);
/// How long the link for the first administrator works.
pub const BOOTSTRAP_LIFE: Duration = Duration::hours(24);
/// How recent the proof of who somebody is must be for what is hard to take back.
pub const FRESH: Duration = Duration::minutes(5);
/// The longest life of a key for programs, in days.
pub const LONGEST_KEY_DAYS: i64 = 365;

/// An email address as accounts keep it: without blanks around it, in lower case.
#[must_use]
pub fn address(typed: &str) -> String {
    typed.trim().to_lowercase()
}

/// Whether the text can be an email address that letters reach.
#[must_use]
pub fn is_address(text: &str) -> bool {
    sojourn_kit::mail::Letter::try_new("", text, "", "").is_ok()
}

/// Refuses unless the actor proved who they are within the last five minutes ([`FRESH`]). Somebody who came by a
/// private link proves it with a code of their own; a program cannot.
///
/// # Errors
/// A refusal that names the way to `/sign-in/again`. Pages lead there with [`super::to_sign_in_again`].
pub fn require_fresh(actor: &Actor, now: DateTime<Utc>) -> Result<()> {
    match &actor.way {
        Way::Session { fresh_at, .. } if now - *fresh_at <= FRESH => Ok(()),
        Way::Link | Way::Job(_) => Ok(()),
        Way::Session { .. } => Err(Error::refused(
            "sign_in_again",
            "Confirm that it is you first: sign in again at /sign-in/again, then do this within five minutes.",
        )),
        Way::Token(_) => Err(Error::refused(
            "sign_in_again",
            "A program cannot confirm who is behind it. Sign in on the page and do it there.",
        )),
    }
}

/// A browser in a few words: “Firefox on Linux”.
#[must_use]
pub fn browser_words(agent: &str) -> String {
    let first = |names: &[(&'static str, &'static str)]| {
        names.iter().find(|(mark, _)| agent.contains(mark)).map(|(_, name)| *name)
    };
    let browser = first(&[
        ("Firefox/", "Firefox"),
        ("Edg/", "Edge"),
        ("OPR/", "Opera"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
        ("curl/", "curl"),
    ]);
    let system = first(&[
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Android", "Android"),
        ("Windows", "Windows"),
        ("Mac OS X", "Mac"),
        ("Linux", "Linux"),
    ]);
    match (browser, system) {
        (Some(browser), Some(system)) => format!("{browser} on {system}"),
        (Some(browser), None) => browser.to_owned(),
        _ => "A browser".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{address, browser_words, is_address};

    #[test]
    fn addresses_are_kept_alike_however_they_are_typed() {
        assert_eq!(address(" Maya.Okonjo@Brightwater.example "), "maya.okonjo@brightwater.example");
        assert!(is_address("maya@brightwater.example"));
        assert!(!is_address("maya") && !is_address("a@b.example\r\nBcc: c@d.example"));
    }

    #[test]
    fn a_browser_is_told_in_a_few_words() {
        let agent = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0 Safari/537.36";
        assert_eq!(browser_words(agent), "Chrome on Linux");
        assert_eq!(browser_words(""), "A browser");
    }
}
