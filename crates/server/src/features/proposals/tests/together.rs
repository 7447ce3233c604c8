//! Writing a draft together: who is invited to what, who wrote what last, and words that cross.

use axum::http::Method;
use serde_json::{Value, json};
use sojourn_kit::args;

use crate::features::proposals::fixtures::{self, Case};
use crate::testing::{Answer, House, on_each_database};

async fn api(house: &House, who: &str, method: Method, path: &str, value: &Value) -> Answer {
    house.program(who).await.json(method, &format!("/api/v1/secondments/{path}"), value).await
}

async fn invite(house: &House, number: &str, side: &str) -> Answer {
    api(house, "dana", Method::POST, &format!("{number}/proposal/writers"), &json!({"side": side})).await
}

/// The hidden value of a form.
fn hidden(page: &Answer, name: &str) -> String {
    let mark = format!("name=\"{name}\" value=\"");
    let rest = page.text.split_once(&mark).unwrap_or_else(|| panic!("no {name}: {}", page.text)).1;
    rest.split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn home_and_host_write_their_parts_and_nothing_else() {
    on_each_database(async |house| {
        let number = fixtures::drafted(&house.app, &house.world, Case::Dana).await.unwrap();
        for who in ["olu", "fiona", "maya", "grace"] {
            assert_eq!(house.browser(who).await.get(&format!("/secondments/{number}")).await.status, 404, "{who}");
        }
        assert_eq!(api(house, "fiona", Method::POST, &format!("{number}/proposal/writers"), &json!({"side": "host"})).await.status, 404);
        let dana = house.browser("dana").await;
        let check = format!("/secondments/{number}/propose/check");
        assert!(dana.get(&check).await.text.contains("Invite to write together"));
        assert_eq!(dana.post(&format!("/secondments/{number}/propose/writers/host"), &[]).await.status, 303);
        assert_eq!(invite(house, &number, "home").await.status, 200);
        let mut tx = house.app.db.read().await.unwrap();
        let sql = "SELECT to_name FROM outbox WHERE kind = 'proposal.writer_invited' ORDER BY to_name";
        let told: Vec<String> =
            tx.all(sql, args![]).await.unwrap().iter().map(|row| row.get("to_name").unwrap()).collect();
        assert_eq!(told, ["Fiona Achterberg", "Olu Bello"]);
        drop(tx);
        assert!(house.browser("olu").await.get("/").await.text.contains("Write your part of Dana Whitlock’s proposal"));
        // the host writes the goals and never sees what home pays
        let goals = json!({"version": 1, "goals": {"goals": [{"title": "Ten calls alone", "measure": "Fiona listens"}]}});
        let part = format!("{number}/proposal/part");
        let saved = api(house, "fiona", Method::PUT, &part, &goals).await;
        assert_eq!(saved.status, 200, "{}", saved.text);
        let seen = saved.json();
        assert!(seen["cover"].is_null() && seen["costs"]["seen_by"] == "host", "{seen}");
        let goals_of = |seen: &Value| {
            let parts = seen["together"]["parts"].as_array().unwrap().clone();
            parts.into_iter().find(|part| part["part"] == "goals").unwrap()
        };
        assert_eq!((&goals_of(&seen)["version"], &goals_of(&seen)["edited_by"]), (&json!(2), &json!("Fiona Achterberg")));
        for (who, body, status) in [
            ("fiona", json!({"version": 1, "costs": {}}), 403),
            ("fiona", json!({"version": 1, "destination": {}}), 409),
            ("olu", goals.clone(), 409),
            ("olu", json!({"version": 1}), 422),
            ("grace", goals.clone(), 404),
        ] {
            let answer = api(house, who, Method::PUT, &part, &body).await;
            assert_eq!(answer.status.as_u16(), status, "{who} {body}: {}", answer.text);
        }
        let cover = json!({"version": 1, "coming_back": {"return_post": "My own desk", "return_guarantee": "same_post"}});
        assert_eq!(api(house, "olu", Method::PUT, &part, &cover).await.status, 200);
        let read = dana.get(&check).await.text;
        assert!(read.contains("Last edited by Fiona Achterberg") && read.contains("Last edited by Olu Bello"), "{read}");
        let of_olu = house.browser("olu").await.get(&check).await;
        assert!(of_olu.text.contains("You were invited to write") && !of_olu.text.contains("Send to"), "{}", of_olu.text);
        for (who, noun) in [("olu", "sending"), ("fiona", "sending"), ("olu", "withdrawal")] {
            let version = house.program(who).await.get(&format!("/api/v1/secondments/{number}")).await.json()["version"].clone();
            let refused = api(house, who, Method::POST, &format!("{number}/{noun}"), &json!({"version": version})).await;
            assert_eq!(refused.status, 409, "{who} {noun}: {}", refused.text);
        }
        // ended, it is as if they had never been there; what they wrote stays
        let end = api(house, "dana", Method::POST, &format!("{number}/proposal/writers/removal"), &json!({"side": "host"})).await;
        assert_eq!(end.status, 200, "{}", end.text);
        assert_eq!(house.browser("fiona").await.get(&check).await.status, 404);
        assert!(dana.get(&check).await.text.contains("Ten calls alone"));
    })
    .await;
}

#[tokio::test]
async fn words_that_cross_are_kept_and_other_parts_do_not_disturb() {
    on_each_database(async |house| {
        let number = fixtures::drafted(&house.app, &house.world, Case::Dana).await.unwrap();
        invite(house, &number, "host").await;
        let (dana, fiona) = (house.browser("dana").await, house.browser("fiona").await);
        let (goals, why) =
            (format!("/secondments/{number}/propose/goals"), format!("/secondments/{number}/propose/why"));
        let (of_dana, of_fiona, why_of_dana) =
            (dana.get(&goals).await, fiona.get(&goals).await, dana.get(&why).await);
        let fields = |page: &Answer, goal: &str| {
            let (version, part) = (hidden(page, "version"), hidden(page, "part"));
            [
                ("version", version),
                ("part", part),
                ("goal-0", goal.to_owned()),
                ("measure-0", "We count".to_owned()),
            ]
        };
        let send = async |who: &crate::testing::Visitor<'_>, fields: &[(&str, String)]| {
            let fields: Vec<(&str, &str)> =
                fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
            who.post(&goals, &fields).await
        };
        assert_eq!(send(&fiona, &fields(&of_fiona, "Ten calls alone")).await.status, 303);
        let crossed = send(&dana, &fields(&of_dana, "Twelve calls alone")).await;
        assert_eq!(crossed.status, 409, "{}", crossed.text);
        assert!(crossed.text.contains("Fiona Achterberg changed this part"), "{}", crossed.text);
        assert!(crossed.text.contains("Twelve calls alone"), "the typed words are kept");
        assert_eq!(
            send(&dana, &fields(&crossed, "Twelve calls alone")).await.status,
            303,
            "sent once more, they count"
        );
        // another part that was opened before all this is saved without a word
        let title = hidden(&why_of_dana, "part");
        let saved = dana
            .post(&why, &[("version", "1"), ("part", &title), ("title", "Customer voice in sales")])
            .await;
        assert_eq!(saved.status, 303, "{}", saved.text);
    })
    .await;
}
