//! How Callum stays part of Sydney while he is in London: talks, news, people met, help asked for, links. Told through
//! the same actions that people use, on the days on which it happens.

use chrono::{Duration, NaiveDate};
use sojourn_kit::error::Result;

use super::stages::Past;
use crate::features::acquaintances::model::AcquaintanceInput;
use crate::features::contacts::model::{Channel, ContactPlanInput, MadeInput};
use crate::features::introductions::model::WordsInput;
use crate::features::links::model::{LinkInput, LinkKind, Readers};
use crate::features::news::model::{NewsInput, NewsKind};
use crate::features::proposals::fixtures::act_as;
use crate::features::secondments::store::load;
use crate::features::support::model::{Addressee, HelpInput, SayInput};
use crate::features::{acquaintances, contacts, introductions, links, news, support};

/// What there is to tell of a day.
pub(super) enum Belonging {
    Planned,
    Talked(&'static str),
    /// Who tells it, whether everybody, what, and how many days ahead of today it is.
    News(&'static str, bool, NewsKind, &'static str, Option<i64>),
    Met(&'static str, &'static str, &'static str, Option<i64>),
    Link(&'static str, LinkKind, Readers, &'static str, &'static str),
    Asked(Addressee, &'static str, &'static str),
    Helped(&'static str, &'static str),
    Subscribed,
}

/// Everything of Callum’s time that is about staying part of home, so many days before today.
pub(super) fn days(today: NaiveDate) -> Vec<(NaiveDate, Belonging)> {
    use Belonging as B;
    let back = |days, told| (today - Duration::days(days), told);
    vec![
        back(76, B::Planned),
        back(75, B::Subscribed),
        back(
            74,
            B::Link(
                "alison",
                LinkKind::HomeGroup,
                Readers::Home,
                "Sydney, just for fun",
                "https://chat.brightwater-group.example/sydney-fun",
            ),
        ),
        back(
            73,
            B::Link(
                "fiona",
                LinkKind::Chat,
                Readers::Host,
                "London Sales desk",
                "https://chat.brightwater-group.example/london-sales",
            ),
        ),
        back(66, B::Talked("alison")),
        back(
            60,
            B::Met("Hanneke Visser", "Buyer, Antwerp", "Asks for proof before price. Likes to walk.", None),
        ),
        back(
            56,
            B::Link(
                "callum",
                LinkKind::Document,
                Readers::All,
                "Playbook, chapter two",
                "https://docs.brightwater-group.example/playbook-2",
            ),
        ),
        back(52, B::Talked("callum")),
        back(44, B::Met("Luca Ferri", "Account lead, Rotterdam", "Knows who decides at the port.", Some(40))),
        back(38, B::Talked("alison")),
        back(
            27,
            B::Asked(
                Addressee::Host,
                "Access to the price tool",
                "I can read it and not write. Before the Antwerp review I need both.",
            ),
        ),
        back(26, B::Helped("fiona", "You have it from tomorrow. Ask Joan if the second list is missing.")),
        back(24, B::Talked("callum")),
        back(
            16,
            B::Met(
                "Sian Morgan",
                "Sales analyst, London",
                "Explained the forecast twice, with patience.",
                None,
            ),
        ),
        back(10, B::Talked("alison")),
        back(
            5,
            B::News(
                "alison",
                false,
                NewsKind::Announcement,
                "Spring range is live. Your forecast was used.",
                None,
            ),
        ),
        back(
            3,
            B::News(
                "maya",
                true,
                NewsKind::Vacancy,
                "Key account manager in Sydney is open to those who are away, too.",
                None,
            ),
        ),
        back(2, B::News("alison", false, NewsKind::Event, "Team lunch, with a screen for you.", Some(18))),
        back(
            1,
            B::Asked(
                Addressee::Home,
                "A course in negotiation",
                "Two days in January would help before the third account decides.",
            ),
        ),
    ]
}

impl Past<'_> {
    /// Tells one of them.
    pub(super) async fn belongs(&self, number: &str, told: Belonging) -> Result<()> {
        let key = match &told {
            Belonging::Planned => "alison",
            Belonging::Talked(who)
            | Belonging::News(who, ..)
            | Belonging::Link(who, ..)
            | Belonging::Helped(who, _) => *who,
            Belonging::Met(..) | Belonging::Asked(..) | Belonging::Subscribed => "callum",
        };
        let today = self.now.date_naive();
        let ahead = |days: Option<i64>| days.map(|days| today + Duration::days(days));
        let mut cx = act_as(self.app, self.world, key).await?;
        match told {
            Belonging::Planned => {
                let input = ContactPlanInput {
                    contact_email: String::new(),
                    channel: Channel::Video,
                    note: "Thursdays, evening in Sydney".to_owned(),
                    cadence_days: 14,
                    version: 0,
                };
                contacts::actions::plan(&mut cx, number, &input).await?;
            }
            Belonging::Talked(_) => {
                let id = load(&mut cx, number).await?.secondment.id;
                contacts::actions::note(&mut cx, id, &MadeInput::default()).await?;
            }
            Belonging::News(_, everybody, kind, title, days) => {
                let unit = self.world.unit("Brightwater Group", "Sydney Sales")?;
                let input = NewsInput {
                    unit: (!everybody).then_some(unit),
                    kind,
                    title: title.to_owned(),
                    words: String::new(),
                    link: String::new(),
                    on: ahead(days),
                };
                news::actions::post(&mut cx, &input).await?;
            }
            Belonging::Met(name, work, words, days) => {
                let input = AcquaintanceInput {
                    name: name.to_owned(),
                    work: work.to_owned(),
                    words: words.to_owned(),
                    again_on: ahead(days),
                    ..AcquaintanceInput::default()
                };
                acquaintances::actions::note(&mut cx, &input).await?;
            }
            Belonging::Link(_, kind, readers, title, address) => {
                let input = LinkInput { kind, title: title.to_owned(), address: address.to_owned(), readers };
                links::actions::add(&mut cx, number, &input).await?;
            }
            Belonging::Asked(addressee, subject, words) => {
                let input = HelpInput { addressee, subject: subject.to_owned(), words: words.to_owned() };
                support::actions::ask(&mut cx, number, &input).await?;
            }
            Belonging::Helped(_, words) => {
                let record = support::actions::seen(&mut cx, number).await?;
                let newest = support::store::all(&mut cx, &record).await?.into_iter().next();
                if let Some(request) = newest {
                    let input = SayInput { words: words.to_owned(), version: request.version };
                    support::actions::say(&mut cx, number, request.id, &input).await?;
                }
            }
            Belonging::Subscribed => news::actions::set_letter(&mut cx, true).await?,
        }
        cx.commit().await
    }

    /// Somebody’s home manager talks with them today.
    pub(super) async fn talked(&self, who: &str, number: &str) -> Result<()> {
        let mut cx = act_as(self.app, self.world, who).await?;
        let id = load(&mut cx, number).await?.secondment.id;
        contacts::actions::note(&mut cx, id, &MadeInput::default()).await?;
        cx.commit().await
    }

    /// Ada writes to her new team before the first day.
    pub(super) async fn ada_says_hello(&self, number: &str) -> Result<()> {
        let mut cx = act_as(self.app, self.world, "ada").await?;
        let words = "Hello, I am Ada from Finance. I have read our invoices for four years and never heard anybody ring \
                     about one. May I sit beside somebody on the phones on my first morning?";
        introductions::actions::send(&mut cx, number, &WordsInput { words: words.to_owned() }).await?;
        cx.commit().await
    }
}
