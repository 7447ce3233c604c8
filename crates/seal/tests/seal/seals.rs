//! Seals put on and read back, on files of every kind.

use crate::files::{about, at, classic, end, every_kind, gap, key, modern, objects, replaced, sealed};
use sojourn_seal::{Found, SealError, seal, verify};

fn only(pdf: &[u8]) -> Found {
    let mut found = verify(pdf).expect("a PDF file");
    assert_eq!(found.len(), 1, "{found:?}");
    found.remove(0)
}

#[test]
fn a_sealed_file_is_intact_and_whole_and_keeps_every_byte() {
    let key = key();
    for (kind, pdf) in every_kind() {
        assert_eq!(verify(&pdf), Ok(Vec::new()), "{kind}: never sealed");
        let file = sealed(&pdf, &key);
        assert!(file.starts_with(&pdf), "{kind}");
        let expected = Found {
            signer: "Harbour & Hale (Test)".to_owned(),
            certificate: key.certificate(),
            at: Some(at()),
            intact: true,
            whole: true,
            faults: Vec::new(),
        };
        assert_eq!(verify(&file), Ok(vec![expected]), "{kind}");
    }
}

#[test]
fn the_update_uses_the_cross_references_of_the_file() {
    let key = key();
    for (kind, pdf) in every_kind() {
        let added = sealed(&pdf, &key).split_off(pdf.len());
        let is_table = memchr::memmem::find(&added, b"\nxref\n").is_some();
        assert_eq!(is_table, kind != "stream", "{kind}");
        assert_eq!(memchr::memmem::find(&added, b"/Type /XRef").is_some(), kind == "stream", "{kind}");
        assert!(memchr::memmem::find(&added, b"/ID [<00112233445566778899AABBCCDDEEFF>").is_some(), "{kind}");
        assert!(memchr::memmem::find(&added, b"/F 132").is_some(), "{kind}");
        assert!(memchr::memmem::find(&added, b"/SigFlags 3").is_some(), "{kind}");
    }
}

#[test]
fn a_second_seal_leaves_the_first_intact() {
    let (home, host) = (key(), key());
    for (kind, pdf) in every_kind() {
        let first = sealed(&pdf, &home);
        let twice = verify(&sealed(&first, &home)).expect("a PDF file");
        assert_eq!(
            twice.iter().map(|found| (found.intact, found.whole)).collect::<Vec<_>>(),
            [(true, false), (true, true)],
            "{kind}"
        );
        assert!(twice.iter().all(|found| found.faults.is_empty()), "{kind}: {twice:?}");

        let other = verify(&sealed(&first, &host)).expect("a PDF file");
        assert_eq!(
            (&other[0].certificate, &other[1].certificate),
            (&home.certificate(), &host.certificate()),
            "{kind}"
        );
        assert!(other[0].intact && other[1].intact && other[1].whole, "{kind}");
        assert!(
            other[0].faults[0].contains("a later seal, of Harbour & Hale (Test), covers them."),
            "{kind}: {other:?}"
        );
    }
}

#[test]
fn nine_seals_one_after_the_other() {
    let key = key();
    let mut file = modern(&objects());
    for _ in 0..9 {
        file = sealed(&file, &key);
    }
    let found = verify(&file).expect("a PDF file");
    assert_eq!(found.len(), 9);
    assert!(found.iter().all(|found| found.intact && found.faults.is_empty()), "{found:?}");
}

#[test]
fn an_existing_form_is_merged() {
    let key = key();
    let field = "<</FT/Tx/T(Seal1)/V(words)/Type/Annot/Subtype/Widget/Rect[0 0 9 9]/P 3 0 R/F 4>>";
    let forms = ["<</Fields[10 0 R]/DA(/F1 0 Tf)>>", "12 0 R", "<</Fields 11 0 R/SigFlags 1>>"];
    for form in forms {
        let mut objects = objects();
        objects[0] = format!("<</Type/Catalog/Pages 2 0 R/AcroForm {form}>>").into_bytes();
        objects[2] =
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 841]/Contents 4 0 R/Annots 11 0 R/Tabs/R>>".to_vec();
        objects.extend([
            field.into(),
            b"[10 0 R]".to_vec(),
            b"<</Fields[10 0 R]/DR<</Font<</F1 5 0 R>>>>>>".to_vec(),
        ]);
        for pdf in [classic(&objects), modern(&objects)] {
            let file = sealed(&sealed(&pdf, &key), &key);
            let found = verify(&file).expect("a PDF file");
            assert!(
                found.len() == 2 && found.iter().all(|found| found.intact && found.faults.is_empty()),
                "{form}: {found:?}"
            );
            let added = String::from_utf8_lossy(&file[pdf.len()..]).into_owned();
            assert!(
                added.contains("/T (Seal2)") && added.contains("/T (Seal3)") && !added.contains("/T (Seal1)"),
                "{form}"
            );
            assert!(added.contains("[10 0 R 1") && !added.contains("/Tabs /S"), "{form}");
        }
    }
}

