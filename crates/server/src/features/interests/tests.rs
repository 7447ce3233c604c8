//! Interests through both doors, on each database.

use axum::http::Method;
use serde_json::json;
use sojourn_kit::args;

use crate::testing::{House, on_each_database};

async fn letters(house: &House) -> Vec<String> {
    let mut tx = house.app.db.read().await.unwrap();
    let sql = "SELECT to_name FROM outbox WHERE kind = 'interest_shared' ORDER BY to_name";
    tx.all(sql, args![]).await.unwrap().iter().map(|row| row.get("to_name").unwrap()).collect()
}

const WISH: &[(&str, &str)] = &[
    ("wish", "Learn how Sales decides"),
    ("purpose", "Secret until shared"),
    ("kind", "cross_departmental"),
    ("from_on", "1 March 2027"),
    ("weeks", "8"),
    ("share", "6000"),
];

#[tokio::test]
async fn it_is_theirs_alone_until_they_share_it_and_then_each_reads_their_part() {
    on_each_database(async |house| {
        let tomasz = house.browser("tomasz").await;
        let made = tomasz.post("/interests/new", WISH).await;
        assert_eq!(made.status, 303, "{}", made.text);
        let path = made.location();
        assert!(tomasz.get(&path).await.text.contains("Only you read this."));
        for other in ["ruth", "maya", "grace", "erik", "admin"] {
            assert_eq!(house.browser(other).await.get(&path).await.status, 404, "{other}");
            assert_eq!(
                house.program(other).await.get(&format!("/api/v1{path}")).await.status,
                404,
                "{other}"
            );
            let list = house.browser(other).await.get("/interests").await;
            assert!(list.status == 200 && !list.text.contains("Learn how Sales"), "{other}");
        }
        assert!(letters(house).await.is_empty());
        let share =
            tomasz.post(&format!("{path}/sharing"), &[("version", "1"), ("with_mobility", "yes")]).await;
        assert_eq!(share.status, 303, "{}", share.text);
        assert_eq!(letters(house).await, ["Maya Okonjo"]);
        let maya = house.browser("maya").await;
        assert!(maya.get(&path).await.text.contains("Secret until shared"));
        assert!(
            maya.get("/interests?q=sales&kind=cross_departmental&status=open")
                .await
                .text
                .contains("Learn how")
        );
        assert!(!maya.get("/interests?q=nobody").await.text.contains("Learn how"));
        assert_eq!(house.browser("ruth").await.get(&path).await.status, 404, "the manager was not chosen");
        let both = [("version", "2"), ("with_mobility", "yes"), ("with_manager", "yes")];
        tomasz.post(&format!("{path}/sharing"), &both).await;
        assert_eq!(letters(house).await, ["Maya Okonjo", "Ruth Hale"], "each is told once");
        let ruth = house.browser("ruth").await;
        assert!(ruth.get(&path).await.text.contains("Secret until shared"));
        assert_eq!(ruth.post(&format!("{path}/withdrawal"), &[("version", "3")]).await.status, 403);
        assert_eq!(ruth.get(&format!("{path}/edit")).await.status, 403);
        assert_eq!(tomasz.post(&format!("{path}/withdrawal"), &[("version", "3")]).await.status, 303);
        assert_eq!(ruth.get(&path).await.status, 404, "taken back means gone for the others");
        assert_eq!(tomasz.post(&format!("{path}/proposal"), &[("version", "4")]).await.status, 409);
    })
    .await;
}

#[tokio::test]
async fn one_button_makes_an_own_proposal_of_it_once() {
    on_each_database(async |house| {
        let tomasz = house.program("tomasz").await;
        let wish = json!({"wish": "Build a product", "kind": "client", "place": "Leeds", "from_on": "2027-03-01",
            "weeks": 8, "skills": "Planning", "purpose": "To learn"});
        let made = tomasz.json(Method::POST, "/api/v1/interests", &wish).await;
        assert_eq!(made.status, 200, "{}", made.text);
        let number = made.json()["number"].as_str().unwrap().to_owned();
        let path = format!("/api/v1/interests/{number}");
        let stale = tomasz.json(Method::POST, &format!("{path}/proposal"), &json!({"version": 7})).await;
        assert_eq!(stale.status, 409);
        let record = tomasz.json(Method::POST, &format!("{path}/proposal"), &json!({"version": 1})).await;
        assert_eq!(record.status, 200, "{}", record.text);
        let record = record.json();
        assert_eq!(record["way_in"], "own_request");
        assert_eq!((&record["kind"], &record["scope"]), (&json!("client"), &json!("external")));
        assert_eq!(record["starts_on"], "2027-03-01");
        assert_eq!(record["ends_on"], "2027-04-23");
        assert_eq!(record["place"], "Leeds");
        let again = tomasz.json(Method::POST, &format!("{path}/proposal"), &json!({"version": 2})).await;
        assert_eq!(again.status, 409, "once is once");
        assert_eq!(tomasz.get(&path).await.json()["secondment"], record["number"]);
        assert_eq!(house.browser("maya").await.get(&format!("/secondments/{}", record["number"].as_str().unwrap())).await.status, 404);
    })
    .await;
}

#[tokio::test]
async fn wrong_words_are_kept_and_answered_beside_their_field() {
    on_each_database(async |house| {
        let dana = house.browser("dana").await;
        let answer = dana
            .post(
                "/interests/new",
                &[("wish", ""), ("from_on", "31 February"), ("weeks", "many"), ("place", "York<")],
            )
            .await;
        assert_eq!(answer.status, 422);
        for words in ["Say what you’d like to do", "31 February", "Write a number of weeks", "York&#60;"] {
            assert!(answer.text.contains(words), "{words}: {}", answer.text);
        }
        let program = house.program("dana").await;
        let unknown =
            program.json(Method::POST, "/api/v1/interests", &json!({"wish": "x", "wsh": "y"})).await;
        assert_eq!(unknown.status, 422);
        let swap =
            program.json(Method::POST, "/api/v1/interests", &json!({"wish": "x", "kind": "swap"})).await;
        assert_eq!(swap.status, 422);
        let made =
            program.json(Method::POST, "/api/v1/interests", &json!({"wish": "A week in Sales"})).await.json();
        let path = format!("/interests/{}", made["number"].as_str().unwrap());
        let stale = dana.post(&format!("{path}/edit"), &[("wish", "Two weeks"), ("version", "9")]).await;
        assert_eq!(stale.status, 409);
        let saved = dana.post(&format!("{path}/edit"), &[("wish", "Two weeks"), ("version", "1")]).await;
        assert_eq!(saved.status, 303);
        assert!(dana.get(&path).await.text.contains("Two weeks"));
        assert!(house.program("dana").await.get("/api/v1/interests?before=int_zz").await.status == 422);
    })
    .await;
}
