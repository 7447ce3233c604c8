//! What was signed in one version stands in the next, and who signs is who holds the role until then.

use serde_json::json;
use sojourn_papers::{Draft, Head};

use super::*;
use crate::features::agreements::model::Agreement;
use crate::features::agreements::store as versions;
use crate::testing::on_each_database;

/// Asked by Maya and agreed by all three.
async fn agreed(house: &House, number: &str, change: &Value) -> i64 {
    let asked = send(house, "maya", number, "", change).await;
    assert_eq!(asked.status, 200, "{}", asked.text);
    let change = asked.json()["number"].as_i64().unwrap();
    for who in ["callum", "alison", "fiona"] {
        let said = says(house, who, number, change, json!({ "answer": "yes" })).await;
        assert_eq!(said.status, 200, "{who}: {}", said.text);
    }
    change
}

async fn newest(house: &House, number: &str) -> Agreement {
    let mut cx = house.cx("maya").await;
    let record = secondments::store::load(&mut cx, number).await.unwrap();
    versions::newest(&mut cx, record.secondment.id).await.unwrap().unwrap()
}

/// The clause that says what the version changes or replaces.
fn said_first(draft: &Draft) -> String {
    draft.editable_text(draft.clause(Head::Additional).unwrap().number).unwrap()
}

#[tokio::test]
async fn what_one_version_settled_stands_in_the_next_unless_a_notice_told_otherwise() {
    on_each_database(async |house| {
        let number = away(house).await;
        let input = json!({ "kind": "variation", "reason": "Quarter end", "recharge": "quarterly in arrears",
            "pay": "Home pays as before, with the usual rise.", "contact": "Ana Reis at the host" });
        agreed(house, &number, &input).await;
        agreements::issued(&house.app, &number).await.unwrap();
        agreements::executed(&house.app, &number).await.unwrap();
        let second = newest(house, &number).await.paper.facts;
        let notice =
            json!({ "kind": "variation", "reason": "Ana moves on", "contact": "Ben Cole at the host" });
        assert_eq!(send(house, "maya", &number, "", &notice).await.json()["status"], "in_effect");
        agreed(house, &number, &json!({ "kind": "variation", "reason": "Moved", "place": "Leeds" })).await;
        let third = newest(house, &number).await;
        assert_eq!(third.paper.facts.pay.note, "Home pays as before, with the usual rise.");
        assert_eq!(third.paper.facts.ending.early_end, second.ending.early_end);
        let terms = third.paper.change.unwrap().variation.terms;
        let said: Vec<&str> = terms.iter().map(|term| term.what.as_str()).collect();
        assert_eq!(said, ["place of work", "recharge"]);
        let said = said_first(&third.paper.draft);
        assert!(said.contains("recharge: stays “quarterly in arrears”"), "{said}");
    })
    .await;
}

#[tokio::test]
async fn a_new_agreement_stays_one_when_particulars_are_filled_in() {
    on_each_database(async |house| {
        let number = away(house).await;
        let input = json!({ "kind": "variation", "reason": "Promoted", "supersede": true, "title": "Head of accounts" });
        agreed(house, &number, &input).await;
        let particulars = json!({ "revision": newest(house, &number).await.version });
        let path = format!("/api/v1/secondments/{number}/agreement/particulars");
        let saved = house.program("maya").await.json(Method::PUT, &path, &particulars).await;
        assert_eq!(saved.status, 200, "{}", saved.text);
        let draft = newest(house, &number).await.paper.draft;
        let titles: Vec<&str> = draft.clauses.iter().map(|clause| clause.title.as_str()).collect();
        assert!(titles.contains(&"The agreement that this one replaces"), "{titles:?}");
        assert!(!titles.contains(&"What this version changes"), "{titles:?}");
        let said = said_first(&draft);
        assert!(said.contains("is now “Head of accounts”"), "{said}");
    })
    .await;
}

#[tokio::test]
async fn who_holds_a_role_until_then_signs_and_access_moves_when_it_counts() {
    on_each_database(async |house| {
        let number = away(house).await;
        let rob = house.world.person("rob").unwrap();
        let email = {
            let mut cx = house.cx("maya").await;
            crate::features::people::store::brief(&mut cx, rob).await.unwrap().email.unwrap()
        };
        let input = json!({ "kind": "variation", "reason": "Fiona moves on", "place": "Leeds",
            "host_manager_email": email });
        agreed(house, &number, &input).await;
        let names: Vec<String> =
            newest(house, &number).await.paper.draft.signatories.into_iter().map(|one| one.name).collect();
        assert!(names.iter().any(|name| name == "Fiona Achterberg"), "{names:?}");
        let path = format!("/api/v1/secondments/{number}");
        assert_eq!(house.program("rob").await.get(&path).await.status, 404, "not yet");
        agreements::issued(&house.app, &number).await.unwrap();
        agreements::executed(&house.app, &number).await.unwrap();
        assert_eq!(record(house, &number).await.secondment.host_manager, Some(rob));
        assert_eq!(house.program("rob").await.get(&path).await.status, 200);
        assert_eq!(house.program("fiona").await.get(&path).await.status, 404);
    })
    .await;
}
