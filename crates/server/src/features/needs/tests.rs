//! Business needs through both doors, on each database: told, consulted, reviewed, and nothing sent before.

use axum::http::Method;
use chrono::Duration;
use serde_json::{Value, json};
use sojourn_kit::args;

use crate::features::proposals::actions as proposals;
use crate::features::proposals::fixtures::{Case, act_as};
use crate::testing::{Answer, House, on_each_database};

const DANA: &str = "dana.whitlock@brightwater-group.example";

async fn letters(house: &House, kind: &str) -> Vec<String> {
    let mut tx = house.app.db.read().await.unwrap();
    let sql = "SELECT to_name FROM outbox WHERE kind = $1 ORDER BY to_name";
    tx.all(sql, args![kind]).await.unwrap().iter().map(|row| row.get("to_name").unwrap()).collect()
}

fn input(person: &str) -> Value {
    json!({"person": person, "kind": "vendor", "title": "Supplier liaison", "need": "Capacity and know-how",
        "why_no_advert": "Only Dana knows both systems", "place": "York", "starts_on": "2027-02-01",
        "ends_on": "2027-03-12", "fte_bp": 10000})
}

/// Olu names Dana: the number of the need and of her draft.
async fn started(house: &House) -> (String, String) {
    let mut input = input(DANA);
    input["host_organisation"] = json!(house.world.organisation("Fernleigh Foods").unwrap().to_string());
    let made = house.program("olu").await.json(Method::POST, "/api/v1/needs", &input).await;
    assert_eq!(made.status, 200, "{}", made.text);
    let number = made.json()["number"].as_str().unwrap().to_owned();
    let seen = house.program("dana").await.get(&format!("/api/v1/needs/{number}")).await.json();
    (number, seen["secondment"].as_str().unwrap().to_owned())
}

/// Fills the draft in and sends it.
async fn sent(house: &House, record: &str) -> Result<(), String> {
    let mut cx = act_as(&house.app, &house.world, "dana").await.unwrap();
    let document = Case::Dana.document(cx.today());
    proposals::save_document(&mut cx, record, None, document).await.map_err(|e| e.to_string())?;
    match proposals::send(&mut cx, record, None).await {
        Ok(_) => cx.commit().await.map_err(|e| e.to_string()),
        Err(error) => Err(error.to_string()),
    }
}

async fn consult(house: &House, who: &str, number: &str) -> Answer {
    let talk = [("on", "today"), ("said", "She would like to, from March"), ("view", "agrees")];
    let today = house.app.clock.today().to_string();
    let talk = talk.map(|(name, value)| (name, if value == "today" { today.as_str() } else { value }));
    house.browser(who).await.post(&format!("/needs/{number}/consultations"), &talk).await
}

