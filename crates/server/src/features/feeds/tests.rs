//! Calendars through the secret address: what stands in them, what does not, and when the address stops.

use axum::http::Method;
use chrono::Duration;
use serde_json::json;
use sojourn_kit::args;

use crate::features::secondments::fixtures::{CALLUM, put};
use crate::features::secondments::{Secondment, Workflow};
use crate::testing::{Answer, House, on_each_database};

async fn away(house: &House, workflow: Workflow) -> Secondment {
    let mut cx = house.cx("maya").await;
    let first_day = cx.today() - Duration::days(77);
    let s = put(house, &mut cx, CALLUM, workflow, first_day).await.unwrap();
    cx.commit().await.unwrap();
    s
}

/// The path of a fresh address.
async fn address(house: &House, key: &str) -> String {
    let made = house.program(key).await.json(Method::POST, "/api/v1/calendar-feed", &json!({})).await;
    assert_eq!(made.status, 201, "{}", made.text);
    path(made.json()["address"].as_str().unwrap())
}

fn path(address: &str) -> String {
    address[address.find("/feeds/").unwrap()..].to_owned()
}

async fn read(house: &House, path: &str) -> Answer {
    house.anonymous().get(path).await
}

/// `(days, title)` of each entry.
fn entries(text: &str) -> Vec<(String, String)> {
    let text = text.replace("\r\n ", "");
    let of = |event: &str, name: &str| {
        event.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default().trim().to_owned()
    };
    text.split("BEGIN:VEVENT")
        .skip(1)
        .map(|event| {
            let days = [of(event, "DTSTART;VALUE=DATE:"), of(event, "DTEND;VALUE=DATE:")].join("-");
            (days, of(event, "SUMMARY:"))
        })
        .collect()
}

#[tokio::test]
async fn each_reads_their_own_days_and_no_title_says_where_or_why() {
    on_each_database(async |house| {
        let s = away(house, Workflow::Active).await;
        let mut tx = house.app.db.write().await.unwrap();
        let sql = "INSERT INTO presence_facts (id, secondment_id, fact, on_date, how_known, recorded_by, recorded_at)
                   VALUES ($1, $2, 'arrived', $3, 'Seen', $4, $5)";
        let now = house.app.clock.now();
        let id = sojourn_kit::ids::uuid_v7(now);
        tx.run(sql, args![id, s.id, s.starts_on, house.world.person("fiona").unwrap(), now]).await.unwrap();
        tx.commit().await.unwrap();
        let callum = read(house, &address(house, "callum").await).await;
        assert_eq!(callum.status, 200);
        assert_eq!(callum.headers["content-type"], "text/calendar; charset=utf-8");
        let own = entries(&callum.text);
        for wanted in [
            ("20260907-20270227", "On secondment"),
            ("20260907-20260908", "First day of the secondment"),
            ("20270226-20270227", "Last day of the secondment"),
            ("20270301-20270302", "Back from the secondment"),
            ("20261202-20261203", "Check-in"),
        ] {
            assert!(own.contains(&(wanted.0.to_owned(), wanted.1.to_owned())), "{wanted:?} in {own:?}");
        }
        let past = |(days, title): &&(String, String)| title == "Check-in" && days.as_str() < "20261123";
        assert_eq!(own.iter().find(past), None, "what was never held leaves the calendar with its day");
        assert!(own.iter().any(|(_, title)| title == "Talk with home"));
        let alison = read(house, &address(house, "alison").await).await;
        let hers = entries(&alison.text);
        assert!(hers.contains(&("20260907-20270227".to_owned(), "Callum Reyes away".to_owned())), "{hers:?}");
        assert!(hers.iter().any(|(_, title)| title == "Check-in with Callum Reyes"));
        assert!(hers.iter().any(|(_, title)| title == "Talk with Callum Reyes"));
        let fiona = entries(&read(house, &address(house, "fiona").await).await.text);
        assert!(fiona.iter().any(|(_, title)| title == "Callum Reyes in the team"));
        assert!(!fiona.iter().any(|(_, title)| title.starts_with("Talk")), "keeping in touch is home’s");
        for text in [&callum.text, &alison.text] {
            for unsaid in ["London", "Sydney", "Sales manager", "European", "Fiona"] {
                assert!(!text.contains(unsaid), "{unsaid}: {text}");
            }
        }
        for other in ["grace", "erik", "admin", "finance"] {
            let theirs = read(house, &address(house, other).await).await;
            assert_eq!(theirs.status, 200);
            assert!(!theirs.text.contains("Callum"), "{other}");
        }
    })
    .await;
}

