//! The pay lines of a proposal, worked out from pay on file.

use sojourn_calendar::{Fte, Period};
use sojourn_kit::error::{Error, Result};
use sojourn_money::{CostKind, CostLine, Currency, Money, Pay, Percent, Proration, Shares};

use super::super::model::PayShares;
use super::super::store::{self, PayOnFile};
use super::Draft;
use crate::cx::Cx;
use crate::features::secondments::{Scope, Secondment};

/// How part of a year counts in an estimate.
pub const BASIS: Proration = Proration::MonthlyTwelfths;
/// Employer costs on top of salary, in basis points, until finance has rates of its own.
pub const ON_COST: u16 = 2_100;

/// Works the pay lines out again after dates, share or payers changed, and writes all lines.
pub(super) async fn save_lines(
    cx: &mut Cx,
    draft: &mut Draft,
    shares: Option<PayShares>,
    typed: Vec<CostLine>,
) -> Result<()> {
    let s = &draft.record.secondment;
    let own = store::pay_on_file(cx, s).await?;
    let shares = shares.or_else(|| draft.proposal.pay_shares()).unwrap_or_else(|| usual_shares(s.scope));
    draft.proposal.lines = estimate_lines(s, own, shares, typed, draft.currency)?;
    store::save_lines(cx, s.id, &draft.proposal.lines).await
}

/// Refreshes what depends on dates and share, with the same payers and typed lines.
pub(super) async fn refresh(cx: &mut Cx, draft: &mut Draft) -> Result<()> {
    let typed = draft.proposal.typed_lines().cloned().collect();
    save_lines(cx, draft, None, typed).await
}

/// All lines of an estimate: pay first, worked out where pay and dates are known.
///
/// # Errors
/// When amounts do not fit.
pub fn estimate_lines(
    s: &Secondment,
    own: Option<PayOnFile>,
    shares: PayShares,
    typed: Vec<CostLine>,
    home: Currency,
) -> Result<Vec<CostLine>> {
    let payers = shares.checked().map_err(Error::internal)?;
    let mut lines = pay_lines(s, own, payers, home)?;
    lines.extend(typed);
    Ok(lines)
}

fn pay_lines(
    s: &Secondment,
    own: Option<PayOnFile>,
    payers: Shares,
    home: Currency,
) -> Result<Vec<CostLine>> {
    let period = s.starts_on.zip(s.ends_on).and_then(|(start, end)| Period::try_new(start, end).ok());
    let (Some(PayOnFile(annual)), Some(period)) = (own, period) else {
        // who pays is remembered on a line without an amount yet
        let zero = Money::zero(home);
        let line = CostLine::try_new(CostKind::Salary, CostKind::Salary.label(), zero, payers);
        return Ok(vec![line.map_err(Error::internal)?]);
    };
    let fte = u16::try_from(s.fte_bp).ok().and_then(|bp| Fte::try_new(bp).ok()).unwrap_or(Fte::FULL);
    let on_cost = Percent::try_new(ON_COST).map_err(Error::internal)?;
    Pay { annual, on_cost, period, fte, basis: BASIS }.lines(payers).map_err(Error::internal)
}

/// Who pays salary until somebody says otherwise: another organisation pays it back, a department does not.
#[must_use]
pub const fn usual_shares(scope: Scope) -> PayShares {
    match scope {
        Scope::Internal => PayShares { home_bp: 10_000, host_bp: 0, secondee_bp: 0 },
        Scope::External => PayShares { home_bp: 0, host_bp: 10_000, secondee_bp: 0 },
    }
}
