//! Shapers that are kept for a whole paper: a plan is made once for each script, not for each word.

use std::cell::RefCell;
use std::rc::Rc;

use harfrust::{Direction, GlyphBuffer, Script, ShapeOptions, ShapePlan, Shaper, UnicodeBuffer};

use crate::fonts::{Face, Font, Fonts};

/// Plans that are kept; a paper in more scripts than that makes some of them anew.
const MAX_PLANS: usize = 64;

/// The typefaces with what is needed to shape with them.
pub(crate) struct Shapers {
    pub(crate) fonts: &'static Fonts,
    shapers: [Shaper<'static>; 5],
    plans: RefCell<Vec<Plan>>,
}

struct Plan {
    face: Face,
    script: Script,
    direction: Direction,
    plan: Rc<ShapePlan>,
}

impl Shapers {
    pub(crate) fn new(fonts: &'static Fonts) -> Shapers {
        let shaper = |font: &'static Font| font.shaper.shaper(&font.file).build();
        Shapers { fonts, shapers: fonts.all().each_ref().map(shaper), plans: RefCell::default() }
    }

    /// Shapes characters of one script in one typeface.
    pub(super) fn shape(&self, face: Face, mut buffer: UnicodeBuffer, from_right: bool) -> GlyphBuffer {
        buffer.guess_segment_properties();
        let direction = if from_right { Direction::RightToLeft } else { Direction::LeftToRight };
        let script = buffer.script();
        buffer.set_direction(direction);
        buffer.set_script(script);
        let plan = self.plan(face, script, direction, &buffer);
        self.shapers[face as usize].shape(buffer, ShapeOptions::new().plan(Some(&plan)))
    }

    fn plan(
        &self,
        face: Face,
        script: Script,
        direction: Direction,
        buffer: &UnicodeBuffer,
    ) -> Rc<ShapePlan> {
        let mut plans = self.plans.borrow_mut();
        let known = |one: &&Plan| (one.face, one.script, one.direction) == (face, script, direction);
        if let Some(known) = plans.iter().find(known) {
            return Rc::clone(&known.plan);
        }
        let shaper = &self.shapers[face as usize];
        let plan = Rc::new(ShapePlan::new(shaper, direction, Some(script), buffer.language().as_ref(), &[]));
        if plans.len() < MAX_PLANS {
            plans.push(Plan { face, script, direction, plan: Rc::clone(&plan) });
        }
        plan
    }
}
