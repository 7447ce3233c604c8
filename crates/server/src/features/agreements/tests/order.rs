//! One after the other or all at once, reminders, taking back, and time to consider.

use axum::http::Method;
use serde_json::{Value, json};

use super::helpers::{count, drafted, hidden, letter, newest, sign, signature};
use crate::features::agreements::fixtures as agreements;
use crate::features::agreements::model::{SignatoryStatus, Status};
use crate::features::agreements::order::Signing;
use crate::features::proposals::fixtures::Case;
use crate::testing::{House, on_each_database};

/// Dana’s agreement, out for signature with everybody asked at once.
async fn at_once(house: &House) -> String {
    let number = drafted(house, Case::Dana).await;
    let api = format!("/api/v1/secondments/{number}/agreement");
    let maya = house.program("maya").await;
    let revision = maya.get(&api).await.json()["agreement"]["revision"].clone();
    let nonsense = json!({ "revision": revision, "signing": "sideways" });
    assert!(maya.json(Method::POST, &format!("{api}/issue"), &nonsense).await.status.is_client_error());
    let input = json!({ "revision": revision, "signing": "at_once" });
    let sent = maya.json(Method::POST, &format!("{api}/issue"), &input).await;
    assert_eq!(
        (sent.status.as_u16(), &sent.json()["agreement"]["signing"]),
        (200, &json!("at_once")),
        "{}",
        sent.text
    );
    number
}

fn page(number: &str) -> String {
    format!("/secondments/{number}/agreement")
}

#[tokio::test]
async fn all_are_asked_at_once_and_the_agreement_is_in_force_only_when_all_have_signed() {
    on_each_database(async |house| {
        let number = at_once(house).await;
        let (agreement, signatories) = newest(house, &number).await;
        assert_eq!(agreement.paper.signing, Signing::AtOnce);
        assert!(signatories.iter().all(|one| one.status == SignatoryStatus::Asked));
        let mail = letter(house, "signature_asked", "olu.bello@brightwater-group.example").await;
        assert!(mail.contains("Everybody is asked at the same time"), "{mail}");
        let maya = house.browser("maya").await;
        assert!(maya.get(&page(&number)).await.text.contains("are asked to sign"));
        // home first, the secondee last: no order, but all
        for (who, name, status) in [
            ("olu", "Olu Bello", Status::PartlySigned),
            ("fiona", "Fiona Achterberg", Status::PartlySigned),
            ("dana", "Dana Whitlock", Status::Executed),
        ] {
            let browser = house.browser(who).await;
            let signed = sign(&browser, &page(&number), &format!("{}/signatures", page(&number)), name).await;
            assert_eq!(signed.status, 303, "{who}: {}", signed.text);
            assert_eq!(newest(house, &number).await.0.status, status, "{who}");
        }
    })
    .await;
}

