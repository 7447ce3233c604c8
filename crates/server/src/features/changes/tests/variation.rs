//! Other terms: who has to agree, what needs nobody, and what counts from before.

use chrono::Duration;
use serde_json::json;

use super::*;
use crate::features::secondments::Workflow;
use crate::testing::on_each_database;

#[tokio::test]
async fn a_new_manager_is_told_to_everybody_and_access_moves_with_the_role() {
    on_each_database(async |house| {
        let number = away(house).await;
        let change = json!({ "kind": "variation", "reason": "Fiona moves on.", "host_manager_email":
            "rob.hale@brightwater-group.example" });
        let rob = { house.cx("rob").await.actor.person };
        let email = {
            let mut cx = house.cx("maya").await;
            crate::features::people::store::brief(&mut cx, rob).await.unwrap().email.unwrap()
        };
        let mut change = change;
        change["host_manager_email"] = json!(email);
        assert_eq!(
            house.program("rob").await.get(&format!("/api/v1/secondments/{number}")).await.status,
            404
        );
        let asked = send(house, "fiona", &number, "", &change).await;
        assert_eq!(
            (asked.status.as_u16(), asked.json()["needs"].as_str()),
            (200, Some("nobody")),
            "{}",
            asked.text
        );
        assert_eq!(asked.json()["status"], "in_effect");
        let s = record(house, &number).await.secondment;
        assert_eq!(s.host_manager, Some(rob));
        assert_eq!(
            house.program("rob").await.get(&format!("/api/v1/secondments/{number}")).await.status,
            200
        );
        assert_eq!(
            house.program("fiona").await.get(&format!("/api/v1/secondments/{number}")).await.status,
            404
        );
        let told = letters(house, "change_took_effect").await;
        assert!(told.len() >= 4, "{told:?}");
    })
    .await;
}

#[tokio::test]
async fn a_recharge_needs_both_managers_and_other_terms_all_three() {
    on_each_database(async |house| {
        let number = away(house).await;
        let same = json!({ "kind": "variation", "reason": "x", "effective_on": house.app.clock.today() });
        assert_eq!(send(house, "maya", &number, "", &same).await.status, 422);
        let amount = json!({ "kind": "variation", "reason": "x", "recharge": "£4,000 a month" });
        assert_eq!(send(house, "maya", &number, "", &amount).await.status, 422);
        let nobody =
            json!({ "kind": "variation", "reason": "x", "home_manager_email": "nobody@example.org" });
        assert!(
            send(house, "maya", &number, "", &nobody).await.text.contains("Nobody there has this address")
        );
        let recharge =
            json!({ "kind": "variation", "reason": "Quarter end", "recharge": "quarterly in arrears" });
        let asked = send(house, "maya", &number, "", &recharge).await.json();
        assert_eq!(asked["needs"], "bilateral");
        let sides: Vec<&str> =
            asked["sides"].as_array().unwrap().iter().map(|s| s["side"].as_str().unwrap()).collect();
        assert_eq!(sides, ["home", "host"]);
        assert_eq!(says(house, "callum", &number, 1, json!({ "answer": "yes" })).await.status, 409);
        for who in ["alison", "fiona"] {
            assert_eq!(says(house, who, &number, 1, json!({ "answer": "yes" })).await.status, 200);
        }
        agreements::issued(&house.app, &number).await.unwrap();
        agreements::executed(&house.app, &number).await.unwrap();
        assert_eq!(read(house, "maya", &number, 1).await["status"], "in_effect", "its day was today");
        assert_eq!(record(house, &number).await.secondment.workflow, Workflow::Active);
    })
    .await;
}

#[tokio::test]
async fn what_counts_from_before_says_why_and_keeps_its_signing_day() {
    on_each_database(async |house| {
        let number = away(house).await;
        let today = house.app.clock.today();
        let from = today - Duration::days(20);
        let mut change = json!({ "kind": "variation", "reason": "Moved floors", "place": "Leeds", "fte_bp": 6000,
            "effective_on": from });
        assert_eq!(send(house, "alison", &number, "", &change).await.status, 422);
        change["retroactive"] = json!("The form lay on a desk.");
        assert_eq!(send(house, "alison", &number, "", &change).await.json()["needs"], "full");
        for who in ["callum", "fiona"] {
            assert_eq!(says(house, who, &number, 1, json!({ "answer": "yes" })).await.status, 200);
        }
        agreements::issued(&house.app, &number).await.unwrap();
        agreements::executed(&house.app, &number).await.unwrap();
        let s = record(house, &number).await.secondment;
        assert_eq!((s.place.as_str(), s.fte_bp), ("Leeds", 6000));
        let text = page(&house.browser("callum").await, &format!("/secondments/{number}/agreement")).await;
        assert!(text.contains("No signature is dated back") && text.contains("The form lay on a desk"));
    })
    .await;
}
