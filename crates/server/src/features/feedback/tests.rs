//! Feedback through both doors and through the private link: asked, answered once, read by those who were named.

use axum::http::Method;
use serde_json::{Value, json};
use sojourn_kit::args;

use crate::features::secondments::Workflow;
use crate::features::secondments::fixtures::{CALLUM, put};
use crate::testing::{Answer, House, on_each_database};

async fn away(house: &House) -> String {
    let mut cx = house.cx("maya").await;
    let first_day = cx.today() - chrono::Duration::days(77);
    let s = put(house, &mut cx, CALLUM, Workflow::Active, first_day).await.unwrap();
    cx.commit().await.unwrap();
    s.number
}

async fn ask(house: &House, key: &str, number: &str, email: &str, for_managers: bool) -> Answer {
    let input = json!({ "name": "Jo Van Dam", "email": email, "question": "The Antwerp review", "for_managers": for_managers });
    let path = format!("/api/v1/secondments/{number}/feedback/requests");
    house.program(key).await.json(Method::POST, &path, &input).await
}

/// The private link in the newest letter.
async fn link(house: &House) -> String {
    let mut tx = house.app.db.read().await.unwrap();
    let sql =
        "SELECT body FROM outbox WHERE kind = 'feedback_asked' ORDER BY created_at DESC, id DESC LIMIT 1";
    let body: String = tx.one(sql, args![]).await.unwrap().unwrap().get("body").unwrap();
    let at = body.find("/feedback/for/").unwrap();
    body[at..].split_whitespace().next().unwrap().to_owned()
}

async fn read(house: &House, key: &str, number: &str) -> Value {
    house.program(key).await.get(&format!("/api/v1/secondments/{number}/feedback")).await.json()["data"]
        .clone()
}

const WORDS: &str = "Clear, patient <b>canary-55</b>";

#[tokio::test]
async fn somebody_without_an_account_answers_once_by_the_link() {
    on_each_database(async |house| {
        let n = away(house).await;
        assert_eq!(ask(house, "callum", &n, "jo@customer.example", false).await.status, 201);
        let link = link(house).await;
        let jo = house.anonymous();
        for _ in 0..2 {
            let page = jo.get(&link).await;
            assert_eq!(page.status, 200, "a look changes nothing: {}", page.text);
            assert!(
                page.text.contains("Feedback for Callum Reyes") && page.text.contains("The Antwerp review")
            );
            assert!(page.text.contains("Only Callum Reyes will read it."));
            for unsaid in [n.as_str(), "London", "Fiona", "Alison", "Sales manager"] {
                assert!(!page.text.contains(unsaid), "{unsaid} is none of Jo’s business");
            }
            assert_eq!(page.headers["x-robots-tag"], "noindex, nofollow");
        }
        assert_eq!(jo.post(&link, &[("words", " ")]).await.status, 422);
        let thanks = jo.post(&link, &[("words", WORDS)]).await;
        assert_eq!(thanks.status, 200);
        assert!(thanks.text.contains("Thank you"));
        assert_eq!(jo.post(&link, &[("words", "again")]).await.status, 410);
        assert_eq!(jo.get(&link).await.status, 410);
        assert_eq!(read(house, "callum", &n).await.as_array().unwrap().len(), 1);
        let page = house.browser("callum").await.get(&format!("/secondments/{n}/feedback")).await;
        assert!(
            page.text.contains("Clear, patient &#60;b&#62;canary-55") && page.text.contains("Jo Van Dam")
        );
        for other in ["alison", "fiona"] {
            assert_eq!(
                read(house, other, &n).await,
                json!([]),
                "{other}: it was said to be for Callum alone"
            );
        }
        let told = house.browser("maya").await.get(&format!("/secondments/{n}/history")).await;
        assert!(told.text.contains("passed on feedback") && !told.text.contains("canary"));
    })
    .await;
}

