//! The parts that all steps share: fields with their words and errors, the head, the questions.

use askama::Template;
use chrono::NaiveDate;
use sojourn_kit::error::FieldErrors;

use super::super::actions::Draft;
use super::super::model::{Edited, Question, Step, Verdict, missing};
use super::answers::why;
use crate::cx::Cx;
use crate::shell::words::short_day;
use crate::shell::{self, Crumbs, ErrorSummary, FieldOption, FieldView, Link, StepState, Steps};
use crate::typed;

/// What was typed, and what is wrong with it.
#[derive(Clone, Copy)]
pub struct Form<'a> {
    /// The words.
    pub typed: &'a typed::Form,
    /// Sentences by field.
    pub errors: &'a FieldErrors,
}

impl Form<'_> {
    /// A field with its words and its error.
    #[must_use]
    pub fn field(&self, name: &str, label: impl Into<String>) -> FieldView {
        FieldView::new(name, label).value(self.typed.get(name)).error(self.errors.get(name))
    }

    /// One of the eight questions.
    #[must_use]
    pub fn asked(&self, question: Question) -> Asked {
        let options = Verdict::ALL.iter().map(|v| FieldOption::new(v.as_str(), question.words(*v))).collect();
        Asked {
            verdict: self
                .field(&question.field(), question.label())
                .radios(options)
                .bare()
                .strong()
                .hint(question.hint()),
            answer: self.field(&why(question), question.asks_for()).lines(),
        }
    }

    /// The questions of a step, in order.
    #[must_use]
    pub fn questions(&self, step: Step) -> Vec<Asked> {
        step.questions().iter().map(|question| self.asked(*question)).collect()
    }

    /// The box at the top: errors of `fields` in their order, then those of no field on the page.
    #[must_use]
    pub fn summary<'f>(&self, fields: impl IntoIterator<Item = &'f FieldView>) -> ErrorSummary {
        let fields: Vec<&FieldView> = fields.into_iter().collect();
        let mut summary = ErrorSummary::of(fields.iter().copied());
        for (name, sentence) in &self.errors.0 {
            if !fields.iter().any(|field| field.name == *name) {
                summary = summary.and(sentence.clone());
            }
        }
        summary
    }
}

/// A question with its short answer and its words.
#[derive(Debug, Template)]
#[template(ext = "html", source = r#"<div class="asked">{{ verdict }}{{ answer }}</div>"#)]
pub struct Asked {
    /// Yes, partly, no.
    pub verdict: FieldView,
    /// Why.
    pub answer: FieldView,
}

impl askama::filters::HtmlSafe for Asked {}

impl Asked {
    /// Both fields, for the error summary.
    pub fn fields(&self) -> [&FieldView; 2] {
        [&self.verdict, &self.answer]
    }
}

/// “Last edited by Olu Bello, Mon 23 Nov, 09:05 UTC”.
#[must_use]
pub fn last_edited(edited: &Edited, today: NaiveDate) -> String {
    let day = short_day(edited.at.date_naive(), today);
    format!("Last edited by {}, {day}, {} UTC", edited.by, edited.at.format("%H:%M"))
}

/// What stands above every step, and what its form carries.
#[derive(Debug)]
pub struct StepHead {
    /// The way here.
    pub crumbs: Crumbs,
    /// The step's title.
    pub title: &'static str,
    /// Where one is in the form.
    pub steps: Steps,
    /// Where the form is sent.
    pub action: String,
    /// Where the estimate is asked for while typing.
    pub live: String,
    /// The version that was read.
    pub version: i64,
    /// The version of this part that was read.
    pub part: i64,
    /// When it was last saved, and by whom.
    pub saved: String,
}

impl StepHead {
    /// The head of a step of a draft.
    #[must_use]
    pub fn of(cx: &Cx, draft: &Draft, step: Step) -> Self {
        let s = &draft.record.secondment;
        let gaps = missing(s, &draft.proposal, cx.today());
        let state = |other: Step| match other {
            _ if other == step => StepState::Current,
            Step::Check => StepState::Ahead,
            _ if gaps.iter().any(|gap| gap.step == other) => StepState::Ahead,
            _ => StepState::Done,
        };
        let item = |other: Step| shell::Step {
            label: other.label().to_owned(),
            href: (other != step && draft.writes(other)).then(|| other.path(&s.number)),
            state: state(other),
        };
        let home = Link::new("Secondments", "/secondments");
        let here = if s.title.is_empty() { s.number.clone() } else { s.title.clone() };
        Self {
            crumbs: Crumbs::new(
                vec![home, Link::new(here, format!("/secondments/{}", s.number))],
                step.label(),
            ),
            title: step.label(),
            steps: Steps { items: Step::ALL.into_iter().map(item).collect() },
            action: step.path(&s.number),
            live: format!("/secondments/{}/propose/estimate", s.number),
            version: s.version,
            part: draft.part_version(step),
            saved: match draft.sections.get(&step) {
                Some(edited) => last_edited(edited, cx.today()),
                None => format!("Saved {} UTC", s.updated_at.format("%H:%M")),
            },
        }
    }
}
