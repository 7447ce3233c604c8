//! Swaps through both doors, on each database: four yeses, two records, one pair.

use axum::http::Method;
use serde_json::{Value, json};
use sojourn_kit::args;

use crate::features::placements::fixtures as placements;
use crate::features::proposals::actions as proposals;
use crate::features::proposals::fixtures::{Case, act_as};
use crate::features::proposals::model::{Contact, Decision as Release, Document, Host};
use crate::features::secondments;
use crate::testing::{House, on_each_database};
use crate::world::ways;

const RAVI: &str = "ravi.menon@brightwater-group.example";
const PRIYA: &str = "priya.nair@brightwater-group.example";

async fn letters(house: &House, kind: &str) -> Vec<String> {
    let mut tx = house.app.db.read().await.unwrap();
    let sql = "SELECT to_name FROM outbox WHERE kind = $1 ORDER BY to_name";
    tx.all(sql, args![kind]).await.unwrap().iter().map(|row| row.get("to_name").unwrap()).collect()
}

async fn propose(house: &House, who: &str, first: &str, second: &str) -> crate::testing::Answer {
    let input = json!({"first": first, "second": second, "title": "Two weeks of each other", "purpose": "To see",
        "starts_on": "2027-01-11", "ends_on": "2027-01-22", "fte_bp": 10000});
    house.program(who).await.json(Method::POST, "/api/v1/swaps", &input).await
}

async fn yes(house: &House, who: &str, number: &str) -> crate::testing::Answer {
    house.browser(who).await.post(&format!("/swaps/{number}/answer"), &[("answer", "yes")]).await
}

async fn one(house: &House, who: &str, number: &str) -> Value {
    let answer = house.program(who).await.get(&format!("/api/v1/swaps/{number}")).await;
    assert_eq!(answer.status, 200, "{who}: {}", answer.text);
    answer.json()
}

/// An internal swap of Ravi and Priya to which all four have said yes: its number and the two records.
async fn opened(house: &House) -> (String, [String; 2]) {
    let made = propose(house, "ravi", RAVI, PRIYA).await.json();
    let number = made["number"].as_str().unwrap().to_owned();
    for who in ["priya", "wen", "alison"] {
        let answer = yes(house, who, &number).await;
        assert_eq!(answer.status, 303, "{who}: {}", answer.text);
    }
    let swap = one(house, "ravi", &number).await;
    let first = swap["legs"][0]["secondment"].as_str().unwrap().to_owned();
    let second = one(house, "priya", &number).await["legs"][1]["secondment"].as_str().unwrap().to_owned();
    (number, [first, second])
}

fn document(today: chrono::NaiveDate, host: &str, manager: &str, email: &str) -> Document {
    let mut document = Case::Dana.document(today);
    document.destination.host = Some(Host::Department { name: host.into() });
    document.destination.manager =
        Some(Contact { name: manager.into(), email: email.into(), job_title: "Head".into() });
    document
}

/// Brings a leg to the point where all have signed, without the telling of how.
async fn executed(house: &House, who: &str, manager: &str, number: &str, document: Document) {
    let (app, world) = (&house.app, &house.world);
    let mut cx = act_as(app, world, who).await.unwrap();
    proposals::save_document(&mut cx, number, None, document).await.unwrap();
    proposals::send(&mut cx, number, None).await.unwrap();
    cx.commit().await.unwrap();
    let mut cx = act_as(app, world, manager).await.unwrap();
    proposals::decide_release(&mut cx, number, None, Release::Release { note: String::new() }).await.unwrap();
    cx.commit().await.unwrap();
    let mut tx = app.db.write().await.unwrap();
    let sql = "UPDATE secondments SET workflow = 'executed', paper = 'executed' WHERE number = $1";
    assert_eq!(tx.run(sql, args![number]).await.unwrap(), 1);
    tx.commit().await.unwrap();
}

async fn checked(house: &House, number: &str) {
    let all: Vec<_> = crate::features::placements::gate::GateCode::ALL
        .iter()
        .filter(|item| item.is_ticked())
        .map(|item| (*item, "Seen"))
        .collect();
    placements::confirmed(&house.app, number, &all).await.unwrap();
}

/// Wen refuses to let Ravi go.
async fn refused(house: &House, number: &str) {
    let today = house.app.clock.today();
    let to = document(today, "Sydney Sales", "Alison Burke", "alison.burke@brightwater-group.example");
    let mut cx = act_as(&house.app, &house.world, "ravi").await.unwrap();
    proposals::save_document(&mut cx, number, None, to).await.unwrap();
    let version = proposals::send(&mut cx, number, None).await.unwrap().secondment.version;
    cx.commit().await.unwrap();
    let body = json!({"decision": "refuse", "code": "timing", "reason": "The release.", "alternative": "In May.",
        "version": version});
    let path = format!("/api/v1/secondments/{number}/release");
    let answer = house.program("wen").await.json(Method::POST, &path, &body).await;
    assert_eq!(answer.json()["workflow"], "declined_by_home", "{}", answer.text);
}

