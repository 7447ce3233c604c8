//! Writing an entry, and letting others read it.

use sojourn_kit::error::{Error, Result};

use super::events::{JournalShared, JournalUnshared, JournalWritten};
use super::model::{Entry, EntryId, EntryInput, Reader, ReadersInput};
use super::store;
use crate::actor::PersonId;
use crate::cx::Cx;
use crate::features::people;
use crate::features::secondments::mine;
use crate::features::secondments::{Party, Record, Slice, store as records};

/// Writes an entry that only its writer reads.
///
/// # Errors
/// Invalid input; a refusal for somebody who has no secondment under way.
pub async fn write(cx: &mut Cx, input: &EntryInput) -> Result<Entry> {
    let words = input.check()?;
    let Some(record) = mine::store::own(cx).await? else {
        return Err(Error::refused("not_now", "A journal belongs to a secondment. You have none under way."));
    };
    let id = EntryId::new(cx.now());
    store::insert(cx, id, record.secondment.id, &words).await?;
    cx.record(&JournalWritten { entry: id, organisation: record.secondment.home_organisation }).await?;
    store::load_own(cx, id).await
}

/// Those with whom an entry of the record can be shared: the managers on both sides and the mobility team.
///
/// # Errors
/// When the database does not answer.
pub async fn possible_readers(cx: &mut Cx, record: &Record) -> Result<Vec<Reader>> {
    let s = &record.secondment;
    let mut wanted: Vec<(PersonId, &'static str)> = Vec::new();
    wanted.extend(s.host_manager.map(|person| (person, Party::HostManager.label())));
    wanted.extend(s.home_manager.map(|person| (person, Party::HomeManager.label())));
    let desk = mine::store::mobility(cx, s.home_organisation).await?;
    wanted.extend(desk.into_iter().map(|person| (person, Party::ProgrammeAdmin.label())));
    let mut readers: Vec<Reader> = Vec::new();
    for (person, relation) in wanted {
        if person == s.secondee || readers.iter().any(|reader| reader.person == person) {
            continue;
        }
        let brief = people::store::brief(cx, person).await?;
        if brief.has_account {
            readers.push(Reader { person, name: brief.name, relation });
        }
    }
    Ok(readers)
}

/// Shares an entry with exactly these people of its secondment. What somebody has read stays read.
///
/// # Errors
/// [`Error::NotFound`] for an entry of somebody else; invalid for a reader who is no part of the secondment.
pub async fn share(cx: &mut Cx, id: EntryId, input: &ReadersInput) -> Result<Entry> {
    let entry = store::load_own(cx, id).await?;
    let record = records::load_by_id(cx, entry.secondment).await?;
    let possible = possible_readers(cx, &record).await?;
    if input.readers.iter().any(|wanted| possible.iter().all(|reader| reader.person != *wanted)) {
        return Err(Error::field("readers", "Choose people of this secondment"));
    }
    let added: Vec<PersonId> =
        input.readers.iter().copied().filter(|reader| !entry.shared_with.contains(reader)).collect();
    let removed: Vec<PersonId> =
        entry.shared_with.iter().copied().filter(|reader| !input.readers.contains(reader)).collect();
    for reader in &added {
        store::share(cx, id, *reader).await?;
    }
    for reader in &removed {
        store::unshare(cx, id, *reader).await?;
    }
    let organisation = record.secondment.home_organisation;
    if !removed.is_empty() {
        cx.record(&JournalUnshared { entry: id, organisation, readers: removed }).await?;
    }
    if !added.is_empty() {
        let event =
            JournalShared { secondment: record.secondment.id, organisation, entry: id, readers: added };
        cx.record(&event).await?;
    }
    store::load_own(cx, id).await
}

/// The record, for those with whom entries of it can be shared.
///
/// # Errors
/// [`Error::NotFound`] when it does not exist for the actor, [`Error::Forbidden`] when it has no journal for them.
pub async fn readable(cx: &mut Cx, number: &str) -> Result<Record> {
    let record = records::load(cx, number).await?;
    if record.standing.sees(Slice::Journal) { Ok(record) } else { Err(Error::Forbidden) }
}
