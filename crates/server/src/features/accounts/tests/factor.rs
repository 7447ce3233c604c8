//! The second factor: set up, asked for, single use, required, removed.

use axum::http::{Method, header};
use chrono::Duration;
use futures_util::future::join_all;
use serde_json::json;
use sojourn_kit::args;
use sojourn_kit::auth::TotpSecret;

use super::{GOOD, browser_after, newest_letter, path_in, session_cookie, with_password};
use crate::features::accounts::{factor, proof};
use crate::testing::{Answer, House, Visitor, on_each_database};

/// Sets the second factor of the persona up through the pages; answers what the app holds, the recovery codes and
/// the browser.
async fn set_up<'a>(house: &'a House, key: &str) -> (TotpSecret, Vec<String>, Visitor<'a>) {
    let browser = house.browser(key).await;
    assert_eq!(
        browser.post("/settings/second-factor/secret", &[]).await.location(),
        "/settings/second-factor/new"
    );
    let secret = pending(house, key).await;
    let code = secret.code_now(house.app.clock.now());
    let done = browser.post("/settings/second-factor/new", &[("code", &code)]).await;
    assert_eq!(done.status, 200, "{}", done.text);
    (secret, codes_in(&done), browser_after(house, &done))
}

/// What the app would hold: the secret that the page shows.
async fn pending(house: &House, key: &str) -> TotpSecret {
    let mut tx = house.app.db.read().await.unwrap();
    let since = house.app.clock.now() - Duration::minutes(1);
    let account = house.world.account(key).unwrap();
    factor::store::pending(&mut tx, account, since).await.unwrap().unwrap().secret
}

fn codes_in(page: &Answer) -> Vec<String> {
    let parts = page.text.split("<li><code>").skip(1);
    parts.map(|part| part.split('<').next().unwrap().to_owned()).collect()
}

/// The cookie of the step between password and code.
fn step_of<'a>(house: &'a House, answer: &Answer) -> Visitor<'a> {
    let lines = answer.headers.get_all(header::SET_COOKIE).iter().filter_map(|value| value.to_str().ok());
    let cookie =
        lines.filter(|line| line.starts_with("sojourn-step=")).find_map(|line| line.split(';').next());
    let mut visitor = house.anonymous();
    visitor.cookies = cookie.unwrap_or_else(|| panic!("no step in {answer:?}")).to_owned();
    visitor
}

async fn password<'a>(house: &'a House, email: &str) -> Visitor<'a> {
    let fields = [("email", email), ("password", GOOD), ("next", "/settings/keys")];
    let answer = house.anonymous().post("/sign-in", &fields).await;
    assert_eq!(answer.location(), "/sign-in/code?next=%2Fsettings%2Fkeys");
    assert!(session_cookie(&answer).is_none(), "no session yet: {answer:?}");
    step_of(house, &answer)
}

#[tokio::test]
async fn password_and_link_lead_to_the_code_and_a_code_works_once() {
    on_each_database(async |house| {
        let email = with_password(house, "tomasz").await;
        let other = house.browser("tomasz").await;
        let (secret, codes, own) = set_up(house, "tomasz").await;
        assert_eq!(codes.len(), 10);
        assert_eq!(other.get("/settings").await.status, 303, "sessions without the code are over");
        assert_eq!(own.get("/settings").await.status, 200);
        let letter = newest_letter(house, &email).await.unwrap();
        assert!(letter.contains("asks for a code"), "{letter}");

        let set_up_code = secret.code_now(house.app.clock.now());
        let step = password(house, &email).await;
        assert_eq!(step.get("/sign-in/code").await.status, 200);
        assert_eq!(step.get("/settings").await.status, 303, "the step opens nothing");
        assert_eq!(
            step.post("/sign-in/code", &[("code", &set_up_code)]).await.status,
            422,
            "spent at set-up"
        );
        house.app.clock.advance(Duration::seconds(30));
        let code = secret.code_now(house.app.clock.now());
        let done = step.post("/sign-in/code", &[("code", &code), ("next", "/settings/keys")]).await;
        assert_eq!(done.location(), "/settings/keys");
        assert_eq!(browser_after(house, &done).get("/settings").await.status, 200);
        assert_eq!(
            step.post("/sign-in/code", &[("code", &code)]).await.location(),
            "/sign-in",
            "the step is over"
        );
        let again = password(house, &email).await;
        assert_eq!(
            again.post("/sign-in/code", &[("code", &code)]).await.status,
            422,
            "replayed in its window"
        );

        house.anonymous().post("/sign-in/link", &[("email", &email)]).await;
        let link = path_in(&newest_letter(house, &email).await.unwrap(), house);
        let opened = house.anonymous().post(&link, &[]).await;
        assert!(opened.location().starts_with("/sign-in/code"), "a link does not skip it: {opened:?}");
        let step = step_of(house, &opened);
        house.app.clock.advance(Duration::seconds(30));
        let code = secret.code_now(house.app.clock.now());
        assert_eq!(step.post("/sign-in/code", &[("code", &code)]).await.location(), "/");
    })
    .await;
}

