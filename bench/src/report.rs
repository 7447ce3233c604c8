//! What was measured, as a table for people.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use crate::fault::Outcome;
use crate::import::Import;
use crate::measure::median;
use crate::pages::Line;
use crate::papers::Printing;
use crate::sizes::Growth;

/// How the bare handler is to be read.
const BARE: &str = "The bare handler is axum and sqlx by hand, in a process of its own. It runs the statements of the page \
with the same values on the same connection settings, reads every column of every row, and sends the product’s HTML as a \
prepared string. It looks up no session, checks no access and renders nothing, so the ratio holds all of that against \
the product. Both are asked in turns within one run by the same client; ratio is the median over the turns.";

/// How the two sizes are to be read.
const SIZES: &str = "The same pages on little and on much data, each behind a server of its own, asked in turns within \
one run by one connection. The ratio says how many times as long 95 of 100 answers take on much data.";

/// The report as Markdown.
#[must_use]
pub fn markdown(
    setting: &str,
    lines: &[Line],
    growths: &[Growth],
    imports: &[Import],
    printing: Option<&Printing>,
) -> String {
    let mut text = format!("{setting}\n");
    if !lines.is_empty() {
        text.push_str(&format!("\n{BARE}\n\n"));
        text.push_str(
            "| database | page | statements (+ door) | size | product requests/s | bare requests/s | ratio | p50 ms, product / bare | p99 ms, product / bare | CPU µs a request, product / bare | CPU ratio |\n\
             |---|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|\n",
        );
        lines.iter().for_each(|line| page_row(&mut text, line));
    }
    if !growths.is_empty() {
        text.push_str(&format!("\n{SIZES}\n\n"));
        text.push_str(
            "| database | page | p50 ms, small / large | p95 ms, small / large | p99 ms, small / large | p95 ratio |\n\
             |---|---|---:|---:|---:|---:|\n",
        );
        growths.iter().for_each(|growth| growth_row(&mut text, growth));
    }
    if !imports.is_empty() {
        text.push_str("\n| database | import | time | rows/s | peak memory |\n|---|---|---:|---:|---:|\n");
        imports.iter().for_each(|import| import_row(&mut text, import));
    }
    if let Some(printing) = printing {
        printing_rows(&mut text, printing);
    }
    text
}

/// A long agreement as PDF, and how many times as long WeasyPrint takes.
fn printing_rows(text: &mut String, printing: &Printing) {
    let of = |times: &[f64]| median(times.to_vec());
    let ratio = |product: f64, other: &[f64]| match other {
        [] => "not installed".to_owned(),
        other => format!("{:.0} | **{:.1}**", of(other), of(other) / product),
    };
    let (assembled, printed, product) =
        (of(&printing.assembled), of(&printing.printed), of(&printing.product));
    let warm = ratio(assembled + printed, &printing.weasyprint_warm);
    let cold = ratio(product, &printing.weasyprint);
    let _never = writeln!(
        text,
        "\nAn agreement of {} pages as tagged PDF/A-2a, medians of {} turns in milliseconds.\n\n\
         | what | product | WeasyPrint | times as long |\n|---|---:|---:|---:|\n\
         | warm: facts to text {assembled:.1}, text to PDF {printed:.1} | {:.1} | {warm} |\n\
         | the whole process | {product:.0} | {cold} |\n\
         | the first in a process | {:.1} | | |",
        printing.pages,
        printing.printed.len(),
        assembled + printed,
        printing.printed.first().copied().unwrap_or(0.0),
    );
}

fn page_row(text: &mut String, line: &Line) {
    let (product, bare) = (&line.pair.product, &line.pair.bare);
    let _never = writeln!(
        text,
        "| {} | {} | {} (+ {}) | {} kB | {:.0} | {:.0} | **{:.2}** | {:.2} / {:.2} | {:.2} / {:.2} | {:.0} / {:.0} | {:.2} |",
        line.database,
        line.page,
        line.statements,
        line.door,
        line.bytes.div_ceil(1000),
        product.rate(),
        bare.rate(),
        line.pair.ratio(),
        product.percentile(0.5),
        bare.percentile(0.5),
        product.percentile(0.99),
        bare.percentile(0.99),
        product.cpu_micros(),
        bare.cpu_micros(),
        line.pair.cpu_ratio(),
    );
}

fn growth_row(text: &mut String, growth: &Growth) {
    let times =
        |share| format!("{:.2} / {:.2}", growth.small.percentile(share), growth.large.percentile(share));
    let _never = writeln!(
        text,
        "| {} | {} | {} | {} | {} | **{:.2}** |",
        growth.database,
        growth.page,
        times(0.5),
        times(0.95),
        times(0.99),
        growth.ratio(0.95),
    );
}

fn import_row(text: &mut String, import: &Import) {
    let _never = writeln!(
        text,
        "| {} | {} | {:.1} s | {:.0} | {:.0} MB |",
        import.database,
        import.what,
        import.time.as_secs_f64(),
        import.rate(),
        import.peak as f64 / 1e6,
    );
}

/// Writes the report into the folder and answers where it is.
///
/// # Errors
/// When the folder cannot be written to.
pub fn write(folder: &Path, text: &str) -> Outcome<PathBuf> {
    fs::create_dir_all(folder)?;
    let file = folder.join("report.md");
    fs::write(&file, text)?;
    Ok(file)
}
