//! The doors: every way to start a secondment that the reader may use, and what came of those they used.

use askama::Template;
use sojourn_kit::error::Result;
use sojourn_kit::web::Reply;

use crate::cx::Cx;
use crate::door::Door;
use crate::features::{invitations, needs};
use crate::page::{frame, render};
use crate::shell::{Frame, Link, Place};

#[derive(Template)]
#[template(path = "features/desk/start.html")]
struct StartPage {
    frame: Frame,
    doors: Vec<WayIn>,
}

/// One way in.
struct WayIn {
    title: &'static str,
    text: &'static str,
    /// The button.
    act: Link,
    /// What is already there.
    all: Option<Link>,
}

/// `GET /start`
pub async fn start(door: Door) -> Result<Reply> {
    let mut cx = door.read().await?;
    let doors = doors(&mut cx).await?;
    render(&StartPage { frame: frame(&door, "Start a secondment", Some(Place::Home)), doors })
}

async fn doors(cx: &mut Cx) -> Result<Vec<WayIn>> {
    let invites = invitations::actions::may_invite(cx).await?;
    let mut doors = vec![
        WayIn {
            title: "Propose your own",
            text: "You know where to and what for. Six short steps; only you see it until you send it.",
            act: Link::new("Propose your own", "/proposals/new"),
            all: None,
        },
        WayIn {
            title: "Say what you’d like",
            text: "An idea without commitment. Share it with your manager or mobility when you are ready.",
            act: Link::new("Say what you’d like", "/interests/new"),
            all: Some(Link::new("All interests", "/interests")),
        },
    ];
    doors.push(WayIn {
        title: "Find an opportunity",
        text: "Places that others offer. Apply for one, or post one if you lead a team.",
        act: Link::new("See the opportunities", "/opportunities"),
        all: None,
    });
    if invites {
        doors.push(WayIn {
            title: "Invite or nominate",
            text: "Ask somebody by name to work with you, or name one of your people to a host. They decide.",
            act: Link::new("Invite or nominate", "/invitations/new"),
            all: Some(Link::new("All invitations", "/invitations")),
        });
    }
    if needs::actions::may_start(cx).await? {
        doors.push(WayIn {
            title: "Meet a business need",
            text: "Name somebody without an advert, say why, and talk with them. They may ask for a review.",
            act: Link::new("State a business need", "/needs/new"),
            all: Some(Link::new("All business needs", "/needs")),
        });
    }
    doors.push(WayIn {
        title: "Swap places",
        text: "Two people change places for the same weeks. Both, and both managers, say yes first.",
        act: Link::new("Propose a swap", "/swaps/new"),
        all: Some(Link::new("All swaps", "/swaps")),
    });
    Ok(doors)
}
