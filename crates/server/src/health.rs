//! Whether the process lives, and whether it can serve: for supervisors and load balancers. No secret, no
//! name of a person, no sign-in.

use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::get;
use serde::Serialize;
use sojourn_kit::db::not_applied;
use sojourn_kit::web::Reply;

use crate::app::App;
use crate::schema::MIGRATIONS;

/// How long the database may take to say that it is there.
const WAIT: Duration = Duration::from_secs(3);

/// What `/readyz` says.
#[derive(Serialize)]
struct Readiness {
    ready: bool,
    /// What stands in the way.
    reasons: Vec<String>,
}

/// `/livez` and `/readyz`.
pub fn routes() -> Router<App> {
    Router::new().route("/livez", get(livez)).route("/readyz", get(readyz))
}

async fn livez() -> Reply {
    Reply::text("text/plain; charset=utf-8", "alive\n".to_owned())
}

async fn readyz(State(app): State<App>) -> Reply {
    let reasons = reasons(&app).await;
    let ready = reasons.is_empty();
    let status = if ready { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    Reply::json(status, &Readiness { ready, reasons })
}

async fn reasons(app: &App) -> Vec<String> {
    if app.is_draining() {
        return vec![
            "This process is stopping. It finishes what is open and takes nothing new soon.".to_owned(),
        ];
    }
    let missing = match tokio::time::timeout(WAIT, not_applied(&app.db, MIGRATIONS)).await {
        Ok(Ok(missing)) => missing,
        Ok(Err(error)) => {
            tracing::warn!(%error, "not ready");
            return vec!["The database cannot be reached.".to_owned()];
        }
        Err(_) => return vec![format!("The database did not answer within {} seconds.", WAIT.as_secs())],
    };
    missing.iter().map(|name| format!("The schema change {name} has not run.")).collect()
}

#[cfg(test)]
mod tests {
    use sojourn_kit::args;

    use crate::testing::on_each_database;

    #[tokio::test]
    async fn a_whole_installation_lives_and_is_ready() {
        on_each_database(async |house| {
            assert_eq!(house.anonymous().get("/livez").await.status, 200);
            let ready = house.anonymous().get("/readyz").await;
            assert_eq!((ready.status.as_u16(), ready.json()["ready"].as_bool()), (200, Some(true)));
        })
        .await;
    }

    #[tokio::test]
    async fn who_is_told_to_stop_says_so_and_still_answers() {
        on_each_database(async |house| {
            house.app.begin_draining();
            let ready = house.anonymous().get("/readyz").await;
            assert_eq!((ready.status.as_u16(), ready.json()["ready"].as_bool()), (503, Some(false)));
            assert!(ready.text.contains("stopping"), "{}", ready.text);
            assert_eq!(house.anonymous().get("/livez").await.status, 200);
            assert_eq!(house.browser("maya").await.get("/secondments").await.status, 200);
        })
        .await;
    }

    #[tokio::test]
    async fn a_missing_schema_change_and_a_lost_database_are_named() {
        on_each_database(async |house| {
            let mut tx = house.app.db.write().await.unwrap();
            tx.run("DELETE FROM schema_migrations WHERE number = $1", args![2_i64]).await.unwrap();
            tx.commit().await.unwrap();
            let behind = house.anonymous().get("/readyz").await;
            assert_eq!(behind.status, 503);
            assert!(behind.text.contains("0002_people"), "{}", behind.text);
            house.app.db.close().await;
            let lost = house.anonymous().get("/readyz").await;
            assert_eq!(lost.status, 503);
            assert!(lost.text.contains("cannot be reached"), "{}", lost.text);
            assert_eq!(house.anonymous().get("/livez").await.status, 200);
        })
        .await;
    }
}
