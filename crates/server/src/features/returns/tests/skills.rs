//! Skills in use, proposals, and what is passed on.

use chrono::Duration;
use serde_json::json;

use super::*;
use crate::testing::on_each_database;

#[tokio::test]
async fn a_skill_is_planned_and_done_with_evidence() {
    on_each_database(async |house| {
        let (n, on) = back(house).await;
        let plan = json!({ "skill": "Account reviews", "how": "Every Tuesday, out loud", "due_on": on + Duration::days(30) });
        let past = json!({ "skill": "a", "how": "b", "due_on": on - Duration::days(1) });
        for (who, status) in [("fiona", 403), ("maya", 409), ("grace", 404)] {
            assert_eq!(send(house, who, Method::POST, &n, "skills-use", &plan).await.status, status, "{who}");
        }
        assert_eq!(send(house, "callum", Method::POST, &n, "skills-use", &past).await.status, 422);
        let view = send(house, "callum", Method::POST, &n, "skills-use", &plan).await.json();
        let id = view["uses"][0]["id"].as_str().unwrap().to_owned();
        let path = format!("skills-use/{id}");
        assert_eq!(send(house, "callum", Method::POST, &n, &path, &json!({ "evidence": "" })).await.status, 422);
        let alison = house.browser("alison").await;
        let page = format!("/secondments/{n}/skills-use");
        let field = format!("evidence-{id}");
        let wrong = alison.post(&format!("{page}/{id}"), &[(field.as_str(), " ")]).await;
        assert_eq!(wrong.status, 422);
        assert!(wrong.text.contains(&format!("#f-{field}")), "the error leads to its line: {}", wrong.text);
        let done = [(field.as_str(), "Six reviews since March")];
        assert_eq!(alison.post(&format!("{page}/{id}"), &done).await.status, 303);
        let again = send(house, "callum", Method::POST, &n, &path, &json!({ "evidence": "x" })).await;
        assert_eq!(again.status, 404, "done once");
        let seen = house.browser("maya").await.get(&page).await;
        assert!(seen.text.contains("Six reviews since March"), "{}", seen.text);
        let nowhere = format!("skills-use/use_{}", "0".repeat(32));
        assert_eq!(send(house, "callum", Method::POST, &n, &nowhere, &json!({ "evidence": "x" })).await.status, 404);
    })
    .await;
}

#[tokio::test]
async fn a_proposal_is_answered_by_the_home_manager() {
    on_each_database(async |house| {
        let (n, _) = back(house).await;
        let proposal =
            json!({ "kind": "software", "what": "The deal board", "why": "One list instead of four" });
        let refused = send(house, "alison", Method::POST, &n, "skills-use/proposals", &proposal).await;
        assert_eq!(refused.status, 409, "proposals are the secondee’s");
        let view = send(house, "callum", Method::POST, &n, "skills-use/proposals", &proposal).await;
        assert_eq!(view.status, 200, "{}", view.text);
        assert_eq!(letters(house, "skill_use_proposed").await[0].0, "Alison Burke");
        assert!(home(house, "alison").await.contains("proposal: The deal board"));
        let id = view.json()["proposals"][0]["id"].as_str().unwrap().to_owned();
        let path = format!("skills-use/proposals/{id}");
        let yes = json!({ "taken_up": true, "answer": "A trial in May" });
        assert_eq!(send(house, "callum", Method::POST, &n, &path, &yes).await.status, 409);
        let alison = house.browser("alison").await;
        let address = format!("/secondments/{n}/{path}");
        let field = format!("answer-{id}");
        assert_eq!(alison.post(&address, &[(field.as_str(), "Hm")]).await.status, 422, "yes or no");
        let fields = [("taken_up", "yes"), (field.as_str(), "A trial in May")];
        assert_eq!(alison.post(&address, &fields).await.status, 303);
        assert_eq!(send(house, "alison", Method::POST, &n, &path, &yes).await.status, 404, "once");
        assert_eq!(letters(house, "skill_use_answered").await[0].0, "Callum Reyes");
        assert!(!home(house, "alison").await.contains("The deal board"));
        let seen = read(house, "callum", &n, "skills-use").await;
        assert_eq!(seen["proposals"][0]["answer"], "A trial in May");
    })
    .await;
}

#[tokio::test]
async fn what_is_passed_on_has_a_day_recipients_and_evidence() {
    on_each_database(async |house| {
        let (n, on) = back(house).await;
        let due = on + Duration::days(10);
        let plan = json!({ "kind": "training", "what": "Reviewing accounts out loud", "recipients": "The sales team",
                           "due_on": due });
        assert_eq!(send(house, "maya", Method::POST, &n, "skills-use/knowledge", &plan).await.status, 409);
        let view = send(house, "callum", Method::POST, &n, "skills-use/knowledge", &plan).await;
        assert_eq!(view.status, 200, "{}", view.text);
        let id = view.json()["knowledge"][0]["id"].as_str().unwrap().to_owned();
        go_to(house, due - Duration::days(1));
        run_jobs(house).await;
        assert_eq!(letters(house, "knowledge_due").await.len(), 0);
        go_to(house, due);
        run_jobs(house).await;
        go_to(house, due + Duration::days(3));
        run_jobs(house).await;
        assert_eq!(letters(house, "knowledge_due").await.len(), 1, "reminded once");
        assert!(home(house, "callum").await.contains("Pass on: Reviewing accounts out loud"));
        let path = format!("skills-use/knowledge/{id}");
        let early = json!({ "on": due + Duration::days(9), "people": 7, "evidence": "Slides" });
        assert_eq!(send(house, "callum", Method::POST, &n, &path, &early).await.status, 422);
        let callum = house.browser("callum").await;
        let [day, people, evidence] = ["on", "people", "evidence"].map(|field| format!("{field}-{id}"));
        let today = house.app.clock.today().to_string();
        let fields = [(day.as_str(), today.as_str()), (people.as_str(), "7"), (evidence.as_str(), "Slides in the team folder")];
        assert_eq!(callum.post(&format!("/secondments/{n}/{path}"), &fields).await.status, 303);
        let seen = read(house, "alison", &n, "skills-use").await["knowledge"][0].clone();
        assert_eq!((&seen["people"], &seen["evidence"]), (&json!(7), &json!("Slides in the team folder")));
        let panel = house.browser("alison").await.get(&format!("/secondments/{n}")).await;
        assert!(panel.text.contains("Passed on"), "{}", panel.text);
    })
    .await;
}

#[tokio::test]
async fn nothing_is_planned_while_the_return_is_far() {
    on_each_database(async |house| {
        let n = away(house, 80).await;
        let due = house.app.clock.today() + Duration::days(100);
        let plan = json!({ "skill": "Reviews", "how": "Weekly", "due_on": due });
        let answer = send(house, "callum", Method::POST, &n, "skills-use", &plan).await;
        assert_eq!(answer.status, 409);
        assert!(answer.text.contains("six weeks before"), "{}", answer.text);
        let page = house.browser("callum").await.get(&format!("/secondments/{n}/skills-use")).await;
        assert!(page.text.contains("How it works"), "{}", page.text);
    })
    .await;
}
