//! What a paper prints: its form, whom its wording favours, and the clauses that somebody chose.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::facts::{Facts, Structure};
use crate::head::Head;
use crate::library::{Entry, Mandatory, library};
use crate::own::OwnClause;
use crate::schedule::{ScheduleId, scheduled};
use crate::template::{Plan, Target};

/// What kind of paper a wording fits (the I, E and X of domain 5.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// One employer.
    Internal,
    /// Two organisations.
    External,
    /// A border is crossed; always together with one of the others.
    International,
}

/// How much a paper says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// The usual clauses, in which the smaller heads are folded.
    #[default]
    Usual,
    /// Every head on its own, with schedules.
    Full,
    /// One page for a secondment of days or weeks (S1.8).
    Short,
}

/// Whom a wording favours (the N, H and T of domain 5.2).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lean {
    /// Neither side.
    #[default]
    Neutral,
    /// Home.
    Home,
    /// The host.
    Host,
}

/// What was chosen besides the facts.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Choices {
    /// How much the paper says.
    pub form: Form,
    /// Whom it favours where there is a choice.
    pub lean: Lean,
    /// A wording by its key, clause by clause; it counts before `lean`.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub variants: BTreeMap<Head, String>,
    /// Clauses to print besides those of the form.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<Head>,
    /// Clauses of the form that are not printed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub without: Vec<Head>,
    /// The organisation's own copies, which take the place of the standard words.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub own: BTreeMap<Head, OwnClause>,
}

impl Choices {
    /// Whether nothing was chosen.
    pub fn is_default(&self) -> bool {
        *self == Choices::default()
    }

    /// The heads that a paper of these facts prints, in order.
    pub fn heads(&self, facts: &Facts) -> Vec<Head> {
        let printed = |head: &&Head| {
            let Some(entry) = library().newest(**head) else { return false };
            !self.without.contains(head) && (self.also.contains(head) || self.belongs(entry, facts))
        };
        Head::ALL.iter().filter(printed).copied().collect()
    }

    fn belongs(&self, entry: &Entry, facts: &Facts) -> bool {
        let scopes = facts.scopes();
        if entry.variant(&scopes, self.form, self.lean, None).is_none() {
            return false;
        }
        let usual = entry.usual.iter().any(|scope| scopes.contains(scope));
        match self.form {
            Form::Short => entry.has_short(),
            // what the law asks for at a border is never left to choice
            Form::Usual => {
                usual || (facts.more.abroad.is_some() && entry.mandatory.contains(&Mandatory::CrossBorder))
            }
            Form::Full => {
                usual || entry.is_required(&scopes) || facts.more.answers.contains_key(entry.head.code())
            }
        }
    }

    /// The schedules that a paper of these facts prints, in order.
    pub fn schedules(&self, facts: &Facts) -> Vec<ScheduleId> {
        if self.form == Form::Full { scheduled(facts) } else { Vec::new() }
    }

    pub(crate) fn plan(&self, facts: &Facts) -> Plan {
        let heads = self.heads(facts).into_iter().map(Target::Clause);
        let schedules = self.schedules(facts).into_iter().map(Target::Schedule);
        Plan { printed: heads.chain(schedules).collect::<BTreeSet<_>>() }
    }
}

impl Facts {
    /// What kind of paper these facts make.
    pub fn scopes(&self) -> Vec<Scope> {
        let first = match self.structure {
            Structure::Internal => Scope::Internal,
            Structure::External => Scope::External,
        };
        let abroad = self.more.abroad.is_some().then_some(Scope::International);
        std::iter::once(first).chain(abroad).collect()
    }
}
