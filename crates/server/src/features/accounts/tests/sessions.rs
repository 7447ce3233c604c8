//! Sessions end when they should, on the server, at once.

use axum::http::Method;
use chrono::Duration;

use super::{GOOD, browser_after, session_cookie, with_password};
use crate::testing::on_each_database;

#[tokio::test]
async fn signing_out_kills_the_session_on_the_server() {
    on_each_database(async |house| {
        let browser = house.browser("tomasz").await;
        let answer = browser.post("/sign-out", &[]).await;
        assert_eq!(answer.location(), "/sign-in");
        assert_eq!(answer.headers.get("clear-site-data").unwrap(), "\"cache\", \"storage\"");
        assert_eq!(session_cookie(&answer).as_deref(), Some("sojourn="));
        assert_eq!(browser.get("/settings").await.status, 303, "the old cookie is dead");
        assert_eq!(house.anonymous().post("/sign-out", &[]).await.status, 303);
    })
    .await;
}

#[tokio::test]
async fn a_session_ends_when_idle_and_in_any_case_after_twelve_hours() {
    on_each_database(async |house| {
        let email = with_password(house, "tomasz").await;
        let answer = house.anonymous().post("/sign-in", &[("email", &email), ("password", GOOD)]).await;
        let browser = browser_after(house, &answer);
        for _ in 0..35 {
            house.app.clock.advance(Duration::minutes(20));
            assert_eq!(browser.get("/settings").await.status, 200);
        }
        house.app.clock.advance(Duration::minutes(21));
        assert_eq!(browser.get("/settings").await.status, 303, "twelve hours are over");
        let idle = house.browser("ruth").await;
        house.app.clock.advance(Duration::minutes(31));
        assert_eq!(idle.get("/settings").await.status, 303, "idle for half an hour");
    })
    .await;
}

#[tokio::test]
async fn a_cookie_opens_no_api_and_a_key_no_page() {
    on_each_database(async |house| {
        let browser = house.browser("tomasz").await;
        let answer = browser.get("/api/v1/me").await;
        assert_eq!(answer.status, 401);
        assert_eq!(answer.headers.get("content-type").unwrap(), "application/problem+json");
        let program = house.program("tomasz").await;
        let me = program.get("/api/v1/me").await;
        assert_eq!(me.json()["name"], "Tomasz Wilk");
        assert_eq!(program.get("/settings").await.status, 303);
    })
    .await;
}

#[tokio::test]
async fn people_see_their_sessions_and_end_them_one_by_one_or_all_others() {
    on_each_database(async |house| {
        let (here, there, third) =
            (house.browser("tomasz").await, house.browser("tomasz").await, house.browser("tomasz").await);
        let foreign = house.browser("ruth").await;
        let page = here.get("/settings/sign-in").await;
        assert_eq!(page.text.matches("/end\">").count(), 2, "its own session has no button: {}", page.text);

        let program = house.program("tomasz").await;
        let list = program.get("/api/v1/sessions").await.json();
        assert_eq!(list.as_array().unwrap().len(), 3);
        let id = list[0]["id"].as_str().unwrap().to_owned();
        let path = format!("/api/v1/sessions/{id}");
        let theirs = house.program("ruth").await.json(Method::DELETE, &path, &serde_json::json!({})).await;
        assert_eq!(theirs.status, 404, "not one of hers");
        assert_eq!(foreign.post(&format!("/settings/sessions/{id}/end"), &[]).await.status, 404);
        let left = program.json(Method::DELETE, &path, &serde_json::json!({})).await;
        assert_eq!(left.json().as_array().unwrap().len(), 2);

        let browsers = [&here, &there, &third];
        let mut alive = Vec::new();
        for browser in browsers {
            if browser.get("/settings").await.status == 200 {
                alive.push(browser);
            }
        }
        assert_eq!(alive.len(), 2);
        assert_eq!(alive[0].post("/settings/sessions/end-others", &[]).await.status, 303);
        assert_eq!(alive[1].get("/settings").await.status, 303);
        assert_eq!(alive[0].get("/settings").await.status, 200);
        assert_eq!(foreign.get("/settings").await.status, 200);
    })
    .await;
}

