//! Small tagged PDF files, written in each of the ways that files keep their cross-references.

use chrono::{DateTime, TimeZone, Utc};
use miniz_oxide::deflate::compress_to_vec_zlib;
use sojourn_seal::{About, SealKey, seal};

/// Objects by number, from 1; each is what stands between `obj` and `endobj`.
pub type Objects = Vec<Vec<u8>>;

pub const ID: &str = "[<00112233445566778899AABBCCDDEEFF> <00112233445566778899AABBCCDDEEFF>]";

pub fn at() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 3, 4, 5, 6, 7).single().expect("a date that exists")
}

pub fn key() -> SealKey {
    SealKey::generate(
        "Harbour & Hale (Test)",
        Utc.with_ymd_and_hms(2026, 1, 2, 15, 0, 0).single().expect("a date"),
    )
    .expect("a key")
}

pub fn about() -> About {
    About {
        name: "Zoë Hale (home)".to_owned(),
        reason: r"Signed by both sides (\ and all)".to_owned(),
        at: at(),
    }
}

pub fn sealed(pdf: &[u8], key: &SealKey) -> Vec<u8> {
    seal(pdf, key, &about()).expect("a file that can be sealed")
}

/// One tagged page: 1 catalogue, 2 pages, 3 page, 4 content, 5 font, 6 structure, 7 its paragraph, 8 parents, 9 info.
pub fn objects() -> Objects {
    let content = "/P <</MCID 0>> BDC BT /F1 12 Tf 72 720 Td (Ruth Hale goes to the harbour.) Tj ET EMC";
    [
        "<</Type/Catalog/Pages 2 0 R/Lang(en-GB)/MarkInfo<</Marked true>>/StructTreeRoot 6 0 R/ViewerPreferences<</DisplayDocTitle true>>>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595.28 841.89]/Resources<</Font<</F1 5 0 R>>>>/Contents 4 0 R/StructParents 0>>".to_owned(),
        format!("<</Length {}>>\nstream\n{content}\nendstream", content.len()),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>".to_owned(),
        "<</Type/StructTreeRoot/K 7 0 R/ParentTree 8 0 R>>".to_owned(),
        "<</Type/StructElem/S/P/P 6 0 R/Pg 3 0 R/K 0>>".to_owned(),
        "<</Nums[0[7 0 R]]>>".to_owned(),
        "<</Title(A small agreement)>>".to_owned(),
    ]
    .into_iter()
    .map(String::into_bytes)
    .collect()
}

fn body(objects: &Objects, leave_out: impl Fn(usize) -> bool) -> (Vec<u8>, Vec<usize>) {
    let mut file = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n".to_vec();
    let mut offsets = vec![0; objects.len() + 1];
    for (index, object) in objects.iter().enumerate().filter(|(index, _)| !leave_out(index + 1)) {
        offsets[index + 1] = file.len();
        file.extend(format!("{} 0 obj\n", index + 1).bytes());
        file.extend(object);
        file.extend(b"\nendobj\n");
    }
    (file, offsets)
}

pub fn end(file: &mut Vec<u8>, start: usize) {
    file.extend(format!("startxref\n{start}\n%%EOF\n").bytes());
}

/// A table of cross-references.
pub fn classic(objects: &Objects) -> Vec<u8> {
    let (mut file, offsets) = body(objects, |_| false);
    let start = file.len();
    table(&mut file, &offsets, "");
    end(&mut file, start);
    file
}

fn table(file: &mut Vec<u8>, offsets: &[usize], more: &str) {
    file.extend(format!("xref\n0 {}\n0000000000 65535 f \n", offsets.len()).bytes());
    for offset in &offsets[1..] {
        let (generation, kind) = if *offset == 0 { (65535, 'f') } else { (0, 'n') };
        file.extend(format!("{offset:010} {generation:05} {kind} \n").bytes());
    }
    file.extend(
        format!("trailer\n<</Size {}/Root 1 0 R/Info 9 0 R/ID {ID}{more}>>\n", offsets.len() + 2).bytes(),
    );
}

/// A stream of cross-references, deflated and predicted, with all but the content in an object stream.
pub fn modern(objects: &Objects) -> Vec<u8> {
    let (mut file, mut places) = packed(objects, |_| false);
    let own = places.len();
    let start = file.len();
    places.push((1, start, 0));
    file.extend(cross_references(own, 0, &places, &format!("/Root 1 0 R/Info 9 0 R/ID {ID}")));
    end(&mut file, start);
    file
}

