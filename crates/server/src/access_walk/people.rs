//! Who walks, and the records they walk to.

use sojourn_kit::args;

use crate::features::agreements::fixtures as agreements;
use crate::features::applications::fixtures as applications;
use crate::features::approvals::fixtures as approvals;
use crate::features::proposals::fixtures::{self as proposals, Case};
use crate::testing::House;
use crate::world::ways;

/// Who walks: the key in the world, and what they are to Callum's secondment from Sydney to London.
pub(super) const WALKERS: &[(&str, &str)] = &[
    ("callum", "Secondee"),
    ("alison", "Home manager"),
    ("fiona", "Host manager"),
    ("maya", "Mobility manager, HR"),
    ("finance", "Finance"),
    ("dev", "Legal"),
    ("auditor", "Auditor"),
    ("admin", "Administrator"),
    ("grace", "Colleague without a part"),
    ("erik", "Another organisation’s HR"),
    ("sofia", "Another organisation’s employee"),
];

/// Those for whom Callum's records do not exist.
pub(super) const STRANGERS: &[&str] = &["admin", "grace", "erik", "sofia"];

/// What addresses are filled with.
pub(super) struct Places {
    /// Callum's records, one after each step of the way; the first is his own draft.
    pub(super) numbers: Vec<String>,
    person: String,
    letter: String,
    interest: String,
    invitation: String,
    swap: String,
    need: String,
}

/// A number that no record has.
pub(super) const MISSING: &str = "SO-9999";

/// An identifier that nothing has.
const NOWHERE: &str = "01935a6e-0000-7000-8000-000000000000";

impl Places {
    /// Places that differ by record only.
    pub(super) fn of(numbers: Vec<String>) -> Self {
        Self {
            numbers,
            person: format!("per_{}", "0".repeat(32)),
            letter: NOWHERE.to_owned(),
            ..Self::none()
        }
    }

    fn none() -> Self {
        let nowhere = || "XX-9999".to_owned();
        Self {
            numbers: Vec::new(),
            person: nowhere(),
            letter: nowhere(),
            interest: nowhere(),
            invitation: nowhere(),
            swap: nowhere(),
            need: nowhere(),
        }
    }

    /// The address with its parts filled in, for the record of that number.
    pub(super) fn fill(&self, path: &str, number: &str) -> String {
        let id = match path {
            path if path.contains("/people/{") => &self.person,
            path if path.starts_with("/outbox/") => &self.letter,
            _ => NOWHERE,
        };
        path.replace("{number}", number)
            .replace("{id}", id)
            .replace("{key}", "tomasz")
            .replace("{interest}", &self.interest)
            .replace("{invitation}", &self.invitation)
            .replace("{swap}", &self.swap)
            .replace("{need}", &self.need)
            .replace("{code}", "C27")
            .replace("{day}", "7")
            .replace("{months}", "3")
            .replace("{clause}", "purpose")
            .replace("{head}", "CL-05")
            .replace("{version}", "1")
            .replace("{change}", "1")
            .replace("{kind}", "extension")
            .replace("{opportunity}", "OP-0001")
            .replace("{applicant}", "1")
            .replace("{happening}", "long_sickness")
            .replace("{token}", &"0".repeat(64))
            .split('/')
            .map(|part| if part.starts_with('{') { "unknown" } else { part })
            .collect::<Vec<_>>()
            .join("/")
    }
}

/// Brings Callum's secondments to each step that matters for who sees what.
pub(super) async fn places(house: &House) -> Places {
    let (app, world) = (&house.app, &house.world);
    let mut numbers = vec![
        proposals::drafted(app, world, Case::Callum).await.unwrap(),
        proposals::sent(app, world, Case::Callum).await.unwrap(),
    ];
    for signed in [None, Some(0), Some(1), Some(9)] {
        let number = approvals::released(app, world, Case::Callum).await.unwrap();
        if signed.is_some() {
            agreements::issued(app, &number).await.unwrap();
        }
        for _ in 0..signed.unwrap_or(0) {
            agreements::sign_next(app, &number).await.unwrap();
        }
        numbers.push(number);
    }
    let opportunity = applications::shortlisted(app, world).await.unwrap();
    assert_eq!(opportunity, "OP-0001", "the addresses are filled with it");
    let mut tx = app.db.read().await.unwrap();
    let letter =
        tx.one("SELECT id FROM outbox ORDER BY created_at, id LIMIT 1", args![]).await.unwrap().unwrap();
    Places {
        numbers,
        person: world.person("ruth").unwrap().to_string(),
        letter: letter.get::<uuid::Uuid>("id").unwrap().simple().to_string(),
        interest: ways::interest(app, world, "callum", true).await.unwrap(),
        need: ways::need(app, world, "alison", "callum").await.unwrap(),
        swap: ways::swap(app, world, &["callum"]).await.unwrap(),
        invitation: ways::invited(app, world, "fiona", "callum").await.unwrap(),
    }
}
