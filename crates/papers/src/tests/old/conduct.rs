//! Time away from work, and the tie to home.

use super::words::{Writer, need, see, text};
use crate::draft::Clause;
use crate::facts::Facts;
use crate::head::Head;

pub(super) fn leave(facts: &Facts) -> Clause {
    let approver = || need(&facts.care.leave_approver, "care.leave_approver", "who approves leave");
    Writer::new(Head::Leave)
        .fill("The secondee keeps the leave entitlement of the employment contract. Leave is approved by {}.", [
            approver(),
        ])
        .fill(
            "Whoever approves leave tells the other manager. The record of leave is kept at home, and days that were \
             approved before the secondment stand. {} allows for public holidays at the place of work.",
            [text(if facts.is_internal() { "The host team" } else { "The host" })],
        )
        .say("Days not taken by the last day are neither lost nor paid out because of the secondment: they go home too.")
        .plainly("You keep your holiday, you know whom to ask for it, and unused days come back with you.")
}

pub(super) fn absence(facts: &Facts) -> Clause {
    let report =
        need(&facts.care.sickness_reporting, "care.sickness_reporting", "whom to tell about absence");
    Writer::new(Head::Absence)
        .fill("A secondee who is ill or cannot come for another reason tells {}.", [report])
        .say(
            "Sick pay, certificates and family leave follow the employment contract and the employer’s policies. \
             Details of health go to the employer only; the host learns that the secondee is away and for how long.",
        )
        .fill(
            "If an absence is likely to take up most of what remains, the managers and the secondee talk about \
             going on, pausing or ending under {}. Nobody is treated worse for an absence the law protects.",
            [see(Head::Termination)],
        )
        .plainly("If you are ill, tell the people named here; your sick pay stays as it is and your health stays private.")
}

pub(super) fn keep_in_touch(facts: &Facts) -> Clause {
    let plan = need(&facts.care.keep_in_touch, "care.keep_in_touch", "how home keeps in touch");
    Writer::new(Head::KeepInTouch)
        .fill("To keep the tie to home: {}.", [plan])
        .fill(
            "{} sends the secondee what colleagues receive about vacancies, changes to the team and pay, and consults \
             the secondee about any reorganisation as if the secondee were there.",
            [text(if facts.is_internal() { "The home team" } else { "The home organisation" })],
        )
        .fill(
            "The home manager and the secondee plan the return together no later than 30 days before the last day, or \
             half-way through a shorter secondment, in view of {}.",
            [see(Head::ReturnGuarantee)],
        )
        .plainly("You are not forgotten at home: you hear the news and plan your return in good time.")
}
