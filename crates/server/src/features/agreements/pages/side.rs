//! The column beside the text: prove who you are, sign, wait, or keep a copy.

use askama::Template;
use sojourn_kit::error::FieldErrors;

use super::view::Reading;
use crate::features::agreements::model::{Agreement, SignInput, Signatory};
use crate::features::agreements::order::Signing;
use crate::features::agreements::signing::evidence;
use crate::shell::{ErrorSummary, FieldKind, FieldView, Link};

/// What the reader can do.
#[derive(Debug, Clone)]
pub enum Panel {
    /// Ask for a code first.
    AskCode {
        /// Where it goes, with most of it hidden.
        to: String,
        /// Why it is needed.
        why: &'static str,
    },
    /// Enter the code that was sent.
    EnterCode {
        /// Where it went.
        to: String,
        /// The field.
        code: Box<FieldView>,
    },
    /// Sign.
    Sign(Box<Form>),
    /// They have signed.
    Signed {
        /// When, in words.
        at: String,
        /// The name they typed.
        name: String,
    },
    /// Somebody else signs first, or nothing is open.
    Note(String),
    /// They only read.
    None,
}

/// What the secondee can say about the time to consider the text.
const ENOUGH: &str = "I need no more time to consider it.";

/// The form to sign with.
#[derive(Debug, Clone)]
pub struct Form {
    /// The full name.
    pub name: FieldView,
    /// The role.
    pub role: FieldView,
    /// The box to tick.
    pub consent: FieldView,
    /// The secondee’s box to say that they need no more time to consider it.
    pub enough: FieldView,
    /// Whether that box is shown: it is the secondee’s alone.
    pub asks_enough: bool,
    /// “Sign as Helen Marsh?”.
    pub question: String,
    /// What signing does.
    pub effect: String,
}

/// Addresses of the acts, which differ between the two doors.
#[derive(Debug, Clone)]
pub struct Paths {
    /// Where a code is asked for.
    pub codes: String,
    /// Where it is entered.
    pub entry: String,
    /// Where the signature goes.
    pub sign: String,
    /// Where one declines.
    pub refusal: String,
    /// Where one asks.
    pub question: String,
    /// Where one asks for a change.
    pub change: String,
    /// Where one passes the signature on, when that can be.
    pub pass: Option<String>,
    /// The text itself.
    pub document: String,
}

/// The whole column.
#[derive(Debug, Clone, Template)]
#[template(path = "features/agreements/pages/side.html")]
pub struct Side {
    /// The text.
    pub reading: Reading,
    /// “Sign for Fernleigh Foods”.
    pub heading: String,
    /// What can be done.
    pub panel: Panel,
    /// Where.
    pub paths: Paths,
    /// The one-time key of the page’s forms.
    pub form_id: String,
    /// What is wrong with the typed words.
    pub errors: ErrorSummary,
    /// The text as files, and the evidence once all have signed.
    pub files: Vec<Link>,
}

impl askama::filters::HtmlSafe for Side {}

impl Form {
    /// The form with what was typed, or with what the record knows.
    #[must_use]
    pub fn new(agreement: &Agreement, signatory: &Signatory, last: bool, typed: Option<&SignInput>) -> Self {
        let name = typed.map_or(signatory.name.as_str(), |input| input.name.as_str());
        let role = typed.map_or_else(|| role_of(signatory), |input| input.role.as_str());
        let consent = evidence::consent(agreement.number, &evidence::signs_for(signatory, agreement));
        let ticked = typed.map_or("", |input| input.consent.as_str());
        let effect = if last {
            "You’re the last to sign. The agreement takes effect straight away and everybody gets a copy by email."
        } else {
            match agreement.paper.signing {
                Signing::InOrder => {
                    "Your signature counts for this version of the text. The others are asked after you."
                }
                Signing::AtOnce => {
                    "Your signature counts for this version of the text. It is in force when all have signed."
                }
            }
        };
        Self {
            name: FieldView::new("name", "Your full name").value(name).autocomplete("name"),
            role: FieldView::new("role", "Your role").value(role).autocomplete("organization-title"),
            consent: FieldView::new("consent", consent).kind(FieldKind::Tick).value(ticked),
            enough: FieldView::new("enough", ENOUGH)
                .kind(FieldKind::Tick)
                .value(typed.map_or("", |input| input.enough.as_str())),
            asks_enough: signatory.side == sojourn_papers::Side::Secondee,
            question: format!("Sign as {}?", if name.trim().is_empty() { &signatory.name } else { name }),
            effect: effect.to_owned(),
        }
    }

    /// The same form with its errors beside the fields.
    #[must_use]
    pub fn with(mut self, errors: &FieldErrors) -> Self {
        self.name = self.name.error(errors.get("name"));
        self.role = self.role.error(errors.get("role"));
        self.consent = self.consent.error(errors.get("consent"));
        self
    }

    /// What is wrong, for the top of the page.
    #[must_use]
    pub fn summary(&self, errors: &FieldErrors) -> ErrorSummary {
        let summary = ErrorSummary::of([&self.name, &self.role, &self.consent]);
        match errors.get("") {
            Some(sentence) => summary.and(sentence),
            None => summary,
        }
    }
}

/// The role without the place, as somebody would type it.
fn role_of(signatory: &Signatory) -> &str {
    signatory.capacity.split_once(", ").map_or(signatory.capacity.as_str(), |(title, _)| title)
}

/// The field for the code.
#[must_use]
pub fn code_field(error: Option<&str>) -> FieldView {
    FieldView::new("code", "Six-digit code").kind(FieldKind::Code).error(error)
}

/// An address that its owner recognises and nobody else learns: `h…h@fernleigh-foods.example`.
#[must_use]
pub fn veiled(address: &str) -> String {
    let Some((name, domain)) = address.split_once('@') else { return String::new() };
    let first = name.chars().next().map(String::from).unwrap_or_default();
    let last = name.chars().next_back().filter(|_| name.chars().count() > 2);
    format!("{first}…{}@{domain}", last.map(String::from).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::veiled;

    #[test]
    fn an_address_is_told_by_its_ends() {
        assert_eq!(veiled("helen.marsh@fernleigh.example"), "h…h@fernleigh.example");
        assert_eq!(veiled("h@x.example"), "h…@x.example");
        assert_eq!(veiled("nothing"), "");
    }
}
