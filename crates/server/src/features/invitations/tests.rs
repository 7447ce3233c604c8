//! Invitations through both doors, on each database: the answers, the refusals, and what happens by itself.

use axum::http::Method;
use chrono::Duration;
use serde_json::{Value, json};
use sojourn_kit::args;

use super::jobs;
use crate::testing::{House, Visitor, on_each_database};
use crate::world::ways;

async fn letters(house: &House, kind: &str) -> Vec<String> {
    let mut tx = house.app.db.read().await.unwrap();
    let sql = "SELECT to_name FROM outbox WHERE kind = $1 ORDER BY to_name";
    tx.all(sql, args![kind]).await.unwrap().iter().map(|row| row.get("to_name").unwrap()).collect()
}

async fn by_json(house: &House, who: &str, whom: &str) -> Value {
    let input = json!({
        "manner": "invitation", "people": whom, "why": "You listen", "title": "Launch support",
        "purpose": "Two launches in one month", "place": "London", "starts_on": "2027-02-01",
        "ends_on": "2027-03-12", "fte_bp": 10000, "payer": "host", "answer_by": "2026-12-04"
    });
    let answer = house.program(who).await.json(Method::POST, "/api/v1/invitations", &input).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    answer.json()
}

const GRACE: &str = "grace.tan@brightwater-group.example";
const DANA: &str = "dana.whitlock@brightwater-group.example";
const SOFIA: &str = "sofia.lindqvist@halden-software.example";

async fn accept(who: &Visitor<'_>, path: &str) -> crate::testing::Answer {
    who.post(&format!("{path}/acceptance"), &[("consent", "yes")]).await
}

#[tokio::test]
async fn the_first_yes_fills_the_place_and_the_others_are_told_kindly() {
    on_each_database(async |house| {
        let made = by_json(house, "fiona", &format!("{GRACE}, {DANA}")).await;
        let path = format!("/invitations/{}", made["number"].as_str().unwrap());
        assert_eq!(letters(house, "invitation_sent").await, ["Dana Whitlock", "Grace Tan"]);
        let (grace, dana) = (house.browser("grace").await, house.browser("dana").await);
        assert!(dana.get("/").await.text.contains("You are invited: Launch support"));
        let page = grace.get(&path).await.text;
        assert!(
            page.contains("Fiona Achterberg invites you.") && !page.contains("Dana"),
            "one reads one’s own row"
        );
        assert_eq!(
            grace.post(&format!("{path}/acceptance"), &[]).await.status,
            422,
            "consent is ticked by hand"
        );
        let yes = accept(&grace, &path).await;
        assert_eq!(yes.status, 303, "{}", yes.text);
        let record = yes.location();
        assert!(record.starts_with("/secondments/SO-"), "{record}");
        let program = house.program("grace").await;
        let found = program.get(&format!("/api/v1{record}")).await.json();
        assert_eq!((&found["way_in"], &found["workflow"]), (&json!("invitation"), &json!("idea")));
        assert_eq!((&found["starts_on"], &found["place"]), (&json!("2027-02-01"), &json!("London")));
        assert_eq!(found["scope"], "internal");
        for other in ["fiona", "theo", "maya", "dana"] {
            assert_eq!(
                house.browser(other).await.get(&record).await.status,
                404,
                "a draft is its writer’s: {other}"
            );
        }
        let late = accept(&dana, &path).await;
        assert_eq!(late.status, 409);
        assert!(late.text.contains("Somebody else accepted first"));
        assert!(dana.get(&path).await.text.contains("Somebody else said yes first"));
        assert_eq!(letters(house, "invitation_accepted").await, ["Dana Whitlock", "Fiona Achterberg"]);
        assert_eq!(accept(&grace, &path).await.status, 409, "twice is once");
        assert!(house.browser("fiona").await.get(&path).await.text.contains("The place is taken"));
    })
    .await;
}

