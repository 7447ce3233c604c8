use crate::fonts::{Face, Fonts};
use crate::text::{Ink, Line, Shapers, Words, lines, shape};

fn broken(text: &str, width: f32) -> Vec<Line> {
    let words = Words::new(10.0, Ink(0, 0, 0)).with(Face::Serif, None, text);
    lines(&shape(words, &Shapers::new(Fonts::get().unwrap())), width)
}

/// The words of a line from left to right, letter by letter.
fn in_sight(line: &Line) -> String {
    let mut seen = String::new();
    for stretch in line.stretches() {
        let mut last = None;
        for glyph in &stretch.glyphs {
            if last.replace(glyph.text_range.clone()) != Some(glyph.text_range.clone()) {
                seen.push_str(&line.shaped.text[glyph.text_range.clone()]);
            }
        }
    }
    seen
}

#[test]
fn lines_are_as_wide_as_they_may_be_and_lose_no_letter() {
    let text = "The secondee works for the host, full time, and keeps every right of the home employment. "
        .repeat(9);
    let lines = broken(&text, 200.0);
    assert!(lines.len() > 15, "{}", lines.len());
    assert!(lines.iter().all(|line| line.width <= 200.01));
    assert!(lines[..lines.len() - 1].iter().all(|line| line.width > 140.0), "lines are filled");
    assert_eq!(lines.iter().map(in_sight).collect::<String>(), text);
}

#[test]
fn what_is_written_from_right_to_left_is_shown_so() {
    let lines = broken("Name: אבג דהו, yes", 500.0);
    assert_eq!(in_sight(&lines[0]), "Name: והד גבא, yes");
    let stretches = lines[0].stretches();
    assert!(stretches.windows(2).all(|pair| pair[0].x + pair[0].width <= pair[1].x + 0.01));
}

#[test]
fn brackets_among_letters_from_the_right_are_mirrored() {
    let glyphs = |text: &str| -> Vec<u32> {
        let lines = broken(text, 500.0);
        lines[0].stretches().iter().flat_map(|one| &one.glyphs).map(|glyph| glyph.glyph_id.to_u32()).collect()
    };
    let (mirrored, plain) = (glyphs("א(ב)ג"), glyphs("()"));
    assert_eq!(mirrored.iter().filter(|id| plain.contains(id)).count(), 2);
    assert_eq!([mirrored[1], mirrored[3]], [plain[0], plain[1]], "an opening bracket stands at the left");
}

#[test]
fn letters_that_no_typeface_has_are_shown_as_a_sign_and_stay_in_the_text() {
    let fonts = Fonts::get().unwrap();
    let lines = broken("張", 500.0);
    let stretch = &lines[0].stretches()[0];
    assert_eq!(stretch.glyphs[0].glyph_id.to_u32(), fonts.font(Face::Wide).replacement());
    assert_eq!(&lines[0].shaped.text[stretch.glyphs[0].text_range.clone()], "張");
}

#[test]
fn no_glyph_is_the_one_for_missing_characters() {
    let all: String = (0x20..0x3000).filter_map(char::from_u32).collect();
    for line in broken(&all, 400.0) {
        for stretch in line.stretches() {
            assert!(stretch.glyphs.iter().all(|glyph| glyph.glyph_id.to_u32() != 0));
        }
    }
}

#[test]
fn greek_cyrillic_and_accents_are_in_the_serif() {
    let text = "Łódź Ærøskøbing Ελλάδα Киев Đặng €£₹ “–”";
    for stretch in broken(text, 900.0)[0].stretches() {
        assert_eq!(stretch.face, Face::Serif);
    }
}
