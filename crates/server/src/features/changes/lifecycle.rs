//! The life of a change in one table. It drives every step and the diagram; who speaks for which side is decided
//! in the actions.

use sojourn_kit::error::Refusal;

use super::model::ChangeStatus;
use crate::diagram::state_diagram;

crate::word_enum!(
    /// What moves a change.
    #[schema(as = ChangeAction)]
    Action {
        /// A side says no.
        Refuse => "refuse", "Refuse";
        /// The last side says yes.
        AgreeLast => "agree_last", "Agree";
        /// Nobody has to sign, or all have.
        Settle => "settle", "Settle";
        /// Its day has come.
        TakeEffect => "take_effect", "Take effect";
        /// Whoever asked takes it back, or the record ends before it counts.
        TakeBack => "take_back", "Take back";
        /// Notice counts from now on.
        GiveNotice => "give_notice", "Give notice";
        /// The others let a notice be taken back.
        WithdrawNotice => "withdraw_notice", "Take the notice back";
    }
);

/// One line of the table.
#[derive(Debug)]
pub struct Step {
    /// The state it starts from.
    pub from: ChangeStatus,
    /// What is done.
    pub action: Action,
    /// The state it leads to.
    pub to: ChangeStatus,
    /// Who does it, in the words of the diagram.
    pub who: &'static [&'static str],
}

const fn step(from: ChangeStatus, action: Action, to: ChangeStatus, who: &'static [&'static str]) -> Step {
    Step { from, action, to, who }
}

const SIDES: &[&str] = &["secondee", "home", "host"];
const ASKER: &[&str] = &["asker", "programme_admin", "home_hr", "product"];
const PRODUCT: &[&str] = &["product"];

/// The whole life, in order.
pub const TABLE: &[Step] = {
    use Action as A;
    use ChangeStatus as S;
    &[
        step(S::Asked, A::Refuse, S::Refused, SIDES),
        step(S::Asked, A::AgreeLast, S::Agreed, SIDES),
        // a change of managers alone needs nobody's signature
        step(S::Asked, A::Settle, S::Settled, PRODUCT),
        // notice needs nobody; an early end counts once all sides agree
        step(S::Asked, A::GiveNotice, S::Given, SIDES),
        step(S::Asked, A::TakeBack, S::TakenBack, ASKER),
        step(S::Agreed, A::Settle, S::Settled, PRODUCT),
        step(S::Agreed, A::TakeBack, S::TakenBack, ASKER),
        step(S::Settled, A::TakeEffect, S::InEffect, PRODUCT),
        step(S::Settled, A::TakeBack, S::TakenBack, PRODUCT),
        step(S::Given, A::WithdrawNotice, S::NoticeTakenBack, SIDES),
    ]
};

/// Where the action leads.
///
/// # Errors
/// A refusal when it is not the time for it.
pub fn to(from: ChangeStatus, action: Action) -> Result<ChangeStatus, Refusal> {
    let step = TABLE.iter().find(|step| step.from == from && step.action == action);
    step.map(|step| step.to).ok_or_else(|| Refusal {
        code: "not_now",
        sentence: format!("{}: not while this is “{}”.", action.label(), from.label()),
    })
}

/// The table as a Mermaid state diagram, for `docs/lifecycles/change.mmd`.
#[must_use]
pub fn diagram() -> String {
    let arrows = TABLE
        .iter()
        .map(|step| (step.from.as_str(), step.to.as_str(), step.action.as_str(), step.who.to_vec()));
    let is_over = |state: &&ChangeStatus| TABLE.iter().all(|step| step.from != **state);
    let last = ChangeStatus::ALL.iter().filter(is_over).map(|state| state.as_str());
    state_diagram(ChangeStatus::Asked.as_str(), arrows, last)
}

#[cfg(test)]
mod unit {
    use super::*;

    #[test]
    fn every_state_is_reached_and_what_is_over_stays_over() {
        use ChangeStatus as S;
        for state in S::ALL.iter().filter(|state| **state != S::Asked) {
            assert!(TABLE.iter().any(|step| step.to == *state), "{state:?}");
        }
        for state in [S::Refused, S::TakenBack, S::InEffect, S::NoticeTakenBack] {
            for action in Action::ALL {
                assert_eq!(to(state, *action).unwrap_err().code, "not_now");
            }
        }
    }
}
