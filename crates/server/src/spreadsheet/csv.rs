//! Comma-separated values, a piece at a time.

use bytes::Bytes;
use sojourn_kit::error::{Error, Result};

use super::file::PIECE;
use super::{Cell, Sheet, cell};

/// Rows on their way into pieces of text.
pub(super) struct Csv(csv::Writer<Vec<u8>>);

fn fresh() -> csv::Writer<Vec<u8>> {
    csv::Writer::from_writer(Vec::with_capacity(PIECE * 2))
}

impl Csv {
    pub(super) fn try_new(sheet: &Sheet) -> Result<Self> {
        let mut out = fresh();
        out.write_record(sheet.columns).map_err(Error::internal)?;
        Ok(Self(out))
    }

    pub(super) fn row(&mut self, cells: &[Cell]) -> Result<()> {
        let fields = cells.iter().map(|one| match one {
            Cell::Text(text) => cell(text),
            Cell::Number(number) => number.to_string().into(),
            Cell::Day(day) => day.to_string().into(),
            Cell::Empty => "".into(),
        });
        self.0.write_record(fields.map(std::borrow::Cow::into_owned)).map_err(Error::internal)
    }

    /// A piece that is large enough to be sent.
    pub(super) fn ready(&mut self) -> Result<Option<Bytes>> {
        if self.0.get_ref().len() < PIECE {
            return Ok(None);
        }
        let full = std::mem::replace(&mut self.0, fresh());
        Ok(Some(full.into_inner().map_err(Error::internal)?.into()))
    }

    /// What is left.
    pub(super) fn finish(self) -> Result<Bytes> {
        Ok(self.0.into_inner().map_err(Error::internal)?.into())
    }
}
