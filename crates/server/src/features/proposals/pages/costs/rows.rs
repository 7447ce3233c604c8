//! The rows of costs: one per kind, with its amount and what each side pays of it.

use sojourn_money::{CostKind, Currency, Money};

use super::super::super::actions::{Draft, usual_shares as usual_pay_shares};
use super::super::super::model::PayShares;
use super::super::form::Form;
use super::read::named;
use crate::shell::{FieldOption, FieldView, Width};
use crate::typed;

/// Kinds that most proposals have, then those behind “More kinds of cost”.
const USUAL: &[CostKind] = &[
    CostKind::Travel,
    CostKind::Training,
    CostKind::Cover,
    CostKind::Administration,
    CostKind::Allowance,
    CostKind::Relocation,
];
const MORE: &[CostKind] = &[
    CostKind::TopUp,
    CostKind::Bonus,
    CostKind::Pension,
    CostKind::Benefits,
    CostKind::Overhead,
    CostKind::RampUp,
    CostKind::Equipment,
    CostKind::Checks,
    CostKind::Reentry,
    CostKind::Contingency,
];

/// The shares on offer, in per cent.
const SHARES: &[&str] =
    &["0%", "10%", "20%", "25%", "30%", "40%", "50%", "60%", "70%", "75%", "80%", "90%", "100%"];

/// What home and host pay of a row; the secondee pays what is left.
pub(super) struct ShareFields {
    pub home: FieldView,
    pub host: FieldView,
}

impl ShareFields {
    pub(super) fn fields(&self) -> [&FieldView; 2] {
        [&self.home, &self.host]
    }

    fn of(form: Form<'_>, prefix: &str, label: &str) -> Self {
        let share = |side: &str, who: &str| {
            let name = format!("{prefix}-{side}");
            let field = form.field(&name, format!("{label}: share that {who} pays"));
            let options = options(&field.value);
            field.select(options)
        };
        Self { home: share("home", "home"), host: share("host", "the host") }
    }
}

fn options(value: &str) -> Vec<FieldOption> {
    let odd = (!value.is_empty() && !SHARES.contains(&value)).then_some(value);
    SHARES.iter().copied().chain(odd).map(|share| FieldOption::new(share, share)).collect()
}

/// One row.
pub(super) struct CostRow {
    pub index: usize,
    pub kind: &'static str,
    pub what: String,
    pub amount: FieldView,
    pub shares: ShareFields,
}

impl CostRow {
    pub(super) fn fields(&self) -> impl Iterator<Item = &FieldView> {
        [&self.amount, &self.shares.home, &self.shares.host].into_iter()
    }
}

/// The payers of salary.
pub(super) fn pay(form: Form<'_>) -> ShareFields {
    ShareFields::of(form, "pay", "Salary and employer costs")
}

/// All rows, in the two groups of the page.
pub(super) fn rows(form: Form<'_>, currency: Currency) -> (Vec<CostRow>, Vec<CostRow>) {
    let sign = Money::zero(currency).to_string().replace('0', "");
    let row = |index: usize| -> Option<CostRow> {
        let kind: CostKind = form.typed.get(&format!("line-{index}-kind")).parse().ok()?;
        let prefix = format!("line-{index}");
        let what = form.typed.text(&format!("{prefix}-what"));
        let what = if what.is_empty() { kind.label().to_owned() } else { what };
        let amount = form.field(&format!("{prefix}-amount"), what.clone());
        // an amount that names its own currency stands without the sign of the home's
        let is_foreign = named(&amount.value).is_some_and(|other| other != currency);
        let amount = if is_foreign { amount } else { amount.money(sign.trim()) };
        Some(CostRow {
            index,
            kind: kind.code(),
            shares: ShareFields::of(form, &prefix, &what),
            what,
            amount: amount.width(Width::Short),
        })
    };
    (0..).map_while(row).partition(|row| {
        USUAL.iter().any(|kind| kind.code() == row.kind) || !MORE.iter().any(|kind| kind.code() == row.kind)
    })
}

/// Fills in the stored lines and an empty row for each other kind.
pub(super) fn fill(draft: &Draft, typed: &mut typed::Form) {
    let external = draft.record.secondment.scope == crate::features::secondments::Scope::External;
    let PayShares { home_bp, host_bp, .. } =
        draft.proposal.pay_shares().unwrap_or_else(|| usual_pay_shares(draft.record.secondment.scope));
    typed.set("pay-home", percent(home_bp));
    typed.set("pay-host", percent(host_bp));
    let stored: Vec<_> = draft.proposal.typed_lines().collect();
    let mut index = 0;
    for kind in USUAL.iter().chain(MORE) {
        let mut of_kind = stored.iter().filter(|line| line.kind() == *kind).peekable();
        if of_kind.peek().is_none() {
            put(typed, index, *kind, "", "", usual_shares(*kind, external));
            index += 1;
        }
        for line in of_kind {
            let shares = (line.shares().home_bp(), line.shares().host_bp());
            let amount = match line.amount().currency() {
                own if own == draft.currency => line.amount().entry(),
                other => format!("{} {}", other.code(), line.amount().entry()),
            };
            put(typed, index, *kind, line.description(), &amount, shares);
            index += 1;
        }
    }
}

/// Where shares start: the host pays for what it asks for, home for its own work (domain 6.1).
const fn usual_shares(kind: CostKind, external: bool) -> (u16, u16) {
    match kind {
        CostKind::Travel => (5_000, 5_000),
        CostKind::Cover | CostKind::Administration | CostKind::Reentry | CostKind::Overhead => (10_000, 0),
        _ if external => (0, 10_000),
        _ => (5_000, 5_000),
    }
}

fn put(typed: &mut typed::Form, index: usize, kind: CostKind, what: &str, amount: &str, shares: (u16, u16)) {
    let mut field = |name: &str, value: String| typed.set(format!("line-{index}-{name}"), value);
    field("kind", kind.code().to_owned());
    field("what", what.to_owned());
    field("amount", amount.to_owned());
    field("home", percent(shares.0));
    field("host", percent(shares.1));
}

fn percent(basis_points: u16) -> String {
    sojourn_money::Percent::try_new(basis_points).map(|percent| percent.to_string()).unwrap_or_default()
}