#[tokio::test]
async fn nobody_else_answers_and_strangers_find_nothing() {
    on_each_database(async |house| {
        let number = ways::invited(&house.app, &house.world, "fiona", "grace").await.unwrap();
        let path = format!("/invitations/{number}");
        for keeper in ["fiona", "maya"] {
            let visitor = house.browser(keeper).await;
            assert_eq!(visitor.get(&path).await.status, 200, "{keeper}");
            assert_eq!(accept(&visitor, &path).await.status, 409, "{keeper}");
            assert_eq!(
                visitor.post(&format!("{path}/refusal"), &[("reason", "no")]).await.status,
                409,
                "{keeper}"
            );
        }
        for stranger in ["theo", "dana", "admin", "erik", "sofia"] {
            let visitor = house.browser(stranger).await;
            for part in ["", "/acceptance", "/refusal", "/talk", "/withdrawal"] {
                let answer = if part.is_empty() {
                    visitor.get(&path).await
                } else {
                    visitor.post(&format!("{path}{part}"), &[("consent", "yes")]).await
                };
                assert_eq!(answer.status, 404, "{stranger} {part}");
            }
            assert!(!visitor.get("/invitations").await.text.contains("Launch support"), "{stranger}");
            let program = house.program(stranger).await;
            assert_eq!(program.get(&format!("/api/v1{path}")).await.status, 404, "{stranger}");
        }
        let grace = house.browser("grace").await;
        assert_eq!(
            grace.post(&format!("{path}/withdrawal"), &[]).await.status,
            409,
            "the invited decline instead"
        );
        assert_eq!(
            house.browser("grace").await.get("/invitations/new").await.status,
            403,
            "no team, no invitation"
        );
        assert!(!grace.get("/start").await.text.contains("/invitations/new"));
        assert!(house.browser("fiona").await.get("/start").await.text.contains("/invitations/new"));
    })
    .await;
}

