//! The way it goes, and what the pages refuse.

use axum::body::Body;
use axum::http::Method;

use super::*;
use crate::features::secondments::{Presence, Workflow};
use crate::testing::on_each_database;

/// Every question with the same answer.
fn debrief_fields() -> Vec<(String, String)> {
    let mut fields: Vec<(String, String)> = crate::features::proposals::model::Question::ALL
        .iter()
        .map(|question| (format!("verdict-{}", question.as_str()), "yes".to_owned()))
        .collect();
    fields.push(("answer-new_skills".into(), "Two new ways to close a month.".into()));
    fields.push(("brought_back".into(), "A forecast model, taught to the team.".into()));
    fields.push(("do_differently".into(), String::new()));
    fields
}

#[tokio::test]
async fn an_outside_secondment_goes_from_the_gate_to_the_debrief() {
    on_each_database(async |house| {
        let number = executed(house, Case::Tomasz).await;
        let maya = house.browser("maya").await;
        let page = maya.get(&format!("/secondments/{number}/start")).await;
        assert!(
            around(&page, "The start gate is closed") && around(&page, "Insurance at the host confirmed")
        );
        assert!(!page.text.contains("Open the start gate"));

        let refused = send(house, &maya, &number, "start", &[("do", "open")]).await;
        assert_eq!(refused.status, 409);
        around(&refused, "Right to work there checked");

        assert_eq!(send(house, &maya, &number, "start", ALL_CHECKS).await.status, 303);
        around(&maya.get(&format!("/secondments/{number}/start")).await, "Open the start gate");
        assert_eq!(send(house, &maya, &number, "start", &[("do", "open")]).await.status, 303);
        assert_eq!(record(house, &number).await.secondment.workflow, Workflow::PreStart);

        go_to_first_day(house, &number).await;
        let maya = house.browser("maya").await;
        let claimed = send(
            house,
            &maya,
            &number,
            "start",
            &[("do", "arrival"), ("on", "today"), ("how_known", "seen")],
        )
        .await;
        assert_eq!(claimed.status, 422);
        around(&claimed, "Choose how the host let you know");
        let arrival =
            [("do", "arrival"), ("on", "today"), ("how_known", "phone"), ("note", "Martin rang at 9")];
        assert_eq!(send(house, &maya, &number, "start", &arrival).await.status, 303);
        let active = record(house, &number).await.secondment;
        assert_eq!((active.workflow, active.presence), (Workflow::Active, Presence::AtHost));
        around(
            &maya.get(&format!("/secondments/{number}/start")).await,
            "The host said so on the phone. Martin rang at 9",
        );

        let tomasz = house.browser("tomasz").await;
        let note =
            [("held_on", "today"), ("goals", "Ledger <b>open</b>"), ("next_step", "Ruth rings on Friday")];
        assert_eq!(send(house, &tomasz, &number, "check-ins", &note).await.status, 303);
        let ruth = house.browser("ruth").await;
        let talks = ruth.get(&format!("/secondments/{number}/check-ins")).await;
        assert!(around(&talks, "Ledger &#60;b&#62;open") && around(&talks, "Noted by Tomasz Wilk"));

        go_past_last_day(house, &number).await;
        let ruth = house.browser("ruth").await;
        around(&ruth.get(&format!("/secondments/{number}/return")).await, "What was promised");
        let back = [("on", "today"), ("outcome", "same_post"), ("post", "Management accountant")];
        assert_eq!(send(house, &ruth, &number, "return", &back).await.status, 303);
        let returned = ruth.get(&format!("/secondments/{number}/return")).await;
        assert!(
            around(&returned, "Write the debrief")
                && around(&returned, "The same post: Management accountant")
        );

        let fields = debrief_fields();
        let fields: Vec<(&str, &str)> = fields.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
        let fields = [&[("held_on", "today")], fields.as_slice()].concat();
        let tomasz = house.browser("tomasz").await;
        let asked = tomasz.get(&format!("/secondments/{number}/debrief")).await;
        assert!(around(&asked, "Before: ") && around(&asked, "<a href=\"/journal\">Your journal</a>"));
        around(
            &asked,
            &format!("<a href=\"/secondments/{number}/objectives\">The goals and what came of them</a>"),
        );
        let ruths = house.browser("ruth").await.get(&format!("/secondments/{number}/debrief")).await;
        assert!(around(&ruths, "The check-ins") && !ruths.text.contains("Your journal"), "{}", ruths.text);
        assert_eq!(send(house, &tomasz, &number, "debrief", &fields).await.status, 303);
        assert_eq!(record(house, &number).await.secondment.workflow, Workflow::Closed);
        let told = ruth_reads(house, &number).await;
        assert!(around(&told, "A forecast model") && around(&told, "Two new ways to close a month."));
        // with every answer a yes, costs that outweighed the benefits speak against it
        around(&told, "Seven of eight speak for it, one in part");
        around(&told, "Seven of eight speak for it, one against it");

        let written = letters(house).await;
        let to = |name: &str| written.iter().filter(|(to, _)| to == name).count();
        assert_eq!((to("Tomasz Wilk"), to("Ruth Hale"), to("Martin Oyelaran")), (3, 4, 0), "{written:?}");
    })
    .await;
}