/// A table in which the packed objects are free, and a stream for those who can read it.
pub fn hybrid(objects: &Objects) -> Vec<u8> {
    // As it must be, what older readers need is not hidden: of these objects, only the structure is.
    let (mut file, places) = packed(objects, |number| !(6..=8).contains(&number));
    let stream = file.len();
    let own = places.len();
    let hidden: Vec<_> =
        places.iter().map(|place| if place.0 == 2 { *place } else { (0, 0, 65535) }).collect();
    file.extend(cross_references(own, 0, &hidden, ""));
    let start = file.len();
    let offsets: Vec<_> =
        places.iter().map(|(kind, offset, _)| if *kind == 1 { *offset } else { 0 }).collect();
    table(&mut file, &offsets, &format!("/XRefStm {stream}"));
    end(&mut file, start);
    file
}

/// Streams and what is asked for as they are, the rest in an object stream behind them; and where everything is.
fn packed(objects: &Objects, bare: impl Fn(usize) -> bool) -> (Vec<u8>, Vec<(u8, usize, usize)>) {
    let is_bare =
        |number: usize| bare(number) || objects[number - 1].windows(6).any(|word| word == b"stream");
    let (mut file, offsets) = body(objects, |number| !is_bare(number));
    let container = objects.len() + 1;
    let (mut heads, mut bodies, mut count) = (String::new(), Vec::new(), 0);
    let mut places = vec![(0, 0, 65535)];
    for number in 1..container {
        if is_bare(number) {
            places.push((1, offsets[number], 0));
            continue;
        }
        heads += &format!("{number} {} ", bodies.len());
        bodies.extend(&objects[number - 1]);
        bodies.push(b'\n');
        places.push((2, container, count));
        count += 1;
    }
    let deflated = compress_to_vec_zlib(&[heads.as_bytes(), &bodies].concat(), 6);
    places.push((1, file.len(), 0));
    file.extend(
        format!(
            "{container} 0 obj\n<</Type/ObjStm/N {count}/First {}/Filter/FlateDecode/Length {}>>\nstream\n",
            heads.len(),
            deflated.len()
        )
        .bytes(),
    );
    file.extend(deflated);
    file.extend(b"\nendstream\nendobj\n");
    (file, places)
}

/// Object `own`: three bytes for the second field, each row predicted from the one above.
fn cross_references(own: usize, first: usize, places: &[(u8, usize, usize)], more: &str) -> Vec<u8> {
    let mut above = [0_u8; 6];
    let mut data = Vec::new();
    for (kind, second, third) in places {
        let wide = second.to_be_bytes();
        let narrow = third.to_be_bytes();
        let row = [*kind, wide[5], wide[6], wide[7], narrow[6], narrow[7]];
        data.push(2);
        data.extend(row.iter().zip(above).map(|(byte, above)| byte.wrapping_sub(above)));
        above = row;
    }
    let deflated = compress_to_vec_zlib(&data, 6);
    let mut object = format!(
        "{own} 0 obj\n<</Type/XRef/Size {}/W[1 3 2]/Index[{first} {}]{more}/Filter[/FlateDecode]/DecodeParms[<</Predictor 12/Columns 6>>]/Length {}>>\nstream\n",
        own + 1,
        places.len(),
        deflated.len()
    )
    .into_bytes();
    object.extend(deflated);
    object.extend(b"\nendstream\nendobj\n");
    object
}

/// Every way of keeping cross-references, by name.
pub fn every_kind() -> [(&'static str, Vec<u8>); 3] {
    [("table", classic(&objects())), ("stream", modern(&objects())), ("hybrid", hybrid(&objects()))]
}

/// Where the message of the last seal stands, brackets included.
pub fn gap(sealed: &[u8]) -> std::ops::Range<usize> {
    let start = memchr::memmem::rfind(sealed, b"/Contents <").expect("a seal") + b"/Contents ".len();
    let end = start + memchr::memchr(b'>', &sealed[start..]).expect("its end") + 1;
    start..end
}

/// The sealed file with `needle` replaced by something of the same length.
pub fn replaced(sealed: &[u8], needle: &[u8], with: &[u8]) -> Vec<u8> {
    assert_eq!(needle.len(), with.len());
    let at = memchr::memmem::rfind(sealed, needle).expect("what is to be replaced");
    let mut file = sealed.to_vec();
    file[at..at + with.len()].copy_from_slice(with);
    file
}
