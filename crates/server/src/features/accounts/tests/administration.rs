//! Roles of the organisation and other people's accounts.

use axum::http::Method;
use serde_json::json;
use sojourn_kit::args;

use super::{browser_after, newest_letter, path_in};
use crate::testing::{House, on_each_database};

async fn role_id(house: &House, person: &str, role: &str) -> String {
    let mut tx = house.app.db.read().await.unwrap();
    let sql = "SELECT id FROM roles WHERE person_id = $1 AND role = $2 ORDER BY granted_at DESC, id DESC";
    let row = tx.one(sql, args![house.world.person(person).unwrap(), role]).await.unwrap().unwrap();
    row.get::<uuid::Uuid>("id").unwrap().to_string()
}

async fn events(house: &House, kind: &str) -> i64 {
    let mut tx = house.app.db.read().await.unwrap();
    tx.count("SELECT COUNT(*) AS n FROM events WHERE kind = $1", args![kind]).await.unwrap()
}

#[tokio::test]
async fn an_administrator_gives_and_ends_roles_and_both_count_at_once() {
    on_each_database(async |house| {
        let (admin, tomasz) = (house.browser("admin").await, house.browser("tomasz").await);
        let email = "tomasz.wilk@brightwater-group.example";
        assert_eq!(tomasz.get("/people/x/account").await.status, 404);
        let given = admin.post("/settings/roles", &[("email", email), ("role", "hr")]).await;
        assert_eq!(given.location(), "/settings/roles", "{}", given.text);
        let account = format!("/people/{}/account", house.world.person("ruth").unwrap());
        assert_eq!(tomasz.get(&account).await.status, 200, "with the next request");
        let path = format!("/settings/roles/{}/end", role_id(house, "tomasz", "hr").await);
        assert_eq!(admin.post(&path, &[]).await.status, 303);
        assert_eq!(tomasz.get(&account).await.status, 404, "with the next request");
        assert_eq!(admin.post(&path, &[]).await.status, 409, "ended already");
        assert_eq!((events(house, "roles.granted").await, events(house, "roles.ended").await), (1, 1));
    })
    .await;
}

#[tokio::test]
async fn roles_refuse_what_makes_no_sense_and_keep_what_was_typed() {
    on_each_database(async |house| {
        let admin = house.browser("admin").await;
        let give = async |email: &str, role: &str, from: &str, to: &str| {
            admin
                .post("/settings/roles", &[("email", email), ("role", role), ("from", from), ("to", to)])
                .await
        };
        let ruth = "ruth.hale@brightwater-group.example";
        let sofia = "sofia.lindqvist@halden-software.example";
        for (email, role, from, to) in [
            ("nobody@brightwater-group.example", "hr", "", ""),
            (sofia, "hr", "", ""),
            (ruth, "secondee", "", ""),
            (ruth, "owner", "", ""),
            (ruth, "hr", "31/2/2027", ""),
            (ruth, "hr", "1 May 2027", "30 April 2027"),
        ] {
            let answer = give(email, role, from, to).await;
            assert_eq!(answer.status, 422, "{email} {role} {from} {to}");
            assert!(answer.text.contains(&format!("value=\"{email}\"")));
        }
        let own = give("sam.idowu@brightwater-group.example", "hr", "", "").await;
        assert_eq!(own.status, 409, "nobody gives themself a role");
        let last = format!("/settings/roles/{}/end", role_id(house, "admin", "sys_admin").await);
        assert_eq!(admin.post(&last, &[]).await.status, 409, "the last administrator stays");
        assert_eq!(admin.get("/settings/roles").await.status, 200, "and still is one");
    })
    .await;
}

#[tokio::test]
async fn roles_are_for_administrators_of_that_organisation_only() {
    on_each_database(async |house| {
        let id = role_id(house, "maya", "hr").await;
        for key in ["maya", "tomasz", "erik", "sofia", "auditor"] {
            let browser = house.browser(key).await;
            assert_eq!(browser.get("/settings/roles").await.status, 404, "{key}");
            assert_eq!(browser.post("/settings/roles", &[]).await.status, 404, "{key}");
            assert_eq!(browser.post(&format!("/settings/roles/{id}/end"), &[]).await.status, 404, "{key}");
            let program = house.program(key).await;
            assert_eq!(program.get("/api/v1/roles").await.status, 404, "{key}");
        }
        let program = house.program("admin").await;
        let rows = program.get("/api/v1/roles").await.json();
        assert!(rows.as_array().unwrap().iter().all(|row| row["name"] != "Erik Nyman"), "{rows}");
        let new = json!({ "email": "ruth.hale@brightwater-group.example", "role": "legal", "from_date": "2027-01-04" });
        let given = program.json(Method::POST, "/api/v1/roles", &new).await;
        assert_eq!((given.status.as_u16(), &given.json()["from_date"]), (201, &json!("2027-01-04")));
        let path = format!("/api/v1/roles/{}", given.json()["id"].as_str().unwrap());
        assert_eq!(program.json(Method::DELETE, &path, &json!({})).await.status, 200);
        let extra = json!({ "email": "x", "role": "legal", "organisation_id": "org_1" });
        assert_eq!(program.json(Method::POST, "/api/v1/roles", &extra).await.status, 422);
    })
    .await;
}

