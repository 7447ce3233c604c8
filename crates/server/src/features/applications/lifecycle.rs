//! The life of an application in one table. It drives the guard, the buttons and `allowed_actions`.

use sojourn_kit::error::Refusal;

use super::model::{Decision, State};
use crate::diagram::state_diagram;

crate::word_enum!(
    /// What somebody is to an application.
    #[schema(as = ApplicationParty)]
    Party {
        /// Who applies.
        Applicant => "applicant", "the applicant";
        /// Who decides: the author, the panel, the mobility manager and HR, but for those with a conflict.
        Decider => "decider", "those who decide";
        /// The product itself.
        Product => "product", "Sojourn";
    }
);

crate::word_enum!(
    /// Something that happens to an application.
    #[schema(as = ApplicationAction)]
    Action {
        /// Write it, or write it again after taking it back.
        Write => "write", "Write";
        /// Send it to the host.
        Send => "send", "Send application";
        /// Take it back.
        Withdraw => "withdraw", "Withdraw";
        /// Put on the shortlist.
        Shortlist => "shortlist", "Shortlist";
        /// Ask to talk.
        Invite => "invite", "Invite to talk";
        /// Offer a place.
        Offer => "offer", "Offer";
        /// Keep in reserve.
        Reserve => "reserve", "Keep in reserve";
        /// Not this time.
        Reject => "reject", "Not this time";
        /// Accept the offer.
        Accept => "accept", "Accept the offer";
        /// Decline the offer.
        Decline => "decline", "Decline the offer";
        /// The offer was not answered in time.
        Lapse => "lapse", "Let the offer lapse";
    }
);

impl From<Decision> for Action {
    fn from(decision: Decision) -> Self {
        match decision {
            Decision::Shortlist => Self::Shortlist,
            Decision::Invite => Self::Invite,
            Decision::Offer => Self::Offer,
            Decision::Reserve => Self::Reserve,
            Decision::Reject => Self::Reject,
        }
    }
}

/// One line of the table.
#[derive(Debug)]
pub struct Step {
    /// The state it starts from.
    pub from: State,
    /// What is done.
    pub action: Action,
    /// The state it leads to.
    pub to: State,
    /// Who may.
    pub who: &'static [Party],
}

const fn step(from: State, action: Action, to: State, who: &'static [Party]) -> Step {
    Step { from, action, to, who }
}

const APPLICANT: &[Party] = &[Party::Applicant];
const DECIDER: &[Party] = &[Party::Decider];
const TURNED_DOWN_BY: &[Party] = &[Party::Decider, Party::Product];
const PRODUCT: &[Party] = &[Party::Product];

/// The whole life, in order.
pub const TABLE: &[Step] = {
    use Action as A;
    use State as S;
    &[
        step(S::Draft, A::Write, S::Draft, APPLICANT),
        step(S::Draft, A::Send, S::Sent, APPLICANT),
        step(S::Draft, A::Withdraw, S::Withdrawn, APPLICANT),
        step(S::Withdrawn, A::Write, S::Draft, APPLICANT),
        step(S::Sent, A::Shortlist, S::Shortlisted, DECIDER),
        step(S::Sent, A::Reject, S::NotSelected, TURNED_DOWN_BY),
        step(S::Sent, A::Withdraw, S::Withdrawn, APPLICANT),
        step(S::Shortlisted, A::Invite, S::Invited, DECIDER),
        step(S::Shortlisted, A::Offer, S::Offered, DECIDER),
        step(S::Shortlisted, A::Reserve, S::Reserved, DECIDER),
        step(S::Shortlisted, A::Reject, S::NotSelected, TURNED_DOWN_BY),
        step(S::Shortlisted, A::Withdraw, S::Withdrawn, APPLICANT),
        step(S::Invited, A::Offer, S::Offered, DECIDER),
        step(S::Invited, A::Reserve, S::Reserved, DECIDER),
        step(S::Invited, A::Reject, S::NotSelected, TURNED_DOWN_BY),
        step(S::Invited, A::Withdraw, S::Withdrawn, APPLICANT),
        step(S::Reserved, A::Offer, S::Offered, DECIDER),
        step(S::Reserved, A::Reject, S::NotSelected, TURNED_DOWN_BY),
        step(S::Reserved, A::Withdraw, S::Withdrawn, APPLICANT),
        step(S::Offered, A::Accept, S::Accepted, APPLICANT),
        step(S::Offered, A::Decline, S::Declined, APPLICANT),
        step(S::Offered, A::Lapse, S::Lapsed, PRODUCT),
        step(S::Offered, A::Reject, S::NotSelected, PRODUCT),
    ]
};

/// Decides whether the party may do this now, and where it leads.
///
/// # Errors
/// A refusal that says why and who can.
pub fn decide(state: State, action: Action, party: Party) -> Result<&'static Step, Refusal> {
    let Some(step) = TABLE.iter().find(|step| step.from == state && step.action == action) else {
        return Err(Refusal {
            code: "not_now",
            sentence: format!("{}: not while the application is “{}”.", action.label(), state.label()),
        });
    };
    if step.who.contains(&party) {
        return Ok(step);
    }
    let who: Vec<&str> = step.who.iter().map(|party| party.label()).collect();
    Err(Refusal {
        code: "not_yours",
        sentence: format!("{}: this is for {}.", action.label(), who.join(" or ")),
    })
}

/// What the party may do now, in the order of the table.
#[must_use]
pub fn allowed(state: State, party: Party) -> Vec<Action> {
    let lines = TABLE.iter().filter(|step| step.from == state && step.who.contains(&party));
    lines.map(|step| step.action).collect()
}

/// The table as a Mermaid state diagram, for `docs/lifecycles/application.mmd`.
#[must_use]
pub fn diagram() -> String {
    let arrows = TABLE.iter().map(|step| {
        let who = step.who.iter().map(|party| party.as_str()).collect();
        (step.from.as_str(), step.to.as_str(), step.action.as_str(), who)
    });
    let is_over = |state: &&State| TABLE.iter().all(|step| step.from != **state || step.to == **state);
    state_diagram(
        State::Draft.as_str(),
        arrows,
        State::ALL.iter().filter(is_over).map(|state| state.as_str()),
    )
}

#[cfg(test)]
mod unit {
    use super::*;

    #[test]
    fn every_state_is_reached_and_each_action_leads_to_one_place() {
        for state in State::ALL {
            let is_reached = *state == State::Draft || TABLE.iter().any(|step| step.to == *state);
            assert!(is_reached, "{state:?}");
        }
        for (i, step) in TABLE.iter().enumerate() {
            assert!(!TABLE[..i].iter().any(|one| one.from == step.from && one.action == step.action));
        }
    }

    #[test]
    fn what_is_over_stays_over() {
        for state in [State::Accepted, State::Declined, State::NotSelected, State::Lapsed] {
            assert!(!TABLE.iter().any(|step| step.from == state), "{state:?}");
        }
        for state in State::ALL.iter().filter(|state| state.is_open()) {
            assert!(decide(*state, Action::Reject, Party::Product).is_ok(), "{state:?}");
        }
    }

    #[test]
    fn nobody_but_the_applicant_answers_an_offer() {
        assert!(decide(State::Offered, Action::Accept, Party::Applicant).is_ok());
        assert_eq!(decide(State::Offered, Action::Accept, Party::Decider).unwrap_err().code, "not_yours");
        assert_eq!(decide(State::Sent, Action::Offer, Party::Decider).unwrap_err().code, "not_now");
    }
}
