//! The parts of the package around its text: styles, numbering, foot, properties.

use sojourn_papers::Sheet;

use super::xml::{TAB, paragraph, run, text};

pub(super) const NAMESPACES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
     xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

pub(super) const CONTENT_TYPES: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
<Default Extension=\"xml\" ContentType=\"application/xml\"/>\
<Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/>\
<Override PartName=\"/word/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml\"/>\
<Override PartName=\"/word/numbering.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml\"/>\
<Override PartName=\"/word/settings.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml\"/>\
<Override PartName=\"/word/footer1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml\"/>\
<Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>\
</Types>";

pub(super) const RELATIONS: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/>\
<Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/>\
</Relationships>";

pub(super) const DOCUMENT_RELATIONS: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" Target=\"styles.xml\"/>\
<Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering\" Target=\"numbering.xml\"/>\
<Relationship Id=\"rId3\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/settings\" Target=\"settings.xml\"/>\
<Relationship Id=\"rId4\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer\" Target=\"footer1.xml\"/>\
</Relationships>";

/// One bullet.
pub(super) const NUMBERING: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
<w:numbering xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">\
<w:abstractNum w:abstractNumId=\"0\"><w:multiLevelType w:val=\"hybridMultilevel\"/>\
<w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"bullet\"/><w:lvlText w:val=\"•\"/><w:lvlJc w:val=\"left\"/>\
<w:pPr><w:ind w:left=\"960\" w:hanging=\"220\"/></w:pPr></w:lvl></w:abstractNum>\
<w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num></w:numbering>";

pub(super) const SETTINGS: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
<w:settings xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">\
<w:defaultTabStop w:val=\"680\"/><w:characterSpacingControl w:val=\"doNotCompress\"/>\
<w:compat><w:compatSetting w:name=\"compatibilityMode\" w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat>\
</w:settings>";

/// Identifier, name, properties of the paragraph, properties of the letters.
const STYLES: [(&str, &str, &str, &str); 12] = [
    ("Title", "Title", "<w:spacing w:after=\"60\"/>", "<w:b/><w:sz w:val=\"38\"/>"),
    (
        "Subtitle",
        "Subtitle",
        "<w:spacing w:after=\"200\"/>",
        "<w:color w:val=\"46595D\"/><w:sz w:val=\"18\"/>",
    ),
    (
        "Heading1",
        "heading 1",
        "<w:keepNext/><w:spacing w:before=\"320\" w:after=\"60\"/><w:outlineLvl w:val=\"0\"/>",
        "<w:b/><w:sz w:val=\"23\"/>",
    ),
    (
        "ContentsHeading",
        "Contents Heading",
        "<w:keepNext/><w:spacing w:before=\"320\" w:after=\"60\"/>",
        "<w:b/><w:sz w:val=\"23\"/>",
    ),
    ("Contents", "Contents", "<w:spacing w:after=\"0\"/>", "<w:sz w:val=\"19\"/>"),
    (
        "Clause",
        "Clause",
        "<w:tabs><w:tab w:val=\"left\" w:pos=\"680\"/></w:tabs><w:ind w:left=\"680\" w:hanging=\"680\"/>",
        "",
    ),
    (
        "ListBullet",
        "List Bullet",
        "<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr><w:spacing w:after=\"50\"/>\
         <w:ind w:left=\"960\" w:hanging=\"220\"/>",
        "",
    ),
    (
        "PlainWords",
        "In Plain Words",
        "<w:keepLines/><w:pBdr><w:left w:val=\"single\" w:sz=\"16\" w:space=\"8\" w:color=\"5AA3A8\"/></w:pBdr>\
         <w:ind w:left=\"880\"/>",
        "<w:rFonts w:ascii=\"Arial\" w:hAnsi=\"Arial\" w:cs=\"Arial\"/><w:color w:val=\"34474B\"/><w:sz w:val=\"17\"/>",
    ),
    (
        "TableText",
        "Table Text",
        "<w:spacing w:before=\"60\" w:after=\"60\"/>",
        "<w:rFonts w:ascii=\"Arial\" w:hAnsi=\"Arial\" w:cs=\"Arial\"/><w:sz w:val=\"17\"/>",
    ),
    (
        "Caption",
        "caption",
        "<w:keepNext/><w:spacing w:before=\"240\" w:after=\"60\"/>",
        "<w:rFonts w:ascii=\"Arial\" w:hAnsi=\"Arial\" w:cs=\"Arial\"/><w:b/><w:sz w:val=\"18\"/>",
    ),
    (
        "SignatureName",
        "Signature Name",
        "<w:keepNext/><w:pBdr><w:top w:val=\"single\" w:sz=\"4\" w:space=\"6\" w:color=\"CDD8D9\"/></w:pBdr>\
         <w:spacing w:before=\"240\" w:after=\"0\"/>",
        "<w:b/>",
    ),
    (
        "SignatureLine",
        "Signature Line",
        "<w:tabs><w:tab w:val=\"left\" w:leader=\"underscore\" w:pos=\"5800\"/>\
         <w:tab w:val=\"right\" w:leader=\"underscore\" w:pos=\"9030\"/></w:tabs><w:spacing w:before=\"480\"/>",
        "<w:color w:val=\"46595D\"/><w:sz w:val=\"17\"/>",
    ),
];

