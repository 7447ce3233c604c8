//! The first ninety days: four checks, who reads what, and when somebody calls.

use chrono::Duration;
use serde_json::json;

use super::*;
use crate::testing::on_each_database;

fn answer(mood: u8, fits: u8) -> serde_json::Value {
    json!({ "mood": mood, "fits": fits, "words": "More time with the team", "support": "I think of leaving" })
}

#[tokio::test]
async fn four_checks_are_made_at_the_return_and_asked_once_each() {
    on_each_database(async |house| {
        let (n, on) = back(house).await;
        let checks = read(house, "callum", &n, "reentry").await;
        let days: Vec<i64> =
            checks["data"].as_array().unwrap().iter().map(|one| one["day"].as_i64().unwrap()).collect();
        assert_eq!(days, [7, 30, 60, 90]);
        assert_eq!(checks["data"][0]["due_on"], (on + Duration::days(7)).to_string());
        go_to(house, on + Duration::days(6));
        run_jobs(house).await;
        assert_eq!(letters(house, "reentry_asked").await.len(), 0);
        let early = send(house, "callum", Method::POST, &n, "reentry/7", &answer(4, 4)).await;
        assert_eq!(early.status, 409, "not before its day");
        for (ahead, letters_by_then) in [(7, 1), (30, 2), (60, 3), (90, 4)] {
            go_to(house, on + Duration::days(ahead));
            run_jobs(house).await;
            let told = letters(house, "reentry_asked").await;
            assert_eq!(told.len(), letters_by_then, "{told:?}");
            assert!(told.iter().all(|(name, _)| name == "Callum Reyes"));
        }
        assert!(home(house, "callum").await.contains("Say how it is to be back: day 90"));
        assert_eq!(read(house, "maya", &n, "return-plan").await["stage"], "reentry");
        go_to(house, on + Duration::days(91));
        assert_eq!(read(house, "maya", &n, "return-plan").await["stage"], "follow_up");
    })
    .await;
}

#[tokio::test]
async fn a_low_answer_makes_mobility_call_and_stays_with_them() {
    on_each_database(async |house| {
        let (n, on) = back(house).await;
        go_to(house, on + Duration::days(7));
        run_jobs(house).await;
        for (who, status) in
            [("alison", 409), ("maya", 409), ("fiona", 403), ("grace", 404), ("finance", 403)]
        {
            let said = send(house, who, Method::POST, &n, "reentry/7", &answer(2, 4)).await;
            assert_eq!(said.status, status, "{who}: {}", said.text);
        }
        assert_eq!(send(house, "callum", Method::POST, &n, "reentry/8", &answer(2, 4)).await.status, 404);
        assert_eq!(send(house, "callum", Method::POST, &n, "reentry/7", &answer(0, 6)).await.status, 422);
        let said = send(house, "callum", Method::POST, &n, "reentry/7", &answer(2, 4)).await;
        assert_eq!(said.status, 200, "{}", said.text);
        assert_eq!(
            send(house, "callum", Method::POST, &n, "reentry/7", &answer(5, 5)).await.status,
            409,
            "once"
        );

        let own = read(house, "callum", &n, "reentry").await["data"][0].clone();
        assert_eq!((&own["mood"], &own["call_reason"]), (&json!(2), &json!("low")));
        let manager = read(house, "alison", &n, "reentry").await["data"][0].clone();
        assert_eq!(manager["words"], "More time with the team");
        for hidden in ["mood", "fits", "support", "call_reason", "call_by"] {
            assert!(manager.get(hidden).is_none(), "{hidden}: {manager}");
        }
        let page = house.browser("alison").await.get(&format!("/secondments/{n}/reentry/7")).await;
        assert!(page.text.contains("More time with the team"), "{}", page.text);
        for hidden in ["leaving", "2 of 5", "low answer", "Call them"] {
            assert!(!page.text.contains(hidden), "{hidden}: {}", page.text);
        }
        let list = house.browser("alison").await.get(&format!("/secondments/{n}/reentry")).await;
        assert!(!list.text.contains(">Call<"), "{}", list.text);
        for (who, status) in [("fiona", 403), ("grace", 404)] {
            let path = format!("/secondments/{n}/reentry");
            assert_eq!(house.browser(who).await.get(&path).await.status, status, "{who}");
        }
        for who in ["fiona", "alison"] {
            let history = house.browser(who).await.get(&format!("/secondments/{n}/history")).await;
            assert!(!history.text.contains("how it is to be back"), "{who}");
        }

        let calls = letters(house, "reentry_call").await;
        assert!(
            calls.iter().all(|(name, _)| name != "Alison Burke" && name != "Fiona Achterberg"),
            "{calls:?}"
        );
        assert!(
            calls
                .iter()
                .any(|(name, subject)| name.starts_with("Maya") && subject.starts_with("Call Callum"))
        );
        assert!(home(house, "maya").await.contains("Call Callum Reyes"));
        let note = json!({ "note": "A talk with Alison in May" });
        assert_eq!(send(house, "alison", Method::POST, &n, "reentry/7/call", &note).await.status, 409);
        assert_eq!(send(house, "callum", Method::POST, &n, "reentry/7/call", &note).await.status, 409);
        assert_eq!(
            send(house, "maya", Method::POST, &n, "reentry/7/call", &json!({ "note": " " })).await.status,
            422
        );
        let maya = house.browser("maya").await;
        let page = maya.get(&format!("/secondments/{n}/reentry/7")).await;
        assert!(page.text.contains("I think of leaving") && page.text.contains("Call them"), "{}", page.text);
        let path = format!("/secondments/{n}/reentry/7/call");
        assert_eq!(maya.post(&path, &[("note", "A talk with Alison in May")]).await.status, 303);
        assert_eq!(send(house, "maya", Method::POST, &n, "reentry/7/call", &note).await.status, 409, "once");
        assert!(!home(house, "maya").await.contains("Call Callum Reyes"));
    })
    .await;
}

