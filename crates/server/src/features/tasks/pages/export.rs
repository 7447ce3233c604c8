//! The tasks of a record as a file, and one's own across records.

/// The tasks of a record, as far as the reader sees them.
pub mod of_record {
    use axum::response::Response;
    use sojourn_kit::error::Result;
    use sojourn_kit::web::{Route, Search};

    use crate::door::Door;
    use crate::features::secondments;
    use crate::features::tasks::names::Names;
    use crate::features::tasks::pages::list::{ListQuery, is_shown, tasks_of};
    use crate::list_files;
    use crate::spreadsheet::{Cell, Format, Sheet, lines};

    const SHEET: Sheet =
        Sheet { name: "tasks", columns: &["code", "phase", "task", "who", "due", "state", "outcome"] };

    list_files!(door: Door, number: Route<String>, query: Search<ListQuery>);

    async fn export(
        format: Format,
        door: Door,
        Route(number): Route<String>,
        Search(query): Search<ListQuery>,
    ) -> Result<Response> {
        let mut cx = door.read().await?;
        let record = secondments::store::load(&mut cx, &number).await?;
        let mut tasks = tasks_of(&mut cx, &record).await?;
        tasks.retain(|task| is_shown(&record, task, query.wanted()));
        let names = Names::of(&mut cx, &record.secondment, &tasks).await?;
        let cells = tasks.iter().map(|task| {
            vec![
                Cell::text(&task.code),
                Cell::text(task.phase.label()),
                Cell::text(&task.title),
                Cell::text(names.owner(task)),
                Cell::day(task.due_on),
                Cell::text(task.state.label()),
                Cell::text(&task.outcome),
            ]
        });
        lines(&cx, format, &SHEET, cells.collect())
    }
}

/// The reader's open tasks across records, the nearest first.
pub mod mine {
    use axum::response::Response;
    use sojourn_kit::error::Result;

    use crate::door::Door;
    use crate::features::tasks::store::lists::{self, Wanted};
    use crate::list_files;
    use crate::spreadsheet::{Cell, Format, Sheet, WHOLE, lines};

    const SHEET: Sheet =
        Sheet { name: "my-tasks", columns: &["due", "task", "secondment", "person", "code", "state"] };

    list_files!(door: Door);

    async fn export(format: Format, door: Door) -> Result<Response> {
        let mut cx = door.read().await?;
        let most = i64::try_from(WHOLE + 1).unwrap_or(i64::MAX);
        let found = lists::mine(&mut cx, &Wanted::default(), most).await?;
        let cells = found.iter().map(|(task, line)| {
            vec![
                Cell::day(task.due_on),
                Cell::text(&task.title),
                Cell::text(&line.record.secondment.number),
                Cell::text(&line.person),
                Cell::text(&task.code),
                Cell::text(task.state.label()),
            ]
        });
        lines(&cx, format, &SHEET, cells.collect())
    }
}
