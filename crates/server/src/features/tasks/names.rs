//! Who is meant, by name: the people behind the owners of tasks.

use std::collections::BTreeMap;

use sojourn_kit::error::Result;

use super::model::Task;
use super::store;
use crate::actor::PersonId;
use crate::cx::Cx;
use crate::features::secondments::{Party, Secondment};

/// The names behind the tasks of one record.
#[derive(Debug, Clone, Default)]
pub struct Names {
    people: BTreeMap<PersonId, String>,
    secondee: Option<PersonId>,
    home_manager: Option<PersonId>,
    host_manager: Option<PersonId>,
}

impl Names {
    /// The names that the tasks need.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn of(cx: &mut Cx, s: &Secondment, tasks: &[Task]) -> Result<Self> {
        let named = tasks.iter().flat_map(|task| [task.person, task.settled_by]).flatten();
        let sides = [Some(s.secondee), s.home_manager, s.host_manager];
        let mut ids: Vec<PersonId> = named.chain(sides.into_iter().flatten()).collect();
        ids.sort_unstable();
        ids.dedup();
        Ok(Self {
            people: store::people::names(cx, ids).await?,
            secondee: Some(s.secondee),
            home_manager: s.home_manager,
            host_manager: s.host_manager,
        })
    }

    /// The name of a person.
    #[must_use]
    pub fn person(&self, id: PersonId) -> Option<String> {
        self.people.get(&id).cloned()
    }

    /// Who has to do the task: the person named for it, the one person of that side, or the side in words.
    #[must_use]
    pub fn owner(&self, task: &Task) -> String {
        let one = match task.owner {
            Party::Secondee => self.secondee,
            Party::HomeManager => self.home_manager,
            Party::HostManager => self.host_manager,
            _ => None,
        };
        task.person.or(one).and_then(|id| self.person(id)).unwrap_or_else(|| task.owner.label().to_owned())
    }
}