#[tokio::test]
async fn a_no_has_its_reason_and_a_question_its_answer() {
    on_each_database(async |house| {
        let number = ways::invited(&house.app, &house.world, "fiona", "grace").await.unwrap();
        let path = format!("/invitations/{number}");
        let (grace, fiona) = (house.browser("grace").await, house.browser("fiona").await);
        assert_eq!(grace.post(&format!("{path}/talk"), &[("words", " ")]).await.status, 422);
        assert_eq!(
            grace.post(&format!("{path}/talk"), &[("words", "May I stay in Leeds?")]).await.status,
            303
        );
        assert_eq!(letters(house, "invitation_talked").await, ["Fiona Achterberg"]);
        assert!(fiona.get("/").await.text.contains("Answer Grace’s question"));
        let page = fiona.get(&path).await.text;
        let to = page.split("name=\"to\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        house.app.clock.set(house.app.clock.now() + Duration::minutes(1));
        let reply = fiona.post(&format!("{path}/talk"), &[("words", "Two days a week."), ("to", &to)]).await;
        assert_eq!(reply.status, 303, "{}", reply.text);
        assert!(grace.get(&path).await.text.contains("Two days a week."));
        assert!(!fiona.get("/").await.text.contains("Grace’s question"));
        assert_eq!(grace.post(&format!("{path}/refusal"), &[("reason", "")]).await.status, 422);
        assert_eq!(
            grace.post(&format!("{path}/refusal"), &[("reason", "Not this spring")]).await.status,
            303
        );
        assert!(fiona.get(&path).await.text.contains("Not this spring"));
        assert!(fiona.get("/invitations?status=declined").await.text.contains("Launch support"));
        assert_eq!(letters(house, "invitation_declined").await, ["Fiona Achterberg"]);
        assert_eq!(accept(&grace, &path).await.status, 409);
        assert_eq!(fiona.post(&format!("{path}/withdrawal"), &[]).await.status, 409, "it is over");
    })
    .await;
}

#[tokio::test]
async fn it_reminds_once_and_ends_by_itself() {
    on_each_database(async |house| {
        let number = ways::invited(&house.app, &house.world, "fiona", "grace").await.unwrap();
        let path = format!("/invitations/{number}");
        jobs::run(house.app.clone()).await.unwrap();
        assert!(letters(house, "invitation_reminded").await.is_empty(), "nine days are far");
        house.app.clock.set(house.app.clock.now() + Duration::days(7));
        jobs::run(house.app.clone()).await.unwrap();
        jobs::run(house.app.clone()).await.unwrap();
        assert_eq!(letters(house, "invitation_reminded").await, ["Grace Tan"], "once");
        house.app.clock.set(house.app.clock.now() + Duration::days(2));
        jobs::run(house.app.clone()).await.unwrap();
        assert!(letters(house, "invitation_expired").await.is_empty(), "the last day counts");
        house.app.clock.set(house.app.clock.now() + Duration::days(1));
        let grace = house.browser("grace").await;
        assert_eq!(accept(&grace, &path).await.status, 409, "also before the job has run");
        jobs::run(house.app.clone()).await.unwrap();
        jobs::run(house.app.clone()).await.unwrap();
        assert_eq!(letters(house, "invitation_expired").await, ["Fiona Achterberg", "Grace Tan"]);
        assert!(grace.get(&path).await.text.contains("The last day for an answer has passed."));
    })
    .await;
}

#[tokio::test]
async fn a_person_of_another_member_is_invited_and_home_reads_about_their_own() {
    on_each_database(async |house| {
        let made = by_json(house, "olu", &format!("{SOFIA}, {GRACE}")).await;
        let path = format!("/invitations/{}", made["number"].as_str().unwrap());
        let erik = house.browser("erik").await.get(&path).await;
        assert_eq!(erik.status, 200, "Sofia’s desk reads about Sofia");
        assert!(erik.text.contains("Sofia Lindqvist") && !erik.text.contains("Grace Tan"));
        let sofia = house.browser("sofia").await;
        let record = accept(&sofia, &path).await.location();
        let found = house.program("sofia").await.get(&format!("/api/v1{record}")).await.json();
        assert_eq!((&found["scope"], &found["kind"]), (&json!("external"), &json!("inter_organisational")));
        assert_eq!(
            house.browser("olu").await.get(&record).await.status,
            404,
            "no draft, and no pay, for the host"
        );
    })
    .await;
}

#[tokio::test]
async fn managers_nominate_their_own_people_and_nobody_themself() {
    on_each_database(async |house| {
        let alison = house.program("alison").await;
        let mut input = json!({
            "manner": "nomination", "people": "callum.reyes@brightwater-group.example", "why": "Ready for more",
            "title": "Key accounts", "purpose": "To learn", "place": "York", "starts_on": "2027-02-01",
            "ends_on": "2027-03-12", "fte_bp": 10000, "payer": "home", "answer_by": "2026-12-04",
            "host_organisation": house.world.organisation("Fernleigh Foods").unwrap().to_string()
        });
        let made = alison.json(Method::POST, "/api/v1/invitations", &input).await;
        assert_eq!(made.status, 200, "{}", made.text);
        let number = made.json()["number"].as_str().unwrap().to_owned();
        let callum = house.program("callum").await;
        let yes = json!({"consent": true});
        let path = format!("/api/v1/invitations/{number}/acceptance");
        let accepted = callum.json(Method::POST, &path, &yes).await.json();
        assert_eq!(accepted["people"][0]["reply"], "accepted");
        let record = accepted["people"][0]["secondment"].as_str().unwrap().to_owned();
        assert_eq!(callum.get(&format!("/api/v1/secondments/{record}")).await.json()["scope"], "external");
        for (people, words) in [
            (GRACE, "does not report to you"),
            ("alison.burke@brightwater-group.example", "propose your own"),
            ("nobody@nowhere.example", "can sign in here"),
            ("", "Write the work address"),
        ] {
            input["people"] = json!(people);
            let wrong = alison.json(Method::POST, "/api/v1/invitations", &input).await;
            assert_eq!(wrong.status, 422, "{people}");
            assert!(wrong.text.contains(words), "{people}: {}", wrong.text);
        }
        let grace = house.program("grace").await;
        assert_eq!(grace.json(Method::POST, "/api/v1/invitations", &input).await.status, 409, "no team");
        let browser = house.browser("alison").await;
        let wrong = browser.post("/invitations/new", &[("title", "Key<accounts"), ("starts_on", "soon")]).await;
        assert_eq!(wrong.status, 422);
        assert!(wrong.text.contains("Key&#60;accounts") && wrong.text.contains("Choose whether you invite"));
    })
    .await;
}
