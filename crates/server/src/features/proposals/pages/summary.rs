//! Every answer of a proposal as headed lists, for checking, deciding and reading.

use chrono::NaiveDate;
use sojourn_calendar::{Fte, Period, WorkingPattern, format};
use sojourn_kit::error::Result;

use super::super::model::{
    Conflicts, Proposal, Question, ReturnGuarantee, Score, Step, lead_note, length_note,
};
use crate::cx::Cx;
use crate::features::secondments::{Parties, Record, Scope, Slice, until};
use crate::shell::{Link, PersonChip, PlaceLabel, Side, SummaryList, SummaryRow, SummaryValue};

/// A headed list.
#[derive(Debug)]
pub struct Section {
    /// Unique on the page.
    pub id: &'static str,
    /// The step's title.
    pub title: &'static str,
    /// Which step.
    pub step: Step,
    /// Who wrote it last, while it is a draft.
    pub note: String,
    /// Questions and answers.
    pub list: SummaryList,
}

/// What the lists are made from.
pub struct Answers<'a> {
    /// The record.
    pub record: &'a Record,
    /// The answers.
    pub proposal: &'a Proposal,
    /// The people and places.
    pub parties: &'a Parties,
    /// Whether each answer has a way to change it.
    pub editable: bool,
    /// Today.
    pub today: NaiveDate,
}

