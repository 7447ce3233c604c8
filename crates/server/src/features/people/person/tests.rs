//! Stories of one person: who sees what, and what a change does.

use axum::http::Method;
use serde_json::json;

use crate::testing::{House, on_each_database};

async fn events(house: &House, kind: &str) -> i64 {
    let sql = "SELECT COUNT(*) AS n FROM events WHERE kind = $1";
    house.app.db.read().await.unwrap().count(sql, sojourn_kit::args![kind]).await.unwrap()
}

#[tokio::test]
async fn a_person_exists_for_themself_and_for_those_who_keep_or_pay_people() {
    on_each_database(async |house| {
        let tomasz = house.world.person("tomasz").unwrap();
        for (key, page, pay) in [
            ("tomasz", 200, 200),
            ("maya", 200, 200),
            ("finance", 200, 200),
            ("admin", 200, 404),
            ("ruth", 404, 404),
            ("dev", 404, 404),
            ("auditor", 404, 404),
            ("fiona", 404, 404),
            ("erik", 404, 404),
        ] {
            let (browser, program) = (house.browser(key).await, house.program(key).await);
            assert_eq!(browser.get(&format!("/people/{tomasz}")).await.status, page, "{key}");
            assert_eq!(program.get(&format!("/api/v1/people/{tomasz}")).await.status, page, "{key}");
            let before = events(house, "pay.read").await;
            let answer = browser.get(&format!("/people/{tomasz}/pay")).await;
            assert_eq!(answer.status, pay, "{key}");
            assert_eq!(answer.text.contains("£48,600 a year"), pay == 200, "{key}");
            let json = program.get(&format!("/api/v1/people/{tomasz}/pay")).await;
            assert_eq!(json.status, pay, "{key}");
            assert_eq!(events(house, "pay.read").await - before, if pay == 200 { 2 } else { 0 }, "{key}");
        }
        let page = house.browser("maya").await.get(&format!("/people/{tomasz}")).await.text;
        assert!(
            page.contains("Tomasz Wilk") && page.contains("Ruth Hale") && !page.contains("48,600"),
            "{page}"
        );
        let own = house.browser("tomasz").await.get("/me").await.text;
        assert!(own.contains("Tomasz Wilk") && own.contains("Show pay") && !own.contains("/edit"), "{own}");
        assert!(house.anonymous().get("/me").await.location().starts_with("/sign-in"));
    })
    .await;
}

#[tokio::test]
async fn a_person_is_added_and_changed_by_hand() {
    on_each_database(async |house| {
        let maya = house.browser("maya").await;
        let unit = house.world.unit("Brightwater Group", "Creative").unwrap().to_string();
        let wrong = maya
            .post(
                "/people/new",
                &[("given_name", "Zoë"), ("email", "nonsense"), ("manager", "Nobody At All")],
            )
            .await;
        assert_eq!(wrong.status, 422);
        for words in
            ["Enter the family name.", "Enter an email address", "Nobody here has this", "value=\"Zoë\""]
        {
            assert!(wrong.text.contains(words), "{words}: {}", wrong.text);
        }
        let fields = [
            ("given_name", "Zoë"),
            ("family_name", "Ek"),
            ("job_title", "Copywriter"),
            ("employee_number", "Z1"),
            ("unit", unit.as_str()),
            ("manager", "rob ellery"),
            ("hired_on", "1 May 2024"),
            ("annual_salary", "41,000"),
        ];
        let path = maya.post("/people/new", &fields).await.location();
        let page = maya.get(&path).await.text;
        assert!(
            page.contains("Zoë Ek") && page.contains("Rob Ellery") && page.contains("1 May 2024"),
            "{page}"
        );
        assert!(maya.get(&format!("{path}/pay")).await.text.contains("£41,000 a year"));
        assert_eq!(maya.post("/people/new", &fields).await.status, 422, "the number is taken");

        let mut change = fields.to_vec();
        change.extend([("version", "1"), ("status", "left")]);
        change.retain(|(name, _)| *name != "annual_salary");
        assert_eq!(maya.post(&format!("{path}/edit"), &change).await.location(), path);
        assert_eq!(maya.post(&format!("{path}/edit"), &change).await.status, 409, "an old version");
        assert!(maya.get(&path).await.text.contains("23 November 2026"), "left today");
        assert!(maya.get(&format!("{path}/pay")).await.text.contains("£41,000 a year"), "pay stays");
        assert_eq!((events(house, "person.added").await, events(house, "person.changed").await), (1, 1));
    })
    .await;
}

#[tokio::test]
async fn programs_change_people_by_the_same_rules() {
    on_each_database(async |house| {
        let (maya, admin) = (house.program("maya").await, house.program("admin").await);
        let ines = format!("/api/v1/people/{}", house.world.person("ines").unwrap());
        let version = maya.get(&ines).await.json()["version"].clone();
        let changed =
            maya.json(Method::PATCH, &ines, &json!({ "version": version, "job_title": "Writer" })).await;
        assert_eq!((changed.status.as_u16(), changed.json()["job_title"].as_str()), (200, Some("Writer")));
        assert_eq!(changed.json()["manager_name"], "Rob Ellery", "what is absent stays");
        let stale = maya.json(Method::PATCH, &ines, &json!({ "version": version, "job_title": "X" })).await;
        assert_eq!(stale.status, 409);
        let version = changed.json()["version"].clone();
        let pay = json!({ "version": version, "annual_salary": "99,000" });
        assert_eq!(
            admin.json(Method::PATCH, &ines, &pay).await.status,
            422,
            "pay is not the administrator’s"
        );
        let extra = json!({ "version": version, "organisation": "x", "id": "y" });
        assert_eq!(maya.json(Method::PATCH, &ines, &extra).await.status, 422);
        let own = format!("/api/v1/people/{}", house.world.person("maya").unwrap());
        let version = maya.get(&own).await.json()["version"].clone();
        let raise = json!({ "version": version, "annual_salary": "199,000" });
        assert_eq!(maya.json(Method::PATCH, &own, &raise).await.status, 422, "nobody sets their own pay");
        let own = format!("/api/v1/people/{}", house.world.person("tomasz").unwrap());
        let tomasz = house.program("tomasz").await;
        let title = json!({ "version": 1, "job_title": "Chief" });
        assert_eq!(tomasz.json(Method::PATCH, &own, &title).await.status, 403);
        assert_eq!(house.program("erik").await.json(Method::PATCH, &own, &title).await.status, 404);
        // the last administrator cannot be sent away
        let sam = format!("/api/v1/people/{}", house.world.person("admin").unwrap());
        let version = maya.get(&sam).await.json()["version"].clone();
        let gone = json!({ "version": version, "status": "left" });
        let answer = maya.json(Method::PATCH, &sam, &gone).await;
        assert_eq!(
            (answer.status.as_u16(), answer.json()["type"].as_str()),
            (409, Some("urn:sojourn:problem:last_administrator"))
        );
    })
    .await;
}
