//! `sojourn agreement check`: what is missing, a line each.

use std::io::Write;

use sojourn_papers::Case;

use super::{Ending, Trouble, say};

pub(super) fn run(case: &Case, out: &mut impl Write) -> Result<Ending, Trouble> {
    let missing = case.missing().map_err(|error| Trouble(error.to_string()))?;
    if missing.is_empty() {
        say(out, "Nothing is missing.")?;
        return Ok(Ending::Well);
    }
    for one in &missing {
        say(out, &format!("{}: {}", one.fix, one.sentence))?;
    }
    Ok(Ending::NotWell)
}
