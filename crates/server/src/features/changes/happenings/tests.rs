//! What happens, through both doors, on each database.

use axum::http::Method;
use chrono::Duration;
use serde_json::{Value, json};
use sojourn_kit::args;

use super::end_all_due;
use crate::features::changes::tests::{away, go_to, page, record, send as ask};
use crate::features::secondments::{Presence, Workflow};
use crate::testing::{Answer, House, on_each_database};

async fn report(house: &House, who: &str, number: &str, value: &Value) -> Answer {
    let path = format!("/api/v1/secondments/{number}/happenings");
    house.program(who).await.json(Method::POST, &path, value).await
}

async fn count(house: &House, sql: &str) -> i64 {
    house.app.db.read().await.unwrap().count(sql, args![]).await.unwrap()
}

#[tokio::test]
async fn a_long_absence_pauses_and_nothing_ends_by_itself() {
    on_each_database(async |house| {
        let number = away(house).await;
        let today = house.app.clock.today();
        let why = json!({ "kind": "long_sickness", "from": today, "note": "Appendix" });
        assert_eq!(report(house, "fiona", &number, &why).await.status, 422, "no diagnosis is kept");
        let sick = json!({ "kind": "long_sickness", "from": today });
        assert_eq!(report(house, "fiona", &number, &sick).await.json()["workflow"], "paused");
        assert_eq!(report(house, "grace", &number, &sick).await.status, 404);
        let s = record(house, &number).await.secondment;
        assert_eq!((s.workflow, s.presence), (Workflow::Paused, Presence::OnLeave));
        go_to(house, s.ends_on.unwrap() + Duration::days(30));
        end_all_due(house.app.clone()).await.unwrap();
        assert_eq!(record(house, &number).await.secondment.workflow, Workflow::Paused);
        let seen =
            house.program("fiona").await.get(&format!("/api/v1/secondments/{number}/happenings")).await;
        assert!(!seen.text.contains("sickness") && seen.text.contains("a long absence"), "{}", seen.text);
        let history = page(&house.browser("fiona").await, &format!("/secondments/{number}/history")).await;
        assert!(history.contains("a long absence") && !history.contains("sickness"));
        let back = json!({ "kind": "back_at_work", "from": house.app.clock.today() });
        assert_eq!(report(house, "callum", &number, &back).await.json()["workflow"], "active");
    })
    .await;
}

#[tokio::test]
async fn protected_leave_keeps_the_host_from_ending_or_shortening() {
    on_each_database(async |house| {
        let number = away(house).await;
        let today = house.app.clock.today();
        let leave = json!({ "kind": "family_leave", "from": today + Duration::days(30), "to": today + Duration::days(200) });
        assert_eq!(report(house, "fiona", &number, &leave).await.status, 409, "the host does not report it");
        assert_eq!(report(house, "callum", &number, &json!({ "kind": "family_leave", "from": today })).await.status, 422);
        assert_eq!(report(house, "callum", &number, &leave).await.status, 200);
        for change in [
            json!({ "kind": "removal", "reason": "x" }),
            json!({ "kind": "removal", "reason": "x", "ground": "gross_misconduct" }),
            json!({ "kind": "early_end", "ends_on": today + Duration::days(3), "reason": "x" }),
        ] {
            let refused = ask(house, "fiona", &number, "", &change).await;
            assert_eq!(refused.status, 409, "{}", refused.text);
            assert!(refused.text.contains("Talk to HR"), "{}", refused.text);
        }
        assert_eq!(record(house, &number).await.secondment.workflow, Workflow::Active);
        go_to(house, today + Duration::days(30));
        end_all_due(house.app.clone()).await.unwrap();
        assert_eq!(record(house, &number).await.secondment.presence, Presence::OnLeave);
    })
    .await;
}

