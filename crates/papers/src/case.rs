//! A case: facts, structure and choices as one JSON document, from which the papers are made anywhere. The format is
//! described in `docs/case-format.md`.

use serde::{Deserialize, Serialize};

use crate::amend::Amendment;
use crate::arrangement::{Arrangement, PaperKind};
use crate::bundle::{Bundle, assemble};
use crate::check::{Missing, Profile, missing_in};
use crate::clauses::draft_with;
use crate::consolidated::History;
use crate::draft::{Piece, Signatory, Waiver};
use crate::error::PaperError;
use crate::facts::{Facts, Structure};
use crate::library::library;
use crate::own::checked;
use crate::page::{DocumentMeta, render_html};
use crate::plan::Choices;
use crate::rules::broken_rules;
use crate::text::MAX_TOTAL_BYTES;

/// The only version of the format so far.
const FORMAT: u32 = 1;

/// One case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Case {
    /// Version of this format: 1.
    pub case: u32,
    /// What it is called, for people.
    #[serde(default)]
    pub name: String,
    /// `ST-1` to `ST-9`.
    pub structure: Arrangement,
    /// Form, wordings and own clauses.
    #[serde(default)]
    pub choices: Choices,
    /// Heads left out on purpose, each with its reason.
    #[serde(default)]
    pub left_out: Vec<Waiver>,
    /// Number, version and day of the papers.
    pub document: DocumentMeta,
    /// What was agreed.
    pub facts: Facts,
    /// The second leg of a swap.
    #[serde(default)]
    pub other_leg: Option<Facts>,
    /// The day of the last signature, when there are amendments.
    #[serde(default)]
    pub signed_on: Option<chrono::NaiveDate>,
    /// Changes after signing.
    #[serde(default)]
    pub amendments: Vec<Amendment>,
}

/// One paper of a case, rendered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    /// Its heading.
    pub title: String,
    /// Its number: that of the case, and a stroke and a figure from the second one on.
    pub number: String,
    /// The complete HTML document.
    pub html: Vec<u8>,
}

impl Case {
    /// Reads a case. Every field has to be known, so that a misspelt one is never silently ignored.
    ///
    /// # Errors
    /// [`PaperError::Case`] with the path in the JSON and what to do.
    pub fn parse(text: &str) -> Result<Case, PaperError> {
        if text.len() > MAX_TOTAL_BYTES {
            let sentence =
                format!("The case is {} bytes long. It can have at most {MAX_TOTAL_BYTES}.", text.len());
            return Err(refused("", sentence));
        }
        let mut unknown = Vec::new();
        let mut track = serde_path_to_error::Track::new();
        let mut json = serde_json::Deserializer::from_str(text);
        let tracked = serde_path_to_error::Deserializer::new(&mut json, &mut track);
        let case: Result<Case, _> =
            serde_ignored::deserialize(tracked, |path| unknown.push(path.to_string()));
        let case = case.map_err(|error| refused(&track.path().to_string(), format!("{error}.")))?;
        json.end().map_err(|error| refused("", format!("{error}.")))?;
        if let Some(path) = unknown.first() {
            let path = path.replace(".?", "");
            return Err(refused(
                &path,
                "There is no such field. Take it out, or look up its name.".to_owned(),
            ));
        }
        case.settled()
    }

    /// The structure decides whether home and host are one employer; what contradicts it is refused.
    fn settled(mut self) -> Result<Case, PaperError> {
        if self.case != FORMAT {
            return Err(refused("case", format!("This is format {}. Write 1.", self.case)));
        }
        match self.structure.structure() {
            Some(Structure::Internal) => self.facts.structure = Structure::Internal,
            Some(Structure::External) if self.facts.structure == Structure::Internal => {
                let sentence = format!(
                    "{} is for two organisations. Write external, or another structure.",
                    self.structure.code()
                );
                return Err(refused("facts.structure", sentence));
            }
            _ => {}
        }
        if (self.structure == Arrangement::Swap) != self.other_leg.is_some() {
            return Err(refused("other_leg", "A swap has a second leg, and nothing else has.".to_owned()));
        }
        if !self.amendments.is_empty() && self.signed_on.is_none() {
            return Err(refused(
                "signed_on",
                "There are amendments. Say when the agreement was signed.".to_owned(),
            ));
        }
        self.document.checked_number().map_err(|error| refused("document.number", error.to_string()))?;
        self.check_choices()?;
        draft_with(&self.facts, &self.choices)
            .map_err(|error| refused(place_of(&error), error.to_string()))?;
        Ok(self)
    }

