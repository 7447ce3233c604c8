//! Around a check-in: the plan, the lines before, the answers after, the actions, and what is asked for by itself.

use axum::http::Method;
use serde_json::{Value, json};

use super::super::fixtures as placements;
use super::super::reminders::REMIND;
use super::*;
use crate::features::agreements::fixtures as agreements;
use crate::features::proposals::fixtures::Case;
use crate::testing::on_each_database;

/// Dana at Fiona's, arrived on the first day.
async fn away(house: &House) -> String {
    let number = approvals::fixtures::released(&house.app, &house.world, Case::Dana).await.unwrap();
    agreements::issued(&house.app, &number).await.unwrap();
    agreements::executed(&house.app, &number).await.unwrap();
    placements::ready(&house.app, &number).await.unwrap();
    go_to_first_day(house, &number).await;
    placements::arrived(&house.app, &house.world, &number, Some("fiona")).await.unwrap();
    number
}

async fn plan(house: &House, key: &str, number: &str) -> Value {
    house.program(key).await.get(&format!("/api/v1/secondments/{number}/check-ins/plan")).await.json()
}

async fn post(house: &House, key: &str, number: &str, path: &str, input: Value) -> Answer {
    let path = format!("/api/v1/secondments/{number}/check-ins/{path}");
    house.program(key).await.json(Method::POST, &path, &input).await
}

#[tokio::test]
async fn each_writes_a_line_before_and_private_words_reach_the_mobility_team_alone() {
    on_each_database(async |house| {
        let n = away(house).await;
        let told = plan(house, "dana", &n).await;
        let day = told["current"].as_str().unwrap().to_owned();
        assert_eq!(told["planned"][0]["kind"], "weekly");
        let page = format!("/secondments/{n}/check-ins/plan/{day}");
        let dana = house.browser("dana").await;
        let shown = dana.get(&page).await;
        for words in
            ["Prepare the weekly check-in", "About the goals", "About support", "for the mobility team alone"]
        {
            assert!(shown.text.contains(words), "{words}: {}", shown.text);
        }
        assert_eq!(dana.post(&page, &[("line", " ")]).await.status, 422);
        let sent = [("line", "Is ten answers too many?"), ("support", "canary-31 it is lonely")];
        assert_eq!(dana.post(&page, &sent).await.status, 303);
        let fiona = house.browser("fiona").await;
        let seen = fiona.get(&page).await.text;
        assert!(seen.contains("Is ten answers too many?") && !seen.contains("canary-31"));
        assert_eq!(fiona.post(&page, &[("line", "x"), ("support", "not mine to write")]).await.status, 422);
        assert_eq!(fiona.post(&page, &[("line", "Two more shifts?")]).await.status, 303);
        for reader in ["dana", "maya", "olu", "fiona", "auditor", "dev", "finance"] {
            let browser = house.browser(reader).await;
            let mut all = String::new();
            for part in ["", "/check-ins", "/history", "/journal", "/objectives"] {
                all.push_str(&browser.get(&format!("/secondments/{n}{part}")).await.text);
            }
            all.push_str(&plan(house, reader, &n).await.to_string());
            all.push_str(&browser.get(&page).await.text);
            assert_eq!(all.contains("canary-31"), ["dana", "maya"].contains(&reader), "{reader}");
        }
        assert_eq!(post(house, "maya", &n, &format!("plan/{day}"), json!({"line": "x"})).await.status, 409);
        assert_eq!(post(house, "dana", &n, "plan/2031-01-01", json!({"line": "x"})).await.status, 404);
        assert_eq!(post(house, "grace", &n, &format!("plan/{day}"), json!({"line": "x"})).await.status, 404);
        assert!(
            letters_of(house, "check_in_support")
                .await
                .iter()
                .all(|(to, body)| to == "Maya Okonjo" && !body.contains("canary"))
        );
        assert_eq!(letters_of(house, "check_in_support").await.len(), 1);
    })
    .await;
}

async fn letters_of(house: &House, kind: &str) -> Vec<(String, String)> {
    let mut tx = house.app.db.read().await.unwrap();
    let sql = "SELECT to_name, body FROM outbox WHERE kind = $1 ORDER BY to_name";
    let rows = tx.all(sql, args![kind]).await.unwrap();
    rows.iter().map(|row| (row.get("to_name").unwrap(), row.get("body").unwrap())).collect()
}

