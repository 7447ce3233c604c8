//! A proposal that is open for writing.

use std::collections::BTreeMap;

use sojourn_kit::error::{Error, Result};
use sojourn_money::{Currency, currency};

use super::super::model::{Edited, Proposal, Step, Writer, WriterSide};
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
    /// Those who were invited to write it too.
    pub writers: Vec<Writer>,
    /// For which side the actor was invited; none for those whose draft it is.
    pub side: Option<WriterSide>,
    /// Who wrote each part last.
    pub sections: BTreeMap<Step, Edited>,
}

impl Draft {
    /// Opens a draft that the actor writes: their own, one they wrote for somebody, or one they were invited to. `version` is
    /// the one they read; none skips the comparison.
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
        let me = record.standing.person;
        let is_own = [record.secondment.secondee, record.secondment.author].contains(&me);
        let writers = store::writers(cx, &record.secondment).await?;
        let side = writers.iter().find(|writer| writer.person == me && !is_own).map(|writer| writer.side);
        if !is_own && side.is_none() {
            return Err(Error::Forbidden);
        }
        if version.is_some_and(|version| version != record.secondment.version) {
            return Err(Error::Stale);
        }
        let proposal = store::load(cx, &record).await?;
        let home = organisations::store::load(cx, record.secondment.home_organisation).await?;
        let currency = currency(&home.currency).map_err(Error::internal)?;
        let sections = store::sections(cx, record.secondment.id).await?;
        Ok(Self { record, proposal, currency, writers, side, sections })
    }

    /// Refuses those who were invited: sending, days and places are for those whose draft it is.
    ///
    /// # Errors
    /// A refusal.
    pub fn own(&self) -> Result<()> {
        match self.side {
            None => Ok(()),
            Some(_) => Err(Error::refused(
                "not_your_part",
                "This is for the person who goes and whoever began the draft. You write the parts you were invited to.",
            )),
        }
    }

    /// Whether the actor writes the part.
    #[must_use]
    pub fn writes(&self, step: Step) -> bool {
        self.side.is_none_or(|side| side.writes(step))
    }

    /// Refuses those who were invited to other parts.
    ///
    /// # Errors
    /// A refusal.
    pub fn part(&self, step: Step) -> Result<()> {
        if self.writes(step) { Ok(()) } else { self.own() }
    }

    /// The version of a part; 0 when nobody has saved it.
    #[must_use]
    pub fn part_version(&self, step: Step) -> i64 {
        self.sections.get(&step).map_or(0, |edited| edited.version)
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
