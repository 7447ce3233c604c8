//! Two complete sets of facts about invented people, for tests and for the demonstration.

use chrono::NaiveDate;

use crate::draft::{Side, Signatory};
use crate::facts::{
    Benefits, Care, Conflicts, CostLine, Costs, EarlyEnd, Employment, Ending, Facts, IpOwner, Party, Pay,
    PayBasis, Protection, ReturnGuarantee, Secondee, Structure, Term, Work,
};
use crate::more::More;

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default()
}

fn party(organisation: &str, unit: &str, manager_name: &str, manager_title: &str) -> Party {
    Party {
        organisation: organisation.into(),
        unit: unit.into(),
        manager_name: manager_name.into(),
        manager_title: manager_title.into(),
    }
}

fn list(items: &[&str]) -> Vec<String> {
    items.iter().map(|item| (*item).to_owned()).collect()
}

fn cost(description: &str, home_pays: &str, host_pays: &str, is_pay: bool) -> CostLine {
    let [description, home_pays, host_pays] = [description, home_pays, host_pays].map(str::to_owned);
    CostLine { description, home_pays, host_pays, secondee_pays: String::new(), is_pay }
}

fn weeks(n: u16) -> EarlyEnd {
    EarlyEnd { home_weeks: Some(n), host_weeks: Some(n), secondee_weeks: Some(n) }
}

impl Facts {
    /// Inès Baptiste, copywriter, one week with a client of Brightwater Studio.
    pub fn sample_external() -> Facts {
        Facts {
            structure: Structure::External,
            home: party("Brightwater Studio Ltd", "Creative", "Rob Ellery", "Creative director"),
            host: party("Fernleigh Foods plc", "Brand", "Helen Marsh", "Brand Director"),
            secondee: Secondee {
                name: "Inès Baptiste".into(),
                job_title: "Copywriter".into(),
                employee_number: Some("BW-20417".into()),
            },
            term: Term {
                start: day(2026, 12, 7),
                end: day(2026, 12, 11),
                until: String::new(),
                fte_basis_points: 10_000,
                working_pattern: "37.5 hours across the week, Monday to Friday".into(),
                place: "the host’s York site".into(),
            },
            work: external_work(),
            employment: Employment {
                employer_of_record: "Brightwater Studio Ltd".into(),
                home_duties:
                    "answers urgent questions about work in hand, for no more than half an hour a day".into(),
                conflicts: Conflicts::NoneDeclared,
            },
            pay: Pay { basis: PayBasis::HomeUnchanged, ..Pay::default() },
            benefits: Benefits { kept: list(&["Pension", "Private health cover", "Holiday entitlement"]) },
            costs: Costs {
                lines: vec![
                    cost("Salary for the week", "", "", true),
                    cost("Train travel to York and back", "£118.40", "", false),
                    cost("Four nights’ lodging", "£392.00", "", false),
                ],
                invoicing: String::new(),
            },
            care: Care {
                check_ins: "at midday on the third day and at the end of the last day".into(),
                leave_approver: "Rob Ellery".into(),
                sickness_reporting: "Helen Marsh and Rob Ellery by 9 am on the first day of absence".into(),
                keep_in_touch: "Rob Ellery telephones once in the middle of the week".into(),
            },
            protection: Protection {
                ip_owner: IpOwner::Home,
                non_solicitation_months: Some(6),
                insurance:
                    "The home organisation holds employer’s liability cover. The host holds public liability \
                            cover for its site."
                        .into(),
                ..Protection::default()
            },
            ending: Ending {
                early_end: weeks(1),
                hand_back: list(&["Site pass", "Product samples and brand files"]),
                return_guarantee: Some(ReturnGuarantee::SamePost),
                return_post: "Copywriter, Creative".into(),
                return_date: Some(day(2026, 12, 14)),
            },
            governing_law: "England and Wales".into(),
            signatories: vec![
                Signatory::new(Side::Secondee, "Inès Baptiste", "Secondee"),
                Signatory::new(Side::Home, "Rob Ellery", "Creative director, Brightwater Studio Ltd"),
                Signatory::new(Side::Home, "Dev Kapoor", "Legal, Brightwater Studio Ltd"),
                Signatory::new(Side::Host, "Helen Marsh", "Brand Director, Fernleigh Foods plc"),
            ],
            more: More::default(),
        }
    }

