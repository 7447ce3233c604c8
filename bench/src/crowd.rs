//! Invented people: the same for the database that pages are read from and for the file that is imported.

use chrono::{Days, NaiveDate};

use crate::random::Random;

/// Departments, each led by one of the first people.
pub const DEPARTMENTS: [&str; 24] = [
    "Accounts",
    "Analytics",
    "Brand",
    "Care",
    "Claims",
    "Contracts",
    "Delivery",
    "Design",
    "Estates",
    "Events",
    "Facilities",
    "Fleet",
    "Insight",
    "Laboratory",
    "Learning",
    "Logistics",
    "Networks",
    "Operations",
    "Payroll",
    "Planning",
    "Procurement",
    "Quality",
    "Research",
    "Safety",
];

const GIVEN: [&str; 40] = [
    "Ada", "Aisha", "Alan", "Anja", "Arjun", "Beatriz", "Bruno", "Carla", "Chen", "Daniel", "Ebba", "Elif",
    "Emeka", "Femi", "Finn", "Gita", "Hana", "Hugo", "Ida", "Ivan", "Jonas", "Kaya", "Lars", "Lena", "Mara",
    "Milan", "Nadia", "Nils", "Olga", "Omar", "Pilar", "Rafael", "Rosa", "Sami", "Sinead", "Tariq", "Uma",
    "Vera", "Yusuf", "Zoe",
];

const FAMILY: [&str; 48] = [
    "Adeyemi",
    "Almeida",
    "Andersen",
    "Bauer",
    "Bennett",
    "Brandt",
    "Byrne",
    "Castillo",
    "Costa",
    "Dahl",
    "Demir",
    "Dupont",
    "Eriksen",
    "Evans",
    "Farkas",
    "Ferrari",
    "Garcia",
    "Grant",
    "Haas",
    "Hassan",
    "Holm",
    "Ito",
    "Jansen",
    "Kaur",
    "Keller",
    "Khan",
    "Larsen",
    "Lopez",
    "Marino",
    "Meyer",
    "Mensah",
    "Moreau",
    "Novak",
    "Nowak",
    "Osei",
    "O’Neill",
    "Patel",
    "Quinn",
    "Rahman",
    "Rossi",
    "Sato",
    "Silva",
    "Singh",
    "Suzuki",
    "Tanaka",
    "Vogel",
    "Wagner",
    "Young",
];

const TITLES: [&str; 12] = [
    "Analyst",
    "Assistant",
    "Associate",
    "Coordinator",
    "Engineer",
    "Manager",
    "Officer",
    "Planner",
    "Senior analyst",
    "Senior engineer",
    "Specialist",
    "Technician",
];

/// One invented person.
#[derive(Debug, Clone)]
pub struct Invented {
    /// The employee number.
    pub number: String,
    /// Given name.
    pub given: &'static str,
    /// Family name.
    pub family: &'static str,
    /// An index into [`DEPARTMENTS`].
    pub department: usize,
    /// Job title.
    pub title: &'static str,
    /// First day of work.
    pub hired: NaiveDate,
    /// Annual pay in whole units.
    pub pay: i64,
}

/// The employee number of the person at that place; the heads of departments come first.
#[must_use]
pub fn number(index: usize) -> String {
    format!("N{:07}", index + 1)
}

/// The person who leads a department, by their place; they lead themselves.
#[must_use]
pub const fn head_of(department: usize) -> usize {
    department
}

/// As many people as wanted, always the same ones.
pub fn people(count: usize, seed: u64) -> impl Iterator<Item = Invented> {
    let mut random = Random::seeded(seed);
    (0..count).map(move |index| Invented {
        number: number(index),
        given: random.pick(&GIVEN),
        family: random.pick(&FAMILY),
        department: if index < DEPARTMENTS.len() { index } else { random.below(DEPARTMENTS.len()) },
        title: if index < DEPARTMENTS.len() { "Head of department" } else { random.pick(&TITLES) },
        hired: NaiveDate::default() + Days::new(11_000 + random.below(9_000) as u64),
        pay: 24_000 + 100 * i64::try_from(random.below(700)).unwrap_or(0),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everybody_is_led_by_the_head_of_their_department() {
        let all: Vec<Invented> = people(500, 3).collect();
        assert_eq!(all.len(), 500);
        for person in &all {
            assert_eq!(all[head_of(person.department)].department, person.department);
        }
        assert_eq!(all[0].number, "N0000001");
    }
}
