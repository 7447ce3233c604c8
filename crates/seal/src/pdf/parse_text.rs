//! Text in brackets and in hexadecimal.

use super::parse::{digit, is_space};
use super::{Parser, Value};
use crate::SealError;

impl Parser<'_> {
    pub(super) fn literal(&mut self) -> Result<Value, SealError> {
        let mut text = Vec::new();
        let mut open = 0_usize;
        loop {
            let byte = self.peek().ok_or_else(|| self.wrong())?;
            self.at += 1;
            match byte {
                b'(' if open == 0 => {
                    open = 1;
                    continue;
                }
                b'(' => open += 1,
                b')' => {
                    open -= 1;
                    if open == 0 {
                        return Ok(Value::Text(text));
                    }
                }
                b'\\' => {
                    self.escape(&mut text);
                    continue;
                }
                _ => {}
            }
            text.push(byte);
        }
    }

    fn escape(&mut self, text: &mut Vec<u8>) {
        let rest = self.rest();
        let octal = rest.iter().take(3).take_while(|byte| (b'0'..=b'7').contains(byte)).count();
        if octal > 0 {
            let code = rest[..octal].iter().fold(0_u16, |sum, byte| sum * 8 + u16::from(byte - b'0'));
            text.push(code.to_le_bytes()[0]);
            self.at += octal;
            return;
        }
        self.at += if rest.starts_with(b"\r\n") { 2 } else { 1 };
        match rest.first() {
            Some(b'n') => text.push(b'\n'),
            Some(b'r') => text.push(b'\r'),
            Some(b't') => text.push(b'\t'),
            Some(b'b') => text.push(8),
            Some(b'f') => text.push(12),
            Some(b'\r' | b'\n') | None => {}
            Some(other) => text.push(*other),
        }
    }

    pub(super) fn hexadecimal(&mut self) -> Result<Value, SealError> {
        self.at += 1;
        let mut text = Vec::new();
        let mut half = None;
        loop {
            let byte = self.peek().ok_or_else(|| self.wrong())?;
            match (byte, digit(byte), half) {
                (b'>', ..) => break,
                (_, Some(low), Some(high)) => {
                    text.push((high << 4) | low);
                    half = None;
                }
                (_, Some(high), None) => half = Some(high),
                (byte, None, _) if is_space(byte) => {}
                _ => return Err(self.wrong()),
            }
            self.at += 1;
        }
        self.at += 1;
        text.extend(half.map(|high| high << 4));
        Ok(Value::Text(text))
    }
}