impl Answers<'_> {
    /// The lists that the reader sees; costs are drawn apart.
    #[must_use]
    pub fn sections(&self) -> Vec<Section> {
        let sees = |slice| self.record.standing.sees(slice);
        let mut sections = Vec::new();
        if sees(Slice::Proposal) {
            sections.push(self.worth());
            sections.push(self.section("s-why", Step::Why, self.why()));
        }
        sections.push(self.section("s-where", Step::Where, self.destination()));
        let mut costs = Vec::new();
        if sees(Slice::Cover) {
            costs.extend(self.cover());
        }
        if sees(Slice::Proposal) {
            costs.extend(self.questions(Step::Costs));
        }
        sections.push(self.section("s-costs", Step::Costs, costs));
        if sees(Slice::Objectives) {
            sections.push(self.section("s-goals", Step::Goals, self.goals()));
        }
        if sees(Slice::ReturnPlan) {
            sections.push(self.section("s-return", Step::Return, self.coming_back()));
        }
        sections.retain(|section| !section.list.rows.is_empty());
        sections
    }

    fn section(&self, id: &'static str, step: Step, rows: Vec<SummaryRow>) -> Section {
        Section {
            id,
            title: step.label(),
            step,
            note: String::new(),
            list: SummaryList { rows, tight: false },
        }
    }

    /// How the eight answers lie together, and what is worth a thought; it follows from the answers below.
    fn worth(&self) -> Section {
        let score = Score::of(&self.proposal.answers).words();
        let mut rows = vec![SummaryRow::text("The eight questions", score)];
        let s = &self.record.secondment;
        let notes: Vec<String> = lead_note(s, self.today).into_iter().chain(length_note(s)).collect();
        if !notes.is_empty() {
            rows.push(SummaryRow::new("Worth a thought", SummaryValue::Lines(notes)));
        }
        Section { title: "Is it worth it?", ..self.section("s-worth", Step::Check, rows) }
    }

    fn row(&self, step: Step, field: &str, term: &str, text: &str) -> SummaryRow {
        let href = format!("{}#f-{field}", step.path(&self.record.secondment.number));
        if text.trim().is_empty() {
            let value = if self.editable {
                SummaryValue::Missing(Link::new(format!("Add: {}", lower(term)), href))
            } else {
                SummaryValue::Text("Not given".to_owned())
            };
            return SummaryRow::new(term, value);
        }
        let lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let row = SummaryRow::new(term, SummaryValue::Lines(lines));
        if self.editable { row.change(href) } else { row }
    }

    fn questions(&self, step: Step) -> Vec<SummaryRow> {
        step.questions().iter().map(|question| self.answer(step, *question)).collect()
    }

    fn answer(&self, step: Step, question: Question) -> SummaryRow {
        let text = self.proposal.answers.get(&question).map_or_else(String::new, |answer| {
            format!("{}\n{}", question.words(answer.verdict), answer.answer).trim().to_owned()
        });
        self.row(step, &question.field(), question.label(), &text)
    }

    fn why(&self) -> Vec<SummaryRow> {
        let (s, p) = (&self.record.secondment, self.proposal);
        let row = |field, term, text: &str| self.row(Step::Why, field, term, text);
        let mut rows = vec![
            row("title", "Role there", &s.title),
            row("purpose", "What it is for", &s.purpose),
            row("duties", "Work there", &p.duties),
        ];
        rows.extend(self.questions(Step::Why));
        rows.push(row("benefit-secondee", "The secondee gains", &p.benefit_secondee));
        rows.push(row("benefit-home", "Home gains", &p.benefit_home));
        rows.push(row("benefit-host", "The host gains", &p.benefit_host));
        rows
    }

    fn destination(&self) -> Vec<SummaryRow> {
        let s = &self.record.secondment;
        let row = |field, term, text: &str| self.row(Step::Where, field, term, text);
        let period = s.starts_on.zip(s.ends_on).and_then(|(first, last)| Period::try_new(first, last).ok());
        let dates = period.map_or_else(String::new, |period| {
            format!("{}, {}", format::range(period), format::length(period, WorkingPattern::STANDARD))
        });
        let share = u16::try_from(s.fte_bp).ok().and_then(|bp| Fte::try_new(bp).ok()).unwrap_or(Fte::FULL);
        let mut rows = vec![self.host(), self.host_manager(), row("starts-on", "Dates", &dates)];
        rows.extend(until(s).map(|until| row("ends-with", "Ends", &until)));
        rows.extend([
            row("share", "Share of the week", &capitalised(&share.in_days())),
            row("place", "Place of work", &s.place),
            row("kind", "Kind", s.kind.label()),
        ]);
        rows
    }

    fn host(&self) -> SummaryRow {
        let s = &self.record.secondment;
        let field = if s.scope == Scope::External { "host-new" } else { "host" };
        let chosen = s.host_unit.is_some() || s.scope == Scope::External;
        match self.parties.host_name().filter(|_| chosen) {
            Some(name) => {
                let place = PlaceLabel { side: Side::Host, name: name.to_owned() };
                let row = SummaryRow::new("Host", SummaryValue::Place(place));
                let href = format!("{}#f-{field}", Step::Where.path(&s.number));
                if self.editable { row.change(href) } else { row }
            }
            None => self.row(Step::Where, field, "Host", ""),
        }
    }

    fn host_manager(&self) -> SummaryRow {
        let manager = self.parties.host.as_ref().and_then(|host| host.manager.as_ref());
        let external = self.record.secondment.scope == Scope::External;
        let (field, term) =
            if external { ("manager-name", "Contact there") } else { ("manager", "Manager there") };
        let Some(manager) = manager else { return self.row(Step::Where, field, term, "") };
        let chip = PersonChip {
            name: manager.name.clone(),
            relation: manager.job_title.clone(),
            side: Some(Side::Host),
        };
        let row = SummaryRow::new(term, SummaryValue::Person(chip));
        let href = format!("{}#f-{field}", Step::Where.path(&self.record.secondment.number));
        if self.editable { row.change(href) } else { row }
    }

    fn cover(&self) -> Vec<SummaryRow> {
        let p = self.proposal;
        let plan = p.cover_plan.map_or("", super::super::model::CoverPlan::label);
        let mut rows = vec![self.row(Step::Costs, "cover-plan", "Cover at home", plan)];
        if !p.cover_note.is_empty() {
            rows.push(self.row(Step::Costs, "cover-note", "Who takes what", &p.cover_note));
        }
        rows
    }

    fn goals(&self) -> Vec<SummaryRow> {
        let mut rows = Vec::new();
        for (index, goal) in self.proposal.objectives.iter().enumerate() {
            let text = format!("{}\nHow we’ll know: {}", goal.title, goal.measure);
            rows.push(self.row(Step::Goals, &format!("goal-{index}"), &format!("Goal {}", index + 1), &text));
        }
        if rows.is_empty() {
            rows.push(self.row(Step::Goals, "goal-0", "Goals", ""));
        }
        if self.record.standing.sees(Slice::Proposal) {
            rows.extend(self.questions(Step::Goals));
        }
        rows
    }

    fn coming_back(&self) -> Vec<SummaryRow> {
        let p = self.proposal;
        let row = |field, term, text: &str| self.row(Step::Return, field, term, text);
        let promise = p.return_guarantee.map_or("", ReturnGuarantee::label);
        let mut rows = vec![
            row("return-guarantee", "Promise about the post", promise),
            row("return-post", "Post to come back to", &p.return_post),
            row("bring-back", "Brought back", &p.bring_back),
        ];
        if self.record.standing.sees(Slice::Proposal) {
            rows.extend(self.questions(Step::Return));
            rows.push(row("conflicts", "Conflicts of interest", &conflicts(&p.conflicts)));
        }
        rows
    }
}

fn conflicts(conflicts: &Conflicts) -> String {
    match conflicts {
        Conflicts::NotAsked => String::new(),
        Conflicts::NoneDeclared => "None declared".to_owned(),
        Conflicts::Declared(words) => format!("Declared: {words}"),
    }
}

fn lower(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

/// With a capital letter in front.
#[must_use]
pub fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The lists of a proposal for its reader.
///
/// # Errors
/// When the database does not answer.
pub async fn sections(
    cx: &mut Cx,
    record: &Record,
    proposal: &Proposal,
    editable: bool,
) -> Result<Vec<Section>> {
    let parties = Parties::of(cx, record).await?;
    let today = cx.today();
    Ok(Answers { record, proposal, parties: &parties, editable, today }.sections())
}
