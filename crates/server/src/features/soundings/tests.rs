//! Asking an outside host through both doors, on each database.

use axum::http::Method;
use chrono::Duration;
use serde_json::{Value, json};
use sojourn_kit::args;

use super::actions;
use super::model::AskInput;
use crate::features::proposals::fixtures::{self, Case};
use crate::testing::{Answer, House, on_each_database};

/// Inès has asked to go to Fernleigh, whose contact Helen has no account.
async fn sent(house: &House) -> String {
    fixtures::sent(&house.app, &house.world, Case::Ines).await.unwrap()
}

/// Somebody asks the host; answers the token of the link.
async fn asked(house: &House, who: &str, number: &str) -> String {
    let mut cx = house.cx(who).await;
    let input = AskInput { words: "Could it be in June?".to_owned() };
    let token = actions::ask(&mut cx, number, &input).await.unwrap().reveal().to_owned();
    cx.commit().await.unwrap();
    token
}

async fn post(house: &House, who: &str, path: &str, value: &Value) -> Answer {
    house.program(who).await.json(Method::POST, &format!("/api/v1{path}"), value).await
}

async fn letters(house: &House, kind: &str) -> Vec<(String, String)> {
    let mut tx = house.app.db.read().await.unwrap();
    let sql =
        "SELECT to_name, subject || ' ' || body AS text FROM outbox WHERE kind = $1 ORDER BY to_name, id";
    let rows = tx.all(sql, args![kind]).await.unwrap();
    rows.iter().map(|row| (row.get("to_name").unwrap(), row.get("text").unwrap())).collect()
}

#[tokio::test]
async fn the_host_reads_no_pay_and_says_yes_in_principle_by_a_link() {
    on_each_database(async |house| {
        let number = sent(house).await;
        let ines = house.browser("ines").await;
        let page = format!("/secondments/{number}/host-answer");
        assert!(ines.get(&page).await.text.contains("Helen Marsh, Fernleigh Foods"));
        let paid = ines.post(&page, &[("words", "I earn £39,500")]).await;
        assert!(paid.status == 422 && paid.text.contains("I earn £39,500"), "{}", paid.text);
        assert_eq!(ines.post(&page, &[("words", "Could it be in June?")]).await.status, 303);
        let letter = letters(house, "host_asked").await.pop().unwrap();
        assert_eq!(letter.0, "Helen Marsh");
        let token =
            letter.1.split("/host/for/").nth(1).unwrap().split_whitespace().next().unwrap().to_owned();
        let (anonymous, link) = (house.anonymous(), format!("/host/for/{token}"));
        let shown = anonymous.get(&link).await;
        assert!(shown.status == 200 && shown.text.contains("Inès Baptiste"), "{}", shown.text);
        assert_eq!(shown.headers.get("x-robots-tag").unwrap(), "noindex, nofollow");
        let json = anonymous.get(&format!("/api/v1/host-answers/links/{token}")).await;
        for secret in ["39,500", "39500", "3950000", "cover", "Salary,", "Rob Ellery"] {
            assert!(!shown.text.contains(secret) && !json.text.contains(secret), "{secret}: {}", json.text);
        }
        assert_eq!(anonymous.post(&link, &[]).await.status, 422);
        let asks = [("answer", "question"), ("words", "Which days?")];
        assert_eq!(anonymous.post(&link, &asks).await.status, 200);
        house.app.clock.advance(Duration::seconds(1));
        assert_eq!(
            anonymous.post(&link, &[("answer", "yes_in_principle"), ("words", "Gladly")]).await.status,
            200
        );
        assert_eq!(anonymous.get(&link).await.status, 410, "answered");
        let told = letters(house, "sounding_answered").await;
        assert!(told.iter().all(|(name, _)| name == "Inès Baptiste") && told.len() == 2, "{told:?}");
        assert!(told.iter().any(|(_, text)| text.contains("Gladly")));
        let seen = house
            .program("rob")
            .await
            .get(&format!("/api/v1/secondments/{number}/host-answers"))
            .await
            .json();
        let answers = seen["data"][0]["answers"].as_array().unwrap();
        assert_eq!(
            (&answers[0]["answer"], &answers[1]["answer"]),
            (&json!("question"), &json!("yes_in_principle"))
        );
        let record = house.browser("rob").await.get(&format!("/secondments/{number}")).await.text;
        assert!(record.contains("Yes in principle"), "{record}");
        let history = house.browser("rob").await.get(&format!("/secondments/{number}/history")).await.text;
        assert!(history.contains("answered") && !history.contains("Gladly"));
        let mut tx = house.app.db.read().await.unwrap();
        let kept = tx.all("SELECT bytes FROM event_payloads", Vec::new()).await.unwrap();
        assert!(
            kept.iter()
                .all(|row| !String::from_utf8_lossy(&row.get::<Vec<u8>>("bytes").unwrap()).contains(&token))
        );
    })
    .await;
}

