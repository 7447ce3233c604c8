//! `sojourn openapi`: the description of the JSON API.

use sojourn_kit::error::{Error, Result};

/// Prints the description as JSON.
///
/// # Errors
/// When it cannot be written as JSON: a fault of the product.
pub(super) fn run() -> Result<()> {
    println!("{}", crate::app::openapi().to_pretty_json().map_err(Error::internal)?);
    Ok(())
}
