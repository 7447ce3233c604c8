//! Printing and sealing. Both are heavy and run beside the threads that answer requests.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use sojourn_kit::error::{Error, Result};
use sojourn_papers::{Draft, PassedFrom, Sheet, SignMethod, SignatureLine, fingerprint, sheet};
use sojourn_press::PressError;
use sojourn_seal::{About, SealKey, seal};
use tokio::sync::Semaphore;

use super::files::PDF;
use crate::cx::Cx;
use crate::features::agreements::documents;
use crate::features::agreements::issuing::meta;
use crate::features::agreements::model::{Agreement, Signatory, document_number};
use crate::features::secondments::Secondment;

/// From this size of the text on, its certificate is tried out before it is sent: it might be what does not fit.
const LONG: usize = 200_000;
/// The most characters of a name or role beside a signature.
const WIDEST: usize = 200;
/// Prints on request that run at the same time; whoever issues or signs never waits behind them.
static ON_REQUEST: Semaphore = Semaphore::const_new(4);

/// What a print says before its title, as long as it is not the signed agreement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// Still being written.
    Draft,
    /// Out for signature, or it was.
    NotSigned,
}

impl Mark {
    fn words(self) -> &'static str {
        match self {
            Self::Draft => "Draft",
            Self::NotSigned => "Not yet signed by all",
        }
    }
}

/// A sealed print.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealed {
    /// SHA-256 of the file.
    pub pdf: [u8; 32],
    /// SHA-256 of the certificate that sealed it, in lower-case hexadecimal.
    pub certificate: String,
}

/// The sheet of a version with its mark.
pub(super) fn marked(cx: &Cx, s: &Secondment, agreement: &Agreement, mark: Mark) -> Result<Sheet> {
    let draft = &agreement.paper.draft;
    let mut meta = meta(s, agreement, cx.today());
    meta.title = format!("{}: {}", mark.words(), title(draft));
    sheet(draft, &meta).map_err(Error::internal)
}

fn title(draft: &Draft) -> &str {
    if draft.title.is_empty() { draft.usual_title() } else { &draft.title }
}

/// Prints what goes out for signature and keeps it. Answers its SHA-256.
///
/// # Errors
/// A refusal when the paper cannot be printed, also when only its certificate would no longer fit.
pub async fn issue(
    cx: &mut Cx,
    s: &Secondment,
    agreement: &Agreement,
    signatories: &[Signatory],
    size: usize,
) -> Result<[u8; 32]> {
    let sheet = marked(cx, s, agreement, Mark::NotSigned)?;
    if size > LONG {
        let lines = widest(signatories, cx.now());
        let whole = sheet.clone().with_certificate(&"0".repeat(64), &lines);
        beside(move || print(&whole)).await?;
    }
    let pdf = beside(move || print(&sheet)).await?;
    documents::put(cx, &pdf, PDF).await
}

/// Signature lines that take as much room as any can.
fn widest(signatories: &[Signatory], now: DateTime<Utc>) -> Vec<SignatureLine> {
    let line = |signatory: &Signatory| SignatureLine {
        name: "W".repeat(WIDEST),
        capacity: "W".repeat(WIDEST),
        side: signatory.side,
        signed_at: now,
        method: SignMethod::LinkAndCode,
        passed: Some(PassedFrom { name: "W".repeat(WIDEST), on: now.date_naive() }),
    };
    signatories.iter().map(line).collect()
}

/// Prints what all have signed with its certificate, seals it, and keeps it.
///
/// # Errors
/// A refusal when the paper cannot be printed; a fault when it cannot be sealed.
pub async fn execute(
    cx: &mut Cx,
    s: &Secondment,
    agreement: &Agreement,
    issued: &[u8],
    lines: &[SignatureLine],
) -> Result<Sealed> {
    let meta = meta(s, agreement, cx.today());
    let sheet = sheet(&agreement.paper.draft, &meta).map_err(Error::internal)?;
    let sheet = sheet.with_certificate(&fingerprint(issued), lines);
    let key: Arc<SealKey> = cx.app.sealing.key(cx.now())?;
    let certificate = key.certificate();
    let about = About {
        name: cx.app.sealing.name().to_owned(),
        reason: format!("{}, version {}, signed by all", document_number(s), agreement.number),
        at: cx.now(),
    };
    let pdf = beside(move || seal(&print(&sheet)?, &key, &about).map_err(Error::internal)).await?;
    Ok(Sealed { pdf: documents::put(cx, &pdf, PDF).await?, certificate })
}

/// A PDF made on request.
pub(super) async fn pdf(sheet: Sheet) -> Result<Vec<u8>> {
    let turn = ON_REQUEST.acquire().await.map_err(Error::internal)?;
    // the turn ends with the work, not with the request that gave it up
    beside(move || {
        let _turn = turn;
        print(&sheet)
    })
    .await
}

/// A Word file made on request.
pub(super) async fn word(sheet: Sheet) -> Result<Vec<u8>> {
    let turn = ON_REQUEST.acquire().await.map_err(Error::internal)?;
    beside(move || {
        let _turn = turn;
        sojourn_press::docx(&sheet).map_err(unprintable)
    })
    .await
}

fn print(sheet: &Sheet) -> Result<Vec<u8>> {
    sojourn_press::pdf(sheet).map_err(unprintable)
}

fn unprintable(error: PressError) -> Error {
    match error {
        PressError::TooManyPages { .. } => Error::refused("too_long_to_print", error.to_string()),
        PressError::Engine(_) => Error::internal(error),
    }
}

async fn beside<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(Error::internal)?
}
