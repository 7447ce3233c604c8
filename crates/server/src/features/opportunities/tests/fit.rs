//! Fit is a pure function: words and reasons, the same score as the database's, and nothing about the person that it
//! must not know.

use chrono::NaiveDate;
use sojourn_calendar::Period;
use uuid::Uuid;

use crate::actor::{OrganisationId, PersonId, UnitId};
use crate::features::opportunities::fit::{self, Level, ReasonKind};
use crate::features::opportunities::model::{
    Asked, Audience, Opportunity, OpportunityId, Payer, PostingKind, SkillSort, State,
};
use crate::features::secondments::Kind;
use crate::features::skills::Candidate;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn opportunity() -> Opportunity {
    let now = "2026-11-23T09:00:00Z".parse().unwrap();
    Opportunity {
        id: OpportunityId(Uuid::from_u128(1)),
        number: "OP-0001".to_owned(),
        version: 1,
        state: State::Open,
        kind: Kind::CrossDepartmental,
        posting: PostingKind::Place,
        title: "Four weeks with Sales".to_owned(),
        duties: "Hear what customers ask before they buy".to_owned(),
        suits: String::new(),
        life: String::new(),
        organisation: OrganisationId(Uuid::from_u128(2)),
        author: PersonId(Uuid::from_u128(3)),
        host_organisation: OrganisationId(Uuid::from_u128(2)),
        host_organisation_name: "Brightwater".to_owned(),
        host_unit: Some(UnitId(Uuid::from_u128(4))),
        host_unit_name: Some("Sales".to_owned()),
        place: "London".to_owned(),
        remote_bp: 0,
        starts_on: Some(day("2027-01-11")),
        ends_on: Some(day("2027-02-05")),
        fte_bp: 10_000,
        seats: 1,
        held: 0,
        taken: 0,
        applied: 0,
        closes_on: Some(day("2026-12-04")),
        payer: Payer::Home,
        pay_note: String::new(),
        audience: Audience::Organisation,
        audience_unit: None,
        why_secondment: String::new(),
        redeployment_considered: true,
        hides_names: false,
        note: String::new(),
        opened_at: Some(now),
        updated_at: now,
    }
}

fn asked(sort: SkillSort, names: &[&str]) -> Vec<Asked> {
    let one = |name: &&str| Asked { sort, name: (*name).to_owned(), word: (*name).to_owned() };
    names.iter().map(one).collect()
}

fn knows(skills: &[(&str, i64)]) -> Candidate {
    let mut candidate = Candidate::default();
    for (name, level) in skills {
        candidate.offered.insert((*name).to_owned(), ((*name).to_owned(), *level));
    }
    candidate
}

fn sentences(candidate: &Candidate, o: &Opportunity, skills: &[Asked]) -> Vec<String> {
    let fit = fit::of(candidate, o, skills);
    fit.reasons.iter().map(|one| format!("{} {}", one.words, one.strong).trim().to_owned()).collect()
}

#[test]
fn the_word_follows_from_what_is_there_of_what_is_needed() {
    let needed = asked(SkillSort::Needed, &["crm", "phone", "quotes", "letters"]);
    let level = |skills: &[(&str, i64)]| fit::of(&knows(skills), &opportunity(), &needed).level;
    assert_eq!(level(&[("crm", 3), ("phone", 4), ("quotes", 2)]), Level::Strong);
    assert_eq!(level(&[("crm", 3), ("phone", 4)]), Level::Good);
    assert_eq!(level(&[("crm", 3)]), Level::Some);
    assert_eq!(level(&[("crm", 1)]), Level::New, "a beginner does not have it yet");
    assert_eq!(level(&[]), Level::New);
    assert_eq!(fit::of(&knows(&[]), &opportunity(), &[]).level, Level::Good, "nothing is needed on day one");
}

#[test]
fn more_of_what_is_needed_is_never_a_worse_fit() {
    for needed in 0..8 {
        for has in 0..needed {
            for learns in 0..2 {
                assert!(fit::score(needed, has, learns) <= fit::score(needed, has + 1, learns));
                assert!(fit::score(needed, has, learns) <= fit::score(needed, has, learns + 1));
            }
        }
    }
}

#[test]
fn the_reasons_say_what_is_there_what_is_learnt_and_what_is_missing() {
    let mut skills = asked(SkillSort::Needed, &["crm", "phone"]);
    skills.extend(asked(SkillSort::Learnt, &["pricing"]));
    let mut candidate = knows(&[("crm", 3)]);
    candidate.wanted.insert("pricing".to_owned(), "pricing".to_owned());
    candidate.wishes.goals = "sail around the world\nunderstand why people buy".to_owned();
    candidate.worked_in = vec![UnitId(Uuid::from_u128(4))];
    let said = sentences(&candidate, &opportunity(), &skills);
    assert_eq!(
        said,
        [
            "You have 1 of the 2 skills: crm",
            "Matches your goal “understand why people buy”",
            "You worked here before",
            "You’d learn what you want: pricing",
            "Asks for phone",
        ]
    );
}

#[test]
fn what_to_think_of_first_is_said_and_changes_no_word() {
    let needed = asked(SkillSort::Needed, &["crm"]);
    let mut candidate = knows(&[("crm", 3)]);
    let stay = Period::try_new(day("2027-02-01"), day("2027-03-01")).unwrap();
    candidate.stays = vec![stay];
    candidate.team_away = vec![stay, stay];
    candidate.wishes.earliest_on = Some(day("2027-01-20"));
    candidate.wishes.fte_bp = Some(5_000);
    candidate.wishes.places = "Leeds, York".to_owned();
    let fit = fit::of(&candidate, &opportunity(), &needed);
    assert_eq!(fit.level, Level::Strong);
    let consider = fit.reasons.iter().filter(|one| one.kind == ReasonKind::Consider).count();
    assert_eq!(consider, 5, "{:?}", fit.reasons);
    let mut near = candidate.clone();
    near.wishes.places = "London".to_owned();
    let said = sentences(&near, &opportunity(), &needed).join(". ");
    assert!(!said.contains("not among your places") && said.contains("2 of your team are away"), "{said}");
}

#[test]
fn a_candidate_has_no_field_for_what_fit_must_not_know() {
    let shown = format!("{:?}", Candidate::default());
    for word in ["age", "born", "gender", "sex", "absence", "leave", "sick", "pay", "name"] {
        let is_field = shown.split([' ', '{', ',']).any(|part| part.trim_end_matches(':') == word);
        assert!(!is_field, "{word} in {shown}");
    }
}
