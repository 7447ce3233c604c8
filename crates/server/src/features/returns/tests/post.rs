//! The post to come back to: held, at risk, removed, another one.

use serde_json::json;

use super::*;
use crate::testing::on_each_database;

#[tokio::test]
async fn a_post_at_risk_alarms_until_another_is_agreed() {
    on_each_database(async |house| {
        let n = away(house, 80).await;
        let say = "return-plan/post";
        assert_eq!(read(house, "callum", &n, "return-plan").await["post"]["status"], "held");
        let risk = json!({ "status": "at_risk", "words": "Two teams merge in May" });
        for (who, status) in [("callum", 409), ("fiona", 409), ("finance", 403), ("grace", 404)] {
            assert_eq!(send(house, who, Method::POST, &n, say, &risk).await.status, status, "{who}");
        }
        let empty = json!({ "status": "at_risk", "words": "" });
        assert_eq!(send(house, "alison", Method::POST, &n, say, &empty).await.status, 422);
        let answer = send(house, "alison", Method::POST, &n, say, &risk).await;
        assert_eq!((answer.status.as_u16(), &answer.json()["at_risk"]), (200, &json!(true)), "{}", answer.text);
        assert_eq!(send(house, "alison", Method::POST, &n, say, &risk).await.status, 409, "said already");
        // everybody hears it: the secondee with the words of a consultation, the desk and home with what to do
        let consulted = letters(house, "happening_reported").await;
        assert!(consulted.iter().any(|(name, subject)| name == "Callum Reyes" && subject.contains("talk with us")), "{consulted:?}");
        let alarmed = letters(house, "return_post_said").await;
        assert!(alarmed.iter().any(|(name, subject)| name.starts_with("Maya") && subject.contains("at risk")), "{alarmed:?}");
        for (who, words) in [
            ("alison", "Say what Callum Reyes comes back to"),
            ("maya", "Say what Callum Reyes comes back to"),
            ("callum", "Your post at home: talk with your manager"),
        ] {
            assert!(home(house, who).await.contains(words), "{who}");
        }
        assert!(!home(house, "fiona").await.contains("Say what Callum Reyes"));
        let page = house.browser("maya").await.get(&format!("/secondments/{n}")).await;
        assert!(page.text.contains("The post to come back to is not safe"), "{}", page.text);
        assert!(read(house, "maya", &n, "findings").await.to_string().contains("post_at_risk"));

        let offer = json!({ "status": "alternative", "post": "Key accounts, Sydney", "words": "Same band, new team" });
        let nameless = json!({ "status": "alternative", "words": "Same band, new team" });
        assert_eq!(send(house, "alison", Method::POST, &n, say, &nameless).await.status, 422);
        assert_eq!(send(house, "alison", Method::POST, &n, say, &offer).await.status, 200);
        assert!(home(house, "callum").await.contains("Answer the offer: Key accounts, Sydney"));
        let answer = "return-plan/post/answer";
        let no = json!({ "number": 2, "accepted": false, "words": "It is another city" });
        assert_eq!(send(house, "alison", Method::POST, &n, answer, &no).await.status, 409, "the secondee answers");
        let old = json!({ "number": 1, "accepted": true });
        assert_eq!(send(house, "callum", Method::POST, &n, answer, &old).await.status, 409);
        let silent = json!({ "number": 2, "accepted": false });
        assert_eq!(send(house, "callum", Method::POST, &n, answer, &silent).await.status, 422);
        let said = send(house, "callum", Method::POST, &n, answer, &no).await;
        assert_eq!((said.status.as_u16(), &said.json()["at_risk"]), (200, &json!(true)));
        assert!(home(house, "maya").await.contains("Say what Callum Reyes comes back to"), "a no alarms again");

        // the second offer, by the form, is right
        let alison = house.browser("alison").await;
        let address = format!("/secondments/{n}/return-plan/post");
        let fields = [("status", "alternative"), ("post", "Sales lead, Sydney"), ("words", "From June")];
        assert_eq!(alison.post(&address, &fields).await.status, 303);
        let callum = house.browser("callum").await;
        let page = callum.get(&format!("/secondments/{n}/return-plan")).await;
        assert!(page.text.contains("It is right for me"), "{}", page.text);
        let yes = [("number", "3"), ("accepted", "yes"), ("answer", "")];
        assert_eq!(callum.post(&format!("{address}/answer"), &yes).await.status, 303);
        let view = read(house, "fiona", &n, "return-plan").await;
        assert_eq!((&view["at_risk"], &view["post"]["accepted"]), (&json!(false), &json!(true)));
        assert!(!home(house, "maya").await.contains("Say what Callum Reyes comes back to"));
        assert!(!read(house, "maya", &n, "findings").await.to_string().contains("post_at_risk"));
        let history = callum.get(&format!("/secondments/{n}/history")).await;
        assert!(history.text.contains("said that the post at home is at risk"), "{}", history.text);
    })
    .await;
}

#[tokio::test]
async fn what_is_reported_as_a_happening_says_the_same_here() {
    on_each_database(async |house| {
        let n = away(house, 80).await;
        let today = house.app.clock.today();
        let merge = json!({ "kind": "home_reorganisation", "from": today, "note": "Two teams merge" });
        assert_eq!(send(house, "alison", Method::POST, &n, "happenings", &merge).await.status, 200);
        assert_eq!(read(house, "callum", &n, "return-plan").await["post"]["status"], "at_risk");
        let held = json!({ "status": "held", "words": "" });
        assert_eq!(send(house, "maya", Method::POST, &n, "return-plan/post", &held).await.status, 200);
        let view = read(house, "callum", &n, "return-plan").await;
        assert_eq!(
            (&view["post"]["status"], view["said"].as_array().map(Vec::len)),
            (&json!("held"), Some(2))
        );
        assert!(!read(house, "maya", &n, "findings").await.to_string().contains("post_at_risk"));
        // removed without the employment ending: an alarm of its own, to the secondee as well
        let gone = json!({ "status": "removed", "words": "The branch closes" });
        assert_eq!(send(house, "maya", Method::POST, &n, "return-plan/post", &gone).await.status, 200);
        let told = letters(house, "return_post_said").await;
        assert!(
            told.iter().any(|(name, subject)| name == "Callum Reyes" && subject.contains("talk with us")),
            "{told:?}"
        );
        // with the post the employment ends later: the record goes on until then and says it
        let redundant =
            json!({ "kind": "redundancy", "from": today + Duration::days(20), "note": "The branch closes" });
        assert_eq!(send(house, "maya", Method::POST, &n, "happenings", &redundant).await.status, 200);
        assert_eq!(read(house, "callum", &n, "return-plan").await["post"]["status"], "removed");
    })
    .await;
}
