//! What the papers promise.

mod amending;
mod assembly;
mod cases;
mod clause_library;
mod comparing;
mod editing;
mod grammar;
mod heads;
mod paper;
mod rules;
mod safety;
mod sheets;
mod variations;

use chrono::NaiveDate;

use crate::{Conflicts, DocumentMeta, Draft, Facts, draft};

pub(super) fn both() -> [(Facts, Draft); 2] {
    [Facts::sample_internal(), Facts::sample_external()].map(|facts| {
        let drafted = draft(&facts).unwrap();
        (facts, drafted)
    })
}

pub(super) fn meta() -> DocumentMeta {
    let issued_on = NaiveDate::from_ymd_opt(2026, 11, 18).unwrap();
    DocumentMeta { number: "AG-0001".into(), version: 2, issued_on, title: String::new() }
}

/// Every text in the facts that a person could have typed.
pub(super) fn typed_texts(f: &mut Facts) -> Vec<&mut String> {
    let mut all = Vec::new();
    for party in [&mut f.home, &mut f.host] {
        all.extend([
            &mut party.organisation,
            &mut party.unit,
            &mut party.manager_name,
            &mut party.manager_title,
        ]);
    }
    all.extend([
        &mut f.secondee.name,
        &mut f.secondee.job_title,
        &mut f.term.until,
        &mut f.term.working_pattern,
        &mut f.term.place,
    ]);
    all.extend(f.secondee.employee_number.as_mut());
    all.extend([
        &mut f.work.purpose,
        &mut f.work.role_title,
        &mut f.work.duties,
        &mut f.work.benefit_secondee,
    ]);
    all.extend([&mut f.work.benefit_home, &mut f.work.benefit_host, &mut f.employment.employer_of_record]);
    all.extend([
        &mut f.employment.home_duties,
        &mut f.pay.note,
        &mut f.costs.invoicing,
        &mut f.care.check_ins,
    ]);
    all.extend([&mut f.care.leave_approver, &mut f.care.sickness_reporting, &mut f.care.keep_in_touch]);
    all.extend([
        &mut f.protection.confidentiality_note,
        &mut f.protection.ip_note,
        &mut f.protection.insurance,
    ]);
    all.extend([&mut f.protection.liability_note, &mut f.ending.return_post, &mut f.governing_law]);
    all.extend(f.work.objectives.iter_mut().chain(&mut f.benefits.kept).chain(&mut f.ending.hand_back));
    if let Conflicts::Declared(declared) = &mut f.employment.conflicts {
        all.extend(declared);
    }
    for line in &mut f.costs.lines {
        all.extend([
            &mut line.description,
            &mut line.home_pays,
            &mut line.host_pays,
            &mut line.secondee_pays,
        ]);
    }
    for signatory in &mut f.signatories {
        all.extend([&mut signatory.name, &mut signatory.capacity]);
    }
    all
}
