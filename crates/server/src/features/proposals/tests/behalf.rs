//! Writing for somebody else: who may, what they see of it, and the consent without which nothing is sent.

use axum::http::Method;
use serde_json::{Value, json};
use sojourn_kit::args;

use crate::features::proposals::actions;
use crate::features::proposals::fixtures::{Case, act_as};
use crate::features::secondments::{self, Opening, Scope, opening};
use crate::testing::{House, on_each_database};

const CONSENTS: &str = "SELECT COUNT(*) AS n FROM proposal_consents WHERE fact = 'agreed'";

async fn count(house: &House, sql: &str) -> i64 {
    house.app.db.read().await.unwrap().count(sql, args![]).await.unwrap()
}

async fn letters_to(house: &House, kind: &str, address: &str) -> usize {
    let sql = "SELECT id FROM outbox WHERE kind = $1 AND to_address = $2";
    house.app.db.read().await.unwrap().all(sql, args![kind, address]).await.unwrap().len()
}

/// Dana's proposal, written by her manager. Answers its number.
async fn written_by_olu(house: &House) -> String {
    let olu = house.program("olu").await;
    let dana = house.world.person("dana").unwrap().to_string();
    let start = json!({"title": "Customer voice", "scope": "internal", "secondee": dana});
    let started = olu.json(Method::POST, "/api/v1/secondments", &start).await;
    assert_eq!(started.status, 201, "{}", started.text);
    let started = started.json();
    assert_eq!(started["you_are"], json!(["home_manager"]));
    let number = started["number"].as_str().unwrap().to_owned();
    let mut body = serde_json::to_value(Case::Dana.document(house.app.clock.today())).unwrap();
    body["version"] = started["version"].clone();
    let written = olu.json(Method::PUT, &format!("/api/v1/secondments/{number}/proposal"), &body).await;
    assert_eq!(written.status, 200, "{}", written.text);
    number
}

async fn version(house: &House, key: &str, number: &str) -> Value {
    house.program(key).await.get(&format!("/api/v1/secondments/{number}")).await.json()["version"].clone()
}

async fn post(house: &House, key: &str, number: &str, noun: &str) -> crate::testing::Answer {
    let version = version(house, key, number).await;
    let path = format!("/api/v1/secondments/{number}/{noun}");
    house.program(key).await.json(Method::POST, &path, &json!({"version": version})).await
}

#[tokio::test]
async fn a_manager_writes_the_secondee_agrees_and_only_then_it_is_sent() {
    on_each_database(async |house| {
        let number = written_by_olu(house).await;
        let dana = "dana.whitlock@brightwater-group.example";
        assert_eq!(letters_to(house, "proposal.started_for", dana).await, 1);
        let read = house.program("olu").await.get(&format!("/api/v1/secondments/{number}/proposal")).await;
        assert_eq!(read.json()["costs"]["seen_by"], "home", "the manager decides about this money");
        assert_eq!(
            post(house, "olu", &number, "sending").await.json()["type"],
            "urn:sojourn:problem:needs_consent"
        );
        assert_eq!(post(house, "olu", &number, "consent").await.status, 409, "nobody agrees for another");
        let stranger = house.program("grace").await;
        let path = format!("/api/v1/secondments/{number}/consent");
        assert_eq!(stranger.json(Method::POST, &path, &json!({"version": 1})).await.status, 404);
        assert_eq!(post(house, "olu", &number, "consent/request").await.status, 200);
        assert_eq!(letters_to(house, "proposal.consent_asked", dana).await, 1);
        let home = house.browser("dana").await.get("/").await;
        assert!(home.text.contains("Agree to the proposal that was written for you"), "{}", home.text);
        let check = house.browser("dana").await.get(&format!("/secondments/{number}/propose/check")).await;
        assert!(check.text.contains("Olu Bello wrote this for you"), "{}", check.text);
        assert_eq!(post(house, "dana", &number, "consent").await.status, 200);
        assert_eq!(
            post(house, "dana", &number, "consent").await.json()["type"],
            "urn:sojourn:problem:already_agreed"
        );
        assert_eq!(count(house, CONSENTS).await, 1);
        let home = house.browser("dana").await.get("/").await;
        assert!(!home.text.contains("Agree to the proposal"), "{}", home.text);
        let sent = post(house, "olu", &number, "sending").await;
        assert_eq!(sent.status, 200, "{}", sent.text);
        let maya = "maya.okonjo@brightwater-group.example";
        assert_eq!(
            letters_to(house, "proposal.sent", maya).await,
            1,
            "the desk decides what the manager wrote"
        );
        let body = json!({"version": version(house, "olu", &number).await, "decision": "release"});
        let path = format!("/api/v1/secondments/{number}/release");
        let own = house.program("olu").await.json(Method::POST, &path, &body).await;
        assert_eq!(own.json()["type"], "urn:sojourn:problem:own_proposal", "{}", own.text);
        assert!(
            house.browser("maya").await.get("/").await.text.contains("Decide whether Dana Whitlock may go")
        );
        let released = house.program("maya").await.json(Method::POST, &path, &body).await;
        assert_eq!(released.status, 200, "{}", released.text);
    })
    .await;
}

