//! From typed words to an input, and from an opportunity to what the form shows.

use chrono::NaiveDate;
use sojourn_kit::error::Result;

use crate::cx::Cx;
use crate::features::opportunities::model::{
    Asked, Audience, Opportunity, OpportunityInput, Payer, PostingKind, SkillSort,
};
use crate::features::opportunities::store;
use crate::features::secondments::Kind;
use crate::features::skills::model::list;
use crate::typed::Form;

/// A draft with its skills and its panel.
pub(super) struct Known {
    /// The draft.
    pub(super) opportunity: Opportunity,
    skills: Vec<Asked>,
    panel: Vec<String>,
}

impl Known {
    pub(super) async fn of(cx: &mut Cx, opportunity: Opportunity) -> Result<Self> {
        let skills = store::asked(cx, opportunity.id).await?;
        let panel = store::panel(cx, opportunity.id).await?.into_iter().map(|one| one.2).collect();
        Ok(Self { opportunity, skills, panel })
    }

    pub(super) fn skills(&self, sort: SkillSort) -> String {
        let names: Vec<&str> =
            self.skills.iter().filter(|skill| skill.sort == sort).map(|skill| skill.name.as_str()).collect();
        names.join(", ")
    }

    pub(super) fn panel(&self) -> String {
        self.panel.join(", ")
    }
}

/// What was typed, with the errors noted in `typed`.
pub(super) fn read(typed: &mut Form, today: NaiveDate) -> OpportunityInput {
    let starts_on = typed.day("starts_on", today);
    let ends_on = typed.day("ends_on", today);
    let closes_on = typed.day("closes_on", today);
    let remote_bp = typed.whole("remote_bp", 0, 0..=100) * 100;
    let fte_bp = typed.whole("fte_bp", 100, 1..=100) * 100;
    let seats = typed.whole("seats", 1, 1..=500);
    let kind = Kind::parse(typed.get("kind")).unwrap_or_else(|| {
        typed.errors.add("kind", "Choose the type");
        Kind::CrossDepartmental
    });
    let text = |name: &str| typed.text(name);
    // one answer for both: an organisation, or one of its units
    let (organisation, unit) = match typed.get("host").split_once('/') {
        Some((organisation, unit)) => (organisation.parse().ok(), unit.parse().ok()),
        None => (typed.get("host").parse().ok(), None),
    };
    let audience = typed.text("audience");
    OpportunityInput {
        // a new one has no version to be stale against
        version: Some(typed.version()).filter(|version| *version != 0),
        title: text("title"),
        posting: PostingKind::parse(typed.get("posting")),
        duties: text("duties"),
        suits: text("suits"),
        life: text("life"),
        kind,
        host_organisation: organisation,
        host_unit: unit,
        place: text("place"),
        remote_bp,
        starts_on,
        ends_on,
        fte_bp: Some(fte_bp),
        seats: Some(seats),
        closes_on,
        payer: Payer::parse(typed.get("payer")),
        pay_note: text("pay_note"),
        audience: Audience::parse(&audience).or_else(|| (!audience.is_empty()).then_some(Audience::Unit)),
        audience_unit: audience.parse().ok(),
        needed: list(typed.get("needed")),
        learnt: list(typed.get("learnt")),
        offered: list(typed.get("offered")),
        why_secondment: text("why_secondment"),
        redeployment_considered: typed.ticked("redeployment_considered"),
        hides_names: typed.ticked("hides_names"),
        panel: list(typed.get("panel")),
    }
}
