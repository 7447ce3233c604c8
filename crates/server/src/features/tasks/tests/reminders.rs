//! One letter to each person for what is new that day, whatever the clock does and however many nodes there are.

use std::collections::BTreeMap;

use chrono::Duration;
use sojourn_kit::args;
use sojourn_kit::config::Config;

use super::*;
use crate::app::App;
use crate::features::secondments;
use crate::features::tasks;
use crate::features::tasks::reminders::{JOB, remind};
use crate::testing::on_each_database;

/// How many reminders each person has, by name.
async fn letters(house: &House) -> BTreeMap<String, i64> {
    let mut tx = house.app.db.read().await.unwrap();
    let sql = "SELECT to_name, COUNT(*) AS n FROM outbox WHERE kind = 'task_reminder' GROUP BY to_name";
    let rows = tx.all(sql, args![]).await.unwrap();
    rows.iter().map(|row| (row.get("to_name").unwrap(), row.get("n").unwrap())).collect()
}

/// The text of the newest reminder to somebody, as of the clock: a letter of a year ahead is not the newest of today.
async fn newest(house: &House, name: &str) -> String {
    let mut tx = house.app.db.read().await.unwrap();
    let sql = "SELECT body FROM outbox WHERE kind = 'task_reminder' AND to_name = $1 AND created_at <= $2
               ORDER BY created_at DESC, id DESC LIMIT 1";
    tx.one(sql, args![name, house.app.clock.now()]).await.unwrap().unwrap().get("body").unwrap()
}

/// A second node on the same database and clock.
fn node(house: &House) -> App {
    house.with(Config::load(None, std::iter::empty()).unwrap(), true).app
}

/// Both nodes at once, without the lease that would keep one of them waiting.
async fn both(one: &App, other: &App) {
    let (first, second) = tokio::join!(remind(one.clone()), remind(other.clone()));
    first.unwrap();
    second.unwrap();
}

async fn told(house: &House) -> (i64, i64) {
    let mut tx = house.app.db.read().await.unwrap();
    let all = tx.count("SELECT COUNT(*) AS n FROM task_reminders", args![]).await.unwrap();
    let sql = "SELECT COUNT(*) AS n FROM (SELECT DISTINCT task_id, due_on, stage, person_id FROM task_reminders) AS d";
    (all, tx.count(sql, args![]).await.unwrap())
}

#[tokio::test]
async fn two_nodes_write_each_reminder_once_and_a_clock_that_steps_makes_no_storm() {
    on_each_database(async |house| {
        let number = released(house, Case::Callum).await;
        let other = node(house);
        both(&house.app, &other).await;
        let first = letters(house).await;
        assert!(!first.is_empty() && first.values().all(|n| *n == 1), "one letter each: {first:?}");
        for _ in 0..3 {
            both(&house.app, &other).await;
            JOB.run_alone(house.app.clone()).await.unwrap();
        }
        assert_eq!(letters(house).await, first, "told is told");
        let (all, distinct) = told(house).await;
        assert_eq!(all, distinct);

        let now = house.app.clock.now();
        house.app.clock.set(now + Duration::days(365));
        for _ in 0..3 {
            both(&house.app, &other).await;
        }
        let ahead = letters(house).await;
        for (name, n) in &ahead {
            assert!(n - first.get(name).unwrap_or(&0) <= 1, "{name}: one letter, not 365: {ahead:?}");
        }
        assert!(newest(house, "Maya Okonjo").await.contains("Late"), "a year ahead everything is late");

        house.app.clock.set(now);
        for _ in 0..3 {
            both(&house.app, &other).await;
        }
        assert_eq!(letters(house).await, ahead, "what was told before the step stays told");

        // and life goes on: what becomes due on its real day is told on that day
        let due = task(house, "maya", &number, "C27").await["due_on"].as_str().unwrap().to_owned();
        let day: chrono::NaiveDate = due.parse().unwrap();
        house.app.clock.set(day.and_hms_opt(8, 0, 0).unwrap().and_utc());
        both(&house.app, &other).await;
        assert!(
            newest(house, "Maya Okonjo")
                .await
                .contains("Have account, badge, desk and equipment ready, due today")
        );
    })
    .await;
}

