//! Small components that most pages use. Each renders itself: `{{ record.status }}`.

use std::borrow::Cow;

use askama::Template;

use super::{markup::renders_itself, words::initials};

/// What a tag or notice means. Home and host are places; the rest are states of a thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tone {
    #[default]
    Quiet,
    Good,
    Warn,
    Bad,
    Info,
    Home,
    Host,
    /// Outlined: not open yet.
    Line,
}

impl Tone {
    /// The class of the stylesheet.
    #[must_use]
    pub const fn class(self) -> &'static str {
        match self {
            Self::Quiet => "",
            Self::Good => "good",
            Self::Warn => "warn",
            Self::Bad => "bad",
            Self::Info => "info",
            Self::Home => "home",
            Self::Host => "host",
            Self::Line => "line",
        }
    }

    /// The icon of a notice in this tone.
    #[must_use]
    pub const fn icon(self) -> &'static str {
        match self {
            Self::Good => "check",
            Self::Warn | Self::Bad => "alert",
            _ => "info",
        }
    }
}

/// Home (a ring, plum) or host (a dot, teal).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    Home,
    Host,
}

impl Side {
    /// The class of the stylesheet, which is also the word.
    #[must_use]
    pub const fn class(self) -> &'static str {
        match self {
            Self::Home => "home",
            Self::Host => "host",
        }
    }
}

/// A status in a word.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(ext = "html", source = r#"<span class="tag {{ tone.class() }}">{{ label }}</span>"#)]
pub struct Tag {
    pub label: Cow<'static, str>,
    pub tone: Tone,
}

impl Tag {
    /// A tag with this word and meaning.
    #[must_use]
    pub fn new(label: impl Into<Cow<'static, str>>, tone: Tone) -> Self {
        Self { label: label.into(), tone }
    }
}

/// The name of a place with the mark of its side.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(ext = "html", source = r#"<span class="place {{ side.class() }}">{{ name }}</span>"#)]
pub struct PlaceLabel {
    pub side: Side,
    pub name: String,
}

/// A person with what they are to this record. The initials are decoration.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(
    ext = "html",
    source = r#"<span class="person"><span class="av {{ self.side_class() }}" aria-hidden="true">{{ self.letters() }}</span><span class="who"><b>{{ name }}</b><span>{{ relation }}</span></span></span>"#
)]
pub struct PersonChip {
    pub name: String,
    pub relation: String,
    pub side: Option<Side>,
}

impl PersonChip {
    fn letters(&self) -> String {
        initials(&self.name)
    }

    fn side_class(&self) -> &'static str {
        self.side.map_or("", Side::class)
    }
}

/// A link in words.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(ext = "html", source = r#"<a href="{{ href }}">{{ label }}</a>"#)]
pub struct Link {
    pub label: String,
    pub href: String,
}

impl Link {
    /// A link with this label to this address.
    #[must_use]
    pub fn new(label: impl Into<String>, href: impl Into<String>) -> Self {
        Self { label: label.into(), href: href.into() }
    }
}

/// A message in the page: a bold sentence first, then the rest, then at most one link.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "shell/parts/notice.html")]
pub struct Notice {
    pub tone: Tone,
    pub lead: String,
    pub text: String,
    pub link: Option<Link>,
}

impl Notice {
    /// A notice that is one bold sentence.
    #[must_use]
    pub fn new(tone: Tone, lead: impl Into<String>) -> Self {
        Self { tone, lead: lead.into(), text: String::new(), link: None }
    }

    /// Adds what follows the first sentence.
    #[must_use]
    pub fn text(mut self, text: impl Into<String>) -> Self {
        self.text = text.into();
        self
    }

    /// Adds the link.
    #[must_use]
    pub fn link(mut self, link: Link) -> Self {
        self.link = Some(link);
        self
    }
}

/// Nothing here yet: what would be here, and the one act that would change it.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "shell/parts/empty.html")]
pub struct Empty {
    pub title: String,
    pub text: String,
    pub action: Option<Link>,
}

/// One step back in the trail above a title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Crumb {
    pub label: String,
    /// The present page has no address.
    pub href: Option<String>,
}

/// The trail above a title.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "shell/parts/crumbs.html")]
pub struct Crumbs {
    pub items: Vec<Crumb>,
}

impl Crumbs {
    /// Links that lead here, then the present page's short name.
    #[must_use]
    pub fn new(links: Vec<Link>, here: impl Into<String>) -> Self {
        let links = links.into_iter().map(|link| Crumb { label: link.label, href: Some(link.href) });
        Self { items: links.chain([Crumb { label: here.into(), href: None }]).collect() }
    }
}

/// How far a step of a form is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepState {
    Done,
    Current,
    Ahead,
}

/// One page of a form in several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    pub label: String,
    /// A step that may be opened is a link, unless it is the current one.
    pub href: Option<String>,
    pub state: StepState,
}

/// Where one is in a form of several pages.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "shell/parts/steps.html")]
pub struct Steps {
    pub items: Vec<Step>,
}

/// One page of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tab {
    pub label: String,
    pub href: String,
    pub current: bool,
}

/// The pages of a record. They are links, not a tab widget.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(path = "shell/parts/tabs.html")]
pub struct Tabs {
    /// Names the navigation: "This secondment".
    pub label: String,
    pub items: Vec<Tab>,
}

renders_itself!(Tag, PlaceLabel, PersonChip, Link, Notice, Empty, Crumbs, Steps, Tabs);
