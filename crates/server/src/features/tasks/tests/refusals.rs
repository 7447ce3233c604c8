//! Who may not, what is stale, and what is sent badly; and the pages with their way back.

use serde_json::json;

use super::*;
use crate::testing::on_each_database;

fn version_in(page: &str) -> String {
    let at = page.find("name=\"version\" value=\"").unwrap() + 22;
    page[at..].chars().take_while(char::is_ascii_digit).collect()
}

#[tokio::test]
async fn each_side_does_its_own_and_strangers_find_nothing() {
    on_each_database(async |house| {
        let number = released(house, Case::Callum).await;
        for who in ["grace", "erik", "admin"] {
            let path = format!("/api/v1/secondments/{number}/tasks/C27");
            assert_eq!(house.program(who).await.get(&path).await.status, 404, "{who}");
            assert_eq!(send(house, who, &number, "C27", "completion", json!({})).await.status, 404, "{who}");
        }
        // the host sees its own and what is shared, and nothing of home's
        let host = tasks(house, "fiona", &number).await.to_string();
        assert!(
            host.contains("Name a buddy") && !host.contains("cover") && !host.contains("payroll"),
            "{host}"
        );
        let hidden = format!("/api/v1/secondments/{number}/tasks/C11");
        assert_eq!(house.program("fiona").await.get(&hidden).await.status, 404);
        assert_eq!(house.program("alison").await.get(&hidden).await.status, 200);
        assert_eq!(
            send(house, "fiona", &number, "C26", "completion", json!({"note": "x"})).await.status,
            409
        );
        assert_eq!(send(house, "callum", &number, "C22", "completion", json!({})).await.status, 409);
        assert_eq!(send(house, "maya", &number, "C24", "completion", json!({})).await.status, 409, "not yet");
        assert_eq!(
            send(house, "auditor", &number, "C27", "completion", json!({})).await.status,
            409,
            "reads only"
        );
        let bad = send(house, "fiona", &number, "C31", "completion", json!({})).await;
        assert_eq!(bad.status, 422, "a buddy has a name: {}", bad.text);
        assert_eq!(
            send(house, "fiona", &number, "C31", "completion", json!({"nota": "x"})).await.status,
            422
        );
        let done = finish(house, "fiona", &number, "C31", "Jonah Blythe").await;
        assert_eq!(done["outcome"], "Jonah Blythe");
        assert_eq!(
            send(house, "fiona", &number, "C31", "completion", json!({"note": "x"})).await.status,
            409,
            "twice"
        );
        let stale = json!({"reason": "He left", "version": 1});
        assert_eq!(send(house, "fiona", &number, "C31", "reopening", stale).await.status, 409);
        let again = send(house, "fiona", &number, "C31", "reopening", json!({"reason": "He left"})).await;
        assert_eq!(again.json()["state"], "to_do", "{}", again.text);
        let begun = send(house, "fiona", &number, "C31", "beginning", json!({})).await;
        assert_eq!(begun.json()["state"], "started", "{}", begun.text);
    })
    .await;
}

#[tokio::test]
async fn people_add_and_name_within_their_reach() {
    on_each_database(async |house| {
        let number = released(house, Case::Callum).await;
        let path = format!("/api/v1/secondments/{number}/tasks");
        let body = json!({"title": "Book a flat in Hackney", "owner": "secondee", "due": "2026-11-28", "blocking": true});
        let add = async |who: &str, body: &Value| {
            house.program(who).await.json(axum::http::Method::POST, &path, body).await
        };
        assert_eq!(add("callum", &body).await.status, 409);
        let added = add("fiona", &body).await;
        assert_eq!(added.status, 201, "{}", added.text);
        let added = added.json();
        assert_eq!((added["due_on"].as_str(), added["blocking"].as_bool()), (Some("2026-11-30"), Some(false)), "only the desk blocks a start");
        assert_eq!(add("maya", &json!({"title": "", "owner": "secondee"})).await.status, 422);
        assert_eq!(add("maya", &json!({"title": "x", "owner": "partner_contact"})).await.status, 422);
        let code = added["code"].as_str().unwrap();
        finish(house, "callum", &number, code, "").await;

        let maya = house.world.person("maya").unwrap();
        let stranger = json!({"person": house.world.person("grace").unwrap()});
        assert_eq!(send(house, "maya", &number, "C13", "assignment", stranger).await.status, 422);
        assert_eq!(send(house, "callum", &number, "C13", "assignment", json!({"person": maya})).await.status, 409);
        let named = send(house, "maya", &number, "C13", "assignment", json!({"person": maya})).await;
        assert_eq!(named.json()["person"], maya.to_string(), "{}", named.text);
    })
    .await;
}