#[tokio::test]
async fn what_is_three_days_late_is_told_to_the_desk_as_well() {
    on_each_database(async |house| {
        let number = released(house, Case::Callum).await;
        let due = task(house, "maya", &number, "C31").await["due_on"].as_str().unwrap().to_owned();
        let day: chrono::NaiveDate = due.parse().unwrap();
        house.app.clock.set((day + Duration::days(2)).and_hms_opt(8, 0, 0).unwrap().and_utc());
        remind(house.app.clone()).await.unwrap();
        assert!(!newest(house, "Maya Okonjo").await.contains("Name a buddy"));
        house.app.clock.advance(Duration::days(1));
        remind(house.app.clone()).await.unwrap();
        let maya = newest(house, "Maya Okonjo").await;
        assert!(maya.contains("Late at others:") && maya.contains("Name a buddy, 3 days late"), "{maya}");
    })
    .await;
}

#[tokio::test]
async fn nobody_is_reminded_of_what_has_ended_is_silenced_or_by_an_account_that_is_gone() {
    on_each_database(async |house| {
        let silent = released(house, Case::Dana).await;
        let mut cx = house.cx("maya").await;
        let id = secondments::store::load(&mut cx, &silent).await.unwrap().secondment.id;
        tasks::silence(&mut cx, id, "A death").await.unwrap();
        assert!(tasks::silenced(&mut cx, id).await.unwrap());
        cx.commit().await.unwrap();
        house.app.clock.advance(Duration::days(400));
        remind(house.app.clone()).await.unwrap();
        assert!(letters(house).await.is_empty());

        let mut cx = house.cx("maya").await;
        tasks::unsilence(&mut cx, id).await.unwrap();
        let sql = "UPDATE secondments SET workflow = 'cancelled_before_start' WHERE id = $1";
        cx.tx.run(sql, args![id]).await.unwrap();
        cx.commit().await.unwrap();
        remind(house.app.clone()).await.unwrap();
        assert!(letters(house).await.is_empty());

        let mut cx = house.cx("maya").await;
        let sql = "UPDATE secondments SET workflow = 'released' WHERE id = $1";
        cx.tx.run(sql, args![id]).await.unwrap();
        let sql = "UPDATE accounts SET disabled_at = $2 WHERE person_id = $1";
        let dana = house.world.person("dana").unwrap();
        cx.tx.run(sql, args![dana, cx.now()]).await.unwrap();
        cx.commit().await.unwrap();
        remind(house.app.clone()).await.unwrap();
        let told = letters(house).await;
        assert!(!told.contains_key("Dana Whitlock") && told.contains_key("Maya Okonjo"), "{told:?}");
    })
    .await;
}

#[tokio::test]
async fn whoever_is_named_for_a_task_is_told() {
    on_each_database(async |house| {
        let number = released(house, Case::Callum).await;
        let body = json!({ "person": house.world.person("alison").unwrap() });
        for _ in 0..2 {
            let named = send(house, "maya", &number, "C26", "assignment", body.clone()).await;
            assert_eq!(named.status, 200, "{}", named.text);
        }
        let mut tx = house.app.db.read().await.unwrap();
        let sql = "SELECT to_name, body FROM outbox WHERE kind = 'task_assigned'";
        let rows = tx.all(sql, args![]).await.unwrap();
        assert_eq!(rows.len(), 1, "naming twice writes once");
        assert_eq!(rows[0].get::<String>("to_name").unwrap(), "Alison Burke");
        let text: String = rows[0].get("body").unwrap();
        assert!(
            text.contains("Maya Okonjo named you")
                && text.contains(&format!("/secondments/{number}/tasks/C26")),
            "{text}"
        );
    })
    .await;
}

/// How many reminders of the record's tasks were written.
async fn of_record(house: &House, number: &str) -> i64 {
    let mut tx = house.app.db.read().await.unwrap();
    let sql = "SELECT COUNT(*) AS n FROM task_reminders r JOIN tasks t ON t.id = r.task_id
               JOIN secondments s ON s.id = t.secondment_id WHERE s.number = $1";
    tx.count(sql, args![number]).await.unwrap()
}

