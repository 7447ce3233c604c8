//! Managers and names that change while somebody is away (domain 10.9, 10.10, 10.12).

use chrono::Duration;
use serde_json::json;

use super::truth::findings;
use super::*;
use crate::testing::on_each_database;

/// Changes a row of the directory, as HR at home does.
async fn change_person(house: &House, who: &str, mut change: Value) {
    let path = format!("/api/v1/people/{}", house.world.person(who).unwrap());
    let maya = house.program("maya").await;
    change["version"] = maya.get(&path).await.json()["version"].clone();
    let answer = maya.json(Method::PATCH, &path, &change).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
}

async fn email(house: &House, who: &str) -> String {
    let person = house.world.person(who).unwrap();
    let mut cx = house.cx("maya").await;
    crate::features::people::store::brief(&mut cx, person).await.unwrap().email.unwrap()
}

#[tokio::test]
async fn a_new_manager_at_home_takes_the_record_over_with_its_past_and_its_promise() {
    on_each_database(async |house| {
        let number = away(house).await;
        let (path, theo) = (format!("/secondments/{number}"), house.world.person("theo").unwrap());
        change_person(house, "callum", json!({ "manager": theo.to_string() })).await;
        assert_eq!(findings(house, "alison", &number).await, ["manager_changed"]);
        let change = json!({ "kind": "variation", "reason": "Alison leads another team.",
            "home_manager_email": email(house, "theo").await });
        let asked = send(house, "maya", &number, "", &change).await;
        assert_eq!(asked.status, 200, "{}", asked.text);
        assert_eq!(
            (&asked.json()["needs"], &asked.json()["status"]),
            (&json!("nobody"), &json!("in_effect"))
        );
        assert_eq!(record(house, &number).await.secondment.home_manager, Some(theo));
        assert!(findings(house, "theo", &number).await.is_empty(), "record and directory say the same");
        assert_eq!(house.browser("alison").await.get(&path).await.status, 404);
        let theo = house.browser("theo").await;
        let proposal = page(&theo, &format!("{path}/proposal")).await;
        assert!(proposal.contains("Sales manager, Sydney Sales"), "the promise stands: {proposal}");
        let agreement = page(&theo, &format!("{path}/agreement")).await;
        assert!(agreement.contains("Alison Burke"), "who signed for home stays: {agreement}");
        page(&theo, &format!("{path}/history")).await;
        let told = letters(house, "change_took_effect").await;
        assert!(told.iter().any(|(to, _)| to == "Callum Reyes"), "{told:?}");
    })
    .await;
}

#[tokio::test]
async fn a_host_manager_who_has_left_is_missed_after_five_days_until_another_is_named() {
    on_each_database(async |house| {
        let number = away(house).await;
        let today = house.app.clock.today();
        change_person(house, "fiona", json!({ "status": "left" })).await;
        go_to(house, today + Duration::days(5));
        assert!(findings(house, "alison", &number).await.is_empty(), "five days are given");
        go_to(house, today + Duration::days(6));
        assert_eq!(findings(house, "alison", &number).await, ["no_manager"]);
        let shown = page(&house.browser("maya").await, &format!("/secondments/{number}")).await;
        assert!(shown.contains("nobody has taken over for 6 days"), "{shown}");
        let change = json!({ "kind": "variation", "reason": "Fiona left.",
            "host_manager_email": email(house, "rob").await });
        assert_eq!(send(house, "alison", &number, "", &change).await.status, 200);
        assert!(findings(house, "alison", &number).await.is_empty());
        assert!(findings(house, "rob", &number).await.is_empty(), "who follows sees the record");
    })
    .await;
}

#[tokio::test]
async fn an_organisation_with_a_new_name_keeps_the_old_one_on_what_was_signed() {
    on_each_database(async |house| {
        let number = away(house).await;
        let home = house.world.organisation("Brightwater Group").unwrap();
        let path = format!("/api/v1/organisations/{home}");
        let admin = house.program("admin").await;
        let version = admin.get(&path).await.json()["version"].clone();
        let renamed = json!({ "version": version, "organisation": { "name": "Brightwater Group",
            "legal_name": "Brightwater Holdings Ltd", "kind": "member", "country": "GB", "currency": "GBP" } });
        let changed = admin.json(Method::PUT, &path, &renamed).await;
        assert_eq!(changed.status, 200, "{}", changed.text);
        for who in ["alison", "fiona"] {
            assert_eq!(findings(house, who, &number).await, ["renamed"], "{who}");
        }
        let shown = page(&house.browser("maya").await, &format!("/secondments/{number}")).await;
        let words = "Brightwater Holdings Ltd is called “Brightwater Studio Ltd” on the agreement";
        assert!(shown.contains(words), "{shown}");
        let agreement = format!("/api/v1/secondments/{number}/agreement");
        let signed = house.program("callum").await.get(&agreement).await.json()["agreement"].to_string();
        assert!(signed.contains("Brightwater Studio Ltd") && !signed.contains("Holdings"), "{signed}");
    })
    .await;
}
