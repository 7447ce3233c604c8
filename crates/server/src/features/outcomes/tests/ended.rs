//! What became of those who did not come back, and silence after a death.

use serde_json::json;

use super::*;
use crate::testing::on_each_database;

async fn report(house: &House, who: &str, number: &str, happened: &Value) -> Answer {
    let path = format!("/api/v1/secondments/{number}/happenings");
    house.program(who).await.json(Method::POST, &path, happened).await
}

/// Callum away, and then no more since yesterday; answers the number.
async fn ended(house: &House, kind: &str) -> String {
    let (number, last) = away(house).await;
    go_to(house, last - Duration::days(20));
    let yesterday = house.app.clock.today() - Duration::days(1);
    let mut happened = json!({ "kind": kind, "from": yesterday, "note": "Advertised at home and there" });
    if kind == "conversion" {
        happened["fair_process"] = json!(true);
        happened["home_released"] = json!(true);
        happened["evidence"] = json!("In the file of the host");
    }
    let answer = report(house, "maya", &number, &happened).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    number
}

/// Who was asked about the record, by name.
async fn told_of(house: &House, number: &str) -> Vec<String> {
    let mut tx = house.app.db.read().await.unwrap();
    let sql = "SELECT o.to_name FROM outbox o JOIN secondments s ON s.id = o.subject_id
               WHERE o.kind = 'follow_up_asked' AND s.number = $1 ORDER BY o.to_name";
    tx.all(sql, args![number]).await.unwrap().iter().map(|row| row.get("to_name").unwrap()).collect()
}

const OUTSIDE: &str = "UPDATE secondments SET scope = 'external' WHERE number = $1";

#[tokio::test]
async fn whoever_stays_at_a_host_of_the_same_employer_is_asked_as_if_back() {
    on_each_database(async |house| {
        let n = ended(house, "conversion").await;
        let view =
            house.program("alison").await.get(&format!("/api/v1/secondments/{n}/follow-ups")).await.json();
        let months: Vec<i64> =
            view["data"].as_array().unwrap().iter().map(|one| one["months"].as_i64().unwrap()).collect();
        assert_eq!(months, [3, 6, 12, 24]);
        go_to(house, house.app.clock.today() + Duration::days(100));
        run_job(house).await;
        assert_eq!(letters(house).await, ["Alison Burke", "Callum Reyes"]);
        assert!(
            house.browser("callum").await.get("/").await.text.contains("Say what became of your time away")
        );
        let own = json!({ "uses_skills": "yes", "in_touch": true, "again": true });
        assert_eq!(send(house, "callum", &n, 3, &own).await.status, 200);
        assert_eq!(send(house, "fiona", &n, 3, &own).await.status, 403, "the host reads nothing of it");
    })
    .await;
}

#[tokio::test]
async fn of_whoever_left_home_and_mobility_say_what_is_known() {
    on_each_database(async |house| {
        for kind in ["conversion", "resignation", "redundancy"] {
            let n = ended(house, kind).await;
            run_sql(house, &n, OUTSIDE).await;
            go_to(house, house.app.clock.today() + Duration::days(100));
            run_job(house).await;
            let told = told_of(house, &n).await;
            assert_eq!(told, ["Alison Burke", "Maya Okonjo"], "{kind}");
            assert!(
                !house.browser("callum").await.get("/").await.text.contains("Say what became of"),
                "{kind}"
            );
            let path = format!("/secondments/{n}/follow-ups/3");
            let alison = house.browser("alison").await;
            assert!(alison.get("/").await.text.contains(&path), "{kind}");
            assert!(house.browser("maya").await.get("/").await.text.contains(&path), "{kind}");
            let page = alison.get(&path).await.text;
            assert!(page.contains("3 months after the end of the secondment"), "{page}");
            assert_eq!(
                alison.post(&path, &[("words", "kept")]).await.status,
                422,
                "at least whether still here"
            );
            assert_eq!(alison.post(&path, &[("retained", "no")]).await.status, 303, "no more is known");
            assert!(!house.browser("maya").await.get("/").await.text.contains(&path), "{kind}");
            let list = house.program("maya").await.get("/api/v1/follow-ups?state=answered").await.json();
            let line = list["data"].as_array().unwrap().iter().find(|line| line["number"] == n).cloned();
            assert_eq!(line.unwrap()["retained"], json!(false));
        }
    })
    .await;
}

