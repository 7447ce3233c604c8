//! Information, ownership, offers of work, and loss.

use chrono::Months;

use super::words::{Writer, long_date, months, need, see, text};
use crate::draft::{Clause, Piece};
use crate::facts::{Facts, IpOwner};
use crate::head::Head;

pub(super) fn confidentiality(facts: &Facts) -> Clause {
    let writer = Writer::new(Head::Confidentiality);
    let writer = if facts.is_internal() {
        writer
            .say("The duty of confidence in the employment contract covers everything learnt in the host team.")
            .say(
                "What only one team may know, such as files about people, customers or plans, the secondee does not \
                 carry to the other team without its manager’s leave.",
            )
    } else {
        let lasting = match facts.protection.confidentiality_months {
            None => "without limit of time afterwards".to_owned(),
            Some(n) => format!("for {} afterwards", months(n)),
        };
        writer
            .fill(
                "The secondee keeps the host’s confidential information private during the secondment and {}, and \
                 uses it only for the work. The secondee does not give the home organisation’s confidential \
                 information to the host, nor the host’s to the home organisation.",
                [text(&lasting)],
            )
            .say(
                "Each organisation keeps in the same way what it learns about the other through the secondment, and \
                 does not ask the secondee to break this promise.",
            )
    };
    writer
        .typed(&facts.protection.confidentiality_note)
        .say(
            "This does not cover what is public, what a court or regulator requires, or a disclosure of wrongdoing \
             that the law protects.",
        )
        .plainly("Keep each side’s secrets from the other; speaking up about wrongdoing is always allowed.")
}

pub(super) fn data_protection() -> Clause {
    Writer::new(Head::DataProtection)
        .say(
            "Each organisation decides for itself how it uses personal data about the secondee and answers for it as \
             an independent controller under the data protection law that applies to it.",
        )
        .fill(
            "They share only what the secondment needs: name, role, contact details, working time, objectives, \
             feedback on the work, and costs to be shared. They share nothing about pay beyond {}, and no health, \
             equality or family data unless the secondee asks for it or the law requires it.",
            [see(Head::Remuneration)],
        )
        .say(
            "Each keeps the data safe, deletes it when the purpose is over and no law requires it, tells the other \
             within 48 hours of a breach that concerns it, and helps to answer the secondee’s requests.",
        )
        .plainly("Only what the secondment needs is shared about you, and you can ask either side what it holds.")
}

pub(super) fn intellectual_property(facts: &Facts) -> Clause {
    let writer = Writer::new(Head::IntellectualProperty);
    let writer = if facts.is_internal() {
        writer.say(
            "Rights in what the secondee makes during the secondment belong to the employer, as the employment \
             contract says. The secondment changes nothing about them.",
        )
    } else {
        writer.say(owner(facts.protection.ip_owner)).say(
            "What each side brings with it stays its own. Each may use what the other brought, without charge, only \
             as far as the work during the secondment needs it.",
        )
    };
    writer
        .typed(&facts.protection.ip_note)
        .say("The secondee signs what is needed to put this into effect, at the cost of the side that asks.")
        .plainly("What you make there belongs to the side named here, not to you personally.")
}

fn owner(owner: IpOwner) -> &'static str {
    match owner {
        IpOwner::Host => {
            "Rights in what the secondee makes for the host in the course of the secondment belong to the host, and \
             the home organisation and the secondee transfer them to it as they arise."
        }
        IpOwner::Home => {
            "Rights in what the secondee makes in the course of the secondment belong to the home organisation. The \
             host may use that work without charge and without limit of time for its own business."
        }
        IpOwner::Joint => {
            "Rights in what the secondee makes for the host in the course of the secondment belong to the home \
             organisation and the host in equal shares. Each may use the work without asking the other, and neither \
             sells its share without the other’s consent."
        }
    }
}

pub(super) fn non_solicitation(facts: &Facts) -> Clause {
    let writer = Writer::new(Head::NonSolicitation);
    let (length, until) = match facts.protection.non_solicitation_months {
        None => {
            let key = "protection.non_solicitation_months".to_owned();
            (Piece::Gap { key, label: "for how long".to_owned() }, None)
        }
        Some(0) => (text("during the secondment"), None),
        Some(n) => {
            let until = facts.term.end.checked_add_months(Months::new(n.into()));
            let words = format!("during the secondment or for {} after its last day", months(n));
            (text(&words), until)
        }
    };
    if facts.is_internal() {
        return writer
            .fill(
                "The host team does not offer the secondee a lasting post {} without first telling the home manager.",
                [length],
            )
            .say("This does not stop the secondee from applying for any vacancy that is open to employees.")
            .plainly("You may apply for any open job; the host team just may not hire you away quietly.");
    }
    let until = until.map(|day| format!(" That time ends on {}.", long_date(day))).unwrap_or_default();
    writer
        .fill(
            "The host does not offer the secondee employment or other work, directly or through others, {} without \
             the home organisation’s written consent.{}",
            [length, Piece::Text(until)],
        )
        .say("The home organisation gives the same promise about the host’s people who work with the secondee.")
        .say("This clause binds the organisations. It does not stop any person from applying for work of their choice.")
        .plainly("The host has promised not to offer you a job for that time unless your employer agrees.")
}

pub(super) fn insurance(facts: &Facts) -> Clause {
    let cover = &facts.protection.insurance;
    let writer = Writer::new(Head::Insurance);
    let writer = if crate::text::clean_line(cover).is_empty() {
        writer.fill("Cover held: {}.", [need("", "protection.insurance", "who holds which insurance")])
    } else {
        writer.typed(cover)
    };
    writer
        .say("Each organisation shows evidence of its cover when asked and tells the other before it lapses.")
        .plainly("Both sides hold insurance that covers you at work.")
}

pub(super) fn liability(facts: &Facts) -> Clause {
    let writer = Writer::new(Head::Liability);
    let writer = if facts.is_internal() {
        writer.say(
            "One employer stands behind both teams, so neither indemnifies the other. The employer answers for the \
             secondee’s work in the host team as it does for work at home, and its insurance covers it.",
        )
    } else {
        writer
            .say(
                "Because the host directs the work, the host bears the loss that arises from the work done under its \
                 direction, and indemnifies the home organisation against claims by others about that work. It may \
                 not bill the home organisation for the quality of the work.",
            )
            .fill(
                "The home organisation indemnifies the host against claims that arise from the employment itself, \
                 such as pay, tax on pay and dismissal, unless the host caused them by breaking {} or the law.",
                [see(Head::EmploymentControl)],
            )
            .say(
                "An organisation is not indemnified for loss that its own fault caused or its own insurance covers. \
                 Nothing here limits liability for death or injury, for fraud, or where the law forbids it.",
            )
    };
    writer
        .typed(&facts.protection.liability_note)
        .say("The secondee owes neither side more than an employee who works with ordinary care owes an employer.")
        .plainly("If something goes wrong in honest work, the organisations carry the loss, not you.")
}
