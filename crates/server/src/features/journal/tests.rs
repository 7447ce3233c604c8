//! Nobody but the writer reads an entry, and a reader reads it only while it is shared with them.

use axum::http::Method;
use serde_json::json;
use sojourn_kit::args;

use crate::features::secondments::fixtures::{CALLUM, put};
use crate::features::secondments::{Secondment, Workflow};
use crate::testing::{House, on_each_database};

/// Words that stand nowhere else.
const SECRET: &str = "canary-7d1f alone";
const SHARED: &str = "canary-93ab for Fiona";

async fn away(house: &House) -> Secondment {
    let mut cx = house.cx("maya").await;
    let first_day = cx.today() - chrono::Duration::days(77);
    let s = put(house, &mut cx, CALLUM, Workflow::Active, first_day).await.unwrap();
    cx.commit().await.unwrap();
    s
}

async fn write(house: &House, words: &str) -> String {
    let entry = json!({ "words": words });
    let answer = house.program("callum").await.json(Method::POST, "/api/v1/journal", &entry).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    answer.json()["id"].as_str().unwrap().to_owned()
}

/// Every address that the person may think of, as pages and as JSON.
async fn crawl(house: &House, key: &str, s: &Secondment, entries: &[String]) -> String {
    let (browser, program) = (house.browser(key).await, house.program(key).await);
    let number = &s.number;
    let mut all = String::new();
    let record = ["", "/journal", "/history", "/check-ins", "/objectives", "/proposal", "/return"];
    for part in record {
        all.push_str(&browser.get(&format!("/secondments/{number}{part}")).await.text);
    }
    for page in
        ["/", "/journal", "/outbox", "/secondments", "/my/placement", "/people?q=canary", "/secondments.csv"]
    {
        all.push_str(&browser.get(page).await.text);
    }
    for part in ["", "/journal", "/history", "/objectives"] {
        all.push_str(&program.get(&format!("/api/v1/secondments/{number}{part}")).await.text);
    }
    all.push_str(&program.get("/api/v1/journal").await.text);
    for entry in entries {
        let page = browser.get(&format!("/journal/{entry}")).await;
        assert_eq!(page.status, 404, "{key}: an entry has an address for its writer only");
        let path = format!("/api/v1/journal/{entry}");
        assert_eq!(program.get(&path).await.status, 404, "{key}");
        let steal = json!({ "readers": [house.world.person(key).unwrap()] });
        assert_eq!(program.json(Method::POST, &format!("{path}/readers"), &steal).await.status, 404, "{key}");
        all.push_str(&page.text);
    }
    all
}

#[tokio::test]
async fn an_entry_is_read_by_nobody_until_it_is_shared_and_after_it_is_taken_back() {
    on_each_database(async |house| {
        let s = away(house).await;
        let (secret, shared) = (write(house, SECRET).await, write(house, SHARED).await);
        let entries = [secret.clone(), shared.clone()];
        let callum = house.browser("callum").await;
        let mine = callum.get("/journal").await;
        assert!(mine.text.contains(SECRET) && mine.text.contains("Only me"), "{}", mine.text);

        let fiona = house.world.person("fiona").unwrap().to_string();
        let path = format!("/journal/{shared}");
        assert!(callum.get(&path).await.text.contains("Only you can read it now"));
        assert_eq!(callum.post(&path, &[("readers", &fiona)]).await.status, 303);
        let page = callum.get(&path).await;
        assert!(page.text.contains("A copy somebody has already read is not unread"), "{}", page.text);

        let others =
            ["fiona", "alison", "maya", "finance", "dev", "auditor", "admin", "grace", "erik", "sofia"];
        for key in others {
            let met = crawl(house, key, &s, &entries).await;
            assert!(!met.contains("canary-7d1f"), "{key} met what was written for nobody");
            assert_eq!(met.contains("canary-93ab"), key == "fiona", "{key}");
        }
        assert!(letters(house).await.iter().all(|text| !text.contains("canary")));
        let count = |wanted: &str| letters_to(house, wanted.to_owned());
        assert_eq!((count("Fiona Achterberg").await, count("Alison Burke").await), (1, 0));

        assert_eq!(callum.post(&path, &[]).await.status, 303);
        let met = crawl(house, "fiona", &s, &entries).await;
        assert!(!met.contains("canary-93ab"), "taken back");
        let told = house.browser("alison").await.get(&format!("/secondments/{}/history", s.number)).await;
        assert!(told.text.contains("shared a journal entry"));
        assert!(
            !told.text.contains("took a journal entry back") && !told.text.contains("wrote in the journal")
        );
    })
    .await;
}

