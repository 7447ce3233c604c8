//! A plain letter about a person, such as the record that a secondee takes along: it stands on its own, without a
//! script, and fetches nothing. The same letter gives the same bytes.

use crate::style::STYLE;
use crate::text::escape;

/// A letter as data; every text is escaped on its way out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Letter {
    /// Who writes.
    pub from: String,
    /// The day, in words.
    pub day: String,
    /// The heading.
    pub title: String,
    /// The first paragraph.
    pub opening: String,
    /// Terms and values, such as `("First day", "7 September 2026")`.
    pub facts: Vec<(String, String)>,
    /// Headed lists; an empty one is left out.
    pub lists: Vec<(String, Vec<String>)>,
    /// The last line.
    pub closing: String,
}

/// The letter as a complete HTML document.
#[must_use]
pub fn letter_html(letter: &Letter) -> String {
    let title = escape(&letter.title);
    let mut out = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>{title}</title>\
         <style>{STYLE}</style></head>\n<body><main>\n<p>{}</p>\n<p class=\"meta\">{}</p>\n<h1>{title}</h1>\n\
         <p>{}</p>\n",
        escape(&letter.from),
        escape(&letter.day),
        escape(&letter.opening),
    );
    out.push_str("<table><tbody>");
    for (term, value) in &letter.facts {
        out.push_str(&format!("<tr><th scope=\"row\">{}</th><td>{}</td></tr>", escape(term), escape(value)));
    }
    out.push_str("</tbody></table>\n");
    for (heading, lines) in letter.lists.iter().filter(|(_, lines)| !lines.is_empty()) {
        out.push_str(&format!("<h2>{}</h2><ul>", escape(heading)));
        lines.iter().for_each(|line| out.push_str(&format!("<li>{}</li>", escape(line))));
        out.push_str("</ul>\n");
    }
    out.push_str(&format!("<p class=\"meta\">{}</p>\n</main></body></html>\n", escape(&letter.closing)));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_typed_is_text_and_empty_lists_are_left_out() {
        let letter = Letter {
            title: "Record".into(),
            opening: "<script>alert(1)</script> & more".into(),
            facts: vec![("Name".into(), "A \"B\" <C>".into())],
            lists: vec![("Skills".into(), Vec::new()), ("Aims".into(), vec!["<b>One</b>".into()])],
            ..Letter::default()
        };
        let html = letter_html(&letter);
        assert!(!html.contains("<script>") && html.contains("&lt;script&gt;"), "{html}");
        assert!(html.contains("&lt;b&gt;One") && !html.contains("Skills"));
        assert_eq!(html, letter_html(&letter));
    }
}