#[tokio::test]
async fn the_same_facts_are_the_same_bytes_and_a_change_is_seen() {
    on_each_database(async |house| {
        let s = away(house, Workflow::Executed).await;
        let path = address(house, "callum").await;
        let first = read(house, &path).await;
        house.app.clock.set(house.app.clock.now() + Duration::hours(3));
        let second = read(house, &path).await;
        assert_eq!(first.text, second.text, "three hours later nothing has changed");
        let tag = first.headers["etag"].to_str().unwrap().to_owned();
        assert_eq!(second.headers["etag"].to_str().unwrap(), tag);
        assert!(first.text.contains(&format!("UID:{}-stay@", s.id)));
        let mut tx = house.app.db.write().await.unwrap();
        let later = s.ends_on.unwrap() + Duration::days(7);
        let sql = "UPDATE secondments SET ends_on = $2, version = version + 1, updated_at = $3 WHERE id = $1";
        tx.run(sql, args![s.id, later, house.app.clock.now()]).await.unwrap();
        tx.commit().await.unwrap();
        let third = read(house, &path).await;
        assert_ne!(third.headers["etag"].to_str().unwrap(), tag);
        assert!(third.text.contains("SEQUENCE:2\r\n") && first.text.contains("SEQUENCE:1\r\n"));
        assert!(third.text.contains(&format!("UID:{}-stay@", s.id)), "its name stays");
        assert!(third.text.contains("DTEND;VALUE=DATE:20270306"));
    })
    .await;
}

#[tokio::test]
async fn the_address_is_shown_once_and_stops_when_it_is_renewed_or_revoked() {
    on_each_database(async |house| {
        let callum = house.browser("callum").await;
        assert!(callum.get("/settings/calendar").await.text.contains("Make an address"));
        let made = callum.post("/settings/calendar", &[]).await;
        assert_eq!(made.status, 200);
        let at = made.text.find("/feeds/").unwrap();
        let first = made.text[at..].split('"').next().unwrap().to_owned();
        assert!(!callum.get("/settings/calendar").await.text.contains("/feeds/"), "shown once");
        assert_eq!(read(house, &first).await.status, 200);
        let mut tx = house.app.db.read().await.unwrap();
        let secret = first.trim_start_matches("/feeds/").trim_end_matches(".ics").to_owned();
        let kept = tx.count(
            "SELECT COUNT(*) AS n FROM requests_once WHERE CAST(reply AS TEXT) LIKE $1",
            args![format!("%{secret}%")],
        );
        assert_eq!(kept.await.unwrap(), 0, "what is kept for a second submit does not hold it");
        drop(tx);
        let second = address(house, "callum").await;
        assert_eq!(read(house, &first).await.status, 404, "renewed");
        assert_eq!(read(house, &second).await.status, 200);
        let program = house.program("callum").await;
        assert!(program.get("/api/v1/calendar-feed").await.json()["made_at"].is_string());
        assert!(program.get("/api/v1/calendar-feed").await.json()["address"].is_null());
        assert_eq!(callum.post("/settings/calendar/revocation", &[]).await.status, 303);
        assert_eq!(read(house, &second).await.status, 404, "revoked");
        assert_eq!(program.json(Method::DELETE, "/api/v1/calendar-feed", &json!({})).await.status, 404);
        for wrong in
            ["x", "x.ics", &format!("{}.ics", "0".repeat(64)), &format!("sjk_{}.ics", "0".repeat(64))]
        {
            assert_eq!(read(house, &format!("/feeds/{wrong}")).await.status, 404, "{wrong}");
        }
        let third = address(house, "callum").await;
        let mut tx = house.app.db.write().await.unwrap();
        let sql = "UPDATE accounts SET disabled_at = $2 WHERE id = $1";
        tx.run(sql, args![house.world.account("callum").unwrap(), house.app.clock.now()]).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(read(house, &third).await.status, 404, "an account that is off reads nothing");
    })
    .await;
}
