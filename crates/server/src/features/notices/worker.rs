//! What happens by itself: letters leave, and what has expired is removed.

use std::time::Duration;

use sojourn_kit::error::{Error, Result};
use sojourn_kit::jobs::{More, Worker};
use sojourn_kit::mail::{Delivery, Letter, SendError, Transport, message_id, next_attempt};
use sojourn_kit::outbox::{self, Leased};

use super::store;
use crate::app::App;
use crate::features::FEATURES;

/// How often the outbox is looked through.
const LOOK: Duration = Duration::from_secs(2);
/// How often expired rows are removed.
const CLEAN: Duration = Duration::from_secs(60 * 60);
/// Letters leased at once: each may take 30 seconds, and the lease holds for five minutes.
const AT_ONCE: i64 = 5;

/// Starts the jobs of this process, as many as the configuration wants; none with `workers = 0`.
/// Without a mail server no letter is touched: all of them stay waiting, to be read in the outbox.
///
/// # Errors
/// When the mail server's address or the sender cannot be used.
pub fn start(app: &App) -> Result<Worker> {
    let mut worker = Worker::new();
    if app.config.workers == 0 {
        return Ok(worker);
    }
    let smtp = app.config.smtp_url.as_ref().map(|url| url.expose().as_str());
    let transport = Transport::try_new(smtp, &app.config.mail_from).map_err(Error::internal)?;
    if matches!(transport, Transport::Smtp(_)) {
        for _ in 0..app.config.workers {
            let (app, transport) = (app.clone(), transport.clone());
            worker.every("letters", LOOK, move || deliver(app.clone(), transport.clone()));
        }
    }
    for job in FEATURES.iter().flat_map(|feature| feature.jobs) {
        let app = app.clone();
        worker.every(job.name, job.every, move || job.run_alone(app.clone()));
    }
    let app = app.clone();
    worker.every("cleaning", CLEAN, move || clean(app.clone()));
    Ok(worker)
}

/// Sends what is due. The lease and the outcome are written in short transactions of their own: no mail
/// server is ever waited for inside one.
///
/// # Errors
/// When the database does not answer. A mail server that fails is no error: the letter waits.
pub async fn deliver(app: App, transport: Transport) -> Result<More> {
    let mut tx = app.db.write().await?;
    let leased = outbox::claim(&mut tx, app.clock.now(), AT_ONCE).await?;
    tx.commit().await?;
    for letter in &leased {
        let outcome = send(&app, &transport, letter).await;
        note(&app, letter, outcome).await?;
    }
    Ok(if leased.is_empty() { More::No } else { More::Yes })
}

async fn send(app: &App, transport: &Transport, leased: &Leased) -> Result<Delivery, SendError> {
    let letter = Letter::try_new(&leased.to_name, &leased.to_address, &leased.subject, &leased.body)
        .map_err(|error| SendError::Permanent(error.to_string()))?;
    // the stored id is the same for every try; its host becomes ours on the way out
    let unique = leased.message_id.trim_start_matches('<').split('@').next().unwrap_or_default();
    transport.send(&letter, &message_id(unique, &app.config.base_url), app.clock.now()).await
}

async fn note(app: &App, leased: &Leased, outcome: Result<Delivery, SendError>) -> Result<()> {
    let now = app.clock.now();
    let attempts = u32::try_from(leased.attempts).unwrap_or(u32::MAX);
    let mut tx = app.db.write().await?;
    match outcome {
        Ok(Delivery::Sent) => outbox::sent(&mut tx, leased.id, now).await?,
        Ok(Delivery::Kept) => return Ok(()),
        Err(SendError::Temporary(why)) => {
            tracing::warn!(letter = %leased.id, attempts, why, "a letter could not be sent and will be tried again");
            outbox::failed(&mut tx, leased.id, next_attempt(attempts, now), &why).await?;
        }
        Err(SendError::Permanent(why)) => {
            tracing::warn!(letter = %leased.id, attempts, why, "a letter was refused for good");
            outbox::failed(&mut tx, leased.id, None, &why).await?;
        }
    }
    tx.commit().await
}

/// Removes what has expired.
///
/// # Errors
/// When the database does not answer.
pub async fn clean(app: App) -> Result<More> {
    let mut tx = app.db.write().await?;
    let removed = store::clean(&mut tx, app.clock.now()).await?;
    tx.commit().await?;
    tracing::debug!(removed, "expired rows removed");
    Ok(More::No)
}
