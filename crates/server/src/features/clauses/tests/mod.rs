//! The clause library of an organisation through both doors, on each database.

use axum::http::Method;
use serde_json::{Value, json};
use sojourn_kit::args;

use crate::testing::{Answer, House, on_each_database};

fn copy(version: i64, text: &str) -> Value {
    json!({"version": version, "title": "Leave here", "text": text, "plain_words": "You keep your leave."})
}

async fn put(house: &House, who: &str, path: &str, body: &Value) -> Answer {
    house.program(who).await.json(Method::PUT, &format!("/api/v1/clauses/{path}"), body).await
}

#[tokio::test]
async fn every_save_is_a_version_that_stays_and_a_withdrawn_copy_gives_way_to_the_standard() {
    on_each_database(async |house| {
        let dev = house.program("dev").await;
        let first = put(house, "dev", "CL-14/own", &copy(0, "Leave is approved by {approver}.")).await;
        assert_eq!(first.status, 200, "{}", first.text);
        assert_eq!((&first.json()["own"], &first.json()["version"]), (&json!(1), &json!(1)));
        let stale = put(house, "maya", "CL-14/own", &copy(0, "Other words.")).await;
        assert_eq!(stale.status, 409, "{}", stale.text);
        let second = put(house, "maya", "CL-14/own", &copy(1, "Leave is approved by nobody.")).await;
        assert_eq!(second.json()["own"], 2, "{}", second.text);
        let one = dev.get("/api/v1/clauses/CL-14/versions/1?with=2").await.json();
        assert_eq!((&one["title"], &one["written_by"]), (&json!("Leave here"), &json!("Dev Kapoor")));
        let spans = one["changes"][0].as_array().unwrap();
        assert!(spans.iter().any(|one| one["became"] == "added" && one["words"] == "{approver}."), "{one}");
        assert!(one["filled"][0]["lines"][0].as_str().unwrap().contains("Marcus Lindley"), "{one}");
        let gone = dev.json(Method::POST, "/api/v1/clauses/CL-14/withdrawal", &json!({"version": 2})).await;
        assert_eq!((gone.status.as_u16(), &gone.json()["own"]), (200, &Value::Null));
        let again = dev.json(Method::POST, "/api/v1/clauses/CL-14/withdrawal", &json!({"version": 3})).await;
        assert_eq!(again.json()["type"], "urn:sojourn:problem:none_in_use");
        assert_eq!(gone.json()["copies"].as_array().unwrap().len(), 2, "both stay");
        let third = put(house, "dev", "CL-14/own", &copy(3, "A third.")).await;
        assert_eq!(third.json()["own"], 3, "numbers go on after a withdrawal: {}", third.text);
        let mut tx = house.app.db.write().await.unwrap();
        for sql in ["UPDATE clause_copies SET text = 'rewritten'", "DELETE FROM clause_copies"] {
            assert!(tx.run(sql, args![]).await.is_err(), "{sql} on {}", house.database);
            drop(tx);
            tx = house.app.db.write().await.unwrap();
        }
        let sql = "SELECT COUNT(*) AS n FROM events WHERE kind IN ('clause.written', 'clause.withdrawn')";
        assert_eq!(tx.count(sql, args![]).await.unwrap(), 4, "one for each change");
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_printed_is_refused_with_its_place_and_the_typed_words_stay() {
    on_each_database(async |house| {
        let dev = house.browser("dev").await;
        let path = "/settings/clauses/CL-14/own";
        let begun = dev.get(path).await;
        assert!(begun.text.contains("approved by {approver}"), "it begins from the standard: {}", begun.text);
        let fields = [
            ("version", "0"),
            ("title", "Leave here"),
            ("text", "Fine.\nPaid {{salary}} to <b>you</b>."),
            ("plain_words", "Yours."),
        ];
        let wrong = dev.post(path, &fields).await;
        assert_eq!(wrong.status, 422, "{}", wrong.text);
        for words in ["Line 2, character", "Paid {{salary}} to &#60;b&#62;you", "Leave here", "Yours."] {
            assert!(wrong.text.contains(words), "{words}: {}", wrong.text);
        }
        let same = put(house, "dev", "CL-14/own", &copy(0, "Paid {salary}.")).await;
        assert_eq!(same.status, 422, "{}", same.text);
        assert!(
            same.json()["errors"]["text"].as_str().unwrap().starts_with("Line 1, character "),
            "{}",
            same.text
        );
        let good = [("version", "0"), ("title", "Leave here"), ("text", "Ask {approver}. #read(\"x\") $x$")];
        let mut preview = good.to_vec();
        preview.push(("act", "preview"));
        let shown = dev.post(path, &preview).await;
        assert_eq!(shown.status, 200, "{}", shown.text);
        assert!(shown.text.contains("Nothing is saved yet") && shown.text.contains("Ask Marcus Lindley"));
        assert_eq!(house.program("dev").await.get("/api/v1/clauses/CL-14").await.json()["version"], 0);
        let saved = dev.post(path, &good).await;
        assert_eq!((saved.status.as_u16(), saved.location().as_str()), (303, "/settings/clauses/CL-14"));
        let version = dev.get("/settings/clauses/CL-14/versions/1").await;
        for words in ["<ins>", "<del>", "[removed: ", "#read(&#34;x&#34;) $x$"] {
            assert!(version.text.contains(words), "{words}: {}", version.text);
        }
        let page = dev.get("/settings/clauses/CL-14").await;
        assert!(page.text.contains("Own copy, version 1") && page.text.contains("Withdraw the own copy"));
        assert_eq!(dev.post("/settings/clauses/CL-14/withdrawal", &[("version", "1")]).await.status, 303);
    })
    .await;
}

#[tokio::test]
async fn the_library_is_kept_by_two_roles_read_by_some_and_not_there_for_everybody_else() {
    on_each_database(async |house| {
        let written = put(house, "maya", "CL-14/own", &copy(0, "Brightwater words.")).await;
        assert_eq!(written.status, 200, "{}", written.text);
        for who in ["olu", "auditor"] {
            let page = house.browser(who).await.get("/settings/clauses/CL-14").await;
            assert!(page.status == 200 && !page.text.contains("Write an own copy"), "{who}");
            assert_eq!(
                house.browser(who).await.get("/settings/clauses/CL-14/own").await.status,
                403,
                "{who}"
            );
            assert_eq!(put(house, who, "CL-14/own", &copy(1, "Mine.")).await.status, 403, "{who}");
            let wording = json!({"version": 1, "wording": "neutral"});
            assert_eq!(put(house, who, "CL-14/wording", &wording).await.status, 403, "{who}");
        }
        for who in ["dana", "grace", "finance", "admin"] {
            for path in ["", "/CL-14", "/CL-14/own", "/CL-14/versions/1"] {
                let answer = house.browser(who).await.get(&format!("/settings/clauses{path}")).await;
                assert_eq!(answer.status, 404, "{who} {path}");
            }
            assert_eq!(house.program(who).await.get("/api/v1/clauses").await.status, 404, "{who}");
            assert_eq!(put(house, who, "CL-14/own", &copy(1, "Mine.")).await.status, 404, "{who}");
        }
        // another organisation has a library of its own and finds nothing of this one
        let erik = house.program("erik").await;
        assert_eq!(erik.get("/api/v1/clauses/CL-14").await.json()["own"], Value::Null);
        assert_eq!(erik.get("/api/v1/clauses/CL-14/versions/1").await.status, 404);
        let gone = erik.json(Method::POST, "/api/v1/clauses/CL-14/withdrawal", &json!({"version": 1})).await;
        assert_eq!(gone.json()["type"], "urn:sojourn:problem:none_in_use", "{}", gone.text);
        let ours = put(house, "erik", "CL-14/own", &copy(0, "Halden words.")).await;
        assert_eq!(ours.json()["own"], 1, "{}", ours.text);
        let theirs = house.program("dev").await.get("/api/v1/clauses/CL-14/versions/1").await;
        assert!(theirs.text.contains("Brightwater words") && !theirs.text.contains("Halden"));
    })
    .await;
}

#[tokio::test]
async fn the_list_names_every_clause_and_schedule_and_a_usual_wording_is_one_of_the_clause() {
    on_each_database(async |house| {
        let dev = house.browser("dev").await;
        assert!(dev.get("/settings").await.text.contains("href=\"/settings/clauses\""), "in the navigation");
        let list = dev.get("/settings/clauses").await;
        for words in ["CL-01 Parties", "CL-45", "S13", "When a border is crossed"] {
            assert!(list.text.contains(words), "{words}");
        }
        let all = house.program("dev").await.get("/api/v1/clauses").await.json();
        assert_eq!(all["data"].as_array().unwrap().len(), 45);
        assert_eq!(all["schedules"].as_array().unwrap().len(), 13);
        for wrong in ["short", "nowhere"] {
            let answer = put(house, "dev", "CL-05/wording", &json!({"version": 0, "wording": wrong})).await;
            assert!(answer.status == 422 && answer.json()["errors"]["wording"].is_string(), "{wrong}");
        }
        let page = "/settings/clauses/CL-05/wording";
        assert_eq!(dev.post(page, &[("version", "0"), ("wording", "nowhere")]).await.status, 422);
        assert_eq!(dev.post(page, &[("version", "0"), ("wording", "home")]).await.status, 303);
        assert_eq!(dev.post(page, &[("version", "0"), ("wording", "host")]).await.status, 409, "stale");
        let now = house.program("dev").await.get("/api/v1/clauses/CL-05").await.json();
        assert_eq!((&now["wording"], &now["version"]), (&json!("home"), &json!(1)));
        assert!(dev.get("/settings/clauses").await.text.contains("Standard, favours home"));
        for path in ["CL-99", "CL-46", "nothing"] {
            assert_eq!(dev.get(&format!("/settings/clauses/{path}")).await.status, 404, "{path}");
        }
    })
    .await;
}
