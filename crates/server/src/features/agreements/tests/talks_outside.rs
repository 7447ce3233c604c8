//! Talks with an outside host: by the private link and the code that signing uses.

use axum::http::Method;
use serde_json::json;

use super::helpers::{HELEN, asked_for_code, at_helen, code, helen, hidden, letter, newest, token};
use super::talks::acceptance;
use crate::features::agreements::model::Status;
use crate::testing::on_each_database;

#[tokio::test]
async fn helen_asks_for_a_change_by_her_link_and_home_accepts_it() {
    on_each_database(async |house| {
        let number = at_helen(house).await;
        let page = format!("/secondments/{number}/agreement");
        let browser = helen(house).await;
        let text = browser.get("/sign").await.text;
        assert!(text.contains("Ask for a change") && text.contains("/sign/question?clause=9"), "{text}");
        let form = browser.get("/sign/change?clause=9").await;
        assert_eq!(form.status, 200, "{}", form.text);
        let (version, revision) = (hidden(&form, "version"), hidden(&form, "revision"));
        let base = [("version", version.as_str()), ("revision", revision.as_str())];
        assert_eq!(browser.post("/sign/change", &base).await.status, 422);
        let mut fields = base.to_vec();
        fields.extend([("clause", "9"), ("why", "We never pay <travel>")]);
        let asked = browser.post("/sign/change", &fields).await;
        assert_eq!((asked.status.as_u16(), asked.location()), (303, "/sign".to_owned()), "{}", asked.text);
        assert!(browser.get("/sign").await.text.contains("Helen Marsh asks for a change to clause 9"));
        let ines = house.browser("ines").await.get(&page).await.text;
        assert!(ines.contains("Helen Marsh asks for a change to clause 9"), "{ines}");
        let mail = letter(house, "agreement_change_asked", "maya.okonjo@brightwater-group.example").await;
        assert!(mail.contains("We never pay <travel>") && mail.contains(HELEN), "{mail}");
        let listed = browser.get("/sign/talks").await;
        assert!(listed.status == 200 && listed.text.contains("&#60;travel&#62;"), "{}", listed.text);
        // she can add to it
        let more = [("talk_version", "1"), ("words-1", "Nor hotels")];
        assert_eq!(browser.post("/sign/talks/1/answers", &more).await.status, 303);
        let late = browser.post("/sign/talks/1/answers", &more).await;
        assert!(late.status == 409 && late.text.contains("Nor hotels"), "{}", late.text);

        // her address stands where she writes herself, and not under the words of others
        house.app.clock.advance(chrono::Duration::seconds(1));
        let answers = format!("/api/v1{page}/talks/1/answers");
        let said = json!({"version": 2, "words": "We look into it"});
        assert_eq!(house.program("maya").await.json(Method::POST, &answers, &said).await.status, 200);
        let mail = letter(house, "agreement_talk_answered", "rob.ellery@brightwater-group.example").await;
        assert!(mail.contains("We look into it") && !mail.contains("no account here"), "{mail}");

        let mut body = acceptance(house, &number, "Home pays for all travel.").await;
        body["version"] = json!(3);
        let path = format!("/api/v1{page}/talks/1/acceptance");
        let done = house.program("maya").await.json(Method::POST, &path, &body).await;
        assert_eq!(done.status, 200, "{}", done.text);
        let (agreement, _) = newest(house, &number).await;
        assert_eq!((agreement.number, agreement.status), (2, Status::Draft));
        for path in ["/sign", "/sign/talks"] {
            assert!(
                [409, 410].contains(&browser.get(path).await.status.as_u16()),
                "{path}: her link is over"
            );
        }
        let told = letter(house, "agreement_change_accepted", HELEN).await;
        assert!(
            told.contains("accepted the change that Helen Marsh asked for") && !told.contains("/sign/"),
            "{told}"
        );
    })
    .await;
}

