//! The life of a swap in one table. It drives every step and the diagram; who may is decided in `access.rs`.

use sojourn_kit::error::Refusal;

use super::model::Status;
use crate::diagram::state_diagram;

crate::word_enum!(
    /// What moves a swap.
    #[schema(as = SwapAction)]
    Action {
        /// One of the four says no.
        Refuse => "refuse", "Refuse";
        /// Whoever proposed it, or mobility, takes it back.
        Withdraw => "withdraw", "Withdraw";
        /// The last of the four says yes.
        Open => "open", "Open both records";
        /// One leg falls over while the other stands.
        Suspend => "suspend", "Suspend";
        /// No leg stands any more.
        End => "end", "End";
        /// The leg that stands goes on by itself.
        OneWay => "one_way", "Let it go on one way";
        /// A refused leg stands again.
        Revive => "revive", "Bring a leg back";
    }
);

/// One line of the table.
#[derive(Debug)]
pub struct Step {
    /// The state it starts from.
    pub from: Status,
    /// What is done.
    pub action: Action,
    /// The state it leads to.
    pub to: Status,
    /// Who does it, in the words of the diagram.
    pub who: &'static [&'static str],
}

const fn step(from: Status, action: Action, to: Status, who: &'static [&'static str]) -> Step {
    Step { from, action, to, who }
}

const FOUR: &[&str] = &["both_people", "both_managers"];
const PROPOSER: &[&str] = &["proposer", "programme_admin", "hr"];
const PRODUCT: &[&str] = &["product"];
const DESK: &[&str] = &["programme_admin", "hr"];
const DESK_OR_PRODUCT: &[&str] = &["programme_admin", "hr", "product"];

/// The whole life, in order.
pub const TABLE: &[Step] = {
    use Action as A;
    use Status as S;
    &[
        step(S::Asking, A::Refuse, S::Refused, FOUR),
        step(S::Asking, A::Withdraw, S::Withdrawn, PROPOSER),
        step(S::Asking, A::Open, S::Opened, FOUR),
        step(S::Opened, A::Suspend, S::Suspended, PRODUCT),
        step(S::Opened, A::End, S::Ended, PRODUCT),
        step(S::Suspended, A::OneWay, S::OneWay, DESK),
        step(S::Suspended, A::End, S::Ended, DESK_OR_PRODUCT),
        step(S::OneWay, A::End, S::Ended, PRODUCT),
        // a refusal that an appeal overturned: both legs stand again, or one does and somebody decides about it
        step(S::Suspended, A::Revive, S::Opened, PRODUCT),
        step(S::Ended, A::Revive, S::Suspended, PRODUCT),
    ]
};

/// Where the action leads.
///
/// # Errors
/// A refusal when it is not the time for it.
pub fn to(from: Status, action: Action) -> Result<Status, Refusal> {
    let step = TABLE.iter().find(|step| step.from == from && step.action == action);
    step.map(|step| step.to).ok_or_else(|| Refusal {
        code: "not_now",
        sentence: format!("{}: not while this is “{}”.", action.label(), from.label()),
    })
}

/// The table as a Mermaid state diagram, for `docs/lifecycles/swap.mmd`.
#[must_use]
pub fn diagram() -> String {
    let arrows = TABLE
        .iter()
        .map(|step| (step.from.as_str(), step.to.as_str(), step.action.as_str(), step.who.to_vec()));
    let is_over =
        |state: &&Status| TABLE.iter().all(|step| step.from != **state || step.action == Action::Revive);
    let last = Status::ALL.iter().filter(is_over).map(|state| state.as_str());
    state_diagram(Status::Asking.as_str(), arrows, last)
}

#[cfg(test)]
mod unit {
    use super::*;

    #[test]
    fn every_state_is_reached_and_what_is_over_stays_over() {
        use Status as S;
        for state in S::ALL.iter().filter(|state| **state != S::Asking) {
            assert!(TABLE.iter().any(|step| step.to == *state), "{state:?}");
        }
        for state in [S::Refused, S::Withdrawn, S::Ended] {
            let may = |action: &&Action| to(state, **action).is_ok();
            let left: Vec<&Action> = Action::ALL.iter().filter(may).collect();
            assert!(left.iter().all(|action| state == S::Ended && **action == Action::Revive), "{state:?}");
        }
    }

    #[test]
    fn a_leg_that_stands_again_binds_the_pair_or_asks_for_a_decision() {
        use Status as S;
        assert_eq!(to(S::Suspended, Action::Revive).unwrap(), S::Opened);
        assert_eq!(to(S::Ended, Action::Revive).unwrap(), S::Suspended);
        for state in [S::Asking, S::Refused, S::Withdrawn, S::Opened, S::OneWay] {
            assert!(to(state, Action::Revive).is_err(), "{state:?}: what somebody decided stays decided");
        }
    }
}
