//! Asking about a text and asking for changes, by people with an account: who asks, reads, answers and decides.

use axum::body::Body;
use axum::http::Method;
use serde_json::{Value, json};

use super::helpers::{count, drafted, hidden, issued, letter, newest, sign};
use crate::features::agreements::model::{SignatoryStatus, Status};
use crate::features::proposals::fixtures::Case;
use crate::testing::{Answer, House, on_each_database};

fn address(name: &str) -> String {
    format!("{name}@brightwater-group.example")
}

fn talks(number: &str) -> String {
    format!("/api/v1/secondments/{number}/agreement/talks")
}

async fn post(house: &House, key: &str, path: &str, body: &Value) -> Answer {
    house.program(key).await.json(Method::POST, path, body).await
}

async fn read(house: &House, key: &str, number: &str) -> Vec<Value> {
    let answer = house.program(key).await.get(&talks(number)).await;
    assert_eq!(answer.status, 200, "{key}: {}", answer.text);
    answer.json()["talks"].as_array().unwrap().clone()
}

/// Asks for a change to a clause of the text as it stands, in the name of somebody.
pub(super) async fn ask_change(
    house: &House,
    key: &str,
    number: &str,
    clause: u16,
    proposed: &str,
) -> Answer {
    let (agreement, _) = newest(house, number).await;
    let body = json!({"kind": "change", "clause": clause, "version": agreement.number, "revision": agreement.version,
        "proposed": proposed, "why": "It is too wide for us"});
    post(house, key, &talks(number), &body).await
}

/// What accepts a change: the clause as it will read.
pub(super) async fn acceptance(house: &House, number: &str, text: &str) -> Value {
    let (agreement, _) = newest(house, number).await;
    json!({"version": 1, "agreement_version": agreement.number, "revision": agreement.version,
        "title": "Costs and who pays", "text": text, "words": "Agreed"})
}

#[tokio::test]
async fn each_party_asks_and_reads_what_is_for_it() {
    on_each_database(async |house| {
        let number = issued(house, Case::Dana).await;
        for key in ["dana", "olu", "fiona", "maya", "dev"] {
            // a clock that stands still would leave open which letter is the newest
            house.app.clock.advance(chrono::Duration::seconds(1));
            let body = json!({"kind": "question", "question": format!("A question of <b>{key}</b>")});
            let asked = post(house, key, &talks(&number), &body).await;
            assert_eq!(asked.status, 200, "{key}: {}", asked.text);
            assert_eq!(asked.json()["state"], "open");
        }
        let body = json!({"kind": "question", "question": "May I?"});
        for (key, status) in
            [("auditor", 403), ("finance", 404), ("tomasz", 404), ("sofia", 404), ("admin", 404)]
        {
            assert_eq!(post(house, key, &talks(&number), &body).await.status, status, "{key}");
        }
        for (key, expected) in [
            ("dana", &[1, 4, 5][..]),
            ("olu", &[2, 4, 5]),
            ("fiona", &[3, 4, 5]),
            ("maya", &[1, 2, 3, 4, 5]),
            ("dev", &[1, 2, 3, 4, 5]),
            ("auditor", &[1, 2, 3, 4, 5]),
        ] {
            let numbers: Vec<i64> =
                read(house, key, &number).await.iter().map(|one| one["number"].as_i64().unwrap()).collect();
            assert_eq!(numbers, expected, "{key}");
            let page = house.browser(key).await.get(&format!("/secondments/{number}/agreement/talks")).await;
            assert_eq!(page.status, 200, "{key}");
            for (at, who) in (1..).zip(["dana", "olu", "fiona", "maya", "dev"]) {
                let literal = format!("&#60;b&#62;{who}&#60;/b&#62;");
                assert_eq!(page.text.contains(&literal), expected.contains(&at), "{key} and {who}");
            }
            let one = house.browser(key).await.get(&format!("/secondments/{number}/agreement/talks/1")).await;
            assert_eq!(one.status == 200, expected.contains(&1), "{key}: {}", one.status);
        }
        for key in ["finance", "tomasz", "sofia", "admin"] {
            for part in ["talks", "talks/1", "questions", "change-requests", "notes"] {
                let path = format!("/secondments/{number}/agreement/{part}");
                assert_eq!(house.browser(key).await.get(&path).await.status, 404, "{key} {part}");
            }
            assert_eq!(house.program(key).await.get(&talks(&number)).await.status, 404, "{key}");
        }
        let mail = letter(house, "agreement_question", &address("maya.okonjo")).await;
        assert!(mail.contains("A question of <b>dev</b>"), "the newest question, in plain text: {mail}");
        let home = house.browser("maya").await.get("/").await;
        assert!(home.text.contains("Answer what is asked about Dana Whitlock’s agreement"), "{}", home.text);
    })
    .await;
}

