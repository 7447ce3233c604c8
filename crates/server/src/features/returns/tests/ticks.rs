//! What the way back knows ticks the checklist.

use chrono::Duration;
use serde_json::json;

use super::*;
use crate::features::returns::fixtures;
use crate::testing::on_each_database;

async fn task(house: &House, number: &str, code: &str) -> Value {
    let all = read(house, "maya", number, "tasks").await;
    let found = all["tasks"].as_array().unwrap().iter().find(|task| task["code"] == code).cloned();
    found.unwrap_or_else(|| panic!("no {code} on {number}"))
}

#[tokio::test]
async fn the_plan_of_both_is_the_plan_of_the_return() {
    on_each_database(async |house| {
        let n = away(house, 42).await;
        run_jobs(house).await;
        assert_eq!(task(house, &n, "C56").await["state"], "to_do");
        let wishes = json!({ "use_next": "Account reviews", "learn_next": "Pricing", "version": 1 });
        assert_eq!(send(house, "callum", Method::PUT, &n, "return-plan/wishes", &wishes).await.status, 200);
        assert_eq!(task(house, &n, "C56").await["state"], "to_do", "home has not written its part");
        let meeting = record(house, &n).await.secondment.ends_on.unwrap() - Duration::days(30);
        let role = json!({ "role": "Sales manager", "first_project": "Melbourne", "teach": "The team",
            "meeting_on": meeting, "version": 2 });
        assert_eq!(send(house, "alison", Method::PUT, &n, "return-plan/role", &role).await.status, 200);
        let done = task(house, &n, "C56").await;
        assert_eq!(
            (&done["state"], &done["outcome"]),
            (&json!("done"), &json!("The return plan, written by both"))
        );
    })
    .await;
}

#[tokio::test]
async fn each_answer_on_being_back_is_one_time_of_four() {
    on_each_database(async |house| {
        let (n, on) = back(house).await;
        let due = task(house, &n, "C69").await["due_on"].clone();
        let answer = json!({ "mood": 4, "fits": 4 });
        let said = async |day: i64| {
            let path = format!("reentry/{day}");
            let said = send(house, "callum", Method::POST, &n, &path, &answer).await;
            assert_eq!(said.status, 200, "{}", said.text);
        };
        go_to(house, on + Duration::days(7));
        said(7).await;
        let next = task(house, &n, "C69").await;
        assert_eq!(next["state"], "to_do");
        assert!(next["due_on"].as_str().unwrap() > due.as_str().unwrap(), "{next}");
        // the second was missed: the third counts for it, and an answer to it afterwards counts for nothing more
        go_to(house, on + Duration::days(60));
        said(60).await;
        let third = task(house, &n, "C69").await;
        assert_eq!(third["state"], "to_do");
        said(30).await;
        assert_eq!(task(house, &n, "C69").await["due_on"], third["due_on"]);
        go_to(house, on + Duration::days(90));
        said(90).await;
        let done = task(house, &n, "C69").await;
        assert_eq!(
            (&done["state"], &done["outcome"]),
            (&json!("done"), &json!("The questions on being back"))
        );
    })
    .await;
}

#[tokio::test]
async fn planning_where_a_skill_is_used_is_the_plan() {
    on_each_database(async |house| {
        let (n, _) = back(house).await;
        assert_eq!(task(house, &n, "C66").await["state"], "to_do");
        fixtures::uses(&house.app, &house.world, "callum", &n, 10, ["Account reviews", "Every Tuesday"])
            .await
            .unwrap();
        let done = task(house, &n, "C66").await;
        assert_eq!(
            (&done["state"], &done["outcome"]),
            (&json!("done"), &json!("The plan where a skill is used"))
        );
    })
    .await;
}
