//! By link: asked for without learning anything, changed nothing by looking, used once.

use chrono::Duration;

use super::{browser_after, count, newest_letter, path_in, session_cookie, without_form_id};
use crate::testing::on_each_database;

const TOMASZ: &str = "tomasz.wilk@brightwater-group.example";

#[tokio::test]
async fn a_link_is_looked_at_as_often_as_one_likes_and_used_once() {
    on_each_database(async |house| {
        let asked =
            house.anonymous().post("/sign-in/link", &[("email", TOMASZ), ("next", "/settings")]).await;
        assert_eq!(asked.location(), "/sign-in/sent");
        assert_eq!(house.anonymous().get("/sign-in/sent").await.status, 200);
        let link = path_in(&newest_letter(house, TOMASZ).await.unwrap(), house);
        for _ in 0..3 {
            let page = house.anonymous().get(&link).await;
            assert!(page.status == 200 && session_cookie(&page).is_none(), "{}", page.text);
            assert!(page.text.contains(r#"name="next" value="/settings""#));
        }
        let (first, second) =
            tokio::join!(async { house.anonymous().post(&link, &[("next", "/settings")]).await }, async {
                house.anonymous().post(&link, &[("next", "/settings")]).await
            });
        let (won, lost) = if first.status == 303 { (first, second) } else { (second, first) };
        assert_eq!((won.status.as_u16(), lost.status.as_u16()), (303, 404));
        assert_eq!(won.location(), "/settings", "the address holds no token");
        assert_eq!(browser_after(house, &won).get("/settings").await.status, 200);
        assert_eq!(house.anonymous().get(&link).await.status, 404);
    })
    .await;
}

#[tokio::test]
async fn a_link_stops_after_fifteen_minutes_and_a_made_up_one_never_worked() {
    on_each_database(async |house| {
        house.anonymous().post("/sign-in/link", &[("email", TOMASZ)]).await;
        let link = path_in(&newest_letter(house, TOMASZ).await.unwrap(), house);
        house.app.clock.advance(Duration::minutes(15));
        assert_eq!(house.anonymous().get(&link).await.status, 404);
        assert_eq!(house.anonymous().post(&link, &[]).await.status, 404);
        let over = house.anonymous().get(&link).await;
        for made_up in ["/sign-in/link/abc".to_owned(), format!("/sign-in/link/{}", "0".repeat(64))] {
            let answer = house.anonymous().get(&made_up).await;
            assert_eq!((answer.status, without_form_id(&answer)), (over.status, without_form_id(&over)));
        }
    })
    .await;
}

#[tokio::test]
async fn asking_tells_nothing_and_is_bounded() {
    on_each_database(async |house| {
        let unknown = house.anonymous().post("/sign-in/link", &[("email", "no@body.example")]).await;
        let known = house.anonymous().post("/sign-in/link", &[("email", TOMASZ)]).await;
        assert_eq!((unknown.status, unknown.location()), (known.status, known.location()));
        assert_eq!(unknown.text, known.text);
        assert_eq!(count(house, "outbox").await, 1);
        for address in [TOMASZ, "no@body.example"] {
            let mut last = 0;
            for _ in 0..5 {
                last = house.anonymous().post("/sign-in/link", &[("email", address)]).await.status.as_u16();
            }
            assert_eq!(last, 429, "{address}");
        }
        let wrong = house.anonymous().post("/sign-in/link", &[("email", "tomasz")]).await;
        assert!(wrong.status == 422 && wrong.text.contains(r#"value="tomasz""#));
    })
    .await;
}
