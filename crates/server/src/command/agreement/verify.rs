//! `sojourn agreement verify`: the seals in a file. Whether the certificate is that of an installation, only its
//! fingerprint says; names in a certificate are whatever its maker wrote.

use std::io::Write;
use std::path::Path;

use sojourn_seal::{Found, verify};

use super::{Ending, Trouble, read, say};

/// The largest file that is read, in bytes.
const LARGEST: u64 = 200 * 1024 * 1024;

pub(super) fn run(file: &Path, expected: Option<&str>, out: &mut impl Write) -> Result<Ending, Trouble> {
    let expected = expected.map(fingerprint).transpose()?;
    let bytes = read(file, LARGEST)?;
    let found = verify(&bytes).map_err(|error| Trouble(format!("{}: {error}", file.display())))?;
    for (at, seal) in (1..).zip(&found) {
        describe(at, seal, out)?;
    }
    let (ending, words) = judge(&found, expected.as_deref());
    say(out, words)?;
    Ok(ending)
}

/// A fingerprint as typed: capitals, colons and spaces do not matter.
fn fingerprint(typed: &str) -> Result<String, Trouble> {
    let plain: String = typed.chars().filter(|c| !matches!(c, ':' | ' ')).collect::<String>().to_lowercase();
    let fits = plain.len() == 64 && plain.bytes().all(|byte| byte.is_ascii_hexdigit());
    if fits {
        Ok(plain)
    } else {
        Err(Trouble("A fingerprint is a SHA-256: 64 figures and letters from a to f.".to_owned()))
    }
}

fn describe(at: usize, seal: &Found, out: &mut impl Write) -> Result<(), Trouble> {
    say(out, &format!("Seal {at}: {}", seal.signer))?;
    say(out, &format!("  certificate SHA-256 {}", seal.certificate))?;
    if let Some(made) = seal.at {
        say(out, &format!("  says it was made {}", made.format("%Y-%m-%d %H:%M:%S UTC")))?;
    }
    let yes = |it: bool| if it { "yes" } else { "no" };
    let line = format!("  unchanged: {}; covers the whole file: {}", yes(seal.intact), yes(seal.whole));
    say(out, &line)?;
    seal.faults.iter().try_for_each(|fault| say(out, &format!("  {fault}")))
}

/// What the seals mean: every one unchanged, and the one that counts over the whole file.
fn judge(found: &[Found], expected: Option<&str>) -> (Ending, &'static str) {
    let Some(last) = found.last() else {
        return (Ending::NotWell, "This file has no seal.");
    };
    if found.iter().any(|seal| !seal.intact) || !last.whole {
        return (Ending::NotWell, "This file was changed after it was sealed. Do not rely on it.");
    }
    if expected.is_none() && found.iter().any(|seal| seal.certificate != last.certificate) {
        let words = "Somebody else added to this file after its first seal and sealed it again. Say whose seal counts with \
                     --certificate.";
        return (Ending::NotWell, words);
    }
    match expected {
        Some(expected) if last.certificate != expected => {
            (Ending::NotWell, "This file is sealed and unchanged, but with another certificate.")
        }
        Some(_) => (Ending::Well, "This file is sealed with that certificate, and unchanged."),
        None => (
            Ending::Well,
            "This file is sealed and unchanged. Compare the fingerprint with the one you know.",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seal(intact: bool, whole: bool) -> Found {
        Found {
            signer: "Sojourn at example.org".to_owned(),
            certificate: "ab".repeat(32),
            at: None,
            intact,
            whole,
            faults: Vec::new(),
        }
    }

    #[test]
    fn only_what_is_unchanged_and_covered_is_well() {
        let ending = |found: &[Found]| judge(found, None).0;
        assert_eq!(ending(&[]), Ending::NotWell);
        assert_eq!(ending(&[seal(true, true)]), Ending::Well);
        assert_eq!(ending(&[seal(true, false)]), Ending::NotWell);
        assert_eq!(ending(&[seal(false, true)]), Ending::NotWell);
        assert_eq!(ending(&[seal(true, false), seal(true, true)]), Ending::Well);
        assert_eq!(ending(&[seal(false, false), seal(true, true)]), Ending::NotWell);
    }

    #[test]
    fn a_fingerprint_that_was_told_has_to_be_the_one() {
        let right = fingerprint(&"AB:".repeat(32)).unwrap();
        assert_eq!(judge(&[seal(true, true)], Some(&right)).0, Ending::Well);
        assert_eq!(judge(&[seal(true, true)], Some(&"cd".repeat(32))).0, Ending::NotWell);
        assert!(fingerprint("abc").is_err());
        assert!(fingerprint(&"xy".repeat(32)).is_err());
    }
}
