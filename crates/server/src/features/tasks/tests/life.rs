//! The checklist follows the record.

use serde_json::json;
use sojourn_kit::args;

use super::*;
use crate::features::agreements::fixtures as agreements;
use crate::features::placements::fixtures as placements;
use crate::features::secondments::{self, SecondmentId};
use crate::features::tasks;
use crate::testing::on_each_database;

async fn id_of(house: &House, number: &str) -> SecondmentId {
    let mut cx = house.cx("maya").await;
    secondments::store::load(&mut cx, number).await.unwrap().secondment.id
}

#[tokio::test]
async fn the_list_grows_with_the_record_and_what_the_record_knows_ticks_itself() {
    on_each_database(async |house| {
        let (app, world) = (&house.app, &house.world);
        let number = fixtures::sent(app, world, Case::Tomasz).await.unwrap();
        for (code, wanted) in [
            ("C2", "done"),
            ("C3", "done"),
            ("C4", "done"),
            ("C10", "to_do"),
            ("C22", "to_do"),
            ("C24", "not_yet"),
        ] {
            assert_eq!(state(house, &number, code).await, wanted, "{code}");
        }
        let number = released(house, Case::Tomasz).await;
        assert_eq!(state(house, &number, "C10").await, "done");
        let c10 = task(house, "maya", &number, "C10").await;
        assert_eq!(
            (c10["outcome"].as_str(), c10["may_complete"].as_bool()),
            (Some("The release"), Some(false))
        );
        assert_eq!(
            task(house, "maya", &number, "C24").await["outcome"],
            "Opens after “Have all parties sign”"
        );
        agreements::issued(app, &number).await.unwrap();
        while agreements::sign_next(app, &number).await.unwrap().is_some() {}
        for (code, wanted) in
            [("C22", "done"), ("C23", "done"), ("C24", "to_do"), ("C34", "to_do"), ("C35", "not_yet")]
        {
            assert_eq!(state(house, &number, code).await, wanted, "{code}");
        }
        placements::ready(app, &number).await.unwrap();
        let first = placements::days(app, &number).await.unwrap().0;
        app.clock.set(first.and_hms_opt(9, 0, 0).unwrap().and_utc());
        placements::arrived(app, world, &number, None).await.unwrap();
        assert_eq!(
            (state(house, &number, "C34").await, state(house, &number, "C35").await),
            ("done".into(), "to_do".into())
        );
        app.clock.advance(chrono::Duration::days(5));
        placements::checked_in(app, world, "ruth", &number, ["Well", "", ""]).await.unwrap();
        assert_eq!(state(house, &number, "C40").await, "to_do", "two weeks are not near yet");
        app.clock.advance(chrono::Duration::days(4));
        placements::checked_in(app, world, "ruth", &number, ["Well", "", ""]).await.unwrap();
        assert_eq!(task(house, "maya", &number, "C40").await["outcome"], "The check-in");
        let last = placements::days(app, &number).await.unwrap().1;
        app.clock.set((last + chrono::Duration::days(1)).and_hms_opt(9, 0, 0).unwrap().and_utc());
        placements::returned(app, world, "ruth", &number, "Management accountant").await.unwrap();
        assert_eq!(
            (state(house, &number, "C62").await, state(house, &number, "C43").await),
            ("done".into(), "not_needed".into())
        );
        placements::closed(app, world, "tomasz", &number, ["A", "B"]).await.unwrap();
        assert_eq!(state(house, &number, "C65").await, "done");
        let all = tasks(house, "maya", &number).await;
        let codes: Vec<&str> =
            all["tasks"].as_array().unwrap().iter().map(|t| t["code"].as_str().unwrap()).collect();
        let once: std::collections::BTreeSet<&&str> = codes.iter().collect();
        assert_eq!(once.len(), codes.len(), "each item once");
    })
    .await;
}

