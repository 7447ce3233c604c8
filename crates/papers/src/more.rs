//! Facts that only some papers need: answers for clauses that few print, what crossing a border adds, and the dates
//! that the machine rules compare (domain 5.3).

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::value::Given;

/// Values for the parameters of clauses and schedules: by the code (`CL-21`, `S6`), then by the name of the parameter.
pub type Answers = BTreeMap<String, BTreeMap<String, Given>>;

/// What only some papers need.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct More {
    /// Values for parameters that no other fact feeds.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub answers: Answers,
    /// Present when a border is crossed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub abroad: Option<Abroad>,
    /// People who sign besides the secondee and the two managers.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub signers: BTreeMap<Post, Signer>,
    /// The last day of the employment contract, when it has one (10.15).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contract_ends: Option<NaiveDate>,
    /// The day on which the secondee was offered the text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offered_on: Option<NaiveDate>,
    /// The first day on which an organisation signs the final text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signing_from: Option<NaiveDate>,
}

/// What crossing a border adds (CL-39, S11).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Abroad {
    /// Such as `Australia`.
    pub home_country: String,
    /// Where the work is done.
    pub host_country: String,
    /// The part of the host in that country, when it is another legal entity (ST-9).
    pub local_entity: String,
    /// The visa or permit in words.
    pub visa: String,
    /// Its last day.
    pub visa_ends: Option<NaiveDate>,
    /// The certificate of social security in words, such as `an A1 certificate`.
    pub certificate: String,
    /// Its last day.
    pub certificate_ends: Option<NaiveDate>,
}

/// A post that signs in some structures (5.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Post {
    /// Personnel at home.
    HomeHr,
    /// Personnel at the host.
    HostHr,
    /// Who may bind the home organisation or authority.
    HomeAuthority,
    /// Who may bind the host organisation or authority.
    HostAuthority,
    /// Who may bind the host's local entity.
    LocalEntity,
}

impl Post {
    /// Every post.
    pub const ALL: [Post; 5] =
        [Post::HomeHr, Post::HostHr, Post::HomeAuthority, Post::HostAuthority, Post::LocalEntity];

    /// As it stands in JSON.
    pub fn key(self) -> &'static str {
        match self {
            Post::HomeHr => "home_hr",
            Post::HostHr => "host_hr",
            Post::HomeAuthority => "home_authority",
            Post::HostAuthority => "host_authority",
            Post::LocalEntity => "local_entity",
        }
    }

    /// In words, where nobody is named for it yet.
    pub fn words(self) -> &'static str {
        match self {
            Post::HomeHr => "personnel at home",
            Post::HostHr => "personnel at the host",
            Post::HomeAuthority => "authorised to sign for home",
            Post::HostAuthority => "authorised to sign for the host",
            Post::LocalEntity => "authorised to sign for the local entity",
        }
    }
}

/// A person in a post.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Signer {
    /// Their name.
    pub name: String,
    /// In which capacity.
    pub title: String,
}

impl More {
    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        *self == More::default()
    }
}
