//! Files made to wear out whoever reads them.

use crate::files::{classic, end, gap, key, objects, sealed};
use miniz_oxide::deflate::compress_to_vec_zlib;
use sojourn_seal::{Found, SealError, verify};
use std::time::{Duration, Instant};

#[test]
fn cross_references_in_a_circle_end() {
    let file = classic(&objects());
    let start = memchr::memmem::rfind(&file, b"\nxref\n").expect("a table") + 1;
    let mut looped = file.clone();
    let tail = looped.len();
    looped.extend(format!("xref\n0 0\ntrailer\n<</Size 20/Root 1 0 R/Prev {tail}>>\n").bytes());
    end(&mut looped, tail);
    assert_eq!(verify(&looped), Err(SealError::Pdf("its cross-references go round in a circle.".to_owned())));
    let mut fine = file;
    fine.extend(format!("xref\n0 0\ntrailer\n<</Size 20/Root 1 0 R/Prev {start}>>\n").bytes());
    end(&mut fine, tail);
    assert_eq!(verify(&fine), Ok(Vec::new()));
}

/// A file whose catalogue and cross-references are as given.
fn with_catalogue(catalogue: &str, more: &[String]) -> Vec<u8> {
    let mut objects = objects();
    objects[0] = catalogue.as_bytes().to_vec();
    objects.extend(more.iter().map(|object| object.as_bytes().to_vec()));
    classic(&objects)
}

fn quickly(pdf: &[u8]) -> Result<Vec<Found>, SealError> {
    let start = Instant::now();
    let answer = verify(pdf);
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
    answer
}

#[test]
fn nesting_and_circles_and_crowds_end_quickly() {
    let form = |fields: &str| format!("<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields {fields}>>>>");
    let deep = format!("{}{}", "[".repeat(200_000), "]".repeat(200_000));
    assert!(quickly(&with_catalogue(&form(&deep), &[])).is_err());
    assert!(quickly(&with_catalogue(&form(&"<</A".repeat(200_000)), &[])).is_err());
    let circle = ["<</Kids[10 0 R 11 0 R]>>".to_owned(), "<</Kids[10 0 R 10 0 R 11 0 R]>>".to_owned()];
    assert_eq!(quickly(&with_catalogue(&form("[10 0 R]"), &circle)), Ok(Vec::new()));
    assert!(quickly(&with_catalogue(&form(&format!("[{}]", "0 ".repeat(1_000_000))), &[])).is_err());
    let crowd = vec!["<</FT/Sig/V 10 0 R/ByteRange[0 1 2 3]/Contents<00>>>".to_owned(); 40];
    let all = (10..50).map(|number| format!("{number} 0 R ")).collect::<String>();
    assert_eq!(
        quickly(&with_catalogue(&form(&format!("[{all}]")), &crowd)),
        Err(SealError::Pdf("it has more than 32 seals.".to_owned()))
    );
}

#[test]
fn large_text_asked_for_again_and_again_ends_quickly() {
    let form = (10..4010).map(|number| format!("{number} 0 R ")).collect::<String>();
    let catalogue = format!("<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[{form}]>>>>");
    let text = format!("<</T({})>>", "a".repeat(4 * 1024 * 1024));
    let (mut heads, mut count) = (String::new(), 0);
    for number in 10..4010 {
        heads += &format!("{number} 0 ");
        count += 1;
    }
    let data = compress_to_vec_zlib(format!("{heads}{text}").as_bytes(), 1);
    let mut file = b"%PDF-1.7\n".to_vec();
    let catalogue_at = file.len();
    file.extend(format!("1 0 obj\n{catalogue}\nendobj\n").bytes());
    let container = file.len();
    file.extend(
        format!(
            "2 0 obj\n<</N {count}/First {}/Filter/FlateDecode/Length {}>>\nstream\n",
            heads.len(),
            data.len()
        )
        .bytes(),
    );
    file.extend(data);
    file.extend(b"\nendstream\nendobj\n");
    let start = file.len();
    let mut rows = Vec::new();
    for (kind, at, index) in
        [(1, catalogue_at, 0), (1, container, 0)].into_iter().chain((0..4000).map(|index| (2, 2, index)))
    {
        rows.push(kind);
        rows.extend(&at.to_be_bytes()[4..]);
        rows.extend(&usize::to_be_bytes(index)[6..]);
    }
    file.extend(
        format!(
            "3 0 obj\n<</Type/XRef/Root 1 0 R/Size 4010/W[1 4 2]/Index[1 2 10 4000]/Length {}>>\nstream\n",
            rows.len()
        )
        .bytes(),
    );
    file.extend(rows);
    file.extend(b"\nendstream\nendobj\n");
    end(&mut file, start);
    assert_eq!(
        quickly(&file),
        Err(SealError::Pdf("its objects are larger than can be looked at.".to_owned()))
    );
}

