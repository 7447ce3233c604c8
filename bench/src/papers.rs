//! A long agreement as PDF: the product beside WeasyPrint on the same HTML, both with tags and PDF/A-2a, in turns
//! within one run.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use sojourn_papers::{Case, Sheet, render_html, sheet};
use sojourn_press::pdf;

use crate::fault::{Fault, Outcome};

/// Turns of each side; the first of each is the cold one.
const TURNS: usize = 7;
/// The case of an agreement across a border: the longest of the examples.
const CASE: &str = include_str!("../../crates/papers/cases/c_sydney_in_london.json");

/// What was measured, in milliseconds, one figure a turn.
#[derive(Debug, Clone, Default)]
pub struct Printing {
    /// Pages of the product's PDF.
    pub pages: usize,
    /// Facts to numbered text, in process.
    pub assembled: Vec<f64>,
    /// Text to PDF, in process, another document number each time.
    pub printed: Vec<f64>,
    /// `sojourn agreement render`, the whole process with every paper of the case.
    pub product: Vec<f64>,
    /// `weasyprint`, the whole process; empty when it is not installed.
    pub weasyprint: Vec<f64>,
    /// Its rendering alone, warm, in one Python process; empty when it is not installed.
    pub weasyprint_warm: Vec<f64>,
}

/// Measures.
///
/// # Errors
/// When a side does not answer with a PDF.
pub fn run(sojourn: &Path) -> Outcome<Printing> {
    let folder = tempfile::tempdir()?;
    let case = Case::parse(CASE)?;
    let (file, html) = (folder.path().join("case.json"), folder.path().join("paper.html"));
    fs::write(&file, CASE)?;
    fs::write(&html, original(&case)?)?;
    let mut figures = Printing::default();
    for turn in 0..TURNS {
        let started = Instant::now();
        let sheet = longest(&case, turn)?;
        figures.assembled.push(millis(started.elapsed()));
        let started = Instant::now();
        let bytes = pdf(&sheet)?;
        figures.printed.push(millis(started.elapsed()));
        figures.pages = pages(&bytes);
        let out = folder.path().join(format!("product-{turn}.pdf"));
        let mut render = Command::new(sojourn);
        render.args(["agreement", "render"]).arg(&file).arg("-o").arg(&out);
        figures.product.push(timed(&mut render)?);
        if let Some(program) = weasyprint() {
            let out = folder.path().join(format!("other-{turn}.pdf"));
            let mut other = Command::new(program);
            other.args(["--pdf-variant", "pdf/a-2a", "--pdf-tags"]).arg(&html).arg(&out);
            figures.weasyprint.push(timed(&mut other)?);
            if !fs::read(&out)?.starts_with(b"%PDF-") {
                return Err(Fault::new("WeasyPrint wrote no PDF"));
            }
        }
    }
    figures.weasyprint_warm = warm(&html)?;
    Ok(figures)
}

fn original(case: &Case) -> Outcome<Vec<u8>> {
    let bundle = case.assemble()?;
    let first = bundle.documents.first().ok_or_else(|| Fault::new("the case has no paper"))?;
    Ok(render_html(&first.draft, &case.document)?)
}

/// The first paper of the case under a number of its own, so that nothing of an earlier turn fits.
fn longest(case: &Case, turn: usize) -> Outcome<Sheet> {
    let bundle = case.assemble()?;
    let first = bundle.documents.first().ok_or_else(|| Fault::new("the case has no paper"))?;
    let mut meta = case.document.clone();
    meta.number = format!("AG-{turn:04}");
    Ok(sheet(&first.draft, &meta)?)
}

/// How many page objects the file has; their dictionaries stand outside compressed streams.
fn pages(bytes: &[u8]) -> usize {
    let text = String::from_utf8_lossy(bytes);
    let counts = text.split("/Count ").skip(1);
    counts
        .filter_map(|rest| rest.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok())
        .max()
        .unwrap_or(0)
}

fn timed(command: &mut Command) -> Outcome<f64> {
    let started = Instant::now();
    let status = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status()?;
    if status.success() {
        Ok(millis(started.elapsed()))
    } else {
        Err(Fault::new(format!("{} ended with {status}", command.get_program().display())))
    }
}

/// `SOJOURN_BENCH_WEASYPRINT`, or the program on the path.
fn weasyprint() -> Option<PathBuf> {
    let named = std::env::var_os("SOJOURN_BENCH_WEASYPRINT").map(PathBuf::from);
    let path = std::env::var_os("PATH").unwrap_or_default();
    let found =
        || std::env::split_paths(&path).map(|folder| folder.join("weasyprint")).find(|file| file.is_file());
    named.or_else(found)
}

/// What one Python process takes for each rendering after the first, with the interpreter that WeasyPrint runs on.
fn warm(html: &Path) -> Outcome<Vec<f64>> {
    let Some(program) = weasyprint() else { return Ok(Vec::new()) };
    let script = fs::read_to_string(&program)?;
    let Some(interpreter) = script.lines().next().and_then(|line| line.strip_prefix("#!")) else {
        return Ok(Vec::new());
    };
    let lines = "import sys, time, weasyprint\n\
                 for turn in range(int(sys.argv[2]) + 1):\n\
                 \x20   began = time.perf_counter()\n\
                 \x20   weasyprint.HTML(sys.argv[1]).write_pdf(pdf_variant='pdf/a-2a', pdf_tags=True)\n\
                 \x20   if turn: print((time.perf_counter() - began) * 1000)\n";
    let mut python = Command::new(interpreter.trim());
    let output =
        python.args(["-c", lines]).arg(html).arg(TURNS.to_string()).stderr(Stdio::null()).output()?;
    let told = String::from_utf8_lossy(&output.stdout);
    Ok(told.lines().filter_map(|line| line.trim().parse().ok()).collect())
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_case_is_a_long_agreement_and_its_pages_are_counted() {
        let case = Case::parse(CASE).unwrap();
        let bytes = pdf(&longest(&case, 3).unwrap()).unwrap();
        assert!(pages(&bytes) >= 10, "{} pages", pages(&bytes));
    }
}
