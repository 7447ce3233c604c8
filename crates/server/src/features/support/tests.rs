//! Help through both doors: routed by whom it is asked of, answered, closed, overdue, and never read by anybody else.

use axum::http::Method;
use chrono::Duration;
use serde_json::{Value, json};
use sojourn_kit::args;

use super::notices::OVERDUE;
use crate::features::secondments::Workflow;
use crate::features::secondments::fixtures::{CALLUM, Cast, TOMASZ, put};
use crate::testing::{House, on_each_database};

async fn away(house: &House, cast: Cast, workflow: Workflow) -> String {
    let mut cx = house.cx("maya").await;
    let first_day = cx.today() - Duration::days(77);
    let s = put(house, &mut cx, cast, workflow, first_day).await.unwrap();
    cx.commit().await.unwrap();
    s.number
}

const WORDS: &str = "A course in negotiation, canary-81";

fn input(addressee: &str) -> Value {
    json!({ "addressee": addressee, "subject": format!("For {addressee}, canary-82"), "words": WORDS })
}

async fn ask(house: &House, number: &str, addressee: &str) -> String {
    let path = format!("/api/v1/secondments/{number}/support");
    let asked = house.program("callum").await.json(Method::POST, &path, &input(addressee)).await;
    assert_eq!(asked.status, 201, "{}", asked.text);
    asked.json()["id"].as_str().unwrap().to_owned()
}

async fn subjects(house: &House, key: &str, number: &str) -> Vec<String> {
    let told = house.program(key).await.get(&format!("/api/v1/secondments/{number}/support")).await.json();
    let all = told["data"].as_array().unwrap();
    all.iter().map(|one| one["addressee"].as_str().unwrap().to_owned()).collect()
}

async fn letters(house: &House, kind: &str) -> Vec<String> {
    let mut tx = house.app.db.read().await.unwrap();
    let rows = tx
        .all("SELECT to_name, subject, body FROM outbox WHERE kind = $1 ORDER BY to_name", args![kind])
        .await
        .unwrap();
    rows.iter()
        .map(|row| {
            let body = row.get::<String>("subject").unwrap() + &row.get::<String>("body").unwrap();
            assert!(!body.contains("canary"), "what is asked stands behind sign-in: {body}");
            row.get("to_name").unwrap()
        })
        .collect()
}

#[tokio::test]
async fn who_reads_a_request_follows_from_whom_it_was_asked_of() {
    on_each_database(async |house| {
        let number = away(house, CALLUM, Workflow::Active).await;
        let mut ids = Vec::new();
        for addressee in ["home", "host", "both", "mobility"] {
            ids.push(ask(house, &number, addressee).await);
        }
        assert_eq!(subjects(house, "callum", &number).await, ["mobility", "both", "host", "home"]);
        assert_eq!(subjects(house, "alison", &number).await, ["both", "home"]);
        assert_eq!(subjects(house, "fiona", &number).await, ["both", "host"]);
        assert_eq!(subjects(house, "maya", &number).await, ["mobility", "both", "host", "home"]);
        let hidden = [("alison", vec![1, 3]), ("fiona", vec![0, 3])];
        for (key, others) in hidden {
            let (browser, program) = (house.browser(key).await, house.program(key).await);
            for at in others {
                let path = format!("/secondments/{number}/support/{}", ids[at]);
                assert_eq!(browser.get(&path).await.status, 404, "{key} {at}");
                assert_eq!(
                    browser.post(&path, &[("words", "x"), ("version", "1")]).await.status,
                    404,
                    "{key} {at}"
                );
                assert_eq!(
                    browser.post(&format!("{path}/closing"), &[("version", "1")]).await.status,
                    404,
                    "{key} {at}"
                );
                let say = json!({ "words": "x", "version": 1 });
                assert_eq!(
                    program.json(Method::POST, &format!("/api/v1{path}"), &say).await.status,
                    404,
                    "{key} {at}"
                );
            }
            for path in ["/", &format!("/secondments/{number}"), &format!("/secondments/{number}/support")] {
                let page = browser.get(path).await.text;
                assert!(!page.contains("For mobility"), "{key} {path}");
            }
        }
        for other in ["finance", "dev", "auditor"] {
            let path = format!("/secondments/{number}/support");
            assert_eq!(house.browser(other).await.get(&path).await.status, 403, "{other}");
            assert_eq!(
                house
                    .program(other)
                    .await
                    .json(Method::POST, &format!("/api/v1{path}"), &input("home"))
                    .await
                    .status,
                403
            );
        }
        for other in ["grace", "erik", "admin"] {
            let path = format!("/secondments/{number}/support");
            assert_eq!(house.browser(other).await.get(&path).await.status, 404, "{other}");
            assert_eq!(
                house
                    .program(other)
                    .await
                    .json(Method::POST, &format!("/api/v1{path}"), &input("home"))
                    .await
                    .status,
                404
            );
        }
        for other in ["alison", "fiona", "maya"] {
            let path = format!("/api/v1/secondments/{number}/support");
            assert_eq!(
                house.program(other).await.json(Method::POST, &path, &input("home")).await.status,
                409,
                "{other}"
            );
        }
        assert_eq!(
            letters(house, "support_asked").await,
            ["Alison Burke", "Alison Burke", "Fiona Achterberg", "Fiona Achterberg", "Maya Okonjo"]
        );
        let mut tx = house.app.db.read().await.unwrap();
        let sql = "SELECT subject, body FROM outbox WHERE kind = 'support_asked' AND to_name LIKE 'Maya%'";
        let row = tx.one(sql, args![]).await.unwrap().unwrap();
        assert!(!row.get::<String>("subject").unwrap().contains("Callum"), "a private letter names nobody");
        assert!(!row.get::<String>("body").unwrap().contains("Callum"));
        let history = house.browser("fiona").await.get(&format!("/secondments/{number}/history")).await.text;
        assert!(!history.contains("help") && !history.contains("canary"));
    })
    .await;
}