#[test]
fn a_stream_that_inflates_without_end_is_refused() {
    let bomb = compress_to_vec_zlib(&vec![0; 80 * 1024 * 1024], 9);
    let mut file = b"%PDF-1.7\n".to_vec();
    let start = file.len();
    file.extend(
        format!(
            "1 0 obj\n<</Type/XRef/Root 1 0 R/Size 9/W[1 4 2]/Filter/FlateDecode/Length {}>>\nstream\n",
            bomb.len()
        )
        .bytes(),
    );
    file.extend(bomb);
    file.extend(b"\nendstream\nendobj\n");
    end(&mut file, start);
    assert_eq!(quickly(&file), Err(SealError::Pdf("one of its streams does not inflate.".to_owned())));
}

#[test]
fn a_message_with_a_great_set_is_not_sorted() {
    let mut file = sealed(&classic(&objects()), &key());
    let gap = gap(&file);
    let members = (gap.len() - 2) / 2 - 8;
    let mut message = vec![0x31, 0x82];
    message.extend(&members.to_be_bytes()[6..]);
    message.extend([5, 0].repeat(members / 2));
    let digits = hex::encode(message);
    file[gap.start + 1..gap.start + 1 + digits.len()].copy_from_slice(digits.as_bytes());
    let found = quickly(&file).expect("a PDF file");
    assert_eq!(found[0].faults, ["The signed message of the seal cannot be read."]);
}

/// Objects that cannot be read, each of which runs on to the end of the file.
#[test]
fn objects_that_never_end_are_not_read_again_and_again() {
    const COUNT: usize = 200_000;
    for block in ["1 0 obj%/ByteRange", "1 0 obj<</ByteRange("] {
        let mut file = b"%PDF-1.7\n".to_vec();
        let first = file.len();
        file.extend(block.repeat(COUNT).bytes());
        file.push(b'\n');
        let mut places: Vec<usize> = (0..COUNT).map(|at| first + at * block.len()).collect();
        places.push(file.len());
        let catalogue = places.len();
        file.extend(format!("{catalogue} 0 obj\n<</Type/Catalog>>\nendobj\n").bytes());
        let rows: Vec<u8> =
            places.iter().flat_map(|at| [&[1], &at.to_be_bytes()[4..], &[0]].concat()).collect();
        let (data, start) = (compress_to_vec_zlib(&rows, 9), file.len());
        file.extend(
            format!(
                "{} 0 obj\n<</Type/XRef/Root {catalogue} 0 R/Size {}/W[1 4 1]/Index[1 {catalogue}]/Filter/FlateDecode/Length {}>>\nstream\n",
                catalogue + 1,
                catalogue + 2,
                data.len()
            )
            .bytes(),
        );
        file.extend(data);
        file.extend(b"\nendstream\nendobj\n");
        end(&mut file, start);
        assert_eq!(
            quickly(&file),
            Err(SealError::Pdf("its objects are larger than can be looked at.".to_owned())),
            "{block}"
        );
    }
}