#[test]
fn what_is_changed_after_the_seal_is_said() {
    let key = key();
    for (kind, pdf) in every_kind() {
        let file = sealed(&pdf, &key);
        let found = only(&replaced(&file, b"the harbour", b"the pit    "));
        assert!(!found.intact && found.whole, "{kind}");
        assert_eq!(found.faults, ["The file was changed after it was sealed."], "{kind}");
        assert_eq!(found.certificate, key.certificate(), "{kind}");
    }
}

#[test]
fn what_is_added_after_the_seal_is_said() {
    let key = key();
    for (kind, pdf) in every_kind() {
        let mut file = sealed(&pdf, &key);
        file.push(b'\n');
        let found = only(&file);
        assert!(found.intact && !found.whole, "{kind}");
        assert_eq!(found.faults, ["1 bytes were added behind this seal, and no seal covers them."], "{kind}");
    }
}

#[test]
fn a_revision_that_hides_the_seal_does_not_hide_it() {
    let pdf = classic(&objects());
    let mut file = sealed(&pdf, &key());
    let previous =
        file.len() - 4 - memchr::memmem::rfind(&file[..], b"startxref\n").map_or(0, |at| file.len() - at);
    let previous = memchr::memmem::rfind(&file[..previous], b"\nxref\n").expect("a table") + 1;
    let catalogue = file.len();
    file.extend(b"1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n");
    let start = file.len();
    file.extend(
        format!("xref\n1 1\n{catalogue:010} 00000 n \ntrailer\n<</Size 20/Root 1 0 R/Prev {previous}>>\n")
            .bytes(),
    );
    end(&mut file, start);
    let found = only(&file);
    assert!(found.intact && !found.whole);
    assert!(
        found.faults.iter().any(|fault| fault == "The form of the file does not name this seal."),
        "{found:?}"
    );
    assert!(found.faults.iter().any(|fault| fault.ends_with("no seal covers them.")), "{found:?}");
}

#[test]
fn a_truncated_file_is_refused_wherever_it_ends() {
    let key = key();
    for (kind, pdf) in every_kind() {
        let file = sealed(&pdf, &key);
        for length in (0..file.len()).step_by(7).chain(file.len() - 9..file.len()) {
            let sound = verify(&file[..length]).is_ok_and(|found| found.iter().any(|found| found.intact));
            assert!(!sound, "{kind}: {length} of {}", file.len());
        }
    }
}

#[test]
fn what_hides_in_the_room_behind_the_message_is_said() {
    let mut file = sealed(&classic(&objects()), &key());
    let gap = gap(&file);
    file[gap.end - 3] = b'1';
    let found = only(&file);
    assert!(!found.intact);
    assert_eq!(found.faults, ["Something other than the signed message is hidden in the seal."]);
}

#[test]
fn a_seal_moved_to_another_file_does_not_hold() {
    let key = key();
    let mut other = objects();
    other[8] = b"<</Title(A larger agreement)>>".to_vec();
    let (one, mut two) = (sealed(&classic(&objects()), &key), sealed(&classic(&other), &key));
    let (from, to) = (gap(&one), gap(&two));
    two[to].copy_from_slice(&one[from]);
    assert!(!only(&two).intact);
}

#[test]
fn a_seal_outside_the_years_of_its_certificate_is_said() {
    let mut early = about();
    early.at = "2019-01-01T00:00:00Z".parse().expect("a date");
    let file = seal(&classic(&objects()), &key(), &early).expect("a file that can be sealed");
    let found = only(&file);
    assert!(found.intact && found.whole);
    assert_eq!(found.faults, ["The certificate was not in force at the time the seal gives."]);
}

#[test]
fn what_is_no_pdf_or_cannot_be_sealed_is_refused() {
    let key = key();
    let mut encrypted = classic(&objects());
    let at = memchr::memmem::rfind(&encrypted, b"/Info").expect("a trailer");
    encrypted.splice(at..at, *b"/Encrypt 9 0 R");
    let pageless = replaced(&classic(&objects()), b"/Kids[3 0 R]", b"/Kids[     ]");
    for (pdf, words) in [
        (&b"PK\x03\x04"[..], "it does not begin like one."),
        (b"%PDF-1.7\n", "its end is missing: no startxref is there."),
        (b"%PDF-1.7\nstartxref\n0\n%%EOF\n", "its cross-references are not where the end of the file says."),
        (&encrypted, "it is encrypted."),
        (&pageless, "it has no page."),
    ] {
        assert_eq!(seal(pdf, &key, &about()), Err(SealError::Pdf(words.to_owned())));
    }
    assert_eq!(
        verify(&vec![b' '; 26 * 1024 * 1024]),
        Err(SealError::Pdf("it is larger than 25 MB.".to_owned()))
    );
}
