//! Nobody in particular is sent to sign in, strangers find nothing, and nothing breaks.

use axum::body::Body;
use axum::http::StatusCode;
use sojourn_kit::args;

use super::people::{MISSING, Places, STRANGERS, WALKERS, places};
use super::routes::{Address, all};
use crate::testing::{Answer, House, Visitor, on_each_database};

/// Sends what the method wants, empty: a form or a JSON object.
async fn visit(visitor: &Visitor<'_>, address: &Address, path: &str) -> Answer {
    if address.is_get() {
        return visitor.get(path).await;
    }
    if address.is_api() {
        return visitor.json(address.verb(), path, &serde_json::json!({})).await;
    }
    visitor.post(path, &[]).await
}

/// Somebody with a browser and with a key.
pub(super) struct Walker<'a> {
    key: &'a str,
    browser: Visitor<'a>,
    program: Visitor<'a>,
}

impl<'a> Walker<'a> {
    pub(super) async fn new(house: &'a House, key: &'a str) -> Self {
        Self { key, browser: house.browser(key).await, program: house.program(key).await }
    }

    pub(super) async fn visit(&self, address: &Address, path: &str) -> Answer {
        visit(self.at(address), address, path).await
    }

    fn at(&self, address: &Address) -> &Visitor<'a> {
        if address.is_api() { &self.program } else { &self.browser }
    }

    /// The same person again, for forms that end sessions or stop keys.
    async fn again(&mut self, house: &'a House) {
        if self.browser.get("/settings").await.status != 200
            || self.program.get("/api/v1/me").await.status != 200
        {
            *self = Self::new(house, self.key).await;
        }
    }
}

#[tokio::test]
async fn nobody_in_particular_is_sent_to_sign_in() {
    on_each_database(async |house| {
        let places = places(house).await;
        let anonymous = house.anonymous();
        for address in all().iter().filter(|address| !address.is_public()) {
            for number in [places.numbers[1].as_str(), MISSING] {
                let answer = visit(&anonymous, address, &places.fill(&address.path, number)).await;
                let name = address.name();
                if address.is_api() {
                    assert_eq!(answer.status, 401, "{name}: {}", answer.text);
                    assert_eq!(answer.json()["type"], "urn:sojourn:problem:sign_in", "{name}");
                } else {
                    assert_eq!(answer.status, 303, "{name}: {}", answer.text);
                    assert!(answer.location().starts_with("/sign-in"), "{name}: {}", answer.location());
                }
                assert!(!answer.text.contains("Callum"), "{name}");
            }
        }
    })
    .await;
}

/// The answer without what is fresh on every page or repeats the address.
fn bare(answer: &Answer, path: &str, number: &str) -> (StatusCode, String) {
    let request = answer.headers.get("x-request-id").and_then(|id| id.to_str().ok()).unwrap_or_default();
    let mut text = answer.text.replace(request, "REQUEST").replace(path, "PATH").replace(number, "NUMBER");
    while let Some(start) = text.find("name=\"form_id\" value=\"") {
        let end = start + text[start..].find('>').unwrap();
        text.replace_range(start..end, "");
    }
    (answer.status, text)
}

#[tokio::test]
async fn for_a_stranger_a_record_is_as_if_it_did_not_exist() {
    on_each_database(async |house| {
        let places = places(house).await;
        for key in STRANGERS {
            let walker = Walker::new(house, key).await;
            for address in all().iter().filter(|address| address.is_of_record()) {
                let missing_path = places.fill(&address.path, MISSING);
                let missing = bare(&walker.visit(address, &missing_path).await, &missing_path, MISSING);
                assert!(missing.0.is_client_error(), "{key} {}: {}", address.name(), missing.0);
                for number in &places.numbers {
                    let path = places.fill(&address.path, number);
                    let theirs = bare(&walker.visit(address, &path).await, &path, number);
                    assert_eq!(theirs, missing, "{key} {} {number}", address.name());
                }
            }
        }
    })
    .await;
}