async fn newcomer(house: &House) -> String {
    let mut cx = house.cx("maya").await;
    let organisation = house.world.organisation("Brightwater Group").unwrap();
    let (given, family, job) = ("Ada", "Lowe", "Trainee");
    let email = "ada.lowe@brightwater-group.example";
    let id = crate::features::people::store::insert_contact(&mut cx, organisation, given, family, email, job)
        .await;
    cx.commit().await.unwrap();
    format!("/people/{}/account", id.unwrap())
}

#[tokio::test]
async fn hr_invites_and_the_invited_come_in_by_the_link_of_the_letter() {
    on_each_database(async |house| {
        let path = newcomer(house).await;
        let maya = house.browser("maya").await;
        assert!(maya.get(&path).await.text.contains("Send an invitation"));
        let wrong = maya.post(&path, &[("email", "ada")]).await;
        assert!(wrong.status == 422 && wrong.text.contains(r#"value="ada""#));
        let taken = maya.post(&path, &[("email", "ruth.hale@brightwater-group.example")]).await;
        assert!(taken.status == 422 && taken.text.contains("Another account"), "{}", taken.text);
        let invited = maya.post(&path, &[("email", "ada.lowe@brightwater-group.example")]).await;
        assert_eq!(invited.location(), path, "{}", invited.text);
        let letter = newest_letter(house, "ada.lowe@brightwater-group.example").await.unwrap();
        assert!(letter.starts_with("Hello Ada Lowe,\n\nMaya Okonjo has opened Sojourn for you."), "{letter}");
        let link = path_in(&letter, house);
        house.app.clock.advance(chrono::Duration::hours(23));
        let inside = house.anonymous().post(&link, &[]).await;
        assert_eq!(browser_after(house, &inside).get("/settings").await.status, 200);
        assert_eq!(house.anonymous().post(&link, &[]).await.status, 404);
        assert_eq!(events(house, "accounts.invited").await, 1);
    })
    .await;
}

#[tokio::test]
async fn an_account_that_is_switched_off_is_dead_at_once() {
    on_each_database(async |house| {
        let (browser, program) = (house.browser("ruth").await, house.program("ruth").await);
        let path = format!("/people/{}/account", house.world.person("ruth").unwrap());
        let maya = house.browser("maya").await;
        assert_eq!(maya.post(&format!("{path}/off"), &[]).await.location(), path);
        assert_eq!(browser.get("/settings").await.status, 303);
        assert_eq!(program.get("/api/v1/me").await.status, 401);
        assert_eq!(maya.post(&path, &[]).await.status, 409, "switch it on first");
        maya.post(&format!("{path}/on"), &[]).await;
        assert_eq!(program.get("/api/v1/me").await.status, 200);
        let own = format!("/people/{}/account/off", house.world.person("maya").unwrap());
        assert_eq!(maya.post(&own, &[]).await.status, 409, "not one's own");
        let admin = format!("/people/{}/account/off", house.world.person("admin").unwrap());
        assert_eq!(maya.post(&admin, &[]).await.status, 409, "the last administrator stays");
    })
    .await;
}

#[tokio::test]
async fn accounts_of_people_are_nobody_elses_to_see() {
    on_each_database(async |house| {
        let ruth = house.world.person("ruth").unwrap();
        let missing = format!("per_{}", "0".repeat(32));
        for key in ["tomasz", "sofia", "erik", "finance"] {
            let browser = house.browser(key).await;
            let theirs = browser.get(&format!("/people/{ruth}/account")).await;
            let none = browser.get(&format!("/people/{missing}/account")).await;
            assert_eq!((theirs.status.as_u16(), none.status.as_u16()), (404, 404), "{key}");
            assert_eq!(
                browser.post(&format!("/people/{ruth}/account"), &[("email", "x@y.example")]).await.status,
                404
            );
            assert_eq!(
                house.program(key).await.get(&format!("/api/v1/people/{ruth}/account")).await.status,
                404
            );
        }
        let program = house.program("maya").await;
        let view = program.get(&format!("/api/v1/people/{ruth}/account")).await.json();
        assert_eq!(
            (&view["live"], &view["email"]),
            (&json!(true), &json!("ruth.hale@brightwater-group.example"))
        );
    })
    .await;
}
