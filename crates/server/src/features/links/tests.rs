//! Addresses through both doors: who adds, who sees which, who removes.

use axum::http::Method;
use chrono::Duration;
use serde_json::json;

use crate::features::secondments::Workflow;
use crate::features::secondments::fixtures::{CALLUM, put};
use crate::testing::{House, on_each_database};

async fn record(house: &House, workflow: Workflow) -> String {
    let mut cx = house.cx("maya").await;
    let first_day = cx.today() - Duration::days(77);
    let s = put(house, &mut cx, CALLUM, workflow, first_day).await.unwrap();
    cx.commit().await.unwrap();
    s.number
}

async fn titles(house: &House, key: &str, number: &str) -> Vec<String> {
    let told = house.program(key).await.get(&format!("/api/v1/secondments/{number}/links")).await.json();
    told["data"].as_array().unwrap().iter().map(|link| link["title"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn each_side_keeps_its_own_links_and_the_secondee_sees_all() {
    on_each_database(async |house| {
        let number = record(house, Workflow::Active).await;
        let (page, api) = (format!("/secondments/{number}/links"), format!("/api/v1/secondments/{number}/links"));
        let link = |title: &str, readers: &str| json!({ "kind": "chat", "title": title, "address": "https://chat.example/1", "readers": readers });
        let add = async |key: &str, title: &str, readers: &str| {
            // one after the other: lists are in the order of time
            house.app.clock.set(house.app.clock.now() + Duration::seconds(1));
            house.program(key).await.json(Method::POST, &api, &link(title, readers)).await.status.as_u16()
        };
        assert_eq!(add("alison", "Sydney fun", "home").await, 201);
        assert_eq!(add("fiona", "London desk", "host").await, 201);
        assert_eq!(add("callum", "Shared board", "all").await, 201);
        assert_eq!(add("alison", "x", "host").await, 422, "home does not write to the host’s side alone");
        assert_eq!(add("fiona", "x", "home").await, 422);
        assert_eq!(titles(house, "callum", &number).await, ["Sydney fun", "London desk", "Shared board"]);
        for home in ["alison", "maya"] {
            assert_eq!(titles(house, home, &number).await, ["Sydney fun", "Shared board"], "{home}");
        }
        assert_eq!(titles(house, "fiona", &number).await, ["London desk", "Shared board"]);
        let record_page = house.browser("fiona").await.get(&format!("/secondments/{number}")).await;
        assert!(record_page.text.contains("London desk") && !record_page.text.contains("Sydney fun"));
        let mine = house.browser("callum").await.get("/my/placement").await;
        assert!(mine.text.contains("Sydney fun") && mine.text.contains("rel=\"noopener noreferrer external\""));

        for other in ["finance", "dev", "auditor"] {
            assert_eq!(house.browser(other).await.get(&page).await.status, 403, "{other}");
            assert_eq!(add(other, "x", "all").await, 403, "{other}");
        }
        for other in ["grace", "erik", "admin"] {
            assert_eq!(house.browser(other).await.get(&page).await.status, 404, "{other}");
            assert_eq!(add(other, "x", "all").await, 404, "{other}");
        }
        let fiona = house.browser("fiona").await;
        let told = house.program("callum").await.get(&api).await.json();
        let id = |at: usize| told["data"][at]["id"].as_str().unwrap().to_owned();
        assert_eq!(fiona.post(&format!("{page}/{}/removal", id(0)), &[]).await.status, 404, "not theirs to know");
        assert_eq!(fiona.post(&format!("{page}/{}/removal", id(2)), &[]).await.status, 409, "not theirs to remove");
        let gone = house.program("callum").await.json(Method::DELETE, &format!("{api}/{}", id(0)), &json!({})).await;
        assert_eq!(gone.status, 409, "Alison added it");
        assert_eq!(fiona.post(&format!("{page}/{}/removal", id(1)), &[]).await.status, 303);
        let gone = house.program("maya").await.json(Method::DELETE, &format!("{api}/{}", id(2)), &json!({})).await;
        assert_eq!(gone.status, 200);
        assert_eq!(titles(house, "callum", &number).await, ["Sydney fun"]);
    })
    .await;
}

#[tokio::test]
async fn only_https_is_kept_and_what_was_typed_stays() {
    on_each_database(async |house| {
        let number = record(house, Workflow::Active).await;
        let page = format!("/secondments/{number}/links");
        let callum = house.browser("callum").await;
        for bad in ["http://x.example", "javascript:alert(1)", "https://me@x.example", "no address"] {
            let typed = [("kind", "chat"), ("title", "kept title"), ("address", bad), ("readers", "all")];
            let answer = callum.post(&page, &typed).await;
            assert_eq!(answer.status, 422, "{bad}");
            assert!(answer.text.contains("kept title") && answer.text.contains("begins with https"), "{bad}");
            let input = json!({ "kind": "chat", "title": "x", "address": bad, "readers": "all" });
            let api =
                house.program("callum").await.json(Method::POST, &format!("/api/v1{page}"), &input).await;
            assert_eq!(api.status, 422, "{bad}");
        }
        let bent = [("kind", "x"), ("title", "t"), ("address", "https://x.example"), ("readers", "y")];
        let answer = callum.post(&page, &bent).await;
        assert_eq!(answer.status, 422);
        assert!(answer.text.contains("Choose who sees it"));
        assert!(titles(house, "callum", &number).await.is_empty());
        let closed = record(house, Workflow::Closed).await;
        let good = [("kind", "chat"), ("title", "t"), ("address", "https://x.example"), ("readers", "all")];
        assert_eq!(callum.post(&format!("/secondments/{closed}/links"), &good).await.status, 409);
        assert_eq!(callum.post(&page, &good).await.status, 303);
    })
    .await;
}

#[tokio::test]
async fn home_is_asked_for_the_group_that_is_just_for_fun_until_there_is_one() {
    on_each_database(async |house| {
        let number = record(house, Workflow::Active).await;
        let page = format!("/secondments/{number}/links");
        let asks = "No group with home yet.";
        for (key, is_asked) in [("alison", true), ("callum", true), ("maya", true), ("fiona", false)] {
            let seen = house.browser(key).await.get(&page).await;
            assert_eq!(seen.text.contains(asks), is_asked, "{key}: {}", seen.text);
        }
        let fields = [
            ("kind", "home_group"),
            ("title", "Sydney quiz"),
            ("address", "https://chat.example/quiz"),
            ("readers", "home"),
        ];
        let kept = house.browser("alison").await.post(&page, &fields).await;
        assert_eq!(kept.status, 303, "{}", kept.text);
        let callum = house.browser("callum").await.get(&page).await;
        assert!(callum.text.contains("Sydney quiz") && !callum.text.contains(asks), "{}", callum.text);
    })
    .await;
}
