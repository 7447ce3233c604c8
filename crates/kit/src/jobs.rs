//! What happens by itself: named pieces of work, each run again and again until the server stops.

use std::future::Future;
use std::time::Duration;

use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::error::Result;

/// Runs jobs in the background. Stopping lets the piece at hand finish.
#[derive(Default)]
pub struct Worker {
    stop: CancellationToken,
    tasks: JoinSet<()>,
}

impl Worker {
    /// A worker without work.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Runs `job` every `period`, and at once again as long as it says that there is more to do.
    /// An error is logged and the job tried again at the next turn: it never ends the worker.
    pub fn every<F, Fut>(&mut self, name: &'static str, period: Duration, job: F)
    where
        F: Fn() -> Fut + Send + 'static,
        Fut: Future<Output = Result<More>> + Send + 'static,
    {
        let stop = self.stop.clone();
        self.tasks.spawn(async move {
            loop {
                let more = job().await.unwrap_or_else(|error| {
                    tracing::error!(job = name, %error, "a job failed and will be tried again");
                    More::No
                });
                let pause = if more == More::Yes { Duration::ZERO } else { period };
                tokio::select! {
                    () = stop.cancelled() => return,
                    () = tokio::time::sleep(pause) => {}
                }
            }
        });
    }

    /// Asks all jobs to stop and waits for the pieces at hand.
    pub async fn stop(mut self) {
        self.stop.cancel();
        while self.tasks.join_next().await.is_some() {}
    }
}

/// Whether a job left work behind that should not wait for its next turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum More {
    /// There is more; go on at once.
    Yes,
    /// Done for now.
    No,
}