#[tokio::test]
async fn home_answers_and_everybody_what_was_put_to_all() {
    on_each_database(async |house| {
        let number = drafted(house, Case::Dana).await;
        let body = json!({"kind": "question", "question": "Who books the train?"});
        assert_eq!(post(house, "dana", &talks(&number), &body).await.status, 200);
        let all = json!({"kind": "question", "question": "Is Leeds fine?", "to": "all"});
        assert_eq!(post(house, "olu", &talks(&number), &all).await.status, 200);
        let answers = |talk: i64| format!("{}/{talk}/answers", talks(&number));
        let words = |version: i64, words: &str| json!({"version": version, "words": words});
        // home's manager does not even read what the secondee asked the desk
        assert_eq!(post(house, "olu", &answers(1), &words(1, "I do")).await.status, 404);
        assert_eq!(post(house, "fiona", &answers(1), &words(1, "I do")).await.status, 404);
        assert_eq!(post(house, "auditor", &answers(1), &words(1, "I do")).await.status, 403);
        assert_eq!(post(house, "dev", &answers(1), &words(1, " ")).await.status, 422);
        let done = post(house, "dev", &answers(1), &words(1, "We do, by <i>rail</i>")).await;
        assert_eq!((done.status.as_u16(), &done.json()["state"]), (200, &json!("answered")), "{}", done.text);
        assert_eq!(post(house, "maya", &answers(1), &words(1, "Late")).await.status, 409, "an old version");
        let mail = letter(house, "agreement_talk_answered", &address("dana.whitlock")).await;
        assert!(
            mail.contains("Dev Kapoor wrote about the whole text") && mail.contains("by <i>rail</i>"),
            "{mail}"
        );
        // more from the one who asked opens it again
        let more = post(house, "dana", &answers(1), &words(2, "And back?")).await;
        assert_eq!((more.status.as_u16(), &more.json()["state"]), (200, &json!("open")));
        assert_eq!(more.json()["said"][1]["kind"], "more");
        // what is put to all is answered by the host and by the secondee
        for (key, version) in [("fiona", 1), ("dana", 2)] {
            assert_eq!(post(house, key, &answers(2), &words(version, "Yes")).await.status, 200, "{key}");
        }
        // a question is not accepted, and only its asker takes it back
        let refusal = format!("{}/2/refusal", talks(&number));
        let refused = post(house, "maya", &refusal, &words(3, "No")).await;
        assert!(refused.status == 409 && refused.text.contains("not_a_change"), "{}", refused.text);
        let back = format!("{}/2/withdrawal", talks(&number));
        assert_eq!(post(house, "maya", &back, &words(3, "")).await.status, 403);
        assert_eq!(post(house, "olu", &back, &words(3, "")).await.json()["state"], "withdrawn");
        let over = post(house, "maya", &answers(2), &words(4, "Yes")).await;
        assert!(over.status == 409 && over.text.contains("talk_over"), "{}", over.text);
        assert_eq!(
            house.browser("maya").await.get(&format!("/secondments/{number}/history")).await.status,
            200
        );
    })
    .await;
}

