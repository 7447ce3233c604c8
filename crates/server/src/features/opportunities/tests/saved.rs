//! Stars, kept searches and their letters, and free time that is offered.

use super::*;
use crate::features::opportunities::jobs;
use crate::world::openings;

#[tokio::test]
async fn what_is_saved_is_found_again_and_is_ones_own() {
    on_each_database(async |house| {
        let number = fixtures::open(&house.app, &house.world, &SALES).await.unwrap();
        let (dana, grace) = (house.browser("dana").await, house.browser("grace").await);
        let star = format!("/opportunities/{number}/star");
        let saved = dana.post(&star, &[("on", "yes"), ("back", "/opportunities?sort=fit")]).await;
        assert_eq!(saved.location(), "/opportunities?sort=fit");
        let bent = dana.post(&star, &[("on", "yes"), ("back", "//evil.example")]).await;
        assert_eq!(bent.location(), format!("/opportunities/{number}"));
        assert!(dana.get("/opportunities?saved=yes").await.text.contains("1 result"));
        assert!(grace.get("/opportunities?saved=yes").await.text.contains("0 results"));
        assert!(dana.get("/opportunities/mine").await.text.contains(SALES_TITLE));
        let program = house.program("dana").await;
        let url = format!("/api/v1/opportunities/{number}/star");
        assert_eq!(program.json(Method::DELETE, &url, &json!({})).await.json()["saved"], false);
        assert_eq!(house.browser("sofia").await.post(&star, &[("on", "yes")]).await.status, 404);
    })
    .await;
}

#[tokio::test]
async fn a_kept_search_writes_once_when_something_new_matches() {
    on_each_database(async |house| {
        let dana = house.browser("dana").await;
        let nameless = dana.post("/opportunities/searches", &[("query", "q=quote"), ("name", "")]).await;
        assert_eq!(nameless.status, 422);
        let bent = [("query", "drop=table"), ("name", "X")];
        assert_eq!(dana.post("/opportunities/searches", &bent).await.status, 422);
        let kept = [("query", "q=quote"), ("name", "Quotes"), ("by_email", "yes")];
        assert_eq!(dana.post("/opportunities/searches", &kept).await.status, 303);
        let silent = [("query", "q=sales"), ("name", "Silent")];
        assert_eq!(dana.post("/opportunities/searches", &silent).await.status, 303);
        let other = [("query", "kind=client"), ("name", "Clients"), ("by_email", "yes")];
        assert_eq!(dana.post("/opportunities/searches", &other).await.status, 303);
        house.app.clock.set(house.app.clock.now() + chrono::Duration::minutes(5));
        fixtures::open(&house.app, &house.world, &SALES).await.unwrap();
        for _ in 0..3 {
            house.app.clock.set(house.app.clock.now() + chrono::Duration::minutes(11));
            jobs::look_for_news(&house.app).await.unwrap();
        }
        assert_eq!(subjects(house, "Dana Whitlock").await, [format!("New: {SALES_TITLE}")]);
        let page = house.browser("dana").await.get("/opportunities/searches").await.text;
        assert!(page.contains("Quotes") && page.contains("Silent"));
        let program = house.program("dana").await;
        let searches = program.get("/api/v1/opportunity-searches").await.json();
        let id = searches["data"][0]["id"].as_str().unwrap().to_owned();
        let url = format!("/api/v1/opportunity-searches/{id}");
        assert_eq!(house.program("grace").await.json(Method::DELETE, &url, &json!({})).await.status, 404);
        assert_eq!(program.json(Method::DELETE, &url, &json!({})).await.status, 200);
    })
    .await;
}

#[tokio::test]
async fn free_time_that_a_manager_offers_is_asked_for_by_letter() {
    on_each_database(async |house| {
        openings::tell(&house.app, &house.world).await.unwrap();
        let (theo, olu) = (house.browser("theo").await, house.browser("olu").await);
        let page = olu.get("/opportunities/mine").await.text;
        let number = page.split("/opportunities/OP-").nth(1).unwrap()[..4].to_owned();
        let path = format!("/opportunities/OP-{number}");
        assert!(theo.get(&path).await.text.contains("Ask for them"));
        assert_eq!(
            theo.get(&format!("{path}/application")).await.status,
            409,
            "nobody applies for free time"
        );
        assert_eq!(theo.post(&format!("{path}/request"), &[("words", "")]).await.status, 422);
        let words = [("words", "Two weeks of letters, please.")];
        assert_eq!(theo.post(&format!("{path}/request"), &words).await.status, 303);
        assert_eq!(olu.post(&format!("{path}/request"), &words).await.status, 409, "not one's own");
        let letters = subjects(house, "Olu Bello").await;
        assert!(letters.iter().any(|one| one.starts_with("Asked for: ")), "{letters:?}");
    })
    .await;
}
