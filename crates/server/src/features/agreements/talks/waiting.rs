//! What waits for the desk, on Home.

use sojourn_kit::error::Result;

use super::store;
use crate::cx::Cx;
use crate::shell::words::counted;
use crate::shell::{Action, WorkRow};

/// The most rows.
const MOST: i64 = 10;

/// Questions about a text and changes that were asked for, one row for each record.
///
/// # Errors
/// When the database does not answer.
pub async fn waiting(cx: &mut Cx) -> Result<Vec<WorkRow>> {
    let found = store::waiting(cx, MOST).await?;
    let row = |(number, name, open): (String, String, i64)| {
        let href = format!("/secondments/{number}/agreement/talks");
        let open = u64::try_from(open).unwrap_or_default();
        WorkRow {
            line: None,
            title: format!("Answer what is asked about {name}’s agreement"),
            href: href.clone(),
            meta: vec![counted(open, "question or change", "questions or changes")],
            tags: Vec::new(),
            due: None,
            action: Some(Action { label: "Answer".to_owned(), href, about: number }),
        }
    };
    Ok(found.into_iter().map(row).collect())
}