/// Ravi appeals, and Maya overturns the refusal.
async fn overturned(house: &House, number: &str) {
    let path = format!("/api/v1/secondments/{number}/appeal");
    let why = json!({"reason": "The release is out by then."});
    assert_eq!(house.program("ravi").await.json(Method::POST, &path, &why).await.status, 200);
    let yes = json!({"outcome": "overturned", "reason": "Both teams can do without."});
    let answer = house.program("maya").await.json(Method::POST, &format!("{path}/answer"), &yes).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
}

async fn workflow(house: &House, number: &str) -> String {
    let mut tx = house.app.db.read().await.unwrap();
    let row = tx.one("SELECT workflow FROM secondments WHERE number = $1", args![number]).await.unwrap();
    row.unwrap().get("workflow").unwrap()
}

#[tokio::test]
async fn four_yeses_open_two_records_that_know_each_other() {
    on_each_database(async |house| {
        let made = propose(house, "ravi", RAVI, PRIYA).await;
        assert_eq!(made.status, 200, "{}", made.text);
        let number = made.json()["number"].as_str().unwrap().to_owned();
        assert_eq!(letters(house, "swap_proposed").await, ["Alison Burke", "Priya Nair", "Wen Zhao"]);
        assert!(house.browser("alison").await.get("/").await.text.contains("Say yes or no to a swap"));
        for who in ["priya", "wen"] {
            assert_eq!(yes(house, who, &number).await.status, 303, "{who}");
        }
        assert_eq!(one(house, "ravi", &number).await["status"], "asking", "three of four are not enough");
        assert_eq!(yes(house, "priya", &number).await.status, 409, "once each");
        assert_eq!(yes(house, "maya", &number).await.status, 409, "mobility says yes for nobody");
        assert_eq!(yes(house, "alison", &number).await.status, 303);
        let swap = one(house, "ravi", &number).await;
        assert_eq!(swap["status"], "opened");
        let own = swap["legs"][0]["secondment"].as_str().unwrap();
        assert!(swap["legs"][1]["secondment"].is_null(), "the other’s draft is the other’s");
        let record = house.program("ravi").await.get(&format!("/api/v1/secondments/{own}")).await.json();
        assert_eq!((&record["way_in"], &record["kind"]), (&json!("swap"), &json!("swap")));
        assert_eq!((&record["place"], &record["starts_on"]), (&json!("Sydney"), &json!("2027-01-11")));
        let page = house.browser("ravi").await.get(&format!("/secondments/{own}")).await.text;
        assert!(page.contains("Part of a swap") && page.contains("Priya Nair"), "{page}");
        assert_eq!(yes(house, "alison", &number).await.status, 409);
    })
    .await;
}

#[tokio::test]
async fn a_no_ends_it_and_strangers_find_nothing() {
    on_each_database(async |house| {
        let number = propose(house, "maya", RAVI, PRIYA).await.json()["number"].as_str().unwrap().to_owned();
        let path = format!("/swaps/{number}");
        for stranger in ["grace", "erik", "sofia", "admin", "fiona"] {
            let visitor = house.browser(stranger).await;
            assert_eq!(visitor.get(&path).await.status, 404, "{stranger}");
            for part in ["answer", "withdrawal", "decision"] {
                assert_eq!(
                    visitor.post(&format!("{path}/{part}"), &[]).await.status,
                    404,
                    "{stranger} {part}"
                );
            }
            assert_eq!(house.program(stranger).await.get(&format!("/api/v1{path}")).await.status, 404);
            assert!(!visitor.get("/swaps").await.text.contains("Two weeks of each other"), "{stranger}");
        }
        let priya = house.browser("priya").await;
        assert_eq!(priya.post(&format!("{path}/answer"), &[("answer", "no")]).await.status, 422, "say why");
        let no = [("answer", "no"), ("reason", "My sister marries in January")];
        assert_eq!(priya.post(&format!("{path}/answer"), &no).await.status, 303);
        assert_eq!(yes(house, "ravi", &number).await.status, 409, "it is over");
        assert!(house.browser("ravi").await.get(&path).await.text.contains("My sister marries"));
        assert_eq!(house.browser("maya").await.post(&format!("{path}/withdrawal"), &[]).await.status, 409);
        assert_eq!(propose(house, "grace", RAVI, PRIYA).await.status, 409, "not hers to propose");
        assert_eq!(propose(house, "ravi", RAVI, RAVI).await.status, 422, "nobody swaps with themself");
        let wen = "wen.zhao@brightwater-group.example";
        assert_eq!(propose(house, "ravi", RAVI, wen).await.status, 422, "no manager is known");
        let browser = house.browser("ravi").await;
        let wrong =
            browser.post("/swaps/new", &[("first", RAVI), ("second", ""), ("starts_on", "soon<")]).await;
        assert_eq!(wrong.status, 422);
        assert!(
            wrong.text.contains("soon&#60;") && wrong.text.contains("work address of the other"),
            "{}",
            wrong.text
        );
    })
    .await;
}

