//! Stories of organisations, units and relations, through both doors.

use axum::http::Method;
use serde_json::json;

use crate::testing::on_each_database;

#[tokio::test]
async fn a_partner_is_added_changed_and_related() {
    on_each_database(async |house| {
        let maya = house.browser("maya").await;
        let wrong =
            maya.post("/organisations/new", &[("name", "City Council"), ("country", "Britain")]).await;
        assert_eq!(wrong.status, 422);
        assert!(
            wrong.text.contains("two letters") && wrong.text.contains("value=\"City Council\""),
            "{}",
            wrong.text
        );
        let fields = [("name", "City Council"), ("country", "gb"), ("currency", "gbp")];
        let path = maya.post("/organisations/new", &fields).await.location();
        assert_eq!(maya.post("/organisations/new", &fields).await.status, 422, "the name is taken");

        let related = [("kind", "public_body"), ("from", "1 May 2026")];
        assert_eq!(maya.post(&format!("{path}/relations/new"), &[]).await.status, 422);
        assert_eq!(maya.post(&format!("{path}/relations/new"), &related).await.location(), path);
        assert_eq!(maya.post(&format!("{path}/relations/new"), &related).await.status, 422, "said already");
        let page = maya.get(&path).await.text;
        assert!(
            page.contains("Public body of Brightwater Group") && page.contains("Since 1 May 2026"),
            "{page}"
        );
        assert!(maya.get("/organisations").await.text.contains("Public body"));

        let end =
            page.split("action=\"").find(|part| part.contains("/end\"")).unwrap().split('"').next().unwrap();
        assert_eq!(maya.post(end, &[]).await.location(), path);
        assert_eq!(maya.post(end, &[]).await.status, 409);
        // another organisation's people see the partner, not what it is to us
        let erik = house.browser("erik").await;
        let theirs = erik.get(&path).await.text;
        assert!(theirs.contains("City Council") && !theirs.contains("Brightwater"), "{theirs}");
        assert_eq!(erik.post(end, &[]).await.status, 404);

        let taken = [("version", "1"), ("name", "Fernleigh Foods"), ("country", "GB"), ("currency", "GBP")];
        assert_eq!(maya.post(&format!("{path}/edit"), &taken).await.status, 422);
        let change = [("version", "1"), ("name", "Council"), ("country", "GB"), ("currency", "GBP")];
        assert_eq!(maya.post(&format!("{path}/edit"), &change).await.location(), path);
        assert_eq!(maya.post(&format!("{path}/edit"), &change).await.status, 409);
        assert!(maya.get(&path).await.text.contains("Council</h1>"));
    })
    .await;
}

#[tokio::test]
async fn units_form_a_tree_without_rings() {
    on_each_database(async |house| {
        let maya = house.program("maya").await;
        let home = house.world.organisation("Brightwater Group").unwrap();
        let base = format!("/api/v1/organisations/{home}");
        let sales = house.world.unit("Brightwater Group", "London Sales").unwrap();
        let added = maya
            .json(
                Method::POST,
                &format!("{base}/units"),
                &json!({ "name": "Key accounts", "parent": sales.to_string() }),
            )
            .await;
        assert_eq!(added.status, 201, "{}", added.text);
        let view = added.json();
        let unit = |name: &str| {
            view["units"].as_array().unwrap().iter().find(|u| u["name"] == name).unwrap().clone()
        };
        assert_eq!(unit("Key accounts")["parent"], sales.to_string());
        let ring =
            json!({ "version": 1, "unit": { "name": "London Sales", "parent": unit("Key accounts")["id"] } });
        let refused = maya.json(Method::PUT, &format!("{base}/units/{sales}"), &ring).await;
        assert_eq!(refused.status, 422);
        assert!(refused.json()["errors"]["parent"].as_str().unwrap().contains("cannot stand below itself"));
        let renamed = json!({ "version": 1, "unit": { "name": "Sales, London", "place": "London" } });
        let path = format!("{base}/units/{sales}");
        assert_eq!(maya.json(Method::PUT, &path, &renamed).await.status, 200);
        assert_eq!(maya.json(Method::PUT, &path, &renamed).await.status, 409);
        let elsewhere = house.world.unit("Halden Software", "Platform").unwrap();
        assert_eq!(maya.json(Method::PUT, &format!("{base}/units/{elsewhere}"), &renamed).await.status, 404);
        let page = house.browser("maya").await.get(&format!("/organisations/{home}")).await.text;
        assert!(page.contains("Key accounts") && page.contains("Sales, London"), "{page}");
        let form =
            house.browser("maya").await.get(&format!("/organisations/{home}/units/{sales}")).await.text;
        assert!(!form.contains(">Key accounts<"), "what stands below is not offered: {form}");
    })
    .await;
}

#[tokio::test]
async fn each_sees_and_keeps_only_what_is_theirs() {
    on_each_database(async |house| {
        let home = house.world.organisation("Brightwater Group").unwrap();
        let other = house.world.organisation("Halden Software").unwrap();
        let fernleigh = house.world.organisation("Fernleigh Foods").unwrap();
        for (key, own, halden, outside) in [
            ("maya", 200, 404, 200),
            ("admin", 200, 404, 200),
            ("finance", 200, 404, 200),
            ("tomasz", 404, 404, 404),
            ("erik", 404, 200, 200),
        ] {
            let (browser, program) = (house.browser(key).await, house.program(key).await);
            for (id, status) in [(home, own), (other, halden), (fernleigh, outside)] {
                assert_eq!(browser.get(&format!("/organisations/{id}")).await.status, status, "{key} {id}");
                assert_eq!(
                    program.get(&format!("/api/v1/organisations/{id}")).await.status,
                    status,
                    "{key} {id}"
                );
            }
        }
        let list = house.browser("maya").await.get("/organisations").await.text;
        assert!(list.contains("Fernleigh Foods plc") && !list.contains("Halden"), "{list}");
        assert_eq!(house.browser("tomasz").await.get("/organisations").await.status, 404);
        assert!(house.anonymous().get("/organisations").await.location().starts_with("/sign-in"));
        let (maya, finance) = (house.browser("maya").await, house.browser("finance").await);
        let change = [("version", "1"), ("name", "X"), ("country", "GB"), ("currency", "GBP")];
        assert_eq!(maya.post(&format!("/organisations/{home}/edit"), &change).await.status, 403);
        assert_eq!(maya.post(&format!("/organisations/{other}/edit"), &change).await.status, 404);
        for path in [
            format!("{fernleigh}/edit"),
            format!("{fernleigh}/units/new"),
            format!("{fernleigh}/relations/new"),
        ] {
            assert_eq!(
                finance.post(&format!("/organisations/{path}"), &change[1..2]).await.status,
                403,
                "{path}"
            );
        }
        let member = json!({ "name": "New Ltd", "kind": "member", "country": "GB", "currency": "GBP" });
        assert_eq!(
            house.program("maya").await.json(Method::POST, "/api/v1/organisations", &member).await.status,
            403
        );
        let admin = house.program("admin").await;
        let new = admin.json(Method::POST, "/api/v1/organisations", &member).await;
        assert_eq!(new.status, 201, "{}", new.text);
        let path = format!("/api/v1/organisations/{}", new.json()["id"].as_str().unwrap());
        assert_eq!(admin.get(&path).await.status, 200, "who adds one keeps it");
        let extra = json!({ "name": "Y", "country": "GB", "currency": "GBP", "id": "x" });
        assert_eq!(admin.json(Method::POST, "/api/v1/organisations", &extra).await.status, 422);
    })
    .await;
}
