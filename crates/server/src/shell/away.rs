//! The away-line: leaves home, runs along the host, comes back. Always decoration beside a status word.

use std::{fmt::Write, sync::LazyLock};

use super::Markup;

const PATH: &str = "M2 15H13C18 15 18 4 23 4H47C52 4 52 15 57 15H68";
/// The bends of `PATH` as cubic curves: start, two controls, end.
const UP: [(f64, f64); 4] = [(13.0, 15.0), (18.0, 15.0), (18.0, 4.0), (23.0, 4.0)];
const DOWN: [(f64, f64); 4] = [(47.0, 4.0), (52.0, 4.0), (52.0, 15.0), (57.0, 15.0)];
/// Straight pieces a curve is cut into; 24 keeps the dot within a tenth of a pixel of the line.
const PIECES: u32 = 24;

static DRAFT: LazyLock<String> = LazyLock::new(|| {
    format!(
        r#"<svg class="away" viewBox="0 0 70 19" aria-hidden="true"><path class="dash" d="{PATH}"/></svg>"#
    )
});
static BY_PERCENT: LazyLock<Vec<String>> = LazyLock::new(|| (0..=100).map(draw).collect());

/// The small glyph. `None` is the dotted line of a draft; `Some(percent)` fills the line so far and puts a dot
/// at its end, in the colour of the side it stands on. More than 100 counts as 100.
#[must_use]
pub fn away(progress: Option<u8>) -> Markup {
    let drawn = progress.and_then(|percent| BY_PERCENT.get(usize::from(percent.min(100))));
    Markup::fixed(drawn.map_or(DRAFT.as_str(), String::as_str))
}

fn draw(percent: u32) -> String {
    let (x, y) = point_at(f64::from(percent) / 100.0);
    let side = if y < 9.5 { "host" } else { "home" };
    let mut svg =
        format!(r#"<svg class="away" viewBox="0 0 70 19" aria-hidden="true"><path class="bg" d="{PATH}"/>"#);
    // Writing to a String cannot fail; a round cap would draw a dot at nought, so that line is left out.
    if percent > 0 {
        let _ = write!(
            svg,
            r#"<path d="{PATH}" pathLength="100" stroke="url(#g-away)" stroke-dasharray="{percent} 200"/>"#
        );
    }
    let _ = write!(svg, r#"<circle class="dot-{side}" cx="{x:.1}" cy="{y:.1}" r="4.4"/></svg>"#);
    svg
}

/// The point that lies `share` (0 to 1) of the way along the line.
fn point_at(share: f64) -> (f64, f64) {
    let points = outline();
    let lengths: Vec<f64> = points.windows(2).map(|pair| distance(pair[0], pair[1])).collect();
    let mut left = share * lengths.iter().sum::<f64>();
    for (pair, length) in points.windows(2).zip(&lengths) {
        if left <= *length && *length > 0.0 {
            let part = left / length;
            let (from, to) = (pair[0], pair[1]);
            return (from.0 + (to.0 - from.0) * part, from.1 + (to.1 - from.1) * part);
        }
        left -= length;
    }
    (68.0, 15.0)
}

fn outline() -> Vec<(f64, f64)> {
    let mut points = vec![(2.0, 15.0)];
    for bend in [UP, DOWN] {
        points.extend((0..=PIECES).map(|piece| on_curve(bend, f64::from(piece) / f64::from(PIECES))));
    }
    points.push((68.0, 15.0));
    points
}

fn on_curve([a, b, c, d]: [(f64, f64); 4], t: f64) -> (f64, f64) {
    let s = 1.0 - t;
    let mix = |a: f64, b: f64, c: f64, d: f64| {
        s.powi(3) * a + 3.0 * s.powi(2) * t * b + 3.0 * s * t.powi(2) * c + t.powi(3) * d
    };
    (mix(a.0, b.0, c.0, d.0), mix(a.1, b.1, c.1, d.1))
}

fn distance(a: (f64, f64), b: (f64, f64)) -> f64 {
    (a.0 - b.0).hypot(a.1 - b.1)
}

#[cfg(test)]
mod tests {
    use super::away;

    #[test]
    fn the_dot_walks_from_home_over_the_host_and_back() {
        assert!(away(Some(0)).as_str().contains(r#"class="dot-home" cx="2.0" cy="15.0""#));
        assert!(away(Some(48)).as_str().contains(r#"class="dot-host" cx="33.5" cy="4.0""#));
        assert!(away(Some(86)).as_str().contains(r#"class="dot-home" cx="57"#));
        assert!(away(Some(100)).as_str().contains(r#"class="dot-home" cx="68.0" cy="15.0""#));
        assert_eq!(away(Some(250)), away(Some(100)));
    }

    #[test]
    fn a_draft_is_dotted_and_has_no_dot() {
        let draft = away(None);
        assert!(draft.as_str().contains("class=\"dash\"") && !draft.as_str().contains("<circle"));
    }
}
