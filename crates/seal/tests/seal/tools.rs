//! What other programs make of the seals, and what is made of theirs. Each says so when its program is not there.

use crate::files::{classic, every_kind, gap, key, objects, replaced, sealed};
use sojourn_seal::{SealKey, verify};
use std::path::Path;
use std::process::Command;

/// The program, or what the variable names instead; `None`, and a word about it, when it does not start.
fn program(name: &str, variable: &str) -> Option<String> {
    let path = std::env::var(variable).unwrap_or_else(|_| name.to_owned());
    match Command::new(&path).arg("--version").output() {
        Ok(_) => Some(path),
        Err(_) => {
            eprintln!(
                "NOT RUN: {name} is not installed, so its opinion of the seals is missing ({variable} may name it)."
            );
            None
        }
    }
}

/// What it says on both streams, and whether it ended well.
fn run(program: &str, arguments: &[&str], folder: &Path) -> (String, bool) {
    let output =
        Command::new(program).args(arguments).current_dir(folder).output().expect("a program that starts");
    let words = [output.stdout, output.stderr].concat();
    (String::from_utf8_lossy(&words).into_owned(), output.status.success())
}

fn certificate_of(key: &SealKey) -> String {
    key.to_pem().split_once("-----END PRIVATE KEY-----\n").expect("two blocks").1.to_owned()
}

/// Files of every kind: sealed once, sealed twice, and changed after that.
fn cases(key: &SealKey, folder: &Path) -> Vec<(&'static str, [String; 3])> {
    let mut cases = Vec::new();
    for (kind, pdf) in every_kind() {
        let once = sealed(&pdf, key);
        let twice = sealed(&once, key);
        let changed = replaced(&once, b"the harbour", b"the harbous");
        let names = ["once", "twice", "changed"].map(|name| format!("{kind}-{name}.pdf"));
        for (name, file) in names.iter().zip([once, twice, changed]) {
            std::fs::write(folder.join(name), file).expect("a file");
        }
        cases.push((kind, names));
    }
    std::fs::write(folder.join("trust.pem"), certificate_of(key)).expect("a file");
    cases
}

#[test]
fn pdfsig_agrees() {
    let Some(pdfsig) = program("pdfsig", "SOJOURN_TEST_PDFSIG") else { return };
    let folder = tempfile::tempdir().expect("a folder");
    for (kind, [once, twice, changed]) in cases(&key(), folder.path()) {
        let (words, _) = run(&pdfsig, &["-nocert", &once], folder.path());
        assert!(
            words.contains("Signature is Valid.") && words.contains("Total document signed"),
            "{kind}: {words}"
        );
        assert!(words.contains("ETSI.CAdES.detached") && words.contains("SHA-256"), "{kind}: {words}");
        let (words, _) = run(&pdfsig, &["-nocert", &twice], folder.path());
        assert_eq!(words.matches("Signature is Valid.").count(), 2, "{kind}: {words}");
        assert_eq!(words.matches("Total document signed").count(), 1, "{kind}: {words}");
        let (words, _) = run(&pdfsig, &["-nocert", &changed], folder.path());
        assert!(
            !words.contains("Signature is Valid.") && words.contains("Digest Mismatch"),
            "{kind}: {words}"
        );
    }
}

#[test]
fn pyhanko_agrees() {
    let Some(pyhanko) = program("pyhanko", "SOJOURN_TEST_PYHANKO") else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let ask = |name: &str| {
        let arguments =
            ["sign", "validate", "--pretty-print", "--trust", "trust.pem", "--trust-replace", name];
        run(&pyhanko, &arguments, folder.path())
    };
    // It takes no signature in a file that keeps both kinds of cross-references, whoever made it.
    for (kind, [once, twice, changed]) in
        cases(&key(), folder.path()).into_iter().filter(|(kind, _)| *kind != "hybrid")
    {
        let (words, fine) = ask(&once);
        assert!(fine && words.contains("The signature is cryptographically sound."), "{kind}: {words}");
        assert!(words.contains("The signature covers the entire file."), "{kind}: {words}");
        assert!(words.contains("The signature is judged VALID."), "{kind}: {words}");
        let (words, fine) = ask(&twice);
        assert!(fine && words.matches("The signature is judged VALID.").count() == 2, "{kind}: {words}");
        let (words, fine) = ask(&changed);
        assert!(!fine && words.contains("The signature is judged INVALID."), "{kind}: {words}");
    }
}

