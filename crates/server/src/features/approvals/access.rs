//! Who decides a step: those who hold the role or are asked by name, and those who stand in for them; never the
//! secondee, never whoever wrote the proposal, by no second role and in nobody's place.

use sojourn_kit::error::Refusal;

use super::model::By;
use crate::actor::PersonId;

/// In which capacity somebody decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Capacity {
    /// By their own role or name.
    Own,
    /// In the place of this person.
    For(PersonId),
}

impl Capacity {
    /// In whose place.
    #[must_use]
    pub const fn in_place_of(self) -> Option<PersonId> {
        match self {
            Self::Own => None,
            Self::For(person) => Some(person),
        }
    }
}

/// Who is around a step today.
#[derive(Debug, Clone, Copy)]
pub struct Around<'a> {
    /// Those who hold the role, or the person asked by name.
    pub holders: &'a [PersonId],
    /// Those in whose place the actor decides today.
    pub delegators: &'a [PersonId],
    /// Those who never decide this one: the secondee and the author.
    pub barred: &'a [PersonId],
}

/// Whether and in which capacity the person decides the step.
///
/// # Errors
/// A refusal that says why not.
pub fn capacity(me: PersonId, by: By, around: Around<'_>) -> Result<Capacity, Refusal> {
    if around.barred.contains(&me) {
        return Err(refusal("own_secondment", "This is your own proposal. Somebody else has to approve it."));
    }
    if around.holders.contains(&me) {
        return Ok(Capacity::Own);
    }
    let mut places = around.delegators.iter().filter(|person| around.holders.contains(person));
    if let Some(person) = places.clone().find(|person| !around.barred.contains(person)) {
        return Ok(Capacity::For(*person));
    }
    if places.next().is_some() {
        let sentence =
            "Whoever asked you to stand in could not decide this one either. Somebody else has to.";
        return Err(refusal("own_secondment", sentence));
    }
    Err(refusal("not_yours", &format!("This step is for: {}.", by.label())))
}

fn refusal(code: &'static str, sentence: &str) -> Refusal {
    Refusal { code, sentence: sentence.to_owned() }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;

    fn person() -> impl Strategy<Value = PersonId> {
        (0_u128..5).prop_map(|number| PersonId(Uuid::from_u128(number)))
    }

    fn people() -> impl Strategy<Value = Vec<PersonId>> {
        proptest::collection::vec(person(), 0..4)
    }

    proptest! {
        #[test]
        fn nobody_approves_their_own_in_any_way(
            me in person(), holders in people(), delegators in people(), barred in people(),
        ) {
            let around = Around { holders: &holders, delegators: &delegators, barred: &barred };
            match capacity(me, By::Hr, around) {
                Ok(Capacity::Own) => prop_assert!(holders.contains(&me) && !barred.contains(&me)),
                Ok(Capacity::For(other)) => {
                    prop_assert!(!barred.contains(&me) && !barred.contains(&other));
                    prop_assert!(holders.contains(&other) && delegators.contains(&other));
                }
                Err(refusal) => {
                    let own = holders.contains(&me) && !barred.contains(&me);
                    prop_assert!(!own && refusal.sentence.ends_with('.'));
                }
            }
        }
    }
}
