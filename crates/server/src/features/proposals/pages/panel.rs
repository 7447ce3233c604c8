//! The proposal's part of the record page: goals, and what it costs for this reader.

use askama::Template;
use sojourn_kit::error::Result;

use super::super::model::Objective;
use super::super::store;
use super::super::views::{Amount, CostsView, FullLine, HostView};
use super::estimate::Payers;
use crate::cx::Cx;
use crate::features::secondments::{Record, Slice};
use crate::page::part;
use crate::shell::{Cell, Column, Markup, Row, Table};

#[derive(Template)]
#[template(path = "features/proposals/pages/panel.html")]
struct Panel {
    objectives: Vec<Objective>,
    costs: Option<Table>,
    note: String,
    more: Option<String>,
}

/// Goals, as long as nobody made objectives of them, and costs for the record page; none while there is nothing to
/// show.
///
/// # Errors
/// When the database does not answer.
pub async fn panel(cx: &mut Cx, record: &Record, with_goals: bool) -> Result<Option<Markup>> {
    let sees = |slice| record.standing.sees(slice);
    let Some(proposal) = store::find(cx, record).await? else { return Ok(None) };
    let objectives =
        if with_goals && sees(Slice::Objectives) { proposal.objectives.clone() } else { Vec::new() };
    let view = CostsView::of(record, &proposal.lines)?;
    let (costs, note) = costs_table(cx, record, view.as_ref()).await?;
    if objectives.is_empty() && costs.is_none() {
        return Ok(None);
    }
    let more = sees(Slice::Proposal).then(|| format!("/secondments/{}/proposal", record.secondment.number));
    part(&Panel { objectives, costs, note, more }).map(Some)
}

/// The costs as a table, and a word about what is left out.
///
/// # Errors
/// When the database does not answer.
pub(super) async fn costs_table(
    cx: &mut Cx,
    record: &Record,
    view: Option<&CostsView>,
) -> Result<(Option<Table>, String)> {
    let payers = Payers::of(cx, record).await?;
    Ok(match view {
        Some(CostsView::Home { lines }) if !lines.is_empty() => {
            (Some(full_table(&payers, lines)), String::new())
        }
        Some(CostsView::Host(host)) if !host.lines.is_empty() => {
            let note = if host.pay_comes_on_top {
                "A share of pay comes on top. Its amount stays at home unless both sides agree to recharge pay at cost."
            } else {
                ""
            };
            (Some(host_table(&payers, host)), note.to_owned())
        }
        _ => (None, String::new()),
    })
}

fn table(columns: Vec<Column>, rows: Vec<Row>) -> Table {
    Table { caption: "Who pays what".to_owned(), hide_caption: true, columns, rows, foot: None }
}

fn full_table(payers: &Payers, lines: &[FullLine]) -> Table {
    let secondee = lines.iter().any(|line| line.secondee.minor > 0);
    let mut columns = vec![
        Column::text("Cost"),
        Column::number(format!("{} pays", payers.home)),
        Column::number(format!("{} pays", payers.host)),
    ];
    if secondee {
        columns.push(Column::number("The secondee pays"));
    }
    let row = |label: String, amounts: [String; 3]| {
        let shown = if secondee { 3 } else { 2 };
        let amounts = amounts.into_iter().take(shown).map(Cell::Number);
        Row { cells: std::iter::once(Cell::Text(label)).chain(amounts).collect() }
    };
    let rows = lines.iter().map(|line| {
        row(
            line.description.clone(),
            [line.home.text.clone(), line.host.text.clone(), line.secondee.text.clone()],
        )
    });
    let mut table = table(columns, rows.collect());
    let sums = [
        sum(lines.iter().map(|line| &line.home)),
        sum(lines.iter().map(|line| &line.host)),
        sum(lines.iter().map(|line| &line.secondee)),
    ];
    table.foot = Some(row("Total".to_owned(), sums));
    table
}

fn host_table(payers: &Payers, view: &HostView) -> Table {
    let columns =
        vec![Column::text("Cost"), Column::number("Share"), Column::number(format!("{} pays", payers.host))];
    let row = |label: &str, share: String, amount: String| Row {
        cells: vec![Cell::Text(label.to_owned()), Cell::Number(share), Cell::Number(amount)],
    };
    let rows = view.lines.iter().map(|line| {
        let share = sojourn_money::Percent::try_new(line.host_bp).map(|p| p.to_string()).unwrap_or_default();
        let amount =
            line.host.as_ref().map_or_else(|| "Agreed apart".to_owned(), |amount| amount.text.clone());
        row(&line.description, share, amount)
    });
    let mut table = table(columns, rows.collect());
    table.foot = Some(row("Total shown", String::new(), sum(view.total.iter())));
    table
}

/// Sums by currency, in words.
fn sum<'a>(amounts: impl Iterator<Item = &'a Amount>) -> String {
    let mut sums: Vec<sojourn_money::Money> = Vec::new();
    for amount in amounts {
        let Ok(currency) = sojourn_money::currency(&amount.currency) else { continue };
        let money = sojourn_money::Money::new(amount.minor, currency);
        match sums.iter_mut().find(|sum| sum.currency() == currency) {
            Some(sum) => *sum = sum.try_add(money).unwrap_or(*sum),
            None => sums.push(money),
        }
    }
    sums.iter().map(ToString::to_string).collect::<Vec<_>>().join(" and ")
}
