//! What people did to tasks. Payloads hold ids, and the title only of items that both sides see: never words of people.

use serde::Serialize;
use uuid::Uuid;

use super::model::{Reach, Task, TaskId};
use crate::actor::{OrganisationId, PersonId};
use crate::event::Event;
use crate::features::secondments::{Party, Secondment, SecondmentId};

/// Declares an event of one task.
macro_rules! event {
    ($(#[$doc:meta])* $name:ident, $kind:literal { $($(#[$fdoc:meta])* $field:ident: $type:ty,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Serialize)]
        pub struct $name {
            /// The record.
            pub secondment: SecondmentId,
            /// The home organisation.
            pub organisation: OrganisationId,
            /// The task.
            pub task: TaskId,
            /// What the task is, where both sides may read it.
            pub title: Option<&'static str>,
            $($(#[$fdoc])* pub $field: $type,)*
        }

        impl $name {
            /// The event of a task.
            #[must_use]
            pub fn of(s: &Secondment, task: &Task, $($field: $type),*) -> Self {
                Self { secondment: s.id, organisation: s.home_organisation, task: task.id, title: title(task), $($field,)* }
            }
        }

        impl Event for $name {
            const KIND: &'static str = $kind;
            fn stream(&self) -> OrganisationId {
                self.organisation
            }
            fn subject(&self) -> Uuid {
                self.secondment.0
            }
        }
    };
}

fn title(task: &Task) -> Option<&'static str> {
    task.item().filter(|_| task.reach != Reach::Home).map(|item| item.title)
}

event!(
    /// Somebody put a task of their own on the list.
    TaskAdded, "task.added" {
        /// Whose task it is.
        owner: Party,
    }
);
event!(
    /// Somebody began.
    TaskStarted, "task.started" {}
);
event!(
    /// Somebody finished a task.
    TaskDone, "task.done" {
        /// Which time, for what is done again and again.
        round: i64,
    }
);
event!(
    /// Somebody with authority found a task not to be needed.
    TaskWaived, "task.waived" {
        /// Whether the start would have waited for it.
        blocking: bool,
    }
);
event!(
    /// Somebody opened a settled task again.
    TaskReopened, "task.reopened" {}
);
event!(
    /// A person was named for a task, or the whole side again.
    TaskAssigned, "task.assigned" {
        /// Who.
        person: Option<PersonId>,
    }
);
