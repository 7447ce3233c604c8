//! The list as a file, sent while the database still yields it: the memory is that of a few rows.

use axum::body::Body;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use futures_util::StreamExt;
use sojourn_kit::error::{Error, Result};
use sojourn_kit::web::Search;
use tokio::sync::mpsc;

use super::{PeopleQuery, PersonLine, store};
use crate::cx::Cx;
use crate::door::Door;
use crate::spreadsheet::cell;

/// Bytes of one piece of the answer.
const PIECE: usize = 16 * 1024;
const HEADER: [&str; 9] = [
    "employee_number",
    "first_name",
    "last_name",
    "email",
    "hire_date",
    "department",
    "job_title",
    "manager_number",
    "status",
];

/// `GET /people.csv`: the people that the list shows, all of them. No pay.
pub async fn csv(door: Door, Search(query): Search<PeopleQuery>) -> Result<Response> {
    let cx = door.read().await?;
    let wanted = query.check(&cx.actor)?;
    let (sql, values) = store::export(&wanted);
    let (sender, receiver) = mpsc::channel::<std::io::Result<Bytes>>(4);
    tokio::spawn(async move {
        if let Err(error) = write(cx, &sql, values, &sender).await {
            tracing::error!(%error, "an export broke off");
            // a broken connection, so that half a file does not pass for a whole one
            if sender.send(Err(std::io::Error::other("broke off"))).await.is_err() {
                tracing::debug!("and nobody was listening");
            }
        }
    });
    let pieces = futures_util::stream::unfold(receiver, |mut receiver| async {
        receiver.recv().await.map(|piece| (piece, receiver))
    });
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"people.csv\""),
    ];
    Ok((headers, Body::from_stream(pieces)).into_response())
}

async fn write(
    mut cx: Cx,
    sql: &str,
    values: Vec<sojourn_kit::db::Value>,
    sender: &mpsc::Sender<std::io::Result<Bytes>>,
) -> Result<()> {
    let mut out = csv::Writer::from_writer(Vec::with_capacity(PIECE * 2));
    out.write_record(HEADER).map_err(Error::internal)?;
    let mut rows = cx.tx.stream(sql, values);
    while let Some(row) = rows.next().await {
        out.write_record(record(&store::line(&row?)?)).map_err(Error::internal)?;
        if out.get_ref().len() >= PIECE {
            let full = out.into_inner().map_err(Error::internal)?;
            if sender.send(Ok(full.into())).await.is_err() {
                return Ok(());
            }
            out = csv::Writer::from_writer(Vec::with_capacity(PIECE * 2));
        }
    }
    let rest = out.into_inner().map_err(Error::internal)?;
    if sender.send(Ok(rest.into())).await.is_err() {
        tracing::debug!("the reader of an export went away");
    }
    Ok(())
}

fn record(line: &PersonLine) -> [String; 9] {
    let or_empty = |text: &Option<String>| cell(text.as_deref().unwrap_or_default()).into_owned();
    [
        or_empty(&line.employee_number),
        cell(&line.given_name).into_owned(),
        cell(&line.family_name).into_owned(),
        or_empty(&line.email),
        line.hired_on.map(|day| day.to_string()).unwrap_or_default(),
        or_empty(&line.unit_name),
        cell(&line.job_title).into_owned(),
        or_empty(&line.manager_number),
        line.status.clone(),
    ]
}
