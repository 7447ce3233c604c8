//! The plan opens once, and each of the three writes their part.

use chrono::Duration;
use serde_json::json;

use super::*;
use crate::testing::on_each_database;

fn role(version: i64, meeting_on: NaiveDate) -> serde_json::Value {
    json!({ "role": "Sales manager, Melbourne", "first_project": "The Melbourne entry", "teach": "The sales team",
            "meeting_on": meeting_on, "version": version })
}

#[tokio::test]
async fn the_plan_opens_once_six_weeks_before_wherever_the_last_day_moves() {
    on_each_database(async |house| {
        let n = away(house, 43).await;
        run_jobs(house).await;
        assert_eq!(events(house, "return.plan_opened").await, 0, "not a day too early");
        let page = house.browser("callum").await.get(&format!("/secondments/{n}/return-plan")).await;
        assert!(page.text.contains("The return plan opens on"), "{}", page.text);
        let wishes = json!({ "use_next": "a", "learn_next": "b", "version": 1 });
        let early = send(house, "callum", Method::PUT, &n, "return-plan/wishes", &wishes).await;
        assert_eq!(early.status, 409);
        assert!(early.text.contains("six weeks before"), "{}", early.text);

        // longer by three weeks: it opens six weeks before the new last day
        let last = record(house, &n).await.secondment.ends_on.unwrap();
        let later = last + Duration::weeks(3);
        set(house, &n, &format!("UPDATE secondments SET ends_on = '{later}' WHERE number = $1")).await;
        go_to(house, last - Duration::days(42));
        run_jobs(house).await;
        assert_eq!(events(house, "return.plan_opened").await, 0, "the end moved");
        go_to(house, later - Duration::days(42));
        run_jobs(house).await;
        assert_eq!(events(house, "return.plan_opened").await, 1);
        let told: Vec<String> =
            letters(house, "return_plan_opened").await.into_iter().map(|(name, _)| name).collect();
        assert_eq!(told, ["Alison Burke", "Callum Reyes", "Fiona Achterberg"]);
        let again = later + Duration::weeks(9);
        set(house, &n, &format!("UPDATE secondments SET ends_on = '{again}' WHERE number = $1")).await;
        go_to(house, again - Duration::days(42));
        run_jobs(house).await;
        assert_eq!(events(house, "return.plan_opened").await, 1, "once open, it stays open");
        assert_eq!(read(house, "alison", &n, "return-plan").await["stage"], "ending");
    })
    .await;
}

#[tokio::test]
async fn an_end_that_comes_near_opens_it_at_once() {
    on_each_database(async |house| {
        let n = away(house, 120).await;
        run_jobs(house).await;
        let recall = json!({ "kind": "recall", "reason": "A large client is back." });
        assert_eq!(send(house, "alison", Method::POST, &n, "changes", &recall).await.status, 200);
        assert_eq!(events(house, "return.plan_opened").await, 1, "in the same moment, without a job");
        run_jobs(house).await;
        assert_eq!(events(house, "return.plan_opened").await, 1);
        let placement = house.browser("callum").await.get("/my/placement").await;
        assert!(
            placement.text.contains("Return plan") && placement.text.contains("Not named yet"),
            "{}",
            placement.text
        );
    })
    .await;
}

