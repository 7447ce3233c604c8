//! Objectives through both doors: agreed by three, changed by agreement, noted as they come on.

use axum::http::Method;
use serde_json::{Value, json};
use sojourn_kit::args;

use crate::features::secondments::fixtures::{CALLUM, Cast, TOMASZ, put};
use crate::features::secondments::{Secondment, Workflow};
use crate::testing::{Answer, House, on_each_database};

async fn record(house: &House, cast: Cast, workflow: Workflow) -> Secondment {
    let mut cx = house.cx("maya").await;
    let first_day = cx.today() - chrono::Duration::days(77);
    let s = put(house, &mut cx, cast, workflow, first_day).await.unwrap();
    cx.commit().await.unwrap();
    s
}

fn plan(after: i64, first: Option<&str>) -> Value {
    json!({ "after": after, "items": [
        { "id": first, "title": "Run five account reviews", "measure": "Five are held", "kind": "deliver",
          "phase": "contribute", "weight": 75, "due_on": "2027-01-15" },
        { "title": "Share a lesson a month", "measure": "Three are sent", "kind": "teach", "phase": "hand_over",
          "weight": 25 },
    ]})
}

async fn post(house: &House, key: &str, number: &str, path: &str, input: &Value) -> Answer {
    let path = format!("/api/v1/secondments/{number}/{path}");
    // facts are told apart by their time
    house.app.clock.set(house.app.clock.now() + chrono::Duration::minutes(1));
    house.program(key).await.json(Method::POST, &path, input).await
}

async fn told(house: &House, number: &str) -> Value {
    house.program("maya").await.get(&format!("/api/v1/secondments/{number}/objectives")).await.json()
}

#[tokio::test]
async fn three_agree_and_a_change_is_agreed_again() {
    on_each_database(async |house| {
        let n = record(house, CALLUM, Workflow::Active).await.number;
        assert_eq!(post(house, "maya", &n, "objectives", &plan(0, None)).await.status, 409, "for the three");
        assert_eq!(post(house, "callum", &n, "objectives", &plan(0, None)).await.status, 200);
        assert_eq!(post(house, "fiona", &n, "objectives", &plan(0, None)).await.status, 409, "stale");
        let home = house.browser("fiona").await.get("/").await;
        assert!(home.text.contains("Agree to Callum Reyes’s objectives"), "{}", home.text);
        let agree = json!({ "plan": 1 });
        assert_eq!(post(house, "callum", &n, "objectives/agreement", &agree).await.status, 409, "twice");
        assert_eq!(post(house, "maya", &n, "objectives/agreement", &agree).await.status, 409);
        for key in ["fiona", "alison"] {
            assert_eq!(post(house, key, &n, "objectives/agreement", &agree).await.status, 200, "{key}");
        }
        assert!(!house.browser("fiona").await.get("/").await.text.contains("Agree to Callum"));

        let first = told(house, &n).await["plans"][0]["items"][0]["id"].as_str().unwrap().to_owned();
        assert_eq!(post(house, "alison", &n, "objectives", &plan(1, Some(&first))).await.status, 200);
        let now = told(house, &n).await;
        assert_eq!(
            (&now["in_force"], &now["plans"][0]["number"]),
            (&json!(1), &json!(2)),
            "the old one counts"
        );
        assert_eq!(now["plans"][0]["items"][0]["id"], first.as_str(), "it keeps its progress");
        let old = post(house, "callum", &n, "objectives/agreement", &agree).await;
        assert_eq!(old.status, 409, "an old page agrees to nothing new");
        let page = house.browser("callum").await.get(&format!("/secondments/{n}/objectives")).await;
        assert!(page.text.contains("A change waits for agreement") && page.text.contains("I agree"));
        for key in ["callum", "fiona"] {
            post(house, key, &n, "objectives/agreement", &json!({ "plan": 2 })).await;
        }
        assert_eq!(told(house, &n).await["in_force"], 2);
        assert_eq!(letters(house, "objectives_written").await, 4);
        assert_eq!(letters(house, "objectives_agreed").await, 4, "told when all three have agreed");
    })
    .await;
}

async fn letters(house: &House, kind: &str) -> i64 {
    let mut tx = house.app.db.read().await.unwrap();
    tx.count("SELECT COUNT(*) AS n FROM outbox WHERE kind = $1", args![kind]).await.unwrap()
}

