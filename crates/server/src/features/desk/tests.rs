//! Home shows each person what waits for them and nothing else; the record page says what it waits for.

use chrono::{Duration, NaiveDate};
use sojourn_kit::args;

use super::model::summary;
use super::store;
use crate::features::proposals::fixtures::Case;
use crate::features::secondments::fixtures::{CALLUM, Cast, TOMASZ, put};
use crate::features::secondments::mine::store::roles_held;
use crate::features::secondments::{Workflow, lifecycle};
use crate::features::{agreements, approvals, introductions, objectives, outcomes, placements, support};
use crate::shell::words::spelled;
use crate::testing::{House, on_each_database};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

async fn with(house: &House, cast: Cast, workflow: Workflow, first_day: &str) -> String {
    let mut cx = house.cx("maya").await;
    let s = put(house, &mut cx, cast, workflow, day(first_day)).await.unwrap();
    cx.commit().await.unwrap();
    s.number
}

async fn home(house: &House, key: &str) -> String {
    let page = house.browser(key).await.get("/").await;
    assert_eq!(page.status, 200, "{}", page.text);
    page.text
}

#[tokio::test]
async fn home_is_calm_when_nothing_waits() {
    on_each_database(async |house| {
        let maya = home(house, "maya").await;
        assert!(maya.contains("Good morning, Maya"));
        assert!(maya.contains("Nothing needs you. Nobody is away."), "{maya}");
        let dana = home(house, "dana").await;
        assert!(dana.contains("No secondments yet") && dana.contains("/start"));
        assert!(home(house, "admin").await.contains("Administrators see no records"));
        assert_eq!(house.anonymous().get("/").await.location(), "/sign-in");
    })
    .await;
}

/// Which features may have something for the persona on Home, besides those that may have something for everybody.
async fn asks(house: &House, key: &str) -> Vec<&'static str> {
    let held = roles_held(&mut house.cx(key).await).await.unwrap();
    [
        ("outcomes", outcomes::WAITS_FOR),
        ("objectives", objectives::WAITS_FOR),
        ("placements", placements::WAITS_FOR),
        ("support", support::WAITS_FOR),
        ("introductions", introductions::WAITS_FOR),
    ]
    .into_iter()
    .filter(|(_, roles)| held.any(roles))
    .map(|(name, _)| name)
    .collect()
}

#[tokio::test]
async fn home_asks_no_feature_that_can_have_nothing_for_the_reader() {
    on_each_database(async |house| {
        assert!(asks(house, "callum").await.is_empty(), "nobody goes anywhere");
        assert_eq!(asks(house, "maya").await, ["outcomes", "support"]);
        let number = with(house, CALLUM, Workflow::Executed, "2026-12-07").await;
        assert_eq!(asks(house, "callum").await, ["outcomes", "objectives", "placements"]);
        assert_eq!(asks(house, "alison").await, ["outcomes", "objectives", "placements", "support"]);
        assert_eq!(asks(house, "fiona").await, ["objectives", "placements", "support", "introductions"]);
        assert!(asks(house, "grace").await.is_empty());
        // whoever goes away stays the secondee, whatever became of their role on the record
        let mut cx = house.cx("callum").await;
        cx.tx.run("UPDATE roles SET to_date = '2026-11-01' WHERE role = 'secondee'", args![]).await.unwrap();
        cx.commit().await.unwrap();
        assert_eq!(asks(house, "callum").await, ["outcomes", "objectives", "placements"]);
        let mut cx = house.cx("callum").await;
        cx.tx.run("UPDATE roles SET to_date = NULL WHERE role = 'secondee'", args![]).await.unwrap();
        cx.commit().await.unwrap();
        let words = serde_json::json!({ "words": "Hello" });
        let path = format!("/api/v1/secondments/{number}/introduction");
        let sent = house.program("callum").await.json(axum::http::Method::PUT, &path, &words).await;
        assert_eq!(sent.status, 200, "{}", sent.text);
        assert!(home(house, "fiona").await.contains("first word to your team"));
    })
    .await;
}

