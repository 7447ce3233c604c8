//! News from home through both doors: who tells, who reads, and one letter a week for those who asked.

use axum::http::Method;
use chrono::Duration;
use serde_json::{Value, json};
use sojourn_kit::args;

use super::notices::WEEKLY;
use crate::features::secondments::Workflow;
use crate::features::secondments::fixtures::{CALLUM, put};
use crate::testing::{Answer, House, on_each_database};

async fn away(house: &House) -> String {
    let mut cx = house.cx("maya").await;
    let first_day = cx.today() - Duration::days(77);
    let s = put(house, &mut cx, CALLUM, Workflow::Active, first_day).await.unwrap();
    cx.commit().await.unwrap();
    s.number
}

fn unit(house: &House, name: &str) -> String {
    house.world.unit("Brightwater Group", name).unwrap().to_string()
}

async fn tell(house: &House, key: &str, of: Option<&str>, title: &str) -> Answer {
    let input = json!({ "unit": of.map(|name| unit(house, name)), "kind": "announcement", "title": title });
    house.program(key).await.json(Method::POST, "/api/v1/news", &input).await
}

async fn read(house: &House, key: &str) -> Value {
    house.program(key).await.get("/api/v1/news").await.json()
}

fn titles(news: &Value) -> Vec<&str> {
    news.as_array().unwrap().iter().map(|one| one["title"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn managers_tell_their_unit_the_desk_everybody_and_those_away_read_it() {
    on_each_database(async |house| {
        away(house).await;
        assert_eq!(tell(house, "alison", Some("Sydney Sales"), "Spring range is live").await.status, 201);
        assert_eq!(tell(house, "maya", None, "Pay round in March").await.status, 201);
        assert_eq!(tell(house, "theo", Some("Marketing"), "Marketing only").await.status, 201);
        assert_eq!(tell(house, "alison", Some("Marketing"), "x").await.status, 422, "not her unit");
        assert_eq!(tell(house, "alison", None, "x").await.status, 422, "not for everybody");
        assert_eq!(tell(house, "erik", Some("Sydney Sales"), "x").await.status, 422, "another organisation");
        for other in ["callum", "grace", "finance", "auditor", "admin"] {
            assert_eq!(tell(house, other, Some("Sydney Sales"), "x").await.status, 403, "{other}");
        }
        assert_eq!(
            titles(&read(house, "callum").await["home"]),
            ["Pay round in March", "Spring range is live"]
        );
        let page = house.browser("callum").await.get("/my/placement").await;
        assert!(page.text.contains("From home this week") && page.text.contains("Spring range is live"));
        assert!(!page.text.contains("Marketing only"));
        for other in ["grace", "fiona", "erik", "priya"] {
            assert!(titles(&read(house, other).await["home"]).is_empty(), "{other} is not away from there");
            let news = house.browser(other).await.get("/news").await;
            assert!(!news.text.contains("Spring range"), "{other}");
        }
        let mine = read(house, "alison").await["told"].clone();
        assert_eq!(titles(&mine), ["Spring range is live"]);
        let path = format!("/api/v1/news/{}", mine[0]["id"].as_str().unwrap());
        for other in ["callum", "theo", "erik", "finance"] {
            let gone = house.program(other).await.json(Method::DELETE, &path, &json!({})).await;
            assert_eq!(gone.status, 404, "{other}");
        }
        let page_path = format!("/news/{}/withdrawal", mine[0]["id"].as_str().unwrap());
        assert_eq!(house.browser("theo").await.post(&page_path, &[]).await.status, 404);
        assert_eq!(house.browser("alison").await.post(&page_path, &[]).await.status, 303);
        assert_eq!(
            house.program("maya").await.json(Method::DELETE, &path, &json!({})).await.status,
            404,
            "gone"
        );
        assert_eq!(titles(&read(house, "callum").await["home"]), ["Pay round in March"]);
        house.app.clock.set(house.app.clock.now() + Duration::days(8));
        let page = house.browser("callum").await.get("/my/placement").await;
        assert!(page.text.contains("Nothing new is told this week."), "a week later it is no news any more");
        assert!(house.browser("callum").await.get("/news").await.text.contains("Pay round"));
    })
    .await;
}

#[tokio::test]
async fn what_was_typed_stays_and_an_event_has_a_day() {
    on_each_database(async |house| {
        away(house).await;
        let sydney = unit(house, "Sydney Sales");
        let alison = house.browser("alison").await;
        let typed = [
            ("unit", sydney.as_str()),
            ("kind", "event"),
            ("title", "Team lunch"),
            ("words", "kept <b>words</b>"),
            ("on", "31 February"),
            ("link", "javascript:x"),
        ];
        let answer = alison.post("/news", &typed).await;
        assert_eq!(answer.status, 422);
        for words in ["Team lunch", "kept &#60;b&#62;words", "31 February", "begins with https"] {
            assert!(answer.text.contains(words), "{words}");
        }
        let bent = [("unit", "whole"), ("kind", "gossip"), ("title", ""), ("on", "")];
        let answer = alison.post("/news", &bent).await;
        assert_eq!(answer.status, 422);
        for words in
            ["Choose a unit of which you tell news", "Write the news in one line", "Choose what kind"]
        {
            assert!(answer.text.contains(words), "{words}");
        }
        let good = [
            ("unit", sydney.as_str()),
            ("kind", "event"),
            ("title", "Team lunch"),
            ("on", "11 December 2026"),
        ];
        assert_eq!(alison.post("/news", &good).await.status, 303);
        house.app.clock.set(house.app.clock.now() + Duration::days(12));
        let page = house.browser("callum").await.get("/my/placement").await;
        assert!(page.text.contains("Team lunch") && page.text.contains("Fri 11 Dec"), "until its day");
    })
    .await;
}

async fn letters(house: &House) -> Vec<String> {
    let mut tx = house.app.db.read().await.unwrap();
    let sql = "SELECT to_name, body FROM outbox WHERE kind = 'news_weekly' ORDER BY created_at, id";
    let rows = tx.all(sql, args![]).await.unwrap();
    let told = |row: &sojourn_kit::db::Row| {
        format!("{}: {}", row.get::<String>("to_name").unwrap(), row.get::<String>("body").unwrap())
    };
    rows.iter().map(told).collect()
}

#[tokio::test]
async fn one_letter_a_week_for_those_who_asked_and_none_after_they_stopped() {
    on_each_database(async |house| {
        away(house).await;
        let run = async || {
            (WEEKLY.run)(house.app.clone()).await.unwrap();
            (WEEKLY.run)(house.app.clone()).await.unwrap();
        };
        let go = async |days| {
            house.app.clock.set(house.app.clock.now() + Duration::days(days));
            run().await;
        };
        tell(house, "alison", Some("Sydney Sales"), "Before anybody asked").await;
        go(8).await;
        assert!(letters(house).await.is_empty(), "nobody asked for it");
        let wants = [("wants", "yes"), ("from", "placement")];
        let asked = house.browser("callum").await.post("/news/letter", &wants).await;
        assert_eq!((asked.status.as_u16(), asked.location().as_str()), (303, "/my/placement"));
        for other in ["grace", "alison", "finance"] {
            let refused = house
                .program(other)
                .await
                .json(Method::PUT, "/api/v1/news/letter", &json!({ "wants": true }))
                .await;
            assert_eq!(refused.status, 409, "{other} is not away");
        }
        tell(house, "alison", Some("Sydney Sales"), "First news").await;
        go(2).await;
        assert!(letters(house).await.is_empty(), "a week has not passed");
        tell(house, "maya", None, "Second news").await;
        go(6).await;
        let sent = letters(house).await;
        assert_eq!(sent.len(), 1, "once");
        let first = &sent[0];
        assert!(
            first.starts_with("Callum Reyes")
                && first.contains("First news")
                && first.contains("Second news")
        );
        assert!(!first.contains("Before anybody asked"));
        tell(house, "alison", Some("Sydney Sales"), "Third news").await;
        go(3).await;
        assert_eq!(letters(house).await.len(), 1, "one a week at most");
        go(4).await;
        let sent = letters(house).await;
        assert_eq!(sent.len(), 2);
        assert!(sent[1].contains("Third news") && !sent[1].contains("First news"), "nothing twice");
        go(20).await;
        assert_eq!(letters(house).await.len(), 2, "without news there is no letter");
        tell(house, "alison", Some("Sydney Sales"), "Fourth news").await;
        let stop = house
            .program("callum")
            .await
            .json(Method::PUT, "/api/v1/news/letter", &json!({ "wants": false }))
            .await;
        assert_eq!(stop.json()["letter"], false);
        go(8).await;
        assert_eq!(letters(house).await.len(), 2, "stopped");
    })
    .await;
}

#[tokio::test]
async fn after_a_death_no_letter_is_written() {
    on_each_database(async |house| {
        let number = away(house).await;
        house.browser("callum").await.post("/news/letter", &[("wants", "yes")]).await;
        tell(house, "alison", Some("Sydney Sales"), "News").await;
        let death = json!({ "kind": "death", "from": house.app.clock.today() });
        let path = format!("/api/v1/secondments/{number}/happenings");
        assert_eq!(house.program("maya").await.json(Method::POST, &path, &death).await.status, 200);
        house.app.clock.set(house.app.clock.now() + Duration::days(8));
        (WEEKLY.run)(house.app.clone()).await.unwrap();
        assert!(letters(house).await.is_empty());
    })
    .await;
}
