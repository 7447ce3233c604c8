//! Sample content for every component, with the invented people of the demo world.

use super::{
    Action, Cell, Column, Crumbs, Due, Empty, ErrorSummary, Estimate, EstimateLine, Fact, Facts, FieldKind,
    FieldOption, FieldView, FlowStrip, Journey, Leg, Limit, Link, Markup, Meter, Moment, Notice, Pager,
    Parties, PersonChip, PlaceLabel, Row, Side, Signer, Signers, SplitBar, Step, StepState, Steps, Stop,
    StripItem, SummaryList, SummaryRow, SummaryValue, Tab, Table, Tabs, Tag, TaskItem, TaskList, TaskState,
    Timeline, TimelineItem, Tone, Width, WorkList, WorkRow, away,
};

/// One of each component.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sample {
    pub lines: Vec<(Markup, Tag)>,
    pub flow: FlowStrip,
    pub work: WorkList,
    pub crumbs: Crumbs,
    pub journey: Journey,
    pub tabs: Tabs,
    pub notices: Vec<Notice>,
    pub parties: Parties,
    pub tasks: TaskList,
    pub timeline: Timeline,
    pub summary: SummaryList,
    pub table: Table,
    pub pager: Pager,
    pub steps: Steps,
    pub errors: ErrorSummary,
    pub fields: Vec<FieldView>,
    pub estimate: Estimate,
    pub facts: Facts,
    pub signers: Signers,
    pub empty: Empty,
}

impl Default for Sample {
    fn default() -> Self {
        let fields = fields();
        Self {
            lines: lines(),
            flow: flow(),
            work: work(),
            crumbs: Crumbs::new(vec![Link::new("Secondments", "#secondments")], "SO-0312"),
            journey: journey(),
            tabs: tabs(),
            notices: notices(),
            parties: parties(),
            tasks: tasks(),
            timeline: timeline(),
            summary: summary(),
            table: table(),
            pager: Pager { newer: Some("#newer".into()), older: Some("#older".into()) },
            steps: steps(),
            errors: ErrorSummary::of(&fields),
            fields,
            estimate: estimate(),
            facts: facts(),
            signers: signers(),
            empty: Empty {
                title: "No secondments yet".into(),
                text: "Browse what’s open, or describe the one you want.".into(),
                action: Some(Link::new("Propose your own", "#propose")),
            },
        }
    }
}

fn lines() -> Vec<(Markup, Tag)> {
    [
        (None, "Draft", Tone::Quiet),
        (Some(12), "In approval", Tone::Info),
        (Some(21), "Waiting for signatures", Tone::Warn),
        (Some(25), "Agreed", Tone::Good),
        (Some(48), "Away now", Tone::Host),
        (Some(66), "Coming back", Tone::Host),
        (Some(86), "Home again", Tone::Home),
        (Some(100), "Closed", Tone::Quiet),
        (Some(40), "Ended early", Tone::Bad),
        (None, "Not yet", Tone::Line),
    ]
    .map(|(progress, word, tone)| (away(progress), Tag::new(word, tone)))
    .into()
}

fn flow() -> FlowStrip {
    let item =
        |count, label: &str, away| StripItem { count, label: label.into(), href: "#flow".into(), away };
    FlowStrip {
        label: "Where your 47 secondments are".into(),
        items: vec![
            item(12, "Proposed or in approval", false),
            item(6, "Waiting for signatures", false),
            item(5, "Starting in 30 days", false),
            item(21, "Away now", true),
            item(3, "Back in 30 days", false),
        ],
    }
}

fn work_row(line: Option<u8>, title: &str, meta: &[&str], tags: Vec<Tag>, due: Due, action: &str) -> WorkRow {
    WorkRow {
        line: Some(away(line)),
        title: title.into(),
        href: "#row".into(),
        meta: meta.iter().map(ToString::to_string).collect(),
        tags,
        due: Some(due),
        action: Some(Action { label: action.into(), href: "#act".into(), about: title.into() }),
    }
}

fn work() -> WorkList {
    WorkList {
        id: "w-now",
        heading: "Needs you now".into(),
        total: 3,
        all: Some(Link::new("All tasks", "#tasks")),
        rows: vec![
            work_row(
                Some(23),
                "Chase Fernleigh Foods to sign Inès Baptiste’s agreement",
                &["Copywriter to client, 1 week", "Starts Mon 7 Dec", "3 of 4 signed"],
                vec![],
                Due::Late("2 days late".into()),
                "Send reminder",
            ),
            work_row(
                Some(14),
                "Approve costs for Tomasz Wilk at Meridian Finance",
                &["Accountant to finance company, 6 months", "Home pays £29,250"],
                vec![Tag::new("No cover agreed", Tone::Warn)],
                Due::Soon("Due today".into()),
                "Review",
            ),
            work_row(
                None,
                "Dana Whitlock proposed 4 weeks with Sales",
                &["Customer service, Leeds", "11 Jan to 5 Feb 2027"],
                vec![Tag::new("Manager agrees", Tone::Good)],
                Due::Later("Thu 26 Nov".into()),
                "Review",
            ),
        ],
    }
}

