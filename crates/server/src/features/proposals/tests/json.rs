//! The same story as JSON.

use axum::http::Method;
use serde_json::{Value, json};

use crate::features::proposals::fixtures::Case;
use crate::testing::{House, on_each_database};

async fn drafted(house: &House, case: Case) -> Value {
    let program = house.program(case.secondee()).await;
    let document = serde_json::to_value(case.document(house.app.clock.today())).unwrap();
    let scope = if matches!(case, Case::Tomasz | Case::Ines) { "external" } else { "internal" };
    let started =
        program.json(Method::POST, "/api/v1/secondments", &json!({"title": "A start", "scope": scope})).await;
    assert_eq!(started.status, 201, "{}", started.text);
    let started = started.json();
    assert_eq!(started["workflow"], "idea");
    let mut body = document;
    body["version"] = started["version"].clone();
    let number = started["number"].as_str().unwrap();
    let path = format!("/api/v1/secondments/{number}/proposal");
    let written = program.json(Method::PUT, &path, &body).await;
    assert_eq!(written.status, 200, "{}", written.text);
    assert_eq!(program.json(Method::PUT, &path, &body).await.status, 409, "an old version");
    written.json()
}

#[tokio::test]
async fn a_program_proposes_sends_and_a_manager_releases() {
    on_each_database(async |house| {
        for case in [Case::Tomasz, Case::Dana] {
            let draft = drafted(house, case).await;
            let number = draft["number"].as_str().unwrap();
            let program = house.program(case.secondee()).await;
            let sending = format!("/api/v1/secondments/{number}/sending");
            let sent = program.json(Method::POST, &sending, &json!({"version": draft["version"]})).await;
            assert_eq!(sent.status, 200, "{}", sent.text);
            assert_eq!(sent.json()["workflow"], "release_pending");
            let read = program.get(&format!("/api/v1/secondments/{number}/proposal")).await.json();
            assert_eq!(read["case"]["answers"].as_object().unwrap().len(), 8);
            assert_eq!(read["costs"]["seen_by"], "home");
            let (speak_for, in_part) = if case == Case::Tomasz { (7, 1) } else { (8, 0) };
            let score = json!({"speak_for": speak_for, "in_part": in_part, "speak_against": 0, "unanswered": 0});
            assert_eq!(read["case"]["score"], score, "{case:?}");
            let note = read["case"]["length_note"].as_str();
            assert_eq!(
                note.map(|note| note.contains("this one lasts 4 weeks")),
                (case == Case::Dana).then_some(true),
                "half a year is usual, four weeks are few: {note:?}"
            );
            let manager = house.program(case.home_manager()).await;
            let path = format!("/api/v1/secondments/{number}/release");
            let version = &sent.json()["version"];
            let poor = json!({"version": version, "decision": "refuse", "code": "cost", "reason": "", "alternative": ""});
            let poor = manager.json(Method::POST, &path, &poor).await;
            assert_eq!(poor.status, 422, "{}", poor.text);
            assert!(poor.json()["errors"]["alternative"].is_string(), "{}", poor.text);
            let released = manager.json(Method::POST, &path, &json!({"version": version, "decision": "release"})).await;
            assert_eq!(released.status, 200, "{}", released.text);
            let after = released.json()["workflow"].clone();
            assert!(after == "pending_approval" || after == "terms_negotiation", "{after}");
        }
    })
    .await;
}

#[tokio::test]
async fn what_is_missing_comes_back_by_field_and_strangers_find_nothing() {
    on_each_database(async |house| {
        let theo = house.program("theo").await;
        let started = theo
            .json(Method::POST, "/api/v1/secondments", &json!({"title": "Somewhere", "scope": "internal"}))
            .await
            .json();
        let number = started["number"].as_str().unwrap();
        let sending = format!("/api/v1/secondments/{number}/sending");
        let refused = theo.json(Method::POST, &sending, &json!({"version": started["version"]})).await;
        assert_eq!(refused.status, 409, "{}", refused.text);
        assert_eq!(refused.json()["type"], "urn:sojourn:problem:no_home_manager");
        let stranger = house.program("maya").await;
        assert_eq!(stranger.get(&format!("/api/v1/secondments/{number}/proposal")).await.status, 404);
        assert_eq!(stranger.json(Method::POST, &sending, &json!({"version": 1})).await.status, 404);
        let nobody = house.anonymous().get(&format!("/api/v1/secondments/{number}/proposal")).await;
        assert_eq!(nobody.status, 401);
        let dana = house.program("dana").await;
        let draft = dana
            .json(Method::POST, "/api/v1/secondments", &json!({"title": "Sales", "scope": "internal"}))
            .await
            .json();
        let sending = format!("/api/v1/secondments/{}/sending", draft["number"].as_str().unwrap());
        let missing = dana.json(Method::POST, &sending, &json!({"version": draft["version"]})).await;
        assert_eq!(missing.status, 422);
        assert_eq!(missing.json()["errors"]["cover_plan"], "Choose how your work will be covered");
        let odd = dana.json(Method::POST, &sending, &json!({"version": 1, "force": true})).await;
        assert_eq!(odd.status, 422, "{}", odd.text);
    })
    .await;
}

#[tokio::test]
async fn a_first_day_that_comes_too_soon_is_said_through_both_doors_and_refused_by_neither() {
    on_each_database(async |house| {
        let draft = drafted(house, Case::Ines).await;
        let number = draft["number"].as_str().unwrap();
        let ines = house.program("ines").await;
        let read = ines.get(&format!("/api/v1/secondments/{number}/proposal")).await.json();
        let note = read["case"]["lead_note"].as_str().unwrap();
        assert!(note.contains("It begins in 14 days. The terms between two organisations take 56"), "{note}");
        let check = house.browser("ines").await.get(&format!("/secondments/{number}/propose/check")).await;
        assert!(check.text.contains("Worth a thought") && check.text.contains(note), "{}", check.text);
        let sending = format!("/api/v1/secondments/{number}/sending");
        let sent = ines.json(Method::POST, &sending, &json!({"version": read["version"]})).await;
        assert_eq!(sent.status, 200, "{}", sent.text);
    })
    .await;
}
