//! What the pages of an import show.

use askama::Template;
use sojourn_kit::error::FieldErrors;

use super::encoding::Encoding;
use super::fields::{Field, Mapping};
use super::file::Head;
use super::model::{Import, State};
use super::pages::Typed;
use super::problem::Problem;
use crate::door::Door;
use crate::features::organisations::Organisation;
use crate::page::frame;
use crate::shell::words::{counted, grouped};
use crate::shell::{
    Cell, Column, ErrorSummary, Fact, Facts, FieldKind, FieldOption, FieldView, Frame, Notice, Place, Row,
    Step, StepState, Steps, Table, Tone,
};

/// The page where a file is chosen.
#[derive(Template)]
#[template(path = "features/people/import/new.html")]
pub(super) struct NewPage {
    frame: Frame,
    steps: Steps,
    errors: ErrorSummary,
    organisation: Option<FieldView>,
    file: FieldView,
    encoding: FieldView,
    complete: FieldView,
    fields: Vec<(&'static str, &'static str)>,
}

impl NewPage {
    pub(super) fn of(door: &Door, own: &[Organisation], typed: &Typed, wrong: &FieldErrors) -> Self {
        let options = own.iter().map(|one| FieldOption::new(one.id.to_string(), one.name.clone())).collect();
        let organisation = (own.len() > 1).then(|| {
            let value = if typed.organisation.is_empty() {
                own[0].id.to_string()
            } else {
                typed.organisation.clone()
            };
            FieldView::new("organisation", "Whose people are they")
                .select(options)
                .value(value)
                .error(wrong.get("organisation"))
        });
        let most = door.app().config.max_upload_bytes / 1_048_576;
        let file = FieldView::new("file", "File")
            .kind(FieldKind::File(".csv,.txt,text/csv"))
            .hint(format!("CSV with the names of its columns in the first row, up to {most} MB."))
            .error(wrong.get("file").or(wrong.get("")));
        let fields = organisation.iter().chain([&file]);
        Self {
            errors: ErrorSummary::of(fields),
            frame: frame(door, "Import people", Some(Place::Import)).with_errors(!wrong.is_empty()),
            steps: steps(0),
            encoding: encoding_field(Encoding::parse(&typed.encoding)),
            complete: complete_field(typed.complete),
            fields: Field::ALL.iter().map(|field| (field.label(), meaning(*field))).collect(),
            organisation,
            file,
        }
    }
}

/// What a column may hold, in words for the first page.
fn meaning(field: Field) -> &'static str {
    match field {
        Field::EmployeeNumber => "Needed. Names a person for good; the next import finds them by it.",
        Field::GivenName | Field::FamilyName => "Needed.",
        Field::Email => "For letters. Imported people get no account by it.",
        Field::HireDate => "Like 2019-04-30 or 30/4/2019.",
        Field::Department => "Becomes the unit. A new name makes a new unit.",
        Field::JobTitle => "What they do.",
        Field::AnnualSalary => "Pay for a year. Kept apart; each look at it is recorded.",
        Field::Currency => "Like GBP. Without it, the organisation’s.",
        Field::ManagerNumber => "Employee number of the line manager. Their own number means none.",
        Field::Status => "Active or left.",
    }
}

fn encoding_field(chosen: Option<Encoding>) -> FieldView {
    let options = vec![
        FieldOption::new("utf8", "UTF-8 or UTF-16, as the file says"),
        FieldOption::new(Encoding::Windows1252.as_str(), Encoding::Windows1252.label()),
    ];
    FieldView::new("encoding", "How letters are written")
        .select(options)
        .hint("Leave it unless names come out wrong.")
        .value(chosen.map_or("utf8", Encoding::as_str))
}

fn complete_field(ticked: bool) -> FieldView {
    FieldView::new("complete", "The file lists everybody: whoever is missing has left")
        .kind(FieldKind::Tick)
        .value(if ticked { "yes" } else { "" })
}

fn steps(current: usize) -> Steps {
    let state = |at: usize| match at.cmp(&current) {
        std::cmp::Ordering::Less => StepState::Done,
        std::cmp::Ordering::Equal => StepState::Current,
        std::cmp::Ordering::Greater => StepState::Ahead,
    };
    let labels = ["Choose a file", "Check", "Taken over"].into_iter().enumerate();
    Steps {
        items: labels
            .map(|(at, label)| Step { label: label.to_owned(), href: None, state: state(at) })
            .collect(),
    }
}

/// One column of the file with what it is taken for.
struct ColumnView {
    name: String,
    header: String,
    samples: Vec<String>,
    options: Vec<(&'static str, &'static str, bool)>,
}

/// The page of one import.
#[derive(Template)]
#[template(path = "features/people/import/show.html")]
pub(super) struct ImportPage {
    frame: Frame,
    steps: Steps,
    id: String,
    lede: String,
    is_reading: bool,
    is_ready: bool,
    is_done: bool,
    notice: Notice,
    counts: Option<Facts>,
    notes: Vec<String>,
    columns: Vec<ColumnView>,
    samples: Option<Table>,
    encoding: FieldView,
    complete: FieldView,
    problems: Vec<Problem>,
    more_problems: String,
    confirm: String,
}

