//! What people do about approvals: one function per verb, the same for pages and JSON.

mod appeals;
mod decide;
mod delegations;
mod questions;
mod rules;

pub use appeals::{Standing as AppealStanding, answer as answer_appeal, appeal, standing as appeal_standing};
pub use decide::decide;
pub use delegations::{delegate, end as end_delegation};
pub use questions::{answer, ask, may_answer, open_question};
pub use rules::{administered, change as change_rules, read as read_rules};