#[tokio::test]
async fn neither_leg_starts_before_the_other_is_ready() {
    on_each_database(async |house| {
        let (_, [ravi, priya]) = opened(house).await;
        let today = house.app.clock.today();
        let sydney =
            document(today, "Sydney Sales", "Alison Burke", "alison.burke@brightwater-group.example");
        executed(house, "ravi", "wen", &ravi, sydney).await;
        checked(house, &ravi).await;
        let maya = house.program("maya").await;
        let gate = |number: &str| format!("/api/v1/secondments/{number}/start-gate");
        let closed = maya.json(Method::POST, &gate(&ravi), &json!({})).await;
        assert_eq!(closed.status, 409);
        assert!(closed.text.contains("The other leg of the swap"), "{}", closed.text);
        let leeds = document(today, "Development", "Wen Zhao", "wen.zhao@brightwater-group.example");
        executed(house, "priya", "alison", &priya, leeds).await;
        assert_eq!(
            maya.json(Method::POST, &gate(&ravi), &json!({})).await.status,
            409,
            "signed is not ready"
        );
        checked(house, &priya).await;
        assert_eq!(maya.json(Method::POST, &gate(&ravi), &json!({})).await.status, 200);
        let mut cx = act_as(&house.app, &house.world, "maya").await.unwrap();
        let first = secondments::store::load(&mut cx, &ravi).await.unwrap().secondment.starts_on.unwrap();
        drop(cx);
        house.app.clock.set(first.and_hms_opt(9, 0, 0).unwrap().and_utc());
        let maya = house.program("maya").await;
        let arrival = json!({"on": first, "how_known": "phone"});
        let path = |number: &str| format!("/api/v1/secondments/{number}/arrival");
        let early = maya.json(Method::POST, &path(&ravi), &arrival).await;
        assert_eq!(early.status, 409);
        assert!(early.text.contains("other leg"), "{}", early.text);
        assert_eq!(maya.json(Method::POST, &gate(&priya), &json!({})).await.status, 200);
        let arrived = maya.json(Method::POST, &path(&ravi), &arrival).await;
        assert_eq!(arrived.status, 200, "{}", arrived.text);
        assert_eq!(workflow(house, &ravi).await, "active");
    })
    .await;
}

#[tokio::test]
async fn when_a_leg_falls_over_mobility_decides_about_the_other() {
    on_each_database(async |house| {
        let (number, [ravi, priya]) = opened(house).await;
        let path = format!("/swaps/{number}");
        let maya = house.browser("maya").await;
        let early = [("decision", "one_way"), ("reason", "x"), ("version", "2")];
        assert_eq!(maya.post(&format!("{path}/decision"), &early).await.status, 409, "both legs stand");
        let withdrawal = format!("/secondments/{priya}/withdrawal");
        let gone = house.browser("priya").await.post(&withdrawal, &[("version", "1")]).await;
        assert_eq!(gone.status, 303, "{}", gone.text);
        let swap = one(house, "maya", &number).await;
        assert_eq!((&swap["status"], &swap["may_decide"]), (&json!("suspended"), &json!(true)));
        assert!(letters(house, "swap_leg_fell").await.contains(&"Maya Okonjo".to_owned()));
        assert!(letters(house, "swap_leg_fell").await.contains(&"Ravi Menon".to_owned()));
        assert!(maya.get("/").await.text.contains("Decide how the swap goes on"));
        let version = swap["version"].to_string();
        let decision =
            [("decision", "one_way"), ("reason", "Sydney still needs him"), ("version", version.as_str())];
        for other in ["ravi", "wen", "alison", "priya"] {
            let visitor = house.browser(other).await;
            assert_eq!(visitor.post(&format!("{path}/decision"), &decision).await.status, 409, "{other}");
        }
        let stale = [("decision", "one_way"), ("reason", "x"), ("version", "1")];
        assert_eq!(maya.post(&format!("{path}/decision"), &stale).await.status, 409);
        assert_eq!(
            maya.post(&format!("{path}/decision"), &[("version", version.as_str())]).await.status,
            422
        );
        let decided = maya.post(&format!("{path}/decision"), &decision).await;
        assert_eq!(decided.status, 303, "{}", decided.text);
        assert_eq!(one(house, "ravi", &number).await["status"], "one_way");
        assert_eq!(workflow(house, &ravi).await, "idea", "the other leg goes on");
        assert_eq!(maya.post(&format!("{path}/decision"), &decision).await.status, 409, "decided once");
    })
    .await;
}

