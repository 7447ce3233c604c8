//! The pages of signing in, as values.

use askama::Template;

use sojourn_kit::error::FieldErrors;

use crate::shell::{ErrorSummary, FieldKind, FieldView, Frame};

/// The sign-in page.
#[derive(Template)]
#[template(path = "features/accounts/sign_in/sign_in.html")]
pub(super) struct SignInPage {
    pub(super) frame: Frame,
    pub(super) errors: ErrorSummary,
    pub(super) email: FieldView,
    pub(super) password: FieldView,
    pub(super) next: String,
    pub(super) demo: bool,
}

impl SignInPage {
    /// The page with what was typed, but never the password.
    pub(super) fn new(frame: Frame, typed: &str, next: &str, wrong: &FieldErrors) -> Self {
        let email = FieldView::new("email", "Work email")
            .kind(FieldKind::Email)
            .autocomplete("username")
            .value(typed)
            .error(wrong.get("email"));
        let password = FieldView::new("password", "Password")
            .kind(FieldKind::Password)
            .autocomplete("current-password")
            .error(wrong.get("password"));
        let mut errors = ErrorSummary::of([&email, &password]);
        if let Some(message) = wrong.get("") {
            errors = errors.and(message);
        }
        let frame = frame.with_errors(!errors.is_empty());
        Self { frame, errors, email, password, next: next.to_owned(), demo: false }
    }
}

/// Proof again, for what is hard to take back.
#[derive(Template)]
#[template(path = "features/accounts/sign_in/again.html")]
pub(super) struct AgainPage {
    pub(super) frame: Frame,
    pub(super) errors: ErrorSummary,
    pub(super) name: String,
    pub(super) email: String,
    pub(super) password: Option<FieldView>,
    /// In the demo: the door of this persona.
    pub(super) demo: Option<String>,
    pub(super) next: String,
}

/// A page with a sentence and one button that does what the page says.
#[derive(Template)]
#[template(path = "features/accounts/sign_in/one_button.html")]
pub(super) struct OneButtonPage {
    pub(super) frame: Frame,
    pub(super) heading: String,
    pub(super) sentence: String,
    pub(super) button: String,
    pub(super) next: String,
}

/// A page that only says something, with a way onward.
#[derive(Template)]
#[template(path = "features/accounts/sign_in/note.html")]
pub(super) struct NotePage {
    pub(super) frame: Frame,
    pub(super) heading: String,
    pub(super) sentences: Vec<String>,
    pub(super) onward: (String, String),
}
