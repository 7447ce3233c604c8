//! What the demo's people propose besides the four cases of the source articles.

use chrono::NaiveDate;
use sojourn_money::CostKind;

use crate::features::proposals::model::{
    Answer, Answers, ComingBack, Conflicts, Contact, Costs, CoverPlan, Destination, Document, Goal, Goals,
    Host, Line, PayShares, Question, ReturnGuarantee, Step, Verdict, Why,
};
use crate::features::secondments::Kind;

/// A proposal in few words; the rest is the same for all of them.
pub(super) struct Story {
    pub(super) title: &'static str,
    pub(super) purpose: &'static str,
    pub(super) duties: &'static str,
    /// What secondee, home and host gain.
    pub(super) benefits: [&'static str; 3],
    pub(super) kind: Kind,
    /// The department, or the organisation when `inside` is false.
    pub(super) host: &'static str,
    pub(super) inside: bool,
    /// Name, address and job of the manager there.
    pub(super) manager: [&'static str; 3],
    pub(super) place: &'static str,
    /// What the travel costs, in whole units of the home currency.
    pub(super) travel: i64,
    pub(super) cover: (CoverPlan, &'static str),
    /// A goal, and how one knows.
    pub(super) goal: [&'static str; 2],
    pub(super) post: &'static str,
    pub(super) bring_back: &'static str,
    /// Answers in the order of the questions.
    pub(super) answers: [&'static str; 8],
}

/// Priya was in London before Callum.
pub(super) const PRIYA: Story = Story {
    title: "Account manager, European renewals",
    purpose: "Run the spring renewals from London and learn how the larger accounts decide.",
    duties: "Run forty renewals with Fiona’s team\nNote what differs from Sydney\nTrain two colleagues",
    benefits: [
        "Larger accounts than Sydney has.",
        "Somebody in Sydney who knows the buyers in London.",
        "Renewals done on time in a quarter with two posts empty.",
    ],
    kind: Kind::International,
    host: "London Sales",
    inside: true,
    manager: ["Fiona Achterberg", "fiona.achterberg@brightwater-group.example", "Head of London sales"],
    place: "London",
    travel: 6_200,
    cover: (CoverPlan::ShareWork, "Callum and two colleagues share the accounts."),
    goal: ["Forty renewals", "Nine in ten are signed before they lapse"],
    post: "Account manager, Sydney Sales",
    bring_back: "A list of who decides what in the shared accounts.",
    answers: [
        "Two lapsed accounts cost more than the flights.",
        "I have never renewed an account of that size.",
        "London has two empty posts in its busiest quarter.",
        "London keeps its customers, Sydney learns how they decide.",
        "Forty renewals and one list. Both can be counted.",
        "Selling to a board, and working with a legal department.",
        "Sydney gets a second person who knows the shared accounts.",
        "I come back to my accounts and share the list at the team day.",
    ],
};

/// Grace is just back from Creative.
pub(super) const GRACE: Story = Story {
    title: "Campaign planner in Creative",
    purpose: "Plan the autumn range with the people who write it, so that briefs fit the first time.",
    duties: "Plan two campaigns with the writers\nRewrite the briefing form\nSit in the Monday meeting",
    benefits: [
        "To see a campaign from the other desk.",
        "Briefs that come back once, not three times.",
        "A planner in the house for eight weeks.",
    ],
    kind: Kind::CrossDepartmental,
    host: "Creative",
    inside: true,
    manager: ["Rob Ellery", "rob.ellery@brightwater-group.example", "Creative director"],
    place: "London",
    travel: 0,
    cover: (CoverPlan::ShareWork, "Theo takes the newsletter, the team shares the rest."),
    goal: ["A briefing form that both sides use", "Three briefs in a row need no second round"],
    post: "Marketing executive, Marketing",
    bring_back: "The new form, and an hour with the whole of Marketing.",
    answers: [
        "It costs eight weeks of mine and saves that much every year.",
        "I have only ever written briefs, never answered one.",
        "Every brief comes back two or three times.",
        "Creative gets a planner, Marketing gets fewer rounds.",
        "One form, used by both teams.",
        "Planning with writers, and saying no early.",
        "Both teams lose less time between Monday and Thursday.",
        "Back to my desk, as the one who keeps the form.",
    ],
};

/// Ada is about to start with Customer Service.
pub(super) const ADA: Story = Story {
    title: "Analyst in Customer Service",
    purpose: "Find out which of our invoices make customers ring, and have fewer of them.",
    duties: "Read 500 calls about invoices\nMatch them with the ledger\nPropose three changes",
    benefits: [
        "To meet the people behind the numbers.",
        "Invoices that need no explaining.",
        "Fewer calls about invoices.",
    ],
    kind: Kind::CrossDepartmental,
    host: "Customer Service",
    inside: true,
    manager: ["Olu Bello", "olu.bello@brightwater-group.example", "Customer service lead"],
    place: "Leeds, with two days a week in London",
    travel: 1_480,
    cover: (CoverPlan::ActUp, "A colleague takes the weekly report; the rest waits."),
    goal: ["Three changes to our invoices", "Calls about invoices fall by a fifth by spring"],
    post: "Finance analyst, Finance",
    bring_back: "The three changes, and a short note on how calls are read.",
    answers: [
        "Rail fares against 300 calls a month.",
        "Interviews, which I have never done.",
        "Invoices are the second most frequent reason to ring.",
        "Service gets fewer calls, Finance gets better invoices.",
        "Three changes, counted calls.",
        "Reading calls, and presenting to people who are not in Finance.",
        "Finance hears what its letters sound like.",
        "Back to the reports, with the changes in hand.",
    ],
};

/// Sofia of Halden Software wants to help at Brightwater.
pub(super) const SOFIA: Story = Story {
    title: "Principal engineer, service desk platform",
    purpose: "Move Brightwater’s service desk to the platform that Halden built, and teach those who keep it.",
    duties: "Plan the move with Olu’s team\nBuild the three missing connections\nTrain two colleagues",
    benefits: [
        "To see our platform where it is used.",
        "A first customer who tells us the truth.",
        "A service desk that does not stop on Mondays.",
    ],
    kind: Kind::Expertise,
    host: "Brightwater Group",
    inside: false,
    manager: ["Olu Bello", "olu.bello@brightwater-group.example", "Customer service lead"],
    place: "Leeds, one week in three; otherwise Gothenburg",
    travel: 48_000,
    cover: (CoverPlan::Recruit, "A contractor keeps the release train for four months."),
    goal: ["The service desk runs on the platform", "A month without an outage longer than ten minutes"],
    post: "Principal engineer, Platform",
    bring_back: "A list of what breaks in other people’s houses.",
    answers: [
        "Brightwater pays a share; what we learn is worth the rest.",
        "Running what I have so far only built.",
        "We have no customer yet whose complaints we hear first hand.",
        "They get a desk that works, we get the truth about ours.",
        "One move, one quiet month.",
        "Moving a live service, and teaching.",
        "Both teams can keep the desk without me afterwards.",
        "I come back to Platform and lead the second version.",
    ],
};

impl Story {
    /// The whole proposal, for these days.
    pub(super) fn document(&self, first: NaiveDate, last: NaiveDate) -> Document {
        let [secondee, home, host] = self.benefits.map(str::to_owned);
        Document {
            why: Why {
                title: self.title.into(),
                purpose: self.purpose.into(),
                duties: self.duties.into(),
                benefit_secondee: secondee,
                benefit_home: home,
                benefit_host: host,
                answers: self.answers_of(Step::Why),
            },
            destination: self.destination(first, last),
            costs: self.costs(),
            goals: Goals {
                goals: vec![Goal { title: self.goal[0].into(), measure: self.goal[1].into() }],
                answers: self.answers_of(Step::Goals),
            },
            coming_back: ComingBack {
                return_guarantee: Some(ReturnGuarantee::SamePost),
                return_post: self.post.into(),
                bring_back: self.bring_back.into(),
                conflicts: Conflicts::NoneDeclared,
                answers: self.answers_of(Step::Return),
            },
        }
    }

    fn destination(&self, first: NaiveDate, last: NaiveDate) -> Destination {
        let name = self.host.to_owned();
        let [manager, email, job_title] = self.manager.map(str::to_owned);
        Destination {
            kind: Some(self.kind),
            host: Some(if self.inside {
                Host::Department { name }
            } else {
                Host::Organisation { name, legal_name: String::new() }
            }),
            manager: Some(Contact { name: manager, email, job_title }),
            place: self.place.into(),
            starts_on: Some(first),
            ends_on: Some(last),
            ends_with: String::new(),
            share_bp: 10_000,
        }
    }

    fn costs(&self) -> Costs {
        let line = |kind, description: &str, whole: i64, home_bp: u16| Line {
            kind,
            description: description.into(),
            amount_minor: whole * 100,
            currency: None,
            home_bp,
            host_bp: 10_000 - home_bp,
            secondee_bp: 0,
        };
        let mut lines = vec![line(CostKind::Administration, "Set-up and legal", 140, 10_000)];
        if self.travel > 0 {
            lines.push(line(CostKind::Travel, "Travel", self.travel, 0));
        }
        Costs {
            pay: Some(PayShares { home_bp: 10_000, host_bp: 0, secondee_bp: 0 }),
            lines,
            recharged_at_cost: false,
            cover_plan: Some(self.cover.0),
            cover_note: self.cover.1.into(),
            answers: self.answers_of(Step::Costs),
        }
    }

    fn answers_of(&self, step: Step) -> Answers {
        let all = Question::ALL.iter().zip(self.answers);
        all.filter(|(question, _)| step.questions().contains(question))
            .map(|(question, words)| {
                // costs that outweigh the benefits would speak against it
                let verdict = if *question == Question::Costs { Verdict::No } else { Verdict::Yes };
                (*question, Answer { verdict, answer: words.to_owned() })
            })
            .collect()
    }
}
