//! The demo's past, as far as people come back: Grace plans her way home and tells how it is, and Priya says what
//! became of her spring in London.

use chrono::{Duration, NaiveDate};
use sojourn_kit::error::Result;

use super::stages::Past;
use crate::features::outcomes::fixtures as outcomes;
use crate::features::outcomes::model::Uses;
use crate::features::returns::fixtures as returns;
use crate::features::returns::model::{CheckDay, KnowledgeKind, ProposalKind};

impl Past<'_> {
    /// What is due by itself on the day that the clock shows: plans that open, questions that are asked.
    pub(super) async fn jobs(&self) -> Result<()> {
        returns::jobs_run(self.app).await?;
        outcomes::job_runs(self.app).await
    }

    /// Priya answers after three months, and so does Alison; the question after half a year is left open.
    pub(super) async fn priya_after_three_months(&self, number: &str) -> Result<()> {
        self.jobs().await?;
        self.later();
        let words = "The list of who decides what is on the wall; two new buyers came of it.";
        outcomes::secondee_says(self.app, self.world, "priya", number, 3, (Uses::Yes, words)).await?;
        self.later();
        let words = "She leads the Tuesday call now.";
        outcomes::manager_says(self.app, self.world, "alison", number, 3, (false, words)).await
    }

    /// Grace, Theo and Rob write her return plan.
    pub(super) async fn grace_plans(&self, number: &str) -> Result<()> {
        self.jobs().await?;
        self.later();
        let words = [
            "The briefing form that both sides use, and saying no early.",
            "Planning the money of a whole campaign.",
            "Marketing executive, as the one who keeps the form",
            "The brief for the spring campaign, written in the new form",
            "An hour with the whole of Marketing on the form",
            "The autumn plan and the open briefs go to Rob’s writers; her access ends on the last day.",
        ];
        returns::planned(self.app, self.world, number, ["grace", "theo", "rob"], words).await
    }

    /// A week back: Grace tells how it is, plans where she uses what she learnt, and proposes something.
    pub(super) async fn grace_a_week_back(&self, number: &str, returned: NaiveDate) -> Result<()> {
        self.on(returned + Duration::days(7));
        self.jobs().await?;
        self.later();
        let (app, world) = (self.app, self.world);
        let words = "Half an hour with Theo on what has moved meanwhile.";
        returns::answered(app, world, "grace", number, CheckDay::Week, (4, 3, words)).await?;
        let skill = ["Planning with writers", "The spring brief goes out in the new form, after one round."];
        returns::uses(app, world, "grace", number, 30, skill).await?;
        let talk = (KnowledgeKind::Training, "The briefing form, hands on", "The whole of Marketing");
        returns::passes_on(app, world, "grace", number, 24, talk).await?;
        let proposal = ["The board that Creative plans on", "Everybody sees who waits for whom."];
        returns::proposes(app, world, "grace", number, ProposalKind::Software, proposal).await
    }
}
