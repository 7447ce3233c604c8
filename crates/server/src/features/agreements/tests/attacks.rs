//! Guessing, replaying, forwarding, racing.

use axum::body::Body;
use axum::http::Method;
use futures_util::future::join_all;

use super::helpers::{
    HELEN, asked_for_code, at_helen, code, count, helen, hidden, issued, newest, sign, signature, token,
};
use crate::features::agreements::model::{SignatoryStatus, Status};
use crate::features::agreements::signing::codes::{self, Tried};
use crate::features::proposals::fixtures::Case;
use crate::testing::{House, on_each_database};

#[tokio::test]
async fn a_hundred_guesses_are_five_at_most() {
    on_each_database(async |house| {
        at_helen(house).await;
        let browser = asked_for_code(house, &token(house).await).await;
        let right = code(house, HELEN).await;
        let wrong = if right == "111111" { "222222" } else { "111111" };
        let guesses: Vec<[(&str, &str); 1]> = (0..100).map(|_| [("code", wrong)]).collect();
        let answers = join_all(guesses.iter().map(|guess| browser.post("/sign/code", guess))).await;
        assert!(answers.iter().all(|a| [409, 422, 429].contains(&a.status.as_u16())));
        assert_eq!(count(house, "SELECT MAX(tries) AS n FROM signing_codes").await, 5);
        house.app.clock.advance(chrono::Duration::minutes(2));
        let late = browser.post("/sign/code", &[("code", &right)]).await;
        assert_ne!(late.status, 303, "the right code comes too late");
        assert!(browser.get("/sign").await.text.contains("Enter the code"));
    })
    .await;
}

/// The brake on a source stands before the count in the database; this goes past it.
#[tokio::test]
async fn the_count_of_tries_holds_without_the_brake_on_the_source() {
    on_each_database(async |house| {
        at_helen(house).await;
        let visitor = asked_for_code(house, &token(house).await).await;
        let right = code(house, HELEN).await;
        let wrong = if right == "111111" { "222222" } else { "111111" };
        let secret = visitor.cookies.split_once('=').unwrap().1;
        let browser = sojourn_kit::auth::Token::parse(secret).unwrap().hash();
        let helen = newest(house, &number_of(house).await).await.1.remove(1);
        let guess = async |typed: &str, from: usize| {
            let mut cx = house.cx("maya").await;
            cx.meta.address = format!("192.0.2.{from}");
            let tried = codes::enter(&mut cx, &helen, &browser, typed).await.unwrap();
            cx.commit().await.unwrap();
            tried
        };
        for from in 0..5 {
            assert_eq!(guess(wrong, from).await, Tried::Wrong);
        }
        assert_eq!(guess(&right, 6).await, Tried::Over);
    })
    .await;
}

async fn number_of(house: &House) -> String {
    let mut tx = house.app.db.read().await.unwrap();
    tx.one("SELECT number FROM secondments", vec![]).await.unwrap().unwrap().get("number").unwrap()
}

#[tokio::test]
async fn a_code_is_for_one_browser_ten_minutes_and_once() {
    on_each_database(async |house| {
        at_helen(house).await;
        let link = token(house).await;
        let first = asked_for_code(house, &link).await;
        let first_code = code(house, HELEN).await;
        house.app.clock.advance(chrono::Duration::minutes(1));
        let second = asked_for_code(house, &link).await;
        let second_code = code(house, HELEN).await;
        if first_code != second_code {
            assert_eq!(
                second.post("/sign/code", &[("code", &first_code)]).await.status,
                422,
                "another browser"
            );
        }
        assert_eq!(house.anonymous().post("/sign/code", &[("code", &second_code)]).await.status, 404);
        house.app.clock.advance(chrono::Duration::minutes(10));
        assert_eq!(second.post("/sign/code", &[("code", &second_code)]).await.status, 422, "too old");
        house.app.clock.advance(chrono::Duration::minutes(5));
        assert_eq!(first.post("/sign/codes", &[]).await.status, 303);
        let fresh = code(house, HELEN).await;
        assert_eq!(first.post("/sign/code", &[("code", &fresh)]).await.status, 303);
        assert_eq!(first.post("/sign/code", &[("code", &fresh)]).await.status, 422, "replayed");
    })
    .await;
}

#[tokio::test]
async fn whoever_gets_the_link_forwarded_sees_who_asks_and_no_more() {
    on_each_database(async |house| {
        let number = at_helen(house).await;
        let link = token(house).await;
        let stranger = asked_for_code(house, &link).await;
        for path in ["/sign", "/sign/document", "/sign/refusal", "/sign/question"] {
            let answer = stranger.get(path).await;
            assert!(!answer.text.contains("In plain words"), "{path}");
            assert!(!answer.text.contains("<textarea"), "{path}");
        }
        let document = hex::encode(newest(house, &number).await.0.issued_sha.unwrap());
        let forced = stranger.post("/sign/signature", &signature("Helen Marsh", &document)).await;
        assert_eq!((forced.status.as_u16(), forced.location().as_str()), (303, "/sign"));
        stranger.post("/sign/refusal", &[("reason", "no")]).await;
        stranger.post("/sign/question", &[("question", "no")]).await;
        let (agreement, signatories) = newest(house, &number).await;
        assert_eq!(agreement.status, Status::PartlySigned);
        assert_eq!(signatories[1].status, SignatoryStatus::Asked);
        // the cookie of a signing opens nothing else
        let helen = helen(house).await;
        for path in ["/secondments".to_owned(), format!("/secondments/{number}/agreement")] {
            assert!(helen.get(&path).await.location().starts_with("/sign-in"), "{path}");
        }
        assert_eq!(helen.get(&format!("/api/v1/secondments/{number}/agreement")).await.status, 401);
    })
    .await;
}

