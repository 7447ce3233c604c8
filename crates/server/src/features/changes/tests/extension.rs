//! Callum asks to stay six weeks longer.

use chrono::Duration;
use serde_json::json;

use super::terms::{term, terms};
use super::*;
use crate::features::agreements::model::Status;
use crate::features::agreements::store as versions;
use crate::features::changes::actions::take_effect_all;
use crate::features::secondments::{Paper, Presence, Workflow};
use crate::testing::on_each_database;

async fn version(house: &House, number: &str) -> (i64, Status) {
    let mut cx = house.cx("maya").await;
    let record = secondments::store::load(&mut cx, number).await.unwrap();
    let newest = versions::newest(&mut cx, record.secondment.id).await.unwrap().unwrap();
    (newest.number, newest.status)
}

/// Asked by Callum, agreed by Fiona and Alison.
async fn agreed(house: &House) -> (String, chrono::NaiveDate, chrono::NaiveDate) {
    let number = away(house).await;
    let was = record(house, &number).await.secondment.ends_on.unwrap();
    let then = was + Duration::weeks(6);
    let asked = send(house, "callum", &number, "", &stay_until(then)).await;
    assert_eq!(asked.status, 200, "{}", asked.text);
    assert_eq!(asked.json()["needs"], "full");
    for who in ["fiona", "alison"] {
        let said = says(house, who, &number, 1, json!({ "answer": "yes", "post_held": true })).await;
        assert_eq!(said.status, 200, "{who}: {}", said.text);
    }
    (number, was, then)
}

#[tokio::test]
async fn all_three_agree_sign_version_2_and_the_last_day_moves_on_its_day() {
    on_each_database(async |house| {
        let (number, was, then) = agreed(house).await;
        assert_eq!(version(house, &number).await, (2, Status::Draft));
        assert_eq!(read(house, "callum", &number, 1).await["status"], "agreed");
        let draft = page(&house.browser("maya").await, &format!("/secondments/{number}/agreement")).await;
        assert!(
            draft.contains("What this version changes") && draft.contains("takes the place of version 1")
        );
        agreements::issued(&house.app, &number).await.unwrap();
        // out for signature: the record stays active and the first version counts
        let s = record(house, &number).await.secondment;
        assert_eq!((s.workflow, s.paper, s.presence), (Workflow::Active, Paper::Executed, Presence::AtHost));
        assert_eq!(s.ends_on, Some(was));
        let home = page(&house.browser("callum").await, "/").await;
        assert!(home.contains("Sign the new version of your agreement"), "the next to sign finds it on Home");
        agreements::executed(&house.app, &number).await.unwrap();
        assert_eq!(version(house, &number).await, (2, Status::Executed));
        assert_eq!(read(house, "callum", &number, 1).await["status"], "settled");
        assert_eq!(record(house, &number).await.secondment.ends_on, Some(was));
        take_effect_all(house.app.clone()).await.unwrap();
        assert_eq!(record(house, &number).await.secondment.ends_on, Some(was), "not before its day");
        go_to(house, was + Duration::days(1));
        take_effect_all(house.app.clone()).await.unwrap();
        take_effect_all(house.app.clone()).await.unwrap();
        let s = record(house, &number).await.secondment;
        assert_eq!((s.ends_on, s.workflow), (Some(then), Workflow::Active));
        assert_eq!(read(house, "fiona", &number, 1).await["status"], "in_effect");
        let mut cx = house.cx("maya").await;
        let signed = versions::signed_versions(&mut cx, s.id).await.unwrap();
        let states: Vec<(i64, Status)> = signed.iter().map(|a| (a.number, a.status)).collect();
        assert_eq!(states, [(1, Status::Superseded), (2, Status::Executed)]);
        drop(cx);
        let text = page(&house.browser("fiona").await, &format!("/secondments/{number}/agreement")).await;
        assert!(text.contains("Which version counts when") && text.contains("From the first day"));
        assert_eq!(letters(house, "change_took_effect").await.len(), 4);
    })
    .await;
}

#[tokio::test]
async fn home_says_whether_the_post_is_held_and_nobody_answers_for_another_side() {
    on_each_database(async |house| {
        let number = away(house).await;
        let then = record(house, &number).await.secondment.ends_on.unwrap() + Duration::weeks(6);
        let nothing = send(house, "callum", &number, "", &json!({ "kind": "extension", "reason": "" })).await;
        assert_eq!(nothing.status, 422);
        assert!(nothing.text.contains("new last day") && nothing.text.contains("Write why"));
        assert_eq!(send(house, "callum", &number, "", &stay_until(then)).await.status, 200);
        let twice = send(house, "fiona", &number, "", &stay_until(then)).await;
        assert_eq!((twice.status.as_u16(), twice.text.contains("another_open")), (409, true));
        let unheld = says(house, "alison", &number, 1, json!({ "answer": "yes" })).await;
        assert_eq!(unheld.status, 422, "{}", unheld.text);
        for who in ["maya", "callum"] {
            let other = says(house, who, &number, 1, json!({ "answer": "yes", "post_held": true })).await;
            assert_eq!(other.status, 409, "{who}: {}", other.text);
        }
        let stale =
            send(house, "fiona", &number, "/1/answers", &json!({ "answer": "yes", "version": 9 })).await;
        assert_eq!(stale.status, 409);
        let silent = says(house, "fiona", &number, 1, json!({ "answer": "no" })).await;
        assert_eq!(silent.status, 422);
        let question = json!({ "answer": "question", "words": "Who covers April?" });
        assert_eq!(says(house, "alison", &number, 1, question).await.json()["status"], "asked");
        let no = json!({ "answer": "no", "words": "The year-end needs you here." });
        assert_eq!(says(house, "alison", &number, 1, no).await.json()["status"], "refused");
        assert_eq!(says(house, "fiona", &number, 1, json!({ "answer": "yes" })).await.status, 409);
        assert_eq!(version(house, &number).await, (1, Status::Executed));
        assert_eq!(letters(house, "change_refused").await.len(), 3);
    })
    .await;
}

