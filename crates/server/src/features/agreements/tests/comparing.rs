//! Two texts side by side: who may read which, what is marked, and what a signer has not met yet.

use axum::http::Method;
use serde_json::{Value, json};

use super::helpers::{at_helen, drafted, helen, issued, newest, sign, token};
use crate::features::agreements::fixtures;
use crate::features::proposals::fixtures::Case;
use crate::testing::{House, on_each_database};

/// Takes the text back, writes one clause anew and sends it out again.
async fn next_version(house: &House, number: &str, clause: u16, text: &str) {
    let maya = house.program("maya").await;
    let base = format!("/api/v1/secondments/{number}/agreement");
    let back =
        maya.json(Method::POST, &format!("{base}/recall"), &json!({"reason": "A clause changes"})).await;
    assert_eq!(back.status, 200, "{}", back.text);
    write(house, number, clause, text).await;
    fixtures::issued(&house.app, number).await.unwrap();
}

async fn write(house: &House, number: &str, clause: u16, text: &str) {
    let (agreement, _) = newest(house, number).await;
    let title = agreement.paper.draft.clauses[usize::from(clause) - 1].title.clone();
    let body = json!({"revision": agreement.version, "title": title, "text": text});
    let path = format!("/api/v1/secondments/{number}/agreement/clauses/{clause}");
    let done = house.program("maya").await.json(Method::PUT, &path, &body).await;
    assert_eq!(done.status, 200, "{}", done.text);
}

async fn compared(house: &House, key: &str, number: &str, pair: (&str, &str)) -> (u16, Value) {
    let path = format!("/api/v1/secondments/{number}/agreement/v/{}/compare/{}", pair.0, pair.1);
    let answer = house.program(key).await.get(&path).await;
    (answer.status.as_u16(), answer.json())
}