#[tokio::test]
async fn the_same_form_twice_is_one_signature() {
    on_each_database(async |house| {
        let number = issued(house, Case::Dana).await;
        let page = format!("/secondments/{number}/agreement");
        let dana = house.browser("dana").await;
        let shown = dana.get(&page).await;
        let (id, document) = (hidden(&shown, "form_id"), hidden(&shown, "document"));
        let body = format!(
            "form_id={id}&document={document}&name=Dana%20Whitlock&role=Agent&consent=yes&confirmed=yes"
        );
        let media = Some("application/x-www-form-urlencoded");
        let act = format!("{page}/signatures");
        let sends = (0..10).map(|_| dana.send(Method::POST, &act, media, Body::from(body.clone())));
        let answers = join_all(sends).await;
        assert!(answers.iter().any(|a| a.status == 303));
        assert!(answers.iter().all(|a| a.status == 303 || a.status == 409), "{answers:?}");
        let signed = "SELECT COUNT(*) AS n FROM events WHERE kind = 'agreement.signed'";
        assert_eq!(count(house, signed).await, 1);
    })
    .await;
}

#[tokio::test]
async fn signed_or_called_off_but_never_both() {
    on_each_database(async |house| {
        for case in [Case::Dana, Case::Callum] {
            let number = issued(house, case).await;
            let page = format!("/secondments/{number}/agreement");
            let secondee = house.browser(case.secondee()).await;
            let document = hidden(&secondee.get(&page).await, "document");
            let maya = house.browser("maya").await;
            let version = {
                let view = house.program("maya").await.get(&format!("/api/v1/secondments/{number}")).await;
                view.json()["version"].to_string()
            };
            let fields = signature("Somebody", &document);
            let act = format!("{page}/signatures");
            let cancellation = format!("/secondments/{number}/cancellation");
            let reason = [("version", version.as_str()), ("reason", "The project stopped.")];
            let (signed, cancelled) =
                tokio::join!(secondee.post(&act, &fields), maya.post(&cancellation, &reason));
            let (agreement, signatories) = newest(house, &number).await;
            let is_signed = signatories[0].status == SignatoryStatus::Signed;
            assert_eq!(signed.status == 303, is_signed, "{}", signed.text);
            assert_eq!(cancelled.status == 303, agreement.status == Status::Void, "{}", cancelled.text);
            assert!(
                !(is_signed && agreement.status == Status::Void),
                "signed and void on {}",
                house.database
            );
            assert!(is_signed || agreement.status == Status::Void, "one of them went through");
        }
    })
    .await;
}

#[tokio::test]
async fn what_was_called_off_cannot_be_signed() {
    on_each_database(async |house| {
        let number = at_helen(house).await;
        let link = token(house).await;
        let browser = helen(house).await;
        let document = hidden(&browser.get("/sign").await, "document");
        let maya = house.program("maya").await;
        let version = maya.get(&format!("/api/v1/secondments/{number}")).await.json()["version"].clone();
        let body = serde_json::json!({ "version": version, "reason": "The project stopped." });
        let path = format!("/api/v1/secondments/{number}/cancellation");
        let cancelled = maya.json(Method::POST, &path, &body).await;
        assert_eq!(cancelled.status, 200, "{}", cancelled.text);
        let refused = browser.post("/sign/signature", &signature("Helen Marsh", &document)).await;
        assert_eq!(refused.status, 409, "{}", refused.text);
        assert_eq!(house.anonymous().get(&format!("/sign/{link}")).await.status, 410);
        assert_eq!(browser.get("/sign").await.status, 410);
        assert_eq!(newest(house, &number).await.0.status, Status::Void);
        assert_ne!(sign_code(&browser).await, 303);
    })
    .await;
}

async fn sign_code(browser: &crate::testing::Visitor<'_>) -> u16 {
    browser.post("/sign/code", &[("code", "123456")]).await.status.as_u16()
}

#[tokio::test]
async fn kept_documents_cannot_be_changed() {
    on_each_database(async |house| {
        let number = issued(house, Case::Dana).await;
        let sha = newest(house, &number).await.0.issued_sha.unwrap();
        for sql in [
            "UPDATE documents SET bytes = $2 WHERE sha256 = $1",
            "DELETE FROM documents WHERE sha256 = $1 AND bytes <> $2",
        ] {
            let mut tx = house.app.db.write().await.unwrap();
            let changed = tx.run(sql, sojourn_kit::args![sha, b"forged".to_vec()]).await;
            assert!(changed.is_err(), "{sql} on {}", house.database);
        }
        let dana = house.browser("dana").await;
        let page = format!("/secondments/{number}/agreement");
        assert_eq!(sign(&dana, &page, &format!("{page}/signatures"), "Dana Whitlock").await.status, 303);
    })
    .await;
}
