//! What still stands between a draft and its being issued.

use serde::Serialize;

use crate::bundle::Bundle;
use crate::draft::{Clause, Draft, Piece, Side};
use crate::facts::{Facts, Structure};
use crate::head::Head;
use crate::library::library;
use crate::more::Post;
use crate::plan::{Form, Scope};

/// Which heads and signatures a paper has to have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Profile {
    /// The eleven heads, and nothing else of form.
    SeedMinimum,
    /// The eleven, plus what one employer needs.
    Internal,
    /// The eleven, plus what two organisations need.
    External,
    /// As external, plus what crossing a border needs (domain 5.3).
    International,
    /// As internal, plus what crossing a border needs.
    InternalAbroad,
    /// One page: the eleven, the parties, the employer, the return and the signatures.
    Short,
}

/// Most words of a paper of one page.
const ONE_PAGE: usize = 700;

/// One thing that is missing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Missing {
    /// Stable, such as `head-missing`, `head-empty`, `gap`, `reference-broken`, `waiver-unexplained`,
    /// `signatory-missing`, `signatory-unnamed`, `too-long`; the machine rules have codes of their own ([`crate::broken_rules`]).
    pub code: &'static str,
    /// For a person to read.
    pub sentence: String,
    /// The head concerned, if there is one.
    pub head: Option<Head>,
    /// Where it is put right: `facts.<key>` (as in [`Piece::Gap`]), `clauses.<head code>`, `waivers.<head code>` or
    /// `signatories.<side>`.
    pub fix: String,
}

impl Profile {
    /// The profile for papers of this structure.
    pub fn of(structure: Structure) -> Profile {
        match structure {
            Structure::Internal => Profile::Internal,
            Structure::External => Profile::External,
        }
    }

    /// In words, such as `between two organisations, abroad`.
    pub fn words(self) -> &'static str {
        match self {
            Profile::SeedMinimum => "the bare minimum",
            Profile::Internal => "within one organisation",
            Profile::External => "between two organisations",
            Profile::International => "between two organisations, abroad",
            Profile::InternalAbroad => "within one organisation, abroad",
            Profile::Short => "on one page",
        }
    }

    /// The profile for these facts in this form.
    pub fn for_facts(facts: &Facts, form: Form) -> Profile {
        match (form, facts.more.abroad.is_some()) {
            (Form::Short, _) => Profile::Short,
            (_, true) if facts.is_internal() => Profile::InternalAbroad,
            (_, true) => Profile::International,
            (_, false) => Profile::of(facts.structure),
        }
    }

    /// The scopes whose letters in domain 5.2 count.
    fn scopes(self) -> &'static [Scope] {
        match self {
            Profile::SeedMinimum | Profile::Short => &[],
            Profile::Internal => &[Scope::Internal],
            Profile::External => &[Scope::External],
            Profile::International => &[Scope::External, Scope::International],
            Profile::InternalAbroad => &[Scope::Internal, Scope::International],
        }
    }

    /// The heads that this profile requires, in printing order. One of them may be said within another clause:
    /// see [`crate::Entry::within`].
    pub fn required(self) -> Vec<Head> {
        const BOTH: &[Head] = &[
            Head::Parties,
            Head::EmploymentControl,
            Head::HomeDuties,
            Head::Conflicts,
            Head::Costs,
            Head::Absence,
            Head::KeepInTouch,
            Head::Closure,
            Head::ReturnGuarantee,
            Head::Variation,
            Head::LawAndSignature,
        ];
        const ONE_PAGE: &[Head] =
            &[Head::Parties, Head::EmploymentControl, Head::ReturnGuarantee, Head::LawAndSignature];
        let by_letter = |head: Head| {
            let scopes = self.scopes();
            !scopes.is_empty() && library().newest(head).is_some_and(|entry| entry.is_required(scopes))
        };
        let wanted = |head: &&Head| {
            let more = match self {
                Profile::SeedMinimum => &[],
                Profile::Short => ONE_PAGE,
                Profile::Internal | Profile::External | Profile::International | Profile::InternalAbroad => {
                    BOTH
                }
            };
            Head::SEED_MINIMUM.contains(head) || more.contains(head) || by_letter(**head)
        };
        Head::ALL.iter().filter(wanted).copied().collect()
    }

    fn sides(self) -> &'static [Side] {
        match self {
            Profile::SeedMinimum => &[],
            Profile::Internal | Profile::InternalAbroad | Profile::Short => &[Side::Secondee, Side::Home],
            Profile::External | Profile::International => &[Side::Secondee, Side::Host, Side::Home],
        }
    }
}

