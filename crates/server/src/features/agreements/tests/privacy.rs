//! What the host learns: nothing about pay at home, in no text, page, letter or answer.

use sojourn_kit::args;

use super::helpers::{at_helen, helen, issued, newest};
use crate::features::agreements::documents;
use crate::features::proposals::fixtures::Case;
use crate::testing::{House, on_each_database};

/// Every figure from which pay can be read, as it might be written.
async fn canaries(house: &House, person: &str) -> Vec<String> {
    let mut tx = house.app.db.read().await.unwrap();
    let kinds = "('salary', 'top_up', 'bonus', 'employer_charges', 'pension', 'benefits')";
    let sql = format!("SELECT amount_minor FROM cost_lines WHERE kind IN {kinds}");
    let mut minor: Vec<i64> = Vec::new();
    for row in tx.all(&sql, vec![]).await.unwrap() {
        minor.push(row.get("amount_minor").unwrap());
    }
    let id = house.world.person(person).unwrap();
    let pay = tx.one("SELECT annual_minor FROM pay WHERE person_id = $1", args![id]).await.unwrap().unwrap();
    minor.push(pay.get("annual_minor").unwrap());
    assert!(minor.len() > 1, "there are lines of pay");
    let pounds = |minor: i64| format!("£{}", grouped(minor / 100));
    let pence = |minor: i64| format!("{}.{:02}", grouped(minor / 100), minor % 100);
    minor.iter().flat_map(|minor| [format!(":{minor},"), pounds(*minor), pence(*minor)]).collect()
}

fn grouped(number: i64) -> String {
    let mut text = number.to_string();
    for comma in (1..text.len()).rev().skip(2).step_by(3) {
        text.insert(comma, ',');
    }
    text
}

fn free_of(text: &str, canaries: &[String], place: &str) {
    for canary in canaries {
        assert!(!text.contains(canary.as_str()), "{canary} stands in {place}");
    }
}

#[tokio::test]
async fn pay_at_home_is_in_nothing_that_an_outside_host_gets() {
    on_each_database(async |house| {
        let number = at_helen(house).await;
        let canaries = canaries(house, "ines").await;
        let (agreement, _) = newest(house, &number).await;
        let mut cx = house.cx("maya").await;
        let kept = documents::get(&mut cx, agreement.issued().unwrap()).await.unwrap();
        drop(cx);
        free_of(std::str::from_utf8(&kept.bytes).unwrap(), &canaries, "the document");
        free_of(&serde_json::to_string(&agreement.paper).unwrap(), &canaries, "the draft");
        let browser = helen(house).await;
        for path in ["/sign", "/sign/document", "/sign/refusal", "/sign/question"] {
            free_of(&browser.get(path).await.text, &canaries, path);
        }
        let mut tx = house.app.db.read().await.unwrap();
        for row in tx.all("SELECT subject, body FROM outbox", vec![]).await.unwrap() {
            free_of(&row.get::<String>("body").unwrap(), &canaries, "a letter");
        }
        for row in tx.all("SELECT bytes FROM event_payloads", vec![]).await.unwrap() {
            let bytes: Vec<u8> = row.get("bytes").unwrap();
            free_of(&String::from_utf8_lossy(&bytes), &canaries, "the chain of events");
        }
    })
    .await;
}

#[tokio::test]
async fn pay_at_home_is_in_nothing_that_an_inside_host_gets() {
    on_each_database(async |house| {
        let number = issued(house, Case::Dana).await;
        let canaries = canaries(house, "dana").await;
        let fiona = house.browser("fiona").await;
        let page = format!("/secondments/{number}/agreement");
        for path in [page.clone(), format!("{page}/v/1")] {
            let answer = fiona.get(&path).await;
            assert_eq!(answer.status, 200);
            free_of(&answer.text, &canaries, &path);
        }
        let api = house.program("fiona").await.get(&format!("/api/v1{page}")).await;
        assert_eq!(api.status, 200);
        free_of(&api.text, &canaries, "the API");
    })
    .await;
}

#[tokio::test]
async fn tokens_and_codes_are_kept_as_hashes_alone() {
    on_each_database(async |house| {
        at_helen(house).await;
        let browser = helen(house).await;
        let token = super::helpers::token(house).await;
        let cookie = browser.cookies.split_once('=').unwrap().1.to_owned();
        let mut tx = house.app.db.read().await.unwrap();
        for row in tx.all("SELECT token_hash FROM signing_links", vec![]).await.unwrap() {
            assert_ne!(hex::encode(row.get::<Vec<u8>>("token_hash").unwrap()), token);
        }
        for row in tx.all("SELECT browser_hash FROM signing_codes", vec![]).await.unwrap() {
            assert_ne!(hex::encode(row.get::<Vec<u8>>("browser_hash").unwrap()), cookie);
        }
        for row in tx.all("SELECT route, reply FROM requests_once", vec![]).await.unwrap() {
            let reply: Option<serde_json::Value> = row.get("reply").unwrap();
            let text = format!("{} {reply:?}", row.get::<String>("route").unwrap());
            assert!(!text.contains(&token) && !text.contains(&cookie), "{text}");
        }
        for row in tx.all("SELECT bytes FROM event_payloads", vec![]).await.unwrap() {
            let text = String::from_utf8_lossy(&row.get::<Vec<u8>>("bytes").unwrap()).into_owned();
            assert!(!text.contains(&token) && !text.contains(&cookie));
        }
    })
    .await;
}
