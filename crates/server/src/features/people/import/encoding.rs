//! The bytes of a file as UTF-8, piece by piece, with the place of the first byte that is no text.

use std::io::Read;

use encoding_rs::{Decoder, DecoderResult, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::problem::FileProblem;

/// How much of the file is held as bytes at a time.
const PIECE: usize = 64 * 1024;

crate::word_enum!(
    /// How letters are written as bytes.
    Encoding {
        /// The usual one, with or without a byte-order mark.
        Utf8 => "utf8", "UTF-8";
        /// Two bytes a letter, low byte first; known by its byte-order mark.
        Utf16Le => "utf16le", "UTF-16 (little endian)";
        /// Two bytes a letter, high byte first; known by its byte-order mark.
        Utf16Be => "utf16be", "UTF-16 (big endian)";
        /// Western European, as older Windows programs write it. Any bytes pass as it, so only a person can say so.
        Windows1252 => "windows1252", "Windows-1252 (older Windows programs)";
    }
);

impl Encoding {
    fn rules(self) -> &'static encoding_rs::Encoding {
        match self {
            Self::Utf8 => UTF_8,
            Self::Utf16Le => UTF_16LE,
            Self::Utf16Be => UTF_16BE,
            Self::Windows1252 => WINDOWS_1252,
        }
    }

    /// The encoding that a byte-order mark names, and the mark's length.
    fn by_mark(start: &[u8]) -> Option<(Self, usize)> {
        match start {
            [0xEF, 0xBB, 0xBF, ..] => Some((Self::Utf8, 3)),
            [0xFF, 0xFE, ..] => Some((Self::Utf16Le, 2)),
            [0xFE, 0xFF, ..] => Some((Self::Utf16Be, 2)),
            _ => None,
        }
    }
}

/// A file being decoded. Holds two pieces of fixed size, however long the file is.
pub struct Decoded<R> {
    source: R,
    /// Which encoding the text is in.
    pub encoding: Encoding,
    decoder: Decoder,
    raw: Vec<u8>,
    raw_at: usize,
    raw_end: usize,
    /// Bytes of the file before `raw[0]`.
    before: u64,
    ended: bool,
    finished: bool,
    text: Vec<u8>,
    text_at: usize,
    text_end: usize,
    wrong_at: Option<u64>,
}

impl<R: Read> Decoded<R> {
    /// Looks at the start of the file. A byte-order mark wins over `chosen`; without both, it is UTF-8.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn open(mut source: R, chosen: Option<Encoding>) -> Result<Self, FileProblem> {
        let mut raw = vec![0; PIECE];
        let mut raw_end = 0;
        while raw_end < 3 {
            let got = read(&mut source, &mut raw[raw_end..])?;
            if got == 0 {
                break;
            }
            raw_end += got;
        }
        let marked = Encoding::by_mark(&raw[..raw_end]);
        let (encoding, mark) = marked.unwrap_or((chosen.unwrap_or(Encoding::Utf8), 0));
        Ok(Self {
            source,
            encoding,
            decoder: encoding.rules().new_decoder_without_bom_handling(),
            raw,
            raw_at: mark,
            raw_end,
            before: 0,
            ended: false,
            finished: false,
            text: vec![0; PIECE * 4],
            text_at: 0,
            text_end: 0,
            wrong_at: None,
        })
    }

    /// The next byte of UTF-8, or nothing at the end.
    ///
    /// # Errors
    /// When the file cannot be read, or its bytes are not text in its encoding; `row` is named then.
    pub fn next_byte(&mut self, row: u64) -> Result<Option<u8>, FileProblem> {
        while self.text_at == self.text_end {
            if let Some(byte) = self.wrong_at {
                return Err(FileProblem::NotText { encoding: self.encoding, byte, row });
            }
            if self.finished {
                return Ok(None);
            }
            self.decode_more()?;
        }
        let byte = self.text[self.text_at];
        self.text_at += 1;
        Ok(Some(byte))
    }

    fn decode_more(&mut self) -> Result<(), FileProblem> {
        if self.raw_at == self.raw_end && !self.ended {
            self.before += self.raw_end as u64;
            self.raw_end = read(&mut self.source, &mut self.raw)?;
            self.raw_at = 0;
            self.ended = self.raw_end == 0;
        }
        let raw = &self.raw[self.raw_at..self.raw_end];
        let (result, taken, written) =
            self.decoder.decode_to_utf8_without_replacement(raw, &mut self.text, self.ended);
        self.raw_at += taken;
        (self.text_at, self.text_end) = (0, written);
        match result {
            DecoderResult::InputEmpty => self.finished = self.ended,
            DecoderResult::OutputFull => {}
            DecoderResult::Malformed(length, after) => {
                let end = self.before + self.raw_at as u64;
                self.wrong_at = Some(end.saturating_sub(u64::from(length) + u64::from(after)));
            }
        }
        Ok(())
    }
}

fn read(source: &mut impl Read, into: &mut [u8]) -> Result<usize, FileProblem> {
    loop {
        match source.read(into) {
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            other => return other.map_err(|error| FileProblem::Unreadable(error.to_string())),
        }
    }
}
