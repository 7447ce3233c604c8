//! From the home manager's yes to the agreement, step by step.

use super::*;
use crate::features::secondments::Workflow;
use crate::testing::on_each_database;

#[tokio::test]
async fn a_short_stay_at_home_goes_on_at_once() {
    on_each_database(async |house| {
        let number = released(house, Case::Dana).await;
        assert_eq!(record(house, "dana", &number).await["workflow"], "terms_negotiation");
        let route = route(house, "dana", &number).await;
        assert_eq!((&route["state"], &route["steps"]), (&json!("approved"), &json!([])));
        assert_eq!(letters(house, "approval_cleared").await, Vec::<String>::new(), "the release has said it");
        let page = house.browser("dana").await.get(&format!("/secondments/{number}/approvals")).await;
        assert!(page.text.contains("Nobody else had to approve it."), "{}", page.text);
    })
    .await;
}

#[tokio::test]
async fn each_is_asked_in_turn_and_the_agreement_follows_the_last() {
    on_each_database(async |house| {
        let number = released(house, Case::Tomasz).await;
        assert_eq!(record(house, "tomasz", &number).await["workflow"], "pending_approval");
        assert_eq!(letters(house, "approval_asked").await, ["Maya Okonjo"]);
        let seen = route(house, "tomasz", &number).await;
        let steps = seen["steps"].as_array().unwrap();
        assert_eq!((&steps[0]["by"], &steps[0]["state"]), (&json!("hr"), &json!("asked")));
        assert_eq!(steps[0]["reason"], "It is longer than 31 days.");
        assert_eq!(steps[0]["due_on"], "2026-11-30", "five working days");
        assert_eq!((&steps[1]["by"], &steps[1]["state"]), (&json!("legal"), &json!("waiting")));
        assert_eq!(seen["rules"]["short_days"], 31, "the route keeps the rules it was made from");
        assert!(seen["facts"]["home_pays_minor"].as_i64().unwrap() > 0);
        assert!(route(house, "dev", &number).await["facts"].is_null(), "Legal sees no pay");

        assert_eq!(code(&decide(house, "dev", &number, json!({"decision": "approve"})).await), "not_yours");
        let maya = house.browser("maya").await;
        let page = format!("/secondments/{number}/approvals");
        let text = maya.get(&page).await.text;
        assert!(text.contains("This waits for you as HR, by"), "{text}");
        let version = record(house, "maya", &number).await["version"].to_string();
        let fields = [("decision", "approve"), ("note", "The dates fit."), ("version", version.as_str())];
        let answer = maya.post(&page, &fields).await;
        assert_eq!((answer.status.as_u16(), answer.location().as_str()), (303, "/approvals"));
        assert_eq!(record(house, "maya", &number).await["workflow"], "pending_approval");
        assert_eq!(letters(house, "approval_asked").await, ["Dev Kapoor", "Maya Okonjo"]);
        assert_eq!(code(&decide(house, "maya", &number, json!({"decision": "approve"})).await), "not_yours");

        assert_eq!(approve(house, "dev", &number).await["workflow"], "terms_negotiation");
        let text = maya.get(&format!("/secondments/{number}")).await.text;
        assert!(
            text.contains("Everybody who had to has approved it.") && text.contains("The dates fit."),
            "{text}"
        );
        assert_eq!(letters(house, "approval_cleared").await, ["Ruth Hale", "Tomasz Wilk"]);
        let drafted =
            house.program("maya").await.get(&format!("/api/v1/secondments/{number}/agreement")).await;
        assert_eq!(drafted.status, 200, "{}", drafted.text);
        assert_eq!(code(&decide(house, "dev", &number, json!({"decision": "approve"})).await), "not_now");
    })
    .await;
}

#[tokio::test]
async fn what_is_sent_back_is_a_draft_again_with_every_word() {
    on_each_database(async |house| {
        let number = released(house, Case::Callum).await;
        let maya = house.browser("maya").await;
        let page = format!("/secondments/{number}/approvals");
        let version = record(house, "maya", &number).await["version"].to_string();
        let empty = [("decision", "send_back"), ("send_back_reason", " "), ("version", version.as_str())];
        let wrong = maya.post(&page, &empty).await;
        assert_eq!(wrong.status, 422);
        assert!(wrong.text.contains("Say what is missing or should change"), "{}", wrong.text);
        let long = "x".repeat(4001);
        let typed =
            [("decision", "decline"), ("decline_reason", long.as_str()), ("version", version.as_str())];
        let wrong = maya.post(&page, &typed).await;
        assert!(wrong.status == 422 && wrong.text.contains(&long), "what was typed stays");
        let fields =
            [("decision", "send_back"), ("send_back_reason", "Which visa?"), ("version", version.as_str())];
        assert_eq!(maya.post(&page, &fields).await.location(), "/approvals");
        assert_eq!(maya.get(&format!("/secondments/{number}")).await.status, 404, "a draft is its writer’s");
        let draft = record(house, "callum", &number).await;
        assert_eq!(draft["workflow"], "idea");
        let kept = house.program("callum").await.get(&format!("/api/v1/secondments/{number}/proposal")).await;
        assert_eq!(kept.json()["case"]["answers"].as_object().unwrap().len(), 8);
        assert_eq!(letters(house, "approval_sent_back").await, ["Alison Burke", "Callum Reyes"]);
        let page = house.browser("callum").await.get(&format!("/secondments/{number}")).await;
        assert!(page.text.contains("Sent back"), "{}", page.text);

        let body = json!({"version": draft["version"]});
        let again = post(house, "callum", &format!("/secondments/{number}/sending"), body).await;
        assert_eq!(again.json()["workflow"], "release_pending", "{}", again.text);
        let body = json!({"decision": "release", "note": "", "version": again.json()["version"]});
        post(house, "alison", &format!("/secondments/{number}/release"), body).await;
        let second = route(house, "callum", &number).await;
        assert_eq!((&second["route"], &second["state"]), (&json!(2), &json!("open")));
    })
    .await;
}

