//! Many rows with few statements.

use sojourn_kit::db::{Tx, Value};
use sojourn_kit::error::Result;

/// SQLite finds each parameter by walking the names of those before it, so that twice as many in a statement cost
/// four times the work.
const MOST_PARAMETERS: usize = 600;

/// Rows of one table on their way in.
pub struct Bulk {
    table: &'static str,
    columns: &'static str,
    width: usize,
    waiting: Vec<Value>,
}

impl Bulk {
    /// Rows of `table` with these columns, written `"id, name"`.
    #[must_use]
    pub fn new(table: &'static str, columns: &'static str) -> Self {
        Self { table, columns, width: columns.split(',').count(), waiting: Vec::new() }
    }

    /// Adds a row; its values stand in the order of the columns.
    pub fn add(&mut self, row: Vec<Value>) {
        debug_assert_eq!(row.len(), self.width, "{}", self.table);
        self.waiting.extend(row);
    }

    /// Writes what waits. Tables that others point at are flushed before those others.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn flush(&mut self, tx: &mut Tx) -> Result<()> {
        let most = (MOST_PARAMETERS / self.width).max(1) * self.width;
        while !self.waiting.is_empty() {
            let rest = self.waiting.split_off(most.min(self.waiting.len()));
            let values = std::mem::replace(&mut self.waiting, rest);
            tx.run(&self.statement(values.len() / self.width), values).await?;
        }
        Ok(())
    }

    fn statement(&self, rows: usize) -> String {
        let row = |index: usize| {
            let places: Vec<String> =
                (1..=self.width).map(|n| format!("${}", index * self.width + n)).collect();
            format!("({})", places.join(","))
        };
        let rows: Vec<String> = (0..rows).map(row).collect();
        format!("INSERT INTO {} ({}) VALUES {}", self.table, self.columns, rows.join(","))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_statement_numbers_its_places_through() {
        let bulk = Bulk::new("units", "id, name");
        assert_eq!(bulk.statement(2), "INSERT INTO units (id, name) VALUES ($1,$2),($3,$4)");
    }
}
