//! “Write it together” on “Check and send”: who is invited to which part, inviting and ending that.

use sojourn_kit::error::{Error, Result};
use sojourn_kit::web::{Reply, Route};

use super::super::actions::{self, Draft};
use super::super::model::{Step, WriterSide};
use crate::cx::Cx;
use crate::door::Door;

/// One side that is or can be invited.
#[derive(Debug)]
pub struct Seat {
    /// Who, and what they write.
    pub words: String,
    /// Where the button leads.
    pub action: String,
    /// What it says.
    pub button: &'static str,
}

/// What stands under “Write it together”.
#[derive(Debug, Default)]
pub struct Together {
    /// What it is, or which parts are the reader’s.
    pub words: String,
    /// The sides.
    pub seats: Vec<Seat>,
}

fn parts(side: WriterSide) -> String {
    let parts =
        Step::ALL.into_iter().filter(|step| side.writes(*step)).map(|step| format!("“{}”", step.label()));
    parts.collect::<Vec<_>>().join(", ")
}

/// Who writes the draft together, for those whose draft it is; for the others, which parts are theirs.
///
/// # Errors
/// When the database does not answer.
pub async fn seats(cx: &mut Cx, draft: &Draft) -> Result<Together> {
    let s = &draft.record.secondment;
    if let Some(side) = draft.side {
        return Ok(Together {
            words: format!("You were invited to write {}.", parts(side)),
            seats: Vec::new(),
        });
    }
    let mut seats = Vec::new();
    for side in WriterSide::ALL.iter().copied() {
        let base = format!("/secondments/{}/propose/writers/{}", s.number, side.as_str());
        if let Some(writer) = draft.writers.iter().find(|writer| writer.side == side) {
            seats.push(Seat {
                words: format!("{} writes {} with you.", writer.name, parts(side)),
                action: format!("{base}/removal"),
                button: "End the invitation",
            });
            continue;
        }
        match actions::invitable(cx, s, side).await {
            Ok(who) => seats.push(Seat {
                words: format!("{}, {}, would write {}.", who.name, side.label().to_lowercase(), parts(side)),
                action: base,
                button: "Invite to write together",
            }),
            Err(Error::Refused(_)) => {}
            Err(other) => return Err(other),
        }
    }
    let words = match seats.is_empty() {
        true => String::new(),
        false => "Whoever is invited sees this draft and writes their part. You send it.".to_owned(),
    };
    Ok(Together { words, seats })
}

fn side_of(word: &str) -> Result<WriterSide> {
    WriterSide::parse(word).ok_or(Error::NotFound)
}

/// `POST /secondments/{number}/propose/writers/{side}`
pub async fn invite(door: Door, Route((number, side)): Route<(String, String)>) -> Result<Reply> {
    let mut cx = door.write().await?;
    // whose draft it is not learns nothing of the sides either
    crate::features::secondments::store::load(&mut cx, &number).await?;
    actions::invite_writer(&mut cx, &number, side_of(&side)?).await?;
    cx.finish(Reply::see(Step::Check.path(&number)).flash("Invited. They are told by email")).await
}

/// `POST /secondments/{number}/propose/writers/{side}/removal`
pub async fn remove(door: Door, Route((number, side)): Route<(String, String)>) -> Result<Reply> {
    let mut cx = door.write().await?;
    crate::features::secondments::store::load(&mut cx, &number).await?;
    actions::remove_writer(&mut cx, &number, side_of(&side)?).await?;
    cx.finish(Reply::see(Step::Check.path(&number)).flash("Ended. What they wrote stays")).await
}