#[tokio::test]
async fn progress_is_added_and_weighed() {
    on_each_database(async |house| {
        let n = record(house, CALLUM, Workflow::Active).await.number;
        post(house, "callum", &n, "objectives", &plan(0, None)).await;
        let items = told(house, &n).await["plans"][0]["items"].clone();
        let at = |item: usize| format!("objectives/{}/notes", items[item]["id"].as_str().unwrap());
        let note = |status: &str, percent: u8, note: &str| json!({ "status": status, "percent": percent, "note": note });
        assert_eq!(post(house, "callum", &n, &at(0), &note("on_track", 80, "4 of 5 done")).await.status, 200);
        assert_eq!(told(house, &n).await["achieved_percent"], 60);
        assert_eq!(post(house, "fiona", &n, &at(0), &note("done", 3, "")).await.status, 200);
        assert_eq!(told(house, &n).await["achieved_percent"], 75, "what is done counts whole");
        let dropped = post(house, "callum", &n, &at(1), &note("dropped", 0, " ")).await;
        assert_eq!(dropped.status, 422);
        assert!(dropped.text.contains("Say why it is dropped"));
        assert_eq!(post(house, "callum", &n, &at(1), &note("dropped", 0, "Nobody reads them")).await.status, 200);
        assert_eq!(told(house, &n).await["achieved_percent"], 100);
        assert_eq!(post(house, "maya", &n, &at(1), &note("done", 100, "")).await.status, 409);
        assert_eq!(post(house, "grace", &n, &at(1), &note("done", 100, "")).await.status, 404);
        let nowhere = format!("objectives/obj_{}/notes", "0".repeat(32));
        assert_eq!(post(house, "callum", &n, &nowhere, &note("done", 100, "")).await.status, 404);
        assert_eq!(post(house, "callum", &n, &at(1), &note("done", 101, "")).await.status, 422);

        house.app.clock.set(house.app.clock.now() + chrono::Duration::minutes(1));
        let callum = house.browser("callum").await;
        let one = format!("/secondments/{n}/objectives/{}", items[0]["id"].as_str().unwrap());
        let page = callum.get(&one).await;
        assert!(page.text.contains("4 of 5 done") && page.text.contains("Done, 100%"), "notes are kept");
        let wrong = callum.post(&one, &[("status", "soon"), ("percent", "lots"), ("note", "kept")]).await;
        assert_eq!(wrong.status, 422);
        assert!(wrong.text.contains("Enter a number from 0 to 100") && wrong.text.contains("kept"));
        let right = [("status", "behind"), ("percent", "40 %"), ("note", "Slipped a week")];
        assert_eq!(callum.post(&one, &right).await.status, 303);
        let record = house.browser("alison").await.get(&format!("/secondments/{n}")).await;
        assert!(record.text.contains("Slipped a week") && record.text.contains("40 percent done"));
    })
    .await;
}

#[tokio::test]
async fn the_form_keeps_what_was_typed_and_the_host_without_an_account_is_spoken_for() {
    on_each_database(async |house| {
        let n = record(house, TOMASZ, Workflow::Executed).await.number;
        let form = format!("/secondments/{n}/objectives/plan");
        let tomasz = house.browser("tomasz").await;
        let wrong = [
            ("after", "0"),
            ("title-0", "Close the books"),
            ("measure-0", ""),
            ("kind-0", "deliver"),
            ("phase-0", "learn"),
            ("weight-0", "much"),
            ("due_on-0", "31 February 2027"),
        ];
        let answer = tomasz.post(&form, &wrong).await;
        assert_eq!(answer.status, 422);
        for words in ["Close the books", "Say how you will know", "Enter a number from 1 to 100"] {
            assert!(answer.text.contains(words), "{words}: {}", answer.text);
        }
        let right = [
            ("after", "0"),
            ("title-0", "Close the books"),
            ("measure-0", "In three days"),
            ("kind-0", "deliver"),
            ("phase-0", "learn"),
            ("weight-0", "50"),
        ];
        assert_eq!(tomasz.post(&form, &right).await.status, 303);
        let agreement = format!("/secondments/{n}/objectives/agreement");
        assert_eq!(house.browser("ruth").await.post(&agreement, &[("plan", "1")]).await.status, 303);
        let maya = house.browser("maya").await;
        assert_eq!(maya.post(&agreement, &[("plan", "1"), ("host_said", "")]).await.status, 422);
        let said = [("plan", "1"), ("host_said", "Martin wrote on Monday")];
        assert_eq!(house.browser("ruth").await.post(&agreement, &said).await.status, 409, "only the desk");
        assert_eq!(maya.post(&agreement, &said).await.status, 303);
        let page = maya.get(&format!("/secondments/{n}/objectives")).await;
        assert!(page.text.contains("agreed by all three"), "{}", page.text);
        assert_eq!(
            house.browser("finance").await.get(&format!("/secondments/{n}/objectives")).await.status,
            403
        );
        assert_eq!(house.browser("grace").await.get(&form).await.status, 404);
        assert_eq!(maya.get(&form).await.status, 403);
    })
    .await;
}

#[tokio::test]
async fn ideas_open_after_learning_and_are_answered_once() {
    on_each_database(async |house| {
        let n = record(house, CALLUM, Workflow::Active).await.number;
        let idea = json!({ "idea": "Open with service levels in Melbourne too" });
        assert_eq!(post(house, "fiona", &n, "ideas", &idea).await.status, 409, "ideas are the secondee’s");
        assert_eq!(post(house, "callum", &n, "ideas", &json!({ "idea": "" })).await.status, 422);
        assert_eq!(post(house, "callum", &n, "ideas", &idea).await.status, 200);
        let id = told(house, &n).await["ideas"][0]["id"].as_str().unwrap().to_owned();
        let page = format!("/secondments/{n}/ideas/{id}");
        assert_eq!(house.browser("callum").await.post(&page, &[("adopted", "yes")]).await.status, 409);
        let alison = house.browser("alison").await;
        assert_eq!(alison.post(&page, &[("adopted", "no"), ("answer", "")]).await.status, 422);
        assert_eq!(alison.post(&page, &[("adopted", "yes"), ("answer", "From January")]).await.status, 303);
        let (path, refusal) = (format!("ideas/{id}/answer"), json!({ "adopted": false, "answer": "x" }));
        assert_eq!(post(house, "fiona", &n, &path, &refusal).await.status, 409, "answered once");
        let shown = house.browser("callum").await.get(&format!("/secondments/{n}/objectives")).await;
        assert!(shown.text.contains("Adopted") && shown.text.contains("From January"));

        let mut tx = house.app.db.write().await.unwrap();
        let sql = "UPDATE secondments SET starts_on = $2 WHERE number = $1";
        tx.run(sql, args![&n, house.app.clock.today()]).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(post(house, "callum", &n, "ideas", &idea).await.status, 409, "first learn");
    })
    .await;
}
