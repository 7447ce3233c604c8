//! A refused release is looked at again, once.

use super::*;
use crate::testing::on_each_database;

/// Tomasz asked, and Ruth declined.
async fn refused(house: &House) -> String {
    let number = fixtures::sent(&house.app, &house.world, Case::Tomasz).await.unwrap();
    let version = record(house, "ruth", &number).await["version"].clone();
    let body = json!({"decision": "refuse", "code": "timing", "reason": "Year end.",
        "alternative": "The same in June.", "version": version});
    let answer = post(house, "ruth", &format!("/secondments/{number}/release"), body).await;
    assert_eq!(answer.json()["workflow"], "declined_by_home", "{}", answer.text);
    number
}

async fn appeal(house: &House, who: &str, number: &str) -> Answer {
    let body = json!({"reason": "June is when Meridian’s audit is over."});
    post(house, who, &format!("/secondments/{number}/appeal"), body).await
}

async fn answer(house: &House, who: &str, number: &str, outcome: &str) -> Answer {
    let body = json!({"outcome": outcome, "reason": "Ada can close the year."});
    post(house, who, &format!("/secondments/{number}/appeal/answer"), body).await
}

#[tokio::test]
async fn an_appeal_that_goes_through_opens_the_way_again() {
    on_each_database(async |house| {
        let number = refused(house).await;
        let page = house.browser("tomasz").await.get(&format!("/secondments/{number}")).await.text;
        assert!(page.contains("Offered instead") && page.contains("The same in June."), "{page}");
        assert_eq!(appeal(house, "tomasz", &number).await.status, 200);
        assert_eq!(letters(house, "release_appealed").await, ["Maya Okonjo"]);
        assert_eq!(code(&appeal(house, "tomasz", &number).await), "appealed", "once");
        let home = house.browser("maya").await.get("/").await.text;
        assert!(home.contains("Answer Tomasz Wilk’s appeal"), "{home}");
        let page = house.browser("maya").await.get(&format!("/secondments/{number}/appeal")).await.text;
        assert!(page.contains("Year end.") && page.contains("Meridian’s audit"), "both sides: {page}");
        let answered = answer(house, "maya", &number, "overturned").await;
        assert_eq!(answered.json()["outcome"], "overturned", "{}", answered.text);
        assert_eq!(record(house, "tomasz", &number).await["workflow"], "pending_approval");
        assert_eq!(route(house, "tomasz", &number).await["steps"][0]["by"], "hr");
        assert_eq!(letters(house, "release_appeal_answered").await, ["Ruth Hale", "Tomasz Wilk"]);
        approve(house, "maya", &number).await;
        assert_eq!(approve(house, "dev", &number).await["workflow"], "terms_negotiation");
    })
    .await;
}

#[tokio::test]
async fn an_appeal_that_does_not_leaves_everything_as_it_is() {
    on_each_database(async |house| {
        let number = refused(house).await;
        let tomasz = house.browser("tomasz").await;
        let page = format!("/secondments/{number}/appeal");
        assert!(
            tomasz.post(&page, &[("reason", "")]).await.text.contains("Say why it should be looked at again")
        );
        assert_eq!(tomasz.post(&page, &[("reason", "June is too late.")]).await.status, 303);
        let maya = house.browser("maya").await;
        let wrong = maya.post(&format!("{page}/answer"), &[("reason", "Both were heard.")]).await;
        assert!(wrong.status == 422 && wrong.text.contains("Both were heard."), "{}", wrong.text);
        let fields = [("outcome", "upheld"), ("reason", "Both were heard.")];
        assert_eq!(maya.post(&format!("{page}/answer"), &fields).await.status, 303);
        assert_eq!(record(house, "tomasz", &number).await["workflow"], "declined_by_home");
        let text = tomasz.get(&page).await.text;
        assert!(text.contains("the refusal stays") && text.contains("Both were heard."), "{text}");
        assert_eq!(code(&appeal(house, "tomasz", &number).await), "appealed");
        assert_eq!(code(&answer(house, "maya", &number, "overturned").await), "not_now", "answered once");
    })
    .await;
}

#[tokio::test]
async fn whoever_refused_does_not_answer_and_time_runs_out() {
    on_each_database(async |house| {
        let number = refused(house).await;
        assert_eq!(code(&appeal(house, "ruth", &number).await), "not_yours");
        assert_eq!(appeal(house, "dana", &number).await.status, 404);
        assert_eq!(
            house.browser("dev").await.get(&format!("/secondments/{number}/appeal")).await.status,
            404
        );
        appeal(house, "tomasz", &number).await;
        give(house, "ruth", "Brightwater Group", Role::Hr).await;
        assert_eq!(code(&answer(house, "ruth", &number, "upheld").await), "own_refusal");
        give(house, "tomasz", "Brightwater Group", Role::Hr).await;
        assert_eq!(code(&answer(house, "tomasz", &number, "overturned").await), "own_secondment");
        let late = refused(house).await;
        house.app.clock.advance(chrono::Duration::days(15));
        assert_eq!(code(&appeal(house, "tomasz", &late).await), "too_late");
        let page = house.browser("tomasz").await.get(&format!("/secondments/{late}/appeal")).await.text;
        assert!(page.contains("The time for an appeal ended on"), "{page}");
    })
    .await;
}