#[tokio::test]
async fn the_person_is_told_and_consulted_before_anything_is_sent() {
    on_each_database(async |house| {
        let (number, record) = started(house).await;
        assert_eq!(letters(house, "need_started").await, ["Dana Whitlock"]);
        let draft = house.program("dana").await.get(&format!("/api/v1/secondments/{record}")).await.json();
        assert_eq!((&draft["way_in"], &draft["kind"]), (&json!("ad_hoc"), &json!("vendor")));
        assert_eq!(draft["scope"], "external");
        assert!(
            house.browser("olu").await.get("/").await.text.contains("Talk with Dana Whitlock and note it")
        );
        assert!(sent(house, &record).await.unwrap_err().contains("not_consulted"));
        let dana = consult(house, "dana", &number).await;
        assert_eq!(dana.status, 409, "nobody notes their own consultation");
        assert_eq!(consult(house, "olu", &number).await.status, 303);
        assert_eq!(letters(house, "need_consulted").await, ["Dana Whitlock"]);
        assert!(
            house.browser("dana").await.get(&format!("/needs/{number}")).await.text.contains("from March")
        );
        sent(house, &record).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn an_open_review_holds_everything_and_the_desk_decides_it() {
    on_each_database(async |house| {
        let (number, record) = started(house).await;
        consult(house, "olu", &number).await;
        let path = format!("/needs/{number}/review");
        let dana = house.browser("dana").await;
        assert_eq!(dana.post(&path, &[]).await.status, 422, "say what should be looked at");
        assert_eq!(
            house.browser("olu").await.post(&path, &[("reason", "x")]).await.status,
            409,
            "hers to ask"
        );
        assert_eq!(dana.post(&path, &[("reason", "My exams are in February")]).await.status, 303);
        assert_eq!(dana.post(&path, &[("reason", "again")]).await.status, 409, "once");
        assert!(letters(house, "need_review_asked").await.contains(&"Maya Okonjo".to_owned()));
        assert!(sent(house, &record).await.unwrap_err().contains("review_open"));
        let maya = house.browser("maya").await;
        assert!(maya.get("/").await.text.contains("Decide the review that Dana Whitlock asked for"));
        let decision = format!("{path}/decision");
        let words = [("outcome", "confirmed"), ("reason", "It starts after the exams")];
        assert_eq!(
            house.browser("olu").await.post(&decision, &words).await.status,
            409,
            "not who started it"
        );
        assert_eq!(dana.post(&decision, &words).await.status, 409, "not one’s own");
        assert_eq!(maya.post(&decision, &[]).await.status, 422);
        assert_eq!(maya.post(&decision, &words).await.status, 303);
        assert_eq!(maya.post(&decision, &words).await.status, 409, "decided once");
        assert_eq!(letters(house, "need_review_decided").await, ["Dana Whitlock", "Olu Bello"]);
        sent(house, &record).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_review_can_stop_it_and_comes_within_ten_working_days() {
    on_each_database(async |house| {
        let (number, record) = started(house).await;
        consult(house, "olu", &number).await;
        house
            .program("dana")
            .await
            .json(Method::POST, &format!("/api/v1/needs/{number}/review"), &json!({"reason": "No"}))
            .await;
        let stop = json!({"outcome": "stopped", "reason": "Not now"});
        let path = format!("/api/v1/needs/{number}/review/decision");
        let stopped = house.program("maya").await.json(Method::POST, &path, &stop).await;
        assert_eq!(stopped.json()["review_outcome"], "stopped", "{}", stopped.text);
        assert!(sent(house, &record).await.unwrap_err().contains("stopped"));
        let (late, _) = started(house).await;
        house.app.clock.set(house.app.clock.now() + Duration::days(15));
        let too_late =
            house.browser("dana").await.post(&format!("/needs/{late}/review"), &[("reason", "x")]).await;
        assert_eq!(too_late.status, 409, "the tenth working day has passed");
    })
    .await;
}

#[tokio::test]
async fn strangers_find_nothing_and_wrong_words_are_answered() {
    on_each_database(async |house| {
        let (number, _) = started(house).await;
        let path = format!("/needs/{number}");
        for stranger in ["grace", "erik", "sofia", "admin", "fiona"] {
            let visitor = house.browser(stranger).await;
            assert_eq!(visitor.get(&path).await.status, 404, "{stranger}");
            for part in ["consultations", "review", "review/decision"] {
                assert_eq!(
                    visitor.post(&format!("{path}/{part}"), &[]).await.status,
                    404,
                    "{stranger} {part}"
                );
            }
            assert_eq!(house.program(stranger).await.get(&format!("/api/v1{path}")).await.status, 404);
            assert!(!visitor.get("/needs").await.text.contains("Supplier liaison"), "{stranger}");
        }
        let olu = house.program("olu").await;
        let mut soon = input(DANA);
        soon["starts_on"] = json!("2026-12-01");
        let soon = olu.json(Method::POST, "/api/v1/needs", &soon).await;
        assert_eq!(soon.status, 422);
        assert!(soon.text.contains("less than four weeks"), "{}", soon.text);
        let stranger =
            olu.json(Method::POST, "/api/v1/needs", &input("grace.tan@brightwater-group.example")).await;
        assert!(stranger.status == 422 && stranger.text.contains("reports to you"), "{}", stranger.text);
        let grace = house.program("grace").await.json(Method::POST, "/api/v1/needs", &input(DANA)).await;
        assert_eq!(grace.status, 409, "no team");
        let wrong =
            house.browser("olu").await.post("/needs/new", &[("title", "A<b"), ("starts_on", "soon")]).await;
        assert!(wrong.status == 422 && wrong.text.contains("A&#60;b"), "{}", wrong.text);
    })
    .await;
}

#[tokio::test]
async fn what_is_confidential_exists_for_those_named_on_it_and_for_mobility_alone() {
    on_each_database(async |house| {
        let mut secret = input(DANA);
        secret["title"] = json!("Quiet liaison");
        secret["is_confidential"] = json!(true);
        secret["host_organisation"] = json!(house.world.organisation("Fernleigh Foods").unwrap().to_string());
        let made = house.program("olu").await.json(Method::POST, "/api/v1/needs", &secret).await;
        assert_eq!(made.status, 200, "{}", made.text);
        let need = made.json()["number"].as_str().unwrap().to_owned();
        let seen = house.program("dana").await.get(&format!("/api/v1/needs/{need}")).await.json();
        let record = seen["secondment"].as_str().unwrap().to_owned();
        consult(house, "olu", &need).await;
        for named in ["olu", "dana", "maya"] {
            assert_eq!(
                house.browser(named).await.get(&format!("/needs/{need}")).await.status,
                200,
                "{named}"
            );
            let list = house.program(named).await.get("/api/v1/needs").await.text;
            assert!(list.contains("Quiet liaison"), "{named}");
        }
        // HR at home, an ordinary manager and a stranger: the same nothing
        hr_at_home(house, "theo").await;
        for other in ["theo", "ruth", "fiona", "grace", "sofia", "finance", "auditor"] {
            nothing_is_there(house, other, &[format!("/needs/{need}")]).await;
        }
        let review = format!("/api/v1/needs/{need}/review");
        house.program("dana").await.json(Method::POST, &review, &json!({"reason": "My exams"})).await;
        assert_eq!(letters(house, "need_review_asked").await, ["Maya Okonjo", "Olu Bello"]);
        let decided = json!({"outcome": "confirmed", "reason": "After the exams"});
        let path = format!("{review}/decision");
        assert_eq!(house.program("theo").await.json(Method::POST, &path, &decided).await.status, 404);
        assert_eq!(house.program("maya").await.json(Method::POST, &path, &decided).await.status, 200);
        sent(house, &record).await.unwrap();
        let (page, api) = (format!("/secondments/{record}"), format!("/secondments/{record}/proposal"));
        for named in ["olu", "dana", "maya"] {
            let answer = house.browser(named).await.get(&page).await;
            assert!(answer.status == 200 && answer.text.contains("Confidential"), "{named}");
        }
        for other in ["theo", "ruth", "alison", "grace", "sofia", "finance", "dev", "auditor"] {
            nothing_is_there(house, other, &[page.clone(), api.clone()]).await;
        }
    })
    .await;
}

/// Somebody who is HR at home and nothing else.
async fn hr_at_home(house: &House, who: &str) {
    let mut cx = house.cx("maya").await;
    let (person, home, today) = (house.world.person(who).unwrap(), cx.actor.organisation, cx.today());
    let sql = "INSERT INTO roles (id, person_id, organisation_id, role, from_date, granted_at)
               VALUES ($1, $2, $3, 'hr', $4, $5)";
    let values = args![sojourn_kit::ids::uuid_v7(cx.now()), person, home, today, cx.now()];
    cx.tx.run(sql, values).await.unwrap();
    cx.commit().await.unwrap();
}

/// Neither a page nor JSON, a list, a file, Home, the calendar nor a letter tells the person of it.
async fn nothing_is_there(house: &House, who: &str, paths: &[String]) {
    let numbers: Vec<&str> = paths.iter().filter_map(|path| path.split('/').nth(2)).collect();
    let names_it = |text: &str| {
        text.contains("Quiet liaison")
            || text.contains("Dana Whitlock, ")
            || numbers.iter().any(|number| text.contains(number))
    };
    let (browser, program) = (house.browser(who).await, house.program(who).await);
    for path in paths {
        assert_eq!(browser.get(path).await.status, 404, "{who} {path}");
        assert_eq!(program.get(&format!("/api/v1{path}")).await.status, 404, "{who} {path}");
    }
    for list in [
        "/",
        "/needs",
        "/needs.csv",
        "/secondments",
        "/secondments?q=liaison",
        "/secondments.csv",
        "/calendar",
        "/calendar?from=2027-02&by=person",
        "/team",
        "/tasks",
        "/approvals",
    ] {
        let text = browser.get(list).await.text;
        assert!(!names_it(&text), "{who} {list}: {text}");
    }
    for list in ["/needs", "/secondments", "/calendar?from=2027-02"] {
        let text = program.get(&format!("/api/v1{list}")).await.text;
        assert!(!names_it(&text), "{who} {list}: {text}");
    }
    let name = house.cx(who).await.actor.name.clone();
    let mut tx = house.app.db.read().await.unwrap();
    let sql = "SELECT COUNT(*) AS n FROM outbox WHERE to_name = $1 AND (subject LIKE '%liaison%' OR body LIKE '%liaison%')";
    assert_eq!(tx.count(sql, args![name]).await.unwrap(), 0, "{who}");
}