#[tokio::test]
async fn nobody_is_reminded_of_tasks_while_the_secondment_waits() {
    on_each_database(async |house| {
        let number = released(house, Case::Callum).await;
        let stands = async |workflow: &str| {
            let mut tx = house.app.db.write().await.unwrap();
            let sql = "UPDATE secondments SET workflow = $2 WHERE number = $1";
            assert_eq!(tx.run(sql, args![&number, workflow]).await.unwrap(), 1);
            tx.commit().await.unwrap();
            remind(house.app.clone()).await.unwrap();
        };
        stands("paused").await;
        assert_eq!(of_record(house, &number).await, 0);
        stands("active").await;
        assert!(of_record(house, &number).await > 0, "it goes on where it stood");
    })
    .await;
}

/// Makes the record confidential.
async fn keep(house: &House, number: &str) {
    let mut tx = house.app.db.write().await.unwrap();
    let sql = "UPDATE secondments SET is_confidential = $2 WHERE number = $1";
    tx.run(sql, args![number, true]).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn what_is_confidential_has_a_letter_of_its_own_for_those_who_are_named() {
    on_each_database(async |house| {
        let secret = released(house, Case::Callum).await;
        let open = released(house, Case::Ines).await;
        keep(house, &secret).await;
        house.app.clock.advance(Duration::days(60));
        remind(house.app.clone()).await.unwrap();
        let mut tx = house.app.db.read().await.unwrap();
        let sql = "SELECT to_name, body FROM outbox WHERE kind = 'task_reminder'";
        let rows = tx.all(sql, args![]).await.unwrap();
        let letters: Vec<(String, String)> =
            rows.iter().map(|row| (row.get("to_name").unwrap(), row.get("body").unwrap())).collect();
        let of = |number: &str| letters.iter().filter(|(_, body)| body.contains(number)).collect::<Vec<_>>();
        assert!(!of(&secret).is_empty() && !of(&open).is_empty(), "{letters:?}");
        for (name, body) in of(&secret) {
            assert!(!body.contains(&open), "{body}");
            let named = ["Callum Reyes", "Alison Burke", "Fiona Achterberg", "Maya Okonjo"];
            assert!(named.iter().any(|one| name == one), "{name} is not named on it");
        }
    })
    .await;
}

#[tokio::test]
async fn without_mobility_hr_is_told_of_what_is_open_and_not_of_what_is_confidential() {
    on_each_database(async |house| {
        let secret = released(house, Case::Callum).await;
        let open = released(house, Case::Ines).await;
        keep(house, &secret).await;
        let mut cx = house.cx("maya").await;
        let (theo, home, today) = (house.world.person("theo").unwrap(), cx.actor.organisation, cx.today());
        let sql = "UPDATE roles SET role = 'hr' WHERE role = 'programme_admin' AND organisation_id = $1 AND person_id <> $2";
        cx.tx.run(sql, args![home, theo]).await.unwrap();
        let sql = "INSERT INTO roles (id, person_id, organisation_id, role, from_date, granted_at)
                   VALUES ($1, $2, $3, 'hr', $4, $5)";
        let values = args![sojourn_kit::ids::uuid_v7(cx.now()), theo, home, today, cx.now()];
        cx.tx.run(sql, values).await.unwrap();
        cx.commit().await.unwrap();
        house.app.clock.advance(Duration::days(60));
        remind(house.app.clone()).await.unwrap();
        let told = newest(house, "Theo Martins").await;
        assert!(told.contains(&open) && !told.contains(&secret), "{told}");
        let mut tx = house.app.db.read().await.unwrap();
        let sql = "SELECT body FROM outbox WHERE kind = 'task_reminder' AND to_name = 'Theo Martins'";
        for row in tx.all(sql, args![]).await.unwrap() {
            let body: String = row.get("body").unwrap();
            assert!(!body.contains(&secret), "{body}");
        }
    })
    .await;
}
