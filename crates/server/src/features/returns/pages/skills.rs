//! Where new skills are used, what is passed on, and what is proposed.

use std::collections::BTreeMap;

use askama::Template;
use chrono::NaiveDate;
use sojourn_calendar::format::near;
use sojourn_kit::error::{Error, Result};
use sojourn_kit::web::{Fields, Reply, Route};

use super::super::model::{
    AnswerInput, DoneInput, Knowledge, Proposal, ProposalInput, ProposalKind, SkillUse, SkillUseInput,
};
use super::super::{access, actions, store};
use super::knowledge;
use super::typed;
use crate::cx::Cx;
use crate::door::Door;
use crate::features::secondments::{Head, Party, Record, RecordTab, head};
use crate::page::{frame, render};
use crate::shell::{ErrorSummary, FieldOption, FieldView, Frame, Place, Tag, Tone};
use crate::typed::{Form, invalid, unprocessable};

#[derive(Template)]
#[template(path = "features/returns/pages/skills.html")]
struct SkillsPage {
    frame: Frame,
    head: Head,
    errors: ErrorSummary,
    uses: Vec<Line>,
    knowledge: Vec<Line>,
    proposals: Vec<Line>,
    forms: Vec<NewForm>,
}

/// Something planned or proposed, with the form that settles it.
pub(super) struct Line {
    pub(super) title: String,
    pub(super) tag: Tag,
    pub(super) words: String,
    pub(super) meta: String,
    pub(super) evidence: String,
    pub(super) href: Option<String>,
    pub(super) fields: Vec<FieldView>,
}

/// A form for something new.
pub(super) struct NewForm {
    pub(super) id: &'static str,
    pub(super) heading: &'static str,
    pub(super) action: String,
    pub(super) button: &'static str,
    pub(super) fields: Vec<FieldView>,
}

/// `GET /secondments/{number}/skills-use`
pub async fn show(door: Door, Route(number): Route<String>) -> Result<Reply> {
    view(&door, &number, Form::default()).await
}

pub(super) async fn back(cx: Cx, number: &str, words: &str) -> Result<Reply> {
    cx.finish(Reply::see(format!("/secondments/{number}/skills-use")).flash(words)).await
}

pub(super) async fn or_again(door: &Door, number: &str, sent: Form, outcome: Result<Reply>) -> Result<Reply> {
    match invalid(outcome)? {
        Ok(reply) => Ok(reply),
        Err(errors) => view(door, number, sent.with(errors)).await,
    }
}

/// `POST /secondments/{number}/skills-use`
pub async fn plan(
    door: Door,
    Route(number): Route<String>,
    Fields(fields): Fields<BTreeMap<String, String>>,
) -> Result<Reply> {
    let mut sent = Form::sent(fields);
    let outcome = async {
        let mut cx = door.write().await?;
        let due_on = sent.needed_day("use_by", cx.today(), "Write a day such as 7 Dec 2026");
        let input = SkillUseInput { skill: sent.text("skill"), how: sent.text("how"), due_on };
        actions::plan_use(&mut cx, &number, &input).await?;
        sent.errors.clone().check()?;
        back(cx, &number, "Planned").await
    };
    let outcome = outcome.await;
    or_again(&door, &number, sent, outcome).await
}

/// `POST /secondments/{number}/skills-use/{id}`
pub async fn finish(
    door: Door,
    Route((number, id)): Route<(String, String)>,
    Fields(fields): Fields<BTreeMap<String, String>>,
) -> Result<Reply> {
    let sent = Form::sent(fields);
    let outcome = async {
        let mut cx = door.write().await?;
        actions::seen_at_home(&mut cx, &number).await?;
        let input = DoneInput { evidence: sent.text(&format!("evidence-{id}")) };
        let done = actions::finish_use(&mut cx, &number, parsed(&id)?, &input).await;
        knowledge::named(done, &id)?;
        back(cx, &number, "Noted").await
    };
    let outcome = outcome.await;
    or_again(&door, &number, sent, outcome).await
}

/// `POST /secondments/{number}/skills-use/proposals`
pub async fn propose(
    door: Door,
    Route(number): Route<String>,
    Fields(fields): Fields<BTreeMap<String, String>>,
) -> Result<Reply> {
    let mut sent = Form::sent(fields);
    let kind =
        sent.choice("proposal_kind", ProposalKind::parse, "Choose what kind it is", ProposalKind::Other);
    let input = ProposalInput { kind, what: sent.text("what"), why: sent.text("why") };
    let outcome = async {
        let mut cx = door.write().await?;
        actions::propose(&mut cx, &number, &input).await?;
        sent.errors.clone().check()?;
        back(cx, &number, "Sent to your home manager").await
    };
    let outcome = outcome.await;
    or_again(&door, &number, sent, outcome).await
}

/// `POST /secondments/{number}/skills-use/proposals/{id}`
pub async fn answer(
    door: Door,
    Route((number, id)): Route<(String, String)>,
    Fields(fields): Fields<BTreeMap<String, String>>,
) -> Result<Reply> {
    let sent = Form::sent(fields);
    let outcome = async {
        let mut cx = door.write().await?;
        actions::seen_at_home(&mut cx, &number).await?;
        let name = format!("answer-{id}");
        let taken_up = match sent.get("taken_up") {
            "yes" => true,
            "no" => false,
            _ => return Err(Error::field(name, "Choose whether it is taken up")),
        };
        let input = AnswerInput { taken_up, answer: sent.text(&name) };
        let done = actions::answer_proposal(&mut cx, &number, parsed(&id)?, &input).await;
        knowledge::named(done, &id)?;
        back(cx, &number, "Answer sent").await
    };
    let outcome = outcome.await;
    or_again(&door, &number, sent, outcome).await
}

