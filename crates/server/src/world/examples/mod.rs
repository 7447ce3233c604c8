//! The examples that the two source articles tell, as data: one file each, carried through the product by the walk
//! and by the demo. Each names the rows of the domain reference that it stands for.

mod proposal;
mod staged;

use std::sync::LazyLock;

use chrono::{Datelike, Duration, NaiveDate};
use serde::Deserialize;
use sojourn_kit::error::{Error, Result};

use super::roll::{Cast, Roll};
use super::{World, write};
use crate::actor::Role;
use crate::app::App;
use crate::features::objectives::model::ItemInput;
use crate::features::organisations::OrganisationKind;
pub use proposal::Proposal;
pub use staged::tell;

/// How an example begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Begins {
    /// The person asks.
    OwnRequest,
    /// A manager states a need.
    Need,
    /// Two change places.
    Swap,
}

/// Who takes part, by the keys of the world.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Who {
    /// The person who goes.
    pub secondee: String,
    /// Who lets them go.
    pub home_manager: String,
    /// Who directs the work there.
    pub host_manager: String,
    /// Who runs secondments at home.
    pub desk: String,
}

/// How far the demo tells an example.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Until {
    /// Home lets the person go.
    Released,
    /// The person is at the host.
    Active,
    /// The debrief is written.
    Closed,
}

/// When the demo tells an example: its first day, in weeks from the week of the demo.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Told {
    /// Weeks from the demo's week to the first day; below nought is past.
    pub weeks: i64,
    /// How far it has come.
    pub until: Until,
}

/// What the person brings back.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Debrief {
    /// To the team at home.
    pub brought_back: String,
}

/// One example.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// The rows of the domain reference.
    pub rows: Vec<String>,
    /// What the article tells.
    pub says: String,
    /// How it begins.
    pub begins: Begins,
    /// Who takes part.
    pub who: Who,
    /// Weeks from today's week to the first day, a Monday.
    pub weeks_ahead: i64,
    /// How many days it lasts, the first and the last counted in.
    pub days: i64,
    /// How the demo tells it; absent when the demo does not.
    #[serde(default)]
    pub demo: Option<Told>,
    /// Skills that the person wants to learn.
    #[serde(default)]
    pub wants: Vec<String>,
    /// Skills that the person has.
    #[serde(default)]
    pub offers: Vec<String>,
    /// What a need belongs to.
    #[serde(default)]
    pub account: String,
    /// Whether a need is kept to those who must know.
    #[serde(default)]
    pub is_confidential: bool,
    /// What the person may get into, as the start gate notes it.
    #[serde(default)]
    pub access: String,
    /// The proposal.
    pub proposal: Proposal,
    /// What is agreed once it is under way.
    pub objectives: Vec<ItemInput>,
    /// What comes back.
    pub debrief: Debrief,
}

impl Example {
    /// The first and the last day, so many weeks after the week of `today`.
    #[must_use]
    pub fn days_from(&self, today: NaiveDate, weeks: i64) -> (NaiveDate, NaiveDate) {
        let monday = today - Duration::days(i64::from(today.weekday().num_days_from_monday()));
        let first = monday + Duration::weeks(weeks);
        (first, first + Duration::days(self.days - 1))
    }
}

macro_rules! files {
    ($($name:ident $file:literal;)*) => {
        $(
            /// The example of the file of that name.
            pub static $name: LazyLock<Example> = LazyLock::new(|| read(include_str!($file)));
        )*

        /// Every example.
        #[must_use]
        pub fn all() -> Vec<&'static Example> {
            vec![$(&*$name,)*]
        }
    };
}

files!(
    SERVICE_WITH_SALES "a_service_with_sales.toml";
    MARKETER_IN_MANUFACTURING "b_marketer_in_manufacturing.toml";
    SYDNEY_IN_LONDON "c_sydney_in_london.toml";
    WEEK_BEFORE_THE_SHOW "d_a_week_before_the_show.toml";
    ACCOUNTANT_IN_FINANCE "e_accountant_in_finance.toml";
    COPYWRITER_AT_THE_CLIENT "f_copywriter_at_the_client.toml";
    PROGRAMMER_FOR_NEW_CODE "g_programmer_for_new_code.toml";
    SWAP_THERE "h_swap_there.toml";
    SWAP_BACK "h_swap_back.toml";
    HR_LENT_TO_MARKETING "i_hr_lent_to_marketing.toml";
    SUPERVISOR_AT_THE_CLIENT "j_supervisor_at_the_client.toml";
    WITH_THE_SUPPLIER "k_with_the_supplier.toml";
);

