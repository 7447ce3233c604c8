//! A proposal that is open for writing.

use sojourn_kit::error::{Error, Result};
use sojourn_money::{Currency, currency};

use super::super::model::Proposal;
use super::super::store;
use crate::cx::Cx;
use crate::features::organisations;
use crate::features::secondments::{self, Record, Workflow};

/// A record that is still an idea, with its answers.
#[derive(Debug)]
pub struct Draft {
    /// The record.
    pub record: Record,
    /// The answers.
    pub proposal: Proposal,
    /// The currency of the home organisation.
    pub currency: Currency,
}

impl Draft {
    /// Opens a draft that the actor writes: their own, or one they wrote for somebody. `version` is the one they read; none skips the comparison.
    ///
    /// # Errors
    /// Not found when it is not theirs, refused when it was sent, stale when it changed meanwhile.
    pub async fn open(cx: &mut Cx, number: &str, version: Option<i64>) -> Result<Self> {
        let record = secondments::store::load(cx, number).await?;
        if record.secondment.workflow != Workflow::Idea {
            return Err(Error::refused(
                "not_a_draft",
                "This was sent and can’t be changed now. Ask the home manager to send it back.",
            ));
        }
        let writers = [record.secondment.secondee, record.secondment.author];
        if !writers.contains(&record.standing.person) {
            return Err(Error::Forbidden);
        }
        if version.is_some_and(|version| version != record.secondment.version) {
            return Err(Error::Stale);
        }
        let proposal = store::load(cx, &record).await?;
        let home = organisations::store::load(cx, record.secondment.home_organisation).await?;
        let currency = currency(&home.currency).map_err(Error::internal)?;
        Ok(Self { record, proposal, currency })
    }

    /// Whether the actor is the one who goes.
    #[must_use]
    pub fn is_secondees(&self) -> bool {
        self.record.standing.person == self.record.secondment.secondee
    }

    /// Refuses whoever stands on the host's side: costs and cover are written at home.
    ///
    /// # Errors
    /// [`Error::Forbidden`].
    pub fn home_only(&self) -> Result<()> {
        if self.record.standing.is_only_host() { Err(Error::Forbidden) } else { Ok(()) }
    }

    /// Writes the facts and the texts.
    ///
    /// # Errors
    /// Stale when somebody else was quicker.
    pub async fn save(mut self, cx: &mut Cx) -> Result<Record> {
        secondments::store::save_facts(cx, &mut self.record.secondment).await?;
        store::save(cx, self.record.secondment.id, &self.proposal).await?;
        Ok(self.record)
    }
}
