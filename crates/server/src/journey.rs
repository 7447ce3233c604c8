//! The life of a secondment on one page: which event opens which next step. Features never call forward;
//! what follows what stands here, and runs in the transaction of the event.

use crate::event::{Event, Hook};
use crate::features::agreements::events::Executed;
use crate::features::changes::happenings::events::Ended;
use crate::features::people::{PeopleImported, PersonChanged};
use crate::features::proposals::Released;
use crate::features::secondments::actions::{Cancelled, Withdrawn};
use crate::features::{accounts, agreements, applications, changes, opportunities, proposals};

/// `(event, what it opens or must hold)`, in the order of a life.
pub const JOURNEY: &[(&str, Hook)] = &[
    (PersonChanged::KIND, accounts::roles::on_people_changed),
    (PeopleImported::KIND, accounts::roles::on_people_changed),
    (opportunities::events::Filled::KIND, applications::on_ended),
    (opportunities::events::Withdrawn::KIND, applications::on_ended),
    (applications::Accepted::KIND, proposals::open_from_application),
    (Released::KIND, agreements::on_release),
    (Withdrawn::KIND, agreements::on_cancelled),
    (Cancelled::KIND, agreements::on_cancelled),
    (Executed::KIND, changes::on_executed),
    (Ended::KIND, agreements::on_cancelled),
];

/// What follows the event.
pub fn after(kind: &'static str) -> impl Iterator<Item = Hook> {
    JOURNEY.iter().filter(move |(on, _)| *on == kind).map(|(_, hook)| *hook)
}
