//! A file on disk: its encoding, delimiter, headers, and the rows one by one.

use std::fs::File;
use std::path::{Path, PathBuf};

use super::encoding::{Decoded, Encoding};
pub use super::problem::FileProblem;
use super::problem::{Problem, shortened};
use super::records::{Records, Row, sniff};

/// How many rows a preview shows.
const SAMPLES: usize = 5;

/// What is known of a file from its start.
#[derive(Debug, Clone)]
pub struct Head {
    /// How its letters are written.
    pub encoding: Encoding,
    /// What stands between its cells.
    pub delimiter: u8,
    /// The names of its columns.
    pub headers: Vec<String>,
    /// Its first rows, shortened.
    pub samples: Vec<Vec<String>>,
    /// What is wrong with the header.
    pub problems: Vec<Problem>,
}

/// An open file, behind its header.
pub struct Opened {
    /// The rows that follow.
    pub records: Records<File>,
    /// What stands between the cells.
    pub delimiter: u8,
    /// The names of the columns.
    pub headers: Vec<String>,
    /// What is wrong with the header.
    pub problems: Vec<Problem>,
}

/// Opens a file and reads its header.
///
/// # Errors
/// When there is no header or the file cannot be read.
pub fn open(path: &Path, chosen: Option<Encoding>) -> Result<Opened, FileProblem> {
    let file = || File::open(path).map_err(|error| FileProblem::Unreadable(error.to_string()));
    let delimiter = sniff(&mut Decoded::open(file()?, chosen)?)?;
    let mut records = Records::new(Decoded::open(file()?, chosen)?, delimiter);
    let mut row = Row::default();
    if !records.next(&mut row)? {
        return Err(FileProblem::Empty);
    }
    let (mut headers, mut problems) = (Vec::new(), Vec::new());
    for cell in row.cells() {
        let text = cell.text();
        let header = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if cell.is_too_long() || cell.has_nul || header.chars().any(char::is_control) {
            problems.push(Problem::cell(1, &shortened(&header), &header, "This is no name of a column."));
        }
        headers.push(if header.chars().nth(100).is_some() { shortened(&header) } else { header });
    }
    if row.count > headers.len() {
        let sentence = format!("The header has {} columns; {} are the most.", row.count, headers.len());
        problems.push(Problem::row(1, sentence));
    }
    Ok(Opened { records, delimiter, headers, problems })
}

/// What is known of a file from its start. Wrong text further on is not met yet.
///
/// # Errors
/// As [`open`].
pub fn head(path: &Path, chosen: Option<Encoding>) -> Result<Head, FileProblem> {
    let Opened { mut records, delimiter, headers, problems } = open(path, chosen)?;
    let (mut row, mut samples) = (Row::default(), Vec::new());
    while samples.len() < SAMPLES && records.next(&mut row).unwrap_or(false) {
        samples.push(row.cells().iter().map(|cell| shortened(&cell.text())).collect());
    }
    Ok(Head { encoding: records.encoding(), delimiter, headers, samples, problems })
}

/// [`head`] without holding up other requests.
///
/// # Errors
/// As [`open`].
pub async fn head_of(path: PathBuf, chosen: Option<Encoding>) -> Result<Head, FileProblem> {
    let read = tokio::task::spawn_blocking(move || head(&path, chosen)).await;
    read.unwrap_or_else(|error| Err(FileProblem::Unreadable(error.to_string())))
}
