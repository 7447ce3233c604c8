//! What people do with an opportunity. Pages, the API, jobs and the demo world call the same.

use sojourn_kit::error::{Error, FieldErrors, Result};
use uuid::Uuid;

use super::access::{Posting, Standing};
use super::events::{CapacityAsked, Closed, Drafted, Edited, Filled, Opened, SentBack, Submitted, Withdrawn};
use super::lifecycle::{self, Action};
use super::model::{
    Audience, ListQuery, Opportunity, OpportunityId, OpportunityInput, Payer, PostingKind, SkillSort, State,
    open_questions,
};
use super::store;
use crate::actor::PersonId;
use crate::cx::Cx;
use crate::features::{organisations, people};

/// Begins a draft. The author's own organisation advertises.
///
/// # Errors
/// Invalid input by field.
pub async fn draft(cx: &mut Cx, input: &OpportunityInput) -> Result<Posting> {
    input.check(cx.today())?;
    let number = cx.next_number("opportunity").await?;
    let mut opportunity = blank(cx, input, format!("OP-{number:04}"));
    write_facts(cx, &mut opportunity, input).await?;
    let panel = panel_of(cx, &opportunity, &input.panel).await?;
    store::insert(cx, &opportunity).await?;
    store::save_skills(cx, opportunity.id, input).await?;
    store::save_panel(cx, opportunity.id, &panel).await?;
    cx.record(&Drafted::of(&opportunity)).await?;
    store::load_by_id(cx, opportunity.id).await
}

fn blank(cx: &Cx, input: &OpportunityInput, number: String) -> Opportunity {
    Opportunity {
        id: OpportunityId::new(cx.now()),
        number,
        version: 1,
        state: State::Draft,
        kind: input.kind,
        posting: PostingKind::Place,
        title: String::new(),
        duties: String::new(),
        suits: String::new(),
        life: String::new(),
        organisation: cx.actor.organisation,
        author: cx.actor.person,
        host_organisation: cx.actor.organisation,
        host_organisation_name: cx.actor.organisation_name.clone(),
        host_unit: None,
        host_unit_name: None,
        place: String::new(),
        remote_bp: 0,
        starts_on: None,
        ends_on: None,
        fte_bp: 10_000,
        seats: 1,
        held: 0,
        taken: 0,
        applied: 0,
        closes_on: None,
        payer: Payer::Home,
        pay_note: String::new(),
        audience: Audience::Organisation,
        audience_unit: None,
        why_secondment: String::new(),
        redeployment_considered: false,
        hides_names: false,
        note: String::new(),
        opened_at: None,
        updated_at: cx.now(),
    }
}

/// Puts what was sent into the opportunity, and checks what it points to.
async fn write_facts(cx: &mut Cx, o: &mut Opportunity, input: &OpportunityInput) -> Result<()> {
    let line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    o.kind = input.kind;
    o.posting = input.posting.unwrap_or(PostingKind::Place);
    o.title = line(&input.title);
    input.duties.trim().clone_into(&mut o.duties);
    input.suits.trim().clone_into(&mut o.suits);
    input.life.trim().clone_into(&mut o.life);
    o.host_organisation = input.host_organisation.unwrap_or(o.organisation);
    o.host_unit = input.host_unit;
    o.place = line(&input.place);
    o.remote_bp = input.remote_bp;
    (o.starts_on, o.ends_on, o.closes_on) = (input.starts_on, input.ends_on, input.closes_on);
    o.fte_bp = input.fte_bp.unwrap_or(10_000);
    o.seats = input.seats.unwrap_or(1);
    o.payer = input.payer.unwrap_or(Payer::Home);
    o.pay_note = line(&input.pay_note);
    o.audience = input.audience.unwrap_or(Audience::Organisation);
    o.audience_unit = input.audience_unit.filter(|_| o.audience == Audience::Unit);
    input.why_secondment.trim().clone_into(&mut o.why_secondment);
    o.redeployment_considered = input.redeployment_considered;
    o.hides_names = input.hides_names;
    check_places(cx, o).await
}