/// Everything that keeps this draft from being issued under a profile; empty when it may be.
/// A head that is waived with a note is not missing.
pub fn missing(draft: &Draft, profile: Profile) -> Vec<Missing> {
    let papers = [draft];
    let heads = heads_missing(&papers, profile);
    heads
        .into_iter()
        .chain(within(draft))
        .chain(signatures(draft, profile.sides()))
        .chain(length(draft, profile))
        .collect()
}

/// The same for the papers of a structure: each head has to stand in one of them, and every paper is looked at.
pub fn missing_in(bundle: &Bundle, profile: Profile) -> Vec<Missing> {
    let papers: Vec<&Draft> = bundle.documents.iter().map(|document| &document.draft).collect();
    let mut all = heads_missing(&papers, profile);
    for document in &bundle.documents {
        let sides: Vec<Side> = document.kind.signed_by().iter().map(|by| by.side()).collect();
        let mut found: Vec<Missing> = within(&document.draft).collect();
        found.extend(signatures(&document.draft, &sides));
        if papers.len() > 1 {
            found
                .iter_mut()
                .for_each(|one| one.sentence = format!("{}: {}", document.draft.title, one.sentence));
        }
        all.extend(found.into_iter().chain(length(&document.draft, profile)));
    }
    all
}

fn heads_missing(papers: &[&Draft], profile: Profile) -> Vec<Missing> {
    profile.required().into_iter().filter_map(|head| head_missing(papers, head)).collect()
}

/// What the paper itself says is not finished: waivers without a reason, gaps, references that lead nowhere.
fn within(draft: &Draft) -> impl Iterator<Item = Missing> + '_ {
    let waivers = draft.waivers.iter().filter(|waiver| waiver.note.trim().is_empty()).map(|waiver| {
        let title = waiver.head.title();
        let sentence = format!("“{title}” is left out without an explanation. Say why.");
        found("waiver-unexplained", sentence, Some(waiver.head), format!("waivers.{}", waiver.head.code()))
    });
    let clauses = draft.clauses.iter().flat_map(|clause| inside(draft, clause));
    let schedules = draft.schedules.iter().flat_map(|schedule| {
        let place = format!("Schedule {}, “{}”", schedule.number, schedule.title);
        gaps(schedule.paragraphs.iter().flat_map(|p| &p.pieces), place, None)
    });
    let particulars = draft.particulars.iter().flat_map(|line| {
        gaps(std::iter::once(&line.value), format!("The first page, “{}”", line.label), None)
    });
    waivers.chain(clauses).chain(particulars).chain(schedules)
}

/// A paper of one page has to stay one.
fn length(draft: &Draft, profile: Profile) -> Option<Missing> {
    let words = draft.word_count();
    (profile == Profile::Short && words > ONE_PAGE).then(|| {
        let sentence = format!("The paper has {words} words and no longer fits on one page (about {ONE_PAGE}). Shorten it, or use the usual form.");
        found("too-long", sentence, None, "choices.form".to_owned())
    })
}