#[tokio::test]
async fn a_change_asked_on_an_issued_text_is_plain_to_all_and_accepting_it_makes_the_next_version() {
    on_each_database(async |house| {
        let number = issued(house, Case::Dana).await;
        let page = format!("/secondments/{number}/agreement");
        let dana = house.browser("dana").await;
        assert_eq!(sign(&dana, &page, &format!("{page}/signatures"), "Dana Whitlock").await.status, 303);
        let fiona = house.browser("fiona").await;
        let form = fiona.get(&format!("{page}/change-requests?clause=9")).await;
        assert_eq!(form.status, 200, "{}", form.text);
        let (version, revision) = (hidden(&form, "version"), hidden(&form, "revision"));
        let empty = [("version", version.as_str()), ("revision", revision.as_str()), ("clause", "9")];
        let wrong = fiona.post(&format!("{page}/change-requests"), &empty).await;
        assert!(wrong.status == 422 && wrong.text.contains("<title>Error:"), "{}", wrong.text);
        let mut fields = empty.to_vec();
        fields.push(("proposed", "The host pays <em>nothing</em>."));
        let asked = fiona.post(&format!("{page}/change-requests"), &fields).await;
        assert_eq!(
            (asked.status.as_u16(), asked.location()),
            (303, format!("{page}/talks/1")),
            "{}",
            asked.text
        );
        for key in ["dana", "olu", "fiona", "maya", "dev"] {
            let shown = house.browser(key).await.get(&page).await;
            assert!(shown.text.contains("Fiona Achterberg asks for a change to clause 9"), "{key}");
            assert!(!shown.text.contains("<em>nothing"), "{key}");
        }
        for name in ["dana.whitlock", "olu.bello", "maya.okonjo", "dev.kapoor"] {
            let mail = letter(house, "agreement_change_asked", &address(name)).await;
            assert!(mail.contains("The host pays <em>nothing</em>."), "{name}: {mail}");
        }
        let maya = house.browser("maya").await;
        let reminded = maya.post(&format!("{page}/reminders"), &[]).await;
        assert!(reminded.status == 409 && reminded.text.contains("until it is decided"), "{}", reminded.text);
        assert!(!maya.get(&page).await.text.contains("/reminders"), "nobody is reminded");

        let acceptance = format!("{}/1/acceptance", talks(&number));
        let body = self::acceptance(house, &number, "The host pays nothing.").await;
        for (key, status) in
            [("fiona", 403), ("olu", 403), ("dana", 403), ("dev", 403), ("auditor", 403), ("tomasz", 404)]
        {
            assert_eq!(post(house, key, &acceptance, &body).await.status, status, "{key}");
        }
        let shown = maya.get(&format!("{page}/talks/1")).await;
        assert!(
            shown.text.contains("How the clause would read") && shown.text.contains("<ins>"),
            "{}",
            shown.text
        );
        let (agreement, version) = (hidden(&shown, "version"), hidden(&shown, "talk_version"));
        let revision = hidden(&shown, "revision");
        let fields = [
            ("talk_version", version.as_str()),
            ("version", agreement.as_str()),
            ("revision", revision.as_str()),
            ("title", "Costs and who pays"),
            ("text", "The host pays nothing."),
            ("said", "Agreed."),
        ];
        let accepted = maya.post(&format!("{page}/talks/1/acceptance"), &fields).await;
        assert_eq!(accepted.status, 303, "{}", accepted.text);
        let (agreement, signatories) = newest(house, &number).await;
        assert_eq!((agreement.number, agreement.status), (2, Status::Draft));
        assert_eq!(agreement.paper.draft.editable_text(9).unwrap(), "The host pays nothing.");
        assert!(signatories.iter().all(|one| one.status == SignatoryStatus::Waiting), "signatures are void");
        let talk = &read(house, "fiona", &number).await[0];
        assert_eq!(
            (&talk["state"], &talk["settled_in"], &talk["asked_on"]),
            (&json!("accepted"), &json!(2), &json!(1))
        );
        let mail = letter(house, "agreement_change_accepted", &address("fiona.achterberg")).await;
        assert!(mail.contains("“Agreed.”"), "{mail}");
        assert!(
            letter(house, "agreement_declined", &address("dana.whitlock")).await.contains("Fiona Achterberg")
        );
        let twice = maya.post(&format!("{page}/talks/1/acceptance"), &fields).await;
        assert_eq!(twice.status, 409, "what is settled stays settled");
        super::super::fixtures::issued(&house.app, &number).await.unwrap();
        let again = dana.get(&page).await;
        assert!(again.text.contains("One change since version 1."), "{}", again.text);
        assert!(again.text.contains(&format!("{page}/v/1/compare/2")), "{}", again.text);
        house.app.clock.advance(chrono::Duration::seconds(1));
        let reminded = maya.post(&format!("{page}/reminders"), &[]).await;
        assert_eq!(reminded.status, 303, "decided: {}", reminded.text);
    })
    .await;
}

