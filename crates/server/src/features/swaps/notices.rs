//! The letters of a swap: who is asked, and what came of it.

use serde_json::Value;
use sojourn_calendar::{Period, format};
use sojourn_kit::error::Result;

use super::model::{Answer, Decision, Leg, Swap, SwapId};
use super::pair::standing_leg;
use super::store;
use crate::actor::{PersonId, Role};
use crate::cx::Cx;
use crate::event::{Hook, HookFuture, Recorded};
use crate::features::people;
use crate::letter::tell_of;

/// Which event makes this feature write.
pub const LETTERS: &[(&str, Hook)] = &[
    ("swap.proposed", proposed),
    ("swap.answered", answered),
    ("swap.withdrawn", withdrawn),
    ("swap.opened", opened),
    ("swap.leg_fell", leg_fell),
    ("swap.leg_revived", leg_revived),
    ("swap.decided", decided),
];

async fn story(cx: &mut Cx, recorded: &Recorded) -> Result<(Swap, String)> {
    let swap = store::of_event(cx, SwapId(recorded.subject)).await?;
    let link = format!("{}/swaps/{}", cx.app.config.base_url, swap.number);
    Ok((swap, link))
}

/// “Two weeks of platform”: Ravi Menon and Sofia Lindqvist, 11 to 22 January 2027.
fn what(swap: &Swap) -> String {
    let days = Period::try_new(swap.starts_on, swap.ends_on).map(format::range).unwrap_or_default();
    format!("“{}”: {} change places, {days}", swap.title, swap.names())
}

/// The four, and who proposed it.
fn everybody(swap: &Swap) -> Vec<PersonId> {
    let mut all = swap.asked();
    if !all.contains(&swap.proposed_by) {
        all.push(swap.proposed_by);
    }
    all
}

async fn tell_all(
    cx: &mut Cx,
    recorded: &Recorded,
    to: Vec<PersonId>,
    subject: &str,
    words: &[String],
) -> Result<()> {
    for person in to {
        tell_of(cx, recorded, Some(person), subject, words).await?;
    }
    Ok(())
}

fn proposed<'a>(cx: &'a mut Cx, recorded: &'a Recorded) -> HookFuture<'a> {
    Box::pin(async move {
        let (swap, link) = story(cx, recorded).await?;
        let by = people::store::brief(cx, swap.proposed_by).await?.name;
        let subject = format!("Say yes or no to a swap: {}", swap.names());
        let words = [
            format!("{by} proposes {}.", what(&swap)),
            format!("It begins only when both people and both managers say yes, each for themself. {link}"),
        ];
        let asked = swap.asked().into_iter().filter(|person| swap.said(*person).is_none()).collect();
        tell_all(cx, recorded, asked, &subject, &words).await
    })
}

fn answered<'a>(cx: &'a mut Cx, recorded: &'a Recorded) -> HookFuture<'a> {
    Box::pin(async move {
        if recorded.payload.get("answer").and_then(Value::as_str) != Some(Answer::No.as_str()) {
            return Ok(());
        }
        let (swap, link) = story(cx, recorded).await?;
        let subject = format!("Not going ahead: a swap of {}", swap.names());
        let words = [
            format!(
                "{} said no to {}. Nothing was opened, and nobody needs to do anything.",
                cx.actor.name,
                what(&swap)
            ),
            format!("The reason: {link}"),
        ];
        tell_all(cx, recorded, everybody(&swap), &subject, &words).await
    })
}

fn withdrawn<'a>(cx: &'a mut Cx, recorded: &'a Recorded) -> HookFuture<'a> {
    Box::pin(async move {
        let (swap, _) = story(cx, recorded).await?;
        let subject = format!("Withdrawn: a swap of {}", swap.names());
        let words = [format!("{} took back {}. You don’t need to do anything.", cx.actor.name, what(&swap))];
        tell_all(cx, recorded, everybody(&swap), &subject, &words).await
    })
}

