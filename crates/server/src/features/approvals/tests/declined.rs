//! An approver's no is looked at again, once, like the home manager's.

use super::*;
use crate::testing::on_each_database;

const NO: &str = "Their terms can’t be signed.";

/// Says no as the approver whose step it is.
async fn declined(house: &House, who: &str, number: &str) {
    let answer = decide(house, who, number, json!({"decision": "decline", "reason": NO})).await;
    assert_eq!(answer.json()["workflow"], "declined_by_home", "{who}: {}", answer.text);
}

async fn appeal(house: &House, who: &str, number: &str) -> Answer {
    post(house, who, &format!("/secondments/{number}/appeal"), json!({"reason": "Legal there gave way."}))
        .await
}

async fn answer(house: &House, who: &str, number: &str, outcome: &str) -> Answer {
    let body = json!({"outcome": outcome, "reason": "The new terms will do."});
    post(house, who, &format!("/secondments/{number}/appeal/answer"), body).await
}

#[tokio::test]
async fn an_appeal_that_goes_through_counts_as_the_approval_and_the_next_is_asked() {
    on_each_database(async |house| {
        give(house, "olu", "Brightwater Group", Role::Hr).await;
        let number = released(house, Case::Tomasz).await;
        declined(house, "maya", &number).await;
        let mut tx = house.app.db.read().await.unwrap();
        let sql = "SELECT body FROM outbox WHERE kind = 'approval_declined' AND to_name = 'Tomasz Wilk'";
        let body: String = tx.one(sql, args![]).await.unwrap().unwrap().get("body").unwrap();
        assert!(body.contains(&format!("/secondments/{number}/appeal")), "{body}");
        drop(tx);
        let page = format!("/secondments/{number}/appeal");
        let tomasz = house.browser("tomasz").await;
        let record_page = tomasz.get(&format!("/secondments/{number}")).await.text;
        assert!(record_page.contains("Not approved by HR.") && record_page.contains(&page), "{record_page}");
        assert_eq!(tomasz.post(&page, &[("reason", " ")]).await.status, 422);
        assert_eq!(tomasz.post(&page, &[("reason", "Legal there gave way.")]).await.status, 303);
        assert_eq!(code(&appeal(house, "tomasz", &number).await), "appealed", "once");
        assert_eq!(letters(house, "release_appealed").await, ["Olu Bello"], "never whoever declined");
        let seen = house.program("olu").await.get(&format!("/api/v1{page}")).await.json();
        assert_eq!((&seen["declined_as"], &seen["refusal"]), (&json!("hr"), &json!(NO)));
        assert!(seen["alternative"].is_null() && seen["may_answer"] == true, "{seen}");
        assert_eq!(code(&answer(house, "maya", &number, "overturned").await), "own_refusal");
        assert!(!house.browser("maya").await.get("/").await.text.contains("Answer Tomasz Wilk’s appeal"));
        let olu = house.browser("olu").await;
        assert!(olu.get("/").await.text.contains("Answer Tomasz Wilk’s appeal"));
        let text = olu.get(&page).await.text;
        assert!(
            text.contains("declined as HR") && text.contains(NO) && !text.contains("Offered instead"),
            "{text}"
        );
        let fields = [("outcome", "overturned"), ("reason", "The new terms will do.")];
        assert_eq!(olu.post(&format!("{page}/answer"), &fields).await.status, 303);
        assert_eq!(
            letters(house, "release_appeal_answered").await,
            ["Maya Okonjo", "Ruth Hale", "Tomasz Wilk"]
        );
        let route = route(house, "tomasz", &number).await;
        assert_eq!((&route["route"], &route["state"]), (&json!(1), &json!("open")));
        assert_eq!(
            (&route["steps"][0]["state"], &route["steps"][0]["overturned"]),
            (&json!("declined"), &json!(true))
        );
        assert_eq!(route["steps"][1]["state"], "asked");
        assert_eq!(approve(house, "dev", &number).await["workflow"], "terms_negotiation");
        let text = house.browser("tomasz").await.get(&format!("/secondments/{number}")).await.text;
        assert!(text.contains("Overturned on appeal") && text.contains("Everybody who had to"), "{text}");
    })
    .await;
}

#[tokio::test]
async fn against_the_last_step_it_clears_the_route_at_once() {
    on_each_database(async |house| {
        let number = released(house, Case::Ines).await;
        declined(house, "dev", &number).await;
        for (who, status) in [("dev", 404), ("finance", 404), ("grace", 404), ("fiona", 404)] {
            assert_eq!(appeal(house, who, &number).await.status, status, "{who}");
        }
        assert_eq!(code(&appeal(house, "rob", &number).await), "not_yours", "he wrote nothing");
        assert_eq!(appeal(house, "ines", &number).await.status, 200);
        let answered = answer(house, "maya", &number, "overturned").await;
        assert_eq!(answered.json()["outcome"], "overturned", "{}", answered.text);
        assert_eq!(record(house, "ines", &number).await["workflow"], "terms_negotiation");
        assert_eq!(route(house, "ines", &number).await["state"], "approved");
    })
    .await;
}

#[tokio::test]
async fn one_that_does_not_leaves_the_no_and_time_runs_out_as_for_the_manager() {
    on_each_database(async |house| {
        let number = released(house, Case::Ines).await;
        declined(house, "dev", &number).await;
        assert_eq!(appeal(house, "ines", &number).await.status, 200);
        assert_eq!(answer(house, "maya", &number, "upheld").await.status, 200);
        assert_eq!(record(house, "ines", &number).await["workflow"], "declined_by_home");
        assert_eq!(code(&appeal(house, "ines", &number).await), "appealed");
        assert_eq!(code(&answer(house, "maya", &number, "overturned").await), "not_now", "answered once");
        let late = released(house, Case::Ines).await;
        declined(house, "dev", &late).await;
        house.app.clock.advance(chrono::Duration::days(15));
        assert_eq!(code(&appeal(house, "ines", &late).await), "too_late");
    })
    .await;
}

#[tokio::test]
async fn whoever_wrote_the_proposal_may_appeal_and_nobody_answers_who_was_stood_in_for() {
    on_each_database(async |house| {
        let number = released(house, Case::Callum).await;
        let mut cx = house.cx("maya").await;
        let sql = "UPDATE secondments SET author_id = $1 WHERE number = $2";
        cx.tx.run(sql, args![house.world.person("alison").unwrap(), &number]).await.unwrap();
        cx.commit().await.unwrap();
        let body = json!({"delegate": "Theo Martins", "from": house.app.clock.today(), "to": "2026-12-04", "reason": "Leave"});
        assert_eq!(post(house, "maya", "/delegations", body).await.status, 200);
        declined(house, "theo", &number).await;
        let appealed = appeal(house, "alison", &number).await;
        assert_eq!(appealed.json()["may_answer"], false, "{}", appealed.text);
        assert_eq!(code(&appeal(house, "callum", &number).await), "appealed", "once between the two");
        assert_eq!(letters(house, "release_appealed").await, ["Sam Idowu"], "nobody may: the role is asked for");
        assert_eq!(code(&answer(house, "maya", &number, "upheld").await), "own_refusal");
        assert!(!house.browser("maya").await.get("/").await.text.contains("Answer Callum Reyes’s appeal"));
        give(house, "olu", "Brightwater Group", Role::Hr).await;
        assert_eq!(answer(house, "olu", &number, "overturned").await.status, 200);
    })
    .await;
}