fn gaps<'a>(
    pieces: impl Iterator<Item = &'a Piece> + 'a,
    place: String,
    head: Option<Head>,
) -> impl Iterator<Item = Missing> + 'a {
    pieces.filter_map(move |piece| match piece {
        Piece::Gap { key, label } => {
            Some(found("gap", format!("{place}, still has to say: {label}."), head, format!("facts.{key}")))
        }
        _ => None,
    })
}

pub(crate) fn found(code: &'static str, sentence: String, head: Option<Head>, fix: String) -> Missing {
    Missing { code, sentence, head, fix }
}

fn head_missing(papers: &[&Draft], head: Head) -> Option<Missing> {
    let fix = format!("clauses.{}", head.code());
    let covered = library().newest(head).and_then(|entry| entry.within);
    let waived =
        |head: Head| papers.iter().any(|draft| draft.waivers.iter().any(|waiver| waiver.head == head));
    if waived(head) || covered.is_some_and(waived) {
        return None;
    }
    let clauses: Vec<&Clause> =
        papers.iter().flat_map(|draft| &draft.clauses).filter(|clause| clause.head == head).collect();
    if clauses.is_empty() {
        let said = |by: Head| papers.iter().any(|draft| draft.clause(by).is_some());
        if covered.is_some_and(said) {
            return None;
        }
        let sentence = format!("A clause on “{}” is missing. {}", head.title(), head.purpose());
        return Some(found("head-missing", sentence, Some(head), fix));
    }
    clauses.iter().all(|clause| clause.is_empty()).then(|| {
        let sentence = format!("Clause {}, “{}”, has no text.", clauses[0].number, clauses[0].title);
        found("head-empty", sentence, Some(head), fix)
    })
}

fn inside<'a>(draft: &'a Draft, clause: &'a Clause) -> impl Iterator<Item = Missing> + 'a {
    let (number, title, head) = (clause.number, clause.title.as_str(), clause.head);
    let place = format!("Clause {number}, “{title}”");
    let pieces = || clause.paragraphs.iter().flat_map(|paragraph| &paragraph.pieces);
    let broken = pieces().filter_map(move |piece| {
        let target = match piece {
            Piece::Clause(target) if draft.clause(*target).is_none() => target.title(),
            Piece::Schedule(id) if draft.schedule(*id).is_none() => id.title(),
            _ => return None,
        };
        let sentence =
            format!("Clause {number}, “{title}”, refers to “{target}”, which is not in the agreement.");
        Some(found("reference-broken", sentence, Some(head), format!("clauses.{}", head.code())))
    });
    gaps(pieces(), place, Some(head)).chain(broken)
}

fn signatures(draft: &Draft, sides: &[Side]) -> Vec<Missing> {
    let at = |side: Side| format!("signatories.{}", side.label().to_lowercase());
    let absent = |side: &Side| !draft.signatories.iter().any(|signatory| signatory.side == *side);
    let missing = unique(sides).into_iter().filter(absent).map(|side| {
        let who = match side {
            Side::Secondee => "the secondee",
            Side::Home => "the home side",
            Side::Host => "the host",
        };
        found("signatory-missing", format!("Nobody signs for {who}."), None, at(side))
    });
    let nameless = draft.signatories.iter().filter(|signatory| signatory.name.trim().is_empty());
    let unnamed = nameless.map(|signatory| {
        let side = signatory.side.label().to_lowercase();
        let post = Post::ALL.into_iter().find(|post| post.words() == signatory.capacity);
        let (who, fix) = match post {
            Some(post) => (post.words().to_owned(), format!("facts.more.signers.{}", post.key())),
            None => (side, at(signatory.side)),
        };
        found("signatory-unnamed", format!("A person who signs ({who}) has no name yet."), None, fix)
    });
    missing.chain(unnamed).collect()
}

fn unique(sides: &[Side]) -> Vec<Side> {
    let mut all: Vec<Side> = Vec::new();
    for side in sides {
        if !all.contains(side) {
            all.push(*side);
        }
    }
    all
}
