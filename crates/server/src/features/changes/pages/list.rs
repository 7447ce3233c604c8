//! Every change of a record, and what can be asked for.

use askama::Template;
use sojourn_calendar::format::near;
use sojourn_kit::error::Result;
use sojourn_kit::web::{Reply, Route};

use crate::cx::Cx;
use crate::door::Door;
use crate::features::changes::model::{Change, ChangeKind};
use crate::features::changes::{actions, panel, store};
use crate::features::secondments::{Head, Record, RecordTab, head};
use crate::page;
use crate::shell::{Cell, Column, Downloads, Empty, Frame, Link, Place, Row, Table, Tag};

#[derive(Template)]
#[template(path = "features/changes/pages/list.html")]
struct ListPage {
    frame: Frame,
    head: Head,
    table: Option<Table>,
    downloads: Downloads,
    empty: Empty,
    /// Address, label and what it is for.
    ways: Vec<(Link, &'static str)>,
}

/// Shows the changes of a record.
pub async fn show(door: Door, Route(number): Route<String>) -> Result<Reply> {
    let mut cx = door.read().await?;
    let record = actions::followed(&mut cx, &number).await?;
    let changes = store::all(&mut cx, record.secondment.id).await?;
    let head = head(&mut cx, &record, RecordTab::Overview).await?;
    let page = ListPage {
        frame: page::frame(&door, format!("Changes, {}", head.title), Some(Place::Secondments)),
        head,
        table: (!changes.is_empty()).then(|| table(&cx, &number, &changes)),
        downloads: Downloads::whole(&format!("/secondments/{number}/changes")),
        empty: Empty {
            title: "Nothing has been changed".to_owned(),
            text: "What the agreement says still stands. Who asks for what, and who agreed, is kept here."
                .to_owned(),
            action: None,
        },
        ways: ways(&record),
    };
    page::render(&page)
}

fn ways(record: &Record) -> Vec<(Link, &'static str)> {
    let number = &record.secondment.number;
    ChangeKind::ALL
        .iter()
        .filter(|kind| actions::may_ask(record, **kind).is_ok())
        .map(|kind| {
            let href = format!("/secondments/{number}/changes/new/{}", kind.as_str());
            (Link::new(kind.label(), href), purpose(*kind))
        })
        .collect()
}

const fn purpose(kind: ChangeKind) -> &'static str {
    match kind {
        ChangeKind::Extension => "The same terms with a later last day. Signed before the present one.",
        ChangeKind::Variation => "Duties, place, time at the host, pay, recharge, or a new manager.",
        ChangeKind::EarlyEnd => "A day that the secondee and both managers agree on.",
        ChangeKind::Recall => "With the notice of the agreement. You see the last day before you send it.",
        ChangeKind::Removal => "With the notice of the agreement, or at once on a named ground.",
        ChangeKind::EarlyReturn => {
            "With the notice of the agreement. You can talk to the mobility team before doing this."
        }
    }
}

fn table(cx: &Cx, number: &str, changes: &[Change]) -> Table {
    let row = |change: &Change| Row {
        cells: vec![
            Cell::Link(Link::new(
                panel::in_words(change),
                format!("/secondments/{number}/changes/{}", change.number),
            )),
            Cell::Text(change.asked_by_name.clone()),
            Cell::Text(near(change.asked_at.date_naive(), cx.today())),
            Cell::Tag(Tag::new(change.status.label(), panel::tone(change.status))),
        ],
    };
    Table {
        caption: "Changes, the newest first".to_owned(),
        hide_caption: true,
        columns: vec![
            Column::text("Change"),
            Column::text("Asked by"),
            Column::text("On"),
            Column::text("Where it stands"),
        ],
        rows: changes.iter().map(row).collect(),
        foot: None,
    }
}