#[tokio::test]
async fn looking_changes_nothing_and_breaks_nothing() {
    on_each_database(async |house| {
        let places = places(house).await;
        let mut walkers = Vec::new();
        for (key, _) in WALKERS {
            walkers.push(Walker::new(house, key).await);
        }
        let before = rows(house).await;
        for address in all().iter().filter(|address| address.is_get()) {
            for walker in &walkers {
                for number in numbers_of(address, &places) {
                    let answer = walker.visit(address, &places.fill(&address.path, number)).await;
                    unbroken(&answer, walker.key, address);
                }
            }
        }
        assert_eq!(rows(house).await, before, "a GET wrote something");
    })
    .await;
}

#[tokio::test]
async fn an_empty_form_breaks_nothing() {
    on_each_database(async |house| {
        let places = places(house).await;
        for (key, _) in WALKERS {
            let mut walker = Walker::new(house, key).await;
            for address in all().iter().filter(|address| !address.is_get()) {
                for number in numbers_of(address, &places) {
                    let answer = walker.visit(address, &places.fill(&address.path, number)).await;
                    unbroken(&answer, key, address);
                }
                walker.again(house).await;
            }
        }
    })
    .await;
}

#[tokio::test]
async fn rubbish_breaks_nothing() {
    on_each_database(async |house| {
        let places = places(house).await;
        let rubbish =
            "a[]=%00&version=999999999999999999999&%ff=%ff&email=%0d%0aBcc:x&number=SO-0001&next=//evil";
        let mut walker = Walker::new(house, "maya").await;
        for address in all().iter().filter(|address| !address.is_get()) {
            walker.again(house).await;
            for (media, body) in [
                ("application/x-www-form-urlencoded", rubbish),
                ("application/json", "{\"version\":1e400"),
                ("multipart/form-data; boundary=x", "--x\r\nbroken"),
                ("text/plain", ""),
            ] {
                let path = places.fill(&address.path, &places.numbers[2]);
                let answer =
                    walker.at(address).send(address.verb(), &path, Some(media), Body::from(body)).await;
                unbroken(&answer, media, address);
            }
        }
    })
    .await;
}

fn unbroken(answer: &Answer, whose: &str, address: &Address) {
    assert!(!answer.status.is_server_error(), "{whose} {}: {}", address.name(), answer.text);
}

/// Each record for an address of records, otherwise once.
fn numbers_of<'a>(address: &Address, places: &'a Places) -> &'a [String] {
    if address.is_of_record() { &places.numbers } else { &places.numbers[..1] }
}

/// Looking at somebody’s pay is itself noted, so that nobody looks unseen; and so is a text that one is asked to sign,
/// as evidence that it was shown. Nothing else that is read leaves a trace.
const NOTED: &str = "pay.read";
/// Where it is noted that a text was shown to those who sign it.
const SHOWN: &str = "agreement_views";

/// How many rows each table has.
async fn rows(house: &House) -> Vec<(String, i64)> {
    let mut tx = house.app.db.read().await.unwrap();
    let sql = if tx.is_postgres() {
        "SELECT table_name::text AS name FROM information_schema.tables WHERE table_schema = 'public' ORDER BY 1"
    } else {
        "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1"
    };
    let mut counted = Vec::new();
    for row in tx.all(sql, args![]).await.unwrap() {
        let name: String = row.get("name").unwrap();
        if name == SHOWN {
            continue;
        }
        let only = match name.as_str() {
            "events" => format!(" WHERE kind <> '{NOTED}'"),
            "event_payloads" => format!(
                " p WHERE NOT EXISTS (SELECT 1 FROM events e WHERE e.stream_id = p.stream_id AND e.seq = p.seq
                  AND e.kind = '{NOTED}')"
            ),
            _ => String::new(),
        };
        let count = tx.count(&format!("SELECT COUNT(*) AS n FROM {name}{only}"), args![]).await.unwrap();
        counted.push((name, count));
    }
    counted
}