#[tokio::test]
async fn a_change_after_the_consent_is_asked_about_again_and_sending_is_agreeing() {
    on_each_database(async |house| {
        let number = written_by_olu(house).await;
        assert_eq!(post(house, "dana", &number, "consent").await.status, 200);
        let page = format!("/secondments/{number}/propose/goals");
        let read = version(house, "olu", &number).await.to_string();
        let fields = [("version", read.as_str()), ("goal-0", "Another goal"), ("goal-0-measure", "Seen")];
        assert_eq!(house.browser("olu").await.post(&page, &fields).await.status, 303);
        assert_eq!(post(house, "olu", &number, "sending").await.status, 422, "an answer is missing now");
        let mut body = serde_json::to_value(Case::Dana.document(house.app.clock.today())).unwrap();
        body["version"] = version(house, "dana", &number).await;
        let path = format!("/api/v1/secondments/{number}/proposal");
        assert_eq!(house.program("dana").await.json(Method::PUT, &path, &body).await.status, 200);
        assert_eq!(
            post(house, "olu", &number, "sending").await.json()["type"],
            "urn:sojourn:problem:needs_consent"
        );
        assert_eq!(post(house, "dana", &number, "sending").await.status, 200, "sending it is agreeing to it");
        assert_eq!(count(house, CONSENTS).await, 2);
    })
    .await;
}

#[tokio::test]
async fn one_writes_only_for_those_one_may_write_for() {
    on_each_database(async |house| {
        let person = |key: &str| house.world.person(key).unwrap().to_string();
        for (writer, whom) in [("ruth", "dana"), ("maya", "sofia"), ("grace", "theo"), ("fiona", "callum")] {
            let start = json!({"title": "A start", "scope": "internal", "secondee": person(whom)});
            let answer = house.program(writer).await.json(Method::POST, "/api/v1/secondments", &start).await;
            assert_eq!(answer.status, 422, "{writer} for {whom}: {}", answer.text);
        }
        let unknown = json!({"title": "A start", "scope": "internal", "secondee": "per_00000000000000000000000000000000"});
        let answer = house.program("maya").await.json(Method::POST, "/api/v1/secondments", &unknown).await;
        assert_eq!(answer.status, 422, "{}", answer.text);
        let maya = house.browser("maya").await;
        let new = maya.get("/proposals/new").await;
        assert!(new.text.contains("person_email"), "{}", new.text);
        let none = house.browser("grace").await.get("/proposals/new").await;
        assert!(!none.text.contains("Who is it for?"), "{}", none.text);
        let form = |email: &'static str| [("title", "Analyst"), ("scope", "internal"), ("person_email", email)];
        let wrong = maya.post("/proposals/new", &form("nobody@brightwater-group.example")).await;
        assert!(wrong.status == 422 && wrong.text.contains("nobody@brightwater-group.example"), "{}", wrong.text);
        let abroad = maya.post("/proposals/new", &form("sofia.lindqvist@halden-software.example")).await;
        assert_eq!(abroad.status, 422, "not an organisation that she runs");
        let begun = maya.post("/proposals/new", &form("ada.kowalski@brightwater-group.example")).await;
        assert_eq!(begun.status, 303, "{}", begun.text);
        let page = maya.get(&begun.location()).await;
        assert_eq!(page.status, 200, "{}", page.text);
        let ruth = house.browser("ruth").await.get(&begun.location()).await;
        assert_eq!(ruth.status, 404, "a draft is its writer's and its secondee's alone");
    })
    .await;
}

