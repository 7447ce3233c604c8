//! Routes, steps and what people say on them; the rules that choose a route; delegations and appeals. Pure.

mod appeal;
mod delegation;
mod list;
mod route;
mod rules;
#[cfg(test)]
mod rules_tests;

pub use appeal::{
    Appeal, AppealId, AppealInput, Outcome, OutcomeInput, Refusal, WINDOW, deadline as appeal_deadline,
};
pub use delegation::{Delegation, DelegationId, DelegationInput, LONGEST};
pub use list::{Cursor, Kind, Line, ListQuery, View};
pub use route::{
    Answer, Decided, Decision, MadeFrom, Question, QuestionInput, ReplyInput, Route, RouteId, RouteState,
    Stage, Step, StepId, StepState, stage,
};
pub use rules::{By, Facts, Planned, Rule, Rules, RulesInput, When, plan};
