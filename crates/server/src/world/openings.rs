//! What is open at Brightwater and Halden, in the situations of the two articles, with those who applied.

use chrono::{Duration, NaiveDate};
use sojourn_kit::error::Result;

use super::World;
use crate::app::App;
use crate::features::applications::fixtures as applications;
use crate::features::applications::model::{Decision, Reason};
use crate::features::opportunities::model::{Audience, OpportunityInput, Payer, PostingKind};
pub use crate::features::proposals::fixtures::act_as;
use crate::features::secondments::Kind;

/// An opening as it is written down here.
#[derive(Debug, Clone, Copy)]
pub struct Opening {
    /// Who posts it.
    pub author: &'static str,
    /// Who approves it; none when the author needs nobody's approval.
    pub approved_by: Option<&'static str>,
    posting: PostingKind,
    kind: Kind,
    title: &'static str,
    /// What they would do, who it suits, what it is like, why a secondment.
    words: [&'static str; 4],
    host: (&'static str, Option<&'static str>),
    place: (&'static str, i64),
    /// Days from today to the first day, how many days it lasts, days until it closes.
    days: [i64; 3],
    fte_bp: i64,
    seats: i64,
    money: (Payer, &'static str),
    audience: Audience,
    /// Needed on day one, learnt on the job, offered in return; separated by commas.
    skills: [&'static str; 3],
    hides_names: bool,
}

impl Opening {
    /// The opening as it is sent on this day.
    ///
    /// # Errors
    /// When the world has no such place.
    pub fn input(&self, world: &World, today: NaiveDate) -> Result<OpportunityInput> {
        let list = |text: &str| crate::features::skills::model::list(text);
        let [duties, suits, life, why] = self.words.map(str::to_owned);
        let first = today + Duration::days(self.days[0]);
        let unit = match self.host.1 {
            Some(unit) => Some(world.unit(self.host.0, unit)?),
            None => None,
        };
        Ok(OpportunityInput {
            version: None,
            title: self.title.to_owned(),
            posting: Some(self.posting),
            duties,
            suits,
            life,
            kind: self.kind,
            host_organisation: Some(world.organisation(self.host.0)?),
            host_unit: unit,
            place: self.place.0.to_owned(),
            remote_bp: self.place.1,
            starts_on: Some(first),
            ends_on: Some(first + Duration::days(self.days[1] - 1)),
            fte_bp: Some(self.fte_bp),
            seats: Some(self.seats),
            closes_on: Some(today + Duration::days(self.days[2])),
            payer: Some(self.money.0),
            pay_note: self.money.1.to_owned(),
            audience: Some(self.audience),
            audience_unit: None,
            needed: list(self.skills[0]),
            learnt: list(self.skills[1]),
            offered: list(self.skills[2]),
            why_secondment: why,
            redeployment_considered: true,
            hides_names: self.hides_names,
            panel: Vec::new(),
        })
    }
}

const B: &str = "Brightwater Group";
const H: &str = "Halden Software";

const BASE: Opening = Opening {
    author: "fiona",
    approved_by: Some("maya"),
    posting: PostingKind::Place,
    kind: Kind::CrossDepartmental,
    title: "",
    words: ["", "", "", ""],
    host: (B, None),
    place: ("London", 0),
    days: [49, 26, 11],
    fte_bp: 10_000,
    seats: 1,
    money: (Payer::Home, ""),
    audience: Audience::Organisation,
    skills: ["", "", ""],
    hides_names: false,
};

/// Four weeks with Sales, as Dana’s list has it; names stay hidden until shortlisted.
pub const SALES: Opening = Opening {
    title: "Spend four weeks with the Sales team",
    words: [
        "Hear what customers ask before they buy. You’ll sit in on calls, help rewrite the quote follow-up, and bring what you learn back to Customer Service.",
        "Somebody who talks with customers every day and is curious about what came before.",
        "Eleven people, loud on Mondays, quiet on Fridays. You’ll sit beside somebody who has sold for years.",
        "We want to learn from Service and give something back; nobody is missing from the team.",
    ],
    host: (B, Some("London Sales")),
    place: ("London", 4_000),
    seats: 2,
    skills: [
        "listening to customers, CRM, complaint handling, writing offers",
        "pricing a quote",
        "a mentor who has sold for years",
    ],
    hides_names: true,
    ..BASE
};

const SUPPLIER: Opening = Opening {
    author: "maya",
    approved_by: None,
    kind: Kind::Vendor,
    title: "Supplier liaison at Meridian Finance",
    words: [
        "Our new range needs steady contact with the supplier of our payment terminals. Explain how our orders work so that the right stock leaves on the right day.",
        "Somebody who knows our orders from the inside and likes the phone.",
        "An office of forty in Manchester. You’ll have a desk, a contact and a say.",
        "Eight weeks until the new range runs by itself.",
    ],
    host: ("Meridian Finance", Some("Payments")),
    place: ("Manchester", 0),
    days: [91, 56, 60],
    fte_bp: 6_000,
    money: (Payer::Home, "Travel paid"),
    skills: ["order tracking, phone work, stock planning, supplier contracts", "supplier contracts", ""],
    ..BASE
};

const COPY: Opening = Opening {
    author: "rob",
    kind: Kind::Client,
    title: "Copy support inside a client, Fernleigh Foods",
    words: [
        "Live with the product and the people who make it, so the words we write for them ring true. Follows Inès’s one-week visit in December.",
        "Somebody who writes, or who knows Fernleigh’s customers from the desk and wants to.",
        "Brand sits above the bakery. You’ll smell it.",
        "The client asked for a person, not for more meetings.",
    ],
    host: ("Fernleigh Foods", Some("Brand")),
    place: ("York", 0),
    days: [70, 21, 46],
    money: (Payer::Shared, "Confidentiality terms apply"),
    skills: ["copywriting, complaint handling, interviewing", "tone of voice, briefing", ""],
    ..BASE
};

const PROGRAMMER: Opening = Opening {
    author: "erik",
    approved_by: None,
    kind: Kind::Expertise,
    title: "A programmer for new code in the platform team",
    words: [
        "We start a part of the platform from nothing. Write it with us for three months, then hand over what you learnt about ours.",
        "Somebody who has built a service end to end and likes to explain it.",
        "Eight people in Gothenburg, two of them from Brightwater’s side of the group.",
        "We need the skill for the start only.",
    ],
    host: (H, Some("Platform")),
    place: ("Gothenburg", 6_000),
    days: [63, 90, 35],
    money: (Payer::Host, "Travel and flat paid"),
    audience: Audience::Members,
    skills: ["Rust, database design, code review", "event sourcing", "a flat in the city"],
    ..BASE
};

const CAMPAIGN: Opening = Opening {
    author: "theo",
    title: "Two weeks in Marketing for the spring campaign",
    words: [
        "Bring what customers really say into the campaign: sort a year of complaints by theme and turn five of them into promises we can keep.",
        "Somebody from Service, Finance or Manufacturing who can tell a story with numbers.",
        "A small team that argues kindly.",
        "The knowledge is in the house already.",
    ],
    host: (B, Some("Marketing")),
    place: ("London", 5_000),
    days: [35, 12, 18],
    skills: ["complaint handling, spreadsheets", "campaign planning", ""],
    ..BASE
};

const SYDNEY: Opening = Opening {
    author: "alison",
    kind: Kind::International,
    title: "Account support in Sydney Sales while Callum is away",
    words: [
        "Keep three shared accounts warm while Callum is in London: weekly calls, offers in writing, one visit each.",
        "Somebody from London who knows one of the accounts.",
        "Nine people, sea outside the window, an early start.",
        "Callum comes back in February; nobody is hired for that.",
    ],
    host: (B, Some("Sydney Sales")),
    place: ("Sydney", 2_000),
    days: [42, 84, 16],
    money: (Payer::Home, "Flights and rent paid"),
    skills: ["account management, CRM, writing offers", "the Australian market", ""],
    ..BASE
};

const CONTROLLING: Opening = Opening {
    author: "ruth",
    title: "Month-end from the inside: six weeks in Finance",
    words: [
        "Work through two month-ends with us and find the ten questions that Service is asked about invoices most.",
        "Somebody who is patient with numbers and with people.",
        "Calm for three weeks, busy for one.",
        "We’d like Service and Finance to know each other.",
    ],
    host: (B, Some("Finance")),
    place: ("London", 4_000),
    days: [56, 42, 25],
    seats: 2,
    skills: ["spreadsheets, phone work", "reading an invoice, month-end", ""],
    ..BASE
};

const CAPACITY: Opening = Opening {
    author: "olu",
    posting: PostingKind::Capacity,
    title: "Two experienced agents free in February",
    words: [
        "February is quiet for us. Two agents who know the CRM inside out can help for three weeks, for calls, letters or training.",
        "",
        "",
        "",
    ],
    host: (B, Some("Customer Service")),
    place: ("Leeds", 5_000),
    days: [77, 21, 60],
    seats: 2,
    skills: ["", "", "CRM, complaint handling"],
    ..BASE
};

/// Waits for Maya’s approval.
const WAITING: Opening = Opening {
    author: "theo",
    title: "A voice for our customers: podcast pilot",
    words: [
        "Record six short talks with customers and cut them.",
        "Somebody who listens well.",
        "A cupboard with good sound.",
        "A pilot of four weeks needs no post.",
    ],
    host: (B, Some("Marketing")),
    place: ("London", 2_000),
    days: [60, 28, 30],
    skills: ["interviewing", "audio editing", ""],
    ..BASE
};

/// What people keep in their profiles: who, what they can do, what they want to learn, their goals.
type Kept = (&'static str, &'static [(&'static str, i64)], &'static [&'static str], &'static str);

const PROFILES: &[Kept] = &[
    (
        "dana",
        &[
            ("listening to customers", 4),
            ("CRM", 3),
            ("complaint handling", 4),
            ("order tracking", 3),
            ("phone work", 4),
        ],
        &["pricing a quote", "tone of voice", "briefing"],
        "understand why people buy",
    ),
    ("grace", &[("copywriting", 2), ("campaign planning", 3), ("spreadsheets", 2)], &["pricing a quote"], ""),
    ("ines", &[("copywriting", 4), ("tone of voice", 4), ("interviewing", 3)], &["audio editing"], ""),
    ("ada", &[("spreadsheets", 4), ("month-end", 3)], &["listening to customers"], "hear customers myself"),
    ("priya", &[("account management", 3), ("CRM", 4), ("writing offers", 3)], &["code review"], ""),
    ("tomasz", &[("spreadsheets", 4), ("reading an invoice", 4)], &["stock planning"], "a look outside"),
    ("sofia", &[("Rust", 4), ("code review", 4), ("database design", 3)], &["event sourcing"], ""),
];

/// Tells this part of the past: profiles, what is open, who applied and how far they are.
///
/// # Errors
/// When an action refuses, which is a fault of the product, or the database does not answer.
pub async fn tell(app: &App, world: &World) -> Result<()> {
    for (who, offered, wanted, goals) in PROFILES {
        applications::profile(app, world, who, (offered, wanted), goals).await?;
    }
    let sales = applications::open(app, world, &SALES).await?;
    applications::open(app, world, &SUPPLIER).await?;
    let copy = applications::open(app, world, &COPY).await?;
    let programmer = applications::open(app, world, &PROGRAMMER).await?;
    let campaign = applications::open(app, world, &CAMPAIGN).await?;
    for opening in [&SYDNEY, &CONTROLLING, &CAPACITY] {
        applications::open(app, world, opening).await?;
    }
    applications::posted(app, world, &WAITING).await?;
    sales_applicants(app, world, &sales).await?;
    let words =
        ["I write for Fernleigh already, from far away.", "A briefing that Creative can use for years."];
    applications::applied(app, world, "ines", &copy, words).await?;
    let words = ["New code, and the people behind it.", "How they review: two pages for our own team."];
    applications::applied(app, world, "priya", &programmer, words).await?;
    let words = ["Numbers are better with a story.", "A way to sort complaints that Finance can cost."];
    applications::applied(app, world, "ada", &campaign, words).await?;
    let shortlist = (Decision::Shortlist, Reason::BringBack, "");
    applications::decided(app, world, "theo", (&campaign, 1), shortlist).await?;
    let offer = (Decision::Offer, Reason::BringBack, "Start with the complaints of last spring.");
    applications::decided(app, world, "theo", (&campaign, 1), offer).await
}

async fn sales_applicants(app: &App, world: &World, sales: &str) -> Result<()> {
    let words = [
        "Marketing guesses what buyers ask. I’d like to hear it.",
        "Ten questions that our campaigns should answer.",
    ];
    applications::applied(app, world, "grace", sales, words).await?;
    let words = ["I see the invoice, never the customer.", "Better words on every quote we price."];
    applications::applied(app, world, "ada", sales, words).await?;
    let words = ["I know these buyers from Sydney.", "The joint offer as a template for both teams."];
    applications::applied(app, world, "priya", sales, words).await?;
    let why = (Decision::Shortlist, Reason::SkillsFit, "");
    applications::decided(app, world, "fiona", (sales, 3), why).await
}
