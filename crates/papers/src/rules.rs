//! The machine rules on agreements that compare facts with each other (domain 5.3, 3.4, 10.15).

use chrono::{Datelike, Days, NaiveDate, Weekday};

use crate::check::{Missing, found};
use crate::draft::{Side, Signatory};
use crate::facts::Facts;
use crate::head::Head;
use crate::library::{Parameter, library};
use crate::schedule::ScheduleId;
use crate::text::clean_line;
use crate::value::short_date;

/// Working days that the secondee has to consider a text (domain 5.3).
pub const DAYS_TO_CONSIDER: u32 = 5;

/// Every rule that these facts and signatories break; empty when none is.
pub fn broken_rules(facts: &Facts, signatories: &[Signatory]) -> Vec<Missing> {
    let mut all = dates(facts);
    all.extend(time_to_consider(facts));
    all.extend(signers(facts, signatories));
    all.extend(answers(facts));
    all
}

/// Agreement end <= visa end <= certificate end, and no later than the employment contract; return after the end.
fn dates(facts: &Facts) -> Vec<Missing> {
    let end = facts.term.end;
    let mut all = Vec::new();
    let mut add =
        |code, sentence, fix: &str| all.push(found(code, sentence, Some(Head::Duration), fix.to_owned()));
    let (visa, certificate) =
        facts.more.abroad.as_ref().map_or((None, None), |abroad| (abroad.visa_ends, abroad.certificate_ends));
    if let Some(visa) = visa.filter(|visa| *visa < end) {
        let sentence = format!(
            "The secondment ends on {}, but the visa on {}. Extend the visa or end earlier.",
            short_date(end),
            short_date(visa)
        );
        add("visa-too-short", sentence, "facts.more.abroad.visa_ends");
    }
    if let Some(day) = certificate.filter(|day| *day < end.max(visa.unwrap_or(end))) {
        let sentence = format!(
            "The certificate of social security ends on {}, before {}. Extend it first.",
            short_date(day),
            if day < end { "the secondment" } else { "the visa" }
        );
        add("certificate-too-short", sentence, "facts.more.abroad.certificate_ends");
    }
    if let Some(day) = facts.more.contract_ends.filter(|day| *day < end) {
        let sentence = format!(
            "The employment contract ends on {}, before the secondment. Extend the contract, or end earlier.",
            short_date(day)
        );
        add("contract-too-short", sentence, "facts.more.contract_ends");
    }
    if let Some(day) = facts.ending.return_date.filter(|day| *day <= end) {
        let sentence = format!(
            "The first day back, {}, is not after the last day, {}.",
            short_date(day),
            short_date(end)
        );
        add("return-too-early", sentence, "facts.ending.return_date");
    }
    all
}

/// The secondee is offered the text before the organisations sign it, with time to consider.
fn time_to_consider(facts: &Facts) -> Option<Missing> {
    let from = facts.more.signing_from?;
    let Some(offered) = facts.more.offered_on else {
        let sentence =
            "The organisations sign before the secondee was offered the text. Offer it first.".to_owned();
        return Some(found("not-offered", sentence, None, "facts.more.offered_on".to_owned()));
    };
    let earliest = after_working_days(offered, DAYS_TO_CONSIDER);
    (from < earliest).then(|| {
        let sentence = format!(
            "The secondee has {DAYS_TO_CONSIDER} working days to consider the text: the organisations sign from {} on.",
            short_date(earliest)
        );
        found("too-little-time", sentence, None, "facts.more.signing_from".to_owned())
    })
}

/// The day on which so many working days, Monday to Friday, have passed after `day`.
#[must_use]
pub fn after_working_days(day: NaiveDate, count: u32) -> NaiveDate {
    let mut day = day;
    let mut left = count;
    while left > 0 {
        let Some(next) = day.checked_add_days(Days::new(1)) else { return day };
        day = next;
        if !matches!(day.weekday(), Weekday::Sat | Weekday::Sun) {
            left -= 1;
        }
    }
    day
}

/// A signer is neither the secondee for another side, nor a relative, nor one person for both organisations.
fn signers(facts: &Facts, signatories: &[Signatory]) -> Vec<Missing> {
    let at = |side: Side| format!("signatories.{}", side.label().to_lowercase());
    let same = |one: &str, two: &str| {
        let (one, two) = (clean_line(one).to_lowercase(), clean_line(two).to_lowercase());
        !one.is_empty() && one == two
    };
    let mut all = Vec::new();
    for signatory in signatories.iter().filter(|signatory| signatory.side != Side::Secondee) {
        let name = &signatory.name;
        if same(name, &facts.secondee.name) {
            let sentence =
                format!("{name} is the secondee and cannot sign for another side. Name somebody else.");
            all.push(found("signer-is-secondee", sentence, None, at(signatory.side)));
        }
        if signatory.is_relative {
            let sentence =
                format!("{name} is a relative of the secondee and cannot sign. Name somebody else.");
            all.push(found("signer-is-relative", sentence, None, at(signatory.side)));
        }
        let also_home = signatories.iter().any(|other| other.side == Side::Home && same(&other.name, name));
        if signatory.side == Side::Host && also_home && !facts.is_internal() {
            let sentence = format!("{name} signs for both organisations. Each needs a person of its own.");
            all.push(found("signer-twice", sentence, None, at(Side::Host)));
        }
    }
    all
}

/// Answers for clauses: each belongs to a clause or schedule and keeps its type and limits.
fn answers(facts: &Facts) -> Vec<Missing> {
    let mut all = Vec::new();
    for (code, answers) in &facts.more.answers {
        let Some(parameters) = parameters_of(code) else {
            let sentence = format!("There is no clause or schedule “{}”.", short(code));
            all.push(found("answer-unknown", sentence, None, format!("facts.more.answers.{}", short(code))));
            continue;
        };
        for (name, given) in answers {
            let fix = format!("facts.more.answers.{code}.{}", short(name));
            let wrong = match parameters.iter().find(|parameter| parameter.name == *name) {
                None => Some(("answer-unknown", format!("{code} has no field “{}”.", short(name)))),
                Some(parameter) => {
                    let refused = parameter.accept(given).err();
                    refused
                        .map(|why| ("answer-refused", format!("{code}: {} ({name}) {why}.", parameter.label)))
                }
            };
            all.extend(wrong.map(|(kind, sentence)| found(kind, sentence, Head::find(code), fix)));
        }
    }
    all
}

fn parameters_of(code: &str) -> Option<&'static [Parameter]> {
    if let Some(head) = Head::find(code) {
        return library().newest(head).map(|entry| entry.parameters.as_slice());
    }
    let id = ScheduleId::try_from(code.to_owned()).ok()?;
    library().schedule(id).map(|entry| entry.parameters.as_slice())
}

fn short(text: &str) -> String {
    text.chars().take(60).collect()
}
