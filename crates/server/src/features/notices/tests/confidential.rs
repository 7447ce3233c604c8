//! What is confidential: who gets a letter about it, and what the outbox and the history say to whom.

use axum::http::Method;
use chrono::Duration;
use serde_json::json;
use sojourn_kit::args;
use sojourn_kit::config::Config;
use sojourn_kit::outbox::Outgoing;

use crate::features::secondments::fixtures::{CALLUM, Cast, TOMASZ, put};
use crate::features::secondments::{Secondment, Workflow};
use crate::testing::{House, on_each_database};

async fn record(house: &House, cast: Cast, workflow: Workflow) -> Secondment {
    let mut cx = house.cx("maya").await;
    let first_day = cx.today() + Duration::days(14);
    let s = put(house, &mut cx, cast, workflow, first_day).await.unwrap();
    cx.commit().await.unwrap();
    keep(house, &s, true).await;
    s
}

/// Makes the record confidential, or open to every office.
async fn keep(house: &House, s: &Secondment, is_confidential: bool) {
    let mut tx = house.app.db.write().await.unwrap();
    let sql = "UPDATE secondments SET is_confidential = $2 WHERE id = $1";
    assert_eq!(tx.run(sql, args![s.id, is_confidential]).await.unwrap(), 1);
    tx.commit().await.unwrap();
}

async fn address(house: &House, who: &str) -> String {
    let mut tx = house.app.db.read().await.unwrap();
    let person = house.world.person(who).unwrap();
    let row = tx.one("SELECT email FROM people WHERE id = $1", args![person]).await.unwrap().unwrap();
    row.get("email").unwrap()
}

/// Has a feature put a letter about the record into the outbox; answers whether it is there.
async fn reaches(house: &House, s: &Secondment, to: &str) -> bool {
    let mut cx = house.cx("maya").await;
    let dedup = format!("{}/{to}/{}", s.id, cx.now().timestamp_micros());
    let letter = Outgoing {
        dedup: dedup.clone(),
        kind: "release_asked".to_owned(),
        subject_id: Some(s.id.0),
        to_name: format!("Name of {to}"),
        to_address: to.to_owned(),
        subject: "Quiet liaison for Callum Reyes".to_owned(),
        body: "Callum Reyes goes away quietly.\n".to_owned(),
    };
    cx.enqueue(&letter).await.unwrap();
    let sql = "SELECT COUNT(*) AS n FROM outbox WHERE dedup = $1";
    let found = cx.tx.count(sql, args![dedup]).await.unwrap();
    cx.commit().await.unwrap();
    house.app.clock.advance(Duration::seconds(1));
    found == 1
}

async fn recipients(house: &House, kind: &str) -> Vec<String> {
    let mut tx = house.app.db.read().await.unwrap();
    let sql = "SELECT to_name FROM outbox WHERE kind = $1 ORDER BY to_name";
    let rows = tx.all(sql, args![kind]).await.unwrap();
    rows.iter().map(|row| row.get("to_name").unwrap()).collect()
}

#[tokio::test]
async fn a_letter_about_it_goes_to_those_named_on_it_whichever_feature_writes() {
    on_each_database(async |house| {
        let s = record(house, CALLUM, Workflow::Active).await;
        for named in ["callum", "alison", "fiona", "maya"] {
            assert!(reaches(house, &s, &address(house, named).await).await, "{named}");
        }
        assert!(reaches(house, &s, &address(house, "callum").await.to_uppercase()).await);
        let others = ["theo", "finance", "dev", "auditor", "admin", "grace", "ruth"];
        for other in others {
            assert!(!reaches(house, &s, &address(house, other).await).await, "{other}");
        }
        assert!(!reaches(house, &s, "nobody@elsewhere.example").await);
        keep(house, &s, false).await;
        for other in others {
            assert!(reaches(house, &s, &address(house, other).await).await, "{other}, once it is open");
        }
    })
    .await;
}

#[tokio::test]
async fn whoever_is_asked_by_name_gets_their_letter() {
    on_each_database(async |house| {
        let s = record(house, CALLUM, Workflow::Active).await;
        let jo = "jo@vandam.example";
        assert!(!reaches(house, &s, jo).await);
        let input = json!({ "name": "Jo Van Dam", "email": "Jo@vandam.example", "question": "The review", "for_managers": false });
        let path = format!("/api/v1/secondments/{}/feedback/requests", s.number);
        let asked = house.program("callum").await.json(Method::POST, &path, &input).await;
        assert_eq!(asked.status, 201, "{}", asked.text);
        assert_eq!(recipients(house, "feedback_asked").await, ["Jo Van Dam"]);
        assert!(reaches(house, &s, jo).await);

        let grace = address(house, "grace").await;
        assert!(!reaches(house, &s, &grace).await);
        let mut cx = house.cx("maya").await;
        let sql = "INSERT INTO contact_plans (secondment_id, contact_id, channel, note, cadence_days, version, written_by, written_at)
                   VALUES ($1, $2, 'call', '', 14, 1, $3, $4)";
        let values = args![s.id, house.world.person("grace").unwrap(), cx.actor.person, cx.now()];
        cx.tx.run(sql, values).await.unwrap();
        cx.commit().await.unwrap();
        assert!(reaches(house, &s, &grace).await, "keeps in touch");
    })
    .await;
}

