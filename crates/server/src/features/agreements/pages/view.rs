//! The agreement as people read it: four facts, contents, the text, who signs.

use askama::Template;
use chrono::NaiveDate;
use sojourn_kit::error::{Error, Result};
use sojourn_papers::{Block, ClauseView, Side, fingerprint, render_html};

use crate::actor::PersonId;
use crate::cx::Cx;
use crate::features::agreements::issuing::meta;
use crate::features::agreements::model::{Agreement, Signatory, SignatoryStatus, document_number};
use crate::features::agreements::passing::{passed_from, store as passes};
use crate::features::agreements::talks::Beside;
use crate::features::agreements::{comparing, considering, documents, notices, store};
use crate::features::organisations;
use crate::features::secondments::{Scope, Secondment};
use crate::shell::words::{counted, day_range, short_day};
use crate::shell::{Fact, Facts, Signer, Signers, Tag, Tone};

/// One clause of the text, and whether it reads differently from the version before.
#[derive(Debug, Clone)]
pub struct Clause {
    /// The text.
    pub view: ClauseView,
    /// Whether it changed.
    pub changed: bool,
}

/// What was changed since the version that the reader may have seen.
#[derive(Debug, Clone)]
pub struct Changes {
    /// The version before.
    pub since: i64,
    /// Number, anchor and title of each changed clause.
    pub clauses: Vec<(u16, String, String)>,
}

/// Everything about one issued version that its readers see, whoever they are.
#[derive(Debug, Clone)]
pub struct Reading {
    /// “Inès Baptiste at Fernleigh Foods”.
    pub matter: String,
    /// Who asks, and how many have signed.
    pub intro: String,
    /// Dates, place, what the host pays, who employs.
    pub facts: Facts,
    /// “22 clauses, 12 minutes”.
    pub contents: String,
    /// The text.
    pub clauses: Vec<Clause>,
    /// The name of the paper.
    pub title: String,
    /// “AG-0312, version 2, 18 November 2026”.
    pub issue: String,
    /// What changed since the version before, if anything.
    pub changes: Option<Changes>,
    /// Who signs.
    pub signers: Signers,
    /// Whether people are asked one after the other.
    pub how: &'static str,
    /// How long the secondee has to consider the text, while that matters.
    pub considering: Option<String>,
    /// SHA-256 of the text, in hexadecimal.
    pub document: String,
    /// What is asked about it and where one asks; the page that shows it puts it in.
    pub beside: Beside,
}

impl Reading {
    /// The beginning of the fingerprint, in groups that can be read aloud.
    #[must_use]
    pub fn short_fingerprint(&self) -> String {
        let start: Vec<char> = self.document.chars().take(12).collect();
        start.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
    }
}

/// The issued text as a page shows it. What is shown is what was issued: the text is written out again and has
/// to give the very bytes that are kept.
///
/// # Errors
/// A fault when the kept bytes are damaged; a refusal when this version of the product writes them otherwise.
pub async fn reading(
    cx: &mut Cx,
    s: &Secondment,
    agreement: &Agreement,
    signatories: &[Signatory],
    reader: PersonId,
) -> Result<Reading> {
    let kept = documents::get(cx, agreement.issued()?).await?;
    let again =
        render_html(&agreement.paper.draft, &meta(s, agreement, cx.today())).map_err(Error::internal)?;
    if again != kept.bytes {
        let sentence =
            "This text was issued by an earlier version of the product. Open the printable page to read it.";
        return Err(Error::refused("other_rendering", sentence));
    }
    let changes = changes(cx, agreement, reader).await?;
    let changed =
        |number: u16| changes.as_ref().is_some_and(|c| c.clauses.iter().any(|(n, ..)| *n == number));
    let draft = &agreement.paper.draft;
    let clauses: Vec<Clause> =
        draft.view().into_iter().map(|view| Clause { changed: changed(view.number), view }).collect();
    let minutes = draft.reading_minutes() as u64;
    let contents = format!(
        "{}, {}",
        counted(clauses.len() as u64, "clause", "clauses"),
        counted(minutes, "minute", "minutes")
    );
    let issued_on = agreement.issued_at.map_or(cx.today(), |at| at.date_naive());
    let passes = passes::of_agreement(cx, agreement.id).await?;
    let mut signers = signers(signatories, reader, cx.today());
    for (signer, signatory) in signers.items.iter_mut().zip(signatories) {
        // the bytes print who was named first: the page says who signs for them since when
        if let Some(passed) = passed_from(&passes, signatory.id) {
            let day = short_day(passed.on, cx.today());
            signer.role = format!("{}, for {}, passed on {day}", signer.role, passed.name);
        }
    }
    Ok(Reading {
        matter: notices::matter(cx, s).await?,
        intro: intro(cx, s, agreement, signatories, reader).await?,
        facts: facts(cx, s, agreement).await?,
        contents,
        clauses,
        title: draft.usual_title().to_owned(),
        issue: format!(
            "{}, version {}, {}",
            document_number(s),
            agreement.number,
            issued_on.format("%-d %B %Y")
        ),
        changes,
        signers,
        how: agreement.paper.signing.words(),
        considering: considering::words(agreement, signatories, cx.today()),
        document: fingerprint(&kept.bytes),
        beside: Beside::default(),
    })
}

