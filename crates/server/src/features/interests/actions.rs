//! What people do with what they would like. All of it is the person's own.

use chrono::Days;
use sojourn_kit::error::{Error, Result};

use super::access::Sight;
use super::events::{InterestProposed, InterestSaved, InterestShared, InterestWithdrawn};
use super::model::{Interest, InterestId, Sharing, Status, Wish};
use super::store;
use crate::cx::Cx;
use crate::features::proposals;
use crate::features::secondments::{Kind, Opening, Scope, Secondment};

/// Writes a new interest of the actor's own. Nobody else reads it yet.
///
/// # Errors
/// Sentences by field.
pub async fn write(cx: &mut Cx, wish: Wish) -> Result<Interest> {
    wish.check(cx.today())?;
    let number = cx.next_number("interest").await?;
    let interest = Interest {
        id: InterestId::new(cx.now()),
        number: format!("EI-{number:04}"),
        version: 1,
        person: cx.actor.person,
        organisation: cx.actor.organisation,
        wish,
        with_manager: false,
        with_mobility: false,
        status: Status::Open,
        secondment: None,
        created_at: cx.now(),
    };
    store::insert(cx, &interest).await?;
    cx.record(&InterestSaved::of(&interest)).await?;
    Ok(interest)
}

/// The actor's own interest, open and unchanged since `version`.
async fn own(cx: &mut Cx, number: &str, version: i64) -> Result<Interest> {
    let (interest, sight) = store::load(cx, number).await?;
    if sight != Sight::Own {
        return Err(Error::Forbidden);
    }
    if interest.status != Status::Open {
        let sentence = format!("This interest is closed: “{}”.", interest.status.label());
        return Err(Error::refused("not_open", sentence));
    }
    if interest.version != version {
        return Err(Error::Stale);
    }
    Ok(interest)
}

/// Changes what the interest says.
///
/// # Errors
/// Sentences by field; refused when it is closed; stale on an old version.
pub async fn change(cx: &mut Cx, number: &str, version: i64, wish: Wish) -> Result<Interest> {
    let mut interest = own(cx, number, version).await?;
    wish.check(cx.today())?;
    interest.wish = wish;
    store::save(cx, &mut interest).await?;
    cx.record(&InterestSaved::of(&interest)).await?;
    Ok(interest)
}

/// Chooses who may read it from now on. Choosing what already is changes nothing.
///
/// # Errors
/// Refused when it is closed; stale on an old version.
pub async fn share(cx: &mut Cx, number: &str, sharing: Sharing) -> Result<Interest> {
    let mut interest = own(cx, number, sharing.version).await?;
    let before = (interest.with_mobility, interest.with_manager);
    if before == (sharing.with_mobility, sharing.with_manager) {
        return Ok(interest);
    }
    (interest.with_mobility, interest.with_manager) = (sharing.with_mobility, sharing.with_manager);
    store::save(cx, &mut interest).await?;
    let newly = (sharing.with_mobility && !before.0, sharing.with_manager && !before.1);
    let event = InterestShared::of(&interest, sharing.with_mobility, sharing.with_manager, newly.0, newly.1);
    cx.record(&event).await?;
    Ok(interest)
}

/// Takes it back. Nobody else reads it any more.
///
/// # Errors
/// Refused when it is closed; stale on an old version.
pub async fn withdraw(cx: &mut Cx, number: &str, version: i64) -> Result<Interest> {
    let mut interest = own(cx, number, version).await?;
    interest.status = Status::Withdrawn;
    store::save(cx, &mut interest).await?;
    cx.record(&InterestWithdrawn::of(&interest)).await?;
    Ok(interest)
}

/// Makes a proposal of the person's own of it. Answers the record, which only they see until they send it.
///
/// # Errors
/// Refused when it is closed; stale on an old version.
pub async fn propose(cx: &mut Cx, number: &str, version: i64) -> Result<Secondment> {
    let mut interest = own(cx, number, version).await?;
    let record = proposals::actions::open(cx, opening(&interest)).await?;
    interest.status = Status::Proposed;
    interest.secondment = Some(record.id);
    store::save(cx, &mut interest).await?;
    cx.record(&InterestProposed::of(&interest, record.id)).await?;
    Ok(record)
}

fn opening(interest: &Interest) -> Opening {
    let wish = &interest.wish;
    let scope = match wish.kind {
        Some(Kind::InterOrganisational | Kind::Client | Kind::Vendor) => Scope::External,
        _ => Scope::Internal,
    };
    let own = Opening::own(interest.person, scope, wish.wish.trim().to_owned());
    let last = |from: chrono::NaiveDate| {
        let weeks = u64::try_from(wish.weeks?).ok()?;
        // from a Monday to the Friday of the last week
        from.checked_add_days(Days::new((weeks * 7).saturating_sub(3)))
    };
    Opening {
        kind: wish.kind.unwrap_or(own.kind),
        purpose: wish.purpose.trim().to_owned(),
        skills: wish.skills.trim().to_owned(),
        place: wish.place.trim().to_owned(),
        dates: wish.from_on.and_then(|from| Some((from, last(from)?))),
        fte_bp: wish.fte_bp,
        ..own
    }
}
