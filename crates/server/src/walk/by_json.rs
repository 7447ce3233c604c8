//! The walk of programs: nothing but keys and JSON, and for the outside host a link and a code.

use axum::http::Method;
use serde_json::{Value, json};

use super::*;
use crate::features::proposals::fixtures::Case;
use crate::features::proposals::model::{Document, Question};
use crate::features::secondments::Scope;

/// Sends JSON as somebody's program and insists on success.
pub(super) async fn post(house: &House, who: &str, number: &str, path: &str, body: Value) -> Value {
    let program = house.program(who).await;
    let answer = program.json(Method::POST, &format!("/api/v1/secondments/{number}/{path}"), &body).await;
    assert!(answer.status.is_success(), "{who} {path}: {} {}", answer.status, answer.text);
    answer.json()
}

/// The proposal of a case of the named world; answers the number.
pub(super) async fn case(house: &House, case: Case) -> String {
    propose(house, case.secondee(), case.scope(), &case.document(house.app.clock.today())).await
}

/// The whole proposal and the sending; answers the number.
pub(super) async fn propose(house: &House, who: &str, scope: Scope, document: &Document) -> String {
    let body = json!({"title": "A start", "scope": scope.as_str()});
    let started = house.program(who).await.json(Method::POST, "/api/v1/secondments", &body).await.json();
    let number = started["number"].as_str().unwrap().to_owned();
    fill_in(house, who, &number, document).await;
    number
}

/// The proposal and the sending of a draft that is there.
pub(super) async fn fill_in(house: &House, who: &str, number: &str, document: &Document) {
    let program = house.program(who).await;
    let draft = program.get(&format!("/api/v1/secondments/{number}")).await.json();
    let mut document = serde_json::to_value(document).unwrap();
    document["version"] = draft["version"].clone();
    let path = format!("/api/v1/secondments/{number}/proposal");
    let written = program.json(Method::PUT, &path, &document).await;
    assert_eq!(written.status, 200, "{}", written.text);
    let version = written.json()["version"].clone();
    let sent = post(house, who, number, "sending", json!({ "version": version })).await;
    assert_eq!(sent["workflow"], "release_pending");
}

pub(super) async fn release(house: &House, who: &str, number: &str) {
    let record = house.program(who).await.get(&format!("/api/v1/secondments/{number}")).await.json();
    let body = json!({"decision": "release", "note": "Go, and tell us.", "version": record["version"]});
    post(house, who, number, "release", body).await;
}

/// Whoever's turn it is approves the release.
pub(super) async fn approve(house: &House, who: &str, number: &str) {
    let route = house.program(who).await.get(&format!("/api/v1/secondments/{number}/approvals")).await.json();
    let body = json!({"decision": "approve", "note": "Fine.", "version": route["version"]});
    post(house, who, number, "approvals/decision", body).await;
}

pub(super) async fn issue(house: &House, desk: &str, number: &str) {
    let program = house.program(desk).await;
    let agreement = program.get(&format!("/api/v1/secondments/{number}/agreement")).await.json();
    let revision = agreement["agreement"]["revision"].clone();
    post(house, desk, number, "agreement/issue", json!({ "revision": revision })).await;
}

/// Somebody with an account signs by key and mailed code.
pub(super) async fn sign(house: &House, who: &str, name: &str, address: &str, number: &str) {
    let program = house.program(who).await;
    let base = format!("/api/v1/secondments/{number}/agreement");
    let text = program.get(&base).await.json();
    let sent = program.json(Method::POST, &format!("{base}/codes"), &json!({})).await;
    assert_eq!(sent.status, 202, "{}", sent.text);
    let body = json!({"name": name, "role": "As the agreement says", "consent": true,
        "code": code(house, address).await, "document_sha256": text["agreement"]["document_sha256"]});
    let signed = program.json(Method::POST, &format!("{base}/signatures"), &body).await;
    assert_eq!(signed.status, 200, "{name}: {}", signed.text);
}

/// Somebody without an account signs by private link and mailed code.
pub(super) async fn sign_by_link(house: &House, address: &str, name: &str) {
    let base = format!("/api/v1/signing/{}", private_link(house, address).await);
    let program = house.anonymous();
    let sent = program.json(Method::POST, &format!("{base}/codes"), &json!({})).await;
    assert_eq!(sent.status, 202, "{}", sent.text);
    let session = sent.json()["session"].clone();
    let open = json!({"session": session, "code": code(house, address).await});
    let text = program.json(Method::POST, &format!("{base}/reading"), &open).await.json();
    let body = json!({"session": session, "name": name, "role": "As the agreement says", "consent": true,
        "document_sha256": text["document_sha256"]});
    let signed = program.json(Method::POST, &format!("{base}/signature"), &body).await;
    assert_eq!(signed.status, 200, "{}", signed.text);
}

/// The desk confirms everything and opens the start gate.
pub(super) async fn open_gate(house: &House, desk: &str, number: &str) {
    tick(house, desk, number, "").await;
    assert_eq!(post(house, desk, number, "start-gate", json!({})).await["workflow"], "pre_start");
}

/// The desk confirms everything; `access` says what the person may get into.
pub(super) async fn tick(house: &House, desk: &str, number: &str, access: &str) {
    for item in GATE {
        let note = if item == "access" { access } else { "In writing" };
        let body = json!({"item": item, "done": true, "note": note});
        post(house, desk, number, "start-gate/checks", body).await;
    }
}

pub(super) async fn arrive(house: &House, who: &str, how: &str, number: &str) {
    let body = json!({"on": house.app.clock.today(), "how_known": how});
    assert_eq!(post(house, who, number, "arrival", body).await["presence"], "at_host");
}

pub(super) async fn talk(house: &House, who: &str, number: &str) {
    let body = json!({"held_on": house.app.clock.today(), "goals": "On the way"});
    post(house, who, number, "check-ins", body).await;
}

pub(super) async fn come_back(house: &House, who: &str, number: &str) {
    let body = json!({"on": house.app.clock.today(), "outcome": "same_post", "post": "The post of before"});
    assert_eq!(post(house, who, number, "return", body).await["presence"], "returned");
}

pub(super) async fn debrief(house: &House, who: &str, number: &str, brought_back: &str) {
    let answer = |one: &Question| (one.as_str().to_owned(), json!({"verdict": "yes", "answer": "So it was"}));
    let answers: serde_json::Map<String, Value> = Question::ALL.iter().map(answer).collect();
    let body = json!({"held_on": house.app.clock.today(), "brought_back": brought_back, "answers": answers});
    assert_eq!(post(house, who, number, "debrief", body).await["workflow"], "closed");
}