fn journey() -> Journey {
    let stop =
        |label: &str, day: &str, leg, moment| Stop { label: label.into(), day: day.into(), leg, moment };
    Journey::new(
        "At host: London Sales",
        vec![
            stop("Proposed", "4 May", Leg::Before, Moment::Passed),
            stop("Released", "2 Jun", Leg::Before, Moment::Passed),
            stop("Signed", "19 Jun", Leg::Before, Moment::Passed),
            stop("Started", "7 Sep", Leg::Away(0), Moment::Passed),
            stop("Today", "23 Nov", Leg::Away(45), Moment::Now),
            stop("Midpoint", "1 Dec", Leg::Away(50), Moment::Ahead),
            stop("Last day", "26 Feb", Leg::Away(100), Moment::Ahead),
            stop("Home", "8 Mar", Leg::After, Moment::Ahead),
            stop("Debrief", "6 Apr", Leg::After, Moment::Ahead),
        ],
    )
}

fn tabs() -> Tabs {
    let tab = |label: &str, current| Tab { label: label.into(), href: "#tab".into(), current };
    let items =
        vec![tab("Overview", true), tab("Agreement", false), tab("Costs", false), tab("History", false)];
    Tabs { label: "This secondment".into(), items }
}

fn notices() -> Vec<Notice> {
    vec![
        Notice::new(Tone::Info, "Meridian has the agreement.").text("Opened yesterday at 14:10."),
        Notice::new(Tone::Good, "Saved.").text("Fiona and Alison can see this entry."),
        Notice::new(Tone::Warn, "One change since you read version 1.")
            .link(Link::new("Go to clause 5", "#c5")),
        Notice::new(Tone::Bad, "The email to Helen Marsh bounced.")
            .link(Link::new("Check her address", "#mail")),
    ]
}

fn person(name: &str, relation: &str, side: Option<Side>) -> PersonChip {
    PersonChip { name: name.into(), relation: relation.into(), side }
}

fn parties() -> Parties {
    Parties {
        home: "Sydney Sales".into(),
        at_home: vec![
            person("Callum Reyes", "Secondee. Employed and paid here", Some(Side::Home)),
            person("Alison Burke", "Home manager", Some(Side::Home)),
        ],
        host: "London Sales".into(),
        at_host: vec![
            person("Fiona Achterberg", "Host manager. Sets daily work", Some(Side::Host)),
            person("Maya Okonjo", "Mobility manager. Owns this record", None),
        ],
    }
}

fn tasks() -> TaskList {
    let task = |label: &str, href: Option<&str>, note: &str, state| TaskItem {
        label: label.into(),
        href: href.map(Into::into),
        note: note.into(),
        state,
    };
    TaskList {
        items: vec![
            task("Check UK tax after 183 days", Some("#t"), "You, due Thu 26 Nov", TaskState::ToDoByYou),
            task("Name a return role", Some("#t"), "Alison Burke, due 11 Dec", TaskState::ToDo),
            task("Agree objectives", Some("#t"), "Fiona Achterberg", TaskState::Started),
            task("Book the flight home", None, "Opens when dates are settled", TaskState::NotYet),
            task("Flat in Hackney confirmed", None, "4 Sep", TaskState::Done),
        ],
    }
}

fn timeline() -> Timeline {
    let item = |title: &str, by: &str, side| TimelineItem {
        title: title.into(),
        by: by.into(),
        side: Some(side),
        ..TimelineItem::default()
    };
    let next = TimelineItem {
        title: "Midpoint review with both managers".into(),
        by: "Tue 1 Dec, 09:00 London, 20:00 Sydney".into(),
        next: true,
        ..TimelineItem::default()
    };
    let mut shared = item("Callum shared a note", "Fri 20 Nov. Visible to Fiona and Alison", Side::Host);
    shared.quote = Some("“Buyers here want proof of service levels before price.”".into());
    let caught_up = item("Alison and Callum had their catch-up", "Tue 10 Nov. 25 minutes", Side::Home);
    Timeline { items: vec![next, shared, caught_up] }
}

fn summary() -> SummaryList {
    let place = PlaceLabel { side: Side::Host, name: "London Sales".into() };
    SummaryList {
        tight: false,
        rows: vec![
            SummaryRow::text("Dates", "7 Sep 2026 to 26 Feb 2027").change("#dates"),
            SummaryRow::new("Host", SummaryValue::Place(place)).change("#host"),
            SummaryRow::new(
                "What you bring back",
                SummaryValue::Lines(vec!["A plan".into(), "Contacts".into()]),
            ),
            SummaryRow::new("Return role", SummaryValue::Missing(Link::new("Add a return role", "#return"))),
        ],
    }
}