#[tokio::test]
async fn it_is_answered_opened_again_and_closed() {
    on_each_database(async |house| {
        let number = away(house, CALLUM, Workflow::Active).await;
        let page = format!("/secondments/{number}/support");
        let callum = house.browser("callum").await;
        let typed = [("addressee", "nobody"), ("subject", ""), ("words", "kept words")];
        let answer = callum.post(&page, &typed).await;
        assert_eq!(answer.status, 422);
        for words in ["kept words", "Choose whom you ask", "Write what it is about"] {
            assert!(answer.text.contains(words), "{words}");
        }
        let good = [("addressee", "home"), ("subject", "Training"), ("words", WORDS)];
        let asked = callum.post(&page, &good).await;
        assert_eq!(asked.status, 303);
        let one = asked.location();
        let alison = house.browser("alison").await;
        assert!(alison.get("/").await.text.contains("Callum Reyes asks for help"));
        assert!(alison.get(&one).await.text.contains("Read by the secondee, the home manager"));
        let closing = format!("{one}/closing");
        assert_eq!(alison.post(&closing, &[("version", "1")]).await.status, 409, "answer first");
        assert_eq!(alison.post(&one, &[("words", " "), ("version", "1")]).await.status, 422);
        let said = [("words", "In March. I booked it."), ("version", "1")];
        assert_eq!(alison.post(&one, &said).await.status, 303);
        assert_eq!(alison.post(&one, &said).await.status, 409, "somebody wrote meanwhile");
        assert!(!alison.get("/").await.text.contains("asks for help"));
        assert_eq!(letters(house, "support_answered").await, ["Callum Reyes"]);
        assert!(callum.get(&one).await.text.contains("In March. I booked it."));
        let more = json!({ "words": "March is late", "version": 2 });
        let api = format!("/api/v1{one}");
        let told = house.program("callum").await.json(Method::POST, &api, &more).await.json();
        assert_eq!((told["state"].as_str(), told["said"].as_array().unwrap().len()), (Some("open"), 2));
        assert_eq!(letters(house, "support_again").await, ["Alison Burke"]);
        let closed = house
            .program("callum")
            .await
            .json(Method::POST, &format!("{api}/closing"), &json!({ "version": 3 }))
            .await;
        assert_eq!(closed.json()["state"], "closed");
        assert_eq!(
            alison.post(&one, &[("words", "x"), ("version", "4")]).await.status,
            409,
            "closed is closed"
        );
        assert_eq!(callum.post(&closing, &[("version", "4")]).await.status, 409);
        let early = away(house, CALLUM, Workflow::ReleasePending).await;
        assert_eq!(callum.post(&format!("/secondments/{early}/support"), &good).await.status, 409);
    })
    .await;
}

#[tokio::test]
async fn what_nobody_answered_is_told_once_to_those_who_may_read_it() {
    on_each_database(async |house| {
        let number = away(house, CALLUM, Workflow::Active).await;
        let host = ask(house, &number, "host").await;
        ask(house, &number, "mobility").await;
        let go = async |days| {
            house.app.clock.set(house.app.clock.now() + Duration::days(days));
            (OVERDUE.run)(house.app.clone()).await.unwrap();
            (OVERDUE.run)(house.app.clone()).await.unwrap();
        };
        go(2).await;
        assert!(letters(house, "support_overdue").await.is_empty(), "the day itself is not late");
        go(1).await;
        assert_eq!(
            letters(house, "support_overdue").await,
            ["Maya Okonjo"],
            "two working days for what is private"
        );
        go(5).await;
        assert_eq!(
            letters(house, "support_overdue").await,
            ["Fiona Achterberg", "Maya Okonjo", "Maya Okonjo"]
        );
        let home = house.browser("maya").await.get("/").await.text;
        assert!(home.contains("Callum Reyes asks for help") && home.contains("days late"));
        assert!(!house.browser("alison").await.get("/").await.text.contains("asks for help"));
        let say = json!({ "words": "Sorry, here it is", "version": 1 });
        let path = format!("/api/v1/secondments/{number}/support/{host}");
        assert_eq!(house.program("fiona").await.json(Method::POST, &path, &say).await.status, 200);
        go(10).await;
        assert_eq!(letters(house, "support_overdue").await.len(), 3, "once each");
        let death = json!({ "kind": "death", "from": house.app.clock.today() });
        let path = format!("/api/v1/secondments/{number}/happenings");
        assert_eq!(house.program("maya").await.json(Method::POST, &path, &death).await.status, 200);
        assert!(!house.browser("maya").await.get("/").await.text.contains("asks for help"));
    })
    .await;
}

#[tokio::test]
async fn a_host_without_a_sign_in_cannot_be_asked_here() {
    on_each_database(async |house| {
        let number = away(house, TOMASZ, Workflow::Active).await;
        let path = format!("/api/v1/secondments/{number}/support");
        let tomasz = house.program("tomasz").await;
        for addressee in ["host", "both"] {
            let refused = tomasz.json(Method::POST, &path, &input(addressee)).await;
            assert_eq!(refused.status, 422, "{addressee}");
            assert!(refused.text.contains("can sign in here"), "{}", refused.text);
        }
        assert_eq!(tomasz.json(Method::POST, &path, &input("home")).await.status, 201);
    })
    .await;
}