/// `word/styles.xml`.
pub(super) fn styles(sheet: &Sheet) -> String {
    let language = text(&sheet.language);
    let mut out = format!(
        "{HEAD}<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr>\
         <w:rFonts w:ascii=\"Georgia\" w:hAnsi=\"Georgia\" w:eastAsia=\"Georgia\" w:cs=\"Times New Roman\"/>\
         <w:color w:val=\"14282C\"/><w:sz w:val=\"20\"/><w:szCs w:val=\"20\"/><w:lang w:val=\"{language}\"/>\
         </w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:widowControl/><w:spacing w:after=\"100\" w:line=\"280\" \
         w:lineRule=\"auto\"/></w:pPr></w:pPrDefault></w:docDefaults>\
         <w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/><w:qFormat/></w:style>\
         <w:style w:type=\"character\" w:styleId=\"Strong\"><w:name w:val=\"Strong\"/><w:rPr><w:b/></w:rPr></w:style>\
         <w:style w:type=\"character\" w:customStyle=\"1\" w:styleId=\"Label\"><w:name w:val=\"Clause Label\"/><w:rPr>\
         <w:color w:val=\"46595D\"/><w:sz w:val=\"18\"/></w:rPr></w:style>"
    );
    for (id, name, paragraph, letters) in STYLES {
        out.push_str(&style(id, name, "Normal", paragraph, letters));
    }
    out.push_str(&style("TableHead", "Table Head", "TableText", "", "<w:b/>"));
    let foot = "<w:tabs><w:tab w:val=\"right\" w:pos=\"9038\"/></w:tabs><w:spacing w:after=\"0\"/>";
    let letters = "<w:rFonts w:ascii=\"Arial\" w:hAnsi=\"Arial\" w:cs=\"Arial\"/><w:color w:val=\"46595D\"/>\
                   <w:sz w:val=\"16\"/>";
    out.push_str(&style("Footer", "footer", "Normal", foot, letters));
    out + "</w:styles>"
}

fn style(id: &str, name: &str, based_on: &str, paragraph: &str, letters: &str) -> String {
    format!(
        "<w:style w:type=\"paragraph\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/><w:basedOn w:val=\"{based_on}\"/>\
         <w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{letters}</w:rPr></w:style>"
    )
}

/// `word/footer1.xml`: number and version, page and pages.
pub(super) fn foot(sheet: &Sheet) -> String {
    let field =
        |name: &str| format!("<w:fldSimple w:instr=\" {name} \"><w:r><w:t>1</w:t></w:r></w:fldSimple>");
    let runs = run("", &sheet.reference()) + TAB + &run("", "Page ") + &field("PAGE") + &run("", " of ");
    let line = paragraph("Footer", "", &(runs + &field("NUMPAGES")));
    format!("{HEAD}<w:ftr {NAMESPACES}>{line}</w:ftr>")
}

/// `docProps/core.xml`; the day of issue is the only time in it.
pub(super) fn core(sheet: &Sheet) -> String {
    let (title, reference) = (text(&sheet.title), text(&sheet.reference()));
    let (language, day) = (text(&sheet.language), sheet.issued_on.format("%Y-%m-%dT00:00:00Z"));
    format!(
        "{HEAD}<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>{title} {reference}</dc:title>\
         <dc:creator>Sojourn</dc:creator><dc:identifier>{reference}</dc:identifier><dc:language>{language}</dc:language>\
         <dcterms:created xsi:type=\"dcterms:W3CDTF\">{day}</dcterms:created>\
         <dcterms:modified xsi:type=\"dcterms:W3CDTF\">{day}</dcterms:modified></cp:coreProperties>"
    )
}
