//! By password: who gets in, what everybody else hears, and the brake.

use chrono::Duration;
use sojourn_kit::error::Error;

use super::{GOOD, browser_after, session_cookie, with_password, without_form_id};
use crate::app::App;
use crate::cx::Meta;
use crate::features::accounts::proof;
use crate::testing::{House, on_each_database};

#[tokio::test]
async fn a_password_opens_a_session_with_a_fresh_token_and_leads_where_one_wanted_to_go() {
    on_each_database(async |house| {
        let email = with_password(house, "tomasz").await;
        let page = house.anonymous().get("/settings?x=1").await;
        assert_eq!(page.location(), "/sign-in?next=%2Fsettings%3Fx%3D1");
        let form = house.anonymous().get(&page.location()).await;
        assert!(form.text.contains(r#"name="next" value="/settings?x=1""#), "{}", form.text);
        let typed = [
            ("email", "  TOMASZ.wilk@brightwater-group.example"),
            ("password", GOOD),
            ("next", "/settings?x=1"),
        ];
        let answer = house.anonymous().post("/sign-in", &typed).await;
        assert_eq!((answer.status.as_u16(), answer.location().as_str()), (303, "/settings?x=1"), "{email}");
        let browser = browser_after(house, &answer);
        assert_eq!(browser.get("/settings").await.status, 200);

        let again = browser.post("/sign-in", &[("email", &email), ("password", GOOD)]).await;
        assert_ne!(session_cookie(&again), session_cookie(&answer));
        assert_eq!(browser.get("/settings").await.status, 303, "the session before is over");
    })
    .await;
}

#[tokio::test]
async fn nobody_learns_which_addresses_have_an_account() {
    on_each_database(async |house| {
        let email = with_password(house, "tomasz").await;
        let mut answers = Vec::new();
        let passwordless = "ruth.hale@brightwater-group.example";
        for address in [email.as_str(), passwordless, "nobody@brightwater-group.example"] {
            for password in ["wrong", &GOOD.to_uppercase(), &format!("{GOOD} ")] {
                let answer =
                    house.anonymous().post("/sign-in", &[("email", address), ("password", password)]).await;
                assert_eq!(answer.status, 422);
                assert!(session_cookie(&answer).is_none());
                answers.push(without_form_id(&answer).replace(address, "ADDRESS"));
            }
        }
        answers.dedup();
        assert_eq!(answers.len(), 1, "{answers:#?}");
    })
    .await;
}

/// Whoever measures sees the same work: one hash is checked, whether there is an account, a password, or neither.
#[tokio::test]
async fn known_and_unknown_addresses_cost_the_same_work() {
    on_each_database(async |house| {
        let email = with_password(house, "tomasz").await;
        let passwordless = "ruth.hale@brightwater-group.example";
        let off = with_password(house, "callum").await;
        let account = house.world.account("callum").unwrap();
        let mut cx = house.cx("admin").await;
        let now = cx.now();
        crate::features::accounts::store::switch(&mut cx, account, Some(now)).await.unwrap();
        cx.commit().await.unwrap();
        for address in
            [email.as_str(), passwordless, off.as_str(), "nobody@brightwater-group.example", "", "no address"]
        {
            let before = house.app.passwords.checked();
            let found = proof::by_password(&house.app, &Meta::default(), address, "wrong").await.unwrap();
            assert_eq!((found, house.app.passwords.checked() - before), (None, 1), "{address}");
        }
    })
    .await;
}

#[tokio::test]
async fn the_way_onward_stays_on_this_site() {
    on_each_database(async |house| {
        let email = with_password(house, "ruth").await;
        for evil in
            ["https://evil.example", "//evil.example", "/\\evil.example", "/%2f%2fevil.example", "https:evil"]
        {
            let typed = [("email", email.as_str()), ("password", GOOD), ("next", evil)];
            assert_eq!(house.anonymous().post("/sign-in", &typed).await.location(), "/", "{evil}");
        }
    })
    .await;
}

#[tokio::test]
async fn empty_fields_are_named_and_the_address_is_kept() {
    on_each_database(async |house| {
        let answer = house.anonymous().post("/sign-in", &[("email", "a@b.example"), ("password", "")]).await;
        assert_eq!(answer.status, 422);
        assert!(
            answer.text.contains(r#"value="a@b.example""#) && answer.text.contains("Enter your password")
        );
        let answer = house.anonymous().post("/sign-in", &[]).await;
        assert!(answer.text.contains("Enter your work email"), "{}", answer.text);
    })
    .await;
}

#[tokio::test]
async fn guessing_is_slowed_also_after_a_restart_and_the_owner_gets_in_from_elsewhere() {
    on_each_database(async |house| {
        let email = with_password(house, "tomasz").await;
        for _ in 0..10 {
            let answer =
                house.anonymous().post("/sign-in", &[("email", &email), ("password", "wrong")]).await;
            assert_eq!(answer.status, 422);
        }
        let refused = house.anonymous().post("/sign-in", &[("email", &email), ("password", GOOD)]).await;
        assert_eq!(refused.status, 429, "{}", refused.text);
        assert!(refused.headers.contains_key("retry-after") && refused.text.contains("Email me a link"));

        let restarted = restarted(house);
        let from = |address: &str| Meta { address: address.to_owned(), ..Meta::default() };
        let here = proof::by_password(&restarted, &from("127.0.0.1"), &email, GOOD).await;
        assert!(matches!(here, Err(Error::TooMany { .. })), "{here:?}");
        let elsewhere = proof::by_password(&restarted, &from("192.0.2.7"), &email, GOOD).await.unwrap();
        assert_eq!(elsewhere, house.world.account("tomasz").ok());

        house.app.clock.advance(Duration::minutes(16));
        let later = house.anonymous().post("/sign-in", &[("email", &email), ("password", GOOD)]).await;
        assert_eq!(later.status, 303, "the brake lets go");
    })
    .await;
}

fn restarted(house: &House) -> App {
    App::try_new(house.app.config.clone(), house.app.db.clone(), house.app.clock.clone(), false).unwrap()
}

#[tokio::test]
async fn who_has_left_or_is_switched_off_does_not_get_in() {
    on_each_database(async |house| {
        let email = with_password(house, "dana").await;
        let mut tx = house.app.db.write().await.unwrap();
        let sql = "UPDATE people SET status = 'left' WHERE id = $1";
        tx.run(sql, sojourn_kit::args![house.world.person("dana").unwrap()]).await.unwrap();
        tx.commit().await.unwrap();
        let answer = house.anonymous().post("/sign-in", &[("email", &email), ("password", GOOD)]).await;
        assert_eq!(answer.status, 422);
    })
    .await;
}

#[tokio::test]
async fn a_form_of_another_site_signs_nobody_in_or_out() {
    on_each_database(async |house| {
        let email = with_password(house, "tomasz").await;
        let body = format!("email={}&password={}", email.replace('@', "%40"), GOOD.replace(' ', "+"));
        let request = axum::http::Request::post("/sign-in")
            .header("host", "test.example")
            .header("origin", "https://evil.example")
            .header("content-type", "application/x-www-form-urlencoded")
            .body(axum::body::Body::from(body))
            .unwrap();
        let answer = tower::ServiceExt::oneshot(house.app.router(), request).await.unwrap();
        assert_eq!(answer.status(), 409);
        assert!(answer.headers().get("set-cookie").is_none());
    })
    .await;
}

#[tokio::test]
async fn the_demo_opens_its_doors_and_a_real_installation_has_none() {
    on_each_database(async |house| {
        let page = house.anonymous().get("/demo/tomasz").await;
        assert!(page.status == 200 && page.text.contains("Tomasz Wilk") && session_cookie(&page).is_none());
        let answer = house.anonymous().post("/demo/tomasz", &[("next", "/settings")]).await;
        assert_eq!(answer.location(), "/settings");
        assert_eq!(browser_after(house, &answer).get("/settings").await.status, 200);
        for key in ["helen", "nobody"] {
            assert_eq!(house.anonymous().get(&format!("/demo/{key}")).await.status, 404, "{key}");
        }
        for method in ["GET", "POST"] {
            let request = axum::http::Request::builder()
                .method(method)
                .uri("/demo/tomasz")
                .header("sec-fetch-site", "same-origin")
                .header("content-type", "application/x-www-form-urlencoded")
                .body(axum::body::Body::empty())
                .unwrap();
            let answer = tower::ServiceExt::oneshot(restarted(house).router(), request).await.unwrap();
            assert_eq!(answer.status(), 404, "{method}");
        }
    })
    .await;
}
