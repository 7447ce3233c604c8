//! How well an opportunity fits a person: a word first, then the reasons. It looks at skills, goals, dates and
//! places; never at age, gender or absence, for which [`Candidate`] has no field. There is no percentage.

use serde::Serialize;
use sojourn_calendar::Period;
use utoipa::ToSchema;

use super::model::{Asked, Opportunity, SkillSort};
use crate::features::people::folded;
use crate::features::skills::Candidate;
use crate::features::skills::model::HAS_IT;

crate::word_enum!(
    /// The word.
    Level {
        /// Most of what is needed on day one is there.
        Strong => "strong", "Strong fit";
        /// Half of it is there.
        Good => "good", "Good fit";
        /// Some of it is there, or it teaches what is wanted.
        Some => "some", "Some fit";
        /// Nothing in common yet.
        New => "new", "New to you";
    }
);

crate::word_enum!(
    /// What a reason says.
    ReasonKind {
        /// Speaks for it.
        Have => "have", "You have";
        /// Something to gain.
        Learn => "learn", "You’d learn";
        /// Something to think of first.
        Consider => "consider", "Consider";
        /// Something that is missing.
        Missing => "missing", "Missing";
    }
);

/// One reason: words, and the part of them that stands out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = FitReason)]
pub struct Reason {
    /// What it says.
    pub kind: ReasonKind,
    /// The sentence up to what stands out.
    pub words: String,
    /// What stands out: skills, a goal; may be empty.
    pub strong: String,
}

/// How well it fits, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Fit {
    /// The word.
    pub level: Level,
    /// The reasons, what speaks for it first.
    pub reasons: Vec<Reason>,
}

/// The score by which the list is ordered, from how many skills are needed, how many of them somebody has, and
/// how many of those taught they want. `store::list` says the same in SQL; a test holds the two together.
#[must_use]
pub const fn score(needed: i64, has: i64, learns: i64) -> i64 {
    let base = if needed == 0 { 50 } else { 100 * has / needed };
    base + if learns > 0 { 15 } else { 0 }
}

/// The word for a score.
#[must_use]
pub const fn level(score: i64) -> Level {
    match score {
        75.. => Level::Strong,
        50.. => Level::Good,
        1.. => Level::Some,
        _ => Level::New,
    }
}

/// Works out how well an opportunity with these skills fits somebody.
#[must_use]
pub fn of(candidate: &Candidate, o: &Opportunity, skills: &[Asked]) -> Fit {
    let of_sort = |sort| skills.iter().filter(move |skill| skill.sort == sort);
    let has = |skill: &&Asked| candidate.offered.get(&skill.word).is_some_and(|(_, level)| *level >= HAS_IT);
    let needed: Vec<&Asked> = of_sort(SkillSort::Needed).collect();
    let (have, lack): (Vec<&Asked>, Vec<&Asked>) = needed.iter().copied().partition(has);
    let learns: Vec<&Asked> =
        of_sort(SkillSort::Learnt).filter(|skill| candidate.wanted.contains_key(&skill.word)).collect();
    let count = |list: &[&Asked]| i64::try_from(list.len()).unwrap_or(i64::MAX);
    let mut reasons = Vec::new();
    reasons.extend(skills_reason(&have, needed.len()));
    reasons.extend(goal_reason(candidate, o, skills));
    if o.host_unit.is_some_and(|unit| candidate.worked_in.contains(&unit)) {
        reasons.push(reason(ReasonKind::Have, "You worked here before", ""));
    }
    reasons.extend(learn_reason(&learns, of_sort(SkillSort::Learnt).collect()));
    reasons.extend(considerations(candidate, o));
    if !lack.is_empty() && !candidate.is_blank() {
        reasons.push(reason(ReasonKind::Missing, "Asks for", &names(&lack)));
    }
    Fit { level: level(score(count(&needed), count(&have), count(&learns))), reasons }
}

fn reason(kind: ReasonKind, words: &str, strong: &str) -> Reason {
    Reason { kind, words: words.to_owned(), strong: strong.to_owned() }
}

