//! Keeping in touch through both doors: agreed, noted with one tap by either side, missed, escalated.

use axum::http::Method;
use chrono::Duration;
use serde_json::{Value, json};
use sojourn_kit::args;

use super::notices::MISSED;
use crate::features::secondments::fixtures::{CALLUM, put};
use crate::features::secondments::{Secondment, Workflow};
use crate::testing::{House, on_each_database};

async fn away(house: &House, workflow: Workflow) -> Secondment {
    let mut cx = house.cx("maya").await;
    let first_day = cx.today() - Duration::days(77);
    let s = put(house, &mut cx, CALLUM, workflow, first_day).await.unwrap();
    cx.commit().await.unwrap();
    s
}

async fn letters(house: &House, kind: &str) -> Vec<String> {
    let mut tx = house.app.db.read().await.unwrap();
    let sql = "SELECT to_name FROM outbox WHERE kind = $1 ORDER BY to_name";
    let rows = tx.all(sql, args![kind]).await.unwrap();
    rows.iter().map(|row| row.get("to_name").unwrap()).collect()
}

async fn told(house: &House, key: &str, number: &str) -> Value {
    house.program(key).await.get(&format!("/api/v1/secondments/{number}/contact")).await.json()
}

const PRIYA: &str = "priya.nair@brightwater-group.example";

#[tokio::test]
async fn it_is_agreed_by_home_and_secondee_and_the_one_who_is_named_hears_of_it() {
    on_each_database(async |house| {
        let s = away(house, Workflow::Executed).await;
        let (page, api) = (format!("/secondments/{}/contact", s.number), format!("/api/v1/secondments/{}/contact", s.number));
        let none = told(house, "callum", &s.number).await;
        assert_eq!((&none["agreed"], &none["cadence_days"]), (&json!(false), &json!(30)));
        let alison = house.browser("alison").await;
        assert!(alison.get(&page).await.text.contains("Not yet. Once a month counts until then"));
        let typed = [("contact_email", PRIYA), ("channel", "video"), ("cadence_days", "14"), ("note", "Thursdays"), ("version", "0")];
        let wrong = [("contact_email", "nobody@x.example"), ("channel", "smoke"), ("cadence_days", "90"), ("note", "kept words"), ("version", "0")];
        let answer = alison.post(&page, &wrong).await;
        assert_eq!(answer.status, 422);
        for words in ["kept words", "nobody@x.example", "has this address", "Choose how you talk", "Choose from 7 to 31 days"] {
            assert!(answer.text.contains(words), "{words}: {}", answer.text);
        }
        assert_eq!(alison.post(&page, &typed).await.status, 303);
        assert_eq!(alison.post(&page, &typed).await.status, 409, "somebody wrote it meanwhile");
        assert_eq!(letters(house, "contact_planned").await, ["Callum Reyes", "Priya Nair"]);
        let input = json!({ "contact_email": "callum.reyes@brightwater-group.example", "channel": "chat", "cadence_days": 14, "version": 1 });
        let callum = house.program("callum").await;
        assert_eq!(callum.json(Method::PUT, &api, &input).await.status, 422, "nobody keeps in touch with themselves");
        let input = json!({ "channel": "chat", "cadence_days": 10, "version": 1 });
        let view = callum.json(Method::PUT, &api, &input).await.json();
        assert_eq!((&view["version"], &view["channel"], &view["contact"]),
            (&json!(2), &json!("chat"), &json!(house.world.person("alison").unwrap().to_string())));
        assert_eq!(house.program("auditor").await.get(&api).await.status, 403);
        for other in ["fiona", "finance", "dev"] {
            assert_eq!(house.browser(other).await.get(&page).await.status, 403, "{other}");
            assert_eq!(house.browser(other).await.post(&page, &typed).await.status, 403, "{other}");
            assert_eq!(house.program(other).await.json(Method::PUT, &api, &input).await.status, 403, "{other}");
        }
        for other in ["grace", "erik", "admin"] {
            assert_eq!(house.browser(other).await.get(&page).await.status, 404, "{other}");
            assert_eq!(house.program(other).await.json(Method::PUT, &api, &input).await.status, 404, "{other}");
        }
        let made = house.browser("callum").await.post(&format!("{page}/made"), &[]).await;
        assert_eq!(made.status, 409, "nobody is away yet");
    })
    .await;
}

