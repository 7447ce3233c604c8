//! What an organisation asks of its people at sign-in. Its administrators choose.

pub mod api;
pub mod pages;
pub mod store;

use sojourn_kit::error::{Error, Result};

use super::events::RuleChanged;
use super::roles::administered;
use super::sessions::account_of;
use super::{factor, roles};
use crate::actor::Actor;
use crate::cx::Cx;

/// Who needs a second factor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Who {
    /// Whoever wants one.
    #[default]
    Nobody,
    /// Those who hold a role for the organisation.
    Roles,
    /// All its people.
    Everybody,
}

impl Who {
    /// Every answer, the mildest first.
    pub const ALL: [Self; 3] = [Self::Nobody, Self::Roles, Self::Everybody];

    /// The name in the database and the API.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Nobody => "nobody",
            Self::Roles => "roles",
            Self::Everybody => "everybody",
        }
    }

    /// The answer of that name.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|who| who.as_str() == text)
    }

    /// The words on screens, and what they mean.
    #[must_use]
    pub fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Nobody => ("Whoever wants one", "Each person decides."),
            Self::Roles => (
                "Everybody with a role",
                "Administrators, mobility managers, HR, finance, legal and auditors.",
            ),
            Self::Everybody => ("Everybody", "All people of the organisation."),
        }
    }
}

/// What an organisation asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Rules {
    /// Who needs a second factor.
    pub second_factor: Who,
    /// Counts changes; 0 as long as nobody chose.
    pub version: i64,
}

/// Whether a rule asks the actor for a second factor: of their own organisation, or of one they hold a role for.
///
/// # Errors
/// When the database does not answer.
pub async fn asks(cx: &mut Cx) -> Result<bool> {
    let actor: Actor = cx.actor.clone();
    if store::of(cx, actor.organisation).await?.second_factor == Who::Everybody {
        return Ok(true);
    }
    for (organisation, _) in &actor.roles {
        if store::of(cx, *organisation).await?.second_factor != Who::Nobody {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The rules of the administrator's organisation.
///
/// # Errors
/// [`Error::NotFound`] for anybody else.
pub async fn read(cx: &mut Cx) -> Result<Rules> {
    let organisation = administered(&cx.actor)?;
    store::of(cx, organisation).await
}

/// Changes the rules of the administrator's organisation. It holds from everybody's next request on, for pages and
/// keys alike. The caller has seen a fresh proof of who they are.
///
/// # Errors
/// Invalid for an unknown answer; a refusal as long as the administrator has no second factor themself; stale when
/// somebody else was quicker.
pub async fn change(cx: &mut Cx, second_factor: &str, version: i64) -> Result<Rules> {
    let organisation = roles::administered(&cx.actor)?;
    let who = Who::parse(second_factor)
        .ok_or_else(|| Error::field("second_factor", "Choose who needs a second factor"))?;
    let account = account_of(&cx.actor)?;
    if who != Who::Nobody && factor::store::confirmed(&mut cx.tx, account).await?.is_none() {
        let sentence = "Set up your own second factor first, so that you do not lock yourself out.";
        return Err(Error::refused("own_factor_first", sentence));
    }
    store::save(cx, organisation, &Rules { second_factor: who, version }).await?;
    let person = cx.actor.person;
    cx.record(&RuleChanged { organisation, person, second_factor: who.as_str().to_owned() }).await?;
    store::of(cx, organisation).await
}