fn names(skills: &[&Asked]) -> String {
    skills.iter().map(|skill| skill.name.as_str()).collect::<Vec<_>>().join(", ")
}

fn skills_reason(have: &[&Asked], needed: usize) -> Option<Reason> {
    let words = match (have.len(), needed) {
        (_, 0) => return Some(reason(ReasonKind::Have, "Nothing special is needed on day one", "")),
        (0, _) => return None,
        (has, needed) if has == needed => "You have what is needed:".to_owned(),
        (has, needed) => format!("You have {has} of the {needed} skills:"),
    };
    Some(reason(ReasonKind::Have, &words, &names(have)))
}

/// Words that say nothing about what a goal is after.
const STOP: &[&str] = &[
    "the",
    "and",
    "for",
    "with",
    "how",
    "what",
    "why",
    "when",
    "who",
    "people",
    "work",
    "team",
    "from",
    "into",
    "about",
    "learn",
    "understand",
    "better",
    "more",
    "want",
    "would",
    "like",
    "get",
    "our",
    "your",
    "their",
];

fn telling(text: &str) -> Vec<String> {
    let plain: String =
        folded(text).chars().map(|letter| if letter.is_alphanumeric() { letter } else { ' ' }).collect();
    plain
        .split_whitespace()
        .filter(|word| word.chars().count() > 2 && !STOP.contains(word))
        .map(str::to_owned)
        .collect()
}

/// A goal of which at least half of the telling words stand in the opportunity.
fn goal_reason(candidate: &Candidate, o: &Opportunity, skills: &[Asked]) -> Option<Reason> {
    let taught: Vec<&str> = skills.iter().map(|skill| skill.name.as_str()).collect();
    let said = telling(&format!("{} {} {} {}", o.title, o.duties, o.suits, taught.join(" ")));
    let matches = |goal: &&str| {
        let wanted = telling(goal);
        let found = wanted.iter().filter(|word| said.contains(word)).count();
        found > 0 && found * 2 >= wanted.len()
    };
    let goal = candidate.wishes.goal_lines().find(matches)?;
    Some(reason(ReasonKind::Have, "Matches your goal", &format!("“{goal}”")))
}

fn learn_reason(wanted: &[&Asked], taught: Vec<&Asked>) -> Option<Reason> {
    if !wanted.is_empty() {
        return Some(reason(ReasonKind::Learn, "You’d learn what you want:", &names(wanted)));
    }
    (!taught.is_empty()).then(|| reason(ReasonKind::Learn, "You’d learn", &names(&taught)))
}

fn considerations(candidate: &Candidate, o: &Opportunity) -> Vec<Reason> {
    let mut found = Vec::new();
    let mut consider = |words: &str| found.push(reason(ReasonKind::Consider, words, ""));
    let overlaps = |stay: Period| move |other: &&Period| stay.overlap(**other).is_some();
    if let Some(stay) = o.stay() {
        if candidate.stays.iter().any(|other| overlaps(stay)(&other)) {
            consider("Overlaps with your own secondment");
        }
        match candidate.team_away.iter().filter(overlaps(stay)).count() {
            0 => {}
            1 => consider("One of your team is away in those weeks. Your manager will be asked about cover"),
            many => consider(&format!(
                "{many} of your team are away in those weeks. Your manager will be asked about cover"
            )),
        }
    }
    let wishes = &candidate.wishes;
    if wishes.earliest_on.zip(o.starts_on).is_some_and(|(earliest, first)| first < earliest) {
        consider("Begins before the day you could go");
    }
    if wishes.fte_bp.is_some_and(|share| share < o.fte_bp) {
        consider("Asks for more of your time than you want to give");
    }
    let near = |place: &str| {
        let (place, at) = (folded(place), folded(&o.place));
        !place.is_empty() && at.contains(&place)
    };
    let is_elsewhere = !wishes.places.trim().is_empty() && !wishes.places.split(',').any(near);
    if is_elsewhere && !(wishes.remote && o.remote_bp > 0) && !o.place.trim().is_empty() {
        consider(&format!("In {}, which is not among your places", o.place.trim()));
    }
    found
}
