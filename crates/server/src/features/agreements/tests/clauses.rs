//! Clauses of the organisation's own, and each of the eleven heads left out with a reason that is printed.

use axum::http::Method;
use serde_json::{Value, json};
use sojourn_papers::Head;

use super::helpers::{count, drafted, newest};
use crate::features::agreements::fixtures;
use crate::features::proposals::fixtures::Case;
use crate::testing::{House, on_each_database};

fn number_of(draft: &sojourn_papers::Draft, head: Head) -> u16 {
    draft.clause(head).unwrap().number
}

async fn revision(house: &House, number: &str) -> Value {
    let path = format!("/api/v1/secondments/{number}/agreement");
    house.program("maya").await.get(&path).await.json()["agreement"]["revision"].clone()
}

#[tokio::test]
async fn each_of_the_eleven_is_waived_with_a_reason_and_the_reason_is_printed() {
    on_each_database(async |house| {
        let number = drafted(house, Case::Dana).await;
        let program = house.program("maya").await;
        for head in Head::SEED_MINIMUM {
            let (agreement, _) = newest(house, &number).await;
            let clause = number_of(&agreement.paper.draft, *head);
            let path = format!("/api/v1/secondments/{number}/agreement/clauses/{clause}/removal");
            let at = revision(house, &number).await;
            let bare = program.json(Method::POST, &path, &json!({"revision": at})).await;
            assert_eq!(bare.status, 422, "{}", bare.text);
            assert!(bare.json()["errors"]["reason"].is_string() && bare.json()["errors"]["note"].is_string());
            let note = format!("Settled for {}", head.code());
            let left = json!({"revision": at, "reason": "employment_contract", "note": note});
            assert_eq!(program.json(Method::POST, &path, &left).await.status, 200);
            assert_eq!(program.json(Method::POST, &path, &left).await.status, 409, "an old revision");
        }
        let read = program.get(&format!("/api/v1/secondments/{number}/agreement")).await.json();
        assert_eq!(read["agreement"]["waivers"].as_array().unwrap().len(), 11, "{read}");
        let missing = read["agreement"]["missing"].to_string();
        for code in ["head-missing", "waiver-unexplained", "reference-broken"] {
            assert!(!missing.contains(code), "{missing}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_waiver_is_printed_in_what_is_signed_and_a_head_can_be_put_back() {
    on_each_database(async |house| {
        let number = drafted(house, Case::Dana).await;
        let maya = house.browser("maya").await;
        let base = format!("/secondments/{number}/agreement");
        let (agreement, _) = newest(house, &number).await;
        let at = number_of(&agreement.paper.draft, Head::NonSolicitation);
        let path = format!("{base}/clauses/{at}/removal");
        assert!(maya.get(&path).await.text.contains("Why can it be left out?"));
        let version = agreement.version.to_string();
        let poor = maya.post(&path, &[("version", &version), ("note", "One employer")]).await;
        assert!(poor.status == 422 && poor.text.contains("One employer"), "{}", poor.text);
        let fields = [
            ("version", version.as_str()),
            ("reason", "not_applicable"),
            ("note", "One employer throughout"),
        ];
        assert_eq!(maya.post(&path, &fields).await.status, 303);
        let page = maya.get(&base).await;
        assert!(
            page.text.contains("One employer throughout") && page.text.contains("does not apply"),
            "{}",
            page.text
        );
        let (agreement, _) = newest(house, &number).await;
        let version = agreement.version.to_string();
        let back = format!("{base}/waivers/{}/withdrawal", Head::NonSolicitation.code());
        let fields = [("version", version.as_str())];
        assert_eq!(maya.post(&back, &fields).await.status, 303);
        assert_eq!(maya.post(&back, &fields).await.status, 409, "an old version");
        let (restored, _) = newest(house, &number).await;
        assert!(restored.paper.draft.waivers.is_empty());
        assert_eq!(number_of(&restored.paper.draft, Head::NonSolicitation), at, "in its usual place");
        let version = restored.version.to_string();
        let fields = [("version", version.as_str()), ("reason", "law"), ("note", "Settled by statute")];
        assert_eq!(maya.post(&path, &fields).await.status, 303);
        fixtures::issued(&house.app, &number).await.unwrap();
        let printed = maya.get(&format!("{base}/v/1")).await;
        assert!(printed.text.contains("Settled by statute"), "{}", printed.text);
    })
    .await;
}

#[tokio::test]
async fn a_clause_of_ones_own_is_added_before_the_last_and_goes_again() {
    on_each_database(async |house| {
        let number = drafted(house, Case::Dana).await;
        let base = format!("/secondments/{number}/agreement");
        let (before, _) = newest(house, &number).await;
        let version = before.version.to_string();
        let maya = house.browser("maya").await;
        assert_eq!(maya.get(&format!("{base}/clauses")).await.status, 200);
        let empty = maya
            .post(&format!("{base}/clauses"), &[("version", &version), ("title", ""), ("text", "")])
            .await;
        assert_eq!(empty.status, 422);
        let fields = [
            ("version", version.as_str()),
            ("title", "Parking"),
            ("text", "A space is kept.\n- at the gate"),
        ];
        let added = maya.post(&format!("{base}/clauses"), &fields).await;
        assert_eq!(added.status, 303, "{}", added.text);
        let (after, _) = newest(house, &number).await;
        let own = after.paper.draft.clause(Head::Additional).unwrap();
        let last = after.paper.draft.clauses.last().unwrap();
        assert_eq!(
            (own.title.as_str(), own.number + 1, last.head),
            ("Parking", last.number, Head::LawAndSignature)
        );
        for (key, status) in [("dana", 403), ("olu", 403), ("dev", 403), ("grace", 404)] {
            let path = format!("/api/v1{base}/clauses");
            let body =
                json!({"revision": after.version, "title": "Mine", "text": "All of it", "plain_words": ""});
            let answer = house.program(key).await.json(Method::POST, &path, &body).await;
            assert_eq!(answer.status, status, "{key}: {}", answer.text);
        }
        let path = format!("/api/v1{base}/clauses/{}/removal", own.number);
        let gone =
            house.program("maya").await.json(Method::POST, &path, &json!({"revision": after.version})).await;
        assert_eq!(gone.status, 200, "{}", gone.text);
        assert!(gone.json()["agreement"]["waivers"].as_array().unwrap().is_empty());
        fixtures::issued(&house.app, &number).await.unwrap();
        let late = json!({"revision": 1, "title": "Late", "text": "Too late", "plain_words": ""});
        let late =
            house.program("maya").await.json(Method::POST, &format!("/api/v1{base}/clauses"), &late).await;
        assert_eq!(late.json()["type"], "urn:sojourn:problem:not_a_draft", "{}", late.text);
        assert!(
            count(house, "SELECT COUNT(*) AS n FROM events WHERE kind = 'agreement.clause_left_out'").await
                == 1
        );
    })
    .await;
}
