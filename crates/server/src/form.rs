//! The words of one field, checked.

use sojourn_kit::error::FieldErrors;

/// The words of a field without the space around them, when they are neither missing nor too long.
pub fn words(errors: &mut FieldErrors, name: &str, text: &str, missing: &str, most: usize) -> String {
    let text = text.trim();
    if text.is_empty() && !missing.is_empty() {
        errors.add(name, missing);
    }
    if text.chars().count() > most {
        errors.add(name, format!("Say it in {most} characters or fewer"));
    }
    text.to_owned()
}
