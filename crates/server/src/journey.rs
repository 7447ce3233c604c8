//! The life of a secondment on one page: which event opens which next step. Features never call forward;
//! what follows what stands here, and runs in the transaction of the event.

use crate::event::{Event, Hook};
use crate::features::agreements::events::{Declined, Executed, Issued, Voided};
use crate::features::approvals::events as approving;
use crate::features::changes::events::EndingBroughtForward;
use crate::features::changes::happenings::events::{Ended, Happened};
use crate::features::people::{PeopleImported, PersonChanged};
use crate::features::placements::events::{
    Arrived, CameBack, CheckInNoted, Debriefed, GateChecked, GateOpened,
};
use crate::features::proposals::Released;
use crate::features::proposals::actions::{Proposed, Refused};
use crate::features::returns::events::{RoleNamed, WishesWritten};
use crate::features::secondments::actions::{Cancelled, Withdrawn};
use crate::features::{
    accounts, agreements, applications, approvals, changes, invitations, needs, opportunities, outcomes,
    proposals, returns, swaps, tasks,
};

/// `(event, what it opens or must hold)`, in the order of a life.
pub const JOURNEY: &[(&str, Hook)] = &[
    (PersonChanged::KIND, accounts::roles::on_people_changed),
    (PeopleImported::KIND, accounts::roles::on_people_changed),
    (Proposed::KIND, tasks::on_change),
    (opportunities::events::Filled::KIND, applications::on_ended),
    (opportunities::events::Withdrawn::KIND, applications::on_ended),
    (applications::Accepted::KIND, proposals::open_from_application),
    (invitations::Accepted::KIND, proposals::actions::open_from_invitation),
    (needs::NeedStarted::KIND, proposals::actions::open_from_need),
    (Released::KIND, approvals::on_release),
    (approving::Cleared::KIND, agreements::on_release),
    (approving::Cleared::KIND, tasks::on_change),
    (approving::SentBack::KIND, tasks::on_change),
    (approving::Declined::KIND, tasks::on_change),
    (approving::Declined::KIND, swaps::on_leg_over),
    (approving::AppealAnswered::KIND, swaps::on_leg_back),
    (approving::AppealAnswered::KIND, tasks::on_change),
    (Released::KIND, tasks::on_change),
    (Refused::KIND, tasks::on_change),
    (Issued::KIND, tasks::on_change),
    (Declined::KIND, tasks::on_change),
    (GateChecked::KIND, tasks::on_change),
    (GateOpened::KIND, tasks::on_change),
    (Arrived::KIND, tasks::on_change),
    (CheckInNoted::KIND, tasks::on_check_in),
    (EndingBroughtForward::KIND, returns::on_brought_forward),
    (RoleNamed::KIND, tasks::on_change),
    (WishesWritten::KIND, tasks::on_change),
    (Happened::KIND, returns::on_happened),
    (CameBack::KIND, returns::on_came_back),
    (CameBack::KIND, outcomes::on_came_back),
    (CameBack::KIND, tasks::on_change),
    (Debriefed::KIND, tasks::on_change),
    (Withdrawn::KIND, approvals::on_over),
    (Cancelled::KIND, approvals::on_over),
    (Ended::KIND, approvals::on_over),
    (Ended::KIND, outcomes::on_ended),
    (Withdrawn::KIND, agreements::on_cancelled),
    (Cancelled::KIND, agreements::on_cancelled),
    (Withdrawn::KIND, swaps::on_leg_over),
    (Refused::KIND, swaps::on_leg_over),
    (Cancelled::KIND, swaps::on_leg_over),
    (Ended::KIND, swaps::on_leg_over),
    (Withdrawn::KIND, tasks::on_change),
    (Cancelled::KIND, tasks::on_change),
    (Voided::KIND, tasks::on_change),
    (Executed::KIND, changes::on_executed),
    (Ended::KIND, agreements::on_cancelled),
    (Executed::KIND, tasks::on_change),
    (Ended::KIND, tasks::on_change),
];

/// What follows the event.
pub fn after(kind: &'static str) -> impl Iterator<Item = Hook> {
    JOURNEY.iter().filter(move |(on, _)| *on == kind).map(|(_, hook)| *hook)
}