#[tokio::test]
async fn notes_are_agreed_after_and_actions_have_an_owner_and_a_day() {
    on_each_database(async |house| {
        let n = away(house).await;
        let today = house.app.clock.today();
        let note = json!({"held_on": today, "goals": "Four of ten answers"});
        let path = format!("/api/v1/secondments/{n}/check-ins");
        assert_eq!(house.program("dana").await.json(Method::POST, &path, &note).await.status, 200);
        let talks = house.program("olu").await.get(&path).await.json();
        let id = talks["check_ins"][0]["id"].as_str().unwrap().to_owned();
        let replies = format!("{id}/replies");
        let agree = json!({"agrees": true});
        assert_eq!(post(house, "dana", &n, &replies, agree.clone()).await.status, 409, "one’s own notes");
        assert_eq!(post(house, "maya", &n, &replies, agree.clone()).await.status, 409);
        assert_eq!(post(house, "olu", &n, &replies, json!({"agrees": false})).await.status, 422);
        assert_eq!(post(house, "olu", &n, &replies, agree).await.status, 200);
        let fiona = house.browser("fiona").await;
        let page = format!("/secondments/{n}/check-ins");
        let form = format!("{page}/{id}/replies");
        assert_eq!(fiona.post(&form, &[("comment", "kept")]).await.status, 422);
        assert_eq!(fiona.post(&form, &[("agrees", "no"), ("comment", "It was five")]).await.status, 303);
        let shown = fiona.get(&page).await.text;
        assert!(
            shown.contains("It was five")
                && shown.contains("Olu Bello agrees")
                && shown.contains("With comments")
        );
        let nowhere = format!("chk_{}/replies", "0".repeat(32));
        assert_eq!(post(house, "olu", &n, &nowhere, json!({"agrees": true})).await.status, 404);

        let action = json!({"what": "Book the room", "owner": "host_manager", "due_on": today});
        assert_eq!(post(house, "maya", &n, "actions", action.clone()).await.status, 409);
        let told = post(house, "dana", &n, "actions", action).await.json();
        assert_eq!(told["actions"][0]["owner"], "Fiona Achterberg");
        let past = json!({"what": "", "owner": "secondee", "due_on": "2020-01-01"});
        assert_eq!(post(house, "dana", &n, "actions", past).await.status, 422);
        let wrong = [("what", "kept what"), ("owner", "nobody"), ("due_on", "someday")];
        let answer = fiona.post(&format!("{page}/actions"), &wrong).await;
        assert_eq!(answer.status, 422);
        assert!(answer.text.contains("kept what") && answer.text.contains("Choose who does it"));
        let done = format!("actions/{}", told["actions"][0]["id"].as_str().unwrap());
        assert_eq!(fiona.post(&format!("{page}/{done}"), &[]).await.status, 303);
        assert_eq!(fiona.post(&format!("{page}/{done}"), &[]).await.status, 404, "done once");
    })
    .await;
}

#[tokio::test]
async fn a_late_check_in_is_asked_for_once_and_after_a_week_mobility_hears() {
    on_each_database(async |house| {
        let n = away(house).await;
        let first = house.app.clock.now();
        let run = async || (REMIND.run)(house.app.clone()).await.unwrap();
        run().await;
        assert!(letters_of(house, "check_in_due").await.is_empty(), "nothing is late on the first day");
        house.app.clock.set(first + Duration::days(8));
        run().await;
        run().await;
        let due = letters_of(house, "check_in_due").await;
        let names: Vec<&str> = due.iter().map(|(to, _)| to.as_str()).collect();
        assert_eq!(
            names,
            ["Dana Whitlock", "Fiona Achterberg", "Olu Bello"],
            "one each, however often it runs"
        );
        assert!(letters_of(house, "check_in_late").await.is_empty());
        let home = house.browser("olu").await.get("/").await.text;
        assert!(
            home.contains("Hold Dana Whitlock’s weekly check-in") && home.contains("1 day late"),
            "{home}"
        );

        house.app.clock.set(first + Duration::days(15));
        run().await;
        run().await;
        let late = letters_of(house, "check_in_late").await;
        assert_eq!(late.len(), 1, "{late:?}");
        assert_eq!(late[0].0, "Maya Okonjo");
        let note = json!({"held_on": house.app.clock.today(), "goals": "Held at last"});
        let path = format!("/api/v1/secondments/{n}/check-ins");
        house.program("dana").await.json(Method::POST, &path, &note).await;
        assert!(!house.browser("olu").await.get("/").await.text.contains("Hold Dana"));
    })
    .await;
}

#[tokio::test]
async fn nobody_is_asked_for_a_check_in_while_the_secondment_waits() {
    on_each_database(async |house| {
        let n = away(house).await;
        let report = async |kind: &str| {
            let happened = json!({ "kind": kind, "from": house.app.clock.today() });
            let path = format!("/api/v1/secondments/{n}/happenings");
            let answer = house.program("olu").await.json(Method::POST, &path, &happened).await;
            assert_eq!(answer.status, 200, "{}", answer.text);
        };
        report("long_sickness").await;
        assert_eq!(record(house, &n).await.secondment.workflow, secondments::Workflow::Paused);
        house.app.clock.set(house.app.clock.now() + Duration::days(16));
        let run = async || (REMIND.run)(house.app.clone()).await.unwrap();
        run().await;
        for kind in ["check_in_due", "check_in_late"] {
            assert!(letters_of(house, kind).await.is_empty(), "{kind}");
        }
        report("back_at_work").await;
        run().await;
        assert_eq!(letters_of(house, "check_in_due").await.len(), 3, "it goes on where it stood");
    })
    .await;
}
