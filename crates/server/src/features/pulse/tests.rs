//! The pulse through both doors: once a week, for those who are away, and read by nobody else.

use axum::http::Method;
use chrono::Duration;
use serde_json::json;
use sojourn_kit::args;
use sojourn_kit::ids::uuid_v7;

use crate::features::secondments::fixtures::{CALLUM, Cast, put};
use crate::features::secondments::{Secondment, Workflow};
use crate::testing::{House, on_each_database};

async fn active(house: &House, cast: Cast) -> Secondment {
    let mut cx = house.cx("maya").await;
    let first_day = cx.today() - Duration::days(77);
    let s = put(house, &mut cx, cast, Workflow::Active, first_day).await.unwrap();
    cx.commit().await.unwrap();
    s
}

const CARD: &str = "This week’s pulse";

#[tokio::test]
async fn it_is_sent_once_a_week_by_those_who_are_away() {
    on_each_database(async |house| {
        let s = active(house, CALLUM).await;
        let callum = house.browser("callum").await;
        let page = callum.get("/my/placement").await;
        assert!(page.text.contains(CARD) && page.text.contains("I feel part of my team at London Sales"));
        assert!(page.text.contains("I’d like Maya to call me"));
        let half = callum.post("/pulse", &[("at_host", "4")]).await;
        assert_eq!(half.status, 422);
        assert!(half.text.contains("Choose a number from 1 to 5"));
        for wrong in ["0", "6", "four"] {
            assert_eq!(callum.post("/pulse", &[("at_host", wrong), ("at_home", "3")]).await.status, 422);
        }
        let sent = [("at_host", "4"), ("at_home", "3"), ("from", "placement")];
        let answer = callum.post("/pulse", &sent).await;
        assert_eq!((answer.status.as_u16(), answer.location().as_str()), (303, "/my/placement"));
        assert_eq!(callum.post("/pulse", &sent).await.status, 409, "once a week");
        assert!(callum.get("/my/placement").await.text.contains("The next one opens on Monday"));
        assert!(calls(house).await.is_empty(), "four and three call nobody");

        house.app.clock.set(house.app.clock.now() + Duration::days(7));
        let key = house.program("callum").await;
        let bent = json!({ "at_host": 4, "at_home": 9 });
        assert_eq!(key.json(Method::POST, "/api/v1/pulse", &bent).await.status, 422);
        let next = json!({ "at_host": 5, "at_home": 4 });
        let told = key.json(Method::POST, "/api/v1/pulse", &next).await;
        assert_eq!(told.status, 201, "{}", told.text);
        assert_eq!(told.json()["data"].as_array().unwrap().len(), 2);
        let trend = house.browser("callum").await.get("/pulse").await;
        assert!(trend.text.contains("At the host: 4, 5. Back home: 3, 4."), "{}", trend.text);

        for other in ["fiona", "grace"] {
            let visitor = house.browser(other).await;
            assert_eq!(visitor.post("/pulse", &sent).await.status, 409, "{other} is not away");
        }
        assert_eq!(house.anonymous().get("/pulse").await.status, 303);
        let history = house.browser("alison").await.get(&format!("/secondments/{}/history", s.number)).await;
        assert!(!history.text.contains("pulse"), "the record does not tell of it");
    })
    .await;
}

async fn calls(house: &House) -> Vec<serde_json::Value> {
    let told = house.program("maya").await.get("/api/v1/pulse/calls").await.json();
    told["data"].as_array().unwrap().clone()
}