#[tokio::test]
async fn the_form_keeps_what_was_typed_and_a_good_answer_calls_nobody() {
    on_each_database(async |house| {
        let (n, on) = back(house).await;
        go_to(house, on + Duration::days(30));
        let callum = house.browser("callum").await;
        let path = format!("/secondments/{n}/reentry/30");
        let wrong = callum.post(&path, &[("mood", "4"), ("words", "kept words")]).await;
        assert_eq!(wrong.status, 422);
        assert!(
            wrong.text.contains("kept words") && wrong.text.contains("Choose a number from 1 to 5"),
            "{}",
            wrong.text
        );
        assert_eq!(callum.post(&path, &[("mood", "4"), ("fits", "5")]).await.status, 303);
        assert_eq!(letters(house, "reentry_call").await.len(), 0);
        assert!(!home(house, "maya").await.contains("Call Callum"));
        go_to(house, on + Duration::days(60));
        let path = format!("/secondments/{n}/reentry/60");
        let callum = house.browser("callum").await;
        assert_eq!(callum.post(&path, &[("mood", "5"), ("fits", "5"), ("call_me", "yes")]).await.status, 303);
        assert_eq!(read(house, "maya", &n, "reentry").await["data"][2]["call_reason"], "asked");
    })
    .await;
}

#[tokio::test]
async fn whoever_has_left_or_died_is_not_asked() {
    on_each_database(async |house| {
        let (n, on) = back(house).await;
        set(
            house,
            &n,
            "UPDATE people SET status = 'left' WHERE id = (SELECT secondee_id FROM secondments WHERE number = $1)",
        )
        .await;
        go_to(house, on + Duration::days(7));
        run_jobs(house).await;
        assert_eq!(letters(house, "reentry_asked").await.len(), 0, "left");
        set(
            house,
            &n,
            "UPDATE people SET status = 'active' WHERE id = (SELECT secondee_id FROM secondments WHERE number = $1)",
        )
        .await;
        let died = json!({ "kind": "death", "from": house.app.clock.today(), "note": "" });
        assert_eq!(send(house, "maya", Method::POST, &n, "happenings", &died).await.status, 200);
        go_to(house, on + Duration::days(30));
        run_jobs(house).await;
        assert_eq!(letters(house, "reentry_asked").await.len(), 0, "died");
        assert_eq!(events(house, "reentry.asked").await, 0);
    })
    .await;
}
