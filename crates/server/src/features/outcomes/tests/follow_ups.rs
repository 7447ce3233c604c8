//! Asked once after 3, 6, 12 and 24 months, answered by each, listed for those who run secondments.

use serde_json::json;

use super::*;
use crate::testing::on_each_database;

#[tokio::test]
async fn each_follow_up_is_asked_once_on_its_day() {
    on_each_database(async |house| {
        let (n, on) = back(house).await;
        let view =
            house.program("callum").await.get(&format!("/api/v1/secondments/{n}/follow-ups")).await.json();
        let data = view["data"].as_array().unwrap();
        let months: Vec<i64> = data.iter().map(|one| one["months"].as_i64().unwrap()).collect();
        assert_eq!(months, [3, 6, 12, 24]);
        let day = |index: usize| data[index]["due_on"].as_str().unwrap().parse::<NaiveDate>().unwrap();
        assert_eq!(day(2), sojourn_calendar::add_months(on, 12).unwrap());
        go_to(house, day(0) - Duration::days(1));
        run_job(house).await;
        assert!(letters(house).await.is_empty());
        let early = json!({ "uses_skills": "yes", "in_touch": true, "again": true });
        assert_eq!(send(house, "callum", &n, 3, &early).await.status, 409, "not before its day");
        for (index, told) in [(0, 2), (1, 4), (2, 6), (3, 8)] {
            go_to(house, day(index));
            run_job(house).await;
            assert_eq!(letters(house).await.len(), told, "secondee and home manager, once");
        }
        assert!(letters(house).await.iter().all(|name| name == "Callum Reyes" || name == "Alison Burke"));
    })
    .await;
}

#[tokio::test]
async fn each_answers_their_part_once_and_the_host_reads_nothing() {
    on_each_database(async |house| {
        let (n, on) = back(house).await;
        go_to(house, on + Duration::days(100));
        run_job(house).await;
        let home = house.browser("callum").await.get("/").await;
        assert!(home.text.contains("Say what became of your time away"), "{}", home.text);
        let own =
            json!({ "uses_skills": "partly", "in_touch": true, "again": true, "words": "Every Tuesday" });
        for (who, status) in [("fiona", 403), ("grace", 404), ("finance", 403), ("auditor", 403)] {
            assert_eq!(send(house, who, &n, 3, &own).await.status, status, "{who}");
            let page = house.browser(who).await.get(&format!("/secondments/{n}/follow-ups/3")).await;
            assert_eq!(page.status, status, "{who}");
        }
        assert_eq!(send(house, "alison", &n, 3, &own).await.status, 422, "that is the secondee’s to say");
        assert_eq!(send(house, "callum", &n, 5, &own).await.status, 404);
        assert_eq!(send(house, "callum", &n, 3, &own).await.status, 200);
        assert_eq!(send(house, "callum", &n, 3, &own).await.status, 409, "once");
        assert!(!house.browser("callum").await.get("/").await.text.contains("Say what became of"));

        let alison = house.browser("alison").await;
        let path = format!("/secondments/{n}/follow-ups/3");
        assert!(alison.get("/").await.text.contains("Say what became of Callum Reyes’s time away"));
        let wrong = alison.post(&path, &[("retained", "yes"), ("words", "kept words")]).await;
        assert_eq!(wrong.status, 422);
        assert!(
            wrong.text.contains("kept words") && wrong.text.contains("Choose an answer"),
            "{}",
            wrong.text
        );
        let right = [("retained", "yes"), ("promoted", "no"), ("uses_skills", "yes")];
        assert_eq!(alison.post(&path, &right).await.status, 303);
        let page = house.browser("maya").await.get(&path).await;
        assert!(
            page.text.contains("Every Tuesday") && page.text.contains("Would do it again"),
            "{}",
            page.text
        );
        let history = house.browser("fiona").await.get(&format!("/secondments/{n}/history")).await;
        assert!(!history.text.contains("what became of it"), "{}", history.text);
    })
    .await;
}