fn opened<'a>(cx: &'a mut Cx, recorded: &'a Recorded) -> HookFuture<'a> {
    Box::pin(async move {
        let (swap, link) = story(cx, recorded).await?;
        let subject = format!("All four said yes: {}", swap.names());
        let words = [
            format!("All four said yes to {}.", what(&swap)),
            format!(
                "Two drafts are open, one for each person to finish and send. Neither starts before both are ready. {link}"
            ),
        ];
        let mut to = everybody(&swap);
        // whoever said yes last is the actor; the two people are told in any case
        to.sort_unstable();
        tell_all(cx, recorded, to, &subject, &words).await
    })
}

/// Those who decide about a leg: mobility and HR of its employer.
async fn desk_of(cx: &mut Cx, leg: &Leg) -> Result<Vec<PersonId>> {
    let mut desk = people::store::holders(cx, leg.organisation, Role::ProgrammeAdmin).await?;
    desk.extend(people::store::holders(cx, leg.organisation, Role::Hr).await?);
    desk.sort_unstable();
    desk.dedup();
    Ok(desk)
}

fn leg_fell<'a>(cx: &'a mut Cx, recorded: &'a Recorded) -> HookFuture<'a> {
    Box::pin(async move {
        let (swap, link) = story(cx, recorded).await?;
        let Some((leg, _)) = standing_leg(cx, &swap).await? else {
            let subject = format!("Ended: a swap of {}", swap.names());
            let words = [format!("Neither leg of {} goes ahead. {link}", what(&swap))];
            return tell_all(cx, recorded, everybody(&swap), &subject, &words).await;
        };
        ask_desk(cx, recorded, &swap, &leg, &link).await
    })
}

/// Asks the desk of the leg that stands to decide about it, and tells its two that it is suspended.
async fn ask_desk(cx: &mut Cx, recorded: &Recorded, swap: &Swap, leg: &Leg, link: &str) -> Result<()> {
    let desk = desk_of(cx, leg).await?;
    let subject = format!("Decide how a swap goes on: {}", swap.names());
    let fact = format!("Of {}, one leg has fallen over and one stands.", what(swap));
    let words = [
        fact.clone(),
        format!(
            "{} can go one way, or both legs end. Until you decide, {} can’t start. {link}",
            leg.name, leg.name
        ),
    ];
    tell_all(cx, recorded, desk.clone(), &subject, &words).await?;
    let others: Vec<PersonId> =
        [leg.person, leg.manager].into_iter().filter(|person| !desk.contains(person)).collect();
    let subject = format!("Suspended: a swap of {}", swap.names());
    let words = [
        fact,
        format!("Mobility decides whether {} goes one way. Until then nothing starts. {link}", leg.name),
    ];
    tell_all(cx, recorded, others, &subject, &words).await
}

fn leg_revived<'a>(cx: &'a mut Cx, recorded: &'a Recorded) -> HookFuture<'a> {
    Box::pin(async move {
        let (swap, link) = story(cx, recorded).await?;
        if let Some((leg, _)) = standing_leg(cx, &swap).await? {
            return ask_desk(cx, recorded, &swap, &leg, &link).await;
        }
        let subject = format!("It goes on: a swap of {}", swap.names());
        let words = [
            format!(
                "The refusal of one leg was overturned on appeal, so both legs of {} stand again.",
                what(&swap)
            ),
            format!("As before, neither starts before both are ready. {link}"),
        ];
        tell_all(cx, recorded, everybody(&swap), &subject, &words).await
    })
}

fn decided<'a>(cx: &'a mut Cx, recorded: &'a Recorded) -> HookFuture<'a> {
    Box::pin(async move {
        let (swap, link) = story(cx, recorded).await?;
        let ends =
            recorded.payload.get("decision").and_then(Value::as_str) == Some(Decision::EndBoth.as_str());
        let fact = if ends { "Both legs end" } else { "The leg that stands goes on one way" };
        let subject = format!("Decided: a swap of {}", swap.names());
        let words = [format!("{fact}: {}.", what(&swap)), format!("Why: {link}")];
        tell_all(cx, recorded, everybody(&swap), &subject, &words).await
    })
}
