//! Paragraphs, runs and tables as WordprocessingML. Every text goes through [`text`], which escapes it.

use sojourn_papers::text::escape;

use crate::text::printable;

/// A text as it may stand in XML.
pub(super) fn text(words: &str) -> String {
    escape(&printable(words))
}

/// Words in a style of letters; empty: that of the paragraph.
pub(super) fn run(style: &str, words: &str) -> String {
    let properties = match style {
        "" => String::new(),
        name => format!("<w:rPr><w:rStyle w:val=\"{name}\"/></w:rPr>"),
    };
    format!("<w:r>{properties}<w:t xml:space=\"preserve\">{}</w:t></w:r>", text(words))
}

/// Words that lead to a place in the paper. Anchors are made of letters and digits by the papers.
pub(super) fn link(anchor: &str, words: &str) -> String {
    format!("<w:hyperlink w:anchor=\"{}\">{}</w:hyperlink>", text(anchor), run("", words))
}

pub(super) const TAB: &str = "<w:r><w:tab/></w:r>";

/// A paragraph in a style; `more` are further properties.
pub(super) fn paragraph(style: &str, more: &str, runs: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>{more}</w:pPr>{runs}</w:p>")
}

/// A heading that links can lead to.
pub(super) fn heading(id: usize, anchor: &str, more: &str, words: &str) -> String {
    let (name, words) = (text(anchor), run("", words));
    let runs =
        format!("<w:bookmarkStart w:id=\"{id}\" w:name=\"{name}\"/>{words}<w:bookmarkEnd w:id=\"{id}\"/>");
    paragraph("Heading1", more, &runs)
}

/// A table with the widths of its columns in twentieths of a point.
pub(super) fn table(widths: &[u32], rows: &str) -> String {
    let total: u32 = widths.iter().sum();
    let grid: String = widths.iter().map(|width| format!("<w:gridCol w:w=\"{width}\"/>")).collect();
    let line = "w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"CDD8D9\"";
    format!(
        "<w:tbl><w:tblPr><w:tblW w:w=\"{total}\" w:type=\"dxa\"/><w:tblBorders><w:top {line}/><w:bottom {line}/>\
         <w:insideH {line}/></w:tblBorders><w:tblLayout w:type=\"fixed\"/>\
         <w:tblLook w:val=\"0080\" w:firstRow=\"0\" w:firstColumn=\"1\"/></w:tblPr>\
         <w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )
}

/// A row; a head is repeated on the next page.
pub(super) fn row(widths: &[u32], is_head: bool, cells: &[(&str, &str)]) -> String {
    let head = if is_head { "<w:tblHeader/>" } else { "" };
    let cells: String = widths
        .iter()
        .zip(cells)
        .map(|(width, (style, words))| {
            let words = paragraph(style, "", &run("", words));
            format!("<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/></w:tcPr>{words}</w:tc>")
        })
        .collect();
    format!("<w:tr><w:trPr><w:cantSplit/>{head}</w:trPr>{cells}</w:tr>")
}
