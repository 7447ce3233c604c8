//! The whole walk, from the first idea to the debrief, as people and as programs walk it: once within one
//! organisation, once to an outside host without an account; on each database, with a clock moved by hand.

mod by_json;
mod by_page;
mod examples;
mod external;
mod internal;

use chrono::{Duration, NaiveDate};
use sojourn_kit::args;

use crate::features::agreements::fixtures::{as_desk, code_in, newest_letter, token_in};
use crate::features::audit::verify;
use crate::features::secondments::{self, Paper, Presence, Record, Workflow};
use crate::testing::{Answer, House};

/// What the desk confirms before the start.
const GATE: [&str; 6] = ["right_to_work", "access", "induction", "policies", "insurance", "data_sharing"];

/// The value of a hidden field.
fn hidden(page: &Answer, name: &str) -> String {
    let mark = format!("name=\"{name}\" value=\"");
    let rest = page.text.split_once(&mark).unwrap_or_else(|| panic!("no {name} in {}", page.text)).1;
    rest.split('"').next().unwrap().to_owned()
}

/// The record as somebody holds it who sees all of it.
async fn record(house: &House, number: &str) -> Record {
    secondments::store::load(&mut as_desk(&house.app, number).await.unwrap(), number).await.unwrap()
}

/// Where the record stands on its three axes, which are never one.
async fn stands(house: &House, number: &str, workflow: Workflow, paper: Paper, presence: Presence) {
    let s = record(house, number).await.secondment;
    assert_eq!((s.workflow, s.paper, s.presence), (workflow, paper, presence));
}

/// Nine in the morning of a day.
fn go_to(house: &House, day: NaiveDate) {
    house.app.clock.set(day.and_hms_opt(9, 0, 0).unwrap().and_utc());
}

/// Some days later.
fn days_later(house: &House, days: i64) {
    house.app.clock.advance(Duration::days(days));
}

/// The six digits that were last mailed to an address. A clock that stands still would leave open which letter is
/// the newest, so it moves on.
async fn code(house: &House, address: &str) -> String {
    let letter = newest_letter(&mut house.cx("maya").await, "signing_code", address).await.unwrap();
    house.app.clock.advance(Duration::seconds(1));
    code_in(&letter).unwrap()
}

/// The token of the private link that was mailed to an address.
async fn private_link(house: &House, address: &str) -> String {
    let letter = newest_letter(&mut house.cx("maya").await, "signature_asked", address).await.unwrap();
    token_in(&letter).unwrap().reveal().to_owned()
}

/// What must hold at the end, whichever way was walked: the chain verifies, every step of the life is in it once
/// and in its order, no letter lacks its cause, and what was signed are the bytes that are stored.
async fn holds(house: &House, number: &str) {
    stands(house, number, Workflow::Closed, Paper::Executed, Presence::Returned).await;
    let id = record(house, number).await.secondment.id;
    let mut tx = house.app.db.read().await.unwrap();
    let chains = verify::store::walk(&mut tx).await.unwrap().unwrap_or_else(|broken| panic!("{broken}"));
    assert!(chains.iter().any(|chain| chain.events > 10), "{chains:?}");
    let rows = tx.all("SELECT kind FROM events WHERE subject_id = $1 ORDER BY seq", args![id]).await.unwrap();
    let kinds: Vec<String> = rows.iter().map(|row| row.get("kind").unwrap()).collect();
    let life = [
        "proposal.sent",
        "secondment.released",
        "approval.cleared",
        "agreement.drafted",
        "agreement.issued",
        "agreement.executed",
        "placement.gate_opened",
        "placement.arrived",
        "placement.check_in_noted",
        "placement.returned",
        "placement.debriefed",
    ];
    let steps: Vec<&str> = kinds.iter().map(String::as_str).filter(|kind| life.contains(kind)).collect();
    assert_eq!(steps, life, "{kinds:?}");
    let sql = "SELECT COUNT(*) AS n FROM worth_it WHERE secondment_id = $1";
    assert_eq!(tx.count(sql, args![id]).await.unwrap(), 16, "eight answers before, eight after");
    let sql = "SELECT COUNT(*) AS n FROM signatories s JOIN agreements a ON a.id = s.agreement_id
               JOIN documents d ON d.sha256 = s.signed_sha
               WHERE a.secondment_id = $1 AND s.signed_sha = a.issued_sha AND s.status = 'signed'";
    let signed = tx.count(sql, args![id]).await.unwrap();
    let sql = "SELECT COUNT(*) AS n FROM signatories s JOIN agreements a ON a.id = s.agreement_id
               WHERE a.secondment_id = $1 AND a.status = 'executed'";
    assert_eq!(signed, tx.count(sql, args![id]).await.unwrap(), "all signed the stored bytes");
}