async fn check_places(cx: &mut Cx, o: &Opportunity) -> Result<()> {
    let mut errors = FieldErrors::default();
    if !organisations::store::choices(cx).await?.iter().any(|one| one.id == o.host_organisation) {
        errors.add("host_organisation", "Choose an organisation from the list");
    }
    if let Some(unit) = o.host_unit {
        let units = organisations::store::units(cx, o.host_organisation).await?;
        if !units.iter().any(|one| one.id == unit) {
            errors.add("host_unit", "Choose a unit of the host");
        }
    }
    if let Some(unit) = o.audience_unit {
        let units = organisations::store::units(cx, o.organisation).await?;
        if !units.iter().any(|one| one.id == unit) {
            errors.add("audience_unit", "Choose a unit of your own organisation");
        }
    }
    errors.check()
}

/// The people behind the addresses; each is a colleague with an account, and not the author.
async fn panel_of(cx: &mut Cx, o: &Opportunity, addresses: &[String]) -> Result<Vec<PersonId>> {
    let mut found = Vec::new();
    for address in addresses.iter().map(|address| address.trim().to_lowercase()) {
        let same = people::store::find_in_organisation(cx, o.organisation, &address).await?;
        let is_same =
            |one: &people::Brief| one.email.as_deref().map(str::to_lowercase) == Some(address.clone());
        match same.into_iter().find(|one| is_same(one) && one.has_account) {
            Some(one) if one.id == o.author => {}
            Some(one) => found.push(one.id),
            None => {
                let sentence = format!("Nobody of your organisation has the address {address}");
                return Err(Error::field("panel", sentence));
            }
        }
    }
    Ok(found)
}

fn unchanged_since(o: &Opportunity, version: Option<i64>) -> Result<()> {
    match version {
        Some(version) if version != o.version => Err(Error::Stale),
        _ => Ok(()),
    }
}

/// Changes a draft.
///
/// # Errors
/// Invalid input by field; a refusal from the table; stale when it changed since it was read.
pub async fn edit(cx: &mut Cx, number: &str, input: &OpportunityInput) -> Result<Posting> {
    let mut posting = store::load(cx, number).await?;
    lifecycle::decide(&posting.opportunity, Action::Edit, &posting.standing)?;
    unchanged_since(&posting.opportunity, input.version)?;
    input.check(cx.today())?;
    let o = &mut posting.opportunity;
    write_facts(cx, o, input).await?;
    let panel = panel_of(cx, o, &input.panel).await?;
    store::save(cx, o).await?;
    store::save_skills(cx, o.id, input).await?;
    store::save_panel(cx, o.id, &panel).await?;
    cx.record(&Edited::of(o)).await?;
    store::load_by_id(cx, o.id).await
}

/// Publishes a draft, or asks for approval: whoever approves postings needs nobody else's.
///
/// # Errors
/// Invalid while a question is open; a refusal from the table; stale when it changed since it was read.
pub async fn publish(cx: &mut Cx, number: &str, version: Option<i64>) -> Result<Posting> {
    let mut posting = store::load(cx, number).await?;
    let is_desk = posting.standing.is(super::Party::Desk);
    let action = if is_desk { Action::Publish } else { Action::Submit };
    ready(cx, &posting, action, version).await?;
    let o = &mut posting.opportunity;
    if is_desk {
        store::save_state(cx, o, State::Open, "").await?;
        cx.record(&Opened::of(o)).await?;
    } else {
        store::save_state(cx, o, State::Approval, "").await?;
        cx.record(&Submitted::of(o)).await?;
    }
    Ok(posting)
}

