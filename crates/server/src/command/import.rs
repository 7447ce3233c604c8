//! `sojourn import people`: people from a file, with a preview first. Ends with 0 when the file fits (and, unless
//! it was a dry run, is taken over), otherwise with 1 and nothing changed.

use std::io::{BufWriter, IsTerminal, Write};
use std::path::PathBuf;

use sojourn_kit::error::{Error, Result};

use super::{ConfigFile, start};
use crate::actor::{Actor, OrganisationId};
use crate::app::App;
use crate::cx::{Cx, Meta};
use crate::features::organisations::{self, Organisation, OrganisationKind};
use crate::features::people::import::fields::{Choice, Mapping};
use crate::features::people::import::model::{Import, ImportId, Plan, State};
use crate::features::people::import::{actions, encoding::Encoding, file, generate as people, reading};

#[derive(clap::Args)]
pub(super) struct Options {
    #[command(subcommand)]
    what: What,
}

#[derive(clap::Subcommand)]
enum What {
    /// People of one organisation, from a CSV file with a header.
    People(People),
}

#[derive(clap::Args)]
struct People {
    /// The file. Comma, semicolon or tab; UTF-8, or UTF-16 with a byte-order mark.
    file: PathBuf,
    /// The organisation on this installation whose people they are.
    #[arg(long, value_name = "NAME")]
    organisation: String,
    /// Make the organisation when it does not exist yet.
    #[arg(long)]
    create_organisation: bool,
    /// Country of a new organisation.
    #[arg(long, value_name = "CODE", default_value = "GB")]
    country: String,
    /// Currency of a new organisation, in which its pay is read.
    #[arg(long, value_name = "CODE", default_value = "GBP")]
    currency: String,
    /// Says what a column holds: --map Surname=last_name, or --map Notes=ignore.
    #[arg(long, value_name = "HEADER=FIELD")]
    map: Vec<Choice>,
    /// The file lists everybody: whoever is missing has left.
    #[arg(long)]
    complete: bool,
    /// The file was written by an older Windows program (Windows-1252).
    #[arg(long)]
    windows_1252: bool,
    /// Only check and show what would happen.
    #[arg(long, conflicts_with = "yes")]
    dry_run: bool,
    /// Take the people over without asking.
    #[arg(long)]
    yes: bool,
    /// The most rows to take.
    #[arg(long, value_name = "ROWS", default_value_t = reading::MOST_ROWS)]
    limit: u64,
    #[command(flatten)]
    config: ConfigFile,
}

#[derive(clap::Args)]
pub(super) struct Generate {
    /// How many people.
    count: u64,
    /// The same seed gives the same people.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

/// Prints invented people.
///
/// # Errors
/// When nobody takes the output.
pub(super) fn generate(options: &Generate) -> Result<()> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    people::write(&mut out, options.count, options.seed).and_then(|()| out.flush()).map_err(Error::internal)
}

/// Runs the import that the arguments describe.
///
/// # Errors
/// When the file has a fault, or was not confirmed, or the database refuses; then nothing has changed.
pub(super) async fn run(options: Options) -> Result<()> {
    let What::People(options) = options.what;
    let app = start::app(start::config(&options.config)?, false).await?;
    let done = import(&app, &options).await;
    app.db.close().await;
    done
}

async fn import(app: &App, options: &People) -> Result<()> {
    let import = read(app, options).await?;
    show_outcome(&import);
    let mut cx = job(app).await?;
    if import.state == State::Refused {
        actions::discard(&mut cx, import.id).await?;
        organisations::store::remove_unused(&mut cx, import.organisation).await?;
        cx.commit().await?;
        let total = import.findings.problems.total;
        return Err(Error::refused(
            "import_refused",
            format!("{total} things are wrong; nothing was imported."),
        ));
    }
    if !options.yes && (options.dry_run || !asked()) {
        actions::discard(&mut cx, import.id).await?;
        organisations::store::remove_unused(&mut cx, import.organisation).await?;
        cx.commit().await?;
        println!(
            "Nothing was changed.{}",
            if options.dry_run { "" } else { " Add --yes to take them over." }
        );
        return Ok(());
    }
    let import = actions::confirm(&mut cx, import.id).await?;
    cx.commit().await?;
    actions::tidy(app, &import).await?;
    println!("Imported into {}.", options.organisation);
    Ok(())
}

