//! Opportunities through both doors, on each database: written, approved, seen, found, closed; and every refusal.

mod fit;
mod list;
mod saved;

use axum::http::Method;
use serde_json::{Value, json};

use crate::features::applications::fixtures;
use crate::testing::{Answer, House, Visitor, on_each_database};
use crate::world::openings::SALES;

/// The whole form, as a browser sends it.
fn form(house: &House) -> Vec<(String, String)> {
    let own = house.world.organisation("Brightwater Group").unwrap();
    let sales = house.world.unit("Brightwater Group", "London Sales").unwrap();
    [
        ("version", "0"),
        ("posting", "place"),
        ("title", "Four weeks with Sales"),
        ("kind", "cross_departmental"),
        ("duties", "Hear what customers ask before they buy"),
        ("suits", "Somebody curious"),
        ("life", "Loud on Mondays"),
        ("why_secondment", "Nobody is missing"),
        ("redeployment_considered", "yes"),
        ("needed", "CRM, phone work"),
        ("learnt", "pricing a quote"),
        ("place", "London"),
        ("starts_on", "11 Jan 2027"),
        ("ends_on", "5 Feb 2027"),
        ("closes_on", "4 Dec 2026"),
        ("audience", "organisation"),
        ("seats", "2"),
    ]
    .into_iter()
    .map(|(name, value)| (name.to_owned(), value.to_owned()))
    .chain([("host".to_owned(), format!("{own}/{sales}"))])
    .collect()
}

async fn send(who: &Visitor<'_>, path: &str, fields: &[(String, String)], more: &[(&str, &str)]) -> Answer {
    let kept = fields.iter().filter(|(name, _)| !more.iter().any(|(other, _)| other == name));
    let mut all: Vec<(&str, &str)> = kept.map(|(name, value)| (name.as_str(), value.as_str())).collect();
    all.extend_from_slice(more);
    who.post(path, &all).await
}

async fn subjects(house: &House, to: &str) -> Vec<String> {
    let mut tx = house.app.db.read().await.unwrap();
    let sql = "SELECT subject FROM outbox WHERE to_name = $1 ORDER BY created_at, id";
    let rows = tx.all(sql, sojourn_kit::args![to]).await.unwrap();
    rows.iter().map(|row| row.get("subject").unwrap()).collect()
}

#[tokio::test]
async fn a_host_writes_it_somebody_else_approves_it_and_it_is_open() {
    on_each_database(async |house| {
        let (fiona, maya) = (house.browser("fiona").await, house.browser("maya").await);
        let form = form(house);
        let wrong =
            send(&fiona, "/opportunities", &form, &[("title", " "), ("starts_on", "31 Feb 2027")]).await;
        assert_eq!(wrong.status, 422);
        assert!(wrong.text.contains("Loud on Mondays") && wrong.text.contains("value=\"31 Feb 2027\""));
        let half = send(&fiona, "/opportunities", &form, &[("suits", ""), ("then", "publish")]).await;
        assert_eq!(half.status, 422, "what is published answers every question");
        assert!(half.text.contains("Say who it suits"));
        let saved = send(&fiona, "/opportunities", &form, &[("suits", "")]).await;
        assert_eq!(saved.location(), "/opportunities/OP-0001", "{}", saved.text);
        for other in ["dana", "maya", "theo"] {
            let answer = house.browser(other).await.get("/opportunities/OP-0001").await;
            assert_eq!(answer.status, 404, "{other} sees somebody else's draft");
        }
        assert_eq!(fiona.post("/opportunities/OP-0001/publication", &[("version", "1")]).await.status, 409);
        let edited =
            send(&fiona, "/opportunities/OP-0001/edit", &form, &[("version", "1"), ("then", "publish")])
                .await;
        assert_eq!(edited.status, 303, "{}", edited.text);
        let stale = send(&fiona, "/opportunities/OP-0001/edit", &form, &[("version", "1")]).await;
        assert_eq!(stale.status, 409);
        assert_eq!(house.browser("dana").await.get("/opportunities/OP-0001").await.status, 404);
        assert!(maya.get("/").await.text.contains("Approve the posting"));
        assert!(subjects(house, "Maya Okonjo").await.iter().any(|one| one.starts_with("Please approve")));
        let own = fiona.post("/opportunities/OP-0001/approval", &[("version", "3")]).await;
        assert_eq!(own.status, 409, "nobody approves their own");
        let silent = maya.post("/opportunities/OP-0001/return", &[("version", "3"), ("reason", " ")]).await;
        assert_eq!(silent.status, 422);
        let back = [("version", "3"), ("reason", "Say what it pays")];
        assert_eq!(maya.post("/opportunities/OP-0001/return", &back).await.location(), "/opportunities/mine");
        assert!(fiona.get("/opportunities/OP-0001").await.text.contains("Say what it pays"));
        assert!(fiona.get("/").await.text.contains("Change your posting"));
        let again =
            send(&fiona, "/opportunities/OP-0001/edit", &form, &[("version", "4"), ("then", "publish")])
                .await;
        assert_eq!(again.status, 303, "{}", again.text);
        let stale = maya.post("/opportunities/OP-0001/approval", &[("version", "4")]).await;
        assert_eq!(stale.status, 409);
        assert_eq!(maya.post("/opportunities/OP-0001/approval", &[("version", "6")]).await.status, 303);
        let dana = house.browser("dana").await.get("/opportunities/OP-0001").await;
        assert!(dana.text.contains("Hear what customers ask") && !dana.text.contains("Nobody is missing"));
        assert!(
            subjects(house, "Fiona Achterberg")
                .await
                .contains(&"Published: Four weeks with Sales".to_owned())
        );
        assert_eq!(send(&fiona, "/opportunities/OP-0001/edit", &form, &[("version", "7")]).await.status, 409);
    })
    .await;
}