#[tokio::test]
async fn moved_days_move_what_is_open_and_an_end_closes_it() {
    on_each_database(async |house| {
        let number = released(house, Case::Dana).await;
        let id = id_of(house, &number).await;
        finish(house, "maya", &number, "C27", "").await;
        let before = task(house, "maya", &number, "C25").await;
        let mut cx = house.cx("maya").await;
        let mut s = secondments::store::load(&mut cx, &number).await.unwrap().secondment;
        s.starts_on = s.starts_on.map(|day| day + chrono::Duration::days(28));
        s.ends_on = s.ends_on.map(|day| day + chrono::Duration::days(28));
        secondments::store::save_facts(&mut cx, &mut s).await.unwrap();
        tasks::replan(&mut cx, id).await.unwrap();
        tasks::replan(&mut cx, id).await.unwrap();
        cx.commit().await.unwrap();
        let after = task(house, "maya", &number, "C25").await;
        assert!(after["due_on"].as_str() > before["due_on"].as_str(), "{before} {after}");
        assert_eq!(state(house, &number, "C27").await, "done");
        let mut tx = house.app.db.read().await.unwrap();
        let most = tx
            .one("SELECT MAX(version) AS v FROM tasks WHERE secondment_id = $1 AND code = 'C25'", args![id])
            .await;
        assert_eq!(most.unwrap().unwrap().get::<i64>("v").unwrap(), 2, "the second time changed nothing");
        drop(tx);
        let reason =
            json!({"reason": "The project ended", "version": secondments_version(house, &number).await});
        let path = format!("/api/v1/secondments/{number}/cancellation");
        let cancelled = house.program("maya").await.json(axum::http::Method::POST, &path, &reason).await;
        assert_eq!(cancelled.status, 200, "{}", cancelled.text);
        let closed = task(house, "maya", &number, "C25").await;
        assert_eq!(
            (closed["state"].as_str(), closed["outcome"].as_str()),
            (Some("not_needed"), Some("This secondment is not going ahead."))
        );
        assert_eq!(state(house, &number, "C27").await, "done");
    })
    .await;
}

async fn secondments_version(house: &House, number: &str) -> i64 {
    let mut cx = house.cx("maya").await;
    secondments::store::load(&mut cx, number).await.unwrap().secondment.version
}

#[tokio::test]
async fn features_add_settle_and_close_tasks_and_one_code_is_one_task() {
    on_each_database(async |house| {
        let number = released(house, Case::Callum).await;
        let mut cx = house.cx("maya").await;
        let s = secondments::store::load(&mut cx, &number).await.unwrap().secondment;
        let new = |title: &str| tasks::NewTask {
            code: "policy-visa",
            title: title.to_owned(),
            owner: secondments::Party::HomeHr,
            due: Some("2026-12-05".parse().unwrap()),
            blocking: true,
            evidence: tasks::Evidence::None,
            reach: tasks::Reach::Home,
            why: "The rule says so.".to_owned(),
        };
        tasks::add(&mut cx, &s, new("Check the visa")).await.unwrap();
        tasks::add(&mut cx, &s, new("Check both visas")).await.unwrap();
        tasks::occurs(&mut cx, s.id, "policy-visa", "2026-12-12".parse().unwrap()).await.unwrap();
        cx.commit().await.unwrap();
        let found = task(house, "maya", &number, "policy-visa").await;
        assert_eq!(
            (found["title"].as_str(), found["due_on"].as_str()),
            (Some("Check both visas"), Some("2026-12-14"))
        );
        let host = tasks(house, "fiona", &number).await;
        assert!(!host.to_string().contains("visas"), "home's own business");
        let mut cx = house.cx("maya").await;
        tasks::done_by_event(&mut cx, s.id, "policy-visa", "The monitor").await.unwrap();
        tasks::done_by_event(&mut cx, s.id, "policy-visa", "The monitor again").await.unwrap();
        tasks::not_needed(&mut cx, s.id, "C31", "No buddy in so small a team.").await.unwrap();
        tasks::add(&mut cx, &s, new("Check the visa once more")).await.unwrap();
        cx.commit().await.unwrap();
        assert_eq!(task(house, "maya", &number, "policy-visa").await["outcome"], "The monitor");
        assert_eq!(state(house, &number, "C31").await, "not_needed");
    })
    .await;
}
