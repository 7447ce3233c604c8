//! The agreement on the page of its record: where it stands and who has signed.

use askama::Template;
use sojourn_kit::error::{Error, Result};

use super::model::{Agreement, Outline, Signatory, SignatoryStatus, Status};
use super::pages::signers;
use super::store;
use crate::cx::Cx;
use crate::features::secondments::{Record, Slice};
use crate::shell::{Link, Markup, Signers, Tag, Tone};

#[derive(Template)]
#[template(path = "features/agreements/panel.html")]
struct Panel {
    status: Tag,
    sentence: String,
    signers: Option<Signers>,
    link: Link,
}

/// The panel, for those who may see it; nothing before there is a text.
///
/// # Errors
/// When the database does not answer.
pub async fn panel(cx: &mut Cx, record: &Record) -> Result<Option<Markup>> {
    let standing = &record.standing;
    let drafts = standing.sees(Slice::DraftAgreement);
    if !drafts && !standing.sees(Slice::Agreement) {
        return Ok(None);
    }
    let Some(agreement) = store::newest_outline(cx, record.secondment.id).await? else { return Ok(None) };
    if agreement.status == Status::Draft && !drafts {
        return Ok(None);
    }
    let signatories = store::signatories(cx, agreement.id).await?;
    let you = signatories
        .iter()
        .any(|s| s.person == cx.actor.person && s.status == SignatoryStatus::Asked && agreement.is_open());
    let label = match (you, agreement.status) {
        (true, _) => "Review and sign",
        (_, Status::Draft) => "Open the draft",
        _ => "Open the agreement",
    };
    let panel = Panel {
        status: status(&agreement),
        sentence: sentence(&agreement, &signatories),
        signers: (agreement.status != Status::Draft)
            .then(|| signers(&signatories, cx.actor.person, cx.today())),
        link: Link::new(label, format!("/secondments/{}/agreement", record.secondment.number)),
    };
    Markup::of(&panel).map(Some).map_err(Error::internal)
}

fn status(agreement: &Agreement<Outline>) -> Tag {
    let tone = match agreement.status {
        Status::Draft => Tone::Info,
        Status::Issued | Status::PartlySigned => Tone::Warn,
        Status::Executed => Tone::Good,
        Status::Superseded | Status::Void => Tone::Quiet,
    };
    Tag::new(agreement.status.label(), tone)
}

fn sentence(agreement: &Agreement<Outline>, signatories: &[Signatory]) -> String {
    let signed = signatories.iter().filter(|s| s.status == SignatoryStatus::Signed).count();
    match agreement.status {
        Status::Draft if agreement.paper.change.is_some() => {
            format!("Version {} is being drafted; the one before counts until then.", agreement.number)
        }
        Status::Draft => format!("Version {} is being drafted.", agreement.number),
        Status::Executed => format!("Version {}, signed by everybody.", agreement.number),
        Status::Issued | Status::PartlySigned => {
            format!("Version {}, {signed} of {} have signed.", agreement.number, signatories.len())
        }
        Status::Superseded | Status::Void => format!("Version {} can no longer be signed.", agreement.number),
    }
}
