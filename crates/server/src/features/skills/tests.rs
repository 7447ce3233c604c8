//! One's own profile, past posts kept by HR, and the search by skill, through both doors on each database.

use axum::http::Method;
use serde_json::json;

use crate::testing::on_each_database;

#[tokio::test]
async fn a_person_keeps_their_own_skills_and_wishes() {
    on_each_database(async |house| {
        let dana = house.browser("dana").await;
        let empty = dana.get("/profile").await.text;
        assert!(empty.contains("Add three skills"), "{empty}");
        let wrong = dana.post("/profile/skills", &[("name", "CRM"), ("side", "offered")]).await;
        assert_eq!(wrong.status, 422);
        assert!(wrong.text.contains("Choose how well you can do it") && wrong.text.contains("value=\"CRM\""));
        let kept = [("name", "  Phone  work "), ("side", "offered"), ("level", "3")];
        assert_eq!(dana.post("/profile/skills", &kept).await.status, 303);
        let again = [("name", "phone WORK"), ("side", "offered"), ("level", "4")];
        assert_eq!(dana.post("/profile/skills", &again).await.status, 303);
        let page = dana.get("/profile").await.text;
        assert!(page.contains("phone WORK") && page.contains("I teach others"), "{page}");
        assert!(!page.contains("Phone work"), "the same word is one skill");
        let wishes = [("version", "0"), ("goals", "understand why people buy"), ("earliest_on", "31 Feb")];
        assert_eq!(dana.post("/profile/wishes", &wishes).await.status, 422);
        let wishes =
            [("version", "0"), ("goals", "understand why people buy"), ("remote", "yes"), ("share", "60")];
        assert_eq!(dana.post("/profile/wishes", &wishes).await.status, 303);
        assert_eq!(dana.post("/profile/wishes", &wishes).await.status, 409, "an older page is stale");
        let removal = [("side", "offered"), ("name", "Phone work")];
        assert_eq!(dana.post("/profile/skills/removal", &removal).await.status, 303);
        let program = house.program("dana").await;
        let profile = program.get("/api/v1/profile").await.json();
        assert_eq!(profile["skills"], json!([]));
        assert_eq!(profile["wishes"]["fte_bp"], 6000);
        let skill = json!({"name": "CRM", "side": "wanted"});
        let profile = program.json(Method::POST, "/api/v1/profile/skills", &skill).await.json();
        assert_eq!(profile["skills"][0]["word"], "crm");
        let bent = json!({"name": "CRM", "side": "wanted", "age": 40});
        assert_eq!(program.json(Method::POST, "/api/v1/profile/skills", &bent).await.status, 422);
        assert!(
            house.browser("olu").await.get("/profile").await.text.contains("Add three skills"),
            "hers alone"
        );
    })
    .await;
}

#[tokio::test]
async fn earlier_posts_are_kept_by_the_person_and_hr_and_found_by_them_alone() {
    on_each_database(async |house| {
        let dana = house.world.person("dana").unwrap();
        let marketing = house.world.unit("Brightwater Group", "Marketing").unwrap().to_string();
        let platform = house.world.unit("Halden Software", "Platform").unwrap().to_string();
        let path = format!("/people/{dana}/posts");
        let maya = house.browser("maya").await;
        let post = [
            ("unit", marketing.as_str()),
            ("title", "Copy assistant"),
            ("from", "1 May 2019"),
            ("to", "1 May 2021"),
        ];
        assert_eq!(maya.post(&path, &post).await.status, 303);
        let elsewhere = [("unit", platform.as_str()), ("title", "Guest"), ("from", "1 May 2019")];
        assert_eq!(maya.post(&path, &elsewhere).await.status, 422, "a unit of another organisation");
        let backwards =
            [("unit", marketing.as_str()), ("title", "X"), ("from", "1 May 2019"), ("to", "1 May 2018")];
        assert_eq!(maya.post(&path, &backwards).await.status, 422);
        for stranger in ["olu", "grace", "erik", "admin"] {
            assert_eq!(house.browser(stranger).await.get(&path).await.status, 404, "{stranger}");
            assert_eq!(house.browser(stranger).await.post(&path, &post).await.status, 404, "{stranger}");
        }
        assert!(house.browser("dana").await.get("/profile").await.text.contains("Copy assistant"));
        let program = house.program("maya").await;
        let found = program.get("/api/v1/skills?q=marketing").await.json();
        assert_eq!(found["data"][0]["name"], "Dana Whitlock");
        assert!(maya.get("/skills?q=marketing").await.text.contains("Worked here before: Copy assistant"));
        assert!(maya.get("/skills?q=juggling").await.text.contains("Nobody matches"));
        assert_eq!(house.browser("olu").await.get("/skills?q=marketing").await.status, 404);
        let other = house.program("erik").await.get("/api/v1/skills?q=marketing").await.json();
        assert_eq!(other["data"], json!([]), "another organisation's people are not found");
        let posts = program.get(&format!("/api/v1/people/{dana}/posts")).await.json();
        let id = posts["posts"][0]["id"].as_str().unwrap().to_owned();
        let gone =
            program.json(Method::DELETE, &format!("/api/v1/people/{dana}/posts/{id}"), &json!({})).await;
        assert_eq!(gone.json()["posts"], json!([]));
    })
    .await;
}