#[tokio::test]
async fn either_side_notes_a_talk_with_one_tap_and_the_second_tap_changes_nothing() {
    on_each_database(async |house| {
        let s = away(house, Workflow::Active).await;
        let page = format!("/secondments/{}/contact", s.number);
        let maya = house.program("maya").await;
        let input = json!({ "contact_email": PRIYA, "channel": "phone", "cadence_days": 14 });
        assert_eq!(maya.json(Method::PUT, &format!("/api/v1{page}"), &input).await.status, 200);
        let callum = house.browser("callum").await;
        assert!(callum.get("/my/placement").await.text.contains("Talk with Priya"));
        let tap = callum.post(&format!("{page}/made"), &[("from", "placement")]).await;
        assert_eq!((tap.status.as_u16(), tap.location().as_str()), (303, "/my/placement"));

        let priya = house.browser("priya").await;
        let list = priya.get("/contacts").await;
        assert!(
            list.text.contains("Talk with Callum Reyes") && !list.text.contains(&s.number),
            "a name and no record"
        );
        assert_eq!(priya.get(&page).await.status, 404, "being named opens no record");
        let at = list.text.find("/contacts/sec_").unwrap();
        let path = list.text[at..].split('"').next().unwrap().to_owned();
        assert_eq!(priya.post(&path, &[]).await.status, 303);
        assert_eq!(told(house, "alison", &s.number).await["talks"].as_array().unwrap().len(), 1, "one a day");
        for other in ["grace", "fiona", "finance", "erik", "ruth"] {
            assert_eq!(house.browser(other).await.post(&path, &[]).await.status, 404, "{other}");
            let api = format!("/api/v1{path}");
            assert_eq!(
                house.program(other).await.json(Method::POST, &api, &json!({})).await.status,
                404,
                "{other}"
            );
            assert!(!house.browser(other).await.get("/contacts").await.text.contains("Callum"), "{other}");
        }
        let earlier = json!({ "on": "2026-11-20" });
        let noted =
            house.program("priya").await.json(Method::POST, &format!("/api/v1{path}"), &earlier).await;
        assert_eq!((noted.status.as_u16(), &noted.json()["talked_on"]), (200, &json!("2026-11-23")));
        for wrong in ["2026-11-24", "2026-09-01"] {
            let sent = callum.post(&format!("{page}/made"), &[("on", wrong)]).await;
            assert_eq!(sent.status, 422, "{wrong}");
            assert!(sent.text.contains(wrong), "typed days are kept");
        }
        assert_eq!(callum.post(&format!("{page}/made"), &[("on", "31 February")]).await.status, 422);
        let talks = told(house, "callum", &s.number).await["talks"].clone();
        assert_eq!(talks, json!(["2026-11-23", "2026-11-20"]));
        let history = house.browser("fiona").await.get(&format!("/secondments/{}/history", s.number)).await;
        assert!(!history.text.contains("noted a talk"));
    })
    .await;
}

async fn run(house: &House) {
    (MISSED.run)(house.app.clone()).await.unwrap();
}

#[tokio::test]
async fn a_missed_talk_reaches_the_home_manager_and_the_second_in_a_row_the_mobility_team() {
    on_each_database(async |house| {
        let s = away(house, Workflow::Active).await;
        let page = format!("/api/v1/secondments/{}/contact", s.number);
        let input = json!({ "contact_email": PRIYA, "channel": "phone", "cadence_days": 14 });
        assert_eq!(house.program("alison").await.json(Method::PUT, &page, &input).await.status, 200);
        let made = format!("{page}/made");
        assert_eq!(house.program("alison").await.json(Method::POST, &made, &json!({})).await.status, 200);
        run(house).await;
        let go = async |days| {
            house.app.clock.set(house.app.clock.now() + Duration::days(days));
            run(house).await;
            run(house).await;
        };
        go(14).await;
        assert!(letters(house, "contact_missed").await.is_empty(), "the day itself is not late");
        assert!(house.browser("alison").await.get("/").await.text.contains("Talk with Callum Reyes"));
        go(1).await;
        assert_eq!(letters(house, "contact_missed").await, ["Alison Burke", "Priya Nair"], "once each");
        assert!(letters(house, "contact_missed_again").await.is_empty());
        assert!(!house.browser("maya").await.get("/").await.text.contains("See why nobody"));
        go(14).await;
        assert_eq!(letters(house, "contact_missed").await.len(), 4, "the second talk, once each");
        assert_eq!(letters(house, "contact_missed_again").await, ["Maya Okonjo"]);
        assert!(
            house
                .browser("maya")
                .await
                .get("/")
                .await
                .text
                .contains("See why nobody at home talks with Callum Reyes")
        );
        for other in ["callum", "fiona", "finance"] {
            assert!(!house.browser(other).await.get("/").await.text.contains("See why nobody"), "{other}");
        }
        house.program("callum").await.json(Method::POST, &made, &json!({})).await;
        go(1).await;
        assert_eq!(letters(house, "contact_missed").await.len(), 4);
        assert!(!house.browser("maya").await.get("/").await.text.contains("See why nobody"));
    })
    .await;
}