#[tokio::test]
async fn changing_the_password_needs_the_current_one_and_ends_the_other_sessions() {
    on_each_database(async |house| {
        let email = with_password(house, "tomasz").await;
        let (here, there) = (house.browser("tomasz").await, house.browser("tomasz").await);
        let change = async |current: &str, new: &str| {
            here.post("/settings/password", &[("current_password", current), ("new_password", new)]).await
        };
        let wrong = change("wrong", "amber lantern 4 geese").await;
        assert!(wrong.status == 422 && wrong.text.contains("not your current password"), "{}", wrong.text);
        for weak in ["short", "Password1!x", "Brightwater2026!", "tomasz.wilk1"] {
            assert_eq!(change(GOOD, weak).await.status, 422, "{weak}");
        }
        let emoji = format!("{} 🐝", "Ab4 ".repeat(15));
        let done = change(GOOD, &emoji).await;
        assert_eq!(done.status, 303, "{}", done.text);
        for old in [&here, &there] {
            assert_eq!(old.get("/settings").await.status, 303);
        }
        assert_eq!(browser_after(house, &done).get("/settings").await.status, 200);
        for (password, status) in [(GOOD, 422), (emoji.trim_end_matches('🐝'), 422), (emoji.as_str(), 303)]
        {
            let answer =
                house.anonymous().post("/sign-in", &[("email", &email), ("password", password)]).await;
            assert_eq!(answer.status.as_u16(), status, "{password}");
        }
    })
    .await;
}

#[tokio::test]
async fn who_has_no_password_sets_one_only_right_after_signing_in() {
    on_each_database(async |house| {
        let browser = house.browser("ruth").await;
        house.app.clock.advance(Duration::minutes(6));
        let stale = browser.post("/settings/password", &[("new_password", GOOD)]).await;
        assert_eq!(stale.location(), "/sign-in/again?next=%2Fsettings%2Fsign%2Din");
        let fresh = house.browser("ruth").await;
        assert_eq!(
            fresh.post("/settings/password", &[("new_password", GOOD)]).await.location(),
            "/settings/sign-in"
        );
    })
    .await;
}

#[tokio::test]
async fn the_look_is_kept_in_the_browser() {
    on_each_database(async |house| {
        let mut browser = house.browser("tomasz").await;
        let answer = browser.post("/settings/look", &[("theme", "dark"), ("density", "compact")]).await;
        let cookie = answer.headers.get("set-cookie").unwrap().to_str().unwrap();
        assert!(cookie.starts_with("sojourn_look=dark-compact-nokeys;"), "{cookie}");
        browser.cookies.push_str("; sojourn_look=dark-compact-nokeys");
        let page = browser.get("/settings").await;
        assert!(page.text.contains(r#"data-theme="dark" data-density="compact" data-keys="false""#));
    })
    .await;
}

#[tokio::test]
async fn a_message_is_shown_once() {
    on_each_database(async |house| {
        let mut browser = house.browser("tomasz").await;
        let saved = browser.post("/settings/look", &[("theme", "dark")]).await;
        let mut set = saved.headers.get_all("set-cookie").iter().map(|line| line.to_str().unwrap());
        let flash = set.rfind(|line| line.starts_with("sojourn-flash=")).unwrap();
        browser.cookies.push_str(&format!("; {}", flash.split(';').next().unwrap()));
        let page = browser.get("/settings").await;
        assert!(page.text.contains("Saved for this browser."));
        let cleared = page.headers.get("set-cookie").unwrap().to_str().unwrap();
        assert!(cleared.starts_with("sojourn-flash=;") && cleared.ends_with("Max-Age=0"), "{cleared}");
    })
    .await;
}
