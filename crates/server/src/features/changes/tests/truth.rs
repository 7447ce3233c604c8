//! What does not fit together: told on the record, in the list, and by a letter a week.

use chrono::Duration;
use serde_json::json;

use super::*;
use crate::features::changes::truth::alert_overstays;
use crate::testing::on_each_database;

pub(super) async fn findings(house: &House, who: &str, number: &str) -> Vec<String> {
    let answer = house.program(who).await.get(&format!("/api/v1/secondments/{number}/findings")).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    let found = answer.json()["findings"].as_array().unwrap().clone();
    found.iter().map(|one| one["code"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn past_the_last_day_is_told_once_a_week_to_both_managers_and_the_desk() {
    on_each_database(async |house| {
        let number = away(house).await;
        assert!(findings(house, "maya", &number).await.is_empty());
        let last = record(house, &number).await.secondment.ends_on.unwrap();
        go_to(house, last);
        alert_overstays(house.app.clone()).await.unwrap();
        assert!(letters(house, "overstay").await.is_empty(), "the last day counts");
        go_to(house, last + Duration::days(3));
        for _ in 0..2 {
            alert_overstays(house.app.clone()).await.unwrap();
        }
        assert_eq!(letters(house, "overstay").await.len(), 3, "Alison, Fiona and Maya");
        go_to(house, last + Duration::days(10));
        alert_overstays(house.app.clone()).await.unwrap();
        assert_eq!(letters(house, "overstay").await.len(), 6);
        assert_eq!(findings(house, "fiona", &number).await, ["overstay"]);
        let maya = house.browser("maya").await;
        let shown = page(&maya, &format!("/secondments/{number}")).await;
        assert!(shown.contains("What does not fit together") && shown.contains("10 days ago"), "{shown}");
        assert!(page(&maya, "/secondments?status=misfit").await.contains(&number));
        // an extension that only some have answered is not treated as valid
        let then = last + Duration::days(60);
        assert_eq!(
            send(house, "callum", &number, "", &stay_until(then)).await.status,
            422,
            "why it counts from before"
        );
        let mut change = stay_until(then);
        change["retroactive"] = json!("Nobody thought of it in time.");
        assert_eq!(send(house, "callum", &number, "", &change).await.status, 200);
        assert_eq!(findings(house, "alison", &number).await, ["unsigned_extension"]);
    })
    .await;
}

#[tokio::test]
async fn a_start_before_all_have_signed_is_a_fact_with_its_days() {
    on_each_database(async |house| {
        let (app, world) = (&house.app, &house.world);
        let number = approvals::fixtures::released(app, world, Case::Callum).await.unwrap();
        agreements::issued(app, &number).await.unwrap();
        let first = record(house, &number).await.secondment.starts_on.unwrap();
        go_to(house, first + Duration::days(4));
        let path = format!("/api/v1/secondments/{number}/happenings");
        let mut start = json!({ "kind": "unsigned_start", "from": first });
        let maya = house.program("maya").await;
        assert_eq!(maya.json(Method::POST, &path, &start).await.status, 422, "with a reason only");
        start["note"] = json!("Fiona was away; the client could not wait.");
        assert_eq!(house.program("alison").await.json(Method::POST, &path, &start).await.status, 409);
        let answer = maya.json(Method::POST, &path, &start).await.json();
        assert_eq!(
            (answer["workflow"].as_str(), answer["presence"].as_str()),
            (Some("agreement_issued"), Some("at_host"))
        );
        assert_eq!(findings(house, "maya", &number).await, ["worked_unsigned"]);
        assert!(page(&house.browser("maya").await, "/secondments?status=misfit").await.contains(&number));
        agreements::executed(app, &number).await.unwrap();
        assert_eq!(findings(house, "maya", &number).await, ["signed_late"]);
        assert!(!page(&house.browser("maya").await, "/secondments?status=misfit").await.contains(&number));
    })
    .await;
}

#[tokio::test]
async fn two_at_once_are_told_to_home_and_never_to_a_host() {
    on_each_database(async |house| {
        let number = away(house).await;
        let (app, world) = (&house.app, &house.world);
        let other = approvals::fixtures::released(app, world, Case::Callum).await.unwrap();
        let mut tx = app.db.write().await.unwrap();
        let sql = "UPDATE secondments SET starts_on = $1, ends_on = $2 WHERE number = $3";
        let today = app.clock.today();
        tx.run(sql, args![today, today + Duration::days(90), &other]).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(findings(house, "alison", &number).await, ["two_at_once"]);
        assert!(findings(house, "fiona", &number).await.is_empty());
        // the second has not begun: whoever lets the person go reads it before they are away twice
        assert_eq!(findings(house, "alison", &other).await, ["two_at_once"]);
        let shown = page(&house.browser("alison").await, &format!("/secondments/{other}")).await;
        assert!(shown.contains("200% of the working time, more than there is"), "{shown}");
        assert!(findings(house, "fiona", &other).await.is_empty(), "hosts don’t see each other");
    })
    .await;
}

#[tokio::test]
async fn another_manager_at_home_is_told_to_home_until_the_record_says_so_too() {
    on_each_database(async |house| {
        let number = away(house).await;
        let mut tx = house.app.db.write().await.unwrap();
        let sql = "UPDATE people SET manager_id = $1, updated_at = $3 WHERE id = $2";
        let [theo, callum] = ["theo", "callum"].map(|key| house.world.person(key).unwrap());
        tx.run(sql, args![theo, callum, house.app.clock.now()]).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(findings(house, "alison", &number).await, ["manager_changed"]);
        let shown = page(&house.browser("maya").await, &format!("/secondments/{number}")).await;
        assert!(
            shown.contains("Theo Martins manages the secondee at home; this record says Alison Burke"),
            "{shown}"
        );
        assert!(findings(house, "fiona", &number).await.is_empty(), "the host has no part in it");
    })
    .await;
}

#[tokio::test]
async fn one_after_the_other_are_a_chain_with_its_length_for_home_alone() {
    on_each_database(async |house| {
        let number = away(house).await;
        let (app, world) = (&house.app, &house.world);
        let last = record(house, &number).await.secondment.ends_on.unwrap();
        let alone =
            house.program("alison").await.get(&format!("/api/v1/secondments/{number}/chain")).await.json();
        assert!(alone["parts"].as_array().unwrap().is_empty() && alone["length"].is_null(), "{alone}");
        let next = approvals::fixtures::released(app, world, Case::Callum).await.unwrap();
        let mut tx = app.db.write().await.unwrap();
        let sql = "UPDATE secondments SET starts_on = $1, ends_on = $2 WHERE number = $3";
        let begins = last + Duration::days(60);
        tx.run(sql, args![begins, begins + Duration::days(250), &next]).await.unwrap();
        tx.commit().await.unwrap();
        for own in [&number, &next] {
            let path = format!("/api/v1/secondments/{own}/chain");
            let chain = house.program("alison").await.get(&path).await.json();
            let parts = chain["parts"].as_array().unwrap();
            let numbers: Vec<&str> = parts.iter().map(|part| part["number"].as_str().unwrap()).collect();
            assert_eq!(numbers, [number.as_str(), next.as_str()], "{chain}");
            assert_eq!(chain["is_long"], true);
        }
        let shown = page(&house.browser("callum").await, &format!("/secondments/{number}")).await;
        let link = format!("href=\"/secondments/{next}\"");
        assert!(shown.contains("One after the other") && shown.contains(&link), "{shown}");
        assert!(shown.contains("longer than 12 months"), "{shown}");
        let host =
            house.program("fiona").await.get(&format!("/api/v1/secondments/{number}/chain")).await.json();
        assert!(host["parts"].as_array().unwrap().is_empty(), "hosts never see each other: {host}");
    })
    .await;
}