#[tokio::test]
async fn each_of_the_three_writes_their_part_and_nobody_another() {
    on_each_database(async |house| {
        let n = away(house, 42).await;
        run_jobs(house).await;
        for (who, words) in
            [("callum", "Write what you want to use at home"), ("alison", "Plan the return of Callum Reyes")]
        {
            assert!(home(house, who).await.contains(words), "{who}");
        }
        let last = record(house, &n).await.secondment.ends_on.unwrap();
        let meet = last - Duration::days(30);
        let wishes = json!({ "use_next": "Account reviews out loud", "learn_next": "Pricing", "version": 1 });
        let handover = json!({ "handover": "Two accounts go to Rob", "version": 1 });
        for (who, path, input) in [
            ("alison", "return-plan/wishes", &wishes),
            ("maya", "return-plan/wishes", &wishes),
            ("callum", "return-plan/role", &role(1, meet)),
            ("fiona", "return-plan/role", &role(1, meet)),
            ("callum", "return-plan/handover", &handover),
            ("alison", "return-plan/handover", &handover),
            ("maya", "return-plan/handover", &handover),
        ] {
            let answer = send(house, who, Method::PUT, &n, path, input).await;
            assert_eq!(answer.status, 409, "{who} {path}: {}", answer.text);
            assert!(answer.text.contains("not_yours"), "{}", answer.text);
        }
        for (who, status) in [("grace", 404), ("erik", 404), ("finance", 403)] {
            let answer = send(house, who, Method::PUT, &n, "return-plan/role", &role(1, meet)).await;
            assert_eq!(answer.status, status, "{who}");
        }
        assert_eq!(send(house, "callum", Method::PUT, &n, "return-plan/wishes", &wishes).await.status, 200);
        assert!(!home(house, "callum").await.contains("Write what you want to use"));
        let stale = send(house, "alison", Method::PUT, &n, "return-plan/role", &role(1, meet)).await;
        assert_eq!(stale.status, 409, "somebody wrote meanwhile: {}", stale.text);
        let late =
            send(house, "alison", Method::PUT, &n, "return-plan/role", &role(2, meet + Duration::days(1)))
                .await;
        assert_eq!(late.status, 422);
        assert!(late.text.contains("at least a month before"), "{}", late.text);

        // the form says the same and keeps what was typed
        let alison = house.browser("alison").await;
        let address = format!("/secondments/{n}/return-plan");
        let wrong = [
            ("version", "2"),
            ("role", "Kept words"),
            ("first_project", ""),
            ("teach", "x"),
            ("meeting_on", "31 February"),
        ];
        let answer = alison.post(&format!("{address}/role"), &wrong).await;
        assert_eq!(answer.status, 422);
        assert!(
            answer.text.contains("Kept words") && answer.text.contains("Name the first project"),
            "{}",
            answer.text
        );
        let day = meet.to_string();
        let right = [
            ("version", "2"),
            ("role", "Sales manager, Melbourne"),
            ("first_project", "The Melbourne entry"),
            ("teach", "The sales team"),
            ("meeting_on", day.as_str()),
        ];
        assert_eq!(alison.post(&format!("{address}/role"), &right).await.status, 303);
        assert_eq!(letters(house, "return_role_named").await.len(), 1);
        let fiona = house.browser("fiona").await;
        let fields = [("version", "3"), ("handover", "Two accounts go to Rob")];
        assert_eq!(fiona.post(&format!("{address}/handover"), &fields).await.status, 303);
        let view = read(house, "callum", &n, "return-plan").await;
        assert_eq!(view["plan"]["role"], "Sales manager, Melbourne");
        assert_eq!(view["meet_by"], day.as_str());
        let page = house.browser("maya").await.get(&address).await;
        for words in ["Account reviews out loud", "The Melbourne entry", "Two accounts go to Rob"] {
            assert!(page.text.contains(words), "{words}: {}", page.text);
        }
        let panel = house.browser("alison").await.get(&format!("/secondments/{n}")).await;
        assert!(panel.text.contains("The way back") && panel.text.contains("Sales manager, Melbourne"));
    })
    .await;
}

#[tokio::test]
async fn a_month_before_the_end_an_unnamed_role_is_asked_for_once() {
    on_each_database(async |house| {
        let n = away(house, 42).await;
        run_jobs(house).await;
        assert_eq!(letters(house, "return_no_role").await.len(), 0);
        let last = record(house, &n).await.secondment.ends_on.unwrap();
        go_to(house, last - Duration::days(30));
        set(house, &n, "UPDATE secondments SET workflow = 'paused' WHERE number = $1").await;
        run_jobs(house).await;
        assert_eq!(letters(house, "return_no_role").await.len(), 0, "nobody is asked while it is paused");
        set(house, &n, "UPDATE secondments SET workflow = 'active' WHERE number = $1").await;
        run_jobs(house).await;
        let told: Vec<String> =
            letters(house, "return_no_role").await.into_iter().map(|(name, _)| name).collect();
        assert!(
            told.contains(&"Alison Burke".to_owned()) && !told.contains(&"Callum Reyes".to_owned()),
            "{told:?}"
        );
        let count = told.len();
        go_to(house, last - Duration::days(20));
        run_jobs(house).await;
        assert_eq!(letters(house, "return_no_role").await.len(), count, "once");
    })
    .await;
}

#[tokio::test]
async fn the_mobility_team_writes_for_a_host_without_a_sign_in() {
    on_each_database(async |house| {
        let n = approvals::released(&house.app, &house.world, Case::Tomasz).await.unwrap();
        set(
            house,
            &n,
            "UPDATE secondments SET workflow = 'active', paper = 'executed', presence = 'at_host' WHERE number = $1",
        )
        .await;
        let last = record(house, &n).await.secondment.ends_on.unwrap();
        go_to(house, last - Duration::days(20));
        run_jobs(house).await;
        let handover = json!({ "handover": "The ledger stays with Martin", "version": 1 });
        for who in ["ruth", "tomasz"] {
            let answer = send(house, who, Method::PUT, &n, "return-plan/handover", &handover).await;
            assert_eq!(answer.status, 409, "{who}");
        }
        assert_eq!(send(house, "maya", Method::PUT, &n, "return-plan/handover", &handover).await.status, 200);
    })
    .await;
}

#[tokio::test]
async fn after_a_death_no_plan_opens() {
    on_each_database(async |house| {
        let n = away(house, 50).await;
        let died = json!({ "kind": "death", "from": house.app.clock.today(), "note": "" });
        assert_eq!(send(house, "maya", Method::POST, &n, "happenings", &died).await.status, 200);
        go_to(house, house.app.clock.today() + Duration::days(20));
        run_jobs(house).await;
        assert_eq!(events(house, "return.plan_opened").await, 0);
    })
    .await;
}
