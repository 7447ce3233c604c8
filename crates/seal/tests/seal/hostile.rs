//! Files made to mislead or to wear out whoever reads them.

use crate::files::{classic, end, gap, hybrid, key, modern, objects, replaced, sealed};
use miniz_oxide::deflate::compress_to_vec_zlib;
use proptest::prelude::*;
use sojourn_seal::{SealError, verify};
use std::time::{Duration, Instant};

/// Whether someone would believe that an untouched seal is there.
fn believed(pdf: &[u8]) -> bool {
    verify(pdf).is_ok_and(|found| found.is_empty() || found.iter().any(|found| found.intact))
}

/// Every bit that the seal covers, one at a time.
fn flip_every_bit(pdf: &[u8]) {
    let mut file = sealed(pdf, &key());
    let gap = gap(&file);
    for place in (0..file.len()).filter(|place| !gap.contains(place)) {
        for bit in 0..8 {
            file[place] ^= 1 << bit;
            assert!(!believed(&file), "bit {bit} of byte {place}: {:?}", verify(&file));
            file[place] ^= 1 << bit;
        }
    }
    assert!(believed(&file));
}

#[test]
fn every_single_flipped_bit_is_seen_in_a_file_with_a_table() {
    flip_every_bit(&classic(&objects()));
}

#[test]
fn every_single_flipped_bit_is_seen_in_a_file_with_a_stream() {
    flip_every_bit(&modern(&objects()));
}

#[test]
fn every_single_flipped_bit_is_seen_in_a_file_with_both() {
    flip_every_bit(&hybrid(&objects()));
}

#[test]
fn every_single_flipped_bit_is_seen_by_the_second_seal_and_by_the_first_where_it_covers() {
    let key = key();
    let first = sealed(&modern(&objects()), &key);
    let mut file = sealed(&first, &key);
    let (inner, outer) = (gap(&first), gap(&file));
    for place in (0..file.len()).filter(|place| !outer.contains(place)).step_by(3) {
        file[place] ^= 1 << (place % 8);
        if let Ok(found) = verify(&file) {
            let sound: Vec<_> = found.iter().filter(|found| found.intact).collect();
            let covered_by_first = place < first.len() && !inner.contains(&place);
            assert!(!found.is_empty() && (sound.is_empty() || !covered_by_first), "byte {place}: {found:?}");
            assert!(
                sound.iter().all(|found| !found.whole && !found.faults.is_empty()),
                "byte {place}: {found:?}"
            );
        }
        file[place] ^= 1 << (place % 8);
    }
}

#[test]
fn a_changed_message_never_holds_for_another_certificate() {
    let key = key();
    let mut file = sealed(&classic(&objects()), &key);
    let gap = gap(&file);
    for place in gap.start..gap.start + 1800 {
        for bit in 0..8 {
            file[place] ^= 1 << bit;
            for found in verify(&file).unwrap_or_default() {
                assert!(!found.intact || found.certificate == key.certificate(), "{found:?}");
            }
            file[place] ^= 1 << bit;
        }
    }
}

#[test]
fn another_algorithm_cannot_be_checked_here() {
    // ecdsa-with-SHA256 becomes ecdsa-with-SHA384, in the message only: its last mention.
    let file = sealed(&classic(&objects()), &key());
    let found =
        verify(&replaced(&file, b"06082a8648ce3d040302", b"06082a8648ce3d040303")).expect("a PDF file");
    assert!(!found[0].intact);
    assert!(found[0].faults[0].contains("cannot be checked here (1.2.840.10045.4.3.3)"), "{found:?}");
}

#[test]
fn other_shapes_of_the_covered_range_are_refused() {
    let file = sealed(&classic(&objects()), &key());
    for (from, to) in [
        ("/ByteRange [0 ", "/ByteRange [1 "),
        ("/ByteRange [0 ", "/ByteRange [00"),
        ("/SubFilter /ETSI.C", "/SubFilter /ETSI.X"),
    ] {
        let found = verify(&replaced(&file, from.as_bytes(), to.as_bytes())).expect("a PDF file");
        assert!(!found[0].intact && !found[0].whole && !found[0].faults.is_empty(), "{to}: {found:?}");
    }
}

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

fn quickly(pdf: &[u8]) -> Result<Vec<sojourn_seal::Found>, SealError> {
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

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_an_answer(bytes in proptest::collection::vec(any::<u8>(), 0..4000)) {
        let _ = verify(&bytes);
        let _ = verify(&[b"%PDF-1.7\n", &bytes[..], b"\nstartxref\n9\n%%EOF\n"].concat());
    }

    #[test]
    fn cut_and_spliced_files_are_an_answer(kind in 0..3_usize, cuts in proptest::collection::vec((any::<u16>(), any::<u16>(), any::<u8>()), 1..6)) {
        let mut file = [classic, modern, hybrid][kind](&objects());
        for (from, length, byte) in cuts {
            let from = usize::from(from) % file.len();
            let to = (from + usize::from(length) % 40).min(file.len());
            file.splice(from..to, std::iter::repeat_n(byte, usize::from(byte) % 9));
        }
        let _ = verify(&file);
        let _ = sojourn_seal::seal(&file, &key(), &crate::files::about());
    }

    #[test]
    fn several_flips_are_seen(flips in proptest::collection::vec((any::<u32>(), 0..8_u8), 1..5)) {
        let original = sealed(&classic(&objects()), &key());
        let mut file = original.clone();
        let gap = gap(&file);
        let room = file.len() - gap.len();
        for (place, bit) in flips {
            let place = usize::try_from(place).unwrap_or_default() % room;
            let place = if place < gap.start { place } else { place + gap.len() };
            file[place] ^= 1 << bit;
        }
        // Enough changes make a file that was never sealed; none makes one whose seal holds.
        let holds = verify(&file).is_ok_and(|found| found.iter().any(|found| found.intact));
        prop_assert!(file == original || !holds);
    }
}
