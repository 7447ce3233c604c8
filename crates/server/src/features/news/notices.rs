//! The letter of the week, for those who asked for it.

use std::time::Duration;

use sojourn_kit::error::Result;

use super::model::{FRESH, News};
use super::store::{self, Reader};
use crate::actor::PersonId;
use crate::app::App;
use crate::cx::Cx;
use crate::jobs::{Job, JobFuture, for_each_batch};
use crate::letter::{Letter, tell};
use crate::shell::words::{counted, short_day};

/// Writes the letters of the week.
pub const WEEKLY: Job = Job { name: "news-weekly", every: Duration::from_secs(3600), run };

/// Readers of one transaction.
const BATCH: i64 = 100;
/// News in one letter; more is on the page.
const MOST: i64 = 20;

fn run(app: App) -> JobFuture {
    Box::pin(async move {
        let reason = "the letter of the week from home";
        for_each_batch(&app, reason, |cx, after| Box::pin(batch(cx, after))).await
    })
}

async fn batch(cx: &mut Cx, after: PersonId) -> Result<Option<PersonId>> {
    let until = cx.now() - FRESH;
    let mut readers = store::due(cx, until, after, BATCH).await?;
    let last = readers.last().map(|reader| reader.person);
    // whoever is away twice still has one home
    readers.dedup_by_key(|reader| reader.person);
    for reader in &readers {
        write(cx, reader).await?;
    }
    Ok(last)
}

/// Writes one letter when there is something new; the note that it was written stands in the same transaction, so
/// that nothing is sent twice and no week brings two.
async fn write(cx: &mut Cx, reader: &Reader) -> Result<()> {
    let news = store::unread(cx, reader, MOST).await?;
    if news.is_empty() || !store::sent(cx, reader).await? {
        return Ok(());
    }
    let today = cx.today();
    let mut words: Vec<String> = news.iter().map(|one| paragraph(one, today, cx)).collect();
    words.push(format!(
        "All of it: {}/news. There you also stop this letter, at any time.",
        cx.app.config.base_url
    ));
    let cause = format!("news-weekly/{}", cx.now().timestamp());
    let subject = format!("From home: {}", counted(news.len() as u64, "piece of news", "pieces of news"));
    let letter = Letter {
        cause: &cause,
        kind: "news_weekly",
        about: reader.secondment.0,
        subject: &subject,
        words: &words,
    };
    tell(cx, Some(reader.person), letter).await
}

fn paragraph(news: &News, today: chrono::NaiveDate, cx: &Cx) -> String {
    let day = news.on.map(|day| format!(" ({})", short_day(day, today))).unwrap_or_default();
    let words = if news.words.is_empty() { String::new() } else { format!("\n{}", news.words) };
    let link = match news.link.as_str() {
        "" => String::new(),
        ours if ours.starts_with('/') => format!("\n{}{ours}", cx.app.config.base_url),
        link => format!("\n{link}"),
    };
    format!("{}{day}{words}{link}", news.title)
}
