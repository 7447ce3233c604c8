//! Invented people for tests and the bench, drawn from the proportions of a real organisation: nine departments
//! of very different size, a manager for each, seven titles, pay from 38,000 to about 150,000.

use std::io::{self, Write};

use chrono::{Duration, NaiveDate};

/// `(department, people of it among 1,000)`.
const DEPARTMENTS: &[(&str, u64)] = &[
    ("Development", 254),
    ("Production", 221),
    ("Sales", 173),
    ("Customer Service", 73),
    ("Research", 67),
    ("Marketing", 62),
    ("Quality", 59),
    ("People", 47),
    ("Finance", 44),
];

/// `(title, people who hold it among 1,000)`.
const TITLES: &[(&str, u64)] = &[
    ("Senior Engineer", 287),
    ("Senior Staff", 273),
    ("Engineer", 142),
    ("Staff", 128),
    ("Technique Leader", 84),
    ("Assistant Engineer", 51),
    ("Analyst", 35),
];

const GIVEN: &[&str] = &[
    "Ama", "Bruno", "Chioma", "Dilek", "Ewa", "Farid", "Grażyna", "Håkan", "Inès", "Joon", "Kwame", "Leila",
    "Mateo", "Nadia", "Oisín", "Priya", "Quentin", "Rosa", "Siobhán", "Tariq", "Uma", "Viktor", "Wen",
    "Ximena", "Yusuf", "Zoë",
];

const FAMILY: &[&str] = &[
    "Abara",
    "Bielski",
    "Conti",
    "D’Souza",
    "Eriksen",
    "Fofana",
    "Grant",
    "Horvat",
    "Ibáñez",
    "Jansen",
    "Khan",
    "Lund",
    "Müller",
    "Novak",
    "O’Neill",
    "Park",
    "Quist",
    "Ramos",
    "Sørensen",
    "Takeda",
    "Usman",
    "Vega",
    "Walsh",
    "Xu",
    "Yilmaz",
    "Zhang",
    "van der Berg",
    "Smith-Jones",
    "Okafor",
    "Lindqvist",
];

/// A small generator of even numbers; the same seed gives the same people on every machine.
struct Draw(u64);

impl Draw {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        let even = u128::from(z ^ (z >> 31)) * u128::from(end);
        u64::try_from(even >> 64).unwrap_or(0)
    }

    fn weighted(&mut self, table: &[(&'static str, u64)]) -> usize {
        let mut left = self.below(table.iter().map(|(_, weight)| weight).sum());
        table
            .iter()
            .position(|(_, weight)| {
                let here = left < *weight;
                left = left.saturating_sub(*weight);
                here
            })
            .unwrap_or(0)
    }

    fn one(&mut self, of: &[&'static str]) -> &'static str {
        let at = usize::try_from(self.below(of.len() as u64)).unwrap_or(0);
        of[at]
    }
}

/// Writes `count` people as a CSV file with a header. The first nine manage the nine departments, themselves
/// included.
///
/// # Errors
/// When `out` takes no more.
pub fn write(out: &mut impl Write, count: u64, seed: u64) -> io::Result<()> {
    let mut draw = Draw(seed);
    writeln!(
        out,
        "employee_number,first_name,last_name,hire_date,department,job_title,annual_salary,\
         department_manager_number,status"
    )?;
    for n in 0..count {
        let drawn = draw.weighted(DEPARTMENTS);
        let department = usize::try_from(n).ok().filter(|n| *n < DEPARTMENTS.len()).unwrap_or(drawn);
        let manager = if (department as u64) < count { 10_001 + department as u64 } else { 10_001 };
        let title = if n < DEPARTMENTS.len() as u64 { "Manager" } else { TITLES[draw.weighted(TITLES)].0 };
        let days = i64::try_from(draw.below(14_600)).unwrap_or(0);
        let hired = NaiveDate::from_ymd_opt(1985, 1, 1).unwrap_or_default() + Duration::days(days);
        let pay = 38_000 + draw.below(40_000) + draw.below(40_000) + draw.below(32_000);
        let status = if draw.below(5) == 0 && n >= DEPARTMENTS.len() as u64 { "left" } else { "active" };
        writeln!(
            out,
            "{},{},{},{hired},{},{title},{pay},{manager},{status}",
            10_001 + n,
            draw.one(GIVEN),
            draw.one(FAMILY),
            DEPARTMENTS[department].0,
        )?;
    }
    Ok(())
}
