//! The same by a program.

use axum::http::Method;
use serde_json::{Value, json};

use super::*;

async fn send(who: &Visitor<'_>, method: Method, number: &str, path: &str, body: Value) -> Answer {
    who.json(method, &format!("/api/v1/opportunities/{number}/{path}"), &body).await
}

#[tokio::test]
async fn a_program_applies_decides_and_accepts() {
    on_each_database(async |house| {
        let number = sales(house).await;
        let (dana, fiona) = (house.program("dana").await, house.program("fiona").await);
        let bent = json!({"why": "x", "salary": 1});
        assert_eq!(send(&dana, Method::PUT, &number, "application", bent).await.status, 422);
        let draft = json!({"why": WORDS[0], "has_conflict": true});
        let kept = send(&dana, Method::PUT, &number, "application", draft).await.json();
        assert_eq!((&kept["state"], &kept["version"]), (&json!("draft"), &json!(1)));
        let missing = send(&dana, Method::POST, &number, "application/submission", json!({})).await;
        assert!(
            missing.status == 422
                && missing.text.contains("bring_back")
                && missing.text.contains("conflicts")
        );
        let whole = json!({"version": 1, "why": WORDS[0], "bring_back": WORDS[1], "has_conflict": true,
            "conflicts": "A cousin there", "talked_on": "2026-11-20"});
        assert_eq!(send(&dana, Method::PUT, &number, "application", whole.clone()).await.status, 200);
        assert_eq!(send(&dana, Method::PUT, &number, "application", whole).await.status, 409, "stale");
        let sent =
            send(&dana, Method::POST, &number, "application/submission", json!({"version": 2})).await.json();
        assert_eq!((&sent["state"], &sent["allowed_actions"]), (&json!("sent"), &json!(["withdraw"])));
        let one = fiona.get(&format!("/api/v1/opportunities/{number}/applicants/1")).await.json();
        assert_eq!(
            (&one["has_conflict"], &one["conflicts"], &one["email"]),
            (&json!(true), &Value::Null, &Value::Null)
        );
        let decide =
            |decision: &str| json!({"decision": decision, "reason": "bring_back", "words": "Do come"});
        let decided =
            send(&fiona, Method::POST, &number, "applicants/1/decisions", decide("shortlist")).await.json();
        assert_eq!(
            (&decided["label"], &decided["conflicts"]),
            (&json!("Dana Whitlock"), &json!("A cousin there"))
        );
        let noted =
            send(&fiona, Method::POST, &number, "applicants/1/notes", json!({"words": "Good"})).await.json();
        assert_eq!(noted["notes"][0]["words"], "Good");
        let offered =
            send(&fiona, Method::POST, &number, "applicants/1/decisions", decide("offer")).await.json();
        assert_eq!((&offered["state"], &offered["answer_by"]), (&json!("offered"), &json!("2026-11-30")));
        let own = dana.get(&format!("/api/v1/opportunities/{number}/application")).await.json();
        assert_eq!(
            (&own["decisions"][0]["by"], &own["decisions"][0]["words"]),
            (&Value::Null, &json!("Do come"))
        );
        let accepted =
            send(&dana, Method::POST, &number, "application/answer", json!({"accept": true})).await.json();
        assert_eq!((&accepted["state"], &accepted["secondment"]), (&json!("accepted"), &json!("SO-0001")));
        let again = send(&dana, Method::POST, &number, "application/answer", json!({"accept": false})).await;
        assert_eq!(again.status, 409);
        let conflict =
            send(&fiona, Method::POST, &number, "applicants/1/conflict", json!({"words": "Met her"})).await;
        assert_eq!(conflict.json()["decides"], false);
    })
    .await;
}

#[tokio::test]
async fn a_second_seat_is_not_taken_twice_by_two_at_once() {
    on_each_database(async |house| {
        let number = sales(house).await;
        for (who, seq) in [("dana", 1), ("grace", 2)] {
            apply(house, who, &number).await;
            shortlist(house, &number, seq).await;
            offer(house, &number, seq).await;
        }
        // as if a place had gone away between the offers and the answers
        let mut tx = house.app.db.write().await.unwrap();
        tx.run("UPDATE opportunities SET seats = 1 WHERE number = $1", args![&number]).await.unwrap();
        tx.commit().await.unwrap();
        let (dana, grace) = (house.program("dana").await, house.program("grace").await);
        let (one, other) = tokio::join!(
            send(&dana, Method::POST, &number, "application/answer", json!({"accept": true})),
            send(&grace, Method::POST, &number, "application/answer", json!({"accept": true})),
        );
        let mut both = [one.status.as_u16(), other.status.as_u16()];
        both.sort_unstable();
        assert_eq!(both, [200, 409], "{} {}", one.text, other.text);
        let o = house.program("fiona").await.get(&format!("/api/v1/opportunities/{number}")).await.json();
        assert_eq!((&o["taken"], &o["state"]), (&json!(1), &json!("filled")));
    })
    .await;
}