#[tokio::test]
async fn managers_read_what_was_said_to_be_for_them() {
    on_each_database(async |house| {
        let n = away(house).await;
        ask(house, "alison", &n, "jo@customer.example", true).await;
        let link = link(house).await;
        assert!(
            house.anonymous().get(&link).await.text.contains("Callum Reyes and both managers will read it.")
        );
        let api = link.replace("/feedback/for/", "/api/v1/feedback/links/");
        let nobody = house.anonymous();
        assert_eq!(nobody.get(&api).await.json()["question"], "The Antwerp review");
        let answer = json!({ "words": WORDS });
        assert_eq!(nobody.json(Method::POST, &api, &answer).await.status, 201);
        assert_eq!(nobody.json(Method::POST, &api, &answer).await.status, 409);
        for reader in ["callum", "alison", "fiona"] {
            assert_eq!(read(house, reader, &n).await[0]["by"], "Jo Van Dam", "{reader}");
        }
        for other in ["maya", "finance", "dev", "auditor"] {
            let path = format!("/secondments/{n}/feedback");
            assert_eq!(house.browser(other).await.get(&path).await.status, 403, "{other}");
        }
        for other in ["grace", "admin", "erik"] {
            assert_eq!(ask(house, other, &n, "x@y.example", true).await.status, 404, "{other}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_colleague_answers_from_home_and_managers_give_unasked() {
    on_each_database(async |house| {
        let n = away(house).await;
        let priya = "priya.nair@brightwater-group.example";
        assert_eq!(ask(house, "callum", &n, priya, false).await.status, 201);
        let home = house.browser("priya").await.get("/").await;
        let at = home.text.find("/feedback/requests/").unwrap();
        let path = home.text[at..].split('"').next().unwrap().to_owned();
        assert_eq!(house.browser("grace").await.get(&path).await.status, 404);
        let colleague = house.browser("priya").await;
        assert!(colleague.get(&path).await.text.contains("The Antwerp review"));
        assert_eq!(colleague.post(&path, &[("words", "")]).await.status, 422);
        assert_eq!(colleague.post(&path, &[("words", WORDS)]).await.status, 303);
        assert_eq!(colleague.post(&path, &[("words", WORDS)]).await.status, 409);
        assert!(!colleague.get("/").await.text.contains("Give Callum Reyes feedback"));

        let page = format!("/secondments/{n}/feedback");
        let fiona = house.browser("fiona").await;
        assert_eq!(fiona.post(&page, &[("words", " ")]).await.status, 422);
        let given = [("about", "Tuesday call"), ("words", "Let the team run it"), ("share", "yes")];
        assert_eq!(fiona.post(&page, &given).await.status, 303);
        assert_eq!(house.browser("callum").await.post(&page, &given).await.status, 409, "not for oneself");
        assert_eq!(read(house, "alison", &n).await.as_array().unwrap().len(), 1);
        assert_eq!(read(house, "callum", &n).await.as_array().unwrap().len(), 2);
        let own = "callum.reyes@brightwater-group.example";
        assert_eq!(ask(house, "fiona", &n, own, false).await.status, 422);
        for wrong in ["", "jo", "jo@x.example\r\nBcc: a@b.example"] {
            assert_eq!(ask(house, "callum", &n, wrong, false).await.status, 422, "{wrong}");
        }
        let typed = [("name", "Jo"), ("email", "nowhere"), ("question", "kept question")];
        let answer = fiona.post(&format!("{page}/requests"), &typed).await;
        assert_eq!(answer.status, 422);
        assert!(answer.text.contains("kept question") && answer.text.contains("Enter an email address"));
    })
    .await;
}

#[tokio::test]
async fn an_old_link_and_a_guessed_one_open_nothing() {
    on_each_database(async |house| {
        let n = away(house).await;
        ask(house, "callum", &n, "jo@customer.example", false).await;
        let link = link(house).await;
        assert_eq!(house.anonymous().get(&format!("/feedback/for/{}", "a".repeat(43))).await.status, 404);
        assert_eq!(house.anonymous().get("/feedback/for/x").await.status, 404);
        house.app.clock.set(house.app.clock.now() + chrono::Duration::days(30));
        assert_eq!(house.anonymous().get(&link).await.status, 410);
        assert_eq!(house.anonymous().post(&link, &[("words", WORDS)]).await.status, 410);
        assert_eq!(read(house, "callum", &n).await, json!([]));
    })
    .await;
}
