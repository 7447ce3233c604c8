//! The life of an opportunity in one table. It drives the guard, the buttons and `allowed_actions`.

use sojourn_kit::error::Refusal;

use super::access::{Party, Standing};
use super::model::{Opportunity, State};
use crate::diagram::state_diagram;

crate::word_enum!(
    /// Something that happens to an opportunity.
    #[schema(as = OpportunityAction)]
    Action {
        /// Change what it says.
        Edit => "edit", "Change";
        /// Ask the mobility team or HR to look at it.
        Submit => "submit", "Ask for approval";
        /// Publish it, as one of those who approve.
        Publish => "publish", "Publish";
        /// Approve somebody else's; it is published.
        Approve => "approve", "Approve and publish";
        /// Ask the author for more, with a reason.
        SendBack => "send_back", "Send back";
        /// Take no more applications.
        Close => "close", "Close";
        /// The last place was taken.
        Fill => "fill", "Fill";
        /// Take it back, with a reason.
        Withdraw => "withdraw", "Withdraw";
    }
);

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

const WRITERS: &[Party] = &[Party::Author, Party::Desk];
const AUTHOR: &[Party] = &[Party::Author];
const DESK: &[Party] = &[Party::Desk];
const CLOSERS: &[Party] = &[Party::Author, Party::Desk, Party::Product];
const DECIDERS: &[Party] = &[Party::Author, Party::Panel, Party::Desk, Party::Product, Party::Reader];

/// The whole life, in order.
pub const TABLE: &[Step] = {
    use Action as A;
    use State as S;
    &[
        step(S::Draft, A::Edit, S::Draft, WRITERS),
        step(S::Draft, A::Submit, S::Approval, AUTHOR),
        step(S::Draft, A::Publish, S::Open, DESK),
        step(S::Draft, A::Withdraw, S::Withdrawn, AUTHOR),
        step(S::Approval, A::Approve, S::Open, DESK),
        step(S::Approval, A::SendBack, S::Draft, DESK),
        step(S::Approval, A::Withdraw, S::Withdrawn, WRITERS),
        step(S::Open, A::Close, S::Closed, CLOSERS),
        step(S::Open, A::Fill, S::Filled, DECIDERS),
        step(S::Open, A::Withdraw, S::Withdrawn, WRITERS),
        step(S::Closed, A::Fill, S::Filled, DECIDERS),
        step(S::Closed, A::Withdraw, S::Withdrawn, WRITERS),
    ]
};

/// What nobody may do to their own posting.
pub const NEVER_ONES_OWN: &[Action] = &[Action::Approve, Action::SendBack];

/// Decides whether the actor may do this now, and where it leads.
///
/// # Errors
/// A refusal that says why and who can.
pub fn decide(o: &Opportunity, action: Action, standing: &Standing) -> Result<&'static Step, Refusal> {
    let Some(step) = TABLE.iter().find(|step| step.from == o.state && step.action == action) else {
        return Err(Refusal {
            code: "not_now",
            sentence: format!("{}: not while this is “{}”.", action.label(), o.state.label()),
        });
    };
    if standing.person == o.author && NEVER_ONES_OWN.contains(&action) {
        return Err(Refusal {
            code: "own_posting",
            sentence: "This is your own posting. Somebody else has to approve it.".to_owned(),
        });
    }
    if step.who.iter().any(|party| standing.is(*party)) {
        return Ok(step);
    }
    let who: Vec<&str> = step.who.iter().map(|party| party.label()).collect();
    Err(Refusal {
        code: "not_yours",
        sentence: format!("{}: this is for {}.", action.label(), who.join(" or ")),
    })
}

/// What the actor may do now, in the order of the table. Filling happens by itself.
#[must_use]
pub fn allowed(o: &Opportunity, standing: &Standing) -> Vec<Action> {
    TABLE
        .iter()
        .filter(|step| step.from == o.state && step.action != Action::Fill)
        .map(|step| step.action)
        .filter(|action| decide(o, *action, standing).is_ok())
        // whoever may publish needs nobody's approval
        .filter(|action| *action != Action::Submit || !standing.is(Party::Desk))
        .collect()
}

/// The table as a Mermaid state diagram, for `docs/lifecycles/opportunity.mmd`.
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
