//! Keys as PEM blocks, and what is wrong with others.

use crate::files::{classic, key, objects, sealed};
use sojourn_seal::{SealError, SealKey, verify};

#[test]
fn a_key_comes_back_from_its_pem() {
    let key = key();
    let again = SealKey::from_pem(&key.to_pem()).expect("its own PEM");
    assert_eq!((again.certificate(), again.to_pem()), (key.certificate(), key.to_pem()));
    assert_eq!(key.certificate().len(), 64);
    let found = verify(&sealed(&classic(&objects()), &again)).expect("a PDF file");
    assert_eq!(found[0].certificate, key.certificate());
    assert!(!format!("{key:?}").contains("PRIVATE"));
}

#[test]
fn no_two_keys_are_the_same() {
    assert_ne!(key().certificate(), key().certificate());
}

#[test]
fn certificates_that_follow_are_kept_and_travel_with_the_seal() {
    let (own, authority) = (key(), key());
    let authority_block =
        authority.to_pem().split_once("-----END PRIVATE KEY-----\n").expect("two blocks").1.to_owned();
    let text = own.to_pem() + &authority_block + &authority_block;
    let chained = SealKey::from_pem(&text).expect("a chain");
    assert_eq!(
        (chained.certificate(), chained.to_pem().matches("BEGIN CERTIFICATE").count()),
        (own.certificate(), 3)
    );
    let file = sealed(&classic(&objects()), &chained);
    let der = pem::parse(authority_block.trim()).expect("a block").into_contents();
    assert!(memchr::memmem::find(&file, hex::encode(der).as_bytes()).is_some());
    let found = verify(&file).expect("a PDF file");
    assert!(
        found[0].intact && found[0].faults.is_empty() && found[0].certificate == own.certificate(),
        "{found:?}"
    );
}

#[test]
fn what_is_wrong_with_a_key_is_said() {
    let (one, two) = (key().to_pem(), key().to_pem());
    let (private, certificate) = one.split_once("-----BEGIN CERTIFICATE").expect("two blocks");
    let (_, other) = two.split_once("-----BEGIN CERTIFICATE").expect("two blocks");
    let certificate = format!("-----BEGIN CERTIFICATE{certificate}");
    let other = format!("-----BEGIN CERTIFICATE{other}");
    for (text, words) in [
        (String::new(), "the PRIVATE KEY block is missing."),
        (certificate.clone(), "the PRIVATE KEY block is missing."),
        (private.to_owned(), "the CERTIFICATE block is missing."),
        (
            format!("{private}{other}"),
            "the first certificate is not that of the key; put the key's own certificate first.",
        ),
        (format!("{private}{private}{certificate}"), "it has more than one PRIVATE KEY block."),
        (
            private.replace("PRIVATE", "RSA PRIVATE"),
            "a block is called RSA PRIVATE KEY; a PRIVATE KEY (PKCS#8) and CERTIFICATE blocks are expected.",
        ),
        (
            certificate.replace("CERTIFICATE", "PRIVATE KEY"),
            "the PRIVATE KEY block is not a key on the curve P-256 in PKCS#8 with its public part.",
        ),
        (
            format!("{private}{}", private.replace("PRIVATE KEY", "CERTIFICATE")),
            "a CERTIFICATE block is not an X.509 certificate in DER.",
        ),
    ] {
        assert_eq!(SealKey::from_pem(&text).err(), Some(SealError::Key(words.to_owned())));
    }
}

#[test]
fn a_key_needs_a_name_and_a_date_within_reach() {
    assert!(SealKey::generate("  ", crate::files::at()).is_err());
    assert!(SealKey::generate("A", chrono::DateTime::<chrono::Utc>::MAX_UTC).is_err());
    let leap = "2028-02-29T23:59:59Z".parse().expect("a date");
    assert!(SealKey::generate(&"ë".repeat(200), leap).is_ok());
}