fn table() -> Table {
    let row = |number: &str, name: &str, progress, word: &'static str, tone, cost: &str| Row {
        cells: vec![
            Cell::Link(Link::new(number, "#record")),
            Cell::Text(name.into()),
            Cell::Status(away(progress), Tag::new(word, tone)),
            Cell::Number(cost.into()),
        ],
    };
    Table {
        caption: "Secondments".into(),
        hide_caption: false,
        columns: vec![
            Column::text("Number"),
            Column::text("Secondee"),
            Column::text("Status"),
            Column::number("Home pays"),
        ],
        rows: vec![
            row("SO-0312", "Callum Reyes", Some(48), "Away now", Tone::Host, "A$65,200"),
            row("SO-0345", "Tomasz Wilk", Some(14), "In approval", Tone::Info, "£29,250"),
        ],
        foot: Some(Row {
            cells: vec![
                Cell::Text("Two in all".into()),
                Cell::Text(String::new()),
                Cell::Text(String::new()),
                Cell::Number("2".into()),
            ],
        }),
    }
}

fn steps() -> Steps {
    let step = |label: &str, state| Step { label: label.into(), href: Some("#step".into()), state };
    Steps {
        items: vec![
            step("Why and what", StepState::Done),
            step("Where and when", StepState::Done),
            step("Costs and cover", StepState::Current),
            Step { label: "Goals".into(), href: None, state: StepState::Ahead },
        ],
    }
}

fn fields() -> Vec<FieldView> {
    let cover = vec![
        FieldOption::new("hire", "Hire cover for six months").hint("About £27,600"),
        FieldOption::new("share", "Share it across the team").hint("No extra cost"),
    ];
    let shares = ["0", "50", "100"].map(|share| FieldOption::new(share, format!("{share}%"))).into();
    let wants = vec![FieldOption::new("mail", "By email").ticked(true), FieldOption::new("page", "On Home")];
    vec![
        FieldView::new("last_day", "Last day at the host")
            .date()
            .hint("For example, 26 February 2027")
            .value("4 January 2027")
            .error(Some("Last day must be after 11 January 2027")),
        FieldView::new("host_email", "Host manager’s email")
            .kind(FieldKind::Email)
            .hint("We’ll send them a private link. They don’t need an account."),
        FieldView::new("fare", "Return fare").money("£").value("45.00"),
        FieldView::new("days", "Days at the host each week")
            .kind(FieldKind::Number)
            .width(Width::Short)
            .value("2"),
        FieldView::new("purpose", "What is it for?").lines().value("Learn how buyers decide.").optional(),
        FieldView::new("share", "Brightwater pays").select(shares).width(Width::Short).value("50"),
        FieldView::new("code", "Code from the email").kind(FieldKind::Code),
        FieldView::new("people", "People file").kind(FieldKind::File(".csv")),
        FieldView::new("cover", "How will your work be covered?")
            .radios(cover)
            .strong()
            .hint("Someone has to close the books while you’re away.")
            .error(Some("Choose how your work will be covered")),
        FieldView::new("news", "How should we tell you?").kind(FieldKind::Checks(wants)).bare(),
        FieldView::new("consent", "I have read version 2 and agree to sign electronically")
            .kind(FieldKind::Tick)
            .value("yes"),
    ]
}

fn estimate() -> Estimate {
    let line = |label: &str, tag, home: &str, host: &str| EstimateLine {
        label: label.into(),
        tag,
        home: home.into(),
        host: host.into(),
    };
    Estimate {
        heading: "Cost to Brightwater, 1 Mar to 31 Aug 2027".into(),
        home_pays: "£29,250".into(),
        rest: "of £60,473 in all. Meridian pays £31,223".into(),
        split: SplitBar { home_percent: 48 },
        lines: vec![
            line("Salary, 6 months", None, "£0", "£24,300"),
            line("Travel, 26 weeks", None, "£1,170", "£1,170"),
            line("Cover", Some(Tag::new("Not chosen", Tone::Warn)), "£27,600", "£0"),
        ],
        home_total: "£29,250".into(),
        host_total: "£31,223".into(),
        limit: Some(Limit {
            lead: "Your manager can approve this".into(),
            limit: "limit £30,000".into(),
            meter: Meter { percent: 97, words: "£29,250 of £30,000".into(), tone: Tone::Quiet },
            note: "£750 under. Above the limit, Finance approves too.".into(),
        }),
        working: Some("#working".into()),
    }
}

fn facts() -> Facts {
    let fact = |term: &str, value: &str| Fact { term: term.into(), value: value.into() };
    Facts {
        items: vec![
            fact("Dates", "7 to 11 Dec 2026"),
            fact("Place", "Your York site"),
            fact("You pay", "£0"),
            fact("Employer", "Brightwater Studio"),
        ],
    }
}

fn signers() -> Signers {
    let signer = |name: &str, role: &str, signed: Option<&str>| Signer {
        name: name.into(),
        role: role.into(),
        signed: signed.map(Into::into),
        note: None,
        you: false,
    };
    let mut you = signer("Helen Marsh", "Fernleigh Foods, host", None);
    you.you = true;
    you.note = Some(Tag::new("You", Tone::Warn));
    let waiting = signer("Dev Kapoor", "Legal, Brightwater", None);
    Signers { items: vec![signer("Inès Baptiste", "Secondee", Some("18 Nov")), waiting, you] }
}