#[tokio::test]
async fn who_approves_publishes_alone_and_the_audience_is_kept() {
    on_each_database(async |house| {
        let maya = house.browser("maya").await;
        let form = form(house);
        let finance = house.world.unit("Brightwater Group", "Finance").unwrap().to_string();
        for (number, audience) in
            [("OP-0001", finance.as_str()), ("OP-0002", "organisation"), ("OP-0003", "members")]
        {
            let more = [("audience", audience), ("then", "publish")];
            assert_eq!(
                send(&maya, "/opportunities", &form, &more).await.location(),
                format!("/opportunities/{number}")
            );
        }
        for (who, seen) in [
            ("tomasz", ["OP-0001", "OP-0002", "OP-0003"].as_slice()),
            ("dana", &["OP-0002", "OP-0003"]),
            ("sofia", &["OP-0003"]),
            ("erik", &["OP-0003"]),
        ] {
            let program = house.program(who).await;
            let list = program.get("/api/v1/opportunities?sort=newest").await.json();
            let mut listed: Vec<&str> =
                list["data"].as_array().unwrap().iter().map(|one| one["number"].as_str().unwrap()).collect();
            listed.sort_unstable();
            assert_eq!(listed, seen, "{who}");
            for number in ["OP-0001", "OP-0002", "OP-0003", "OP-0004"] {
                let answer = program.get(&format!("/api/v1/opportunities/{number}")).await;
                assert_eq!(answer.status == 200, seen.contains(&number), "{who} {number}");
            }
            let page = house.browser(who).await.get("/opportunities").await.text;
            assert!(page.contains(&format!("{} open now", seen.len())), "{who}");
            assert!(
                page.contains(&format!("<span class=\"count\">{}<", seen.len())),
                "the navigation counts them"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn a_program_writes_copies_and_withdraws() {
    on_each_database(async |house| {
        let fiona = house.program("fiona").await;
        let url = |path: &str| format!("/api/v1/opportunities{path}");
        let input = json!({"title": "Ride along", "kind": "client", "wrong": 1});
        assert_eq!(fiona.json(Method::POST, &url(""), &input).await.status, 422);
        let far = json!({"title": "Ride along", "kind": "client", "starts_on": "2226-01-01", "seats": 0});
        let wrong = fiona.json(Method::POST, &url(""), &far).await;
        assert_eq!(wrong.status, 422, "{}", wrong.text);
        let panel = json!({"title": "Ride along", "kind": "client", "panel": ["nobody@example.org"]});
        assert_eq!(fiona.json(Method::POST, &url(""), &panel).await.status, 422);
        let input = json!({"title": "Ride along", "kind": "client", "needed": ["CRM"]});
        let made = fiona.json(Method::POST, &url(""), &input).await.json();
        assert_eq!(
            (&made["state"], &made["allowed_actions"]),
            (&json!("draft"), &json!(["edit", "submit", "withdraw"]))
        );
        let open = fiona.json(Method::POST, &url("/OP-0001/publication"), &json!({})).await;
        assert_eq!(open.status, 422, "{}", open.text);
        assert!(open.text.contains("duties") && open.text.contains("closes_on"));
        let sales = fixtures::open(&house.app, &house.world, &SALES).await.unwrap();
        let theo = house.program("theo").await;
        let copy = theo.json(Method::POST, &url(&format!("/{sales}/copies")), &json!({})).await.json();
        assert_eq!((&copy["title"], &copy["starts_on"]), (&json!(SALES_TITLE), &Value::Null));
        assert_eq!(copy["why_secondment"], "", "what only deciders see is not copied");
        let refused =
            theo.json(Method::POST, &url(&format!("/{sales}/withdrawal")), &json!({"reason": "x"})).await;
        assert_eq!(refused.status, 409, "{}", refused.text);
        let silent = fiona.json(Method::POST, &url(&format!("/{sales}/withdrawal")), &json!({})).await;
        assert_eq!(silent.status, 422);
        let reason = json!({"reason": "The team moves house"});
        let gone = fiona.json(Method::POST, &url(&format!("/{sales}/withdrawal")), &reason).await.json();
        assert_eq!(gone["state"], "withdrawn");
        assert_eq!(
            theo.get(&url(&format!("/{sales}"))).await.status,
            404,
            "it no longer exists for the audience"
        );
    })
    .await;
}

const SALES_TITLE: &str = "Spend four weeks with the Sales team";

#[tokio::test]
async fn it_closes_by_itself_on_its_day() {
    on_each_database(async |house| {
        let number = fixtures::open(&house.app, &house.world, &SALES).await.unwrap();
        let path = format!("/opportunities/{number}");
        let last = house.app.clock.now() + chrono::Duration::days(11);
        house.app.clock.set(last);
        super::jobs::all(&house.app).await.unwrap();
        let dana = house.browser("dana").await;
        assert_eq!(dana.get(&path).await.status, 200, "the closing day counts in");
        house.app.clock.set(last + chrono::Duration::days(1));
        let dana = house.browser("dana").await;
        assert!(!dana.get("/opportunities").await.text.contains(SALES_TITLE), "also before the job has run");
        super::jobs::all(&house.app).await.unwrap();
        super::jobs::all(&house.app).await.unwrap();
        assert_eq!(dana.get(&path).await.status, 404);
        assert!(house.browser("fiona").await.get(&path).await.text.contains("Nobody can apply any more"));
        let closed = subjects(house, "Fiona Achterberg").await;
        assert_eq!(closed.iter().filter(|one| one.starts_with("Closed: ")).count(), 1, "{closed:?}");
    })
    .await;
}
