//! The rows on Home.

use sojourn_kit::error::Result;

use super::model::Step;
use super::store;
use crate::cx::Cx;
use crate::shell::{Action, WorkRow};

/// Drafts that the actor was invited to write together.
///
/// # Errors
/// When the database does not answer.
pub async fn waiting(cx: &mut Cx) -> Result<Vec<WorkRow>> {
    let drafts = store::drafts_with_actor(cx).await?;
    let row = |(number, title, name): (String, String, String)| {
        let href = Step::Check.path(&number);
        WorkRow {
            line: None,
            title: format!("Write your part of {name}’s proposal"),
            href: href.clone(),
            meta: vec![title],
            tags: Vec::new(),
            due: None,
            action: Some(Action { label: "Write".to_owned(), href, about: number }),
        }
    };
    Ok(drafts.into_iter().map(row).collect())
}
