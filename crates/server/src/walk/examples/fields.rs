//! A proposal and a plan as the fields of their forms.

use serde_json::{Value, json};

use crate::features::proposals::model::{Answers, Conflicts, Document, Host, Line};
use crate::world::examples::Example;

type Fields = Vec<(String, String)>;

/// The fields as they are sent.
pub(super) fn borrowed(fields: &Fields) -> Vec<(&str, &str)> {
    fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
}

/// The five steps in order.
pub(super) fn steps(document: &Document) -> Vec<(&'static str, Fields)> {
    vec![
        ("why", why(document)),
        ("where", destination(document)),
        ("costs", costs(document)),
        ("goals", goals(document)),
        ("return", coming_back(document)),
    ]
}

fn put(fields: &mut Fields, name: impl Into<String>, value: impl Into<String>) {
    fields.push((name.into(), value.into()));
}

fn put_answers(fields: &mut Fields, answers: &Answers) {
    for (question, answer) in answers {
        put(fields, format!("q-{}", question.as_str()), answer.verdict.as_str());
        put(fields, format!("q-{}-why", question.as_str()), answer.answer.clone());
    }
}

fn why(document: &Document) -> Fields {
    let (why, mut fields) = (&document.why, Vec::new());
    for (name, value) in [
        ("title", &why.title),
        ("purpose", &why.purpose),
        ("duties", &why.duties),
        ("benefit_secondee", &why.benefit_secondee),
        ("benefit_home", &why.benefit_home),
        ("benefit_host", &why.benefit_host),
    ] {
        put(&mut fields, name, value.clone());
    }
    put_answers(&mut fields, &why.answers);
    fields
}

fn destination(document: &Document) -> Fields {
    let (there, mut fields) = (&document.destination, Vec::new());
    let manager = there.manager.clone().unwrap();
    match there.host.clone().unwrap() {
        Host::Department { name } => {
            put(&mut fields, "host", name);
            put(&mut fields, "manager", manager.name);
        }
        Host::Organisation { name, .. } => {
            put(&mut fields, "host_new", name);
            put(&mut fields, "manager_name", manager.name);
            put(&mut fields, "manager_email", manager.email);
            put(&mut fields, "manager_title", manager.job_title);
        }
    }
    put(&mut fields, "starts_on", there.starts_on.unwrap().to_string());
    put(&mut fields, "ends_on", there.ends_on.unwrap().to_string());
    put(&mut fields, "ends_with", there.ends_with.clone());
    put(&mut fields, "share", "full time");
    put(&mut fields, "place", there.place.clone());
    put(&mut fields, "kind", there.kind.unwrap().as_str());
    fields
}

fn costs(document: &Document) -> Fields {
    let (costs, mut fields) = (&document.costs, Vec::new());
    let pay = costs.pay.unwrap();
    put(&mut fields, "pay-home", format!("{}%", pay.home_bp / 100));
    put(&mut fields, "pay-host", format!("{}%", pay.host_bp / 100));
    for (index, line) in costs.lines.iter().enumerate() {
        let Line { kind, description, amount_minor, currency, home_bp, host_bp, .. } = line;
        let currency = currency.as_deref().map(|code| format!("{code} ")).unwrap_or_default();
        put(&mut fields, format!("line-{index}-kind"), kind.code());
        put(&mut fields, format!("line-{index}-what"), description.clone());
        let amount = format!("{currency}{}.{:02}", amount_minor / 100, amount_minor % 100);
        put(&mut fields, format!("line-{index}-amount"), amount);
        put(&mut fields, format!("line-{index}-home"), format!("{}%", home_bp / 100));
        put(&mut fields, format!("line-{index}-host"), format!("{}%", host_bp / 100));
    }
    put(&mut fields, "cover_plan", costs.cover_plan.unwrap().as_str());
    put(&mut fields, "cover_note", costs.cover_note.clone());
    put_answers(&mut fields, &costs.answers);
    fields
}

fn goals(document: &Document) -> Fields {
    let mut fields = Vec::new();
    for (index, goal) in document.goals.goals.iter().enumerate() {
        put(&mut fields, format!("goal-{index}"), goal.title.clone());
        put(&mut fields, format!("measure-{index}"), goal.measure.clone());
    }
    put_answers(&mut fields, &document.goals.answers);
    fields
}

fn coming_back(document: &Document) -> Fields {
    let (back, mut fields) = (&document.coming_back, Vec::new());
    put(&mut fields, "return_guarantee", back.return_guarantee.unwrap().as_str());
    put(&mut fields, "return_post", back.return_post.clone());
    put(&mut fields, "bring_back", back.bring_back.clone());
    match &back.conflicts {
        Conflicts::Declared(words) => {
            put(&mut fields, "conflicts", "declared");
            put(&mut fields, "conflicts_note", words.clone());
        }
        _ => put(&mut fields, "conflicts", "none"),
    }
    put_answers(&mut fields, &back.answers);
    fields
}

/// The first plan of objectives as JSON.
pub(super) fn plan(example: &Example) -> Value {
    let items = example.objectives.iter().map(|item| {
        json!({"title": item.title, "measure": item.measure, "kind": item.kind.as_str(),
            "phase": item.phase.as_str(), "weight": item.weight})
    });
    json!({"after": 0, "items": items.collect::<Vec<_>>()})
}

/// The same as the fields of its form.
pub(super) fn plan_form(example: &Example) -> Value {
    let mut fields = json!({"after": "0"});
    for (row, item) in example.objectives.iter().enumerate() {
        for (name, value) in [
            ("title", item.title.as_str()),
            ("measure", &item.measure),
            ("kind", item.kind.as_str()),
            ("phase", item.phase.as_str()),
            ("weight", &item.weight.to_string()),
        ] {
            fields[format!("{name}-{row}")] = json!(value);
        }
    }
    fields
}