#[tokio::test]
async fn what_was_void_has_no_outcome() {
    on_each_database(async |house| {
        let n = ended(house, "voided").await;
        let view =
            house.program("maya").await.get(&format!("/api/v1/secondments/{n}/follow-ups")).await.json();
        assert_eq!(view["data"], json!([]));
    })
    .await;
}

#[tokio::test]
async fn a_death_after_the_end_is_recorded_and_everything_falls_silent() {
    on_each_database(async |house| {
        let (closed, _) = back(house).await;
        placements::closed(&house.app, &house.world, "callum", &closed, ["A", "B"]).await.unwrap();
        for who in ["alison", "callum", "fiona"] {
            let death = json!({ "kind": "death", "from": house.app.clock.today() });
            assert_eq!(report(house, who, &closed, &death).await.status, 409, "{who}");
        }
        let maya = house.browser("maya").await;
        let path = format!("/secondments/{closed}/happenings");
        assert!(
            maya.get(&format!("/secondments/{closed}")).await.text.contains(&path),
            "the record leads there"
        );
        let ways = maya.get(&path).await.text;
        assert!(ways.contains(&format!("{path}/new/death")) && !ways.contains("new/resignation"), "{ways}");
        let day = house.app.clock.today().to_string();
        assert_eq!(maya.post(&format!("{path}/new/death"), &[("from", &day)]).await.status, 303);
        let mut tx = house.app.db.read().await.unwrap();
        let sql = "SELECT COUNT(*) AS n FROM outbox WHERE kind = 'death_told'";
        assert_eq!(tx.count(sql, args![]).await.unwrap(), 2, "both managers, once");
        let before = tx.count("SELECT COUNT(*) AS n FROM outbox", args![]).await.unwrap();
        drop(tx);
        go_to(house, house.app.clock.today() + Duration::days(800));
        run_job(house).await;
        for job in [crate::features::returns::FEATURE.jobs, crate::features::tasks::FEATURE.jobs].concat() {
            (job.run)(house.app.clone()).await.unwrap();
        }
        let mut tx = house.app.db.read().await.unwrap();
        assert_eq!(tx.count("SELECT COUNT(*) AS n FROM outbox", args![]).await.unwrap(), before);
        drop(tx);
        let list = house.program("maya").await.get("/api/v1/follow-ups").await.json();
        assert_eq!(list["data"], json!([]));
    })
    .await;
}

#[tokio::test]
async fn a_death_after_leaving_silences_the_follow_ups_too() {
    on_each_database(async |house| {
        let n = ended(house, "resignation").await;
        let death = json!({ "kind": "death", "from": house.app.clock.today() });
        assert_eq!(report(house, "maya", &n, &death).await.json()["workflow"], "deceased");
        go_to(house, house.app.clock.today() + Duration::days(800));
        run_job(house).await;
        assert!(letters(house).await.is_empty());
        let said = json!({ "retained": false });
        assert_eq!(send(house, "alison", &n, 3, &said).await.status, 409);
    })
    .await;
}

#[tokio::test]
async fn a_follow_up_is_one_time_of_the_task_that_asks_for_it() {
    on_each_database(async |house| {
        let (n, on) = back(house).await;
        let task = async || {
            let all = house.program("maya").await.get(&format!("/api/v1/secondments/{n}/tasks")).await.json();
            all["tasks"].as_array().unwrap().iter().find(|task| task["code"] == "C72").cloned().unwrap()
        };
        let own = json!({ "uses_skills": "yes", "in_touch": true, "again": true });
        let home = json!({ "retained": true, "promoted": false, "uses_skills": "yes" });
        let first = task().await["due_on"].clone();
        go_to(house, on + Duration::days(100));
        assert_eq!(send(house, "callum", &n, 3, &own).await.status, 200);
        assert_eq!(task().await["due_on"], first, "three months come before the first of its times");
        go_to(house, on + Duration::days(190));
        assert_eq!(send(house, "callum", &n, 6, &own).await.status, 200);
        let second = task().await;
        assert!(second["due_on"].as_str() > first.as_str() && second["state"] == "to_do", "{second}");
        assert_eq!(send(house, "alison", &n, 6, &home).await.status, 200);
        assert_eq!(task().await["due_on"], second["due_on"], "once for both");
        go_to(house, on + Duration::days(740));
        assert_eq!(send(house, "callum", &n, 24, &own).await.status, 200);
        let done = task().await;
        assert_eq!(
            (&done["state"], &done["outcome"]),
            (&json!("done"), &json!("The follow-up after 2 years"))
        );
    })
    .await;
}