async fn read(app: &App, options: &People) -> Result<Import> {
    let encoding = options.windows_1252.then_some(Encoding::Windows1252);
    let plan = Plan { encoding, choices: options.map.clone(), complete: options.complete };
    show_head(options, &plan).await?;
    let mut cx = job(app).await?;
    let home = organisation(&mut cx, options).await?;
    let name = options.file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let id = ImportId::new(cx.now());
    let import = actions::start(&mut cx, id, home.id, &name, plan).await?;
    let mut source = actions::source(&mut cx, &import, options.file.clone()).await?;
    source.limit = options.limit;
    cx.commit().await?;
    let mut next = 0;
    let progress = |rows| {
        if rows >= next {
            eprintln!("read {rows} rows");
            next = rows + 20_000;
        }
    };
    reading::read(app, import, source, progress).await
}

async fn organisation(cx: &mut Cx, options: &People) -> Result<Organisation> {
    if let Some(found) = organisations::store::find_by_name(cx, &options.organisation).await? {
        if found.kind == OrganisationKind::Outside {
            let sentence =
                format!("“{}” is an outside organisation; its people are not kept here.", found.name);
            return Err(Error::refused("outside_organisation", sentence));
        }
        return Ok(found);
    }
    if !options.create_organisation {
        return Err(Error::refused(
            "no_organisation",
            format!(
                "There is no organisation “{}”. Add --create-organisation to make it.",
                options.organisation
            ),
        ));
    }
    let currency = sojourn_money::currency(&options.currency)
        .map_err(|error| Error::field("currency", format!("--currency: {error}.")))?;
    let new = Organisation {
        id: OrganisationId::new(cx.now()),
        name: options.organisation.clone(),
        legal_name: options.organisation.clone(),
        kind: OrganisationKind::Member,
        country: options.country.to_ascii_uppercase(),
        currency: currency.code().to_owned(),
        version: 1,
    };
    organisations::store::insert(cx, &new).await?;
    Ok(new)
}

async fn show_head(options: &People, plan: &Plan) -> Result<()> {
    let refused = |problem: file::FileProblem| Error::refused("import_refused", problem.to_string());
    let head = file::head_of(options.file.clone(), plan.encoding).await.map_err(refused)?;
    let (mapping, _) = Mapping::of(head.headers.clone(), &plan.choices);
    println!("{} ({})", options.file.display(), head.encoding.label());
    for (at, (header, field)) in mapping.headers.iter().zip(&mapping.fields).enumerate() {
        let first: Vec<&str> =
            head.samples.iter().take(3).filter_map(|row| row.get(at)).map(String::as_str).collect();
        println!("  {header:<28} {:<18} {}", field.map_or("(not used)", |f| f.as_str()), first.join(" | "));
    }
    Ok(())
}

fn show_outcome(import: &Import) {
    println!("{} rows", import.rows_read);
    for problem in &import.findings.problems.shown {
        let at = if problem.row == 0 { String::new() } else { format!("row {}", problem.row) };
        let value =
            if problem.value.is_empty() { String::new() } else { format!(" “{}”", problem.value) };
        println!("  {}: {}", [at, format!("{}{value}", problem.column)].join(" ").trim(), problem.sentence);
    }
    let more = import.findings.problems.total.saturating_sub(import.findings.problems.shown.len() as u64);
    if more > 0 {
        println!("  and {more} more");
    }
    if import.state != State::Ready {
        return;
    }
    let c = import.counts;
    println!("created {}  updated {}  unchanged {}  left {}", c.created, c.updated, c.unchanged, c.left);
    if !import.findings.new_units.is_empty() {
        println!("new units: {}", import.findings.new_units.join(", "));
    }
    if import.findings.missing > 0 && !import.plan.complete {
        println!("{} people here are not in the file and stay as they are", import.findings.missing);
    }
}

/// Asks on the terminal. Without one, the answer is no.
fn asked() -> bool {
    if !std::io::stdin().is_terminal() {
        return false;
    }
    eprint!("Take them over? [y/N] ");
    let mut answer = String::new();
    std::io::stdin().read_line(&mut answer).is_ok() && answer.trim().eq_ignore_ascii_case("y")
}

async fn job(app: &App) -> Result<Cx> {
    let actor = Actor::product("sojourn import people");
    Ok(Cx::new(app.clone(), actor, app.db.write().await?, Meta::default()))
}
