//! Who, when, where, who employs, and how the paper itself works.

use super::words::{Writer, long_date, need, see, share_of_full_time, text};
use crate::draft::{Clause, Piece};
use crate::facts::{Facts, Party};
use crate::head::Head;
use crate::text::clean_line;

pub(super) fn parties(facts: &Facts) -> Clause {
    let who = need(&facts.secondee.name, "secondee.name", "name of the secondee");
    let job = need(&facts.secondee.job_title, "secondee.job_title", "job title of the secondee");
    let writer = Writer::new(Head::Parties);
    let writer = if facts.is_internal() {
        let number = facts.secondee.employee_number.as_deref().map(clean_line).filter(|n| !n.is_empty());
        let number = number.map(|n| format!(", employee number {n}")).unwrap_or_default();
        writer
            .fill(
                "This memo records a temporary change to the terms on which {}, {}{}, works (“the secondee”). It is \
                 made between {} (“the employer”) and the secondee.",
                [who, job, text(&number), organisation(&facts.home, "home")],
            )
            .fill(
                "The secondee moves for a time from {} (“the home team”) to {} (“the host team”). Both belong to the \
                 employer.",
                [
                    need(&facts.home.unit, "home.unit", "the home team"),
                    need(&facts.host.unit, "host.unit", "the host team"),
                ],
            )
    } else {
        writer.fill(
            "This agreement is between {} (“the home organisation”), {} (“the host”) and {}, {} (“the secondee”).",
            [organisation(&facts.home, "home"), organisation(&facts.host, "host"), who, job],
        )
    };
    let home = [manager(&facts.home, "home.manager_name", "manager at home"), title(&facts.home)];
    let host = [manager(&facts.host, "host.manager_name", "manager at the host"), title(&facts.host)];
    writer
        .fill("The home manager is {}{}. A successor takes this place by notice to the others.", home)
        .fill("The host manager is {}{}. A successor takes this place by notice to the others.", host)
        .plainly("These are the people and organisations who make promises to you here, and to whom you make yours.")
}

fn organisation(party: &Party, side: &str) -> Piece {
    need(
        &party.organisation,
        &format!("{side}.organisation"),
        &format!("legal name of the {side} organisation"),
    )
}

fn manager(party: &Party, key: &str, label: &str) -> Piece {
    need(&party.manager_name, key, label)
}

fn title(party: &Party) -> Piece {
    let title = clean_line(&party.manager_title);
    text(&if title.is_empty() { title } else { format!(", {title}") })
}

pub(super) fn duration(facts: &Facts) -> Clause {
    let term = &facts.term;
    let (start, end) = (long_date(term.start), long_date(term.end));
    Writer::new(Head::Duration)
        .fill("The secondment begins on {} and ends on {}. Both days are included.", [text(&start), text(&end)])
        .fill(
            "The secondee works for the host {}: {}.",
            [
                text(&share_of_full_time(term.fte_basis_points)),
                need(&term.working_pattern, "term.working_pattern", "the working pattern"),
            ],
        )
        .fill("The place of work is {}.", [need(&term.place, "term.place", "the place of work")])
        .fill(
            "The secondment ends on its last day by itself. It can be made longer only under {} and shorter only \
             under {}.",
            [see(Head::Variation), see(Head::Termination)],
        )
        .plainly(&format!("You go on {start} and your last day there is {end}."))
}

pub(super) fn employment(facts: &Facts) -> Clause {
    let employer = || {
        let key = "employment.employer_of_record";
        need(&facts.employment.employer_of_record, key, "the formal employer by its legal name")
    };
    let writer = Writer::new(Head::EmploymentControl).fill(
        "The formal employer of the secondee is {}, and remains so throughout the secondment. Service is unbroken.",
        [employer()],
    );
    let writer = if facts.is_internal() {
        writer
            .say(
                "The employment contract continues. This memo changes it only for the length of the secondment and \
                 only in what this memo says; where it is silent, the employment contract and the employer’s \
                 policies apply.",
            )
            .say("The usual grievance and disciplinary procedures apply, and either manager can be asked for help.")
    } else {
        writer
            .say(
                "Nothing in this agreement or in the way it is carried out makes the secondee an employee, worker or \
                 agent of the host. The secondee does not sign contracts for the host or bind it in any other way \
                 without its written authority.",
            )
            .say(
                "Only the home organisation may discipline, promote or dismiss the secondee or decide a grievance. \
                 The host tells the home organisation promptly of any concern, gives the information it needs, and \
                 may ask the secondee to leave its premises while a serious concern is looked into.",
            )
            .say("Between the home organisation and the secondee, the employment contract prevails over this paper.")
    };
    let name = clean_line(&facts.employment.employer_of_record);
    let name = if name.is_empty() { "your present employer".to_owned() } else { name };
    writer.plainly(&format!("You still work for {name}; being away does not break your service."))
}

pub(super) fn variation(facts: &Facts) -> Clause {
    let paper = if facts.is_internal() { "this memo" } else { "this agreement" };
    Writer::new(Head::Variation)
        .fill(
            "Dates, duties, place, working time, pay, costs and the promise in {} change only in writing, signed by \
             everyone who signed {}.",
            [see(Head::ReturnGuarantee), text(paper)],
        )
        .say(
            "An extension is agreed and signed before the last day. Before it is signed, the home manager confirms \
             whether the post at home is still held for the new length of time.",
        )
        .say("A new manager, contact or desk is a matter of notice and needs no signature.")
        .plainly("Nobody can change these terms behind your back: a change that matters needs your signature.")
}

pub(super) fn law(facts: &Facts) -> Clause {
    let place = need(&facts.governing_law, "governing_law", "the law that applies");
    let writer = Writer::new(Head::LawAndSignature);
    let writer = if facts.is_internal() {
        writer
            .fill(
                "This memo is governed by the law that governs the employment contract: the law of {}.",
                [place],
            )
            .say("It may be signed electronically. It takes effect when everyone named below has signed.")
    } else {
        writer
            .fill("This agreement is governed by the law of {}, and its courts may hear any dispute.", [place])
            .say(
                "It is the whole agreement between the organisations about this secondment. It creates no \
                 partnership between them, and nobody outside it can rely on it.",
            )
            .say(
                "It may be signed electronically and in counterparts. It takes effect when everyone named below has \
                 signed.",
            )
    };
    writer
        .say("Everyone who signs receives a copy of the signed text.")
        .plainly("Nothing counts until everyone has signed, and you get a copy to keep.")
}