#[tokio::test]
async fn of_ten_who_try_the_same_code_at_once_one_gets_in() {
    on_each_database(async |house| {
        let (secret, codes, _) = set_up(house, "tomasz").await;
        house.app.clock.advance(Duration::seconds(30));
        for code in [secret.code_now(house.app.clock.now()), codes[0].clone()] {
            let mut steps = Vec::new();
            for _ in 0..10 {
                house.app.clock.advance(Duration::milliseconds(1));
                let account = house.world.account("tomasz").unwrap();
                let mut cx = house.cx("grace").await;
                let token = sojourn_kit::auth::Token::fresh();
                let until = cx.now() + Duration::minutes(5);
                factor::store::insert_step(&mut cx, &token, account, until).await.unwrap();
                cx.commit().await.unwrap();
                let mut visitor = house.anonymous();
                visitor.cookies = format!("sojourn-step={}", token.reveal());
                steps.push(visitor);
            }
            let fields = [("code", code.as_str())];
            let answers = join_all(steps.iter().map(|step| step.post("/sign-in/code", &fields))).await;
            let inside = answers.iter().filter(|answer| session_cookie(answer).is_some()).count();
            assert_eq!(inside, 1, "{code} on {}", house.database);
            // the nine who were refused are counted; a good sign-in forgets them
            let account = house.world.account("tomasz").unwrap();
            let mut tx = house.app.db.write().await.unwrap();
            proof::store::forget(&mut tx, &format!("code {account}")).await.unwrap();
            tx.commit().await.unwrap();
        }
    })
    .await;
}

#[tokio::test]
async fn recovery_codes_are_single_use_kept_as_hashes_and_renewed_as_a_set() {
    on_each_database(async |house| {
        let email = with_password(house, "tomasz").await;
        let (_, codes, browser) = set_up(house, "tomasz").await;
        house.app.clock.advance(Duration::seconds(1));
        let typed = codes[3].to_uppercase().replace('-', " ");
        let used = password(house, &email).await.post("/sign-in/code", &[("code", &typed)]).await;
        assert_eq!(used.status, 303);
        assert!(newest_letter(house, &email).await.unwrap().contains("9 of them are left"));
        assert_eq!(
            password(house, &email).await.post("/sign-in/code", &[("code", &typed)]).await.status,
            422
        );

        let renewed = codes_in(&browser.post("/settings/second-factor/codes", &[]).await);
        assert_eq!(renewed.len(), 10);
        assert_eq!(
            password(house, &email).await.post("/sign-in/code", &[("code", &codes[4])]).await.status,
            422
        );
        assert_eq!(
            password(house, &email).await.post("/sign-in/code", &[("code", &renewed[4])]).await.status,
            303
        );
        let page = browser.get("/settings/second-factor").await;
        assert!(
            page.text.contains("9 recovery codes are left") && codes_in(&page).is_empty(),
            "{}",
            page.text
        );

        let mut tx = house.app.db.read().await.unwrap();
        let kept = tx.all("SELECT code_hash FROM recovery_codes", args![]).await.unwrap();
        assert!(kept.iter().all(|row| row.get::<Vec<u8>>("code_hash").unwrap().len() == 32));
        let sql = "SELECT COUNT(*) AS n FROM requests_once WHERE CAST(reply AS TEXT) LIKE $1";
        assert_eq!(
            tx.count(sql, args![format!("%{}%", renewed[0])]).await.unwrap(),
            0,
            "the kept answer holds none"
        );
    })
    .await;
}

#[tokio::test]
async fn five_wrong_codes_send_back_to_the_start_and_ten_put_the_brake_on() {
    on_each_database(async |house| {
        let email = with_password(house, "tomasz").await;
        let (secret, ..) = set_up(house, "tomasz").await;
        for _ in 0..2 {
            let step = password(house, &email).await;
            for _ in 0..5 {
                assert_eq!(step.post("/sign-in/code", &[("code", "000000")]).await.status, 422);
            }
            assert_eq!(step.post("/sign-in/code", &[("code", "000000")]).await.location(), "/sign-in");
        }
        house.app.clock.advance(Duration::seconds(30));
        let code = secret.code_now(house.app.clock.now());
        let braked = password(house, &email).await.post("/sign-in/code", &[("code", &code)]).await;
        assert_eq!(braked.status, 429, "{}", braked.text);
        house.app.clock.advance(Duration::minutes(61));
        let code = secret.code_now(house.app.clock.now());
        assert_eq!(password(house, &email).await.post("/sign-in/code", &[("code", &code)]).await.status, 303);
        let late = password(house, &email).await;
        house.app.clock.advance(Duration::minutes(11));
        assert_eq!(late.get("/sign-in/code").await.location(), "/sign-in", "ten minutes are over");
    })
    .await;
}