#[tokio::test]
async fn each_step_waits_for_those_who_may_take_it() {
    on_each_database(async |house| {
        for (workflow, first_day, who, words) in [
            (Workflow::Idea, "2027-03-01", "tomasz", "Finish your proposal"),
            (
                Workflow::ReleasePending,
                "2027-03-01",
                "ruth",
                "Decide whether Tomasz Wilk may go to Meridian Finance",
            ),
            (Workflow::TermsNegotiation, "2026-12-01", "maya", "Send Tomasz Wilk’s agreement for signature"),
            (
                Workflow::Executed,
                "2026-11-24",
                "maya",
                "Check that Tomasz Wilk can start at Meridian Finance",
            ),
            (Workflow::PreStart, "2026-11-21", "maya", "Confirm that Tomasz Wilk arrived"),
            (Workflow::Active, "2026-05-01", "ruth", "Confirm that Tomasz Wilk is back"),
            (Workflow::Returned, "2026-05-01", "tomasz", "Write your debrief"),
        ] {
            let number = with(house, TOMASZ, workflow, first_day).await;
            for persona in ["maya", "tomasz", "ruth", "dana", "erik", "finance", "dev"] {
                let page = home(house, persona).await;
                assert_eq!(
                    page.contains(words),
                    persona == who || also(workflow, persona, words),
                    "{workflow:?} {persona}"
                );
            }
            let mut cx = house.cx("maya").await;
            cx.tx.run("DELETE FROM roles WHERE secondment_id IS NOT NULL", vec![]).await.unwrap();
            cx.tx.run("DELETE FROM secondments WHERE number = $1", args![number]).await.unwrap();
            cx.commit().await.unwrap();
        }
    })
    .await;
}

/// Who else reads the same line: whoever shares the task.
fn also(workflow: Workflow, persona: &str, _words: &str) -> bool {
    workflow == Workflow::Active && persona == "maya"
}

#[tokio::test]
async fn what_waits_is_what_the_lifecycle_allows() {
    on_each_database(async |house| {
        for workflow in Workflow::ALL {
            with(house, TOMASZ, *workflow, "2026-03-02").await;
            with(house, CALLUM, *workflow, "2026-03-02").await;
        }
        for key in ["maya", "tomasz", "ruth", "callum", "alison", "fiona", "dev", "finance", "erik", "dana"] {
            let mut cx = house.cx(key).await;
            let waiting = store::waiting(&mut cx, 100).await.unwrap();
            assert_eq!(store::count_waiting(&mut cx).await.unwrap(), waiting.len() as u64, "{key}");
            for one in &waiting {
                let record = &one.line.record;
                let allowed = lifecycle::allowed(&record.secondment, &record.standing);
                assert!(
                    allowed.contains(&one.action),
                    "{key}: {:?} on {:?}",
                    one.action,
                    record.secondment.workflow
                );
            }
        }
    })
    .await;
}

#[tokio::test]
async fn a_signature_waits_for_whose_turn_it_is() {
    on_each_database(async |house| {
        let number = approvals::fixtures::released(&house.app, &house.world, Case::Tomasz).await.unwrap();
        agreements::fixtures::issued(&house.app, &number).await.unwrap();
        let title = "agreement with Meridian Finance";
        assert!(home(house, "tomasz").await.contains(&format!("Sign your {title}")));
        assert!(!home(house, "ruth").await.contains(title));
        for _ in ["the secondee", "the outside host"] {
            agreements::fixtures::sign_next(&house.app, &number).await.unwrap();
        }
        let ruth = home(house, "ruth").await;
        assert!(ruth.contains(&format!("Sign Tomasz Wilk’s {title}")), "{ruth}");
        assert!(!home(house, "tomasz").await.contains("Sign your"));
        let path = format!("/secondments/{number}");
        let ruth = house.browser("ruth").await.get(&path).await.text;
        assert!(ruth.contains("This waits for you.") && ruth.contains("Read and sign"), "{ruth}");
        let maya = house.browser("maya").await.get(&path).await.text;
        assert!(maya.contains("Waiting for Ruth Hale to sign. 2 of 3"), "{maya}");
        assert!(!maya.contains("Read and sign"));
    })
    .await;
}

