//! Which words an agreement is drafted with: the home organisation's library as it stood that day, what was chosen for
//! this paper, and the particulars that clauses ask for. A draft keeps what it was written from; newer versions are
//! offered and taken by somebody, never by themselves.

pub mod actions;
pub mod api;
mod countries;
pub mod fixes;
pub mod pages;
pub mod panel;
pub mod particulars;
mod particulars_pages;
pub mod picks;
pub mod redraft;
pub mod sources;

pub use countries::country;

use serde::{Deserialize, Serialize};
use sojourn_papers::Choices;

use picks::Picks;

/// What the words of a draft are taken from.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Wording {
    /// The home organisation's own copies and usual wordings, as they stood when the text was drafted.
    pub house: Choices,
    /// What was chosen for this paper.
    pub picks: Picks,
}

impl Wording {
    /// The words of an organisation, with nothing chosen for the paper.
    #[must_use]
    pub fn of(house: Choices) -> Self {
        Self { house, picks: Picks::default() }
    }

    /// Both together: what is chosen for the paper counts before what is usual.
    #[must_use]
    pub fn choices(&self) -> Choices {
        let mut choices = self.house.clone();
        choices.form = self.picks.form;
        choices.lean = self.picks.lean;
        choices.also.clone_from(&self.picks.also);
        for (head, key) in &self.picks.clauses {
            choices.own.remove(head);
            choices.variants.insert(*head, key.clone());
        }
        choices
    }
}
