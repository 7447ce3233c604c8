//! Pay, benefits and costs. Nothing here prints what a person earns unless the host refunds it at cost.

use super::words::{Writer, need, see, text};
use crate::draft::{Clause, Piece};
use crate::facts::{CostLine, Facts, PayBasis};
use crate::head::Head;
use crate::text::clean_line;

pub(super) fn remuneration(facts: &Facts) -> Clause {
    let pay = &facts.pay;
    let home = if facts.is_internal() { "The employer" } else { "The home organisation" };
    let (basis, plain) = basis(pay.basis);
    let writer = Writer::new(Head::Remuneration).fill(basis, [text(home)]).typed(&pay.note);
    let writer = if pay.recharged_at_cost {
        let amount = pay.recharged_amount.as_deref().unwrap_or_default();
        writer.fill(
            "The host refunds the actual cost of this pay. The figure shared with the host for that purpose, with \
             the secondee’s knowledge, is {}.",
            [need(amount, "pay.recharged_amount", "the figure that is recharged")],
        )
    } else {
        writer.fill(
            "What the secondee earns is between the employer and the secondee. Nothing here entitles {} to see it.",
            [text(facts.host_noun())],
        )
    };
    writer.plainly(plain)
}

fn basis(basis: PayBasis) -> (&'static str, &'static str) {
    match basis {
        PayBasis::HomeUnchanged => (
            "{} continues to pay the secondee’s salary throughout, on the usual pay day and with any general pay \
             increase. The secondment does not change the rate of pay.",
            "Your pay goes on as it is, from the same employer on the same day.",
        ),
        PayBasis::HomeWithTopUp => (
            "{} continues to pay the secondee’s salary throughout, and pays an allowance in addition for the length \
             of the secondment. The allowance is set out in a pay letter to the secondee and ends with the \
             secondment.",
            "Your pay goes on and you get an allowance on top, which stops when the secondment ends.",
        ),
        PayBasis::HostRate => (
            "{} pays the secondee at the rate of the host role for the length of the secondment, as set out in a pay \
             letter to the secondee. On the day after the secondment ends, pay returns to the home rate with any \
             general pay increase made meanwhile.",
            "You are paid at the rate of the role there, and go back to your own rate afterwards.",
        ),
    }
}

pub(super) fn benefits(facts: &Facts) -> Clause {
    let kept = facts.benefits.kept.iter().any(|benefit| !clean_line(benefit).is_empty());
    let writer = Writer::new(Head::Benefits);
    let writer = if kept {
        writer.say("These benefits continue unchanged:").items(&facts.benefits.kept)
    } else {
        writer.say("All contractual benefits, including pension, continue unchanged.")
    };
    writer
        .say(
            "The time of the secondment counts in full as service with the employer for pension, leave, notice, \
             progression and every right that depends on length of service.",
        )
        .plainly("You lose no benefit by going, and every day away counts as service.")
}

pub(super) fn costs(facts: &Facts) -> Clause {
    let lines: Vec<&CostLine> =
        facts.costs.lines.iter().filter(|l| !clean_line(&l.description).is_empty()).collect();
    let writer = Writer::new(Head::Costs);
    let writer = if lines.is_empty() {
        writer.fill("Who meets which costs: {}.", [need("", "costs.lines", "the costs and who pays them")])
    } else {
        let writer = writer.say("The sides share the costs of the secondment in this way:");
        lines.iter().fold(writer, |writer, line| cost_line(writer, line, facts))
    };
    let (bears, plain) = if lines.iter().any(|line| !clean_line(&line.secondee_pays).is_empty()) {
        (
            "The secondee bears the share named above as the secondee’s, and no other cost.",
            "You pay the share that is named as yours and nothing else; the two sides pay the rest.",
        )
    } else {
        (
            "The secondee bears none of these costs.",
            "You are not out of pocket: the two sides have agreed who pays what.",
        )
    };
    writer
        .say("A cost that is not listed is met by the side that ordered it.")
        .say(bears)
        .say("Expenses properly spent for the work are refunded to the secondee under the rules of the side that pays.")
        .plainly(plain)
}

fn cost_line(writer: Writer, line: &CostLine, facts: &Facts) -> Writer {
    let what = text(&line.description);
    let host = share(&line.host_pays);
    let own = !clean_line(&line.secondee_pays).is_empty();
    let secondee = share(&line.secondee_pays);
    match (line.is_pay && !facts.pay.recharged_at_cost, own) {
        (true, false) => {
            writer.item("{}: met by home through its own payroll; the host pays {}.", [what, host])
        }
        (true, true) => writer.item(
            "{}: met by home through its own payroll; the host pays {}; the secondee bears {}.",
            [what, host, secondee],
        ),
        (false, false) => {
            writer.item("{}: home pays {}; the host pays {}.", [what, share(&line.home_pays), host])
        }
        (false, true) => writer.item(
            "{}: home pays {}; the host pays {}; the secondee pays {}.",
            [what, share(&line.home_pays), host, secondee],
        ),
    }
}

fn share(amount: &str) -> Piece {
    let amount = clean_line(amount);
    text(if amount.is_empty() { "nothing" } else { &amount })
}

pub(super) fn invoicing(facts: &Facts) -> Clause {
    let terms = clean_line(&facts.costs.invoicing);
    let writer = Writer::new(Head::Invoicing);
    let writer = if terms.is_empty() {
        writer.fill(
            "Neither organisation invoices the other for the secondment, except for a share that {} puts on it.",
            [see(Head::Costs)],
        )
    } else {
        writer.fill(
            "Shares due under {} are invoiced as follows: {}. Value added tax is added where the law requires it.",
            [see(Head::Costs), need(&terms, "costs.invoicing", "how shares are invoiced")],
        )
    };
    writer
        .say("An item in doubt is questioned in writing within 14 days; the rest of the invoice is paid on time.")
        .plainly("Bills pass between the two organisations only, never to you.")
}
