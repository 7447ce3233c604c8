//! The demo's past, as far as releases wait for approval, and who stands in for whom.

use chrono::{Duration, NaiveDate};
use sojourn_kit::error::Result;

use super::World;
use super::stories::Story;
use crate::app::App;
use crate::features::approvals::actions;
use crate::features::approvals::model::DelegationInput;
use crate::features::proposals::fixtures::act_as;
use crate::features::proposals::model::{CoverPlan, Document};
use crate::features::secondments::Kind;

/// Grace wants to go on where Creative made her curious: to a client, in spring.
const GRACE_AGAIN: Story = Story {
    title: "Brand planner",
    purpose: "Plan the summer range with Fernleigh’s brand team, so that the brief is right before it is written.",
    duties: "Plan two campaigns with Helen’s team\nWrite the briefs on their side of the table",
    benefits: [
        "To see a campaign before it is a brief.",
        "Briefs from our largest client that need no second round.",
        "A planner who knows both houses.",
    ],
    kind: Kind::Client,
    host: "Fernleigh Foods",
    inside: false,
    manager: ["Helen Marsh", "helen.marsh@fernleigh-foods.example", "Brand director"],
    place: "York, three days a week; otherwise London",
    travel: 2_100,
    cover: (CoverPlan::ShareWork, "Theo takes the newsletter again, the team shares the rest."),
    goal: ["Two briefs that stand", "Neither needs a second round"],
    post: "Marketing executive, Marketing",
    bring_back: "How a brand team decides, told at the team day.",
    answers: [
        "Rail fares against a brief that is written three times.",
        "Planning from the client’s side.",
        "Fernleigh’s briefs cost us most rounds.",
        "They get a planner, we get briefs that fit.",
        "Two briefs. They can be counted.",
        "Deciding with people who own the brand.",
        "Marketing hears what the client argues about.",
        "Back to my desk, with the form that both houses use.",
    ],
};

/// Her proposal, for ten weeks in spring.
pub(super) fn grace(week: NaiveDate) -> Document {
    let first = week + Duration::weeks(14);
    GRACE_AGAIN.document(first, first + Duration::days(67))
}

/// Leila of Finance is on leave; Ruth decides in her place.
///
/// # Errors
/// When the action refuses, which is a fault of the product, or the database does not answer.
pub(super) async fn finance_is_away(app: &App, world: &World, today: NaiveDate) -> Result<()> {
    let mut cx = act_as(app, world, "finance").await?;
    let input = DelegationInput {
        delegate: "Ruth Hale".to_owned(),
        from: Some(cx.today()),
        to: Some(today + Duration::days(12)),
        reason: "Leave".to_owned(),
    };
    actions::delegate(&mut cx, &input).await?;
    cx.commit().await
}
