//! What the two legs cost together, each reader's side only. An amount stands here only when the reader sees it on
//! the record itself; the other employer's pay never does.

use sojourn_kit::error::{Error, Result};
use sojourn_money::Money;

use super::actions::may_open;
use super::model::{Leg, Swap};
use crate::cx::Cx;
use crate::features::proposals;
use crate::features::proposals::views::CostsView;
use crate::shell::SummaryRow;

/// The sums of one leg, as far as the reader sees them.
struct Sums {
    /// What its home pays.
    home: Option<Money>,
    /// What its host is charged.
    host: Option<Money>,
    /// Whether a share of pay comes on top of what the host is charged, without its amount.
    pay_on_top: bool,
    /// What it costs beyond pay, for those at home.
    beyond_pay: Option<Money>,
    /// Whether the reader stands at home.
    is_home: bool,
}

/// The rows of the sheet; none as long as the reader sees no costs of either leg.
///
/// # Errors
/// When amounts do not fit or the database does not answer.
pub async fn sheet(cx: &mut Cx, swap: &Swap) -> Result<Vec<SummaryRow>> {
    let (mut rows, mut seen) = (Vec::new(), Vec::new());
    for (at, leg) in swap.legs.iter().enumerate() {
        let Some(sums) = sums(cx, leg).await? else { continue };
        let internal = swap.is_internal();
        let host = swap.legs[1 - at].from(internal).to_owned();
        if sums.is_home {
            rows.push(row(format!("{} pays for {}", leg.from(internal), leg.name), sums.home, false));
        }
        rows.push(row(format!("{host} is charged for {}", leg.name), sums.host, sums.pay_on_top));
        seen.push(sums);
    }
    if let [first, second] = seen.as_slice() {
        rows.extend(net(swap, first, second)?);
    }
    Ok(rows)
}

fn row(label: String, amount: Option<Money>, pay_on_top: bool) -> SummaryRow {
    let words = match (amount, pay_on_top) {
        (Some(amount), false) => amount.to_string(),
        (Some(amount), true) => format!("{amount}, and a share of pay"),
        (None, true) => "A share of pay".to_owned(),
        (None, false) => "Nothing".to_owned(),
    };
    SummaryRow::text(label, words)
}

/// What is left when one leg is set against the other.
fn net(swap: &Swap, first: &Sums, second: &Sums) -> Result<Option<SummaryRow>> {
    if first.is_home && second.is_home {
        let both = sum(first.beyond_pay.into_iter().chain(second.beyond_pay))?;
        return Ok(both.map(|both| SummaryRow::text("Beyond pay, both legs together", both.to_string())));
    }
    let (Some(a), Some(b)) = (first.host, second.host) else { return Ok(None) };
    if a.currency() != b.currency() {
        let words = "The two sides count in different currencies, so nothing is set off here";
        return Ok(Some(SummaryRow::text("Net", words)));
    }
    // the host of the first leg is the employer of the second
    let (payer, net) = if a.minor() >= b.minor() {
        (&swap.legs[1], a.try_sub(b).map_err(Error::internal)?)
    } else {
        (&swap.legs[0], b.try_sub(a).map_err(Error::internal)?)
    };
    Ok(Some(SummaryRow::text("Net between the two", format!("{} is charged {net}", payer.organisation_name))))
}

async fn sums(cx: &mut Cx, leg: &Leg) -> Result<Option<Sums>> {
    let Some(id) = leg.secondment else { return Ok(None) };
    let Some(record) = may_open(cx, id).await? else { return Ok(None) };
    let lines = proposals::store::load(cx, &record).await?.lines;
    let Some(view) = CostsView::of(&record, &lines)? else { return Ok(None) };
    match view {
        CostsView::Home { .. } => {
            let mut splits = Vec::new();
            for line in &lines {
                splits.push(line.split().map_err(Error::internal)?);
            }
            let beyond =
                lines.iter().filter(|line| !line.kind().is_pay()).map(sojourn_money::CostLine::amount);
            Ok(Some(Sums {
                home: sum(splits.iter().map(|split| split.home))?,
                host: sum(splits.iter().map(|split| split.host))?,
                pay_on_top: false,
                beyond_pay: sum(beyond)?,
                is_home: true,
            }))
        }
        CostsView::Host(view) => {
            let record_at_cost = record.secondment.recharged_at_cost;
            let open = lines.iter().filter(|line| record_at_cost || !line.kind().is_pay());
            let mut host = Vec::new();
            for line in open {
                host.push(line.split().map_err(Error::internal)?.host);
            }
            Ok(Some(Sums {
                home: None,
                host: sum(host)?,
                pay_on_top: view.pay_comes_on_top,
                beyond_pay: None,
                is_home: false,
            }))
        }
    }
}

/// The sum of amounts of one currency; none when it is nothing.
fn sum(amounts: impl IntoIterator<Item = Money>) -> Result<Option<Money>> {
    let mut total: Option<Money> = None;
    for amount in amounts {
        total = Some(match total {
            Some(total) => total.try_add(amount).map_err(Error::internal)?,
            None => amount,
        });
    }
    Ok(total.filter(|total| !total.is_zero()))
}