#[tokio::test]
async fn after_a_death_nothing_is_written_or_asked_any_more() {
    on_each_database(async |house| {
        let number = away(house).await;
        let today = house.app.clock.today();
        let then = record(house, &number).await.secondment.ends_on.unwrap() + Duration::days(40);
        let change = json!({ "kind": "extension", "ends_on": then, "reason": "x" });
        assert_eq!(ask(house, "callum", &number, "", &change).await.status, 200);
        let death = json!({ "kind": "death", "from": today });
        for who in ["alison", "fiona", "callum"] {
            assert_eq!(report(house, who, &number, &death).await.status, 409, "{who}");
        }
        assert_eq!(report(house, "maya", &number, &death).await.json()["workflow"], "deceased");
        let told = "SELECT COUNT(*) AS n FROM outbox WHERE kind = 'death_told'";
        assert_eq!(count(house, told).await, 2, "both managers, once");
        let to_callum = "SELECT COUNT(*) AS n FROM outbox WHERE state = 'waiting' AND to_name LIKE 'Callum%'";
        assert_eq!(count(house, to_callum).await, 0, "nothing goes to the person any more");
        let before = count(house, "SELECT COUNT(*) AS n FROM outbox").await;
        // whatever a feature tries to write afterwards is silent in the one place
        let mut cx = house.cx("maya").await;
        let record = crate::features::secondments::store::load(&mut cx, &number).await.unwrap();
        let callum =
            crate::features::people::store::brief(&mut cx, record.secondment.secondee).await.unwrap();
        let mut letter = sojourn_kit::outbox::Outgoing {
            dedup: "a".to_owned(),
            kind: "reminder".to_owned(),
            subject_id: Some(record.secondment.id.0),
            to_name: "Alison".to_owned(),
            to_address: "alison@example.org".to_owned(),
            subject: String::new(),
            body: String::new(),
        };
        cx.enqueue(&letter).await.unwrap();
        letter.dedup = "b".to_owned();
        letter.subject_id = None;
        letter.to_address = callum.email.unwrap().to_uppercase();
        cx.enqueue(&letter).await.unwrap();
        cx.commit().await.unwrap();
        assert_eq!(count(house, "SELECT COUNT(*) AS n FROM outbox").await, before);
        for (who, status) in [("fiona", 404), ("alison", 200), ("maya", 200)] {
            let answer = house.program(who).await.get(&format!("/api/v1/secondments/{number}")).await;
            assert_eq!(answer.status, status, "{who}");
        }
        let home = page(&house.browser("alison").await, "/").await;
        assert!(!home.contains("Answer the change") && !home.contains("Needs you now"), "{home}");
        let open = "SELECT COUNT(*) AS n FROM changes WHERE status IN ('asked', 'agreed', 'settled')";
        assert_eq!(count(house, open).await, 0);
    })
    .await;
}

#[tokio::test]
async fn the_employment_ends_the_secondment_on_its_last_day_and_a_permanent_post_needs_evidence() {
    on_each_database(async |house| {
        let number = away(house).await;
        let today = house.app.clock.today();
        let last = today + Duration::days(10);
        let bare = json!({ "kind": "conversion", "from": today });
        assert_eq!(report(house, "maya", &number, &bare).await.status, 422);
        let leaves = json!({ "kind": "resignation", "from": last });
        assert_eq!(report(house, "alison", &number, &leaves).await.status, 409);
        assert_eq!(report(house, "maya", &number, &leaves).await.json()["workflow"], "active");
        assert_eq!(record(house, &number).await.secondment.ends_on, Some(last));
        go_to(house, last);
        end_all_due(house.app.clone()).await.unwrap();
        assert_eq!(record(house, &number).await.secondment.workflow, Workflow::Active);
        go_to(house, last + Duration::days(1));
        end_all_due(house.app.clone()).await.unwrap();
        end_all_due(house.app.clone()).await.unwrap();
        let s = record(house, &number).await.secondment;
        assert_eq!((s.workflow, s.presence), (Workflow::LeftEmployment, Presence::Ended));
        assert_eq!(report(house, "maya", &number, &bare).await.status, 409, "it is over");
    })
    .await;
}

#[tokio::test]
async fn a_reorganisation_at_home_puts_the_promise_at_risk_and_the_page_says_what_follows_first() {
    on_each_database(async |house| {
        let number = away(house).await;
        let alison = house.browser("alison").await;
        let path = format!("/secondments/{number}/happenings/new/home_reorganisation");
        let form = page(&alison, &path).await;
        assert!(form.contains("What follows") && form.contains("consulted as if present"));
        assert_eq!(alison.post(&path, &[("from", "today"), ("note", "")]).await.status, 422);
        let day = house.app.clock.today().to_string();
        let sent =
            alison.post(&path, &[("from", &day), ("note", "Sydney Sales merges with Melbourne.")]).await;
        assert_eq!(sent.status, 303, "{}", sent.text);
        let seen = page(&house.browser("callum").await, &format!("/secondments/{number}/happenings")).await;
        assert!(seen.contains("A reorganisation at home touches the post"));
        assert_eq!(
            count(house, "SELECT COUNT(*) AS n FROM outbox WHERE subject LIKE 'Your post at home%'").await,
            1
        );
        assert_eq!(house.browser("grace").await.get(&path).await.status, 404);
    })
    .await;
}

