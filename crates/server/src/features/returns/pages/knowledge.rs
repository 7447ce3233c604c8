//! What is passed on at home: planned, and done with evidence.

use std::collections::BTreeMap;

use sojourn_kit::error::{Error, FieldErrors, Result};
use sojourn_kit::web::{Fields, Reply, Route};

use super::super::actions;
use super::super::model::{Knowledge, KnowledgeDone, KnowledgeInput, KnowledgeKind};
use super::skills::{Line, NewForm, Spot, back, or_again, parsed};
use crate::door::Door;
use crate::shell::words::counted;
use crate::shell::{FieldKind, FieldOption, Width};
use crate::typed::Form;

/// `POST /secondments/{number}/skills-use/knowledge`
pub async fn plan(
    door: Door,
    Route(number): Route<String>,
    Fields(fields): Fields<BTreeMap<String, String>>,
) -> Result<Reply> {
    let mut sent = Form::sent(fields);
    let outcome = async {
        let mut cx = door.write().await?;
        let sentence = "Choose how it is passed on";
        let kind = sent.choice("knowledge_kind", KnowledgeKind::parse, sentence, KnowledgeKind::Session);
        let input = KnowledgeInput {
            kind,
            what: sent.text("topic"),
            recipients: sent.text("recipients"),
            due_on: sent.needed_day("pass_on_by", cx.today(), "Write a day such as 7 Dec 2026"),
        };
        actions::plan_knowledge(&mut cx, &number, &input).await?;
        sent.errors.clone().check()?;
        back(cx, &number, "Planned").await
    };
    let outcome = outcome.await;
    or_again(&door, &number, sent, outcome).await
}

/// `POST /secondments/{number}/skills-use/knowledge/{id}`
pub async fn finish(
    door: Door,
    Route((number, id)): Route<(String, String)>,
    Fields(fields): Fields<BTreeMap<String, String>>,
) -> Result<Reply> {
    let mut sent = Form::sent(fields);
    let outcome = async {
        let mut cx = door.write().await?;
        actions::seen_at_home(&mut cx, &number).await?;
        let on = sent.needed_day(&format!("on-{id}"), cx.today(), "Write a day such as 7 Dec 2026");
        let input = KnowledgeDone {
            on,
            people: sent.get(&format!("people-{id}")).trim().parse().unwrap_or(0),
            evidence: sent.text(&format!("evidence-{id}")),
        };
        named(actions::finish_knowledge(&mut cx, &number, parsed(&id)?, &input).await, &id)?;
        sent.errors.clone().check()?;
        back(cx, &number, "Noted").await
    };
    let outcome = outcome.await;
    or_again(&door, &number, sent, outcome).await
}

/// The same outcome; what is wrong with a field stands at the field of that line.
pub(super) fn named<T>(outcome: Result<T>, id: &str) -> Result<T> {
    match outcome {
        Err(Error::Invalid(errors)) => {
            let mut named = FieldErrors::default();
            errors.0.into_iter().for_each(|(name, words)| named.add(format!("{name}-{id}"), words));
            Err(Error::Invalid(named))
        }
        other => other,
    }
}

pub(super) fn line(one: Knowledge, at: &Spot<'_>) -> Line {
    let is_open = at.may_write && one.done_on.is_none();
    let name = |field: &str| format!("{field}-{}", one.id);
    let reached = one.people.map(|people| {
        format!(". Reached {}", counted(u64::try_from(people).unwrap_or_default(), "person", "people"))
    });
    Line {
        tag: at.tag(one.done_on, one.due_on),
        meta: format!("{}{}", at.meta(one.done_on, one.due_on, &one.by), reached.unwrap_or_default()),
        href: is_open.then(|| format!("/secondments/{}/skills-use/knowledge/{}", at.number, one.id)),
        fields: vec![
            at.line(&name("on"), "When was it?").date(),
            at.line(&name("people"), "How many people did it reach?")
                .kind(FieldKind::Number)
                .width(Width::Short),
            at.area(
                &name("evidence"),
                "Where is it kept, or what came of it?",
                "A link, a place, a sentence.",
            ),
        ],
        title: one.what,
        words: format!("{} for {}", one.kind.label(), one.recipients),
        evidence: one.evidence,
    }
}

pub(super) fn form(at: &Spot<'_>) -> NewForm {
    let kinds = KnowledgeKind::ALL.iter().map(|kind| FieldOption::new(kind.as_str(), kind.label())).collect();
    NewForm {
        id: "new-knowledge",
        heading: "Pass something on",
        action: format!("/secondments/{}/skills-use/knowledge", at.number),
        button: "Plan it",
        fields: vec![
            at.line("knowledge_kind", "How?").select(kinds),
            at.line("topic", "What is passed on?"),
            at.line("recipients", "To whom?"),
            at.line("pass_on_by", "By when?").date(),
        ],
    }
}
