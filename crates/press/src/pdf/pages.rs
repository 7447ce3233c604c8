//! Strips on pages.

use super::flow::Strip;
use super::look::HEIGHT;
use crate::{MAX_PAGES, PressError};

/// A strip and how far down the text of its page it stands.
pub(crate) struct Placed {
    pub(crate) strip: Strip,
    pub(crate) y: f32,
}

/// Pages being filled.
#[derive(Default)]
struct Filler {
    done: Vec<Vec<Placed>>,
    page: Vec<Placed>,
    y: f32,
}

/// Lays strips on pages: what is glued together goes to the next page together, unless no page could hold it.
pub(crate) fn paginate(strips: Vec<Strip>) -> Result<Vec<Vec<Placed>>, PressError> {
    let mut filler = Filler::default();
    let mut group: Vec<Strip> = Vec::new();
    for strip in strips {
        let ends = !strip.glued;
        group.push(strip);
        if ends {
            filler.put(std::mem::take(&mut group))?;
        }
    }
    filler.put(group)?;
    filler.turn()?;
    Ok(filler.done)
}

impl Filler {
    fn put(&mut self, group: Vec<Strip>) -> Result<(), PressError> {
        let height: f32 = group.iter().map(|strip| strip.above + strip.height).sum();
        let asked = group.first().is_some_and(|strip| strip.new_page);
        if asked || self.y + height > HEIGHT {
            self.turn()?;
        }
        for strip in group {
            if self.y + strip.above + strip.height > HEIGHT {
                self.turn()?;
            }
            let y = if self.page.is_empty() { 0.0 } else { self.y + strip.above };
            self.y = y + strip.height;
            self.page.push(Placed { strip, y });
        }
        Ok(())
    }

    /// Begins a new page, unless this one is empty.
    fn turn(&mut self) -> Result<(), PressError> {
        if self.page.is_empty() {
            return Ok(());
        }
        if self.done.len() == MAX_PAGES {
            return Err(PressError::TooManyPages { max: MAX_PAGES });
        }
        self.done.push(std::mem::take(&mut self.page));
        self.y = 0.0;
        Ok(())
    }
}
