//! The document that people read, print and sign.

use chrono::{TimeZone, Utc};

use super::{both, meta};
use crate::{
    DocumentMeta, Facts, Head, PaperError, Side, SignMethod, SignatureLine, WaiverReason, draft,
    executed_html, fingerprint, issued_from_executed, render_html,
};

fn signature(name: &str, side: Side) -> SignatureLine {
    let signed_at = Utc.with_ymd_and_hms(2026, 11, 19, 14, 5, 9).unwrap();
    SignatureLine {
        name: name.into(),
        capacity: "Brand <b>Director".into(),
        side,
        signed_at,
        method: SignMethod::LinkAndCode,
        passed: None,
    }
}

#[test]
fn a_paper_stands_on_its_own() {
    for (_, drafted) in both() {
        let paper = String::from_utf8(render_html(&drafted, &meta()).unwrap()).unwrap();
        assert!(paper.starts_with("<!doctype html>\n<html lang=\"en-GB\">"));
        assert_eq!(paper.matches("<h1>").count(), 1);
        for outside in ["http:", "https:", "url(", "@import", "<script", "<link", "<img", "src="] {
            assert!(!paper.contains(outside), "{outside}");
        }
        for clause in drafted.view() {
            let heading = format!("<h2 id=\"{}\">{}. ", clause.anchor, clause.number);
            assert_eq!(paper.matches(&heading).count(), 1);
        }
        for signatory in &drafted.signatories {
            assert!(paper.contains(&format!("<b>{}</b>", signatory.name)));
        }
        assert!(paper.contains("<footer>AG-0001, version 2, issued on 18 November 2026</footer>"));
    }
}

#[test]
fn the_external_paper_says_what_was_agreed() {
    let paper =
        String::from_utf8(render_html(&draft(&Facts::sample_external()).unwrap(), &meta()).unwrap()).unwrap();
    for words in [
        "<h1>Secondment agreement</h1>",
        "Brightwater Studio Ltd (“the home organisation”), Fernleigh Foods plc (“the host”) and Inès Baptiste",
        "begins on Monday 7 December 2026 and ends on Friday 11 December 2026",
        "The formal employer of the secondee is Brightwater Studio Ltd",
        "That time ends on Friday 11 June 2027.",
        "by one week’s notice from the host;",
        "The first working day back at home is Monday 14 December 2026",
    ] {
        assert!(paper.contains(words), "{words}");
    }
}

#[test]
fn what_is_left_out_is_printed() {
    let (_, mut drafted) = both().into_iter().next().unwrap();
    drafted.waive(Head::NonSolicitation, WaiverReason::NotApplicable, "One employer <throughout>");
    let paper = String::from_utf8(render_html(&drafted, &meta()).unwrap()).unwrap();
    assert!(
        paper
            .contains("Non-solicitation: does not apply to this secondment. One employer &lt;throughout&gt;")
    );
}

#[test]
fn the_fingerprint_is_sha_256() {
    assert_eq!(fingerprint(b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

#[test]
fn the_executed_text_holds_the_signed_bytes_unchanged() {
    for (_, drafted) in both() {
        let issued = render_html(&drafted, &meta()).unwrap();
        let lines = [signature("Inès Baptiste", Side::Secondee), signature("Helen Marsh", Side::Host)];
        let executed = executed_html(&issued, &meta(), &lines).unwrap();
        let paper = String::from_utf8(executed.clone()).unwrap();
        for words in ["Helen Marsh", "19 November 2026, 14:05:09 UTC", "Brand &lt;b&gt;Director (Host)"] {
            assert!(paper.contains(words), "{words}");
        }
        assert!(paper.contains(&fingerprint(&issued)));
        assert_eq!(paper.matches("<h1>").count(), 1);
        assert_eq!(issued_from_executed(&executed).as_deref(), Some(issued.as_slice()));
        assert_eq!(issued_from_executed(&issued), None);
        assert_eq!(executed_html(&executed, &meta(), &lines), Err(PaperError::NotIssuedText));
        assert_eq!(executed_html(&issued, &meta(), &[]), Err(PaperError::NoSignatures));
    }
    assert_eq!(executed_html(b"x", &meta(), &[signature("A", Side::Home)]), Err(PaperError::NotIssuedText));
}

#[test]
fn a_document_number_cannot_carry_style_or_markup() {
    let drafted = draft(&Facts::sample_internal()).unwrap();
    for number in ["", "AG\"}", "<b>", "AG 1", "é"] {
        let meta = DocumentMeta { number: number.into(), ..meta() };
        assert_eq!(render_html(&drafted, &meta), Err(PaperError::DocumentNumber), "{number}");
    }
}

#[test]
fn what_a_secondment_ends_with_stands_beside_its_latest_day() {
    let mut facts = Facts::sample_internal();
    facts.term.until = "the trade show in Birmingham is over.".into();
    let paper = String::from_utf8(render_html(&draft(&facts).unwrap(), &meta()).unwrap()).unwrap();
    let words = "lasts until the trade show in Birmingham is over, and no later than Friday 5 February 2027.";
    assert!(paper.contains(words), "{paper}");
    assert!(
        paper.contains("each side may say so in writing, and the sides agree on the last day under clause")
    );
    assert!(
        paper.contains(
            "stay until the trade show in Birmingham is over, Friday 5 February 2027 at the latest."
        )
    );
    assert!(!paper.contains("Both days are included."));
}

#[test]
fn a_signature_that_was_passed_on_says_from_whom_and_when() {
    let [_, (_, draft)] = both();
    let issued = render_html(&draft, &meta()).unwrap();
    let mut line = signature("Paul Quill", Side::Host);
    line.passed =
        Some(crate::PassedFrom { name: "Helen <b>Marsh</b>".into(), on: "2026-11-24".parse().unwrap() });
    let executed = executed_html(&issued, &meta(), &[line]).unwrap();
    let text = String::from_utf8(executed.clone()).unwrap();
    assert!(
        text.contains("Paul Quill, for Helen &lt;b&gt;Marsh&lt;/b&gt;, passed on 24 November 2026"),
        "{text}"
    );
    assert_eq!(crate::issued_from_executed(&executed).unwrap(), issued, "the signed bytes stay");
}
