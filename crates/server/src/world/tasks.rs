//! The task lists of the past: what people finished on the days it was due, and the little that they have not.

use chrono::{Duration, NaiveDate};
use sojourn_kit::error::Result;

use super::World;
use crate::app::App;
use crate::features::secondments::Party;
use crate::features::tasks::fixtures::{added, finished};

const CALLUM: [&str; 3] = ["callum", "alison", "fiona"];
const PRIYA: [&str; 3] = ["priya", "alison", "fiona"];

/// Callum before he leaves: a flat in Hackney beside the usual.
pub(super) async fn before_callum(app: &App, world: &World, number: &str, first: NaiveDate) -> Result<()> {
    let flat = "Confirm the flat in Hackney";
    added(app, world, number, flat, Party::Secondee, first - Duration::days(3)).await?;
    finished(app, world, number, CALLUM, first - Duration::days(1), &[]).await
}

/// Callum as the time goes by.
pub(super) async fn with_callum(app: &App, world: &World, number: &str, until: NaiveDate) -> Result<()> {
    finished(app, world, number, CALLUM, until, &[]).await
}

/// Callum these days: what home sends every month is late, and the desk has something of its own to look at.
pub(super) async fn around_callum(app: &App, world: &World, number: &str, today: NaiveDate) -> Result<()> {
    finished(app, world, number, CALLUM, today + Duration::days(1), &["C51"]).await?;
    let tax = "Check UK tax after 183 days";
    added(app, world, number, tax, Party::ProgrammeAdmin, today + Duration::days(3)).await?;
    added(app, world, number, "Name a return role", Party::HomeManager, today + Duration::days(18))
        .await
        .map(drop)
}

/// Priya’s time and the months after it, but for the question half a year later.
pub(super) async fn with_priya(app: &App, world: &World, number: &str, until: NaiveDate) -> Result<()> {
    finished(app, world, number, PRIYA, until, &["C72"]).await
}

/// Grace and her return, but for looking back together.
pub(super) async fn with_grace(app: &App, world: &World, number: &str, until: NaiveDate) -> Result<()> {
    finished(app, world, number, ["grace", "theo", "rob"], until, &["C64"]).await
}

/// Ada has two weeks left: what the start waits for and payroll are on the list, the rest is done.
pub(super) async fn before_ada(app: &App, world: &World, number: &str, until: NaiveDate) -> Result<()> {
    finished(app, world, number, ["ada", "ruth", "maya"], until, &["C24"]).await
}

/// Inès has a week with a client before her: finance has not looked at it yet.
pub(super) async fn before_ines(app: &App, world: &World, number: &str, until: NaiveDate) -> Result<()> {
    finished(app, world, number, ["ines", "rob", "maya"], until, &["C21"]).await
}