#[tokio::test]
async fn a_first_word_to_the_team_goes_to_the_host_manager_alone() {
    on_each_database(async |house| {
        for (who, cast, manager) in
            [("callum", CALLUM, "Fiona Achterberg"), ("tomasz", TOMASZ, "Martin Oyelaran")]
        {
            let s = record(house, cast, Workflow::Executed).await;
            let path = format!("/api/v1/secondments/{}/introduction", s.number);
            let words = json!({ "words": "Hello, I look forward to it." });
            let sent = house.program(who).await.json(Method::PUT, &path, &words).await;
            assert_eq!(sent.status, 200, "{}", sent.text);
            let told = recipients(house, "introduction_sent").await;
            assert!(told.iter().any(|name| name == manager), "{told:?}");
        }
        assert_eq!(recipients(house, "introduction_sent").await.len(), 2, "nobody else of either team");
    })
    .await;
}

#[tokio::test]
async fn the_outbox_names_nobody_of_it_to_those_for_whom_it_is_not_there() {
    on_each_database(async |demo| {
        let s = record(demo, CALLUM, Workflow::Active).await;
        let callum = address(demo, "callum").await;
        assert!(reaches(demo, &s, &callum).await);
        let house = demo.with(Config::load(None, std::iter::empty()).unwrap(), false);
        for (place, who) in [(&house, "admin"), (demo, "admin"), (demo, "grace"), (demo, "theo")] {
            for path in ["/outbox", "/outbox.csv"] {
                let text = place.browser(who).await.get(path).await.text;
                assert!(text.contains("Somebody named on a confidential record"), "{who} {path}: {text}");
                for name in [callum.as_str(), "Callum", "Quiet liaison"] {
                    assert!(!text.contains(name), "{who} {path} reads {name}: {text}");
                }
            }
        }
        let list = house.browser("maya").await.get("/outbox").await.text;
        assert!(list.contains(&callum), "mobility at home sees to whom: {list}");
        let list = demo.browser("alison").await.get("/outbox").await.text;
        assert!(list.contains("Quiet liaison"), "{list}");

        let mut tx = demo.app.db.read().await.unwrap();
        let row = tx.one("SELECT id FROM outbox", args![]).await.unwrap().unwrap();
        drop(tx);
        let letter = format!("/outbox/{}", row.get::<uuid::Uuid>("id").unwrap().simple());
        assert_eq!(demo.browser("grace").await.get(&letter).await.status, 404);
        assert_eq!(demo.browser("alison").await.get(&letter).await.status, 200);
        keep(demo, &s, false).await;
        assert_eq!(
            demo.browser("grace").await.get(&letter).await.status,
            200,
            "the demonstration, once open"
        );
        assert!(house.browser("admin").await.get("/outbox").await.text.contains(&callum));
    })
    .await;
}

#[tokio::test]
async fn that_somebody_asked_for_help_stands_in_the_outbox_of_those_who_were_asked() {
    on_each_database(async |demo| {
        let s = record(demo, CALLUM, Workflow::Active).await;
        keep(demo, &s, false).await;
        let callum = demo.program("callum").await;
        for addressee in ["home", "mobility"] {
            let body = json!({ "addressee": addressee, "subject": "A course", "words": "In negotiation" });
            let path = format!("/api/v1/secondments/{}/support", s.number);
            assert_eq!(callum.json(Method::POST, &path, &body).await.status, 201, "{addressee}");
        }
        let house = demo.with(Config::load(None, std::iter::empty()).unwrap(), false);
        for (who, told) in [("admin", 0), ("maya", 1)] {
            let browser = house.browser(who).await;
            let (page, file) = (browser.get("/outbox").await.text, browser.get("/outbox.csv").await.text);
            assert_eq!(page.matches("support asked").count(), told, "{who}: {page}");
            assert_eq!(file.matches("support_asked").count(), told, "{who}: {file}");
            assert!(file.contains("Alison Burke"), "{who}: {file}");
        }
    })
    .await;
}

#[tokio::test]
async fn its_history_is_not_there_for_an_office_that_reads_others() {
    on_each_database(async |house| {
        let s = record(house, CALLUM, Workflow::Active).await;
        let page = format!("/secondments/{}/history", s.number);
        let auditor = house.browser("auditor").await;
        assert_eq!(auditor.get(&page).await.status, 404);
        assert_eq!(auditor.get(&format!("{page}.csv")).await.status, 404);
        let api = format!("/api/v1{page}");
        assert_eq!(house.program("auditor").await.get(&api).await.status, 404);
        assert_eq!(house.program("maya").await.get(&api).await.status, 200);
        keep(house, &s, false).await;
        assert_eq!(auditor.get(&page).await.status, 200, "an open record has its readers");
    })
    .await;
}
