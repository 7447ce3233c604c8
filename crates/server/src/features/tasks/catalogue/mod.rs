//! The 73 items of the checklists (domain section 8) as data. Pure: each item says for which records it is meant, who
//! owns it, from which day it is counted and what proves it.

mod agree;
mod away;
mod back;
mod decide;
mod prepare;

use super::model::{Evidence, Phase, Reach};
use super::plan::Facts;
use crate::features::secondments::{Party, Scope, WayIn};

/// The day from which the due date of an item is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// The first day at the host.
    Start,
    /// Half of the stay.
    Middle,
    /// The last day at the host.
    End,
    /// The first day back.
    Return,
    /// The day on which all had signed.
    Signed,
    /// Something that may or may not happen; until then the item is locked.
    Event,
}

/// How often an item is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Every {
    /// Once.
    Once,
    /// On these days after the anchor.
    On(&'static [i64]),
    /// Each month from the anchor on, as long as the stay.
    Months(i32),
}

/// For which records an item is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// For all.
    Always,
    /// The host asked for somebody: advert, invitation or business need.
    HostNeed,
    /// The place was advertised.
    Advertised,
    /// The person asked or applied.
    Applied,
    /// Two employers.
    External,
    /// Another country.
    Abroad,
    /// The host is charged.
    Recharged,
    /// Stays of more days than this.
    Longer(i64),
    /// Stays of more days than this, where the host is charged or the place is abroad.
    LongerAbroad(i64),
}

impl When {
    /// Whether the item is meant for a record like this.
    #[must_use]
    pub fn holds(self, facts: &Facts) -> bool {
        let longer = |days: i64| facts.days().is_none_or(|length| length > days);
        match self {
            Self::Always => true,
            Self::HostNeed => matches!(facts.way_in, WayIn::Advert | WayIn::Invitation | WayIn::AdHoc),
            Self::Advertised => facts.way_in == WayIn::Advert,
            Self::Applied => matches!(facts.way_in, WayIn::OwnRequest | WayIn::Advert),
            Self::External => facts.scope == Scope::External,
            Self::Abroad => facts.is_abroad,
            Self::Recharged => facts.is_charged,
            Self::Longer(days) => longer(days),
            Self::LongerAbroad(days) => longer(days) && facts.is_abroad,
        }
    }
}

/// One item of the checklists.
#[derive(Debug, Clone, Copy)]
pub struct Item {
    /// `C1` to `C73`.
    pub code: &'static str,
    /// The part of the way.
    pub phase: Phase,
    /// What is to be done.
    pub title: &'static str,
    /// Why.
    pub why: &'static str,
    /// Who leads it.
    pub owner: Party,
    /// Who may also settle it.
    pub with: &'static [Party],
    /// The day it is counted from.
    pub anchor: Anchor,
    /// Days after the anchor; before it when negative.
    pub offset: i64,
    /// For which records it is meant.
    pub when: When,
    /// What proves it.
    pub evidence: Evidence,
    /// Whether the start waits for it.
    pub blocking: bool,
    /// Who sees it.
    pub reach: Reach,
    /// Whether short internal secondments have it too (S1.8: the light path).
    pub light: bool,
    /// How often it is done.
    pub every: Every,
    /// The item that comes first.
    pub after: Option<&'static str>,
    /// The page of the record where it settles itself; nobody ticks it by hand.
    pub done_at: Option<&'static str>,
}

const fn item(
    code: &'static str,
    phase: Phase,
    title: &'static str,
    why: &'static str,
    owner: Party,
) -> Item {
    Item {
        code,
        phase,
        title,
        why,
        owner,
        with: &[],
        anchor: Anchor::Start,
        offset: 0,
        when: When::Always,
        evidence: Evidence::None,
        blocking: false,
        reach: Reach::Shared,
        light: false,
        every: Every::Once,
        after: None,
        done_at: None,
    }
}

impl Item {
    const fn with(mut self, parties: &'static [Party]) -> Self {
        self.with = parties;
        self
    }
    const fn at(mut self, anchor: Anchor, offset: i64) -> Self {
        self.anchor = anchor;
        self.offset = offset;
        self
    }
    const fn when(mut self, when: When) -> Self {
        self.when = when;
        self
    }
    const fn proof(mut self, evidence: Evidence) -> Self {
        self.evidence = evidence;
        self
    }
    const fn blocks_start(mut self) -> Self {
        self.blocking = true;
        self
    }
    const fn home_only(mut self) -> Self {
        self.reach = Reach::Home;
        self
    }
    const fn host_side(mut self) -> Self {
        self.reach = Reach::Host;
        self
    }
    const fn light(mut self) -> Self {
        self.light = true;
        self
    }
    const fn every(mut self, every: Every) -> Self {
        self.every = every;
        self
    }
    const fn after(mut self, code: &'static str) -> Self {
        self.after = Some(code);
        self
    }
    const fn done_at(mut self, page: &'static str) -> Self {
        self.done_at = Some(page);
        self
    }
}

/// The items of one phase, in order.
const PARTS: [&[Item]; 7] =
    [decide::ITEMS, agree::ITEMS, prepare::ITEMS, away::ARRIVE, away::AWAY, back::COMING_BACK, back::BACK];

/// Every item, in the order of a life.
pub fn all() -> impl Iterator<Item = &'static Item> {
    PARTS.iter().flat_map(|part| part.iter())
}

/// The item with that code.
#[must_use]
pub fn find(code: &str) -> Option<&'static Item> {
    all().find(|item| item.code == code)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_catalogue_has_c1_to_c73_once_each_in_order() {
        let codes: Vec<String> = all().map(|item| item.code.to_owned()).collect();
        let wanted: Vec<String> = (1..=73).map(|number| format!("C{number}")).collect();
        assert_eq!(codes, wanted);
        let titles: BTreeSet<&str> = all().map(|item| item.title).collect();
        assert_eq!(titles.len(), 73, "two items with one title cannot be told apart");
    }

    #[test]
    fn what_comes_first_is_there_whenever_what_follows_is() {
        for item in all() {
            let Some(first) = item.after else { continue };
            let first = find(first).expect(first);
            assert_eq!(first.when, When::Always, "{} waits for {}", item.code, first.code);
            assert!(first.light || !item.light, "{} waits for {}", item.code, first.code);
            assert!(first.phase <= item.phase, "{} waits for {}", item.code, first.code);
        }
    }

    #[test]
    fn the_start_waits_only_for_what_comes_before_it() {
        for item in all().filter(|item| item.blocking) {
            assert!(item.anchor == Anchor::Start && item.offset < 0, "{}", item.code);
        }
        assert!(find("C22").expect("signatures").blocking);
    }

    #[test]
    fn what_is_told_to_the_host_names_no_cover_and_no_pay() {
        for item in all().filter(|item| item.reach != Reach::Home) {
            let words = format!("{} {}", item.title, item.why).to_lowercase();
            for word in ["cover", "backfill", "payroll", "replacement"] {
                assert!(!words.contains(word), "{} says {word}", item.code);
            }
        }
    }
}
