//! Cost lines, and the one reading of pay.

use sojourn_kit::args;
use sojourn_kit::db::Row;
use sojourn_kit::error::{Error, Result};
use sojourn_kit::ids::uuid_v7;
use sojourn_money::{CostLine, Money, Shares, currency};

use crate::cx::Cx;
use crate::features::secondments::{Secondment, SecondmentId};

/// Annual pay for full time, read to work out the lines of a proposal. It is shown through a side's view only.
#[derive(Debug, Clone, Copy)]
pub struct PayOnFile(pub Money);

/// The secondee's pay on file; none when nothing is. Whoever writes the draft, the lines that are kept are the
/// same; what the writer sees of them is decided by their standing.
///
/// # Errors
/// When the database does not answer.
pub async fn pay_on_file(cx: &mut Cx, s: &Secondment) -> Result<Option<PayOnFile>> {
    let sql = "SELECT annual_minor, currency FROM pay WHERE person_id = $1";
    let Some(row) = cx.tx.one(sql, args![s.secondee]).await? else { return Ok(None) };
    let code: String = row.get("currency")?;
    let currency = currency(&code).map_err(Error::internal)?;
    Ok(Some(PayOnFile(Money::new(row.get("annual_minor")?, currency))))
}

/// All lines of a record in order.
pub(super) async fn lines(cx: &mut Cx, id: SecondmentId) -> Result<Vec<CostLine>> {
    let sql = "SELECT kind, description, amount_minor, currency, home_bp, host_bp, secondee_bp
               FROM cost_lines WHERE secondment_id = $1 ORDER BY position";
    cx.tx.all(sql, args![id]).await?.iter().map(line).collect()
}

fn line(row: &Row) -> Result<CostLine> {
    let share = |name: &str| -> Result<u16> {
        u16::try_from(row.get::<i64>(name)?).map_err(|_| Error::internal("a share out of range"))
    };
    let shares = Shares::try_new(share("home_bp")?, share("host_bp")?, share("secondee_bp")?);
    let kind = row.get::<String>("kind")?.parse().map_err(Error::internal)?;
    let currency = currency(&row.get::<String>("currency")?).map_err(Error::internal)?;
    let amount = Money::new(row.get("amount_minor")?, currency);
    let description: String = row.get("description")?;
    CostLine::try_new(kind, &description, amount, shares.map_err(Error::internal)?).map_err(Error::internal)
}

/// Replaces the lines of a record.
///
/// # Errors
/// When the database refuses.
pub async fn save_lines(cx: &mut Cx, id: SecondmentId, lines: &[CostLine]) -> Result<()> {
    cx.tx.run("DELETE FROM cost_lines WHERE secondment_id = $1", args![id]).await?;
    for (position, line) in (1_i64..).zip(lines) {
        let shares = line.shares();
        cx.tx
            .run(
                "INSERT INTO cost_lines (id, secondment_id, position, kind, description, amount_minor, currency, home_bp,
                    host_bp, secondee_bp) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
                args![
                    uuid_v7(cx.now()),
                    id,
                    position,
                    line.kind().code(),
                    line.description(),
                    line.amount().minor(),
                    line.amount().currency().code(),
                    shares.home_bp(),
                    shares.host_bp(),
                    shares.secondee_bp()
                ],
            )
            .await?;
    }
    Ok(())
}