#[tokio::test]
async fn a_link_ends_with_its_time_its_withdrawal_the_next_link_and_the_record() {
    on_each_database(async |house| {
        let number = sent(house).await;
        let first = asked(house, "rob", &number).await;
        house.app.clock.advance(Duration::seconds(1));
        let second = asked(house, "rob", &number).await;
        let api = |token: &str| format!("/api/v1/host-answers/links/{token}");
        let program = house.anonymous();
        assert_eq!(program.get(&api(&first)).await.status, 409, "a newer link took its place");
        assert_eq!(program.get(&api(&second)).await.status, 200);
        let list = format!("/api/v1/secondments/{number}/host-answers");
        let seen = house.program("rob").await.get(&list).await.json();
        let id = seen["data"][0]["id"].as_str().unwrap().to_owned();
        let withdraw = format!("/secondments/{number}/host-answers/{id}/withdrawal");
        assert_eq!(post(house, "grace", &withdraw, &json!({})).await.status, 404);
        assert_eq!(post(house, "maya", &withdraw, &json!({})).await.status, 200);
        assert_eq!(post(house, "maya", &withdraw, &json!({})).await.status, 409, "once");
        let yes = json!({"answer": "yes_in_principle"});
        assert_eq!(program.json(Method::POST, &api(&second), &yes).await.status, 409);
        let third = asked(house, "maya", &number).await;
        house.app.clock.advance(Duration::days(22));
        assert_eq!(program.json(Method::POST, &api(&third), &yes).await.status, 409, "too old");
        assert_eq!(house.anonymous().get("/host/for/nothing").await.status, 404);
        assert_eq!(program.get(&api("nothing")).await.status, 404);
    })
    .await;
}

#[tokio::test]
async fn only_home_and_the_secondee_ask_and_only_an_outside_contact() {
    on_each_database(async |house| {
        let number = sent(house).await;
        let path = format!("/secondments/{number}/host-answers");
        for stranger in ["grace", "erik", "olu"] {
            assert_eq!(post(house, stranger, &path, &json!({})).await.status, 404, "{stranger}");
            let page = house.browser(stranger).await.get(&format!("/secondments/{number}/host-answer")).await;
            assert_eq!(page.status, 404, "{stranger}");
        }
        assert_eq!(post(house, "finance", &path, &json!({})).await.status, 403, "sees no proposal");
        assert_eq!(post(house, "auditor", &path, &json!({})).await.status, 409, "reads only");
        let draft = fixtures::drafted(&house.app, &house.world, Case::Ines).await.unwrap();
        let early = post(house, "ines", &format!("/secondments/{draft}/host-answers"), &json!({})).await;
        assert!(early.status == 409 && early.text.contains("Talk with your manager first"), "{}", early.text);
        let inside = fixtures::sent(&house.app, &house.world, Case::Dana).await.unwrap();
        let known = post(house, "dana", &format!("/secondments/{inside}/host-answers"), &json!({})).await;
        assert!(known.status == 409 && known.text.contains("signs in here"), "{}", known.text);
    })
    .await;
}
