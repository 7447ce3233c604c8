//! The schedules behind the clauses: S1 to S13 of domain 5.2.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::draft::Paragraph;
use crate::facts::Facts;
use crate::library::library;
use crate::template::{Fill, Plan};

/// `S1` to `S13`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ScheduleId(u8);

impl TryFrom<String> for ScheduleId {
    type Error = String;

    fn try_from(text: String) -> Result<ScheduleId, String> {
        let number = text.strip_prefix('S').and_then(|digits| digits.parse().ok());
        number
            .filter(|n| (1..=13).contains(n))
            .map(ScheduleId)
            .ok_or_else(|| "a schedule is S1 to S13".to_owned())
    }
}

impl From<ScheduleId> for String {
    fn from(id: ScheduleId) -> String {
        id.to_string()
    }
}

impl fmt::Display for ScheduleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "S{}", self.0)
    }
}

impl ScheduleId {
    /// The usual title.
    pub fn title(self) -> &'static str {
        library().schedule(self).map_or("Schedule", |entry| entry.title.as_str())
    }
}

/// A schedule of a draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Schedule {
    /// Which one.
    pub id: ScheduleId,
    /// From 1, without holes.
    pub number: u16,
    /// Its heading.
    pub title: String,
    /// What it says.
    pub paragraphs: Vec<Paragraph>,
}

/// The schedules for which something is known.
pub(crate) fn scheduled(facts: &Facts) -> Vec<ScheduleId> {
    let (plan, scopes) = (Plan::default(), facts.scopes());
    let wanted = library().schedules().iter().filter(|entry| {
        let owner = entry.id.to_string();
        let fill = Fill { facts, owner: &owner, parameters: &entry.parameters, plan: &plan };
        let fits = entry.scopes.is_empty() || entry.scopes.iter().any(|scope| scopes.contains(scope));
        fits && fill.holds(&entry.when)
    });
    wanted.map(|entry| entry.id).collect()
}

/// One schedule, filled.
pub(crate) fn schedule(id: ScheduleId, number: u16, facts: &Facts, plan: &Plan) -> Option<Schedule> {
    let entry = library().schedule(id)?;
    let owner = id.to_string();
    let fill = Fill { facts, owner: &owner, parameters: &entry.parameters, plan };
    Some(Schedule { id, number, title: entry.title.clone(), paragraphs: fill.paragraphs(&entry.body) })
}