#[tokio::test]
async fn a_change_in_a_draft_is_written_there_and_declining_needs_a_reason() {
    on_each_database(async |house| {
        let number = drafted(house, Case::Dana).await;
        assert_eq!(ask_change(house, "dana", &number, 9, "Home pays for everything.").await.status, 200);
        assert_eq!(ask_change(house, "olu", &number, 8, "No appraisal.").await.status, 200);
        let body = acceptance(house, &number, "Home pays for everything.").await;
        let path = format!("{}/1/acceptance", talks(&number));
        let mut old = body.clone();
        old["revision"] = json!(99);
        assert_eq!(post(house, "maya", &path, &old).await.status, 409, "another draft was read");
        let done = post(house, "maya", &path, &body).await;
        assert_eq!((done.status.as_u16(), &done.json()["settled_in"]), (200, &json!(1)), "{}", done.text);
        let (agreement, _) = newest(house, &number).await;
        assert_eq!(
            (agreement.number, agreement.status),
            (1, Status::Draft),
            "the draft stays the same version"
        );

        let page = format!("/secondments/{number}/agreement/talks/2");
        let dev = house.browser("dev").await;
        let shown = dev.get(&page).await;
        assert!(
            shown.text.contains("Decline this change") && !shown.text.contains("Accept and change"),
            "{}",
            shown.text
        );
        let version = hidden(&shown, "talk_version");
        let bare = dev.post(&format!("{page}/refusal"), &[("talk_version", &version), ("reason", " ")]).await;
        assert!(
            bare.status == 422 && bare.text.contains("Say why the clause stays as it is"),
            "{}",
            bare.text
        );
        let reason = "Policy asks for <one> appraisal";
        let fiona = house.browser("fiona").await;
        let no =
            fiona.post(&format!("{page}/refusal"), &[("talk_version", &version), ("reason", reason)]).await;
        assert_eq!(no.status, 403);
        let done =
            dev.post(&format!("{page}/refusal"), &[("talk_version", &version), ("reason", reason)]).await;
        assert_eq!(done.status, 303, "{}", done.text);
        for name in ["olu.bello", "dana.whitlock", "fiona.achterberg", "maya.okonjo"] {
            let mail = letter(house, "agreement_change_declined", &address(name)).await;
            assert!(mail.contains(reason), "{name}: {mail}");
        }
        assert!(house.browser("olu").await.get(&page).await.text.contains("&#60;one&#62;"));
        let events = "SELECT COUNT(*) AS n FROM events WHERE kind IN ('agreement.change_asked',
            'agreement.change_accepted', 'agreement.change_declined')";
        assert_eq!(count(house, events).await, 4);
    })
    .await;
}

