//! Who is asking: the person behind a request, and the roles they hold today.

use chrono::{DateTime, Utc};
use sojourn_kit::id_type;

id_type!(
    /// An organisation, on this installation or outside it.
    OrganisationId, "org"
);
id_type!(
    /// A unit of an organisation.
    UnitId, "unit"
);
id_type!(
    /// A person.
    PersonId, "per"
);
id_type!(
    /// The way a person signs in.
    AccountId, "acc"
);
id_type!(
    /// A session of a browser.
    SessionId, "ses"
);
id_type!(
    /// A key for programs.
    ApiTokenId, "key"
);

/// A role as stored. Roles of an organisation cover its records; the others belong to one record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Runs secondments for the organisation; screens say “Mobility manager”.
    ProgrammeAdmin,
    /// Human resources.
    Hr,
    /// Finance.
    Finance,
    /// Legal.
    Legal,
    /// Reads records, changes nothing.
    Auditor,
    /// Runs the installation: accounts, roles, imports; sees no record.
    SysAdmin,
    /// The person who goes.
    Secondee,
    /// Their line manager at home.
    HomeManager,
    /// Their line manager at the host.
    HostManager,
    /// The contact at an outside host, who has no account.
    PartnerContact,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 10] = [
        Self::ProgrammeAdmin,
        Self::Hr,
        Self::Finance,
        Self::Legal,
        Self::Auditor,
        Self::SysAdmin,
        Self::Secondee,
        Self::HomeManager,
        Self::HostManager,
        Self::PartnerContact,
    ];

    /// The name in the database and the API.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ProgrammeAdmin => "programme_admin",
            Self::Hr => "hr",
            Self::Finance => "finance",
            Self::Legal => "legal",
            Self::Auditor => "auditor",
            Self::SysAdmin => "sys_admin",
            Self::Secondee => "secondee",
            Self::HomeManager => "home_manager",
            Self::HostManager => "host_manager",
            Self::PartnerContact => "partner_contact",
        }
    }

    /// The role of that name.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == text)
    }

    /// The words on screens.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::ProgrammeAdmin => "Mobility manager",
            Self::Hr => "HR",
            Self::Finance => "Finance",
            Self::Legal => "Legal",
            Self::Auditor => "Auditor",
            Self::SysAdmin => "Administrator",
            Self::Secondee => "Secondee",
            Self::HomeManager => "Home manager",
            Self::HostManager => "Host manager",
            Self::PartnerContact => "Host contact",
        }
    }

    /// Whether it is held for an organisation rather than for one record.
    #[must_use]
    pub fn is_of_organisation(self) -> bool {
        matches!(
            self,
            Self::ProgrammeAdmin | Self::Hr | Self::Finance | Self::Legal | Self::Auditor | Self::SysAdmin
        )
    }

    /// Whether an organisation's holder sees the organisation's records.
    #[must_use]
    pub fn covers_records(self) -> bool {
        self.is_of_organisation() && self != Self::SysAdmin
    }
}

/// How the actor came in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Way {
    /// A signed-in browser; `fresh_at` is when they last proved who they are.
    Session {
        /// The session.
        id: SessionId,
        /// The last proof.
        fresh_at: DateTime<Utc>,
    },
    /// A program with a key.
    Token(ApiTokenId),
    /// A person without an account, by a private link and a code.
    Link,
    /// The product itself, with the reason.
    Job(&'static str),
}

/// The person behind a request. Rows are reachable only through one.
#[derive(Debug, Clone)]
pub struct Actor {
    /// The account; none for a person who came by a private link, and for jobs.
    pub account: Option<AccountId>,
    /// The person.
    pub person: PersonId,
    /// Their organisation.
    pub organisation: OrganisationId,
    /// Its name.
    pub organisation_name: String,
    /// Their full name.
    pub name: String,
    /// Their job title.
    pub job_title: String,
    /// Roles held for organisations today.
    pub roles: Vec<(OrganisationId, Role)>,
    /// Whether anybody reports to them, or works with them as host manager.
    pub manages: bool,
    /// How they came in.
    pub way: Way,
    /// Whether an organisation asks them for a second factor and they have none: then nothing opens but the page
    /// that sets one up.
    pub owes_factor: bool,
}

impl Actor {
    /// The product itself, for what nobody signed in for; events name the reason.
    #[must_use]
    pub fn product(reason: &'static str) -> Self {
        Self {
            account: None,
            person: PersonId(uuid::Uuid::nil()),
            organisation: OrganisationId(uuid::Uuid::nil()),
            organisation_name: String::new(),
            name: "Sojourn".to_owned(),
            job_title: String::new(),
            roles: Vec::new(),
            manages: false,
            way: Way::Job(reason),
            owes_factor: false,
        }
    }

    /// Whether they hold the role for the organisation today.
    #[must_use]
    pub fn holds(&self, role: Role, organisation: OrganisationId) -> bool {
        self.roles.contains(&(organisation, role))
    }

    /// Whether they hold the role for any organisation today.
    #[must_use]
    pub fn holds_anywhere(&self, role: Role) -> bool {
        self.roles.iter().any(|(_, held)| *held == role)
    }

    /// The organisations whose records they cover by a role.
    #[must_use]
    pub fn covered_organisations(&self) -> Vec<OrganisationId> {
        let mut covered: Vec<_> =
            self.roles.iter().filter(|(_, role)| role.covers_records()).map(|(org, _)| *org).collect();
        covered.sort_unstable();
        covered.dedup();
        covered
    }

    /// How events name them: an id, never a name.
    #[must_use]
    pub fn for_events(&self) -> String {
        match &self.way {
            Way::Session { .. } => self.person.to_string(),
            Way::Token(token) => format!("{} {token}", self.person),
            Way::Link => format!("{} link", self.person),
            Way::Job(reason) => format!("job {reason}"),
        }
    }
}
