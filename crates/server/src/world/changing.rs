//! The demo's past, as far as it changes while people are away: Callum asks to stay, and Priya is past her last day.

use chrono::{DateTime, Duration, Utc};
use sojourn_kit::error::{Error, Result};

use super::World;
use super::stories::Story;
use crate::app::App;
use crate::features::changes::fixtures as changes;
use crate::features::changes::model::{AskInput, ChangeKind};
use crate::features::placements::fixtures as placements;
use crate::features::proposals::model::CoverPlan;
use crate::features::secondments::Kind;

/// How much longer Callum asks to stay.
const LONGER: Duration = Duration::weeks(6);

/// Priya lends a hand to Marketing after London; her last day was last Friday, and nobody has confirmed her return.
pub(super) const PRIYA_AGAIN: Story = Story {
    title: "Account voice in Marketing",
    purpose: "Bring what buyers say into the campaign, so that sales and marketing promise the same.",
    duties: "Read every draft with a buyer’s eyes\nBring ten quotes from real calls",
    benefits: [
        "To see where the words come from.",
        "Campaigns that sales can stand behind.",
        "Somebody who has spoken with buyers this month.",
    ],
    kind: Kind::CrossDepartmental,
    host: "Marketing",
    inside: true,
    manager: ["Theo Martins", "theo.martins@brightwater-group.example", "Head of marketing"],
    place: "London",
    travel: 900,
    cover: (CoverPlan::ShareWork, "Two colleagues share the accounts again."),
    goal: ["Ten quotes in use", "Each stands in a campaign that went out"],
    post: "Account manager, Sydney Sales",
    bring_back: "The list of promises that marketing makes.",
    answers: [
        "Two campaigns promised what we don’t sell.",
        "I have never written for a campaign.",
        "Marketing has nobody who speaks with buyers.",
        "Marketing hears buyers, sales hears the campaign.",
        "Ten quotes. They can be counted.",
        "Writing short, and letting go of half of it.",
        "Sydney knows what is promised before the buyer calls.",
        "I come back to my accounts.",
    ],
};

/// Callum asks to stay six weeks longer; London agrees, Sydney has not answered.
///
/// # Errors
/// When an action refuses, which is a fault of the product, or the database does not answer.
pub(super) async fn callum_asks_to_stay(
    app: &App,
    world: &World,
    number: &str,
    now: DateTime<Utc>,
) -> Result<()> {
    let (_, last) = placements::days(app, number).await?;
    let mut input = AskInput::new(ChangeKind::Extension);
    input.ends_on = Some(last + LONGER);
    "The third account decides in March, and Fiona wants me in the room.".clone_into(&mut input.reason);
    input.reason_shared = true;
    let change = changes::asked(app, world, "callum", number, &input).await?;
    let later = app.clock.now() + Duration::hours(3);
    if later > now {
        return Err(Error::internal("the story of Callum runs past today"));
    }
    app.clock.set(later);
    changes::agreed(app, world, "fiona", number, change).await
}