/// Since the version that the reader met last; for those who met none, since the one before.
async fn changes(cx: &mut Cx, agreement: &Agreement, reader: PersonId) -> Result<Option<Changes>> {
    if agreement.number < 2 {
        return Ok(None);
    }
    let earlier = agreement.paper.change.as_ref().map(|change| i64::from(change.variation.earlier.version));
    let met = comparing::since(cx, agreement, reader).await?;
    let before = met.or(earlier).unwrap_or(agreement.number - 1);
    let before = store::numbered(cx, agreement.secondment, before).await?;
    let Some(before) = before else { return Ok(None) };
    let draft = &agreement.paper.draft;
    let numbers = draft.changed_since(&before.paper.draft);
    let clauses = draft.clauses.iter().filter(|clause| numbers.contains(&clause.number));
    let clauses = clauses.map(|c| (c.number, format!("c{}", c.number), c.title.clone())).collect();
    Ok(Some(Changes { since: before.number, clauses }))
}

async fn intro(
    cx: &mut Cx,
    s: &Secondment,
    agreement: &Agreement,
    signatories: &[Signatory],
    reader: PersonId,
) -> Result<String> {
    let signed = signatories.iter().filter(|s| s.status == SignatoryStatus::Signed).count();
    let asked = signatories.iter().any(|s| s.person == reader && s.status == SignatoryStatus::Asked);
    if signed == signatories.len() {
        return Ok("Everybody has signed. The agreement is in force.".to_owned());
    }
    let have = match signed {
        0 => "Nobody has signed yet.".to_owned(),
        1 => "One person has signed.".to_owned(),
        more => format!("{more} people have signed."),
    };
    if !asked {
        return Ok(have);
    }
    let asker = notices::asker(cx, s, agreement).await?;
    let last = if signed + 1 == signatories.len() { " Yours is the last signature." } else { "" };
    Ok(format!("{asker} asks you to sign. {have}{last}"))
}

async fn facts(cx: &mut Cx, s: &Secondment, agreement: &Agreement) -> Result<Facts> {
    let fact = |term: &str, value: String| Fact { term: term.to_owned(), value };
    // as the text has them: a version that is not in force yet differs from the record
    let term = &agreement.paper.facts.term;
    let employer = organisations::store::load(cx, s.home_organisation).await?.legal_name;
    let host_pays = if s.scope == Scope::Internal { "Host team pays" } else { "Host pays" };
    let pays = &agreement.paper.facts.costs.lines;
    let amounts: Vec<&str> =
        pays.iter().map(|line| line.host_pays.as_str()).filter(|amount| !amount.is_empty()).collect();
    let pays = match amounts[..] {
        [] => "Nothing".to_owned(),
        [one] if !one.ends_with("of it") => one.to_owned(),
        _ => "See the clause on costs".to_owned(),
    };
    Ok(Facts {
        items: vec![
            fact("Dates", day_range(term.start, term.end)),
            fact("Place", term.place.clone()),
            fact(host_pays, pays),
            fact("Employer", employer),
        ],
    })
}

/// Who signs, with the day of each signature.
#[must_use]
pub fn signers(signatories: &[Signatory], reader: PersonId, today: NaiveDate) -> Signers {
    let signer = |s: &Signatory| {
        let side = match s.side {
            Side::Secondee => "",
            Side::Home => ", home",
            Side::Host => ", host",
        };
        let you = s.person == reader;
        let note = match s.status {
            SignatoryStatus::Asked if you => Some(Tag::new("You", Tone::Warn)),
            SignatoryStatus::Asked => Some(Tag::new("Asked", Tone::Info)),
            SignatoryStatus::Declined => Some(Tag::new("Declined", Tone::Bad)),
            SignatoryStatus::Waiting | SignatoryStatus::Signed => None,
        };
        Signer {
            name: s.name.clone(),
            role: format!("{}{side}", s.capacity),
            signed: s.signed_at.map(|at| short_day(at.date_naive(), today)),
            note,
            you,
        }
    };
    Signers { items: signatories.iter().map(signer).collect() }
}

/// The text in its frame: contents, head, facts, changes, clauses. The side column comes from the page.
#[derive(Debug, Clone, Template)]
#[template(path = "features/agreements/pages/text.html")]
pub struct Text {
    /// What is shown.
    pub reading: Reading,
    /// Whether the title is the page's own `h1`.
    pub titled: bool,
}

impl askama::filters::HtmlSafe for Text {}