/// Callum's draft as his later host opened it, filled in by him.
async fn opened_by_fiona(house: &House) -> String {
    let (app, world) = (&house.app, &house.world);
    let mut cx = act_as(app, world, "fiona").await.unwrap();
    let host = opening::Host {
        organisation: world.organisation("Brightwater Group").unwrap(),
        unit: Some(world.unit("Brightwater Group", "London Sales").unwrap()),
        manager: Some(world.person("fiona").unwrap()),
    };
    let own = Opening::own(world.person("callum").unwrap(), Scope::Internal, "Sales manager".to_owned());
    let opening = Opening { author: world.person("fiona").unwrap(), host: Some(host), ..own };
    let number = actions::open(&mut cx, opening).await.unwrap().number;
    cx.commit().await.unwrap();
    let mut cx = act_as(app, world, "callum").await.unwrap();
    let document = Case::Callum.document(cx.today());
    actions::save_document(&mut cx, &number, None, document).await.unwrap();
    cx.commit().await.unwrap();
    number
}

#[tokio::test]
async fn a_writer_at_the_host_sees_no_pay_no_cover_and_no_reasons() {
    on_each_database(async |house| {
        let number = opened_by_fiona(house).await;
        let fiona = house.browser("fiona").await;
        let program = house.program("fiona").await;
        let mut seen = String::new();
        for step in ["why", "where", "costs", "goals", "return", "check"] {
            let page = fiona.get(&format!("/secondments/{number}/propose/{step}")).await;
            assert_eq!(page.status, 200, "{step}: {}", page.text);
            seen.push_str(&page.text);
        }
        for path in [format!("/secondments/{number}"), format!("/secondments/{number}/proposal")] {
            seen.push_str(&fiona.get(&path).await.text);
        }
        let api = format!("/api/v1/secondments/{number}/proposal");
        let read = program.get(&api).await;
        assert_eq!(read.json()["costs"]["seen_by"], "host", "{}", read.text);
        assert!(read.json()["cover"].is_null() && read.json()["decisions"].is_null(), "{}", read.text);
        seen.push_str(&read.text);
        let estimate = fiona.post(&format!("/secondments/{number}/propose/estimate"), &[]).await;
        assert_eq!(estimate.status, 404);
        // a quarter of £62,000, the employer costs on it, the cover and its plan
        for secret in ["15,500", "15,50", "62,000", "3,255", "3,200", "Priya acts up on", "acts up"] {
            assert!(!seen.contains(secret), "{secret} is on the host's side");
        }
        let costs = fiona.post(&format!("/secondments/{number}/propose/costs"), &[("version", "2")]).await;
        assert!(costs.status == 403 || costs.status == 409 || costs.status == 422, "{}", costs.status);
        let mut document = serde_json::to_value(Case::Callum.document(house.app.clock.today())).unwrap();
        document["version"] = version(house, "fiona", &number).await;
        assert_eq!(program.json(Method::PUT, &api, &document).await.status, 422, "costs are written at home");
        document.as_object_mut().unwrap().remove("costs");
        let before = lines(house, &number).await;
        assert_eq!(program.json(Method::PUT, &api, &document).await.status, 200);
        assert_eq!(lines(house, &number).await, before, "what she writes leaves the costs as they were");
    })
    .await;
}

async fn lines(house: &House, number: &str) -> String {
    let mut cx = house.cx("callum").await;
    let record = secondments::store::load(&mut cx, number).await.unwrap();
    let proposal = crate::features::proposals::store::load(&mut cx, &record).await.unwrap();
    assert!(proposal.lines.iter().any(|line| line.kind().is_pay() && !line.amount().is_zero()));
    format!("{:?} {:?}", proposal.lines, proposal.cover_plan)
}