/// Approves somebody else's posting; it is open from now on.
///
/// # Errors
/// As [`publish`]; nobody approves their own.
pub async fn approve(cx: &mut Cx, number: &str, version: Option<i64>) -> Result<Posting> {
    let mut posting = store::load(cx, number).await?;
    ready(cx, &posting, Action::Approve, version).await?;
    let o = &mut posting.opportunity;
    store::save_state(cx, o, State::Open, "").await?;
    cx.record(&Opened::of(o)).await?;
    Ok(posting)
}

async fn ready(cx: &mut Cx, posting: &Posting, action: Action, version: Option<i64>) -> Result<()> {
    let o = &posting.opportunity;
    lifecycle::decide(o, action, &posting.standing)?;
    unchanged_since(o, version)?;
    let skills = store::asked(cx, o.id).await?;
    let has_needed = skills.iter().any(|skill| skill.sort == SkillSort::Needed);
    open_questions(o, has_needed, cx.today()).check()
}

/// The most characters of a reason.
const MOST: usize = 2000;

fn reason_of(reason: &str) -> Result<String> {
    let reason = reason.trim();
    if reason.is_empty() {
        return Err(Error::field("reason", "Write why, so that the others know"));
    }
    if reason.chars().count() > MOST || reason.contains('\0') {
        return Err(Error::field("reason", format!("Say it in {MOST} characters or fewer")));
    }
    Ok(reason.to_owned())
}

/// Sends somebody else's posting back to its author, with a reason.
///
/// # Errors
/// A refusal from the table; invalid without a reason; stale when it changed since it was read.
pub async fn send_back(cx: &mut Cx, number: &str, version: Option<i64>, reason: &str) -> Result<Posting> {
    let mut posting = store::load(cx, number).await?;
    let o = &mut posting.opportunity;
    lifecycle::decide(o, Action::SendBack, &posting.standing)?;
    unchanged_since(o, version)?;
    let reason = reason_of(reason)?;
    store::save_state(cx, o, State::Draft, &reason).await?;
    cx.record(&SentBack::of(o)).await?;
    Ok(posting)
}

/// Takes no more applications.
///
/// # Errors
/// A refusal from the table; stale when it changed since it was read.
pub async fn close(cx: &mut Cx, number: &str, version: Option<i64>) -> Result<Posting> {
    let mut posting = store::load(cx, number).await?;
    let o = &mut posting.opportunity;
    lifecycle::decide(o, Action::Close, &posting.standing)?;
    unchanged_since(o, version)?;
    store::save_state(cx, o, State::Closed, "").await?;
    cx.record(&Closed::of(o)).await?;
    Ok(posting)
}

/// Takes the opportunity back. A draft that nobody has seen needs no reason.
///
/// # Errors
/// A refusal from the table; invalid without a reason; stale when it changed since it was read.
pub async fn withdraw(cx: &mut Cx, number: &str, version: Option<i64>, reason: &str) -> Result<Posting> {
    let mut posting = store::load(cx, number).await?;
    let o = &mut posting.opportunity;
    lifecycle::decide(o, Action::Withdraw, &posting.standing)?;
    unchanged_since(o, version)?;
    let reason = if o.state == State::Draft { reason.trim().to_owned() } else { reason_of(reason)? };
    store::save_state(cx, o, State::Withdrawn, &reason).await?;
    cx.record(&Withdrawn::of(o)).await?;
    Ok(posting)
}

/// The last place was taken, by whoever accepted it.
///
/// # Errors
/// Stale when it changed since it was read.
pub async fn fill(cx: &mut Cx, id: OpportunityId) -> Result<()> {
    let mut o = store::bare(cx, id).await?;
    let standing = Standing::of(&cx.actor, &o, false);
    lifecycle::decide(&o, Action::Fill, &standing)?;
    store::save_state(cx, &mut o, State::Filled, "").await?;
    cx.record(&Filled::of(&o)).await
}

