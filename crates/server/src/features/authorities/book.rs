//! The lines that bind one side of one record, and who may sign for it by them.

use sojourn_kit::error::{Error, Result};
use sojourn_money::{CostLine, Estimate, Money, Totals};

use super::model::{Authority, By, Fault, Matter, Scale};
use super::store;
use crate::actor::{OrganisationId, PersonId, Role, UnitId};
use crate::cx::Cx;
use crate::features::accounts::roles;
use crate::features::proposals::model::Proposal;
use crate::features::secondments::{Kind, Record, Scope, Secondment};
use crate::features::{organisations, people, proposals};

/// One side of a record with its lines.
#[derive(Debug, Clone)]
pub struct Book {
    lines: Vec<Authority>,
    matter: Matter,
    organisation: OrganisationId,
    /// The name of the organisation, for sentences.
    pub name: String,
    manager: (By, Option<PersonId>),
}

/// What the lines say about a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// The organisation has no line at all: nobody is checked.
    Unchecked,
    /// They may sign.
    Holds,
    /// They may not, for this reason, in a sentence.
    Lacks(String),
}

impl Verdict {
    /// The reason, if they may not sign.
    #[must_use]
    pub fn fault(&self) -> Option<&str> {
        match self {
            Self::Lacks(why) => Some(why),
            Self::Unchecked | Self::Holds => None,
        }
    }
}

/// The lines for one side of the record as it stands, or as a change will make it.
///
/// # Errors
/// When the database does not answer.
pub async fn book(cx: &mut Cx, record: &Record, is_home: bool, change: Option<i64>) -> Result<Book> {
    let s = &record.secondment;
    let home = organisations::store::load(cx, s.home_organisation).await?;
    let host = organisations::store::load(cx, s.host_organisation.unwrap_or(home.id)).await?;
    let host_differs = host.id != home.id;
    let is_abroad = s.kind == Kind::International || home.country != host.country;
    let kind = match (is_abroad, s.scope) {
        (true, _) => Scale::International,
        (false, Scope::External) => Scale::External,
        (false, Scope::Internal) => Scale::Internal,
    };
    let (organisation, unit, manager) = match is_home {
        true => (home, s.home_unit, (By::HomeManager, s.home_manager)),
        false => (host, s.host_unit, (By::HostManager, s.host_manager)),
    };
    let is_guest = !is_home && host_differs;
    let costs = costs(cx, record, change, is_guest).await?;
    let matter = Matter { kind, units: above(cx, organisation.id, unit).await?, costs, on: cx.today() };
    let lines = store::of_organisation(cx, organisation.id).await?;
    Ok(Book { lines, matter, organisation: organisation.id, name: organisation.name, manager })
}

/// What the record costs in all, or will cost once the change counts; for a guest, a host that is another organisation,
/// its own shares alone, so that its limits measure nothing of what home pays.
async fn costs(
    cx: &mut Cx,
    record: &Record,
    change: Option<i64>,
    is_guest: bool,
) -> Result<Vec<(String, i64)>> {
    if let Some(change) = change {
        let noted = store::costs_of_change(cx, record.secondment.id, change).await?;
        let part = |(currency, total, own): (String, i64, Option<i64>)| {
            Some((currency, if is_guest { own? } else { total }))
        };
        let noted: Vec<_> = noted.into_iter().filter_map(part).collect();
        if !noted.is_empty() {
            return Ok(noted);
        }
    }
    let proposal = proposals::store::find(cx, record).await?.unwrap_or_default();
    if is_guest {
        return own_shares(&proposal.lines, record.secondment.recharged_at_cost);
    }
    totals(&proposal.lines, |sums| sums.total)
}

/// What a host that is another organisation pays; pay only where it refunds the actual figure and so may know it.
fn own_shares(lines: &[CostLine], recharged_at_cost: bool) -> Result<Vec<(String, i64)>> {
    totals(lines.iter().filter(|line| recharged_at_cost || !line.kind().is_pay()), |sums| sums.host)
}

fn totals<'a>(
    lines: impl IntoIterator<Item = &'a CostLine>,
    part: fn(&Totals) -> Money,
) -> Result<Vec<(String, i64)>> {
    let sums = Estimate::of(lines).map_err(Error::internal)?;
    let parts = sums.totals.iter().map(part);
    Ok(parts.map(|sum| (sum.currency().code().to_owned(), sum.minor())).collect())
}

/// Notes what the record will cost in all once the change counts, so that authority for it is measured by that.
///
/// # Errors
/// When the database refuses.
pub async fn note_costs(cx: &mut Cx, s: &Secondment, change: i64, after: &Proposal) -> Result<()> {
    let own = own_shares(&after.lines, s.recharged_at_cost)?;
    for (currency, total) in totals(&after.lines, |sums| sums.total)? {
        let host = own.iter().find(|(unit, _)| *unit == currency).map_or(0, |(_, minor)| *minor);
        store::insert_cost(cx, s.id, change, &currency, (total, host)).await?;
    }
    Ok(())
}