#[tokio::test]
async fn versions_the_draft_and_the_standard_text_are_compared_clause_by_clause() {
    on_each_database(async |house| {
        let number = issued(house, Case::Dana).await;
        next_version(house, &number, 9, "Home pays. <script>alert(1)</script>").await;
        let (status, value) = compared(house, "fiona", &number, ("1", "2")).await;
        assert_eq!((status, &value["summary"]), (200, &json!("1 clause changed.")), "{value}");
        let changed: Vec<&Value> =
            value["clauses"].as_array().unwrap().iter().filter(|one| one["became"] == "changed").collect();
        assert_eq!(changed[0]["place"], "Clause 9");
        let spans: Vec<&Value> =
            changed[0]["paragraphs"].as_array().unwrap().iter().flat_map(|p| p.as_array().unwrap()).collect();
        let has = |mark: &str, text: &str| {
            spans.iter().any(|span| span["mark"] == mark && span["text"].as_str().unwrap().contains(text))
        };
        assert!(has("added", "<script>alert(1)</script>"), "{spans:?}");
        assert!(spans.iter().any(|span| span["mark"] == "removed"), "{spans:?}");
        // the same by page, every word escaped, the rest folded
        let page = format!("/secondments/{number}/agreement/v/1/compare/2");
        let shown = house.browser("fiona").await.get(&page).await;
        assert_eq!(shown.status, 200, "{}", shown.text);
        assert!(shown.text.contains("<ins><span class=\"vh\">[added: </span>"), "{}", shown.text);
        assert!(
            shown.text.contains("<del><span class=\"vh\">[removed: </span>")
                && shown.text.contains("<details")
        );
        assert!(shown.text.contains("&#60;script&#62;alert(1)") && !shown.text.contains("<script>alert"));
        assert!(shown.text.contains("1 clause changed."));
        // the other way round what was added is taken away
        let (_, back) = compared(house, "maya", &number, ("2", "1")).await;
        assert!(back.to_string().contains("\"removed\""), "{back}");
        let (_, standard) = compared(house, "maya", &number, ("standard", "2")).await;
        assert_eq!(standard["summary"], "1 clause changed.", "{standard}");
        let (_, same) = compared(house, "maya", &number, ("standard", "1")).await;
        assert_eq!(same["summary"], "The two texts say the same.");
        let agreement = house.browser("maya").await.get(&format!("/secondments/{number}/agreement")).await;
        for way in ["v/1/compare/2", "v/standard/compare/2"] {
            assert!(agreement.text.contains(way), "{way}: {}", agreement.text);
        }
        for pair in [("1", "3"), ("draft", "2"), ("x", "2"), ("1", ""), ("-1", "99999999999999999999")] {
            let path = format!("/secondments/{number}/agreement/v/{}/compare/{}", pair.0, pair.1);
            assert_eq!(house.browser("maya").await.get(&path).await.status, 404, "{pair:?}");
        }
        for key in ["tomasz", "sofia", "admin"] {
            assert_eq!(house.browser(key).await.get(&page).await.status, 404, "{key}");
            assert_eq!(house.program(key).await.get(&format!("/api/v1{page}")).await.status, 404, "{key}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_draft_is_compared_by_those_who_read_drafts_and_a_place_that_changed_is_said() {
    on_each_database(async |house| {
        let number = drafted(house, Case::Dana).await;
        let maya = house.program("maya").await;
        let base = format!("/api/v1/secondments/{number}/agreement");
        let (agreement, _) = newest(house, &number).await;
        let note =
            json!({"revision": agreement.version, "reason": "employment_contract", "note": "Page <3>"});
        let gone = maya.json(Method::POST, &format!("{base}/clauses/9/removal"), &note).await;
        assert_eq!(gone.status, 200, "{}", gone.text);
        for key in ["dana", "olu", "fiona", "maya", "dev", "auditor"] {
            let (status, value) = compared(house, key, &number, ("standard", "draft")).await;
            assert_eq!(status, 200, "{key}");
            assert!(value["summary"].as_str().unwrap().contains("taken out"), "{key}: {value}");
        }
        let (_, value) = compared(house, "dana", &number, ("standard", "1")).await;
        let clauses = value["clauses"].as_array().unwrap();
        let tenth = clauses.iter().find(|one| one["was"] == "Clause 10").unwrap();
        assert_eq!((&tenth["place"], &tenth["moved"]), (&json!("Clause 9"), &json!("renumbered")));
        let last = clauses.iter().find(|one| one["became"] == "removed").unwrap();
        assert!(last["reason"].as_str().unwrap().contains("Page <3>"), "{last}");
        let shown = house
            .browser("dana")
            .await
            .get(&format!("/secondments/{number}/agreement/v/standard/compare/draft"))
            .await;
        assert!(
            shown.text.contains("Renumbered: it was clause 10.") && shown.text.contains("Page &#60;3&#62;")
        );
        // finance reads what is out for signature, never a draft
        assert_eq!(compared(house, "finance", &number, ("standard", "draft")).await.0, 404);
        assert_eq!(compared(house, "finance", &number, ("standard", "1")).await.0, 404);
        fixtures::issued(&house.app, &number).await.unwrap();
        assert_eq!(compared(house, "finance", &number, ("standard", "1")).await.0, 200);
    })
    .await;
}

#[tokio::test]
async fn a_signer_is_shown_what_changed_since_the_version_they_met_last() {
    on_each_database(async |house| {
        let number = at_helen(house).await;
        house.app.clock.advance(chrono::Duration::seconds(1));
        // version 2 never reaches Helen
        next_version(house, &number, 9, "Home pays for travel.").await;
        house.app.clock.advance(chrono::Duration::seconds(1));
        next_version(house, &number, 8, "There is no appraisal.").await;
        let page = format!("/secondments/{number}/agreement");
        let ines = house.browser("ines").await;
        let shown = ines.get(&page).await.text;
        assert!(
            shown.contains("One change since version 2.") && shown.contains(&format!("{page}/v/2/compare/3")),
            "{shown}"
        );
        assert_eq!(sign(&ines, &page, &format!("{page}/signatures"), "Inès Baptiste").await.status, 303);
        house.app.clock.advance(chrono::Duration::minutes(20));
        let browser = helen(house).await;
        let shown = browser.get("/sign").await.text;
        assert!(shown.contains("2 changes since version 1.") && shown.contains("/sign/compare/1"), "{shown}");
        let text = browser.get("/sign/compare/1").await;
        assert!(text.status == 200 && text.text.contains("2 clauses changed."), "{}", text.text);
        assert!(text.text.contains("Home pays for travel.") || text.text.contains("travel"), "{}", text.text);
        for version in [2, 3, 4, 0] {
            let never = browser.get(&format!("/sign/compare/{version}")).await;
            assert_eq!(never.status, 404, "{version}: she was never asked to sign it before");
        }
        let path = format!("/api/v1/signing/{}/compare/1", token(house).await);
        let unproven = json!({"session": "0".repeat(64)});
        let answer = house.anonymous().json(Method::POST, &path, &unproven).await;
        assert_eq!(answer.status, 422, "a code comes first: {}", answer.text);
    })
    .await;
}
