//! Lists: worklist rows, tables, summary lists, task lists, timelines and the way to older and newer rows.

use askama::Template;

use super::{Link, Markup, PersonChip, PlaceLabel, Side, Tag, markup::renders_itself};

/// When a thing is due, in words that already say how late: "2 days late", "Due today", "Thu 26 Nov".
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Due {
    Late(String),
    Soon(String),
    Later(String),
}

impl Due {
    fn class(&self) -> &'static str {
        match self {
            Self::Late(_) => "late",
            Self::Soon(_) => "soon",
            Self::Later(_) => "",
        }
    }

    /// The words.
    #[must_use]
    pub fn words(&self) -> &str {
        let (Self::Late(words) | Self::Soon(words) | Self::Later(words)) = self;
        words
    }
}

/// The one act of a row: a link that looks like a button.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Action {
    pub label: String,
    pub href: String,
    /// Said to those who do not see the row: "Callum Reyes’s dates".
    pub about: String,
}

/// One thing to do. The title is a link over the whole row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkRow {
    /// From [`super::away`]; `None` leaves the column empty.
    pub line: Option<Markup>,
    pub title: String,
    pub href: String,
    pub meta: Vec<String>,
    pub tags: Vec<Tag>,
    pub due: Option<Due>,
    pub action: Option<Action>,
}

/// A headed list of things to do, ordered by need. `id` is unique on the page.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "shell/parts/work_list.html")]
pub struct WorkList {
    pub id: &'static str,
    pub heading: String,
    /// How many there are, which may be more than are shown, counted up to [`super::COUNTED`].
    pub total: u64,
    pub all: Option<Link>,
    pub rows: Vec<WorkRow>,
}

impl WorkList {
    fn total_words(&self) -> String {
        super::up_to_many(self.total)
    }
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    pub label: String,
    /// Numbers and money stand on the right.
    pub numeric: bool,
}

impl Column {
    /// A column of words.
    #[must_use]
    pub fn text(label: impl Into<String>) -> Self {
        Self { label: label.into(), numeric: false }
    }

    /// A column of numbers or money.
    #[must_use]
    pub fn number(label: impl Into<String>) -> Self {
        Self { label: label.into(), numeric: true }
    }
}

/// One cell of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    Text(String),
    Number(String),
    Link(Link),
    Tag(Tag),
    /// The away-line beside its status word.
    Status(Markup, Tag),
    Person(PersonChip),
    Place(PlaceLabel),
}

/// One row of a table. The first cell is its heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    pub cells: Vec<Cell>,
}

/// A table that scrolls sideways inside a named region when it is too wide.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "shell/parts/table.html")]
pub struct Table {
    pub caption: String,
    /// Keeps the caption for those who do not see the heading above.
    pub hide_caption: bool,
    pub columns: Vec<Column>,
    pub rows: Vec<Row>,
    /// Totals.
    pub foot: Option<Row>,
}

/// Keyset paging: addresses that carry the last key seen. Draws nothing when there is one page.
#[derive(Debug, Clone, PartialEq, Eq, Default, Template)]
#[template(path = "shell/parts/pager.html")]
pub struct Pager {
    pub newer: Option<String>,
    pub older: Option<String>,
}

/// The answer in a summary list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SummaryValue {
    Text(String),
    /// Several answers, one below the other.
    Lines(Vec<String>),
    Tag(Tag),
    Place(PlaceLabel),
    Person(PersonChip),
    Link(Link),
    /// Not answered yet: a link that adds it, "Add a return role".
    Missing(Link),
}

/// A question and its answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SummaryRow {
    pub term: String,
    pub value: SummaryValue,
    /// Where the answer is changed.
    pub change: Option<String>,
}

impl SummaryRow {
    /// A row whose answer is text and cannot be changed here.
    #[must_use]
    pub fn text(term: impl Into<String>, value: impl Into<String>) -> Self {
        Self { term: term.into(), value: SummaryValue::Text(value.into()), change: None }
    }

    /// A row with any kind of answer.
    #[must_use]
    pub fn new(term: impl Into<String>, value: SummaryValue) -> Self {
        Self { term: term.into(), value, change: None }
    }

    /// Takes the way to change or to add the answer out, for those who only read it.
    pub fn read_only(&mut self) {
        self.change = None;
        if matches!(self.value, SummaryValue::Missing(_)) {
            self.value = SummaryValue::Text("Not given yet".to_owned());
        }
    }

    /// Adds the address where the answer is changed.
    #[must_use]
    pub fn change(mut self, href: impl Into<String>) -> Self {
        self.change = Some(href.into());
        self
    }
}

/// Questions and answers, with a way to change each.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "shell/parts/summary_list.html")]
pub struct SummaryList {
    pub rows: Vec<SummaryRow>,
    /// For side columns: no room for a change link.
    pub tight: bool,
}

/// Where a task stands. "Not looked at" and "looked at, not finished" differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TaskState {
    ToDo,
    /// To do, and the reader is the one to do it.
    ToDoByYou,
    Started,
    Done,
    NotYet,
}

impl TaskState {
    const fn class(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::NotYet => "locked",
            _ => "",
        }
    }

    /// Done is told by the tick and by hidden words.
    fn tag(self) -> Option<Tag> {
        use super::Tone;
        match self {
            Self::ToDo => Some(Tag::new("To do", Tone::Quiet)),
            Self::ToDoByYou => Some(Tag::new("To do", Tone::Warn)),
            Self::Started => Some(Tag::new("Started", Tone::Info)),
            Self::NotYet => Some(Tag::new("Not yet", Tone::Line)),
            Self::Done => None,
        }
    }
}

/// One task. The note says who and by when, or what opens it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskItem {
    pub label: String,
    pub href: Option<String>,
    pub note: String,
    pub state: TaskState,
}

/// Tasks with their states.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "shell/parts/task_list.html")]
pub struct TaskList {
    pub items: Vec<TaskItem>,
}

/// One thing that happened, or the next thing that will.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TimelineItem {
    pub title: String,
    /// When and who, in words: "Fri 20 Nov. Visible to Fiona and Alison".
    pub by: String,
    pub side: Option<Side>,
    /// It has not happened yet.
    pub next: bool,
    /// What somebody wrote.
    pub quote: Option<String>,
}

impl TimelineItem {
    fn class(&self) -> &'static str {
        if self.next { "next" } else { self.side.map_or("", Side::class) }
    }
}

/// What happened, newest first, the next thing before all.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "shell/parts/timeline.html")]
pub struct Timeline {
    pub items: Vec<TimelineItem>,
}

renders_itself!(WorkList, Table, Pager, SummaryList, TaskList, Timeline);