/// The unit and those above it.
async fn above(cx: &mut Cx, organisation: OrganisationId, unit: Option<UnitId>) -> Result<Vec<UnitId>> {
    let units = organisations::store::units(cx, organisation).await?;
    let mut way: Vec<UnitId> = Vec::new();
    let mut next = unit;
    while let Some(id) = next.filter(|id| !way.contains(id)) {
        way.push(id);
        next = units.iter().find(|one| one.id == id).and_then(|one| one.parent);
    }
    Ok(way)
}

/// The roles whose holders may sign for a side at all.
#[must_use]
pub fn offices(is_home: bool) -> &'static [Role] {
    match is_home {
        true => &[Role::ProgrammeAdmin, Role::Hr, Role::Legal],
        false => &[Role::ProgrammeAdmin, Role::Hr],
    }
}

impl Book {
    /// Whether the organisation has no line at all.
    #[must_use]
    pub fn is_unchecked(&self) -> bool {
        self.lines.is_empty()
    }

    /// Whether the person may sign for this side today.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn of(&self, cx: &mut Cx, person: PersonId) -> Result<Verdict> {
        if self.is_unchecked() {
            return Ok(Verdict::Unchecked);
        }
        let mut why: Option<Fault> = None;
        for line in &self.lines {
            if !self.is_theirs(cx, line, person).await? {
                continue;
            }
            match line.covers(&self.matter) {
                Ok(()) => return Ok(Verdict::Holds),
                // the reason of a line in force says more than that of one which has ended
                Err(fault) if why.is_none_or(|known| known == Fault::Ended) => why = Some(fault),
                Err(_) => {}
            }
        }
        let name = people::store::brief(cx, person).await?.name;
        Ok(Verdict::Lacks(match why {
            Some(fault) => format!("{name}’s authority to sign for {} {}.", self.name, fault.words()),
            None => format!("{name} has no authority to sign for {}.", self.name),
        }))
    }

    async fn is_theirs(&self, cx: &mut Cx, line: &Authority, person: PersonId) -> Result<bool> {
        match (line.person, line.role) {
            (Some(one), _) => Ok(one == person),
            (None, Some(role)) if role == self.manager.0 => Ok(self.manager.1 == Some(person)),
            (None, Some(role)) => match role.office() {
                Some(office) => {
                    let today = cx.today();
                    Ok(roles::store::people_with(cx, self.organisation, &[office], today)
                        .await?
                        .contains(&person))
                }
                None => Ok(false),
            },
            (None, None) => Ok(false),
        }
    }

    /// Who may sign for this side and has the authority, by name: its manager and those who hold an office there.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn who_has(&self, cx: &mut Cx, s: &Secondment) -> Result<Vec<String>> {
        let is_home = self.manager.0 == By::HomeManager;
        let today = cx.today();
        let mut able: Vec<PersonId> = self.manager.1.into_iter().collect();
        able.extend(roles::store::people_with(cx, self.organisation, offices(is_home), today).await?);
        let mut names = Vec::new();
        for (at, person) in able.iter().enumerate() {
            let is_twice = able[..at].contains(person) || *person == s.secondee;
            if !is_twice && self.of(cx, *person).await? == Verdict::Holds {
                names.push(people::store::brief(cx, *person).await?.name);
            }
        }
        Ok(names)
    }

    /// Who may sign instead, as a sentence.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn instead(&self, cx: &mut Cx, s: &Secondment) -> Result<String> {
        let names = self.who_has(cx, s).await?;
        Ok(match names.split_last() {
            None => format!(
                "Nobody who may sign for this side has it at the moment: {} keeps the list under Settings, Who may \
                 sign.",
                self.name
            ),
            Some((one, [])) => format!("{one} has it."),
            Some((last, others)) => format!("{} and {last} have it.", others.join(", ")),
        })
    }
}

#[cfg(test)]
mod tests {
    use sojourn_money::{CostKind, Currency, Shares};

    use super::*;

    #[test]
    fn a_host_of_another_organisation_is_measured_by_its_own_shares_without_pay() {
        let half = Shares::try_new(5_000, 5_000, 0).unwrap();
        let line = |kind, minor, shares| {
            CostLine::try_new(kind, "A cost", Money::new(minor, Currency::GBP), shares).unwrap()
        };
        let lines = [
            line(CostKind::Salary, 3_000_000, half),
            line(CostKind::Travel, 40_000, half),
            line(CostKind::Travel, 10_000, Shares::HOME),
        ];
        let of = |minor: i64| vec![("GBP".to_owned(), minor)];
        assert_eq!(own_shares(&lines, false).unwrap(), of(20_000));
        assert_eq!(own_shares(&lines, true).unwrap(), of(1_520_000));
        assert_eq!(totals(&lines, |sums| sums.total).unwrap(), of(3_050_000));
    }
}
