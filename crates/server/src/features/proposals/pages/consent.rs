//! The secondee's consent to what somebody else wrote: asking for it, and giving it. Both stand on “Check and send”.

use sojourn_calendar::format;
use sojourn_kit::error::{Error, Result};
use sojourn_kit::web::{Fields, Reply, Route};

use super::super::actions::{self, Draft};
use super::super::model::Step;
use super::super::store;
use super::answers;
use super::check;
use crate::cx::Cx;
use crate::door::Door;
use crate::features::people;
use crate::features::secondments::steps::first_name;
use crate::shell::{Notice, Tone};
use crate::typed;

/// What “Check and send” offers besides sending, and whether sending is possible at all.
#[derive(Debug, Default)]
pub struct Offer {
    /// What stands between the draft and sending it.
    pub notice: Option<Notice>,
    /// Whether the actor may send it now.
    pub may_send: bool,
    /// Another button: where it leads, and its words.
    pub other: Option<(String, String)>,
}

/// What the actor is offered on a draft.
///
/// # Errors
/// When the database does not answer.
pub async fn offer(cx: &mut Cx, draft: &Draft) -> Result<Offer> {
    let s = &draft.record.secondment;
    let consent = store::consent(cx, s).await?;
    if s.author == s.secondee {
        return Ok(Offer { may_send: true, ..Offer::default() });
    }
    let address = format!("/secondments/{}/consent", s.number);
    let (author, secondee) =
        (people::store::brief(cx, s.author).await?.name, people::store::brief(cx, s.secondee).await?.name);
    let (given, whom) = (consent.is_given(s), first_name(&secondee).to_owned());
    if draft.is_secondees() {
        let lead = format!("{author} wrote this for you.");
        let words = if given {
            "You agreed to it as it stands. You can still change it; you are asked again then."
        } else {
            "Change what you like. It is sent only when you agree; sending it yourself is agreeing."
        };
        let button = format!("Agree, and let {} send it", first_name(&author));
        return Ok(Offer {
            notice: Some(Notice::new(Tone::Info, lead).text(words)),
            may_send: true,
            other: (!given).then_some((address, button)),
        });
    }
    let day = |at: chrono::DateTime<chrono::Utc>| format::near(at.date_naive(), cx.today());
    let lead = match (given, consent.agreed, consent.asked_at) {
        (true, Some((at, _)), _) => format!("{secondee} agreed to this on {}.", day(at)),
        (_, Some((at, _)), _) => {
            format!("{secondee} agreed on {}, and it has changed since. Ask again.", day(at))
        }
        (_, None, Some(at)) => {
            format!("You asked {secondee} on {}. Nothing is sent before they agree.", day(at))
        }
        (_, None, None) => format!("{secondee} has to agree before this is sent."),
    };
    Ok(Offer {
        notice: Some(Notice::new(if given { Tone::Good } else { Tone::Info }, lead)),
        may_send: given,
        other: (!given).then(|| (format!("{address}/request"), format!("Ask {whom} to agree"))),
    })
}

/// `POST /secondments/{number}/consent`
pub async fn agree(
    door: Door,
    Route(number): Route<String>,
    Fields(typed): Fields<typed::Form>,
) -> Result<Reply> {
    let mut cx = door.write().await?;
    match actions::agree(&mut cx, &number, answers::version(&typed)?).await {
        Ok(record) => {
            let author = people::store::brief(&mut cx, record.secondment.author).await?.name;
            let words = format!("You agreed. {author} can send it now.");
            cx.finish(Reply::see(format!("/secondments/{number}")).flash(&words)).await
        }
        Err(Error::Invalid(_)) => check::again(&door, cx, &number).await,
        Err(other) => Err(other),
    }
}

/// `POST /secondments/{number}/consent/request`
pub async fn ask(
    door: Door,
    Route(number): Route<String>,
    Fields(typed): Fields<typed::Form>,
) -> Result<Reply> {
    let mut cx = door.write().await?;
    match actions::ask_consent(&mut cx, &number, answers::version(&typed)?).await {
        Ok(record) => {
            let secondee = people::store::brief(&mut cx, record.secondment.secondee).await?.name;
            let words = format!("{secondee} has been asked to agree.");
            cx.finish(Reply::see(Step::Check.path(&number)).flash(&words)).await
        }
        Err(Error::Invalid(_)) => check::again(&door, cx, &number).await,
        Err(other) => Err(other),
    }
}