    fn check_choices(&self) -> Result<(), PaperError> {
        for (head, key) in &self.choices.variants {
            let scopes = self.facts.scopes();
            let entry = library().newest(*head);
            let chosen =
                entry.and_then(|e| e.variant(&scopes, self.choices.form, self.choices.lean, Some(key)));
            if chosen.is_none_or(|variant| variant.key != *key) {
                let known: Vec<&str> =
                    entry.map(|e| e.variants.iter().map(|v| v.key.as_str()).collect()).unwrap_or_default();
                let sentence = format!(
                    "This clause has no wording “{key}” for this kind of paper. It has: {}.",
                    known.join(", ")
                );
                return Err(refused(&format!("choices.variants.{}", head.code()), sentence));
            }
        }
        for (head, own) in &self.choices.own {
            if let Err(faults) = checked(*head, own)
                && let Some(fault) = faults.first()
            {
                return Err(refused(
                    &format!("choices.own.{}.{}", head.code(), fault.field),
                    fault.to_string(),
                ));
            }
        }
        Ok(())
    }

    /// The papers of the case as drafts.
    ///
    /// # Errors
    /// As [`crate::draft_with`].
    pub fn assemble(&self) -> Result<Bundle, PaperError> {
        let mut bundle = assemble(self.structure, &self.facts, self.other_leg.as_ref(), &self.choices)?;
        for waiver in &self.left_out {
            let had =
                bundle.documents.iter_mut().filter(|document| document.draft.clause(waiver.head).is_some());
            let mut told = false;
            for document in had {
                leave_out(&mut document.draft, waiver);
                told = true;
            }
            if let (false, Some(first)) = (told, bundle.documents.first_mut()) {
                first.draft.waive(waiver.head, waiver.reason, &waiver.note);
            }
        }
        Ok(bundle)
    }

    /// What must be there.
    pub fn profile(&self) -> Profile {
        Profile::for_facts(&self.facts, self.choices.form)
    }

    /// Everything that keeps the case from being signed, each with where to put it right.
    ///
    /// # Errors
    /// As [`Case::assemble`].
    pub fn missing(&self) -> Result<Vec<Missing>, PaperError> {
        let bundle = self.assemble()?;
        let mut all = missing_in(&bundle, self.profile());
        let legs = std::iter::once(&self.facts).chain(&self.other_leg);
        for (leg, facts) in legs.enumerate() {
            all.extend(broken_rules(facts, &self.signatories_of(&bundle, leg)));
        }
        all.extend(self.history().map(|history| history.faults()).unwrap_or_default());
        Ok(all)
    }

    /// Who signs the papers of a leg, each once. The pair of a swap is signed by both sides of both legs, so that it says
    /// nothing about who may sign for whom.
    fn signatories_of(&self, bundle: &Bundle, leg: usize) -> Vec<Signatory> {
        let papers = bundle.documents.iter().filter(|document| document.kind != PaperKind::Pair);
        let papers = papers.enumerate().filter(|(at, _)| self.other_leg.is_none() || *at == leg);
        let mut all: Vec<Signatory> = Vec::new();
        for signatory in papers.flat_map(|(_, document)| &document.draft.signatories) {
            if !all.contains(signatory) {
                all.push(signatory.clone());
            }
        }
        all
    }

    /// What was signed and every change since; nothing before it is signed.
    pub fn history(&self) -> Option<History> {
        let signed_on = self.signed_on?;
        Some(History { original: self.facts.clone(), signed_on, amendments: self.amendments.clone() })
    }

    /// Every paper as a complete HTML document.
    ///
    /// # Errors
    /// As [`Case::assemble`] and [`render_html`].
    pub fn render(&self) -> Result<Vec<Rendered>, PaperError> {
        let bundle = self.assemble()?;
        let papers = (1..).zip(&bundle.documents).map(|(at, document)| {
            let number = self.document.number.clone();
            let number = if at == 1 { number } else { format!("{number}/{at}") };
            let meta = DocumentMeta { number: number.clone(), ..self.document.clone() };
            let html = render_html(&document.draft, &meta)?;
            Ok(Rendered { title: document.draft.title.clone(), number, html })
        });
        papers.collect()
    }
}

/// Takes a clause out with its reason; clauses that referred to it name it instead.
fn leave_out(draft: &mut crate::draft::Draft, waiver: &Waiver) {
    let named = format!("“{}”, which is left out below", waiver.head.title());
    draft.clauses.retain(|clause| clause.head != waiver.head);
    for piece in draft.clauses.iter_mut().flat_map(|c| &mut c.paragraphs).flat_map(|p| &mut p.pieces) {
        if *piece == Piece::Clause(waiver.head) {
            *piece = Piece::Text(named.clone());
        }
    }
    draft.renumber();
    draft.waive(waiver.head, waiver.reason, &waiver.note);
}

fn place_of(error: &PaperError) -> &'static str {
    match error {
        PaperError::EndBeforeStart => "facts.term.end",
        PaperError::PayAmount => "facts.pay.note",
        _ => "facts",
    }
}

fn refused(path: &str, sentence: String) -> PaperError {
    let path = if path.is_empty() || path == "." { "the case".to_owned() } else { path.to_owned() };
    PaperError::Case { path, sentence }
}
