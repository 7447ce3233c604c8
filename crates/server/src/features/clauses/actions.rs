//! Reading and keeping the clause library of the actor's own organisation. There is no other one to reach: to everybody
//! else the addresses are not there.

use sojourn_kit::error::{Error, Result};
use sojourn_papers::{Choices, Head, OwnClause, check_clause, library};

use super::events::{Withdrawn, WordingChosen, Written};
use super::model::{Copy, CopyInput, Setting, WithdrawInput, WordingInput, Words, wordings};
use super::store;
use crate::actor::{Actor, OrganisationId, Role};
use crate::cx::Cx;

/// The roles that keep the library.
const KEEPERS: [Role; 2] = [Role::ProgrammeAdmin, Role::Legal];
/// The roles that read it besides.
const READERS: [Role; 2] = [Role::Hr, Role::Auditor];

/// Whether the actor keeps the library of their organisation.
#[must_use]
pub fn keeps(actor: &Actor) -> bool {
    KEEPERS.into_iter().any(|role| actor.holds(role, actor.organisation))
}

/// Whether the actor reads it: those who keep it, personnel, auditors and managers.
#[must_use]
pub fn reads(actor: &Actor) -> bool {
    keeps(actor)
        || READERS.into_iter().any(|role| actor.holds(role, actor.organisation))
        || (actor.manages && actor.account.is_some())
}

fn reading(cx: &Cx) -> Result<OrganisationId> {
    if reads(&cx.actor) { Ok(cx.actor.organisation) } else { Err(Error::NotFound) }
}

fn keeping(cx: &Cx) -> Result<OrganisationId> {
    let organisation = reading(cx)?;
    if keeps(&cx.actor) { Ok(organisation) } else { Err(Error::Forbidden) }
}

/// Says whether the actor may change the library.
///
/// # Errors
/// [`Error::NotFound`] for those who do not read it, [`Error::Forbidden`] for those who only read it.
pub fn may_keep(cx: &Cx) -> Result<()> {
    keeping(cx).map(drop)
}

/// What the actor's organisation says about heads; heads about which it says nothing are left out.
///
/// # Errors
/// [`Error::NotFound`] for those who do not read it.
pub async fn list(cx: &mut Cx) -> Result<Vec<Setting>> {
    let organisation = reading(cx)?;
    store::all(cx, organisation).await
}

/// One head with every version of the own copy, the newest first.
///
/// # Errors
/// As [`list`].
pub async fn show(cx: &mut Cx, head: Head) -> Result<(Setting, Vec<Copy>)> {
    let organisation = reading(cx)?;
    let setting = store::of(cx, organisation, head).await?;
    Ok((setting, store::copies(cx, organisation, head).await?))
}

/// One version of the own copy.
///
/// # Errors
/// As [`list`]; not found when there is no such version.
pub async fn version(cx: &mut Cx, head: Head, number: i64) -> Result<Copy> {
    let organisation = reading(cx)?;
    store::copy_of(cx, organisation, head, number).await
}

/// The words to compare with or to begin from: a standard wording by its key, or an own version by its number. An empty
/// word means the usual standard wording.
///
/// # Errors
/// As [`list`]; not found when there is neither.
pub async fn words(cx: &mut Cx, head: Head, which: &str) -> Result<Words> {
    let organisation = reading(cx)?;
    if let Ok(number) = which.parse() {
        let copy = store::copy_of(cx, organisation, head, number).await?;
        return Ok(Words::from(&copy.own));
    }
    let usual = if which.is_empty() || which == "standard" {
        store::of(cx, organisation, head).await?.wording
    } else {
        which.to_owned()
    };
    let all = wordings(head);
    let found = all.iter().find(|one| one.key == usual);
    let found = if usual.is_empty() { all.first() } else { found };
    let found = found.ok_or(Error::NotFound)?;
    Ok(Words {
        title: head.title().to_owned(),
        text: found.text.to_owned(),
        plain_words: found.plain.to_owned(),
    })
}

/// Writes the next version of the own copy, which agreements are drafted with from now on.
///
/// # Errors
/// As [`may_keep`]; invalid with field, line and character; stale when somebody else was quicker.
pub async fn write(cx: &mut Cx, head: Head, input: &CopyInput) -> Result<Setting> {
    let organisation = keeping(cx)?;
    let own = input.check(head)?;
    let mut setting = store::of(cx, organisation, head).await?;
    let number = store::last_number(cx, setting.id).await? + 1;
    setting.own = Some(number);
    store::save(cx, &mut setting, input.version).await?;
    let standard = library().newest(head).map_or(0, |entry| i64::from(entry.version));
    store::insert_copy(cx, setting.id, number, &own, standard).await?;
    cx.record(&Written { clause: setting.id, organisation, head: head.code(), number }).await?;
    Ok(setting)
}

/// Takes the own copy out of use: agreements are drafted with the standard words again. Its versions stay.
///
/// # Errors
/// As [`may_keep`]; a refusal when none is in use; stale when somebody else was quicker.
pub async fn withdraw(cx: &mut Cx, head: Head, input: &WithdrawInput) -> Result<Setting> {
    let organisation = keeping(cx)?;
    let mut setting = store::of(cx, organisation, head).await?;
    let Some(number) = setting.own.take() else {
        return Err(Error::refused("none_in_use", "No own copy of this clause is in use."));
    };
    store::save(cx, &mut setting, input.version).await?;
    cx.record(&Withdrawn { clause: setting.id, organisation, head: head.code(), number }).await?;
    Ok(setting)
}

/// Chooses which standard wording is usual.
///
/// # Errors
/// As [`may_keep`]; invalid when the head has no such wording; stale when somebody else was quicker.
pub async fn choose(cx: &mut Cx, head: Head, input: &WordingInput) -> Result<Setting> {
    let organisation = keeping(cx)?;
    let wording = input.check(head)?;
    let mut setting = store::of(cx, organisation, head).await?;
    setting.wording.clone_from(&wording);
    store::save(cx, &mut setting, input.version).await?;
    cx.record(&WordingChosen { clause: setting.id, organisation, head: head.code(), wording }).await?;
    Ok(setting)
}

/// What an organisation's agreements are drafted with: its own copies and its usual wordings. A copy that the library of
/// this version of the product can no longer print is left out; the page of the clause says so.
///
/// # Errors
/// When the database does not answer.
pub async fn usual(cx: &mut Cx, organisation: OrganisationId) -> Result<Choices> {
    let mut choices = Choices::default();
    for setting in store::all(cx, organisation).await? {
        if !setting.wording.is_empty() {
            choices.variants.insert(setting.head, setting.wording);
        }
    }
    let prints = |(head, own): &(Head, OwnClause)| check_clause(*head, own).is_ok();
    choices.own = store::in_use(cx, organisation).await?.into_iter().filter(prints).collect();
    Ok(choices)
}