#[tokio::test]
async fn set_up_needs_a_fresh_proof_and_the_apps_code_and_the_secret_is_not_shown_again() {
    on_each_database(async |house| {
        let browser = house.browser("tomasz").await;
        house.app.clock.advance(Duration::minutes(6));
        let stale = browser.post("/settings/second-factor/secret", &[]).await;
        assert!(stale.location().starts_with("/sign-in/again"), "{stale:?}");
        let browser = house.browser("tomasz").await;
        assert_eq!(browser.get("/settings/second-factor/new").await.location(), "/settings/second-factor");
        browser.post("/settings/second-factor/secret", &[]).await;
        let secret = pending(house, "tomasz").await;
        let page = browser.get("/settings/second-factor/new").await;
        let shown: String = secret.base32();
        assert!(page.text.contains("otpauth://totp/Sojourn:") && page.text.contains(&shown), "{}", page.text);
        assert!(page.text.contains("<svg class=\"qr\""));
        for (typed, words) in [("", "six digits"), ("12", "six digits"), ("000000", "not the code")] {
            let wrong = browser.post("/settings/second-factor/new", &[("code", typed)]).await;
            assert!(wrong.status == 422 && wrong.text.contains(words), "{typed}: {}", wrong.text);
        }
        let foreign = house.browser("ruth").await;
        let code = secret.code_now(house.app.clock.now());
        assert_eq!(foreign.post("/settings/second-factor/new", &[("code", &code)]).await.status, 409);
        let done = browser.post("/settings/second-factor/new", &[("code", &code)]).await;
        let own = browser_after(house, &done);
        for path in ["/settings/second-factor", "/settings/second-factor/new", "/settings/sign-in"] {
            assert!(!own.get(path).await.text.contains(&shown), "{path}");
        }
        own.post("/settings/second-factor/secret", &[]).await;
        house.app.clock.advance(Duration::minutes(16));
        assert_eq!(
            own.post("/settings/second-factor/new", &[("code", "123456")]).await.status,
            409,
            "too late"
        );
    })
    .await;
}

#[tokio::test]
async fn removing_it_needs_a_fresh_proof_which_includes_the_code() {
    on_each_database(async |house| {
        let email = with_password(house, "tomasz").await;
        let (secret, _, browser) = set_up(house, "tomasz").await;
        house.app.clock.advance(Duration::minutes(6));
        let stale = browser.post("/settings/second-factor/removal", &[]).await;
        assert_eq!(stale.location(), "/sign-in/again?next=%2Fsettings%2Fsecond%2Dfactor");
        let proved = browser.post("/sign-in/again", &[("password", GOOD)]).await;
        assert_eq!(proved.location(), "/sign-in/code", "the password alone is no proof any more");
        let code = secret.code_now(house.app.clock.now());
        let inside = step_of(house, &proved).post("/sign-in/code", &[("code", &code)]).await;
        let fresh = browser_after(house, &inside);
        assert_eq!(
            fresh.post("/settings/second-factor/removal", &[]).await.location(),
            "/settings/second-factor"
        );
        assert!(newest_letter(house, &email).await.unwrap().contains("no longer asks"));
        let plain = house.anonymous().post("/sign-in", &[("email", &email), ("password", GOOD)]).await;
        assert!(session_cookie(&plain).is_some(), "{plain:?}");
        assert_eq!(
            fresh.post("/settings/second-factor/removal", &[]).await.status,
            409,
            "nothing left to remove"
        );
    })
    .await;
}