#[tokio::test]
async fn ending_both_calls_the_other_leg_off_too() {
    on_each_database(async |house| {
        let (number, [ravi, priya]) = opened(house).await;
        let gone = house
            .browser("ravi")
            .await
            .post(&format!("/secondments/{ravi}/withdrawal"), &[("version", "1")])
            .await;
        assert_eq!(gone.status, 303);
        let version = one(house, "maya", &number).await["version"].as_i64().unwrap();
        let input = json!({"decision": "end_both", "reason": "Alone it helps nobody", "version": version});
        let decided = house
            .program("maya")
            .await
            .json(Method::POST, &format!("/api/v1/swaps/{number}/decision"), &input)
            .await;
        assert_eq!(decided.status, 200, "{}", decided.text);
        assert_eq!(decided.json()["status"], "ended");
        assert_eq!(workflow(house, &priya).await, "cancelled_before_start");
        assert!(letters(house, "swap_decided").await.contains(&"Priya Nair".to_owned()));
    })
    .await;
}

#[tokio::test]
async fn between_two_employers_each_sees_its_own_side_of_the_costs() {
    on_each_database(async |house| {
        let number = ways::swap(&house.app, &house.world, &["ravi", "sofia", "erik"]).await.unwrap();
        for desk in ["maya", "erik"] {
            assert_eq!(one(house, desk, &number).await["status"], "asking", "{desk}");
        }
        assert_eq!(yes(house, "wen", &number).await.status, 303);
        let page = house.browser("sofia").await.get(&format!("/swaps/{number}")).await.text;
        assert!(!page.contains("57,000") && page.contains("Ravi Menon"), "no pay of the other employer");
        let gone = house.browser("erik").await.get(&format!("/swaps/{number}")).await.text;
        assert!(!gone.contains("pays for Ravi"), "the sheet keeps to one’s own side");
    })
    .await;
}

#[tokio::test]
async fn a_refusal_that_is_overturned_brings_the_pair_back() {
    on_each_database(async |house| {
        let (number, [ravi, _]) = opened(house).await;
        refused(house, &ravi).await;
        assert_eq!(one(house, "maya", &number).await["status"], "suspended");
        overturned(house, &ravi).await;
        let swap = one(house, "maya", &number).await;
        assert_eq!((&swap["status"], &swap["may_decide"]), (&json!("opened"), &json!(false)));
        let told = letters(house, "swap_leg_revived").await;
        assert!(
            ["Priya Nair", "Ravi Menon", "Wen Zhao"].iter().all(|name| told.contains(&(*name).to_owned())),
            "{told:?}"
        );
        assert!(!house.browser("maya").await.get("/").await.text.contains("Decide how the swap goes on"));
        let mut tx = house.app.db.read().await.unwrap();
        let sql = "SELECT COUNT(*) AS n FROM events WHERE kind = 'swap.leg_revived'";
        assert_eq!(tx.count(sql, args![]).await.unwrap(), 1);
    })
    .await;
}

#[tokio::test]
async fn alone_it_waits_for_a_decision_and_what_was_decided_stays() {
    on_each_database(async |house| {
        let (number, [ravi, priya]) = opened(house).await;
        let away = format!("/secondments/{priya}/withdrawal");
        assert_eq!(house.browser("priya").await.post(&away, &[("version", "1")]).await.status, 303);
        refused(house, &ravi).await;
        assert_eq!(one(house, "maya", &number).await["status"], "ended", "neither leg stands");
        overturned(house, &ravi).await;
        let swap = one(house, "maya", &number).await;
        assert_eq!((&swap["status"], &swap["may_decide"]), (&json!("suspended"), &json!(true)));

        let (number, [ravi, _]) = opened(house).await;
        refused(house, &ravi).await;
        let version = one(house, "maya", &number).await["version"].clone();
        let input =
            json!({"decision": "one_way", "reason": "Sydney’s engineer can come", "version": version});
        let path = format!("/api/v1/swaps/{number}/decision");
        assert_eq!(house.program("maya").await.json(Method::POST, &path, &input).await.status, 200);
        overturned(house, &ravi).await;
        assert_eq!(one(house, "maya", &number).await["status"], "one_way");
    })
    .await;
}
