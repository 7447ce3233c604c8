//! What is sent from the page of the return plan.

use std::collections::BTreeMap;

use sojourn_kit::error::{Error, Result};
use sojourn_kit::web::{Fields, Reply, Route};

use super::super::actions;
use super::super::model::{HandoverInput, PostAnswer, PostInput, PostStatus, RoleInput, WishesInput};
use super::plan::view;
use crate::cx::Cx;
use crate::door::Door;
use crate::typed::{Form, invalid};

type Typed = Fields<BTreeMap<String, String>>;

async fn back(cx: Cx, number: &str, words: &str) -> Result<Reply> {
    cx.finish(Reply::see(format!("/secondments/{number}/return-plan")).flash(words)).await
}

async fn or_again(door: &Door, number: &str, sent: Form, outcome: Result<Reply>) -> Result<Reply> {
    match invalid(outcome)? {
        Ok(reply) => Ok(reply),
        Err(errors) => view(door, number, sent.with(errors)).await,
    }
}

/// `POST /secondments/{number}/return-plan/wishes`
pub async fn wishes(door: Door, Route(number): Route<String>, Fields(fields): Typed) -> Result<Reply> {
    let sent = Form::sent(fields);
    let input = WishesInput {
        use_next: sent.text("use_next"),
        learn_next: sent.text("learn_next"),
        version: sent.version(),
    };
    let outcome = async {
        let mut cx = door.write().await?;
        actions::write_wishes(&mut cx, &number, &input).await?;
        back(cx, &number, "Your part is saved").await
    };
    let outcome = outcome.await;
    or_again(&door, &number, sent, outcome).await
}

/// `POST /secondments/{number}/return-plan/role`
pub async fn role(door: Door, Route(number): Route<String>, Fields(fields): Typed) -> Result<Reply> {
    let mut sent = Form::sent(fields);
    let outcome = send_role(&door, &number, &mut sent).await;
    or_again(&door, &number, sent, outcome).await
}

async fn send_role(door: &Door, number: &str, sent: &mut Form) -> Result<Reply> {
    let mut cx = door.write().await?;
    let meeting_on = sent.needed_day("meeting_on", cx.today(), "Write a day such as 7 Dec 2026");
    let input = RoleInput {
        role: sent.text("role"),
        first_project: sent.text("first_project"),
        teach: sent.text("teach"),
        meeting_on,
        version: sent.version(),
    };
    actions::name_role(&mut cx, number, &input).await?;
    sent.errors.clone().check()?;
    back(cx, number, "Role and project saved").await
}

/// `POST /secondments/{number}/return-plan/handover`
pub async fn handover(door: Door, Route(number): Route<String>, Fields(fields): Typed) -> Result<Reply> {
    let sent = Form::sent(fields);
    let input = HandoverInput { handover: sent.text("handover"), version: sent.version() };
    let outcome = async {
        let mut cx = door.write().await?;
        actions::write_handover(&mut cx, &number, &input).await?;
        back(cx, &number, "Handover saved").await
    };
    let outcome = outcome.await;
    or_again(&door, &number, sent, outcome).await
}

/// `POST /secondments/{number}/return-plan/post`
pub async fn post(door: Door, Route(number): Route<String>, Fields(fields): Typed) -> Result<Reply> {
    let mut sent = Form::sent(fields);
    let status = sent.choice("status", PostStatus::parse, "Choose how it stands", PostStatus::Held);
    let input = PostInput { status, post: sent.text("post"), words: sent.text("words") };
    let outcome = async {
        let mut cx = door.write().await?;
        actions::say_post(&mut cx, &number, &input).await?;
        sent.errors.clone().check()?;
        back(cx, &number, "Said how the post stands").await
    };
    let outcome = outcome.await;
    or_again(&door, &number, sent, outcome).await
}

/// `POST /secondments/{number}/return-plan/post/answer`
pub async fn answer(door: Door, Route(number): Route<String>, Fields(fields): Typed) -> Result<Reply> {
    let sent = Form::sent(fields);
    let outcome = async {
        let mut cx = door.write().await?;
        actions::seen(&mut cx, &number).await?;
        let accepted = match sent.get("accepted") {
            "yes" => true,
            "no" => false,
            _ => return Err(Error::field("answer", "Choose whether it is right for you")),
        };
        let input = PostAnswer {
            number: sent.get("number").parse().unwrap_or(-1),
            accepted,
            words: sent.text("answer"),
        };
        actions::answer_post(&mut cx, &number, &input).await?;
        back(cx, &number, "Answer sent").await
    };
    let outcome = outcome.await;
    or_again(&door, &number, sent, outcome).await
}