#[tokio::test]
async fn what_is_put_to_all_reaches_helen_and_she_answers() {
    on_each_database(async |house| {
        let number = at_helen(house).await;
        let path = format!("/api/v1/secondments/{number}/agreement/talks");
        let to_all = json!({"kind": "question", "question": "Does your office open at nine?", "to": "all"});
        assert_eq!(house.program("rob").await.json(Method::POST, &path, &to_all).await.status, 200);
        let private = json!({"kind": "question", "question": "Is my pay the same?"});
        assert_eq!(house.program("ines").await.json(Method::POST, &path, &private).await.status, 200);
        let mail = letter(house, "agreement_question", HELEN).await;
        assert!(mail.contains("open at nine") && mail.contains("/sign/"), "{mail}");
        let browser = helen(house).await;
        let listed = browser.get("/sign/talks").await.text;
        assert!(listed.contains("open at nine") && !listed.contains("my pay"), "{listed}");
        let answer = [("talk_version", "1"), ("words-1", "At eight")];
        assert_eq!(browser.post("/sign/talks/1/answers", &answer).await.status, 303);
        let other = [("talk_version", "1"), ("words-2", "No")];
        assert_eq!(browser.post("/sign/talks/2/answers", &other).await.status, 404, "not hers to read");
        let own = [("question", "Who pays for lunch?")];
        assert_eq!(browser.post("/sign/question", &own).await.status, 303);
        let back = browser.post("/sign/talks/3/withdrawal", &[("talk_version", "1")]).await;
        assert_eq!(back.status, 303, "{}", back.text);
        let cookies: Vec<_> = back.headers.get_all("set-cookie").iter().collect();
        assert!(cookies.iter().any(|one| one.to_str().unwrap().contains("Taken")), "{cookies:?}");
        let told = letter(house, "agreement_talk_answered", "rob.ellery@brightwater-group.example").await;
        assert!(told.contains("At eight"), "{told}");
        // nobody without a link, and nobody before the code
        let link = token(house).await;
        let fresh = asked_for_code(house, &link).await;
        for path in ["/sign/talks", "/sign/change", "/sign/notes", "/sign/compare/1"] {
            assert_eq!(house.anonymous().get(path).await.status, 404, "{path}");
            let answer = fresh.get(path).await;
            assert_eq!((answer.status.as_u16(), answer.location()), (303, "/sign".to_owned()), "{path}");
        }
    })
    .await;
}

#[tokio::test]
async fn the_same_by_json() {
    on_each_database(async |house| {
        let number = at_helen(house).await;
        let base = format!("/api/v1/signing/{}", token(house).await);
        let program = house.anonymous();
        let sent = program.json(Method::POST, &format!("{base}/codes"), &json!({})).await;
        let session = sent.json()["session"].as_str().unwrap().to_owned();
        let (agreement, _) = newest(house, &number).await;
        let talk = json!({"kind": "change", "clause": 9, "version": agreement.number, "why": "Too wide"});
        let asking = format!("{base}/talks");
        let unproven = json!({"session": session, "talk": talk});
        assert_eq!(program.json(Method::POST, &asking, &unproven).await.status, 422, "no code yet");
        let right = code(house, HELEN).await;
        let proven = json!({"session": session, "code": right, "talk": talk});
        let asked = program.json(Method::POST, &asking, &proven).await;
        assert_eq!((asked.status.as_u16(), &asked.json()["side"]), (200, &json!("host")), "{}", asked.text);
        let said = json!({"session": session, "said": {"version": 1, "words": "Much too wide"}});
        let more = program.json(Method::POST, &format!("{asking}/1/answers"), &said).await;
        assert_eq!(more.json()["said"][0]["words"], "Much too wide", "{}", more.text);
        let read =
            program.json(Method::POST, &format!("{asking}/reading"), &json!({"session": session})).await;
        assert_eq!(read.json()["talks"].as_array().unwrap().len(), 1, "{}", read.text);
        assert!(read.json()["hold"].as_str().unwrap().contains("Helen Marsh asked for a change to clause 9"));
        let back = json!({"session": session, "said": {"version": 2}});
        let back = program.json(Method::POST, &format!("{asking}/1/withdrawal"), &back).await;
        assert_eq!(back.json()["state"], "withdrawn", "{}", back.text);
        let unknown = format!("/api/v1/signing/{}/talks/reading", "0".repeat(64));
        assert_eq!(program.json(Method::POST, &unknown, &json!({"session": session})).await.status, 404);
    })
    .await;
}