#[tokio::test]
async fn words_that_come_too_late_are_kept_and_the_same_form_counts_once() {
    on_each_database(async |house| {
        let number = drafted(house, Case::Dana).await;
        let page = format!("/secondments/{number}/agreement");
        let fiona = house.browser("fiona").await;
        let form = fiona.get(&format!("{page}/change-requests?clause=9")).await;
        let (version, revision) = (hidden(&form, "version"), hidden(&form, "revision"));
        // meanwhile the desk writes on the draft
        assert_eq!(ask_change(house, "olu", &number, 9, "Olu’s words.").await.status, 200);
        let body = acceptance(house, &number, "Olu’s words.").await;
        assert_eq!(post(house, "maya", &format!("{}/1/acceptance", talks(&number)), &body).await.status, 200);
        let fields = [
            ("version", version.as_str()),
            ("revision", &revision),
            ("clause", "9"),
            ("proposed", "My long words"),
        ];
        let stale = fiona.post(&format!("{page}/change-requests"), &fields).await;
        assert_eq!(stale.status, 409, "{}", stale.text);
        assert!(
            stale.text.contains("My long words") && stale.text.contains("What you wrote is kept"),
            "{}",
            stale.text
        );
        let fresh = hidden(&stale, "revision");
        assert_ne!(fresh, revision, "it can be sent again");
        let id = hidden(&stale, "form_id");
        let body =
            format!("form_id={id}&version={version}&revision={fresh}&clause=9&proposed=My%20long%20words");
        let act = format!("{page}/change-requests");
        for _ in 0..2 {
            let media = Some("application/x-www-form-urlencoded");
            let sent = fiona.send(Method::POST, &act, media, Body::from(body.clone())).await;
            assert_eq!(
                (sent.status.as_u16(), sent.location()),
                (303, format!("{page}/talks/2")),
                "{}",
                sent.text
            );
        }
        assert_eq!(count(house, "SELECT COUNT(*) AS n FROM agreement_talks").await, 2);
        // an answer that somebody else was quicker with comes back with its words
        let question = json!({"kind": "question", "question": "Who books?"});
        assert_eq!(post(house, "dana", &talks(&number), &question).await.status, 200);
        let said = json!({"version": 1, "words": "Dev does"});
        assert_eq!(post(house, "dev", &format!("{}/3/answers", talks(&number)), &said).await.status, 200);
        let maya = house.browser("maya").await;
        let late = [("talk_version", "1"), ("words", "Maya’s slow answer")];
        let late = maya.post(&format!("{page}/talks/3/answers"), &late).await;
        assert!(late.status == 409 && late.text.contains("Maya’s slow answer"), "{}", late.text);
    })
    .await;
}

#[tokio::test]
async fn nothing_is_asked_about_a_settled_text() {
    on_each_database(async |house| {
        let number = issued(house, Case::Dana).await;
        assert_eq!(ask_change(house, "fiona", &number, 9, "Nothing is paid.").await.status, 200);
        super::super::fixtures::executed(&house.app, &number).await.unwrap();
        let body = json!({"kind": "question", "question": "Too late?"});
        let late = post(house, "dana", &talks(&number), &body).await;
        assert!(late.status == 409 && late.text.contains("not_open"), "{}", late.text);
        let page = format!("/secondments/{number}/agreement");
        assert_eq!(house.browser("dana").await.get(&format!("{page}/questions")).await.status, 409);
        let shown = house.browser("dana").await.get(&page).await.text;
        assert!(!shown.contains("?clause=") && !shown.contains("asks for a change"), "{shown}");
        // what nobody decided can still be declined, and changes nothing any more
        let body = acceptance(house, &number, "Nothing is paid.").await;
        assert_eq!(post(house, "maya", &format!("{}/1/acceptance", talks(&number)), &body).await.status, 403);
        let reason = json!({"version": 1, "words": "Everybody has signed"});
        assert_eq!(post(house, "maya", &format!("{}/1/refusal", talks(&number)), &reason).await.status, 200);
    })
    .await;
}
