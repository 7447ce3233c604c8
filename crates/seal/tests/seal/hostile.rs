//! Files made to mislead whoever reads them.

use crate::files::{about, classic, gap, hybrid, key, modern, objects, replaced, sealed};
use proptest::prelude::*;
use sojourn_seal::{seal, verify};

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
        let _ = seal(&file, &key(), &about());
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
