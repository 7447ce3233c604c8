//! The few pages that belong to no feature: errors, help and the component sheet.

use askama::Template;

use super::{Frame, Link, sample::Sample};

/// What went wrong, in a sentence, and ways onward.
#[derive(Debug, Clone, PartialEq, Template)]
#[template(path = "shell/error.html")]
pub struct ErrorPage {
    pub frame: Frame,
    pub heading: String,
    pub sentence: String,
    pub onward: Vec<Link>,
    /// Said to whoever runs the installation, so that they find the log line.
    pub request_id: Option<String>,
}

/// Help: whom to ask, and the keys.
#[derive(Debug, Clone, PartialEq, Template)]
#[template(path = "shell/help.html")]
pub struct HelpPage {
    pub frame: Frame,
    /// Whom to ask, as words: "Maya Okonjo, mobility manager".
    pub contact: Option<String>,
}

/// Every component with sample content, for eyes and for the accessibility check.
#[derive(Debug, Clone, PartialEq, Template)]
#[template(path = "shell/design.html")]
pub struct DesignPage {
    pub frame: Frame,
    pub sample: Sample,
}
