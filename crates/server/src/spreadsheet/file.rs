//! The answer: a file that is sent while the database still yields its rows.

use axum::body::Body;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use futures_util::{Stream, StreamExt};
use sojourn_kit::db::{Row, Value};
use sojourn_kit::error::{Error, Result};
use tokio::sync::mpsc;

use super::{Cell, Sheet, csv, xlsx};
use crate::cx::Cx;

/// Bytes of one piece of the answer.
pub(super) const PIECE: usize = 16 * 1024;

/// Which kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Comma-separated values, RFC 4180, UTF-8.
    Csv,
    /// A workbook of Excel, LibreOffice and others.
    Xlsx,
}

impl Format {
    fn ending(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
        }
    }

    fn media(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }
}

/// The statement of a whole list with its values.
pub type Query = (String, Vec<Value>);

/// A piece of the answer on its way, or the news that it broke off.
pub(super) type Pieces = mpsc::Sender<std::io::Result<Bytes>>;

/// The most lines of a list that is read whole before it is sent.
pub const WHOLE: usize = 20_000;

/// The list as a file to keep. `line` turns a row of the statement into the cells of the sheet; the file is sent
/// while the database still yields its rows.
///
/// # Errors
/// [`Error::TooMany`] when the actor asks for many files in a minute.
pub fn file<F>(mut cx: Cx, format: Format, sheet: &'static Sheet, query: Query, line: F) -> Result<Response>
where
    F: Fn(&Row) -> Result<Vec<Cell>> + Send + 'static,
{
    allowed(&cx)?;
    let (sql, values) = query;
    Ok(answer(format, sheet, move |sender| async move {
        let rows = cx.tx.stream(&sql, values).map(move |row| line(&row?));
        write(format, sheet, Box::pin(rows), &sender).await
    }))
}

/// A list whose lines are at hand as a file to keep: one that belongs to a record, or whose lines need more than
/// one statement. It is read as its page reads it, to its end.
///
/// # Errors
/// [`Error::TooMany`] when the actor asks for many files in a minute; refused when it is longer than [`WHOLE`].
pub fn lines(cx: &Cx, format: Format, sheet: &'static Sheet, lines: Vec<Vec<Cell>>) -> Result<Response> {
    allowed(cx)?;
    if lines.len() > WHOLE {
        return Err(Error::refused("too_long", "This list is too long for one file. Narrow it first."));
    }
    Ok(answer(format, sheet, move |sender| async move {
        write(format, sheet, futures_util::stream::iter(lines.into_iter().map(Ok)), &sender).await
    }))
}

fn allowed(cx: &Cx) -> Result<()> {
    let heavy = cx.app.limits.heavy(&cx.actor.person.to_string(), cx.now());
    heavy.map_err(|wait| Error::TooMany { retry_after: wait.seconds })
}

/// The answer that is filled by work of its own.
fn answer<W, F>(format: Format, sheet: &'static Sheet, work: W) -> Response
where
    W: FnOnce(Pieces) -> F,
    F: Future<Output = Result<()>> + Send + 'static,
{
    let (sender, receiver) = mpsc::channel(4);
    let work = work(sender.clone());
    tokio::spawn(async move {
        if let Err(error) = work.await {
            tracing::error!(%error, sheet = sheet.name, "an export broke off");
            // a broken connection, so that half a file does not pass for a whole one
            if sender.send(Err(std::io::Error::other("broke off"))).await.is_err() {
                tracing::debug!("and nobody was listening");
            }
        }
    });
    let pieces = futures_util::stream::unfold(receiver, |mut receiver| async {
        receiver.recv().await.map(|piece| (piece, receiver))
    });
    let name = format!("attachment; filename=\"{}.{}\"", sheet.name, format.ending());
    let headers = [(header::CONTENT_TYPE, format.media().to_owned()), (header::CONTENT_DISPOSITION, name)];
    (headers, Body::from_stream(pieces)).into_response()
}

async fn write<S>(format: Format, sheet: &'static Sheet, mut lines: S, sender: &Pieces) -> Result<()>
where
    S: Stream<Item = Result<Vec<Cell>>> + Unpin + Send,
{
    match format {
        Format::Csv => {
            let mut writer = csv::Csv::try_new(sheet)?;
            while let Some(cells) = lines.next().await {
                writer.row(&cells?)?;
                if let Some(piece) = writer.ready()?
                    && !send(sender, piece).await
                {
                    return Ok(());
                }
            }
            send(sender, writer.finish()?).await;
        }
        Format::Xlsx => {
            let mut writer = xlsx::Xlsx::try_new(sheet)?;
            while let Some(cells) = lines.next().await {
                writer.row(&cells?)?;
            }
            drop(lines);
            let finished = tokio::task::spawn_blocking(move || writer.finish());
            finished.await.map_err(Error::internal)??.send(sender).await?;
        }
    }
    Ok(())
}

/// Sends a piece; false when nobody listens any more.
pub(super) async fn send(sender: &Pieces, piece: Bytes) -> bool {
    sender.send(Ok(piece)).await.is_ok()
}