#[tokio::test]
async fn without_a_plan_the_home_manager_counts_and_after_a_death_nobody_is_asked() {
    on_each_database(async |house| {
        let s = away(house, Workflow::Active).await;
        run(house).await;
        assert_eq!(letters(house, "contact_missed").await, ["Alison Burke"]);
        assert_eq!(letters(house, "contact_missed_again").await, ["Maya Okonjo"], "77 days without a word");
        let death = json!({ "kind": "death", "from": house.app.clock.today() });
        let path = format!("/api/v1/secondments/{}/happenings", s.number);
        assert_eq!(house.program("maya").await.json(Method::POST, &path, &death).await.status, 200);
        house.app.clock.set(house.app.clock.now() + Duration::days(60));
        run(house).await;
        assert_eq!(letters(house, "contact_missed").await.len(), 1);
        for key in ["alison", "maya"] {
            let home = house.browser(key).await.get("/").await.text;
            assert!(!home.contains("Talk with Callum") && !home.contains("See why nobody"), "{key}");
        }
        assert!(!house.browser("alison").await.get("/contacts").await.text.contains("Callum"));
    })
    .await;
}

#[tokio::test]
async fn nobody_is_asked_for_a_talk_while_the_secondment_waits() {
    on_each_database(async |house| {
        let s = away(house, Workflow::Active).await;
        let report = async |kind: &str| {
            let happened = json!({ "kind": kind, "from": house.app.clock.today() });
            let path = format!("/api/v1/secondments/{}/happenings", s.number);
            let answer = house.program("alison").await.json(Method::POST, &path, &happened).await;
            assert_eq!(answer.status, 200, "{}", answer.text);
        };
        report("long_sickness").await;
        run(house).await;
        for kind in ["contact_missed", "contact_missed_again"] {
            assert!(letters(house, kind).await.is_empty(), "{kind}");
        }
        assert!(!house.browser("alison").await.get("/contacts").await.text.contains("Callum"));
        report("back_at_work").await;
        run(house).await;
        assert_eq!(letters(house, "contact_missed").await, ["Alison Burke"], "it goes on where it stood");
    })
    .await;
}

#[tokio::test]
async fn a_note_is_taken_back_within_its_day_by_whoever_noted_it() {
    on_each_database(async |house| {
        let s = away(house, Workflow::Active).await;
        let page = format!("/secondments/{}/contact", s.number);
        let (made, undone) = (format!("/api/v1{page}/made"), format!("/api/v1{page}/undone"));
        let callum = house.program("callum").await;
        let none = callum.json(Method::POST, &undone, &json!({})).await;
        assert_eq!(none.status, 409, "nothing was noted: {}", none.text);
        assert_eq!(callum.json(Method::POST, &made, &json!({})).await.status, 200);
        assert_eq!(callum.json(Method::POST, &made, &json!({ "on": "2026-11-20" })).await.status, 200);
        for (other, status) in [("alison", 409), ("maya", 409), ("fiona", 403), ("grace", 404), ("erik", 404)]
        {
            let answer = house.program(other).await.json(Method::POST, &undone, &json!({})).await;
            assert_eq!(answer.status, status, "{other}: {}", answer.text);
        }
        assert!(!house.browser("alison").await.get(&page).await.text.contains("contact/undone"));
        let browser = house.browser("callum").await;
        assert!(browser.get(&page).await.text.contains("contact/undone"));
        assert_eq!(browser.post(&format!("{page}/undone"), &[("on", "31 February")]).await.status, 422);
        assert_eq!(browser.post(&format!("{page}/undone"), &[("on", "2026-11-20")]).await.status, 303);
        assert_eq!(told(house, "maya", &s.number).await["talks"], json!(["2026-11-23"]));
        let view = callum.json(Method::POST, &undone, &json!({})).await.json();
        assert_eq!(view["talks"], json!([]));

        let alison = house.browser("alison").await;
        let path = format!("/contacts/{}", s.id);
        assert_eq!(alison.post(&path, &[]).await.status, 303);
        assert!(alison.get("/contacts").await.text.contains(&format!("{path}/undone")));
        assert_eq!(alison.post(&format!("{path}/undone"), &[("on", "2026-11-23")]).await.status, 303);
        assert!(!alison.get("/contacts").await.text.contains("/undone"));
        assert_eq!(alison.post(&path, &[]).await.status, 303);
        let api = format!("/api/v1{path}/undone");
        assert_eq!(house.program("alison").await.json(Method::POST, &api, &json!({})).await.status, 200);
        let mut tx = house.app.db.read().await.unwrap();
        let undone_of = "SELECT COUNT(*) AS n FROM events WHERE kind = 'contact.undone'";
        assert_eq!(tx.count(undone_of, args![]).await.unwrap(), 4);
        drop(tx);

        assert_eq!(callum.json(Method::POST, &made, &json!({})).await.status, 200);
        house.app.clock.set(house.app.clock.now() + Duration::days(1));
        let late = callum.json(Method::POST, &undone, &json!({ "on": "2026-11-23" })).await;
        assert_eq!(late.status, 409, "{}", late.text);
        assert!(!browser.get(&page).await.text.contains("contact/undone"));
    })
    .await;
}