/// A key and a certificate made by openssl.
fn foreign_key(openssl: &str, algorithm: &[&str], folder: &Path) -> String {
    let mut arguments = vec![
        "req",
        "-x509",
        "-nodes",
        "-keyout",
        "key.pem",
        "-out",
        "own.pem",
        "-days",
        "3650",
        "-subj",
        "/CN=Foreign",
    ];
    arguments.extend(algorithm);
    let (words, fine) = run(openssl, &arguments, folder);
    assert!(fine, "{words}");
    let read = |name| std::fs::read_to_string(folder.join(name)).expect("what openssl wrote");
    read("key.pem") + &read("own.pem")
}

/// Our file with the message that openssl makes in the place of ours.
fn with_foreign_message(openssl: &str, folder: &Path) -> Vec<u8> {
    // The room is that of a key whose chain is long, for RSA needs more.
    let mut own = key();
    for _ in 0..3 {
        own = SealKey::from_pem(&(own.to_pem() + &certificate_of(&key()))).expect("a chain");
    }
    let mut file = sealed(&classic(&objects()), &own);
    let gap = gap(&file);
    std::fs::write(folder.join("covered"), [&file[..gap.start], &file[gap.end..]].concat()).expect("a file");
    let arguments = [
        "cms", "-sign", "-binary", "-cades", "-md", "sha256", "-in", "covered", "-signer", "own.pem",
        "-inkey", "key.pem",
    ];
    let (words, fine) =
        run(openssl, &[&arguments[..], &["-outform", "DER", "-out", "message"]].concat(), folder);
    assert!(fine, "{words}");
    let digits = hex::encode(std::fs::read(folder.join("message")).expect("what openssl wrote"));
    file[gap.start + 1..gap.end - 1].fill(b'0');
    file[gap.start + 1..gap.start + 1 + digits.len()].copy_from_slice(digits.as_bytes());
    file
}

#[test]
fn a_message_by_openssl_holds_and_one_with_rsa_cannot_be_checked() {
    let Some(openssl) = program("openssl", "SOJOURN_TEST_OPENSSL") else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let pem = foreign_key(&openssl, &["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"], folder.path());
    let own = SealKey::from_pem(&pem).expect("a key by openssl");
    let found = verify(&with_foreign_message(&openssl, folder.path())).expect("a PDF file");
    assert!(found[0].intact && found[0].whole, "{found:?}");
    assert_eq!((&found[0].signer[..], &found[0].certificate), ("Foreign", &own.certificate()));

    let pem = foreign_key(&openssl, &["-newkey", "rsa:2048"], folder.path());
    assert!(SealKey::from_pem(&pem).is_err());
    let found = verify(&with_foreign_message(&openssl, folder.path())).expect("a PDF file");
    assert!(!found[0].intact && found[0].whole && found[0].signer == "Foreign", "{found:?}");
    assert!(
        found[0].faults.iter().any(|fault| fault.contains("cannot be checked here (1.2.840.113549.1.1.1")),
        "{found:?}"
    );

    // What openssl thinks of ours.
    let key = key();
    let file = sealed(&classic(&objects()), &key);
    let gap = gap(&file);
    let message = hex::decode(&file[gap.start + 1..gap.end - 1]).expect("digits");
    for (name, bytes) in [
        ("message", message),
        ("covered", [&file[..gap.start], &file[gap.end..]].concat()),
        ("trust.pem", certificate_of(&key).into_bytes()),
    ] {
        std::fs::write(folder.path().join(name), bytes).expect("a file");
    }
    let arguments =
        ["cms", "-verify", "-binary", "-cades", "-inform", "DER", "-in", "message", "-content", "covered"];
    let (words, fine) = run(
        &openssl,
        &[&arguments[..], &["-CAfile", "trust.pem", "-purpose", "any", "-out", "out"]].concat(),
        folder.path(),
    );
    assert!(fine, "{words}");
}