pub(super) fn parsed<T: std::str::FromStr>(id: &str) -> Result<T> {
    id.parse().map_err(|_| Error::NotFound)
}

async fn view(door: &Door, number: &str, sent: Form) -> Result<Reply> {
    let mut cx = door.read().await?;
    let record = actions::seen_at_home(&mut cx, number).await?;
    let head = head(&mut cx, &record, RecordTab::Return).await?;
    let today = cx.today();
    let is_open = access::is_open_for_skills(actions::stage_of(&mut cx, &record).await?);
    let may_write = is_open && actions::writes_skills(&record);
    let at = Spot { number, today, may_write, sent: &sent };
    let uses = store::uses(&mut cx, &record).await?.into_iter().map(|one| use_line(one, &at)).collect();
    let knowledge: Vec<Knowledge> = store::knowledge(&mut cx, &record).await?;
    let knowledge = knowledge.into_iter().map(|one| knowledge::line(one, &at)).collect();
    let answers = may_write && access::is_home_manager(&record);
    let proposals = store::proposals(&mut cx, &record).await?;
    let proposals = proposals.into_iter().map(|one| proposal_line(one, &at, answers)).collect();
    let errors = sent.errors.0.iter().map(|(name, words)| (Some(format!("#f-{name}")), words.clone()));
    let page = SkillsPage {
        frame: frame(door, format!("Skills in use, {}", head.title), Some(Place::Secondments))
            .with_errors(!sent.errors.is_empty()),
        errors: ErrorSummary { items: errors.collect() },
        forms: if may_write { forms(&record, &at) } else { Vec::new() },
        uses,
        knowledge,
        proposals,
        head,
    };
    Ok(unprocessable(render(&page)?, &sent.errors))
}

/// Where a line stands, and what was typed on its page.
pub(super) struct Spot<'a> {
    pub(super) number: &'a str,
    pub(super) today: NaiveDate,
    pub(super) may_write: bool,
    pub(super) sent: &'a Form,
}

impl Spot<'_> {
    pub(super) fn area(&self, name: &str, label: &str, hint: &str) -> FieldView {
        self.line(name, label).lines().hint(hint)
    }

    pub(super) fn line(&self, name: &str, label: &str) -> FieldView {
        FieldView::new(name, label).value(typed(self.sent, name, "")).error(self.sent.error(name))
    }

    /// Done, late or planned.
    pub(super) fn tag(&self, done_on: Option<NaiveDate>, due_on: NaiveDate) -> Tag {
        match done_on {
            Some(_) => Tag::new("Done", Tone::Good),
            None if due_on < self.today => Tag::new("Late", Tone::Warn),
            None => Tag::new("Planned", Tone::Info),
        }
    }

    /// "By Fri 26 Feb. Planned by Callum Reyes".
    pub(super) fn meta(&self, done_on: Option<NaiveDate>, due_on: NaiveDate, by: &str) -> String {
        match done_on {
            Some(day) => format!("Done {}. Planned by {by}", near(day, self.today)),
            None => format!("By {}. Planned by {by}", near(due_on, self.today)),
        }
    }
}

fn use_line(one: SkillUse, at: &Spot<'_>) -> Line {
    let is_open = at.may_write && one.done_on.is_none();
    let field =
        at.area(&format!("evidence-{}", one.id), "How can one tell?", "What was made, and who has it.");
    Line {
        tag: at.tag(one.done_on, one.due_on),
        meta: at.meta(one.done_on, one.due_on, &one.by),
        href: is_open.then(|| format!("/secondments/{}/skills-use/{}", at.number, one.id)),
        fields: vec![field],
        title: one.skill,
        words: one.how,
        evidence: one.evidence,
    }
}

fn proposal_line(one: Proposal, at: &Spot<'_>, answers: bool) -> Line {
    let is_open = answers && one.taken_up.is_none();
    Line {
        tag: match one.taken_up {
            Some(true) => Tag::new("Taken up", Tone::Good),
            Some(false) => Tag::new("Not now", Tone::Quiet),
            None => Tag::new("Open", Tone::Info),
        },
        meta: format!("{}. {}", one.kind.label(), near(one.at.date_naive(), at.today)),
        href: is_open.then(|| format!("/secondments/{}/skills-use/proposals/{}", at.number, one.id)),
        fields: vec![at.line(&format!("answer-{}", one.id), "Your answer")],
        title: one.what,
        words: one.why,
        evidence: one.answer,
    }
}

fn forms(record: &Record, at: &Spot<'_>) -> Vec<NewForm> {
    let address = format!("/secondments/{}/skills-use", at.number);
    let mut forms = vec![
        NewForm {
            id: "new-use",
            heading: "Plan to use a skill",
            action: address.clone(),
            button: "Plan it",
            fields: vec![
                at.line("skill", "Which new skill?"),
                at.area("how", "How will it be used?", "One piece of work is enough."),
                at.line("use_by", "By when?").date(),
            ],
        },
        knowledge::form(at),
    ];
    if record.standing.is(Party::Secondee) {
        let kinds =
            ProposalKind::ALL.iter().map(|kind| FieldOption::new(kind.as_str(), kind.label())).collect();
        forms.push(NewForm {
            id: "new-proposal",
            heading: "Propose something",
            action: format!("{address}/proposals"),
            button: "Send to my home manager",
            fields: vec![
                at.line("proposal_kind", "What kind is it?").select(kinds),
                at.line("what", "What do you propose?"),
                at.area("why", "Why is it worth it here?", "What it did there, what it would take here."),
            ],
        });
    }
    forms
}