#[tokio::test]
async fn a_no_ends_the_record_with_its_reason() {
    on_each_database(async |house| {
        let number = released(house, Case::Ines).await;
        let no = json!({"decision": "decline", "reason": "Fernleigh asks for terms that we can’t sign."});
        let answer = decide(house, "dev", &number, no).await;
        assert_eq!(answer.json()["workflow"], "declined_by_home", "{}", answer.text);
        assert_eq!(letters(house, "approval_declined").await, ["Inès Baptiste", "Rob Ellery"]);
        let route = route(house, "ines", &number).await;
        assert_eq!(route["state"], "declined");
        assert_eq!(route["steps"][0]["decided"]["decision"], "declined");
    })
    .await;
}

#[tokio::test]
async fn nobody_approves_their_own_by_any_way() {
    on_each_database(async |house| {
        let number = released(house, Case::Tomasz).await;
        give(house, "tomasz", "Brightwater Group", Role::Hr).await;
        let own = decide(house, "tomasz", &number, json!({"decision": "approve"})).await;
        assert_eq!(code(&own), "own_secondment");
        let mut cx = house.cx("maya").await;
        let sql = "UPDATE secondments SET author_id = $1 WHERE number = $2";
        let maya = house.world.person("maya").unwrap();
        cx.tx.run(sql, args![maya, &number]).await.unwrap();
        cx.commit().await.unwrap();
        let proposer = decide(house, "maya", &number, json!({"decision": "approve"})).await;
        assert_eq!(code(&proposer), "own_proposal");
        for who in ["fiona", "erik", "sofia", "grace", "admin"] {
            let answer =
                house.program(who).await.get(&format!("/api/v1/secondments/{number}/approvals")).await;
            assert_eq!(answer.status, 404, "{who}: {}", answer.text);
        }
    })
    .await;
}

#[tokio::test]
async fn the_host_reads_nothing_of_it_and_an_old_version_is_stale() {
    on_each_database(async |house| {
        let number = released(house, Case::Callum).await;
        let fiona = house.browser("fiona").await;
        assert_eq!(fiona.get(&format!("/secondments/{number}/approvals")).await.status, 404);
        let page = fiona.get(&format!("/secondments/{number}")).await.text;
        assert!(page.contains("In approval") && !page.contains("right to work"), "{page}");
        let history = format!("/secondments/{number}/history");
        assert!(!fiona.get(&history).await.text.contains("the approval of HR"));
        assert!(house.browser("callum").await.get(&history).await.text.contains("the approval of HR"));
        let path = format!("/secondments/{number}/approvals/decision");
        let stale = post(house, "maya", &path, json!({"decision": "approve", "version": 1})).await;
        assert_eq!(stale.status, 409, "{}", stale.text);
        assert_eq!(record(house, "callum", &number).await["workflow"], "pending_approval");
    })
    .await;
}

#[tokio::test]
async fn a_question_is_answered_before_the_decision() {
    on_each_database(async |house| {
        let number = released(house, Case::Callum).await;
        let base = format!("/secondments/{number}/approvals");
        let ask = |question: &str| json!({ "question": question });
        assert_eq!(post(house, "maya", &format!("{base}/question"), ask(" ")).await.status, 422);
        let asked = post(house, "maya", &format!("{base}/question"), ask("Which visa?")).await;
        assert_eq!(asked.status, 200, "{}", asked.text);
        assert_eq!(
            code(&post(house, "maya", &format!("{base}/question"), ask("And?")).await),
            "question_open"
        );
        assert_eq!(letters(house, "approval_questioned").await, ["Alison Burke", "Callum Reyes"]);
        let home = house.browser("callum").await.get("/").await.text;
        assert!(home.contains("Answer the question about Callum Reyes’s secondment"), "{home}");
        let answer = json!({"answer": "None: I have a British passport."});
        assert_eq!(code(&post(house, "dev", &format!("{base}/answer"), answer.clone()).await), "not_yours");
        let callum = house.browser("callum").await;
        let page = callum.post(&format!("{base}/answer"), &[("answer", "")]).await;
        assert!(page.status == 422 && page.text.contains("Write the answer"), "{}", page.text);
        assert_eq!(callum.post(&format!("{base}/answer"), &[("answer", "None.")]).await.status, 303);
        assert_eq!(letters(house, "approval_answered").await, ["Maya Okonjo"]);
        let seen = route(house, "maya", &number).await;
        assert_eq!(seen["questions"][0]["answer"], "None.");
        assert_eq!(code(&post(house, "callum", &format!("{base}/answer"), answer).await), "not_now");
    })
    .await;
}

#[tokio::test]
async fn a_record_that_ends_waits_for_nobody() {
    on_each_database(async |house| {
        let number = released(house, Case::Callum).await;
        let version = record(house, "callum", &number).await["version"].clone();
        let body = json!({"reason": "My family stays.", "version": version});
        let answer = post(house, "callum", &format!("/secondments/{number}/withdrawal"), body).await;
        assert_eq!(answer.status, 200, "{}", answer.text);
        assert_eq!(route(house, "maya", &number).await["state"], "stopped");
        let mut cx = house.cx("maya").await;
        let s = crate::features::secondments::store::load(&mut cx, &number).await.unwrap();
        assert_eq!(s.secondment.workflow, Workflow::Withdrawn);
        drop(cx);
        let waiting = house.program("maya").await.get("/api/v1/approvals").await.json();
        assert_eq!(waiting["data"], json!([]));
    })
    .await;
}
