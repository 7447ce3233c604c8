//! Who may, and for whom it does not exist.

use super::*;
use crate::features::secondments::Workflow;
use crate::testing::on_each_database;

const PAGES: [&str; 4] = ["start", "check-ins", "return", "debrief"];

#[tokio::test]
async fn strangers_find_nothing_and_guests_are_asked_to_sign_in() {
    on_each_database(async |house| {
        let number = executed(house, Case::Tomasz).await;
        for page in PAGES {
            let path = format!("/secondments/{number}/{page}");
            for stranger in ["grace", "erik", "admin", "dana"] {
                let visitor = house.browser(stranger).await;
                assert_eq!(visitor.get(&path).await.status, 404, "{stranger} {page}");
                assert_eq!(visitor.post(&path, &[("version", "1"), ("do", "open")]).await.status, 404);
            }
            assert_eq!(house.anonymous().get(&path).await.status, 303);
            assert_eq!(house.browser("finance").await.get(&path).await.status, 403, "{page}");
        }
        for path in ["start-gate", "check-ins", "return", "debrief"] {
            let path = format!("/api/v1/secondments/{number}/{path}");
            assert_eq!(house.program("grace").await.get(&path).await.status, 404);
            assert_eq!(house.anonymous().get(&path).await.status, 401);
            assert_eq!(house.browser("maya").await.get(&path).await.status, 401, "a cookie is no key");
        }
    })
    .await;
}

#[tokio::test]
async fn only_the_right_hands_move_it_and_nobody_moves_their_own() {
    on_each_database(async |house| {
        let number = executed(house, Case::Dana).await;
        let maya = house.browser("maya").await;
        for other in ["dana", "olu", "fiona", "dev"] {
            let visitor = house.browser(other).await;
            assert_eq!(send(house, &visitor, &number, "start", ALL_CHECKS).await.status, 409, "{other}");
            assert_eq!(
                send(house, &visitor, &number, "start", &[("do", "open")]).await.status,
                409,
                "{other}"
            );
        }
        send(house, &maya, &number, "start", ALL_CHECKS).await;
        send(house, &maya, &number, "start", &[("do", "open")]).await;
        go_to_first_day(house, &number).await;
        let arrival = [("do", "arrival"), ("on", "today"), ("how_known", "phone")];
        for other in ["dana", "olu"] {
            let visitor = house.browser(other).await;
            assert_eq!(send(house, &visitor, &number, "start", &arrival).await.status, 409, "{other}");
        }
        let maya = house.browser("maya").await;
        let before = send(house, &maya, &number, "return", &[("on", "today")]).await;
        assert_eq!(before.status, 409, "nobody returns who has not left");
        assert_eq!(send(house, &maya, &number, "start", &arrival).await.status, 303);
        assert_eq!(
            send(house, &maya, &number, "start", ALL_CHECKS).await.status,
            409,
            "the gate lies behind"
        );
        let fiona = house.browser("fiona").await;
        let back = [("on", "today"), ("outcome", "same_post"), ("post", "Agent")];
        assert_eq!(send(house, &fiona, &number, "return", &back).await.status, 409, "home confirms a return");
        assert_eq!(record(house, &number).await.secondment.workflow, Workflow::Active);
        let host_view = fiona.get(&format!("/secondments/{number}/start")).await;
        assert!(!host_view.text.contains("Passport seen"), "notes of the desk stay at home");
    })
    .await;
}