    /// Dana Whitlock, customer service adviser, four weeks with the sales team of the same employer.
    pub fn sample_internal() -> Facts {
        Facts {
            structure: Structure::Internal,
            home: party("Brightwater Group Ltd", "Customer Service, Leeds", "Hannah Doyle", "Team leader"),
            host: party("Brightwater Group Ltd", "Sales, Leeds", "Marcus Lindley", "Sales manager"),
            secondee: Secondee {
                name: "Dana Whitlock".into(),
                job_title: "Customer service adviser".into(),
                employee_number: Some("BW-10233".into()),
            },
            term: Term {
                start: day(2027, 1, 11),
                end: day(2027, 2, 5),
                until: String::new(),
                fte_basis_points: 10_000,
                working_pattern: "35 hours a week, Monday to Friday".into(),
                place: "the Leeds office".into(),
            },
            work: internal_work(),
            employment: Employment {
                employer_of_record: "Brightwater Group Ltd".into(),
                home_duties: "joins the Customer Service briefing on Friday mornings".into(),
                conflicts: Conflicts::NoneDeclared,
            },
            pay: Pay { basis: PayBasis::HomeUnchanged, ..Pay::default() },
            benefits: Benefits {
                kept: list(&["Pension", "Shift bonus at the usual average", "Holiday entitlement"]),
            },
            costs: Costs {
                lines: vec![
                    cost("Salary for the four weeks", "", "", true),
                    cost("Cover in Customer Service", "£1,150.00", "£1,150.00", false),
                    cost("Sales system training", "", "£240.00", false),
                ],
                invoicing: String::new(),
            },
            care: Care {
                check_ins: "every Friday, with a review in the last week".into(),
                leave_approver: "Marcus Lindley, who tells Hannah Doyle".into(),
                sickness_reporting: "Marcus Lindley by 8.30 am on the first day of absence".into(),
                keep_in_touch: "Hannah Doyle and the secondee talk every second Friday".into(),
            },
            protection: Protection { non_solicitation_months: Some(0), ..Protection::default() },
            ending: Ending {
                early_end: weeks(1),
                hand_back: list(&["Sales laptop", "Access to the sales system"]),
                return_guarantee: Some(ReturnGuarantee::SamePost),
                return_post: "Customer service adviser, Leeds".into(),
                return_date: Some(day(2027, 2, 8)),
            },
            governing_law: "England and Wales".into(),
            signatories: Vec::new(),
            more: More::default(),
        }
    }
}

fn external_work() -> Work {
    Work {
        purpose:
            "To understand the host’s products and the people who buy them, and to write about them better."
                .into(),
        role_title: "Visiting copywriter".into(),
        duties: "Spend time with the product, brand and customer teams.\nSit in on two tasting panels.\n\
                 Draft a tone-of-voice note for the spring range."
            .into(),
        objectives: list(&[
            "Write a one-page portrait of the audience, agreed with Helen Marsh",
            "Draft a tone-of-voice note for the spring range",
        ]),
        benefit_secondee: "First-hand knowledge of a client and its audience".into(),
        benefit_home: "Better first drafts and fewer rounds of change".into(),
        benefit_host: "A writer who knows the product from the inside".into(),
    }
}

fn internal_work() -> Work {
    Work {
        purpose: "To bring what customers say into the sales conversation, and to learn how a sale is made."
            .into(),
        role_title: "Sales adviser (visiting)".into(),
        duties: "Answer inbound sales calls alongside an experienced adviser.\n\
                 Keep a list of the questions that customers ask before they buy."
            .into(),
        objectives: list(&[
            "Handle inbound sales calls alone by the end of week three",
            "Present the ten most asked questions to both teams in the last week",
        ]),
        benefit_secondee: "Sales experience and a view of a possible next step".into(),
        benefit_home: "Advisers who know what was promised at the sale".into(),
        benefit_host: "Direct knowledge of what customers complain about".into(),
    }
}
