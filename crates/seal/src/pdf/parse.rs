//! The tokens of a PDF file.

use super::work::Work;
use super::{Dict, Id, Value, broken};
use crate::SealError;
use std::ops::Range;

/// Arrays and dictionaries within each other.
const DEEPEST: usize = 48;

pub(crate) struct Parser<'a> {
    bytes: &'a [u8],
    pub(crate) at: usize,
    work: &'a Work,
}

/// A key of a dictionary, its value, and where the value stands.
pub(crate) struct Entry {
    pub(crate) key: Vec<u8>,
    pub(crate) value: Value,
    pub(crate) span: Range<usize>,
}

impl<'a> Parser<'a> {
    pub(crate) fn new(bytes: &'a [u8], at: usize, work: &'a Work) -> Parser<'a> {
        Parser { bytes, at, work }
    }

    pub(crate) fn wrong(&self) -> SealError {
        broken(format!("what stands at byte {} is not what a PDF file has there.", self.at))
    }

    pub(super) fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    pub(super) fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    /// Past white space and comments.
    pub(crate) fn space(&mut self) {
        while let Some(byte) = self.peek() {
            if byte == b'%' {
                self.at += self.rest().iter().take_while(|byte| !b"\r\n".contains(byte)).count();
            } else if is_space(byte) {
                self.at += 1;
            } else {
                return;
            }
        }
    }

    /// Takes the word when it comes next, as a whole word.
    pub(crate) fn take(&mut self, word: &str) -> bool {
        self.space();
        let rest = self.rest();
        let found =
            rest.starts_with(word.as_bytes()) && rest.get(word.len()).is_none_or(|byte| !is_regular(*byte));
        if found {
            self.at += word.len();
        }
        found
    }

    pub(crate) fn expect(&mut self, word: &str) -> Result<(), SealError> {
        if self.take(word) { Ok(()) } else { Err(self.wrong()) }
    }

    /// A number without sign that fits.
    pub(crate) fn number<T: TryFrom<i64>>(&mut self) -> Result<T, SealError> {
        self.space();
        match self.token().map(read_number) {
            Some(Some(Value::Int(number))) => T::try_from(number).map_err(|_| self.wrong()),
            _ => Err(self.wrong()),
        }
    }

    /// `7 0 obj`.
    pub(crate) fn heading(&mut self) -> Result<Id, SealError> {
        let id = Id { number: self.number()?, generation: self.number()? };
        self.expect("obj")?;
        Ok(id)
    }

    pub(crate) fn value(&mut self) -> Result<Value, SealError> {
        self.nested(DEEPEST)
    }

    /// A dictionary with the places of its values.
    pub(crate) fn entries(&mut self) -> Result<Vec<Entry>, SealError> {
        self.space();
        if !self.rest().starts_with(b"<<") {
            return Err(self.wrong());
        }
        self.at += 2;
        self.dict(DEEPEST)
    }

    fn nested(&mut self, depth: usize) -> Result<Value, SealError> {
        self.space();
        self.work.value()?;
        let depth =
            depth.checked_sub(1).ok_or_else(|| broken("its values lie too deep within each other."))?;
        match self.rest() {
            [b'<', b'<', ..] => {
                self.at += 2;
                let entries = self.dict(depth)?;
                Ok(Value::Dict(Dict(entries.into_iter().map(|entry| (entry.key, entry.value)).collect())))
            }
            [b'[', ..] => self.array(depth),
            [b'(', ..] => self.literal(),
            [b'<', ..] => self.hexadecimal(),
            [b'/', ..] => self.name().map(Value::Name),
            _ => self.word(),
        }
    }

    fn dict(&mut self, depth: usize) -> Result<Vec<Entry>, SealError> {
        let mut entries = Vec::new();
        loop {
            self.space();
            if self.rest().starts_with(b">>") {
                self.at += 2;
                return Ok(entries);
            }
            let key = self.name()?;
            self.space();
            let start = self.at;
            let value = self.nested(depth)?;
            entries.push(Entry { key, value, span: start..self.at });
        }
    }

    fn array(&mut self, depth: usize) -> Result<Value, SealError> {
        self.at += 1;
        let mut values = Vec::new();
        loop {
            self.space();
            if self.peek() == Some(b']') {
                self.at += 1;
                return Ok(Value::Array(values));
            }
            values.push(self.nested(depth)?);
        }
    }

    fn name(&mut self) -> Result<Vec<u8>, SealError> {
        if self.peek() != Some(b'/') {
            return Err(self.wrong());
        }
        self.at += 1;
        let raw = self.token().unwrap_or_default();
        let mut name = Vec::with_capacity(raw.len());
        let mut rest = raw;
        while let Some((first, tail)) = rest.split_first() {
            let escaped = if *first == b'#' {
                tail.get(..2).and_then(|pair| Some((digit(pair[0])? << 4) | digit(pair[1])?))
            } else {
                None
            };
            name.push(escaped.unwrap_or(*first));
            rest = if escaped.is_some() { &tail[2..] } else { tail };
        }
        Ok(name)
    }

    /// A number, a reference, or one of the three words.
    fn word(&mut self) -> Result<Value, SealError> {
        let token = self.token().ok_or_else(|| self.wrong())?;
        match token {
            b"true" => return Ok(Value::Bool(true)),
            b"false" => return Ok(Value::Bool(false)),
            b"null" => return Ok(Value::Null),
            _ => {}
        }
        let value = read_number(token).ok_or_else(|| self.wrong())?;
        let Some(number) = value.as_int().and_then(|number| u32::try_from(number).ok()) else {
            return Ok(value);
        };
        let back = self.at;
        if let Ok(generation) = self.number::<u16>()
            && self.take("R")
        {
            return Ok(Value::Ref(Id { number, generation }));
        }
        self.at = back;
        Ok(value)
    }

    fn token(&mut self) -> Option<&'a [u8]> {
        let rest = self.rest();
        let length = rest.iter().take_while(|byte| is_regular(**byte)).count();
        self.at += length;
        if length == 0 { None } else { Some(&rest[..length]) }
    }
}

fn read_number(token: &[u8]) -> Option<Value> {
    let digits = token.strip_prefix(b"-").or_else(|| token.strip_prefix(b"+")).unwrap_or(token);
    let point = digits.iter().filter(|byte| **byte == b'.').count();
    let plain = digits.iter().all(|byte| byte.is_ascii_digit() || *byte == b'.');
    if !plain || point > 1 || digits.len() == point {
        return None;
    }
    if point == 1 {
        return Some(Value::Real(token.to_vec()));
    }
    std::str::from_utf8(token).ok()?.parse().ok().map(Value::Int)
}

pub(super) fn digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).map(|digit| digit.to_le_bytes()[0])
}

pub(super) fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | 9 | 10 | 12 | 13 | 32)
}

fn is_regular(byte: u8) -> bool {
    !is_space(byte) && !b"()<>[]{}/%".contains(&byte)
}