async fn ruth_reads(house: &House, number: &str) -> Answer {
    house.browser("ruth").await.get(&format!("/secondments/{number}/debrief")).await
}

#[tokio::test]
async fn within_one_employer_the_host_manager_confirms_what_she_saw() {
    on_each_database(async |house| {
        let number = executed(house, Case::Dana).await;
        let maya = house.browser("maya").await;
        assert!(
            !maya.get(&format!("/secondments/{number}/start")).await.text.contains("Insurance at the host")
        );
        send(house, &maya, &number, "start", ALL_CHECKS).await;
        assert_eq!(send(house, &maya, &number, "start", &[("do", "open")]).await.status, 303);
        let fiona = house.browser("fiona").await;
        around(&fiona.get(&format!("/secondments/{number}/start")).await, "Confirm the arrival");
        // four weeks before the first day: possible, with a word on it
        let early = [("do", "arrival"), ("on", "today"), ("how_known", "seen")];
        let answer = send(house, &fiona, &number, "start", &early).await;
        assert_eq!(answer.status, 422);
        around(&answer, "Say why it started before the agreed first day");
        let early = [&early[..], &[("note", "Came for the sales meeting and stayed")]].concat();
        assert_eq!(send(house, &fiona, &number, "start", &early).await.status, 303);
        around(&fiona.get(&format!("/secondments/{number}/start")).await, "before the agreed first day");
    })
    .await;
}

#[tokio::test]
async fn what_was_typed_wrong_stays_and_is_explained() {
    on_each_database(async |house| {
        let number = executed(house, Case::Dana).await;
        let maya = house.browser("maya").await;
        send(house, &maya, &number, "start", ALL_CHECKS).await;
        send(house, &maya, &number, "start", &[("do", "open")]).await;
        go_to_first_day(house, &number).await;
        let fiona = house.browser("fiona").await;
        let wrong = [("do", "arrival"), ("on", "soonish <x>"), ("how_known", ""), ("note", "kept words")];
        let answer = send(house, &fiona, &number, "start", &wrong).await;
        assert_eq!(answer.status, 422);
        assert!(
            around(&answer, "soonish &#60;x&#62;")
                && around(&answer, "kept words")
                && around(&answer, "Choose how you know")
        );
        let tomorrow = [("do", "arrival"), ("on", "tomorrow"), ("how_known", "seen")];
        assert_eq!(send(house, &fiona, &number, "start", &tomorrow).await.status, 422);
        let now = [("do", "arrival"), ("on", "today"), ("how_known", "seen")];
        assert_eq!(send(house, &fiona, &number, "start", &now).await.status, 303);

        let dana = house.browser("dana").await;
        let empty =
            send(house, &dana, &number, "check-ins", &[("held_on", "1 January 2020"), ("goals", " ")]).await;
        assert_eq!(empty.status, 422);
        assert!(
            around(&empty, "Say how the goals are coming on")
                && around(&empty, "Enter a day from the arrival on")
        );

        let olu = house.browser("olu").await;
        let broken = [("on", "today"), ("outcome", "redeployed"), ("post", "Night desk")];
        let answer = send(house, &olu, &number, "return", &broken).await;
        assert_eq!(answer.status, 422);
        assert!(around(&answer, "Say why this is not what was promised") && around(&answer, "Night desk"));
        let told = [&broken[..], &[("note", "The post was closed in May; agreed with Dana.")]].concat();
        assert_eq!(send(house, &olu, &number, "return", &told).await.status, 303);
        around(&olu.get(&format!("/secondments/{number}/return")).await, "before the agreed end");

        let answer =
            send(house, &olu, &number, "debrief", &[("held_on", "today"), ("answer-goals", "kept too")])
                .await;
        assert_eq!(answer.status, 422);
        assert!(around(&answer, "Choose an answer: Do the costs") && around(&answer, "kept too"));
    })
    .await;
}

#[tokio::test]
async fn an_old_page_and_a_double_submit_change_nothing_twice() {
    on_each_database(async |house| {
        let number = executed(house, Case::Dana).await;
        let maya = house.browser("maya").await;
        send(house, &maya, &number, "start", ALL_CHECKS).await;
        let old = version(house, &number).await;
        let path = format!("/secondments/{number}/start");
        let open = format!("form_id=one&version={old}&do=open");
        let submit = async || {
            let media = Some("application/x-www-form-urlencoded");
            maya.send(Method::POST, &path, media, Body::from(open.clone())).await
        };
        let (first, second) = (submit().await, submit().await);
        assert_eq!((first.status.as_u16(), second.status.as_u16()), (303, 303));
        assert_eq!(first.location(), second.location());
        assert_eq!(letters(house).await.len(), 3, "one effect, one set of letters");
        go_to_first_day(house, &number).await;
        let fiona = house.browser("fiona").await;
        let today = house.app.clock.today().to_string();
        let stale = [("version", old.as_str()), ("do", "arrival"), ("on", &today), ("how_known", "seen")];
        assert_eq!(fiona.post(&path, &stale).await.status, 409);
        assert_eq!(record(house, &number).await.secondment.workflow, Workflow::PreStart);
        let bent = [("do", "arrival"), ("on", today.as_str()), ("how_known", "seen")];
        assert_eq!(fiona.post(&path, &bent).await.status, 409, "a form without its version");
    })
    .await;
}
