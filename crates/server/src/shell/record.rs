//! Components of the record, the proposal and the signing page.

use askama::Template;

use super::{PersonChip, Tag, Tone, markup::renders_itself};

/// A thin bar that shows a share; the words say it as well.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(
    ext = "html",
    source = r#"<svg class="meter" role="img" aria-label="{{ words }}"><rect class="fill {{ tone.class() }}" width="{{ percent }}%" height="100%"/></svg>"#
)]
pub struct Meter {
    /// 0 to 100.
    pub percent: u8,
    pub words: String,
    pub tone: Tone,
}

/// Home's and host's share of a sum, side by side.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(
    ext = "html",
    source = r#"<svg class="meter split" role="img" aria-label="Home pays {{ home_percent }} percent, host pays {{ self.host_percent() }} percent"><rect class="fill home" width="{{ home_percent }}%" height="100%"/><rect class="gap" x="{{ home_percent }}%" width="2" height="100%"/></svg>"#
)]
pub struct SplitBar {
    /// Home's share, 0 to 100.
    pub home_percent: u8,
}

impl SplitBar {
    const fn host_percent(&self) -> u8 {
        100_u8.saturating_sub(self.home_percent)
    }
}

/// The people of a record by side.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "shell/parts/parties.html")]
pub struct Parties {
    pub home: String,
    pub at_home: Vec<PersonChip>,
    pub host: String,
    pub at_host: Vec<PersonChip>,
}

/// One line of an estimate; amounts are written out, with their currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EstimateLine {
    pub label: String,
    /// "Not chosen" and the like.
    pub tag: Option<Tag>,
    pub home: String,
    pub host: String,
}

/// Who may approve a cost, and how near the limit it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limit {
    /// "Your manager can approve this".
    pub lead: String,
    /// "limit £30,000".
    pub limit: String,
    /// Said for the drawing: "29,250 of 30,000 pounds".
    pub meter: Meter,
    pub note: String,
}

/// The cost panel beside a proposal.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "shell/parts/estimate.html")]
pub struct Estimate {
    /// "Cost to Brightwater, 1 Mar to 31 Aug 2027".
    pub heading: String,
    /// What home pays: "£29,250".
    pub home_pays: String,
    /// "of £60,473 in all. Meridian pays £31,223".
    pub rest: String,
    pub split: SplitBar,
    pub lines: Vec<EstimateLine>,
    pub home_total: String,
    pub host_total: String,
    pub limit: Option<Limit>,
    /// Where the working is shown.
    pub working: Option<String>,
}

/// Somebody who signs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signer {
    pub name: String,
    /// "Creative director, home".
    pub role: String,
    /// The day in short words, once signed.
    pub signed: Option<String>,
    /// Why it is not signed, when not plainly waiting: "Declined", "You".
    pub note: Option<Tag>,
    /// Whether the reader is this signer.
    pub you: bool,
}

/// Who has signed and who has not.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "shell/parts/signers.html")]
pub struct Signers {
    pub items: Vec<Signer>,
}

/// One fact in a box.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    pub term: String,
    pub value: String,
}

/// Up to four facts in a row.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(
    ext = "html",
    source = r#"<dl class="facts">{% for fact in items %}<div><dt>{{ fact.term }}</dt><dd>{{ fact.value }}</dd></div>{% endfor %}</dl>"#
)]
pub struct Facts {
    pub items: Vec<Fact>,
}

/// How many secondments stand at one stretch of the way, counted up to [`super::COUNTED`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StripItem {
    pub count: u64,
    pub label: String,
    pub href: String,
    /// The stretch at the host.
    pub away: bool,
}

impl StripItem {
    fn count_words(&self) -> String {
        super::up_to_many(self.count)
    }
}

/// The away-line of Home, with counts. Five items fit under it.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "shell/parts/flow.html")]
pub struct FlowStrip {
    /// "Where your 47 secondments are".
    pub label: String,
    pub items: Vec<StripItem>,
}

renders_itself!(Meter, SplitBar, Parties, Estimate, Signers, Facts, FlowStrip);
