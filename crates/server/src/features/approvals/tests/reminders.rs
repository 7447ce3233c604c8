//! Letters about deadlines, and steps that nobody can decide.

use super::*;
use crate::features::approvals::reminders::remind;
use crate::features::proposals::actions;
use crate::features::proposals::model::{Contact, Decision, Host, StartInput};
use crate::features::secondments::Scope;
use crate::testing::on_each_database;

async fn run(house: &House) {
    remind(house.app.clone()).await.unwrap();
    remind(house.app.clone()).await.unwrap();
}

#[tokio::test]
async fn each_stage_is_told_once() {
    on_each_database(async |house| {
        released(house, Case::Tomasz).await;
        run(house).await;
        assert_eq!(letters(house, "approval_reminder").await, Vec::<String>::new());
        assert_eq!(letters(house, "approval_asked").await, ["Maya Okonjo"], "told once");
        for (day, so_far) in [("2026-11-27", 1), ("2026-11-29", 1), ("2026-11-30", 2), ("2026-12-02", 2)] {
            house.app.clock.set(format!("{day}T09:00:00Z").parse().unwrap());
            run(house).await;
            assert_eq!(letters(house, "approval_reminder").await.len(), so_far, "{day}");
        }
    })
    .await;
}

#[tokio::test]
async fn late_is_told_to_those_who_run_secondments_as_well() {
    on_each_database(async |house| {
        let number = released(house, Case::Ines).await;
        house.app.clock.advance(chrono::Duration::days(200));
        run(house).await;
        assert_eq!(
            letters(house, "approval_reminder").await,
            ["Dev Kapoor", "Maya Okonjo"],
            "one stage, not three"
        );
        let page = house.browser("dev").await.get("/approvals").await.text;
        assert!(page.contains("days late"), "{page}");
        let page = house.browser("maya").await.get(&format!("/secondments/{number}")).await.text;
        assert!(page.contains("Late"), "{page}");
    })
    .await;
}

/// Sofia of Halden, whose organisation has nobody for Legal, asks to go to Brightwater, and Erik agrees.
async fn sofia(house: &House) -> String {
    let mut cx = fixtures::act_as(&house.app, &house.world, "sofia").await.unwrap();
    let start = StartInput { title: "Engineer".to_owned(), scope: Scope::External };
    let number = actions::start(&mut cx, start).await.unwrap().secondment.number;
    let mut document = Case::Tomasz.document(cx.today());
    let name = "Brightwater Group".to_owned();
    document.destination.host = Some(Host::Organisation { name, legal_name: String::new() });
    let email = "olu.bello@brightwater-group.example".to_owned();
    document.destination.manager =
        Some(Contact { name: "Olu Bello".to_owned(), email, job_title: String::new() });
    actions::save_document(&mut cx, &number, None, document).await.unwrap();
    actions::send(&mut cx, &number, None).await.unwrap();
    cx.commit().await.unwrap();
    let mut cx = fixtures::act_as(&house.app, &house.world, "erik").await.unwrap();
    actions::decide_release(&mut cx, &number, None, Decision::Release { note: String::new() }).await.unwrap();
    cx.commit().await.unwrap();
    number
}

#[tokio::test]
async fn a_step_that_nobody_can_decide_is_said_plainly_and_waits() {
    on_each_database(async |house| {
        let number = sofia(house).await;
        give(house, "wen", "Halden Software", Role::SysAdmin).await;
        let erik = house.program("erik").await;
        let version = erik.get(&format!("/api/v1/secondments/{number}")).await.json()["version"].clone();
        let body = json!({"decision": "approve", "version": version});
        let answer = post(house, "erik", &format!("/secondments/{number}/approvals/decision"), body).await;
        assert_eq!(answer.json()["workflow"], "pending_approval", "{}", answer.text);
        assert_eq!(
            letters(house, "approval_unheld").await,
            ["Wen Zhao"],
            "Erik caused it and reads it on Home"
        );
        let title = format!("Nobody can approve {number} as Legal");
        assert!(house.browser("erik").await.get("/").await.text.contains(&title));
        let wen = house.browser("wen").await;
        let home = wen.get("/").await.text;
        assert!(
            home.contains(&title) && home.contains("/settings/roles") && !home.contains("Sofia"),
            "{home}"
        );
        let page = house.browser("sofia").await.get(&format!("/secondments/{number}")).await.text;
        assert!(page.contains("Nobody holds this role"), "{page}");
        run(house).await;
        assert_eq!(letters(house, "approval_unheld").await.len(), 1, "told once");
        give(house, "ravi", "Halden Software", Role::Legal).await;
        run(house).await;
        assert!(letters(house, "approval_asked").await.contains(&"Ravi Menon".to_owned()));
        assert!(!house.browser("erik").await.get("/").await.text.contains(&title));
    })
    .await;
}