#[tokio::test]
async fn the_strip_counts_and_the_week_names() {
    on_each_database(async |house| {
        with(house, CALLUM, Workflow::Active, "2026-09-07").await;
        with(house, TOMASZ, Workflow::PreStart, "2026-11-26").await;
        with(house, TOMASZ, Workflow::Idea, "2026-11-26").await;
        let mut cx = house.cx("maya").await;
        let s = put(house, &mut cx, CALLUM, Workflow::Active, day("2026-06-07")).await.unwrap();
        assert_eq!(s.ends_on, Some(day("2026-06-07") + Duration::days(172)));
        cx.commit().await.unwrap();
        let maya = home(house, "maya").await;
        assert!(maya.contains("Where your 3 secondments are"), "ideas of others are not counted: {maya}");
        assert!(
            maya.contains("<b>2</b><span>Away now</span>")
                && maya.contains("<b>1</b><span>Back in 30 days</span>")
        );
        assert!(maya.contains("Thu 26") && maya.contains("Tomasz Wilk starts at Meridian Finance"));
        assert!(maya.contains("Callum Reyes’s last day at London Sales"));
        let callum = home(house, "callum").await;
        assert!(callum.contains("Your secondment to London Sales") && !callum.contains("Where your"));
        assert!(!callum.contains("Tomasz"), "the week shows only what one may see");
        assert!(home(house, "fiona").await.contains("People you look after"));
    })
    .await;
}

#[tokio::test]
async fn the_record_says_what_it_waits_for_and_keeps_to_its_readers() {
    on_each_database(async |house| {
        let number = with(house, TOMASZ, Workflow::ReleasePending, "2027-03-01").await;
        let path = format!("/secondments/{number}");
        let tomasz = house.browser("tomasz").await.get(&path).await.text;
        assert!(tomasz.contains("Tomasz Wilk, Finance to Meridian Finance"));
        assert!(tomasz.contains("Waiting for Ruth Hale to release you."), "{tomasz}");
        assert!(
            tomasz.contains(&format!("{path}/withdrawal")) && !tomasz.contains(&format!("{path}/release"))
        );
        let ruth = house.browser("ruth").await.get(&path).await.text;
        assert!(ruth.contains("This waits for you.") && ruth.contains(&format!("{path}/release")));
        let finance = house.browser("finance").await.get(&path).await;
        assert_eq!(finance.status, 200);
        assert!(!finance.text.contains("European market") && !finance.text.contains("What happened"));
        assert_eq!(house.browser("dana").await.get(&path).await.status, 404);
        assert_eq!(house.browser("erik").await.get(&path).await.status, 404);
        assert_eq!(house.browser("maya").await.get("/secondments/SO-9999").await.status, 404);
    })
    .await;
}

#[tokio::test]
async fn presence_is_shown_as_it_is_even_when_the_paper_is_not() {
    on_each_database(async |house| {
        let number = with(house, CALLUM, Workflow::Active, "2026-09-07").await;
        let mut cx = house.cx("maya").await;
        cx.tx
            .run("UPDATE secondments SET paper = 'partly_signed' WHERE number = $1", args![&number])
            .await
            .unwrap();
        cx.commit().await.unwrap();
        let page = house.browser("maya").await.get(&format!("/secondments/{number}")).await.text;
        assert!(page.contains("Away now, week 12 of 25") && page.contains("Not signed by all"), "{page}");
    })
    .await;
}

#[test]
fn numbers_are_words_up_to_nine() {
    assert_eq!((spelled(9), spelled(10)), ("nine".to_owned(), "10".to_owned()));
    assert_eq!(summary(0, &[]), "Nothing needs you.");
    assert_eq!(summary(999, &[]), "999 things need you.");
    assert_eq!(summary(1_000, &[]), "1,000+ things need you.", "counting has an end");
    assert_eq!(summary(9, &[]), "Nine things need you.");
    assert_eq!(summary(1, &[]), "One thing needs you.");
}

#[tokio::test]
async fn somebody_under_notice_or_on_leave_keeps_their_page() {
    on_each_database(async |house| {
        for state in [Workflow::NoticeGiven, Workflow::Paused] {
            with(house, CALLUM, state, "2026-09-07").await;
            let page = house.browser("callum").await.get("/my/placement").await.text;
            assert!(
                page.contains("Week 12 of 25") && page.contains("From home this week"),
                "{state:?}: {page}"
            );
            assert!(page.contains("This week’s pulse"), "{state:?}: whoever is away is asked how it goes");
            assert!(home(house, "callum").await.contains("Open your page"), "{state:?}");
        }
    })
    .await;
}