#[tokio::test]
async fn an_organisation_that_asks_for_it_lets_only_the_enrolment_page_open() {
    on_each_database(async |house| {
        let (tomasz, program) = (house.browser("tomasz").await, house.program("tomasz").await);
        let maya = house.browser("maya").await;
        assert_eq!(maya.get("/settings/rules").await.status, 404, "not an administrator");
        assert_eq!(maya.post("/settings/rules", &[("second_factor", "nobody")]).await.status, 404);
        let admin = house.browser("admin").await;
        let alone = admin.post("/settings/rules", &[("second_factor", "everybody"), ("version", "0")]).await;
        assert!(alone.status == 422 && alone.text.contains("your own second factor first"), "{}", alone.text);
        let (_, _, admin) = set_up(house, "admin").await;
        let rule = async |who: &str, version: &str| {
            admin.post("/settings/rules", &[("second_factor", who), ("version", version)]).await
        };
        assert_eq!(rule("some", "0").await.status, 422);
        assert_eq!(rule("roles", "0").await.status, 303);
        assert_eq!(rule("roles", "0").await.status, 409, "somebody was quicker");
        assert_eq!(tomasz.get("/").await.status, 200, "no role");
        assert_eq!(maya.get("/").await.location(), "/settings/second-factor");
        assert_eq!(rule("everybody", "1").await.status, 303);
        for path in ["/", "/secondments", "/settings", "/settings/keys"] {
            assert_eq!(tomasz.get(path).await.location(), "/settings/second-factor", "{path}");
        }
        assert_eq!(
            tomasz.post("/settings/sessions/end-others", &[]).await.location(),
            "/settings/second-factor"
        );
        let page = tomasz.get("/settings/second-factor").await;
        assert!(page.status == 200 && page.text.contains("asks for a second factor"), "{}", page.text);
        let refused = program.get("/api/v1/me").await;
        assert_eq!(
            (refused.status.as_u16(), &refused.json()["type"]),
            (403, &json!("urn:sojourn:problem:second_factor_owed"))
        );

        let (_, _, inside) = set_up(house, "tomasz").await;
        assert_eq!(inside.get("/").await.status, 200);
        assert_eq!(program.get("/api/v1/me").await.status, 200);
        assert_eq!(inside.post("/settings/second-factor/removal", &[]).await.status, 409, "required");
    })
    .await;
}

#[tokio::test]
async fn a_program_changes_the_rules_and_makes_keys_only_with_password_and_code() {
    on_each_database(async |house| {
        with_password(house, "admin").await;
        let (secret, ..) = set_up(house, "admin").await;
        let program = house.program("admin").await;
        let rules = program.get("/api/v1/sign-in-rules").await.json();
        assert_eq!(rules, json!({ "second_factor": "nobody", "version": 0 }));
        assert_eq!(house.program("maya").await.get("/api/v1/sign-in-rules").await.status, 404);
        let body = |code: Option<&str>| json!({ "second_factor": "roles", "version": 0, "password": GOOD, "code": code });
        let put = async |body: serde_json::Value| program.json(Method::PUT, "/api/v1/sign-in-rules", &body).await;
        let without = put(body(None)).await;
        assert_eq!((without.status.as_u16(), without.json()["errors"]["code"].is_string()), (422, true));
        house.app.clock.advance(Duration::seconds(30));
        let code = secret.code_now(house.app.clock.now());
        assert_eq!(put(body(Some(&code))).await.json()["second_factor"], "roles");
        let new = json!({ "name": "x", "days": 3, "password": GOOD, "code": code });
        assert_eq!(program.json(Method::POST, "/api/v1/keys", &new).await.status, 422, "spent");
        house.app.clock.advance(Duration::seconds(30));
        let code = secret.code_now(house.app.clock.now());
        let new = json!({ "name": "x", "days": 3, "password": GOOD, "code": code });
        assert_eq!(program.json(Method::POST, "/api/v1/keys", &new).await.status, 201);
        let own = program.get("/api/v1/second-factor").await.json();
        assert_eq!((own["recovery_codes_left"].as_i64(), own["required"].as_bool()), (Some(10), Some(true)));
    })
    .await;
}

#[tokio::test]
async fn an_administrator_removes_the_factor_of_somebody_who_lost_it() {
    on_each_database(async |house| {
        let email = with_password(house, "tomasz").await;
        set_up(house, "tomasz").await;
        let path = format!("/people/{}/account", house.world.person("tomasz").unwrap());
        let removal = format!("{path}/second-factor-removal");
        assert_eq!(house.browser("grace").await.post(&removal, &[]).await.status, 404);
        assert_eq!(
            house.browser("maya").await.post(&removal, &[]).await.status,
            403,
            "HR sends links, no more"
        );
        let admin = house.browser("admin").await;
        assert!(admin.get(&path).await.text.contains("Remove their second factor"));
        house.app.clock.advance(Duration::minutes(6));
        assert!(admin.post(&removal, &[]).await.location().starts_with("/sign-in/again"));
        let admin = house.browser("admin").await;
        assert_eq!(admin.post(&removal, &[]).await.location(), path);
        assert_eq!(admin.post(&removal, &[]).await.status, 409);
        let plain = house.anonymous().post("/sign-in", &[("email", &email), ("password", GOOD)]).await;
        assert!(session_cookie(&plain).is_some());
    })
    .await;
}
