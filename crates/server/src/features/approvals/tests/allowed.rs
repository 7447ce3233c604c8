//! What the API offers: an approver's actions to whoever's step it is, and to nobody else.

use super::*;
use crate::testing::on_each_database;

const ROUTE: [&str; 4] = ["approve", "approve_last", "return_for_more", "disapprove"];

/// What of an approver's actions is offered, on the record and in the list alike.
async fn offer(house: &House, who: &str, number: &str) -> [bool; 4] {
    let has = |view: &Value| {
        let all = view["allowed_actions"].as_array().unwrap().clone();
        ROUTE.map(|action| all.contains(&json!(action)))
    };
    let one = has(&record(house, who, number).await);
    let list = house.program(who).await.get("/api/v1/secondments?limit=100").await.json();
    let found = list["data"].as_array().unwrap().iter().find(|line| line["number"] == number).cloned();
    if let Some(line) = found {
        assert_eq!(has(&line), one, "{who}: the list says the same");
    }
    one
}

const NOTHING: [bool; 4] = [false; 4];
const OTHERS_FOLLOW: [bool; 4] = [true, false, true, true];
const LAST: [bool; 4] = [false, true, true, true];

/// Those who are asked are offered `wanted`, and nobody else anything.
async fn offered(house: &House, number: &str, asked: &[&str], wanted: [bool; 4]) {
    for who in ["maya", "dev", "finance", "olu", "ruth", "tomasz"] {
        let expected = if asked.contains(&who) { wanted } else { NOTHING };
        assert_eq!(offer(house, who, number).await, expected, "{who}");
    }
}

#[tokio::test]
async fn whoever_is_asked_is_offered_the_decision_and_no_other_approver() {
    on_each_database(async |house| {
        let number = released(house, Case::Tomasz).await;
        give(house, "olu", "Brightwater Group", Role::Hr).await;
        offered(house, &number, &["maya", "olu"], OTHERS_FOLLOW).await;
        approve(house, "olu", &number).await;
        offered(house, &number, &["dev"], LAST).await;
        approve(house, "dev", &number).await;
        offered(house, &number, &[], NOTHING).await;
    })
    .await;
}

#[tokio::test]
async fn a_deputy_is_offered_it_while_they_stand_in_and_nobody_their_own() {
    on_each_database(async |house| {
        give(house, "tomasz", "Brightwater Group", Role::Hr).await;
        let number = released(house, Case::Tomasz).await;
        assert_eq!(offer(house, "tomasz", &number).await, NOTHING, "one’s own by no second role");
        let path = format!("/api/v1/secondments/{number}");
        assert_eq!(house.program("theo").await.get(&path).await.status, 404);
        let body = json!({"delegate": "Theo Martins", "from": house.app.clock.today(), "to": "2026-11-24", "reason": "Leave"});
        assert_eq!(post(house, "maya", "/delegations", body).await.status, 200);
        assert_eq!(offer(house, "theo", &number).await, OTHERS_FOLLOW);
        house.app.clock.advance(chrono::Duration::days(2));
        assert_eq!(house.program("theo").await.get(&path).await.status, 404);
    })
    .await;
}
