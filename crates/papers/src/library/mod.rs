//! The clause library: words of ours as data, parsed once (domain 5.2). The files stand under `library/`; what their
//! keys mean is in `docs/clause-library.md`.

mod load;
mod param;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

pub use param::{Kind, Parameter};

use crate::head::Head;
use crate::plan::{Form, Lean, Scope};
use crate::schedule::ScheduleId;
use crate::template::{Condition, Line, Target, Template};

/// When an agreement must have a clause: the letters of domain 5.2.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Mandatory {
    /// Always.
    #[serde(rename = "A")]
    Always,
    /// Between two organisations.
    #[serde(rename = "E")]
    External,
    /// When a border is crossed.
    #[serde(rename = "X")]
    CrossBorder,
    /// When the parties wish it or say something about it.
    #[serde(rename = "C")]
    Conditional,
}

/// One wording of a clause.
#[derive(Debug, Clone)]
pub struct Variant {
    /// Unique in its clause, such as `neutral` or `suspended`.
    pub key: String,
    /// The papers it fits; empty: all.
    pub scopes: Vec<Scope>,
    /// Whom it favours.
    pub lean: Lean,
    /// Only for the paper of one page.
    pub is_short: bool,
    /// The words with their fields, as a person reads them.
    pub text: String,
    /// The sentence for the secondee.
    pub plain: String,
    pub(crate) body: Template,
    pub(crate) plain_line: Line,
}

/// One version of one clause.
#[derive(Debug, Clone)]
pub struct Entry {
    /// What it is about; its code is the stable id.
    pub head: Head,
    /// From 1. An earlier version stays in the library as long as a draft may have used it.
    pub version: u32,
    /// The name that other clauses refer to it by.
    pub name: String,
    /// The usual title.
    pub title: String,
    /// One sentence in plain words: why an agreement has it.
    pub purpose: String,
    /// When it must be there.
    pub mandatory: Vec<Mandatory>,
    /// In which papers it is printed when nobody chooses otherwise.
    pub usual: Vec<Scope>,
    /// The clause that says the same in short when this one is not printed.
    pub within: Option<Head>,
    /// Its typed parameters.
    pub parameters: Vec<Parameter>,
    /// Its wordings.
    pub variants: Vec<Variant>,
}

/// One schedule.
#[derive(Debug, Clone)]
pub struct ScheduleEntry {
    /// `S1` to `S13`.
    pub id: ScheduleId,
    /// The usual title.
    pub title: String,
    /// One sentence: what it is for.
    pub purpose: String,
    /// The papers it fits; empty: all.
    pub scopes: Vec<Scope>,
    /// Its typed parameters.
    pub parameters: Vec<Parameter>,
    pub(crate) when: Condition,
    pub(crate) body: Template,
}

/// Every clause and schedule.
#[derive(Debug, Clone, Default)]
pub struct Library {
    entries: Vec<Entry>,
    schedules: Vec<ScheduleEntry>,
    names: BTreeMap<String, Target>,
}

static LIBRARY: LazyLock<Library> = LazyLock::new(|| match load::load() {
    Ok(library) => library,
    // the files are part of the binary and a test loads them: an agreement without its clauses must never be drafted
    Err(fault) => panic!("the clause library does not load: {fault}"),
});

/// The library of this version of the product.
///
/// # Panics
/// When a file of the library has a fault, which the tests find first: [`Library::load`] says which.
pub fn library() -> &'static Library {
    &LIBRARY
}

impl Library {
    /// Loads the library with its faults.
    ///
    /// # Errors
    /// Which clause, where, and what is wrong.
    pub fn load() -> Result<Library, String> {
        load::load()
    }

    /// Every version of every clause, in printing order.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The thirteen schedules.
    pub fn schedules(&self) -> &[ScheduleEntry] {
        &self.schedules
    }

    /// The newest version of a clause; nothing for an organisation's own.
    pub fn newest(&self, head: Head) -> Option<&Entry> {
        self.entries.iter().filter(|entry| entry.head == head).max_by_key(|entry| entry.version)
    }

    /// A version of a clause.
    pub fn version(&self, head: Head, version: u32) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.head == head && entry.version == version)
    }

    /// A schedule.
    pub fn schedule(&self, id: ScheduleId) -> Option<&ScheduleEntry> {
        self.schedules.iter().find(|schedule| schedule.id == id)
    }

    pub(crate) fn names(&self) -> &BTreeMap<String, Target> {
        &self.names
    }
}

impl Variant {
    fn fits(&self, scopes: &[Scope]) -> bool {
        self.scopes.is_empty() || self.scopes.iter().any(|scope| scopes.contains(scope))
    }
}

impl Entry {
    /// The wording for a paper: the one that was chosen if it fits, else the short one in a short paper, else the one
    /// with the lean that was asked for, else the neutral one.
    pub fn variant(
        &self,
        scopes: &[Scope],
        form: Form,
        lean: Lean,
        chosen: Option<&str>,
    ) -> Option<&Variant> {
        let fitting: Vec<&Variant> = self.variants.iter().filter(|variant| variant.fits(scopes)).collect();
        let by = |test: &dyn Fn(&Variant) -> bool| fitting.iter().copied().find(|variant| test(variant));
        by(&|v| chosen == Some(v.key.as_str()))
            .or_else(|| by(&|v| form == Form::Short && v.is_short))
            .or_else(|| by(&|v| !v.is_short && v.lean == lean))
            .or_else(|| by(&|v| !v.is_short && v.lean == Lean::Neutral))
    }

    /// Whether a paper of these scopes must have it (domain 5.2 and 5.3).
    pub fn is_required(&self, scopes: &[Scope]) -> bool {
        self.mandatory.iter().any(|when| match when {
            Mandatory::Always => true,
            Mandatory::External => scopes.contains(&Scope::External),
            Mandatory::CrossBorder => scopes.contains(&Scope::International),
            Mandatory::Conditional => false,
        })
    }

    /// Whether it has a wording for the paper of one page.
    pub fn has_short(&self) -> bool {
        self.variants.iter().any(|variant| variant.is_short)
    }
}