impl ImportPage {
    pub(super) fn of(door: &Door, import: &Import, home: &str, head: Option<&Head>) -> Self {
        let mapping = head.map(|head| Mapping::of(head.headers.clone(), &import.plan.choices).0);
        let findings = &import.findings;
        let touched = import.counts.created + import.counts.updated + import.counts.left;
        Self {
            frame: frame(door, "Import people", Some(Place::Import)),
            steps: steps(if import.state == State::Done { 3 } else { 1 }),
            id: import.id.to_string(),
            lede: format!("{}, into {home}.", import.file_name),
            is_reading: import.state == State::Reading,
            is_ready: import.state == State::Ready,
            is_done: import.state == State::Done,
            notice: notice(import),
            counts: matches!(import.state, State::Ready | State::Done).then(|| counts(import)),
            notes: notes(import),
            columns: head
                .zip(mapping.as_ref())
                .map(|(head, mapping)| columns(head, mapping))
                .unwrap_or_default(),
            samples: head.filter(|head| !head.samples.is_empty()).map(samples),
            encoding: encoding_field(import.plan.encoding),
            complete: complete_field(import.plan.complete),
            problems: findings.problems.shown.clone(),
            more_problems: match findings.problems.total.saturating_sub(findings.problems.shown.len() as u64)
            {
                0 => String::new(),
                more => grouped(more),
            },
            confirm: format!("Take over {}", people(touched)),
        }
    }
}

fn people(count: i64) -> String {
    counted(u64::try_from(count).unwrap_or(0), "person", "people")
}

fn notice(import: &Import) -> Notice {
    let rows = counted(u64::try_from(import.rows_read).unwrap_or(0), "row", "rows");
    match import.state {
        State::Reading => Notice::new(Tone::Info, format!("Reading: {rows} so far."))
            .text("This page looks again every 2 seconds. You can leave it; the reading goes on."),
        State::Refused => {
            let total = import.findings.problems.total;
            let lead = counted(total, "thing stands in the way.", "things stand in the way.");
            Notice::new(Tone::Bad, lead).text("Nobody was changed. Correct the file and choose it again, or say below what its columns hold.")
        }
        State::Ready => Notice::new(Tone::Good, format!("{rows} read, nothing wrong."))
            .text("Nobody is changed until you take it over."),
        State::Done => Notice::new(Tone::Good, format!("{rows} taken over.")),
    }
}

fn counts(import: &Import) -> Facts {
    let c = import.counts;
    let number = |value: i64| grouped(u64::try_from(value).unwrap_or(0));
    let fact = |term: &str, value: i64| Fact { term: term.to_owned(), value: number(value) };
    Facts {
        items: vec![
            fact("Created", c.created),
            fact("Updated", c.updated),
            fact("Unchanged", c.unchanged),
            fact("Left", c.left),
        ],
    }
}

fn notes(import: &Import) -> Vec<String> {
    let (findings, mut notes) = (&import.findings, Vec::new());
    if import.state == State::Ready && !findings.new_units.is_empty() {
        let shown: Vec<&str> = findings.new_units.iter().take(20).map(String::as_str).collect();
        let more = findings.new_units.len() - shown.len();
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        notes.push(format!("New units: {}{more}.", shown.join(", ")));
    }
    if import.state == State::Ready && findings.missing > 0 {
        notes.push(if import.plan.complete {
            format!("{} here are not in the file and will be marked as left.", people(findings.missing))
        } else {
            format!("{} here are not in the file and stay as they are.", people(findings.missing))
        });
    }
    if !findings.unused_columns.is_empty() {
        notes.push(format!("Columns not taken over: {}.", findings.unused_columns.join(", ")));
    }
    notes
}

fn columns(head: &Head, mapping: &Mapping) -> Vec<ColumnView> {
    let column = |(at, header): (usize, &String)| ColumnView {
        name: format!("column-{at}"),
        header: if header.is_empty() { format!("Column {}", at + 1) } else { header.clone() },
        samples: head
            .samples
            .iter()
            .take(2)
            .filter_map(|row| row.get(at).cloned())
            .filter(|value| !value.is_empty())
            .collect(),
        options: Field::ALL
            .iter()
            .map(|field| (field.as_str(), field.label(), mapping.fields[at] == Some(*field)))
            .collect(),
    };
    head.headers.iter().enumerate().map(column).collect()
}

fn samples(head: &Head) -> Table {
    let row = |row: &Vec<String>| Row { cells: row.iter().cloned().map(Cell::Text).collect() };
    Table {
        caption: "First rows".to_owned(),
        hide_caption: true,
        columns: head.headers.iter().map(Column::text).collect(),
        rows: head.samples.iter().map(row).collect(),
        foot: None,
    }
}
