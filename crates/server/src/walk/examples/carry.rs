//! One example carried along: the same steps, through pages or through JSON.

use axum::http::Method;
use serde_json::{Value, json};

use super::super::*;
use super::fields;
use crate::features::approvals::fixtures as approvals;
use crate::testing::Visitor;
use crate::world::examples::{Begins, Example, contact};

/// Which door.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    Page,
    Json,
}

/// An example in an installation, through one door.
pub(super) struct Walk<'a> {
    pub(super) house: &'a House,
    pub(super) way: Way,
    pub(super) example: &'a Example,
}

impl Walk<'_> {
    /// Reads JSON as somebody.
    pub(super) async fn json(&self, who: &str, path: &str) -> Value {
        let answer = self.house.program(who).await.get(&format!("/api/v1{path}")).await;
        assert_eq!(answer.status, 200, "{who} {path}: {}", answer.text);
        answer.json()
    }

    /// Reads a page as somebody.
    pub(super) async fn page(&self, who: &str, path: &str) -> String {
        let answer = self.house.browser(who).await.get(path).await;
        assert_eq!(answer.status, 200, "{who} {path}: {}", answer.text);
        answer.text
    }

    /// From the first idea to home’s release; answers the number of the record.
    pub(super) async fn released(&self) -> String {
        let number = match self.example.begins {
            Begins::Need => Some(self.need().await),
            _ => None,
        };
        let number = self.proposed(number).await;
        days_later(self.house, 1);
        let manager = &self.example.who.home_manager;
        match self.way {
            Way::Page => by_page::release(self.house, manager, &number).await,
            Way::Json => by_json::release(self.house, manager, &number).await,
        }
        self.approved(&number).await;
        number
    }

    /// Whoever the route asks approves, one after the other.
    pub(super) async fn approved(&self, number: &str) {
        let (app, world) = (&self.house.app, &self.house.world);
        while let Some(who) = approvals::asked_by_key(app, world, number).await.unwrap() {
            match self.way {
                Way::Page => by_page::approve(self.house, &who, number).await,
                Way::Json => by_json::approve(self.house, &who, number).await,
            }
        }
    }

    /// The proposal is written and sent, on a draft that is there or on a new one.
    pub(super) async fn proposed(&self, draft: Option<String>) -> String {
        let (house, who) = (self.house, &self.example.who.secondee);
        let days = self.example.days_from(TODAY_OF_TESTS.parse().unwrap(), self.example.weeks_ahead);
        let document = self.example.document(days).unwrap();
        let owned = fields::steps(&document);
        let steps: Vec<_> = owned.iter().map(|(step, fields)| (*step, fields::borrowed(fields))).collect();
        match (self.way, draft) {
            (Way::Page, Some(number)) => {
                by_page::fill_in(house, who, &number, &steps).await;
                number
            }
            (Way::Page, None) => by_page::propose(house, who, self.example.scope().as_str(), &steps).await,
            (Way::Json, Some(number)) => {
                by_json::fill_in(house, who, &number, &document).await;
                number
            }
            (Way::Json, None) => by_json::propose(house, who, self.example.scope(), &document).await,
        }
    }

    /// A manager states the need and talks with the person; answers the number of the draft.
    async fn need(&self) -> String {
        let (who, p) = (&self.example.who, &self.example.proposal);
        let (first, last) = self.example.days_from(TODAY_OF_TESTS.parse().unwrap(), self.example.weeks_ahead);
        let host = self.house.world.organisation(&p.host).unwrap().to_string();
        let manager = if self.example.host_has_account() {
            contact(&who.host_manager).unwrap().email
        } else {
            String::new()
        };
        let mut input = json!({"person": contact(&who.secondee).unwrap().email, "kind": p.kind.as_str(),
            "title": p.title, "need": p.purpose, "why_no_advert": "One person fits", "account": self.example.account,
            "is_confidential": self.example.is_confidential, "host_organisation": host, "host_manager": manager,
            "place": p.place, "starts_on": first, "ends_on": last, "fte_bp": 10_000});
        let today = self.house.app.clock.today();
        let talk = json!({"on": today, "said": "Would like to go", "view": "agrees"});
        let need = match self.way {
            Way::Json => {
                let program = self.house.program(&who.home_manager).await;
                let made = program.json(Method::POST, "/api/v1/needs", &input).await;
                assert_eq!(made.status, 200, "{}", made.text);
                let need = made.json()["number"].as_str().unwrap().to_owned();
                let noted =
                    program.json(Method::POST, &format!("/api/v1/needs/{need}/consultations"), &talk).await;
                assert_eq!(noted.status, 200, "{}", noted.text);
                need
            }
            Way::Page => {
                let browser = self.house.browser(&who.home_manager).await;
                input["share"] = json!("10000");
                let ticked = if self.example.is_confidential { json!("yes") } else { json!("") };
                input["is_confidential"] = ticked;
                let made = send(&browser, "/needs/new", &input).await;
                let need = made.location().trim_start_matches("/needs/").to_owned();
                send(&browser, &format!("/needs/{need}/consultations"), &talk).await;
                need
            }
        };
        let seen = self.json(&who.secondee, &format!("/needs/{need}")).await;
        assert_eq!(seen["account"], self.example.account.as_str());
        seen["secondment"].as_str().unwrap().to_owned()
    }

    /// What crossing a border asks for is filled in, where one is crossed.
    async fn across_the_border(&self, number: &str) {
        let (house, desk) = (self.house, &self.example.who.desk);
        let path = format!("/secondments/{number}/agreement/particulars");
        let seen = self.json(desk, &path).await;
        if seen["abroad"].is_null() {
            return;
        }
        let abroad = json!({"home_country": "Australia", "host_country": "the United Kingdom", "visa": "a work visa",
            "visa_ends": "2030-12-31", "certificate": "a certificate of coverage", "certificate_ends": "2031-01-31"});
        match self.way {
            Way::Json => {
                let input = json!({"revision": seen["revision"], "abroad": abroad});
                let answer =
                    house.program(desk).await.json(Method::PUT, &format!("/api/v1{path}"), &input).await;
                assert_eq!(answer.status, 200, "{}", answer.text);
            }
            Way::Page => {
                let named = abroad.as_object().unwrap().iter();
                let mut fields: serde_json::Map<String, Value> =
                    named.map(|(name, value)| (format!("abroad.{name}"), value.clone())).collect();
                fields.insert("version".to_owned(), seen["revision"].clone());
                send(&house.browser(desk).await, &path, &Value::Object(fields)).await;
            }
        }
    }

    /// The agreement is sent for signature and signed by all, the outside host by link.
    pub(super) async fn signed(&self, number: &str) {
        let (house, who) = (self.house, &self.example.who);
        self.across_the_border(number).await;
        match self.way {
            Way::Page => by_page::issue(house, &who.desk, number).await,
            Way::Json => by_json::issue(house, &who.desk, number).await,
        }
        for key in [&who.secondee, &who.host_manager, &who.home_manager] {
            let who_signs = contact(key).unwrap();
            let has_account = *key != who.host_manager || self.example.host_has_account();
            let (name, address) = (&who_signs.name, &who_signs.email);
            match (self.way, has_account) {
                (Way::Page, true) => by_page::sign(house, key, name, number).await,
                (Way::Page, false) => by_page::sign_by_link(house, address, name).await,
                (Way::Json, true) => by_json::sign(house, key, name, address, number).await,
                (Way::Json, false) => by_json::sign_by_link(house, address, name).await,
            }
        }
        stands(house, number, Workflow::Executed, Paper::Executed, Presence::NotStarted).await;
    }

    /// The desk settles what the start waits for.
    pub(super) async fn settled(&self, number: &str) {
        let (house, desk) = (self.house, &self.example.who.desk);
        match self.way {
            Way::Page => by_page::tick(house, desk, number, &self.example.access).await,
            Way::Json => by_json::tick(house, desk, number, &self.example.access).await,
        }
        let list = self.json(desk, &format!("/secondments/{number}/tasks")).await;
        let open = list["tasks"].as_array().unwrap().iter().filter(|task| {
            task["blocking"] == true && ["to_do", "started"].contains(&task["state"].as_str().unwrap())
        });
        for task in open {
            let code = task["code"].as_str().unwrap();
            let input =
                json!({"note": "Seen in writing", "reference": "In the file", "version": task["version"]});
            match self.way {
                Way::Page => {
                    let act = format!("/secondments/{number}/tasks/{code}/completion");
                    send(&house.browser(desk).await, &act, &input).await;
                }
                Way::Json => {
                    by_json::post(house, desk, number, &format!("tasks/{code}/completion"), input).await;
                }
            }
        }
    }

    /// Tries to open the start gate; says whether it is open.
    pub(super) async fn open_gate(&self, number: &str) -> bool {
        let desk = &self.example.who.desk;
        match self.way {
            Way::Page => {
                let page = format!("/secondments/{number}/start");
                let browser = self.house.browser(desk).await;
                let version = record(self.house, number).await.secondment.version.to_string();
                browser.post(&page, &[("version", &version), ("do", "open")]).await;
            }
            Way::Json => {
                let path = format!("/api/v1/secondments/{number}/start-gate");
                self.house.program(desk).await.json(Method::POST, &path, &json!({})).await;
            }
        }
        record(self.house, number).await.secondment.workflow == Workflow::PreStart
    }

    /// The first day: the person is there, and the objectives are agreed by all three.
    pub(super) async fn arrived(&self, number: &str) {
        let (house, who) = (self.house, &self.example.who);
        go_to(house, record(house, number).await.secondment.starts_on.unwrap());
        let (host, how) =
            if self.example.host_has_account() { (&who.host_manager, "seen") } else { (&who.desk, "phone") };
        match self.way {
            Way::Page => by_page::arrive(house, host, how, number).await,
            Way::Json => by_json::arrive(house, host, how, number).await,
        }
        stands(house, number, Workflow::Active, Paper::Executed, Presence::AtHost).await;
        self.objectives(number).await;
    }

    async fn objectives(&self, number: &str) {
        let who = &self.example.who;
        self.objective_step(&who.secondee, number, "plan", fields::plan(self.example)).await;
        self.objective_step(&who.home_manager, number, "agreement", json!({"plan": 1})).await;
        if self.example.host_has_account() {
            self.objective_step(&who.host_manager, number, "agreement", json!({"plan": 1})).await;
        } else {
            let said = json!({"plan": 1, "host_said": "On the phone today"});
            self.objective_step(&who.desk, number, "agreement", said).await;
        }
        let seen = self.json(&who.secondee, &format!("/secondments/{number}/objectives")).await;
        assert!(seen.to_string().contains(&self.example.objectives[0].title), "{seen}");
    }

    async fn objective_step(&self, who: &str, number: &str, step: &str, input: Value) {
        match self.way {
            Way::Page => {
                let input = if step == "plan" { fields::plan_form(self.example) } else { input };
                let act = format!("/secondments/{number}/objectives/{step}");
                send(&self.house.browser(who).await, &act, &input).await;
            }
            Way::Json => {
                let path = if step == "plan" { "objectives" } else { "objectives/agreement" };
                by_json::post(self.house, who, number, path, input).await;
            }
        }
    }

    /// A talk, the last day, home again, the debrief.
    pub(super) async fn home_again(&self, number: &str) {
        let (house, who) = (self.house, &self.example.who);
        days_later(house, 2);
        match self.way {
            Way::Page => by_page::talk(house, &who.secondee, number).await,
            Way::Json => by_json::talk(house, &who.secondee, number).await,
        }
        go_to(house, record(house, number).await.secondment.ends_on.unwrap() + Duration::days(3));
        let brought_back = &self.example.debrief.brought_back;
        match self.way {
            Way::Page => by_page::come_back(house, &who.home_manager, number).await,
            Way::Json => by_json::come_back(house, &who.home_manager, number).await,
        }
        days_later(house, 7);
        match self.way {
            Way::Page => by_page::debrief(house, &who.secondee, number, brought_back).await,
            Way::Json => by_json::debrief(house, &who.secondee, number, brought_back).await,
        }
        holds(house, number).await;
        // what comes back is there for the team that let the person go (S1.14)
        let seen = self.json(&who.home_manager, &format!("/secondments/{number}/debrief")).await;
        assert_eq!(seen["debrief"]["brought_back"], brought_back.as_str());
    }

    /// From release to the debrief.
    pub(super) async fn lived(&self, number: &str) {
        self.signed(number).await;
        self.settled(number).await;
        assert!(self.open_gate(number).await, "the gate stays closed");
        self.arrived(number).await;
        self.home_again(number).await;
    }
}

/// Sends a form whose fields are the members of an object, and insists on success.
pub(super) async fn send(browser: &Visitor<'_>, path: &str, fields: &Value) -> Answer {
    let owned: Vec<(String, String)> = fields
        .as_object()
        .unwrap()
        .iter()
        .map(|(name, value)| {
            let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            (name.clone(), text)
        })
        .collect();
    let answer = browser.post(path, &fields::borrowed(&owned)).await;
    assert_eq!(answer.status, 303, "{path}: {}", answer.text);
    answer
}

/// The day on which tests begin: an example keeps its days while the clock moves on.
pub(super) const TODAY_OF_TESTS: &str = "2026-11-23";
