//! Every SQL statement for calendar feeds. An address is kept as its hash.

use chrono::{DateTime, Duration, Utc};
use sojourn_kit::args;
use sojourn_kit::auth::Token;
use sojourn_kit::error::Result;

use crate::actor::{AccountId, Role};
use crate::cx::Cx;
use crate::features::secondments::Workflow;
use crate::features::secondments::list::Line;
use crate::features::secondments::list::store::{Condition, lines_where, scope};

/// When the account's address was made, if there is one.
///
/// # Errors
/// When the database does not answer.
pub async fn made_at(cx: &mut Cx, account: AccountId) -> Result<Option<DateTime<Utc>>> {
    let sql = "SELECT created_at FROM calendar_feeds WHERE account_id = $1";
    cx.tx.one(sql, args![account]).await?.map(|row| row.get("created_at")).transpose()
}

/// Keeps the hash of a new address; the one before stops.
///
/// # Errors
/// When the database refuses.
pub async fn save(cx: &mut Cx, account: AccountId, token: &Token) -> Result<()> {
    let sql = "INSERT INTO calendar_feeds (account_id, token_hash, created_at) VALUES ($1, $2, $3)
               ON CONFLICT (account_id) DO UPDATE SET token_hash = $2, created_at = $3";
    cx.tx.run(sql, args![account, token.hash().to_vec(), cx.now()]).await.map(drop)
}

/// Forgets the address; answers whether there was one.
///
/// # Errors
/// When the database refuses.
pub async fn delete(cx: &mut Cx, account: AccountId) -> Result<bool> {
    let sql = "DELETE FROM calendar_feeds WHERE account_id = $1";
    Ok(cx.tx.run(sql, args![account]).await? > 0)
}

/// Records of one calendar; nobody leads more at once.
const MOST: i64 = 300;
/// How long what is over stays in a calendar.
const KEPT: Duration = Duration::days(180);

/// The agreed secondments that belong in the actor's calendar: their own, those that they manage on either side, and
/// those of the people who report to them, as far as the record exists for the actor.
///
/// # Errors
/// When the database does not answer.
pub async fn records(cx: &mut Cx) -> Result<Vec<Line>> {
    let (mut c, actor, today) = (Condition::default(), cx.actor.clone(), cx.today());
    let scope = scope(&mut c, &actor, today);
    let own = c.own(&actor, today, &[Role::Secondee, Role::HomeManager, Role::HostManager]);
    let me = c.value(actor.person);
    let since = c.value(today - KEPT);
    let agreed =
        Workflow::ALL.iter().filter(|state| (Workflow::Executed..=Workflow::Closed).contains(*state));
    let states = c.values(agreed.map(|state| state.as_str()));
    let limit = c.value(MOST);
    let condition = format!(
        "{scope} AND s.workflow IN ({states}) AND s.starts_on <= s.ends_on AND s.ends_on >= {since}
           AND ({own} OR s.secondee_id IN (SELECT q.id FROM people q WHERE q.manager_id = {me}))"
    );
    lines_where(cx, c, &condition, &format!("ORDER BY s.starts_on, s.id LIMIT {limit}")).await
}
