//! The rules of an organisation.

use super::*;
use crate::testing::on_each_database;

#[tokio::test]
async fn an_organisation_has_its_own_rules_and_a_route_keeps_those_it_began_with() {
    on_each_database(async |house| {
        let before = released(house, Case::Callum).await;
        let program = house.program("maya").await;
        let rules = program.get("/api/v1/approval-rules").await.json();
        assert_eq!((&rules["version"], &rules["currency"]), (&json!(0), &json!("GBP")));
        let new = json!({"short_days": 0, "version": 0, "rules": [
            {"when": "always", "by": "programme_admin", "days": 3},
            {"when": "cost_over", "above": 1, "by": "finance", "days": 2}]});
        let saved = program.json(Method::PUT, "/api/v1/approval-rules", &new).await;
        assert_eq!(saved.json()["version"], 1, "{}", saved.text);
        assert_eq!(program.json(Method::PUT, "/api/v1/approval-rules", &new).await.status, 409, "stale");
        assert_eq!(route(house, "callum", &before).await["steps"][0]["by"], "hr");
        let number = released(house, Case::Dana).await;
        let steps = route(house, "dana", &number).await["steps"].clone();
        assert_eq!((&steps[0]["by"], &steps[0]["due_on"]), (&json!("programme_admin"), &json!("2026-11-26")));
        assert_eq!(steps[1]["reason"], "It costs home more than £1.");
        approve(house, "maya", &number).await;
        assert_eq!(approve(house, "finance", &number).await["workflow"], "terms_negotiation");
    })
    .await;
}

#[tokio::test]
async fn the_settings_page_keeps_what_was_typed_and_is_for_those_who_keep_the_rules() {
    on_each_database(async |house| {
        let page = "/settings/approvals";
        for who in ["dana", "dev", "finance"] {
            assert_eq!(house.browser(who).await.get(page).await.status, 404, "{who}");
            let program = house.program(who).await;
            assert_eq!(program.get("/api/v1/approval-rules").await.status, 404, "{who}");
        }
        let admin = house.browser("admin").await;
        let text = admin.get(page).await.text;
        assert!(text.contains("Who approves at Brightwater Group") && text.contains("30000"), "{text}");
        let wrong = [
            ("short_days", "31"),
            ("when-0", "longer_than"),
            ("above-0", "many"),
            ("by-0", "hr"),
            ("days-0", "5"),
            ("when-1", ""),
            ("when-2", "always"),
            ("by-2", "legal"),
            ("days-2", "0"),
            ("version", "0"),
        ];
        let answer = admin.post(page, &wrong).await;
        assert_eq!(answer.status, 422);
        for words in ["many", "Write a whole number", "Write a number of working days from 1 to 60"] {
            assert!(answer.text.contains(words), "{words}: {}", answer.text);
        }
        let right = [
            ("short_days", "10"),
            ("when-0", "outside"),
            ("by-0", "legal"),
            ("days-0", "4"),
            ("short-0", "yes"),
            ("version", "0"),
        ];
        let answer = admin.post(page, &right).await;
        assert_eq!(answer.status, 303, "{}", answer.text);
        let rules = house.program("maya").await.get("/api/v1/approval-rules").await.json();
        assert_eq!(
            rules["rules"],
            json!([{"when": "outside", "above": null, "by": "legal", "days": 4, "even_if_short": true}])
        );
        let number = released(house, Case::Callum).await;
        assert_eq!(record(house, "callum", &number).await["workflow"], "terms_negotiation");
    })
    .await;
}
