//! The page “Signatures and evidence”, for people with an account and for signers without one.

use askama::Template;
use chrono::{DateTime, Utc};
use sojourn_kit::error::{Error, Result};
use sojourn_kit::web::{Reply, Route};

use super::{CertificateView, Depth, DetailView, SignatureView, depth, of};
use crate::door::{Door, Guest};
use crate::features::agreements::pages::inside::framed;
use crate::features::agreements::pages::outside_form::proven;
use crate::features::agreements::prints::pages::version_of;
use crate::features::secondments::{Head, RecordTab, head};
use crate::page::{guest_frame, render};
use crate::shell::words::counted;
use crate::shell::{Frame, Link, SummaryList, SummaryRow, SummaryValue};

#[derive(Template)]
#[template(path = "features/agreements/certificate/inside.html")]
struct InsidePage {
    frame: Frame,
    head: Head,
    certificate: Certificate,
}

#[derive(Template)]
#[template(path = "features/agreements/certificate/outside.html")]
struct OutsidePage {
    frame: Frame,
    certificate: Certificate,
}

/// What both pages show.
#[derive(Template)]
#[template(path = "features/agreements/certificate/certificate.html")]
struct Certificate {
    lede: String,
    paper: SummaryList,
    /// Anchor, heading and what is known of each signature.
    signatures: Vec<(String, String, SummaryList)>,
    back: Link,
}

impl askama::filters::HtmlSafe for Certificate {}

/// GET `/secondments/{number}/agreement/v/{version}/evidence`.
pub async fn show(door: Door, Route((number, version)): Route<(String, i64)>) -> Result<Reply> {
    let mut cx = door.read().await?;
    let (record, agreement) = version_of(&mut cx, &number, version).await?;
    let view = of(&mut cx, &record.secondment, &agreement, depth(&record)).await?;
    let back = Link::new("Back to the agreement", format!("/secondments/{number}/agreement"));
    let pdf = format!("/secondments/{number}/agreement/v/{version}/agreement.pdf");
    let head = head(&mut cx, &record, RecordTab::Agreement).await?;
    render(&InsidePage { frame: framed(&door, &record), head, certificate: certificate(&view, &pdf, back) })
}

/// GET `/sign/evidence`.
pub async fn outside(guest: Guest) -> Result<Reply> {
    let Some((_, request, proof)) = proven(&guest).await? else { return Err(Error::NotFound) };
    if proof.is_none() {
        return Ok(Reply::see("/sign"));
    }
    let mut cx = guest.read_as(request.actor.clone()).await?;
    let view = of(&mut cx, &request.record.secondment, &request.agreement, Depth::Parties).await?;
    let back = Link::new("Back to the agreement", "/sign");
    let certificate = certificate(&view, "/sign/agreement.pdf", back);
    render(&OutsidePage { frame: guest_frame(&guest, "Signatures and evidence"), certificate })
}

fn certificate(view: &CertificateView, pdf: &str, back: Link) -> Certificate {
    let people = counted(view.signatures.len() as u64, "person has", "people have");
    Certificate {
        lede: format!("{people} signed {}, version {}, electronically.", view.number, view.version),
        paper: SummaryList { rows: paper(view, pdf), tight: false },
        signatures: view.signatures.iter().enumerate().map(signature).collect(),
        back,
    }
}

fn paper(view: &CertificateView, pdf: &str) -> Vec<SummaryRow> {
    let mut rows = vec![SummaryRow::text("Fingerprint of what was signed (SHA-256)", &view.document_sha256)];
    if let Some(at) = view.executed_at {
        rows.push(SummaryRow::text("Signed by all", when(at)));
    }
    if let Some(sha) = &view.pdf_sha256 {
        rows.push(SummaryRow::new("To keep", SummaryValue::Link(Link::new("The sealed PDF file", pdf))));
        rows.push(SummaryRow::text("Fingerprint of the PDF file (SHA-256)", sha));
    }
    if let Some(seal) = &view.seal {
        let words = format!("Number {}, {}", seal.serial, when(seal.sealed_at));
        rows.push(SummaryRow::text("Seal", words));
        rows.push(SummaryRow::text("Fingerprint of the certificate (SHA-256)", &seal.certificate_sha256));
        let check = Link::new("Check the seal on a file", "/verify");
        rows.push(SummaryRow::new("To be sure", SummaryValue::Link(check)));
    }
    rows
}

fn signature((at, view): (usize, &SignatureView)) -> (String, String, SummaryList) {
    let mut rows = vec![SummaryRow::text("Signed", view.signed_at.map(when).unwrap_or_default())];
    let mut add = |term: &str, value: Option<String>| {
        rows.extend(value.filter(|words| !words.is_empty()).map(|words| SummaryRow::text(term, words)));
    };
    add("Name and role as typed", Some(format!("{}, {}", view.name, view.role)));
    add("As printed", Some(format!("{}, {}", view.printed_name, view.capacity)));
    add("Organisation", view.organisation.clone());
    add("Known by", Some(view.known_by.to_owned()));
    add("Agreed to", view.consent.clone());
    add("Text shown to them before", shown(view));
    for pass in &view.passed {
        add("Passed on", Some(format!("{} passed it to {}, {}", pass.from, pass.to, when(pass.at))));
    }
    add("Fingerprint of what they signed (SHA-256)", view.document_sha256.clone());
    add("Fingerprint of this evidence (SHA-256)", view.evidence_sha256.clone());
    if let Some(detail) = &view.detail {
        detailed(detail).into_iter().for_each(|(term, value)| add(term, value));
    }
    (format!("signature-{}", at + 1), view.name.clone(), SummaryList { rows, tight: false })
}

fn shown(view: &SignatureView) -> Option<String> {
    let shown = view.shown.as_ref()?;
    let times = counted(u64::try_from(shown.times).unwrap_or_default(), "time", "times");
    Some(match (shown.first_at, shown.last_at) {
        (Some(first), Some(last)) if first != last => {
            format!("{times}, first {}, last {}", when(first), when(last))
        }
        (Some(first), _) => format!("{times}, {}", when(first)),
        _ => times,
    })
}

fn detailed(detail: &DetailView) -> Vec<(&'static str, Option<String>)> {
    vec![
        ("Request sent to", detail.email.clone()),
        ("Letter that asked (Message-ID)", detail.letter.clone()),
        ("Proved who they are", detail.proven_at.map(when)),
        ("Private link", detail.link.clone()),
        ("Network address", detail.address.clone()),
        ("Browser or program", detail.user_agent.clone()),
        ("Request", detail.request.clone()),
        ("Event before the signature", detail.previous_event.clone()),
        ("Certificate in use (SHA-256)", detail.sealing_certificate_sha256.clone()),
    ]
}

fn when(at: DateTime<Utc>) -> String {
    at.format("%-d %B %Y, %H:%M:%S UTC").to_string()
}
