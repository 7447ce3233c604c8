//! Every kind of event has words, and the history is told to those who may hear it.

use std::path::Path;

use super::words::{WORDS, find};
use crate::features::secondments::Workflow;
use crate::features::secondments::fixtures::{TOMASZ, put};
use crate::testing::on_each_database;

fn sources(folder: &Path, found: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|end| end == "rs") && !path.to_string_lossy().contains("test")
        {
            found.push(std::fs::read_to_string(&path).unwrap());
        }
    }
}

/// The kinds in a source: `const KIND … = "noun.happened"`, or `Name, "noun.happened"` inside an `event!`.
fn kinds(source: &str) -> Vec<String> {
    let is_kind = |word: &str| {
        word.split_once('.').is_some_and(|(noun, verb)| {
            let plain =
                |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c == '_');
            plain(noun) && plain(verb)
        })
    };
    source
        .lines()
        .map(str::trim)
        .filter(|line| {
            let name = line.split(", \"").next().filter(|name| name.len() < line.len()).unwrap_or_default();
            let is_name = name.starts_with(char::is_uppercase) && name.chars().all(char::is_alphanumeric);
            line.starts_with("const KIND") || is_name
        })
        .filter_map(|line| line.split('"').nth(1))
        .filter(|word| is_kind(word))
        .map(str::to_owned)
        .collect()
}

#[test]
fn every_kind_of_event_has_words() {
    let mut all = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut all);
    let kinds: Vec<String> = all.iter().flat_map(|source| kinds(source)).collect();
    for known in ["secondment.withdrawn", "proposal.sent", "agreement.signed", "accounts.founded"] {
        assert!(kinds.iter().any(|kind| kind == known), "the search finds what it should: {kinds:?}");
    }
    let without: Vec<_> = kinds.iter().filter(|kind| find(kind).is_none()).collect();
    assert!(without.is_empty(), "no words for {without:?}: add them to audit/words.rs");
}

#[test]
fn words_stand_once_and_survive_erased_details() {
    for (index, wording) in WORDS.iter().enumerate() {
        assert!(!WORDS[..index].iter().any(|other| other.kind == wording.kind), "{} twice", wording.kind);
        let words = (wording.did)(&serde_json::Value::Null);
        assert!(!words.is_empty() && !words.ends_with('.'), "{words}");
    }
}

#[tokio::test]
async fn the_history_names_people_and_keeps_to_those_who_see_it() {
    on_each_database(async |house| {
        let mut cx = house.cx("maya").await;
        let first_day = "2027-03-01".parse().unwrap();
        let s = put(house, &mut cx, TOMASZ, Workflow::ReleasePending, first_day).await.unwrap();
        cx.commit().await.unwrap();
        let tomasz = house.program("tomasz").await;
        let path = format!("/api/v1/secondments/{}", s.number);
        let body = serde_json::json!({ "version": 1, "reason": "The client has no desk." });
        assert_eq!(
            tomasz.json(axum::http::Method::POST, &format!("{path}/withdrawal"), &body).await.status,
            200
        );

        let page = house.browser("ruth").await.get(&format!("/secondments/{}/history", s.number)).await;
        assert_eq!(page.status, 200);
        assert!(page.text.contains("Tomasz Wilk withdrew the secondment by a program"), "{}", page.text);
        assert!(page.text.contains("“The client has no desk.”"));
        let told = house.program("maya").await.get(&format!("{path}/history")).await.json();
        assert_eq!(told["data"][0]["kind"], "secondment.withdrawn");
        assert_eq!(told["data"][0]["who"], "Tomasz Wilk");
        assert!(told["next"].is_null());

        assert_eq!(house.program("finance").await.get(&format!("{path}/history")).await.status, 403);
        assert_eq!(house.program("dana").await.get(&format!("{path}/history")).await.status, 404);
        assert_eq!(house.anonymous().get(&format!("{path}/history")).await.status, 401);
        assert_eq!(
            tomasz.get(&format!("{path}/history?before=1")).await.json()["data"],
            serde_json::json!([])
        );
    })
    .await;
}
