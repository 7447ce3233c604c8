//! HTTP: what comes in is checked before a handler sees it, what goes out is a [`Reply`].

mod fail;
mod guard;
mod input;
mod once;
mod reply;

pub use fail::{Failure, Problem, problem_door};
pub use guard::{Https, RequestId, same_site_only, security_headers, with_request_id};
pub use input::{Body, Fields, Route, Search};
pub use once::{OnceKey, remember_body};
pub use reply::{FLASH, FLASH_GONE, Reply};