#[tokio::test]
async fn a_request_is_taken_back_with_its_version_and_asked_anew() {
    on_each_database(async |house| {
        let (number, was, then) = agreed(house).await;
        agreements::issued(&house.app, &number).await.unwrap();
        let at = read(house, "callum", &number, 1).await["version"].clone();
        let other = send(house, "fiona", &number, "/1/withdrawal", &json!({ "version": at })).await;
        assert_eq!(other.status, 409);
        let back = send(house, "callum", &number, "/1/withdrawal", &json!({ "version": at })).await;
        assert_eq!(back.json()["status"], "taken_back", "{}", back.text);
        assert_eq!(version(house, &number).await, (1, Status::Executed), "the first one is in force");
        assert!(agreements::next_to_sign(&house.app, &number).await.unwrap().is_none());
        assert_eq!(record(house, &number).await.secondment.ends_on, Some(was));
        assert_eq!(send(house, "callum", &number, "", &stay_until(then)).await.json()["number"], 2);
    })
    .await;
}

#[tokio::test]
async fn the_page_compares_asks_and_shows_the_way_home_it_would_make() {
    on_each_database(async |house| {
        let number = away(house).await;
        let then = record(house, &number).await.secondment.ends_on.unwrap() + Duration::weeks(14);
        let day = then.format("%-d %B %Y").to_string();
        let (callum, form) =
            (house.browser("callum").await, format!("/secondments/{number}/changes/new/extension"));
        let mut fields =
            vec![("do", "check"), ("ends_on", day.as_str()), ("reason", "March"), ("reason_shared", "yes")];
        let looked = callum.post(&form, &fields).await;
        assert_eq!(looked.status, 200, "{}", looked.text);
        for part in ["Before and after", "Cost at home", "Promise to come back", "tax must be checked", &day]
        {
            assert!(looked.text.contains(part), "“{part}”: {}", looked.text);
        }
        fields[0].1 = "send";
        let sent = callum.post(&form, &fields).await;
        assert_eq!(sent.location(), format!("/secondments/{number}/changes/1"));
        let fiona = house.browser("fiona").await;
        let seen = page(&fiona, &sent.location()).await;
        assert!(seen.contains("What does your side (host) say?") && !seen.contains("Cost at home"));
        let record_page = page(&fiona, &format!("/secondments/{number}")).await;
        assert!(record_page.contains("Callum asked to stay until") && record_page.contains("If extended"));
        let nothing =
            fiona.post(&format!("/secondments/{number}/changes/1/answers"), &[("version", "1")]).await;
        assert_eq!(nothing.status, 422);
        let said = [("version", "1"), ("answer", "yes")];
        assert_eq!(fiona.post(&format!("/secondments/{number}/changes/1/answers"), &said).await.status, 303);
        assert!(page(&callum, &format!("/secondments/{number}")).await.contains("London Sales agrees."));
        for path in ["", "/new/variation", "/new/recall"] {
            let answer =
                house.browser("grace").await.get(&format!("/secondments/{number}/changes{path}")).await;
            assert_eq!(answer.status, 404, "{path}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_notice_given_after_the_extension_was_signed_ends_it_earlier_until_it_is_taken_back() {
    on_each_database(async |house| {
        let (number, was, then) = agreed(house).await;
        agreements::issued(&house.app, &number).await.unwrap();
        agreements::executed(&house.app, &number).await.unwrap();
        go_to(house, was - Duration::weeks(1));
        let recall = json!({ "kind": "recall", "reason": "A large client is back." });
        let given = send(house, "alison", &number, "", &recall).await.json();
        let day = was + Duration::weeks(3);
        assert_eq!(given["values"]["ends_on"], json!(day), "four weeks of the signed extension: {given}");
        assert_eq!(record(house, &number).await.secondment.ends_on, Some(was), "the extension waits");
        go_to(house, was + Duration::days(1));
        take_effect_all(house.app.clone()).await.unwrap();
        let s = record(house, &number).await.secondment;
        assert_eq!((s.ends_on, s.workflow), (Some(day), Workflow::NoticeGiven));
        let on = terms(house, "maya", &number, was + Duration::days(1)).await;
        assert_eq!(term(&on, "last day")["source"]["change"], 2, "{on}");
        let at = read(house, "maya", &number, 2).await["version"].clone();
        send(house, "alison", &number, "/2/withdrawal", &json!({ "version": at })).await;
        for who in ["callum", "fiona"] {
            assert_eq!(says(house, who, &number, 2, json!({ "answer": "yes" })).await.status, 200);
        }
        let s = record(house, &number).await.secondment;
        assert_eq!((s.ends_on, s.workflow), (Some(then), Workflow::Active));
    })
    .await;
}
