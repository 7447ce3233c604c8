//! What is done, what is still owed to home, and how the work is looked at.

use super::words::{Writer, need, see, text};
use crate::draft::{Clause, Piece};
use crate::facts::{Conflicts, Facts};
use crate::head::Head;
use crate::text::{clean_line, clean_paragraphs};

pub(super) fn services(facts: &Facts) -> Clause {
    let work = &facts.work;
    let role = need(&work.role_title, "work.role_title", "the role at the host");
    let objectives = work.objectives.iter().any(|objective| !clean_line(objective).is_empty());
    let duties = clean_paragraphs(&work.duties);
    let writer = Writer::new(Head::Services)
        .fill("The purpose of the secondment: {}.", [need(&work.purpose, "work.purpose", "the purpose")]);
    let writer = if duties.is_empty() {
        writer
            .fill("The secondee serves as {}. The duties: {}.", [role, need("", "work.duties", "the duties")])
    } else {
        writer.fill("The secondee serves as {}, with these duties:", [role]).items(&duties)
    };
    writer
        .when(objectives, |w| w.say("The objectives agreed for the secondment are:").items(&work.objectives))
        .when(has_benefits(facts), |w| benefits_of_all(w, facts))
        .fill(
            "{} directs the work from day to day and sees that it fits the purpose. The secondee follows the host’s \
             reasonable instructions and its rules on site, safety, security and conduct.",
            [text(&capital(facts.host_noun()))],
        )
        .fill(
            "{} gives the secondee a safe place to work, an introduction on the first day, and the tools and \
             adjustments that the work and the person need.",
            [text(&capital(facts.host_noun()))],
        )
        .plainly("The host decides what you do each day, within the purpose and duties written here.")
}

fn has_benefits(facts: &Facts) -> bool {
    let work = &facts.work;
    [&work.benefit_secondee, &work.benefit_home, &work.benefit_host].iter().any(|b| !clean_line(b).is_empty())
}

fn benefits_of_all(writer: Writer, facts: &Facts) -> Writer {
    let work = &facts.work;
    let lines = [
        ("For the secondee: {}.", &work.benefit_secondee),
        ("For home: {}.", &work.benefit_home),
        ("For the host: {}.", &work.benefit_host),
    ];
    let writer = writer.say("What each side hopes to gain:");
    lines.into_iter().fold(writer, |writer, (words, gain)| {
        writer
            .when(!clean_line(gain).is_empty(), |w| w.item(words, [need(gain, "work.benefits", "the gain")]))
    })
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

pub(super) fn home_duties(facts: &Facts) -> Clause {
    let duties = clean_line(&facts.employment.home_duties);
    Writer::new(Head::HomeDuties)
        .say(
            "The secondee’s duties of loyalty and confidence to the employer continue, and the secondee follows its \
             reasonable instructions as far as they leave room for the work at the host.",
        )
        .when(!duties.is_empty(), |w| {
            w.fill("During the secondment the secondee also {}.", [need(&duties, "employment.home_duties", "duties")])
        })
        .fill(
            "Where instructions from {} and {} collide, the secondee tells both managers, who settle it between them. \
             The secondee is not at fault for having asked.",
            [text(facts.home_noun()), text(facts.host_noun())],
        )
        .plainly("You keep your duties to home; if the two sides ask for different things, your managers sort it out.")
}

pub(super) fn conflicts(facts: &Facts) -> Clause {
    let writer = Writer::new(Head::Conflicts);
    let asked = |declared: &[String]| declared.iter().any(|line| !clean_line(line).is_empty());
    let writer = match &facts.employment.conflicts {
        Conflicts::Declared(declared) if asked(declared) => writer
            .say("The secondee has declared these interests, and the parties accept them:")
            .items(declared),
        Conflicts::NotAsked => {
            let key = "employment.conflicts".to_owned();
            let gap = Piece::Gap { key, label: "what the secondee declares".to_owned() };
            writer.fill("Interests declared by the secondee: {}.", [gap])
        }
        Conflicts::NoneDeclared | Conflicts::Declared(_) => {
            writer.say("The secondee has been asked about conflicts of interest and has none to declare.")
        }
    };
    writer
        .say(
            "If an interest arises or changes that could pull against either side, the secondee tells the home \
             manager at once. The managers then agree what the secondee should keep out of.",
        )
        .say("The secondee takes no part in any decision of one side about buying from or selling to the other.")
        .plainly("If anything could pull you two ways, say so early; saying so is never held against you.")
}

pub(super) fn performance(facts: &Facts) -> Clause {
    let check_ins = need(&facts.care.check_ins, "care.check_ins", "when check-ins take place");
    Writer::new(Head::Performance)
        .fill("The secondee and the host manager check in {}, and look at the work and the objectives.", [check_ins])
        .say(
            "The host manager gives the home manager a fair account of the work, and the secondee sees what is said \
             before it counts. The home manager keeps responsibility for appraisal and takes this account into it.",
        )
        .fill(
            "A concern about the work is raised first with the secondee and then with the home manager, who decides \
             what follows under {}.",
            [see(Head::EmploymentControl)],
        )
        .plainly("You get regular talks about how it is going, and you see what the host says about your work.")
}