#[tokio::test]
async fn the_pages_show_tick_and_take_back() {
    on_each_database(async |house| {
        let number = released(house, Case::Callum).await;
        let list = format!("/secondments/{number}/tasks");
        let maya = house.browser("maya").await;
        let shown = maya.get(&list).await;
        assert_eq!(shown.status, 200);
        assert!(shown.text.contains("of") && shown.text.contains("The start waits for"), "{}", shown.text);
        assert!(maya.get(&format!("{list}?show=all")).await.text.contains("The proposal"));
        let one = maya.get(&format!("{list}/C27")).await.text;
        let version = version_in(&one);
        let act = format!("{list}/C27/completion");
        let sent = maya.post(&act, &[("version", &version), ("back", "record")]).await;
        assert_eq!(
            (sent.status.as_u16(), sent.location()),
            (303, format!("/secondments/{number}")),
            "{}",
            sent.text
        );
        let record = maya.get(&format!("/secondments/{number}")).await.text;
        assert!(
            record.contains("Done: Have account, badge, desk and equipment ready") && record.contains("Undo"),
            "{record}"
        );
        assert_eq!(maya.post(&act, &[("version", &version)]).await.status, 409, "twice");
        let undo = [("version", "2"), ("back", "list-open"), ("reason", "Taken back at once")];
        let undone = maya.post(&format!("{list}/C27/reopening"), &undo).await;
        assert_eq!(undone.location(), list);
        assert_eq!(state(house, &number, "C27").await, "to_do");

        let note = maya.get(&format!("{list}/C17")).await.text;
        let (version, act) = (version_in(&note), format!("{list}/C17/completion"));
        let empty = maya.post(&act, &[("version", version.as_str())]).await;
        assert_eq!(empty.status, 422);
        assert!(empty.text.contains("Write in a line what was done or agreed"), "{}", empty.text);
        let bad =
            maya.post(&format!("{list}/new"), &[("title", "Ring the bank"), ("due", "31 February")]).await;
        assert_eq!(bad.status, 422);
        assert!(
            bad.text.contains("value=\"Ring the bank\"") && bad.text.contains("Choose who does it"),
            "{}",
            bad.text
        );
        let good = [("title", "Ring the bank"), ("owner", "secondee"), ("due", "7 Dec 2026")];
        assert_eq!(maya.post(&format!("{list}/new"), &good).await.status, 303);

        let mine = house.browser("callum").await.get("/tasks").await.text;
        assert!(mine.contains("Ring the bank") && !mine.contains("Name a buddy"), "{mine}");
        let dana = house.browser("dana").await.get("/tasks").await.text;
        assert!(dana.contains("No tasks wait for you"), "{dana}");
        assert_eq!(maya.get("/tasks?after=nonsense").await.status, 422);
    })
    .await;
}

#[tokio::test]
async fn the_list_of_all_tasks_pages_by_key_and_shows_each_once() {
    on_each_database(async |house| {
        for _ in 0..5 {
            released(house, Case::Callum).await;
        }
        let program = house.program("maya").await;
        let mut seen = std::collections::BTreeSet::new();
        let mut path = "/api/v1/tasks".to_owned();
        let mut days = Vec::new();
        loop {
            let page = program.get(&path).await.json();
            for one in page["data"].as_array().unwrap() {
                assert!(seen.insert(one["id"].to_string()), "{one} twice");
                days.push(one["due_on"].as_str().unwrap().to_owned());
            }
            let Some(next) = page["next"].as_str() else { break };
            path = format!("/api/v1/tasks?after={next}");
        }
        assert!(seen.len() > 25, "{}", seen.len());
        assert!(days.is_sorted());
    })
    .await;
}