#[tokio::test]
async fn two_who_sign_at_the_same_moment_sign_once_each() {
    on_each_database(async |house| {
        let number = at_once(house).await;
        let act = format!("{}/signatures", page(&number));
        let [dana, fiona, olu] =
            [house.browser("dana").await, house.browser("fiona").await, house.browser("olu").await];
        let document = hidden(&dana.get(&page(&number)).await, "document");
        let (of_dana, of_fiona, of_olu) = (
            signature("Dana Whitlock", &document),
            signature("Fiona Achterberg", &document),
            signature("Olu Bello", &document),
        );
        let (one, two, three) =
            tokio::join!(dana.post(&act, &of_dana), fiona.post(&act, &of_fiona), olu.post(&act, &of_olu));
        for answer in [&one, &two, &three] {
            assert!([303, 409].contains(&answer.status.as_u16()), "{}", answer.text);
        }
        assert!([&one, &two, &three].iter().any(|answer| answer.status == 303), "one of them at least");
        // whoever was too slow signs again; whoever signed has signed
        for (browser, fields) in [(&dana, &of_dana), (&fiona, &of_fiona), (&olu, &of_olu)] {
            let again = browser.post(&act, fields).await;
            assert!([303, 409].contains(&again.status.as_u16()), "{}", again.text);
        }
        let (agreement, signatories) = newest(house, &number).await;
        assert_eq!(agreement.status, Status::Executed);
        assert!(signatories.iter().all(|one| one.status == SignatoryStatus::Signed));
        for (kind, times) in [("agreement.signed", 3), ("agreement.executed", 1)] {
            let sql = format!("SELECT COUNT(*) AS n FROM events WHERE kind = '{kind}'");
            assert_eq!(count(house, &sql).await, times, "{kind}");
        }
        let text = dana.get(&format!("{}/v/1", page(&number))).await.text;
        let certificate = text.split_once("Signature certificate").unwrap().1;
        for name in ["Dana Whitlock", "Fiona Achterberg", "Olu Bello"] {
            assert_eq!(certificate.matches(name).count(), 1, "{name}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_reminder_by_hand_goes_out_once_a_day() {
    on_each_database(async |house| {
        let number = at_once(house).await;
        let api = format!("/api/v1{}/reminders", page(&number));
        for (who, status) in [("dana", 403), ("olu", 403), ("grace", 404)] {
            let refused = house.program(who).await.json(Method::POST, &api, &json!({})).await;
            assert_eq!(refused.status, status, "{who}");
        }
        let maya = house.program("maya").await;
        let reminded = maya.json(Method::POST, &api, &json!({})).await;
        assert_eq!(reminded.json()["reminded"].as_array().unwrap().len(), 3, "{}", reminded.text);
        let again = maya.json(Method::POST, &api, &json!({})).await;
        assert!(again.status == 409 && again.text.contains("reminded_today"), "{}", again.text);
        house.app.clock.advance(chrono::Duration::days(1));
        agreements::sign_next(&house.app, &number).await.unwrap();
        let next = house.browser("maya").await.post(&format!("{}/reminders", page(&number)), &[]).await;
        assert_eq!(next.status, 303, "{}", next.text);
        let events = "SELECT COUNT(*) AS n FROM events WHERE kind = 'agreement.reminded'";
        assert_eq!(count(house, events).await, 5, "three, then the two who have not signed");
    })
    .await;
}

#[tokio::test]
async fn what_was_signed_before_it_was_taken_back_is_shown_as_void() {
    on_each_database(async |house| {
        let number = at_once(house).await;
        agreements::sign_next(&house.app, &number).await.unwrap();
        let maya = house.browser("maya").await;
        let recalled =
            maya.post(&format!("{}/recall", page(&number)), &[("reason", "The dates move.")]).await;
        assert_eq!(recalled.status, 303, "{}", recalled.text);
        let draft = maya.get(&page(&number)).await.text;
        assert!(draft.contains("Dana Whitlock signed on Monday 23 November 2026: void"), "{draft}");
        assert!(draft.contains("value=\"at_once\" selected"), "the order is kept for the next version");
        for name in ["fiona.achterberg", "olu.bello", "dana.whitlock"] {
            let address = format!("{name}@brightwater-group.example");
            assert!(letter(house, "agreement_declined", &address).await.contains("The dates move."));
        }
        agreements::issued(&house.app, &number).await.unwrap();
        let shown = house.browser("dana").await.get(&page(&number)).await.text;
        assert!(shown.contains("Earlier texts that no longer count") && shown.contains(": void"), "{shown}");
        assert!(newest(house, &number).await.1.iter().all(|one| one.status != SignatoryStatus::Signed));
    })
    .await;
}

#[tokio::test]
async fn the_time_to_consider_is_shown_and_the_secondee_may_need_no_more() {
    on_each_database(async |house| {
        let number = at_once(house).await;
        let api = format!("/api/v1{}", page(&number));
        let seen = |view: Value| view["agreement"]["considering"].clone();
        let before = seen(house.program("fiona").await.get(&api).await.json());
        assert_eq!(
            (&before["over_on"], &before["said_enough"]),
            (&json!("2026-11-30"), &json!(false)),
            "five working days from Monday"
        );
        let fiona = house.browser("fiona").await;
        let text = fiona.get(&page(&number)).await.text;
        assert!(text.contains("should not come before 30 November 2026"), "{text}");
        assert!(!text.contains("I need no more time"), "that is the secondee’s alone to say");
        let dana = house.browser("dana").await;
        let shown = dana.get(&page(&number)).await;
        assert!(shown.text.contains("I need no more time"));
        let document = hidden(&shown, "document");
        let mut fields = signature("Dana Whitlock", &document);
        fields.push(("enough", "yes"));
        assert_eq!(dana.post(&format!("{}/signatures", page(&number)), &fields).await.status, 303);
        assert_eq!(seen(house.program("fiona").await.get(&api).await.json())["said_enough"], true);
        assert!(fiona.get(&page(&number)).await.text.contains("they need no more time"));
        assert_eq!(
            sign(&fiona, &page(&number), &format!("{}/signatures", page(&number)), "Fiona Achterberg")
                .await
                .status,
            303
        );
        let (_, signatories) = newest(house, &number).await;
        let kept = |at: usize| signatories[at].evidence.as_ref().unwrap()["time_to_consider"].clone();
        assert_eq!((&kept(0)["said_enough"], &kept(0)["is_over"]), (&json!(true), &json!(false)));
        assert!(kept(1)["said_enough"].is_null() && kept(1)["is_over"] == false, "{}", kept(1));
    })
    .await;
}
