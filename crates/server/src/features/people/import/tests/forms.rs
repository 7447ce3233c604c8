//! The shapes in which a file may come.

use encoding_rs::WINDOWS_1252;

use super::{counts, file, send};
use crate::testing::{House, on_each_database};

const INES: &str = "7,Inès,Bàptiste,,,Çréative,Rédactrice,39500,,active";

fn utf16(text: &str, little: bool) -> Vec<u8> {
    let bytes = |unit: u16| if little { unit.to_le_bytes() } else { unit.to_be_bytes() };
    std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(bytes).collect()
}

async fn name_of_seven(house: &House) -> String {
    let sql = "SELECT given_name FROM people WHERE employee_number = '7'";
    let row = house.app.db.read().await.unwrap().one(sql, vec![]).await.unwrap().unwrap();
    row.get("given_name").unwrap()
}

#[tokio::test]
async fn byte_order_marks_are_understood() {
    on_each_database(async |house| {
        let text = file(&[INES]);
        let marked = [&[0xEF, 0xBB, 0xBF], text.as_bytes()].concat();
        assert_eq!(counts(&send(house, "", marked).await), [1, 0, 0, 0]);
        assert_eq!(name_of_seven(house).await, "Inès");
        for bytes in [utf16(&text, true), utf16(&text, false), text.clone().into_bytes()] {
            assert_eq!(counts(&send(house, "", bytes).await), [0, 0, 1, 0]);
        }
    })
    .await;
}

#[tokio::test]
async fn another_encoding_is_refused_with_its_place_and_taken_when_named() {
    on_each_database(async |house| {
        let text = file(&["6,Ada,Byron,,,,,,,", INES]);
        let (bytes, ..) = WINDOWS_1252.encode(&text);
        let at = bytes.iter().position(|byte| !byte.is_ascii()).unwrap();
        let answer = send(house, "", bytes.to_vec()).await;
        assert_eq!(answer.status, 422);
        assert!(
            answer.text.contains(&format!("Byte {at} of the file (in row 3) is not UTF-8")),
            "{}",
            answer.text
        );
        assert_eq!(counts(&send(house, "?encoding=windows1252", bytes.to_vec()).await), [2, 0, 0, 0]);
        assert_eq!(name_of_seven(house).await, "Inès");
    })
    .await;
}

#[tokio::test]
async fn delimiters_quotes_line_ends_and_headers_may_differ() {
    on_each_database(async |house| {
        let semicolons = "Surname;Given name;Staff no.;Start date;Notes\r\n\
            \"Byron; Countess\";\"Ada \"\"the first\"\"\";1;1 May 1990;\"two\r\nlines\"\r\n\r\nEk;Bo;2;;\r\n";
        let answer = send(house, "", semicolons).await;
        assert_eq!(counts(&answer), [2, 0, 0, 0]);
        assert_eq!(answer.json()["findings"]["unused_columns"][0], "Notes");
        let tabs = "number\tforename\tfamily name\n1\tAda \"the first\"\tByron; Countess";
        assert_eq!(counts(&send(house, "", tabs).await), [0, 0, 1, 0], "and the last line needs no end");
        let own = "Wer,Vor,Nach\n2,Bo,Ek\n";
        let map = "?map=Wer=employee_number&map=Vor=first_name&map=Nach=last_name";
        assert_eq!(counts(&send(house, map, own).await), [0, 0, 1, 0]);
        let left_out = "number,first,last,status\n2,Bo,Ek,nonsense\n";
        assert_eq!(counts(&send(house, "?map=status=ignore", left_out).await), [0, 0, 1, 0]);
    })
    .await;
}