#[tokio::test]
async fn events_and_chain_hold_no_word_of_it() {
    on_each_database(async |house| {
        away(house).await;
        write(house, SECRET).await;
        let mut tx = house.app.db.read().await.unwrap();
        for row in tx.all("SELECT bytes FROM event_payloads", args![]).await.unwrap() {
            let bytes: Vec<u8> = row.get("bytes").unwrap();
            assert!(!String::from_utf8_lossy(&bytes).contains("canary"));
        }
    })
    .await;
}

#[tokio::test]
async fn what_is_wrong_is_said_and_strangers_are_no_readers() {
    on_each_database(async |house| {
        away(house).await;
        let callum = house.browser("callum").await;
        let empty = callum.post("/journal", &[("words", "  ")]).await;
        assert_eq!(empty.status, 422);
        assert!(empty.text.contains("Write a line before you save"));
        let long = "x".repeat(8001);
        assert_eq!(callum.post("/journal", &[("words", &long)]).await.status, 422);
        let share = callum.post("/journal", &[("words", "kept"), ("visibility", "share")]).await;
        assert_eq!(share.status, 303);
        let path = share.location();
        assert!(path.starts_with("/journal/jrn_"), "{path}");
        for stranger in ["grace", "finance", "callum"] {
            let id = house.world.person(stranger).unwrap().to_string();
            let answer = callum.post(&path, &[("readers", &id)]).await;
            assert_eq!(answer.status, 422, "{stranger}");
            assert!(answer.text.contains("Choose people of this secondment"));
        }
        assert_eq!(callum.post(&path, &[("readers", "rubbish")]).await.status, 422);
        let nobody = house.browser("grace").await;
        assert_eq!(nobody.post("/journal", &[("words", "x")]).await.status, 409, "no secondment, no journal");
        assert_eq!(nobody.get("/journal").await.status, 200);
        assert_eq!(house.anonymous().get("/journal").await.status, 303);
        let key = house.program("callum").await;
        let bent = key.json(Method::POST, "/api/v1/journal", &json!({ "words": "x", "who": 1 })).await;
        assert_eq!(bent.status, 422);
    })
    .await;
}

#[tokio::test]
async fn a_long_journal_is_read_by_key() {
    on_each_database(async |house| {
        away(house).await;
        for number in 0..23 {
            house.app.clock.set(house.app.clock.now() + chrono::Duration::minutes(1));
            write(house, &format!("entry {number:02} of many")).await;
        }
        let callum = house.browser("callum").await;
        let first = callum.get("/journal").await.text;
        assert!(first.contains("entry 22 of many") && first.contains("entry 03 of many"));
        assert!(!first.contains("entry 02 of many"));
        let start = first.find("/journal?before=").unwrap();
        let older = first[start..].split('"').next().unwrap();
        let second = callum.get(older).await.text;
        assert!(second.contains("entry 02 of many") && !second.contains("entry 03 of many"));
    })
    .await;
}

async fn letters(house: &House) -> Vec<String> {
    let mut tx = house.app.db.read().await.unwrap();
    let rows = tx.all("SELECT subject, body FROM outbox", args![]).await.unwrap();
    let text = |column: &str, row: &sojourn_kit::db::Row| row.get::<String>(column).unwrap();
    rows.iter().map(|row| text("subject", row) + &text("body", row)).collect()
}

async fn letters_to(house: &House, name: String) -> i64 {
    let mut tx = house.app.db.read().await.unwrap();
    let sql = "SELECT COUNT(*) AS n FROM outbox WHERE to_name = $1 AND kind = 'journal_shared'";
    tx.count(sql, args![name]).await.unwrap()
}
