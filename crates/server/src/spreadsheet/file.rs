//! The answer: a file that is sent while the database still yields its rows.

use axum::body::Body;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use futures_util::StreamExt;
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

/// The list as a file to keep. `line` turns a row of the statement into the cells of the sheet.
///
/// # Errors
/// [`Error::TooMany`] when the actor asks for many files in a minute.
pub fn file<F>(cx: Cx, format: Format, sheet: &'static Sheet, query: Query, line: F) -> Result<Response>
where
    F: Fn(&Row) -> Result<Vec<Cell>> + Send + 'static,
{
    let limits = &cx.app.limits;
    let heavy = limits.heavy(&cx.actor.person.to_string(), cx.now());
    heavy.map_err(|wait| Error::TooMany { retry_after: wait.seconds })?;
    let (sender, receiver) = mpsc::channel(4);
    tokio::spawn(async move {
        if let Err(error) = write(cx, format, sheet, query, line, &sender).await {
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
    Ok((headers, Body::from_stream(pieces)).into_response())
}

async fn write<F>(
    mut cx: Cx,
    format: Format,
    sheet: &'static Sheet,
    (sql, values): Query,
    line: F,
    sender: &Pieces,
) -> Result<()>
where
    F: Fn(&Row) -> Result<Vec<Cell>> + Send + 'static,
{
    let mut rows = cx.tx.stream(&sql, values);
    match format {
        Format::Csv => {
            let mut writer = csv::Csv::try_new(sheet)?;
            while let Some(row) = rows.next().await {
                writer.row(&line(&row?)?)?;
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
            while let Some(row) = rows.next().await {
                writer.row(&line(&row?)?)?;
            }
            drop(rows);
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