#[tokio::test]
async fn a_low_pulse_or_a_wish_is_a_call_for_the_mobility_team_and_for_nobody_else() {
    on_each_database(async |house| {
        let s = active(house, CALLUM).await;
        let callum = house.browser("callum").await;
        let low = [("at_host", "5"), ("at_home", "2")];
        assert_eq!(callum.post("/pulse", &low).await.status, 303);
        let open = calls(house).await;
        assert_eq!((open.len(), open[0]["reason"].as_str()), (1, Some("low")));
        assert_eq!(open[0]["due_on"], "2026-11-25", "two working days");
        assert!(open[0].get("at_home").is_none(), "an alert holds no score");
        let id = open[0]["id"].as_str().unwrap();
        let maya = house.browser("maya").await;
        let home = maya.get("/").await;
        assert!(
            home.text.contains("Call Callum Reyes") && home.text.contains("Low pulse in the weekly pulse")
        );

        let path = format!("/pulse/calls/{id}");
        for other in ["fiona", "alison", "callum", "finance", "auditor", "admin", "grace", "erik"] {
            let visitor = house.browser(other).await;
            assert_eq!(visitor.get(&path).await.status, 404, "{other}");
            assert_eq!(visitor.post(&path, &[("note", "x")]).await.status, 404, "{other}");
            for page in ["/", "/pulse/calls", "/pulse/team", "/outbox"] {
                assert!(!visitor.get(page).await.text.contains("Low pulse"), "{other} {page}");
            }
            let record = visitor.get(&format!("/secondments/{}", s.number)).await;
            assert!(!record.text.contains("pulse"), "{other}");
        }
        assert_eq!(maya.post(&path, &[("note", " ")]).await.status, 422);
        assert_eq!(maya.post(&path, &[("note", "Rang. Alison books a weekly call.")]).await.status, 303);
        assert!(calls(house).await.is_empty());
        assert_eq!(maya.post(&path, &[("note", "again")]).await.status, 404, "done is done");

        house.app.clock.set(house.app.clock.now() + Duration::days(7));
        let wish = json!({ "at_host": 5, "at_home": 5, "call_me": true });
        house.program("callum").await.json(Method::POST, "/api/v1/pulse", &wish).await;
        assert_eq!(calls(house).await[0]["reason"], "asked");
        let mut tx = house.app.db.read().await.unwrap();
        let sql = "SELECT to_name, subject, body FROM outbox WHERE kind = 'pulse_call'";
        let rows = tx.all(sql, args![]).await.unwrap();
        assert_eq!(rows.len(), 2);
        for row in rows {
            assert_eq!(row.get::<String>("to_name").unwrap(), "Maya Okonjo");
            assert!(!row.get::<String>("body").unwrap().contains("Callum"), "a letter names nobody");
        }
    })
    .await;
}

/// Five more people of Alison's at Fiona's, with a pulse of this week each.
async fn crowd(house: &House, of: &Secondment, people: &[&str]) {
    let mut tx = house.app.db.write().await.unwrap();
    let now = house.app.clock.now();
    for person in people {
        let sql =
            "INSERT INTO pulses (id, secondment_id, person_id, iso_year, iso_week, at_host, at_home, sent_at)
                   VALUES ($1, $2, $3, 2026, 48, 3, 4, $4)";
        let values = args![uuid_v7(now), of.id, house.world.person(person).unwrap(), now];
        tx.run(sql, values).await.unwrap();
    }
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn managers_see_averages_of_five_or_more_and_no_one_else_does() {
    on_each_database(async |house| {
        let s = active(house, CALLUM).await;
        crowd(house, &s, &["callum", "priya", "grace", "ada"]).await;
        let team = async |key: &str| house.program(key).await.get("/api/v1/pulse/team").await.json();
        assert_eq!(team("fiona").await["working_for"], json!([]), "four are too few");
        crowd(house, &s, &["dana"]).await;
        let told = team("fiona").await;
        assert_eq!(told["working_for"][0]["at_host_tenths"], 30);
        assert_eq!(told["away_from"], json!([]));
        assert_eq!(team("alison").await["away_from"][0]["at_home_tenths"], 40);
        let page = house.browser("alison").await.get("/pulse/team").await;
        assert!(page.text.contains("Week 48 of 2026") && page.text.contains("4.0"), "{}", page.text);
        for other in ["callum", "maya", "rob", "admin"] {
            let told = team(other).await;
            assert_eq!((&told["away_from"], &told["working_for"]), (&json!([]), &json!([])), "{other}");
        }
    })
    .await;
}