#[tokio::test]
async fn whoever_has_left_is_not_asked_and_mobility_notes_it() {
    on_each_database(async |house| {
        let (n, on) = back(house).await;
        run_sql(house, &n, LEFT).await;
        go_to(house, on + Duration::days(100));
        run_job(house).await;
        let told = letters(house).await;
        assert!(
            !told.contains(&"Callum Reyes".to_owned()) && !told.contains(&"Alison Burke".to_owned()),
            "{told:?}"
        );
        assert!(told.contains(&"Maya Okonjo".to_owned()), "{told:?}");
        assert!(!house.browser("alison").await.get("/").await.text.contains("Say what became of"));
        let maya = house.browser("maya").await;
        assert!(maya.get("/").await.text.contains("Say what became of Callum Reyes’s time away"));
        let gone = json!({ "retained": false, "words": "Joined a buyer in October" });
        assert_eq!(send(house, "maya", &n, 3, &gone).await.status, 200);
        assert!(!maya.get("/").await.text.contains("Say what became of"));
        let list = house.program("maya").await.get("/api/v1/follow-ups?state=answered").await.json();
        assert_eq!(
            (&list["data"][0]["has_left"], &list["data"][0]["retained"]),
            (&json!(true), &json!(false))
        );
    })
    .await;
}

#[tokio::test]
async fn after_a_death_nothing_is_asked_or_listed() {
    on_each_database(async |house| {
        let (n, on) = back(house).await;
        let died = json!({ "kind": "death", "from": house.app.clock.today(), "note": "" });
        let path = format!("/api/v1/secondments/{n}/happenings");
        assert_eq!(house.program("maya").await.json(Method::POST, &path, &died).await.status, 200);
        go_to(house, on + Duration::days(100));
        run_job(house).await;
        assert!(letters(house).await.is_empty());
        let list = house.program("maya").await.get("/api/v1/follow-ups").await.json();
        assert_eq!(list["data"].as_array().map(Vec::len), Some(0));
        let said = json!({ "retained": true, "promoted": false, "uses_skills": "no" });
        assert_eq!(send(house, "alison", &n, 3, &said).await.status, 409);
    })
    .await;
}

#[tokio::test]
async fn the_list_pages_by_key_and_leaves_as_a_file() {
    on_each_database(async |house| {
        let (n, on) = back(house).await;
        go_to(house, on + Duration::days(100));
        for who in ["callum", "alison", "finance", "erik"] {
            let status = house.program(who).await.get("/api/v1/follow-ups").await.status;
            let lists = who == "erik";
            assert_eq!(status, if lists { 200 } else { 403 }, "{who}");
            for path in ["/follow-ups", "/follow-ups.csv", "/follow-ups.xlsx"] {
                assert_eq!(
                    house.browser(who).await.get(path).await.status,
                    if lists { 200 } else { 403 },
                    "{who} {path}"
                );
            }
        }
        let other = house.program("erik").await.get("/api/v1/follow-ups").await.json();
        assert_eq!(
            other["data"].as_array().map(Vec::len),
            Some(0),
            "another organisation’s people stay theirs"
        );
        let maya = house.program("maya").await;
        let all = maya.get("/api/v1/follow-ups").await.json();
        let months: Vec<i64> =
            all["data"].as_array().unwrap().iter().map(|one| one["months"].as_i64().unwrap()).collect();
        assert_eq!(months, [24, 12, 6, 3], "the newest day first");
        let key = all["data"][1]["id"].as_str().unwrap();
        let rest = maya.get(&format!("/api/v1/follow-ups?before={key}")).await.json();
        assert_eq!(rest["data"].as_array().map(Vec::len), Some(2));
        assert_eq!(rest["data"][0]["months"], 6);
        assert_eq!(maya.get("/api/v1/follow-ups?before=x").await.status, 422);
        assert_eq!(maya.get("/api/v1/follow-ups?state=soon").await.status, 422);
        let browser = house.browser("maya").await;
        let page = browser.get("/follow-ups?state=open").await;
        assert!(
            page.text.contains("Callum Reyes")
                && page.text.contains("3 months")
                && !page.text.contains("2 years"),
            "{}",
            page.text
        );
        let csv = browser.get("/follow-ups.csv?state=open").await;
        let lines: Vec<&str> = csv.text.lines().collect();
        assert_eq!(lines.len(), 2, "{}", csv.text);
        assert!(lines[1].starts_with(&format!("{n},Callum Reyes,no,3,")), "{}", csv.text);
        assert_eq!(browser.get("/follow-ups.xlsx").await.status, 200);
        assert!(browser.get("/secondments").await.text.contains("/follow-ups"));
    })
    .await;
}