/// The files are part of the program: one that cannot be read is a fault of the program, and a test reads them all.
#[expect(clippy::panic, reason = "the text is compiled in")]
fn read<T: for<'de> Deserialize<'de>>(text: &str) -> T {
    toml::from_str(text).unwrap_or_else(|error| panic!("an example cannot be read: {error}"))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct People {
    organisation: Vec<OrganisationRow>,
    person: Vec<PersonRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OrganisationRow {
    name: String,
    legal_name: String,
    kind: OrganisationKind,
    country: String,
    currency: String,
    units: Vec<(String, String)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PersonRow {
    key: String,
    name: (String, String),
    job: String,
    at: (String, String),
    #[serde(default)]
    manager: Option<String>,
    #[serde(default, deserialize_with = "roles")]
    roles: Vec<Role>,
    #[serde(default)]
    pay: Option<i64>,
}

fn roles<'de, D: serde::Deserializer<'de>>(deserializer: D) -> std::result::Result<Vec<Role>, D::Error> {
    let words = Vec::<String>::deserialize(deserializer)?;
    let role = |word: &String| Role::parse(word).ok_or_else(|| serde::de::Error::custom(word));
    words.iter().map(role).collect()
}

static PEOPLE: LazyLock<People> = LazyLock::new(|| read(include_str!("people.toml")));

/// Who is in the examples.
pub(super) fn roll() -> Roll {
    let people: &'static People = &PEOPLE;
    let organisations = people.organisation.iter();
    Roll {
        organisations: organisations
            .clone()
            .map(|o| (&*o.name, &*o.legal_name, o.kind, &*o.country, &*o.currency))
            .collect(),
        units: organisations
            .flat_map(|o| o.units.iter().map(|(unit, place)| (&*o.name, &**unit, &**place)))
            .collect(),
        people: people.person.iter().map(PersonRow::cast).collect(),
    }
}

impl PersonRow {
    fn cast(&'static self) -> Cast {
        Cast {
            key: &self.key,
            given: &self.name.0,
            family: &self.name.1,
            job: &self.job,
            organisation: &self.at.0,
            unit: &self.at.1,
            manager: self.manager.as_deref(),
            roles: &self.roles,
            pay: self.pay,
        }
    }
}

/// A person of the examples: their name, their address and what they do.
///
/// # Errors
/// When there is nobody of that key.
pub fn contact(key: &str) -> Result<crate::features::proposals::model::Contact> {
    let cast = roll().people.into_iter().find(|cast| cast.key == key);
    let cast = cast.ok_or_else(|| Error::internal(format!("the examples have no “{key}”")))?;
    Ok(crate::features::proposals::model::Contact {
        name: format!("{} {}", cast.given, cast.family),
        email: super::roll::email(&cast),
        job_title: cast.job.to_owned(),
    })
}

/// Adds the organisations and people of the examples to a world.
///
/// # Errors
/// When the database refuses.
pub async fn build(app: &App, world: &mut World) -> Result<()> {
    write(app, world, &roll()).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_read_and_its_people_are_there() {
        let keys: Vec<_> = roll().people.iter().map(|cast| cast.key).collect();
        for example in all() {
            let who = &example.who;
            for key in [&who.secondee, &who.home_manager, &who.host_manager, &who.desk] {
                assert!(keys.contains(&key.as_str()), "{key}");
            }
            assert!(!example.says.is_empty() && !example.objectives.is_empty());
            let (first, last) = example.days_from("2026-11-25".parse().unwrap(), example.weeks_ahead);
            assert_eq!(first.weekday(), chrono::Weekday::Mon);
            assert_eq!(last.weekday(), chrono::Weekday::Fri, "{}", example.says);
        }
    }

    #[test]
    fn the_rows_of_the_articles_examples_are_all_here() {
        let rows: Vec<&str> = all().into_iter().flat_map(|one| one.rows.iter().map(String::as_str)).collect();
        let first = [4, 5, 7, 9, 11, 13, 14, 15, 16, 17].map(|row| format!("S1.{row}"));
        let second = (5..=13).map(|row| format!("S2.{row}"));
        for row in first.into_iter().chain(second) {
            assert!(rows.contains(&row.as_str()), "{row}");
        }
    }
}
