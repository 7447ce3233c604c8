//! Ending early, closing, coming back, and disagreements on the way.

use super::words::{Writer, long_date, need, see, text, weeks_notice};
use crate::draft::Clause;
use crate::facts::{Facts, ReturnGuarantee};
use crate::head::Head;

pub(super) fn termination(facts: &Facts) -> Clause {
    let end = &facts.ending.early_end;
    let home = weeks_notice(end.home_weeks, "ending.early_end.home_weeks", "notice by home");
    let host = weeks_notice(end.host_weeks, "ending.early_end.host_weeks", "notice by the host");
    let secondee =
        weeks_notice(end.secondee_weeks, "ending.early_end.secondee_weeks", "notice by the secondee");
    Writer::new(Head::Termination)
        .say("The secondment may end before its last day:")
        .item("on any date that all sides agree in writing;", [])
        .item("by {} notice from {};", [home, text(facts.home_noun())])
        .item("by {} notice from {};", [host, text(facts.host_noun())])
        .item("by {} notice from the secondee;", [secondee])
        .item("at once, if the secondee commits gross misconduct or loses a clearance that the work requires;", [])
        .item("at once, if the place of work is not safe and is not made so when asked;", [])
        .item("by itself, on the day the employment with the home side ends.", [])
        .say("Notice is given in writing to the other sides and says why. Home may recall the secondee with shorter \
              notice in an emergency that it could not foresee, after speaking with the host and the secondee.")
        .fill(
            "Ending the secondment does not end the employment. From the earlier date, {} and {} apply.",
            [see(Head::Closure), see(Head::ReturnGuarantee)],
        )
        .plainly("You, home or the host can end it early with notice in writing; your job does not end with it.")
}

pub(super) fn closure(facts: &Facts) -> Clause {
    let back = match facts.ending.return_date {
        Some(day) => text(&long_date(day)),
        None => need("", "ending.return_date", "the first day back"),
    };
    let things = facts.ending.hand_back.iter().any(|thing| !crate::text::clean_line(thing).is_empty());
    Writer::new(Head::Closure)
        .say("By the last day the secondee hands the work over to a person whom the host manager names.")
        .when(things, |w| {
            w.say("The secondee gives back what belongs to the host, in particular:").items(&facts.ending.hand_back)
        })
        .say("The host closes access to its systems and premises at the end of the last day.")
        .fill("The first working day back at home is {}; the home manager confirms the return on that day.", [back])
        .say(
            "Within 30 days the sides settle what is still owed, and the home manager, the host manager and the \
             secondee look back on what the secondment brought, measured by its purpose and objectives.",
        )
        .fill("What is meant to last goes on afterwards, in particular {}, {} and {}.", [
            see(Head::Confidentiality),
            see(Head::IntellectualProperty),
            see(Head::NonSolicitation),
        ])
        .plainly("At the end you hand over, give things back, come home on the agreed day and talk about how it went.")
}

pub(super) fn return_guarantee(facts: &Facts) -> Clause {
    let ending = &facts.ending;
    let post = need(&ending.return_post, "ending.return_post", "the post to return to");
    let writer = Writer::new(Head::ReturnGuarantee);
    let Some(promise) = ending.return_guarantee else {
        let gap = need("", "ending.return_guarantee", "what is promised about the post at the end");
        return writer
            .fill("When the secondment ends: {}.", [gap])
            .plainly("It is not agreed yet which job waits for you; ask before you sign.");
    };
    let (words, plain) = promise_words(promise);
    let writer = if promise == ReturnGuarantee::None {
        writer.say(words)
    } else {
        writer.fill(words, [post]).say(
            "Pay and grade on return are no lower than they would have been without the secondment. The same manager, \
             desk or colleagues are not promised.",
        )
    };
    writer
        .say(
            "If a reorganisation reaches the post meanwhile, the secondee takes part in it with the same rights as \
             colleagues who stayed.",
        )
        .plainly(plain)
}

fn promise_words(promise: ReturnGuarantee) -> (&'static str, &'static str) {
    match promise {
        ReturnGuarantee::SamePost => (
            "When the secondment ends, early or not, the secondee returns to the same post: {}. It is held open.",
            "Your own job is waiting for you.",
        ),
        ReturnGuarantee::SameOrEquivalent => (
            "When the secondment ends, early or not, the secondee returns to the post of {} or, if that is not \
             possible, to one of equal standing, pay and place.",
            "Your own job, or one just as good, is waiting for you.",
        ),
        ReturnGuarantee::SameBand => (
            "When the secondment ends, early or not, the secondee returns to a post in the same grade as {}. The same \
             post is not promised.",
            "A job at your present grade is waiting for you, but it may not be the same one.",
        ),
        ReturnGuarantee::BestEndeavours => (
            "When the secondment ends, early or not, the employer does all it reasonably can to find the secondee a \
             post comparable to {}. It does not promise one.",
            "Your employer will try hard to find you a comparable job, but does not promise it.",
        ),
        ReturnGuarantee::None => (
            "No post is held for the secondee when the secondment ends. The rights of the employment contract and of \
             the law remain.",
            "No particular job is promised when you come back; think about this before you sign.",
        ),
    }
}

pub(super) fn disputes() -> Clause {
    Writer::new(Head::Disputes)
        .say("A disagreement goes first to the home manager and the host manager, who meet within five working days.")
        .say(
            "If they cannot settle it within ten working days, it goes to a senior person on each side, and then, if \
             both agree, to a mediator whose cost they share. The work and the pay go on meanwhile.",
        )
        .plainly("If the two organisations disagree they talk first, and you are paid all the same.")
}