/// Writes a new draft of the actor's own with the words of another opportunity that they may see, without its days.
///
/// # Errors
/// Not found for an opportunity that is not theirs to see.
pub async fn copy(cx: &mut Cx, number: &str) -> Result<Posting> {
    let o = store::load(cx, number).await?.opportunity;
    let skills = store::asked(cx, o.id).await?;
    let names = |sort: SkillSort| {
        skills.iter().filter(|skill| skill.sort == sort).map(|skill| skill.name.clone()).collect::<Vec<_>>()
    };
    let is_own = o.organisation == cx.actor.organisation;
    let input = OpportunityInput {
        version: None,
        title: o.title,
        posting: Some(o.posting),
        duties: o.duties,
        suits: o.suits,
        life: o.life,
        kind: o.kind,
        host_organisation: is_own.then_some(o.host_organisation),
        host_unit: o.host_unit.filter(|_| is_own),
        place: o.place,
        remote_bp: o.remote_bp,
        starts_on: None,
        ends_on: None,
        fte_bp: Some(o.fte_bp),
        seats: Some(o.seats),
        closes_on: None,
        payer: Some(o.payer),
        pay_note: o.pay_note,
        audience: Some(if is_own { o.audience } else { Audience::Organisation }),
        audience_unit: o.audience_unit.filter(|_| is_own),
        needed: names(SkillSort::Needed),
        learnt: names(SkillSort::Learnt),
        offered: names(SkillSort::Offered),
        why_secondment: String::new(),
        redeployment_considered: false,
        hides_names: o.hides_names,
        panel: Vec::new(),
    };
    let mut input = input;
    if input.audience == Some(Audience::Unit) && input.audience_unit.is_none() {
        input.audience = Some(Audience::Organisation);
    }
    draft(cx, &input).await
}

/// Saves an opportunity for later, or forgets it.
///
/// # Errors
/// Not found for an opportunity that is not the actor's to see.
pub async fn star(cx: &mut Cx, number: &str, on: bool) -> Result<Posting> {
    let posting = store::load(cx, number).await?;
    if on {
        store::star(cx, posting.opportunity.id).await?;
    } else {
        store::unstar(cx, posting.opportunity.id).await?;
    }
    Ok(posting)
}

/// The most searches that somebody keeps.
const MOST_SEARCHES: usize = 20;

/// Keeps a search; when `by_email`, a letter comes as soon as something new matches.
///
/// # Errors
/// Invalid without a name, or when the search means nothing.
pub async fn keep_search(cx: &mut Cx, name: &str, query: &ListQuery, by_email: bool) -> Result<Uuid> {
    let mut errors = FieldErrors::default();
    let name = name.trim();
    if name.is_empty() || name.chars().count() > 80 || name.contains('\0') {
        errors.add("name", "Give the search a name of up to 80 characters");
    }
    if store::searches(cx).await?.len() >= MOST_SEARCHES {
        errors.add("name", format!("{MOST_SEARCHES} searches are enough. Remove one first"));
    }
    errors.check()?;
    query.check()?;
    let query = super::model::address("", &query.filters());
    store::add_search(cx, name, query.trim_start_matches('?'), by_email).await
}

/// Asks a home manager for the free time that they offer: they get a letter with the words.
///
/// # Errors
/// A refusal unless it is somebody else's open offer of free time; invalid without words.
pub async fn ask_for_capacity(cx: &mut Cx, number: &str, words: &str) -> Result<Posting> {
    let posting = store::load(cx, number).await?;
    let o = &posting.opportunity;
    if o.posting != PostingKind::Capacity || o.state != State::Open {
        return Err(Error::refused("not_now", "Nobody offers free time here now."));
    }
    if o.author == cx.actor.person {
        return Err(Error::refused("own_posting", "This is your own posting."));
    }
    let words = reason_of(words)
        .map_err(|_| Error::field("words", "Write what you need, in up to 2,000 characters"))?;
    cx.record(&CapacityAsked::of(o)).await?;
    super::notices::capacity_asked(cx, o, &words).await?;
    Ok(posting)
}
