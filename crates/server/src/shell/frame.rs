//! What surrounds every page: its title, the navigation, who is signed in, and a message from the last action.

use chrono::{DateTime, Utc};

use super::{Look, Tone, words::initials};

/// The signed-in person, as the corner of the page shows them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Who {
    pub name: String,
    /// What they are here, in words: "Mobility manager".
    pub relation: String,
}

impl Who {
    /// Up to two letters for the round chip.
    #[must_use]
    pub fn initials(&self) -> String {
        initials(&self.name)
    }
}

/// One sentence about what just happened, shown once on the page after a redirect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flash {
    pub tone: Tone,
    pub text: String,
}

impl Flash {
    /// A thing that went as asked.
    #[must_use]
    pub fn good(text: impl Into<String>) -> Self {
        Self { tone: Tone::Good, text: text.into() }
    }
}

/// A main place of the product. It owns its label, address and icon, so that no page spells them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    Home,
    Tasks,
    Opportunities,
    Secondments,
    MySecondments,
    Approvals,
    Journal,
    Team,
    Calendar,
    People,
    Organisations,
    Import,
    Outbox,
    Profile,
    Settings,
    Help,
}

impl Place {
    /// Label, short label for the phone bar, address, icon.
    const fn parts(self) -> (&'static str, &'static str, &'static str, &'static str) {
        match self {
            Self::Home => ("Home", "Home", "/", "home"),
            Self::Tasks => ("My tasks", "Tasks", "/tasks", "check"),
            Self::Opportunities => ("Opportunities", "Openings", "/opportunities", "compass"),
            Self::Secondments => ("Secondments", "Secondments", "/secondments", "away"),
            Self::MySecondments => ("My secondments", "Mine", "/secondments", "away"),
            Self::Approvals => ("Approvals", "Approve", "/approvals", "flag"),
            Self::Journal => ("Journal", "Journal", "/journal", "book"),
            Self::Team => ("My team", "Team", "/team", "people"),
            Self::Calendar => ("Calendar", "Calendar", "/calendar", "cal"),
            Self::People => ("People", "People", "/people", "people"),
            Self::Organisations => ("Organisations", "Partners", "/organisations", "org"),
            Self::Import => ("Import people", "Import", "/imports/new", "up-tray"),
            Self::Outbox => ("Outbox", "Outbox", "/outbox", "mail"),
            Self::Profile => ("My profile", "Profile", "/profile", "star"),
            Self::Settings => ("Settings", "Settings", "/settings", "gear"),
            Self::Help => ("Help", "Help", "/help", "info"),
        }
    }

    /// The address of the place.
    #[must_use]
    pub const fn href(self) -> &'static str {
        self.parts().2
    }
}

/// One line of the navigation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NavItem {
    pub label: &'static str,
    pub short: &'static str,
    pub href: &'static str,
    pub icon: &'static str,
    /// Open items behind the link; nothing is shown for none.
    pub count: Option<u32>,
    pub current: bool,
}

/// The navigation of one page. Help is added last on its own, in the same spot on every page.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Nav {
    pub main: Vec<NavItem>,
    pub second: Vec<NavItem>,
}

/// The phone bar holds four places and "More".
const TABS: usize = 4;

impl Nav {
    /// Builds both lists. `current` marks the place that the page belongs to.
    #[must_use]
    pub fn new(main: &[Place], second: &[Place], current: Option<Place>) -> Self {
        let item = |place: &Place| {
            let (label, short, href, icon) = place.parts();
            NavItem { label, short, href, icon, count: None, current: current == Some(*place) }
        };
        let last = if second.contains(&Place::Help) { None } else { Some(item(&Place::Help)) };
        Self { main: main.iter().map(item).collect(), second: second.iter().map(item).chain(last).collect() }
    }

    /// Shows how many open items a place holds; nought shows nothing.
    #[must_use]
    pub fn count(mut self, place: Place, open: u32) -> Self {
        let label = place.parts().0;
        for item in self.main.iter_mut().chain(&mut self.second).filter(|item| item.label == label) {
            item.count = (open > 0).then_some(open);
        }
        self
    }

    /// The first places of the main list, for the bar at the foot of a phone.
    #[must_use]
    pub fn tabs(&self) -> &[NavItem] {
        &self.main[..self.main.len().min(TABS)]
    }

    /// What the bar has no room for; it opens behind "More".
    pub fn more(&self) -> impl Iterator<Item = &NavItem> {
        self.main.iter().skip(TABS).chain(&self.second)
    }
}

/// Everything a page needs around its own content. A page view holds it as the field `frame`.
#[derive(Debug, Clone, PartialEq)]
pub struct Frame {
    /// What the page is, e.g. "Callum Reyes, Sydney to London". The product's name is added.
    pub title: String,
    /// Whether the page shows errors: the title then starts with "Error:".
    pub error: bool,
    /// Language of the page, as in `html lang`.
    pub lang: &'static str,
    pub nav: Nav,
    pub person: Option<Who>,
    /// The organisation that the person is acting in.
    pub organisation: Option<String>,
    pub look: Look,
    pub flash: Option<Flash>,
    /// Fresh for each page: makes a double submit of its forms one effect.
    pub form_id: String,
    /// Where the search box sends its word; without it there is no box.
    pub find: Option<&'static str>,
    pub now: DateTime<Utc>,
}

impl Frame {
    /// A frame with a title and nothing else yet: nobody signed in, no navigation.
    #[must_use]
    pub fn new(title: impl Into<String>, form_id: impl Into<String>, now: DateTime<Utc>) -> Self {
        Self {
            title: title.into(),
            error: false,
            lang: "en-GB",
            nav: Nav::default(),
            person: None,
            organisation: None,
            look: Look::default(),
            flash: None,
            form_id: form_id.into(),
            find: None,
            now,
        }
    }

    /// The same frame for a page that shows errors.
    #[must_use]
    pub fn with_errors(mut self, error: bool) -> Self {
        self.error = error;
        self
    }
}
