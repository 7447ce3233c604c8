//! Which column holds what: by the words in the header, or as a person says.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::problem::Problem;
use crate::features::people::folded;

crate::word_enum!(
    /// What a column can hold.
    Field {
        /// The number that names a person in their organisation. Needed.
        EmployeeNumber => "employee_number", "Employee number";
        /// Given name. Needed.
        GivenName => "first_name", "First name";
        /// Family name. Needed.
        FamilyName => "last_name", "Last name";
        /// Where letters reach them.
        Email => "email", "Email";
        /// First day in the organisation.
        HireDate => "hire_date", "Hire date";
        /// The unit; made when it does not exist.
        Department => "department", "Department";
        /// What they do.
        JobTitle => "job_title", "Job title";
        /// Pay for a year.
        AnnualSalary => "annual_salary", "Annual salary";
        /// The currency of the pay; without it, the organisation's.
        Currency => "currency", "Currency";
        /// The employee number of the line manager.
        ManagerNumber => "manager_number", "Manager’s number";
        /// Active or left.
        Status => "status", "Status";
    }
);

impl Field {
    /// Without these there is no person.
    pub const NEEDED: [Self; 3] = [Self::EmployeeNumber, Self::GivenName, Self::FamilyName];

    /// Header words that mean it, reduced to letters and digits.
    fn words(self) -> &'static [&'static str] {
        match self {
            Self::EmployeeNumber => &[
                "employeenumber",
                "employeeno",
                "employeeid",
                "employee",
                "empno",
                "empid",
                "personnelnumber",
                "personnelno",
                "staffnumber",
                "staffno",
                "staffid",
                "payrollnumber",
                "number",
            ],
            Self::GivenName => &["firstname", "givenname", "forename", "first", "given"],
            Self::FamilyName => &["lastname", "familyname", "surname", "last", "family"],
            Self::Email => &["email", "emailaddress", "mail", "workemail"],
            Self::HireDate => &[
                "hiredate",
                "hiredon",
                "hired",
                "startdate",
                "dateofhire",
                "joiningdate",
                "datejoined",
                "joined",
                "employedsince",
            ],
            Self::Department => {
                &["department", "dept", "unit", "team", "departmentname", "division", "orgunit"]
            }
            Self::JobTitle => &["jobtitle", "title", "job", "position", "role", "post"],
            Self::AnnualSalary => {
                &["annualsalary", "salary", "annualpay", "pay", "basesalary", "basepay", "grossannualsalary"]
            }
            Self::Currency => &["currency", "paycurrency", "salarycurrency"],
            Self::ManagerNumber => &[
                "managernumber",
                "managerno",
                "managerid",
                "manager",
                "linemanagernumber",
                "linemanager",
                "linemanagerid",
                "departmentmanagernumber",
                "supervisorid",
                "reportsto",
                "manageremployeenumber",
            ],
            Self::Status => &["status", "employmentstatus", "state", "employeestatus"],
        }
    }

    /// The field that a header means by its words.
    #[must_use]
    pub fn by_header(header: &str) -> Option<Self> {
        let plain: String = folded(header).chars().filter(|letter| letter.is_alphanumeric()).collect();
        Self::ALL.iter().copied().find(|field| field.words().contains(&plain.as_str()))
    }
}

/// What a person said about one header: it is this field, or nothing that we take.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Choice {
    /// The header as it stands in the file.
    pub header: String,
    /// What it holds; nothing to leave it out.
    pub field: Option<Field>,
}

impl std::str::FromStr for Choice {
    type Err = String;

    /// Reads `header=field`; the field `ignore` leaves the column out.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (header, word) = text.rsplit_once('=').ok_or("write HEADER=FIELD, such as Surname=last_name")?;
        let field = match word.trim() {
            "ignore" | "" => None,
            word => Some(Field::parse(word).ok_or_else(|| {
                let known: Vec<_> = Field::ALL.iter().map(|field| field.as_str()).collect();
                format!("“{word}” is none of {} or ignore", known.join(", "))
            })?),
        };
        Ok(Self { header: header.trim().to_owned(), field })
    }
}

/// Which column holds what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mapping {
    /// The headers in order.
    pub headers: Vec<String>,
    /// What each holds, in the same order.
    pub fields: Vec<Option<Field>>,
}

impl Mapping {
    /// Maps headers by their words, then by what a person said; and says what stands in the way.
    #[must_use]
    pub fn of(headers: Vec<String>, choices: &[Choice]) -> (Self, Vec<Problem>) {
        let chosen = |header: &String| choices.iter().find(|choice| same(&choice.header, header));
        let fields = headers
            .iter()
            .map(|header| chosen(header).map_or_else(|| Field::by_header(header), |choice| choice.field))
            .collect();
        let mapping = Self { headers, fields };
        let mut problems = mapping.problems();
        for choice in choices.iter().filter(|choice| !mapping.headers.iter().any(|h| same(h, &choice.header)))
        {
            problems.push(Problem::cell(1, &choice.header, "", "The file has no column of this name."));
        }
        (mapping, problems)
    }

    fn problems(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        for (at, header) in self.headers.iter().enumerate() {
            if !header.is_empty() && self.headers[..at].iter().any(|earlier| same(earlier, header)) {
                let sentence = format!("Two columns are called “{header}”. Rename or remove one.");
                problems.push(Problem::cell(1, header, header, sentence));
            }
        }
        for field in Field::ALL {
            let mut holders =
                self.headers.iter().zip(&self.fields).filter(|(_, held)| **held == Some(*field));
            let (first, second) = (holders.next(), holders.next());
            if let (Some((first, _)), Some((second, _))) = (first, second)
                && !same(first, second)
            {
                let sentence = format!(
                    "“{first}” and “{second}” are both taken for {}. Choose one of them.",
                    field.label().to_lowercase()
                );
                problems.push(Problem::cell(1, second, second, sentence));
            }
            if first.is_none() && Field::NEEDED.contains(field) {
                let sentence =
                    format!("No column holds the {}. Say which one does.", field.label().to_lowercase());
                problems.push(Problem::row(1, sentence));
            }
        }
        problems
    }

    /// Where a field stands, if anywhere.
    #[must_use]
    pub fn column(&self, field: Field) -> Option<usize> {
        self.fields.iter().position(|held| *held == Some(field))
    }

    /// How the file calls a field; empty when it has no such column.
    #[must_use]
    pub fn header(&self, field: Field) -> String {
        self.column(field).map(|at| self.headers[at].clone()).unwrap_or_default()
    }

    /// Headers of columns that are not taken over.
    #[must_use]
    pub fn unused(&self) -> Vec<&str> {
        let unused = self.headers.iter().zip(&self.fields).filter(|(_, field)| field.is_none());
        unused.map(|(header, _)| header.as_str()).collect()
    }
}

fn same(one: &str, other: &str) -> bool {
    folded(one) == folded(other)
}
