//! Closed while writing, taken back, not answered in time, and an opportunity that is withdrawn.

use chrono::Duration;

use super::*;
use crate::features::applications::jobs;

#[tokio::test]
async fn what_was_written_is_kept_when_it_closes_meanwhile() {
    on_each_database(async |house| {
        let number = sales(house).await;
        let dana = house.browser("dana").await;
        assert_eq!(write(&dana, &number, &[("then", "draft")]).await.status, 303);
        let path = format!("/opportunities/{number}");
        let fiona = house.browser("fiona").await;
        assert_eq!(fiona.post(&format!("{path}/closing"), &[("version", "3")]).await.status, 303);
        let other = fixtures::open(&house.app, &house.world, &SALES).await.unwrap();
        let late =
            write(&dana, &number, &[("version", "1"), ("why", "Better words"), ("then", "send")]).await;
        assert_eq!(late.location(), format!("{path}/application"));
        let page = dana.get(&format!("{path}/application")).await.text;
        assert!(page.contains("It closed while you were writing") && page.contains("Better words"), "{page}");
        assert!(
            page.contains(&other) && !page.contains("Send application"),
            "the nearest open one is offered: {page}"
        );
        let program = house.program("dana").await;
        let url = format!("/api/v1{path}/application/submission");
        let refused = program.json(axum::http::Method::POST, &url, &serde_json::json!({})).await;
        assert_eq!(
            (refused.status.as_u16(), refused.json()["type"].as_str()),
            (409, Some("urn:sojourn:problem:closed"))
        );
        assert_eq!(program.get(&format!("/api/v1{path}/application")).await.json()["why"], "Better words");
        assert_eq!(house.browser("grace").await.get(&format!("{path}/application")).await.status, 404);
    })
    .await;
}

#[tokio::test]
async fn an_application_is_taken_back_and_written_again() {
    on_each_database(async |house| {
        let number = sales(house).await;
        apply(house, "dana", &number).await;
        let dana = house.browser("dana").await;
        let path = format!("/opportunities/{number}/application");
        assert_eq!(dana.post(&format!("{path}/withdrawal"), &[("version", "1")]).await.status, 409);
        assert_eq!(dana.post(&format!("{path}/withdrawal"), &[("version", "2")]).await.status, 303);
        assert!(
            written(&letters(house, "Fiona Achterberg").await, "Application withdrawn")
                .contains("Applicant 1")
        );
        assert_eq!(write(&dana, &number, &[("version", "3"), ("then", "send")]).await.status, 303);
        let list = house
            .program("fiona")
            .await
            .get(&format!("/api/v1/opportunities/{number}/applicants"))
            .await
            .json();
        let all = list["data"].as_array().unwrap();
        assert_eq!(
            (all.len(), &all[0]["number"], &all[0]["state"]),
            (1, &1.into(), &"sent".into()),
            "the same number"
        );
    })
    .await;
}

#[tokio::test]
async fn an_offer_that_is_not_answered_lapses_and_its_place_is_free() {
    on_each_database(async |house| {
        let number = sales(house).await;
        apply(house, "dana", &number).await;
        shortlist(house, &number, 1).await;
        offer(house, &number, 1).await;
        let day = house.app.clock.now() + Duration::days(7);
        house.app.clock.set(day);
        jobs::lapse(&house.app).await.unwrap();
        let dana = house.browser("dana").await;
        let path = format!("/opportunities/{number}/application");
        assert!(dana.get(&path).await.text.contains("A place is offered to you."), "the last day counts in");
        house.app.clock.set(day + Duration::days(1));
        let dana = house.browser("dana").await;
        let late = dana.post(&format!("{path}/answer"), &[("version", "4"), ("answer", "accept")]).await;
        assert!(
            late.status == 409 && late.text.contains("is over"),
            "also before the job has run: {}",
            late.text
        );
        jobs::lapse(&house.app).await.unwrap();
        jobs::lapse(&house.app).await.unwrap();
        assert!(dana.get(&path).await.text.contains("The offer was not answered in time."));
        let told = letters(house, "Dana Whitlock").await;
        assert_eq!(told.iter().filter(|(subject, _)| subject.starts_with("Offer lapsed")).count(), 1);
        let o = house.program("fiona").await.get(&format!("/api/v1/opportunities/{number}")).await.json();
        assert_eq!((&o["held"], &o["taken"]), (&0.into(), &0.into()));
    })
    .await;
}

#[tokio::test]
async fn everybody_is_told_when_the_opportunity_is_withdrawn() {
    on_each_database(async |house| {
        let number = sales(house).await;
        for who in ["dana", "grace"] {
            apply(house, who, &number).await;
        }
        shortlist(house, &number, 1).await;
        offer(house, &number, 1).await;
        let path = format!("/opportunities/{number}");
        let fiona = house.browser("fiona").await;
        let withdraw = [("version", "3"), ("reason", "The team moves house")];
        assert_eq!(fiona.post(&format!("{path}/withdrawal"), &withdraw).await.status, 303);
        for name in ["Dana Whitlock", "Grace Tan"] {
            let body = written(&letters(house, name).await, "Not going ahead").to_owned();
            assert!(body.contains("The team moves house"), "{body}");
        }
        let dana = house.browser("dana").await;
        let page = dana.get(&format!("{path}/application")).await;
        assert!(page.text.contains("The opportunity was withdrawn"), "{}", page.text);
        let answer =
            dana.post(&format!("{path}/application/answer"), &[("version", "5"), ("answer", "accept")]).await;
        assert_eq!(answer.status, 409);
    })
    .await;
}
