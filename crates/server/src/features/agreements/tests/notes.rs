//! Notes of one side: the others see neither words nor count, on no page, in no answer, file, letter or event.

use axum::http::Method;
use serde_json::json;

use super::helpers::{at_helen, helen, issued};
use crate::features::proposals::fixtures::Case;
use crate::testing::{House, on_each_database};

const WRITERS: [&str; 5] = ["dana", "olu", "fiona", "maya", "dev"];

fn canary(key: &str) -> String {
    format!("CANARY-{key}-NOTE <u>")
}

/// Everything about the agreement that somebody can open, with the notes page left out.
fn places(number: &str) -> Vec<String> {
    let record = format!("/secondments/{number}");
    let pages = [
        "",
        "/agreement",
        "/agreement/talks",
        "/agreement/v/1",
        "/agreement/v/standard/compare/1",
        "/history",
    ];
    let files = ["/history.csv", "/history.xlsx"];
    let api = ["", "/agreement", "/agreement/talks"];
    let shown = pages.into_iter().chain(files).map(|part| format!("{record}{part}"));
    shown.chain(api.into_iter().map(|part| format!("/api/v1{record}{part}"))).collect()
}

async fn open(house: &House, key: &str, path: &str) -> (u16, String) {
    let visitor = if path.starts_with("/api/") { house.program(key).await } else { house.browser(key).await };
    let answer = visitor.get(path).await;
    (answer.status.as_u16(), answer.text)
}

/// An answer without what is fresh each time.
fn bare(mut text: String) -> String {
    while let Some(start) = text.find("name=\"form_id\" value=\"") {
        let end = start + text[start..].find('>').unwrap();
        text.replace_range(start..end, "");
    }
    text
}

#[tokio::test]
async fn a_note_is_for_its_side_alone() {
    on_each_database(async |house| {
        let number = issued(house, Case::Dana).await;
        let api = format!("/api/v1/secondments/{number}/agreement/notes");
        // what every reader sees before there is any note; workbooks carry their own time
        let readers = ["dana", "olu", "fiona", "maya", "dev", "auditor", "finance"];
        let mut before = Vec::new();
        for key in readers {
            for path in places(&number).into_iter().filter(|path| !path.ends_with(".xlsx")) {
                let (status, text) = open(house, key, &path).await;
                // an error page names its request
                let text = if status == 200 { bare(text) } else { String::new() };
                before.push((key, path, status, text));
            }
        }
        for key in WRITERS {
            let body = json!({"clause": 9, "words": canary(key)});
            let kept = house.program(key).await.json(Method::POST, &api, &body).await;
            assert_eq!(kept.status, 200, "{key}: {}", kept.text);
        }
        let body = json!({"words": "A note"});
        for (key, status) in
            [("auditor", 403), ("finance", 404), ("tomasz", 404), ("sofia", 404), ("admin", 404)]
        {
            let refused = house.program(key).await.json(Method::POST, &api, &body).await;
            assert_eq!(refused.status, status, "{key}");
        }
        let home = &["olu", "maya", "dev"][..];
        for (key, theirs) in [
            ("dana", &["dana"][..]),
            ("olu", home),
            ("maya", home),
            ("dev", home),
            ("auditor", home),
            ("fiona", &["fiona"]),
        ] {
            let (status, json) = open(house, key, &api).await;
            let (_, page) = open(house, key, &format!("/secondments/{number}/agreement/notes")).await;
            assert_eq!(status, 200, "{key}");
            let value: serde_json::Value = serde_json::from_str(&json).unwrap();
            assert_eq!(value["notes"].as_array().unwrap().len(), theirs.len(), "{key}");
            for writer in WRITERS {
                let mark = format!("CANARY-{writer}-NOTE");
                assert_eq!(json.contains(&mark), theirs.contains(&writer), "{key} and {writer}");
                assert_eq!(page.contains(&mark), theirs.contains(&writer), "{key} and {writer}, page");
            }
            assert!(
                page.contains("-NOTE &#60;u&#62;") && !page.contains("-NOTE <u>"),
                "typed text stays text"
            );
        }
        for key in ["finance", "tomasz", "sofia", "admin"] {
            assert_eq!(open(house, key, &api).await.0, 404, "{key}");
            assert_eq!(
                open(house, key, &format!("/secondments/{number}/agreement/notes")).await.0,
                404,
                "{key}"
            );
        }
        // neither words nor count anywhere else: each page, answer and file is as it was before
        for (key, path, status, text) in before {
            let (now, after) = open(house, key, &path).await;
            let after = if now == 200 { bare(after) } else { String::new() };
            assert_eq!((now, after), (status, text), "{key} {path}");
        }
        for key in readers {
            for path in places(&number) {
                assert!(!open(house, key, &path).await.1.contains("CANARY"), "{key} {path}");
            }
        }
        let mut tx = house.app.db.read().await.unwrap();
        for row in tx.all("SELECT body FROM outbox", vec![]).await.unwrap() {
            assert!(!row.get::<String>("body").unwrap().contains("CANARY"), "a letter");
        }
        for row in tx.all("SELECT bytes FROM event_payloads", vec![]).await.unwrap() {
            let bytes: Vec<u8> = row.get("bytes").unwrap();
            assert!(!String::from_utf8_lossy(&bytes).contains("CANARY"), "an event");
        }
        let events = "SELECT COUNT(*) AS n FROM events WHERE kind = 'agreement.note_written'";
        assert_eq!(tx.count(events, vec![]).await.unwrap(), 5, "each is noted in the chain");
    })
    .await;
}

#[tokio::test]
async fn an_outside_host_keeps_notes_by_the_link() {
    on_each_database(async |house| {
        let number = at_helen(house).await;
        let api = format!("/api/v1/secondments/{number}/agreement/notes");
        let body = json!({"words": canary("rob")});
        assert_eq!(house.program("rob").await.json(Method::POST, &api, &body).await.status, 200);
        let browser = helen(house).await;
        let wrong = browser.post("/sign/notes", &[("note", " ")]).await;
        assert!(wrong.status == 422 && wrong.text.contains("Write your note"), "{}", wrong.text);
        assert_eq!(browser.post("/sign/notes", &[("note", &canary("helen"))]).await.status, 303);
        let own = browser.get("/sign/notes").await.text;
        assert!(own.contains("CANARY-helen-NOTE") && !own.contains("CANARY-rob"), "{own}");
        for path in ["/sign", "/sign/talks", "/sign/document"] {
            assert!(!browser.get(path).await.text.contains("CANARY"), "{path}");
        }
        for key in ["ines", "rob", "maya", "dev", "auditor"] {
            let (status, text) = open(house, key, &api).await;
            assert!(status == 200 && !text.contains("CANARY-helen"), "{key}: {text}");
        }
    })
    .await;
}
