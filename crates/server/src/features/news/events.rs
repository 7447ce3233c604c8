//! What was told to those who are away.

use super::model::NewsId;
use crate::event_of;

event_of!(
    /// Somebody told those who are away what is new.
    NewsPosted, "news.posted", news: NewsId {
        /// What kind of news.
        kind: &'static str,
    }
);

event_of!(
    /// Somebody took news back.
    NewsWithdrawn, "news.withdrawn", news: NewsId {}
);