#[tokio::test]
async fn what_it_ends_with_opens_the_end_by_agreement_and_no_second_way() {
    on_each_database(async |house| {
        let number = away(house).await;
        let today = house.app.clock.today();
        let event = json!({ "kind": "end_event", "from": today });
        let none = report(house, "fiona", &number, &event).await;
        assert!(none.status == 409 && none.text.contains("ends on its day"), "{}", none.text);
        let mut cx = house.cx("maya").await;
        let sql = "UPDATE secondments SET ends_with = 'the third account decides' WHERE number = $1";
        cx.tx.run(sql, args![number.as_str()]).await.unwrap();
        cx.commit().await.unwrap();
        let seen = page(&house.browser("callum").await, &format!("/secondments/{number}")).await;
        assert!(seen.contains("Until the third account decides, and no later than"), "{seen}");
        let ways = page(&house.browser("callum").await, &format!("/secondments/{number}/happenings")).await;
        assert!(ways.contains("What it was to end with has happened"));
        assert_eq!(report(house, "grace", &number, &event).await.status, 404);
        assert_eq!(
            report(house, "finance", &number, &event).await.status,
            409,
            "for home, host, secondee, mobility"
        );
        let later = json!({ "kind": "end_event", "from": today + Duration::days(3) });
        assert_eq!(report(house, "fiona", &number, &later).await.status, 422);
        let path = format!("/secondments/{number}/happenings/new/end_event");
        let form = [("from", today.to_string()), ("note", "The account said yes.".to_owned())];
        let form = form.each_ref().map(|(name, value)| (*name, value.as_str()));
        assert_eq!(house.browser("fiona").await.post(&path, &form).await.status, 303);
        let change = house
            .program("callum")
            .await
            .get(&format!("/api/v1/secondments/{number}/changes/1"))
            .await
            .json();
        assert_eq!((&change["kind"], &change["status"]), (&json!("early_end"), &json!("asked")), "{change}");
        assert_eq!(change["values"]["ends_on"], today.to_string());
        assert!(change["reason"].as_str().unwrap().contains("until the third account decides"), "{change}");
        assert_eq!(report(house, "callum", &number, &event).await.status, 409, "once");
        for who in ["callum", "alison"] {
            let version = house
                .program("maya")
                .await
                .get(&format!("/api/v1/secondments/{number}/changes/1"))
                .await
                .json()["version"]
                .clone();
            let yes = json!({ "answer": "yes", "version": version });
            assert_eq!(ask(house, who, &number, "/1/answers", &yes).await.status, 200, "{who}");
        }
        assert_eq!(record(house, &number).await.secondment.ends_on, Some(today));
    })
    .await;
}

#[tokio::test]
async fn a_conflict_that_comes_up_is_read_at_home_and_the_host_learns_only_that_there_is_one() {
    on_each_database(async |house| {
        let number = away(house).await;
        let mut conflict = json!({ "kind": "conflict", "from": house.app.clock.today() });
        assert_eq!(report(house, "callum", &number, &conflict).await.status, 422, "in words only");
        conflict["note"] = json!("My brother buys for the third account.");
        let theirs = report(house, "fiona", &number, &conflict).await;
        assert_eq!(theirs.status, 409, "it is told to home: {}", theirs.text);
        let form = format!("/secondments/{number}/happenings/new/conflict");
        let callum = house.browser("callum").await;
        assert!(page(&callum, &form).await.contains("Nothing ends by itself"));
        let day = house.app.clock.today().to_string();
        assert_eq!(callum.post(&form, &[("from", &day), ("note", "")]).await.status, 422);
        let sent = callum.post(&form, &[("from", &day), ("note", "My brother buys there.")]).await;
        assert_eq!(sent.status, 303, "{}", sent.text);
        assert_eq!(record(house, &number).await.secondment.workflow, Workflow::Active);
        let told = "SELECT COUNT(*) AS n FROM outbox WHERE kind = 'happening_reported'";
        assert_eq!(count(house, told).await, 3, "Alison, Fiona and Maya");
        let words = "SELECT COUNT(*) AS n FROM outbox WHERE body LIKE '%brother%'";
        assert_eq!(count(house, words).await, 0, "what it is stands on the record alone");
        let list = format!("/secondments/{number}/happenings");
        assert!(page(&house.browser("alison").await, &list).await.contains("My brother buys there."));
        let host = page(&house.browser("fiona").await, &list).await;
        assert!(host.contains("a conflict of interest") && !host.contains("brother"), "{host}");
        let read = house.program("fiona").await.get(&format!("/api/v1{list}")).await.text;
        assert!(read.contains("a conflict of interest") && !read.contains("brother"), "{read}");
        let history = page(&house.browser("fiona").await, &format!("/secondments/{number}/history")).await;
        assert!(!history.contains("brother"), "{history}");
    })
    .await;
}
