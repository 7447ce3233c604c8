//! The program behind `cargo xtask bench`.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use clap::{Parser, Subcommand, ValueEnum};
use mimalloc::MiMalloc;
use sojourn::schema::MIGRATIONS;
use sojourn_bench::client::{Load, Wanted};
use sojourn_bench::fault::Outcome;
use sojourn_bench::measure::{Plan, Side};
use sojourn_bench::pages::Setting;
use sojourn_bench::process::Pins;
use sojourn_bench::seed::Size;
use sojourn_bench::{bare, import, pages, papers, replay, report, sizes};
use sojourn_kit::db::{Db, migrate};

/// The allocator of the product, so that the bare handler has it as well.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

/// How many connections ask at once.
const CONNECTIONS: usize = 8;

#[derive(Parser)]
#[command(name = "sojourn-bench")]
struct Cli {
    #[command(subcommand)]
    command: Action,
}

#[derive(Subcommand)]
enum Action {
    /// Measure, and write the report.
    Run(Options),
    /// Fill an empty database and print a session and the paths of its pages, for `load` and for a profiler.
    Seed {
        #[arg(long)]
        database: String,
        #[arg(long)]
        quick: bool,
    },
    /// Ask a running server for pages during some seconds.
    Load {
        #[arg(long)]
        address: SocketAddr,
        #[arg(long)]
        cookie: String,
        #[arg(long, default_value_t = 5)]
        seconds: u64,
        paths: Vec<String>,
    },
    /// The bare handler, started by `run`.
    Bare {
        #[arg(long)]
        database: String,
        #[arg(long)]
        cookie: String,
        paths: Vec<String>,
    },
}

#[derive(clap::Args)]
struct Options {
    /// The product's binary.
    #[arg(long)]
    sojourn: PathBuf,
    /// Where the report goes.
    #[arg(long)]
    out: PathBuf,
    /// Little data and short slices: shows that everything runs; its figures mean nothing.
    #[arg(long)]
    quick: bool,
    /// One part of it.
    #[arg(long)]
    only: Option<Part>,
    /// Also measure the lists on 10,000 people and on 300,000, side by side.
    #[arg(long)]
    sizes: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Part {
    Pages,
    Import,
    Sizes,
    Papers,
}

fn main() -> ExitCode {
    let Ok(runtime) = tokio::runtime::Builder::new_multi_thread().enable_all().build() else {
        eprintln!("bench: cannot start");
        return ExitCode::FAILURE;
    };
    let outcome = runtime.block_on(async {
        match Cli::parse().command {
            Action::Run(options) => run(&options).await,
            Action::Seed { database, quick } => seed(&database, quick).await,
            Action::Load { address, cookie, seconds, paths } => load(address, cookie, seconds, paths).await,
            Action::Bare { database, cookie, paths } => serve_bare(&database, &cookie, &paths).await,
        }
    });
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            eprintln!("bench: {fault}");
            ExitCode::FAILURE
        }
    }
}

async fn serve_bare(database: &str, cookie: &str, paths: &[String]) -> Outcome {
    let db = Db::open(database, 2).await?;
    let recorded = replay::record(&db, cookie, paths).await?;
    db.close().await;
    bare::serve(database, recorded, |address| println!("ready http://{address}")).await
}

async fn seed(database: &str, quick: bool) -> Outcome {
    let db = Db::open(database, 2).await?;
    migrate(&db, MIGRATIONS).await?;
    let seeded = pages::fill(&db, size(quick)).await?;
    db.close().await;
    println!("{}", seeded.cookie);
    pages::catalogue(&seeded).into_iter().flat_map(|(_, paths)| paths).for_each(|path| println!("{path}"));
    Ok(())
}

async fn load(address: SocketAddr, cookie: String, seconds: u64, paths: Vec<String>) -> Outcome {
    let pages = paths.into_iter().map(|path| Wanted { path, length: None }).collect();
    let time = Duration::from_secs(seconds);
    let load = Load { pages, cookie, connections: CONNECTIONS, time, most: usize::MAX };
    let mut side = Side::default();
    side.slice(address, &load, || Ok(Duration::ZERO)).await?;
    println!("{:.0} requests a second, half of them within {:.2} ms", side.rate(), side.percentile(0.5));
    Ok(())
}

fn size(quick: bool) -> Size {
    match quick {
        true => Size { people: 300, secondments: 600 },
        false => Size { people: 10_000, secondments: 20_000 },
    }
}

async fn run(options: &Options) -> Outcome {
    let size = size(options.quick);
    let plan =
        if options.quick { plan(Duration::from_millis(300), 2) } else { plan(Duration::from_secs(4), 5) };
    let rows = if options.quick { 3_000 } else { 300_000 };
    let wants = |part| options.only.is_none_or(|only| only == part);
    let imports = if wants(Part::Import) { import::run(&options.sojourn, rows).await? } else { Vec::new() };
    let pins = Pins::find();
    let words = words(size, plan, pins.as_ref());
    if let Some(pins) = pins.as_ref().filter(|_| options.only != Some(Part::Import)) {
        pins.take_own()?;
    }
    let growths = if options.sizes || options.only == Some(Part::Sizes) {
        let (slice, rounds) = (plan.slice / 4, plan.rounds);
        let sizes = sizes_of(options.quick);
        let setting = sizes::Setting { sojourn: &options.sojourn, sizes, slice, rounds, pins: pins.clone() };
        sizes::run(&setting).await?
    } else {
        Vec::new()
    };
    let lines = if wants(Part::Pages) {
        pages::run(&Setting { sojourn: &options.sojourn, size, plan, pins }).await?
    } else {
        Vec::new()
    };
    let printing = wants(Part::Papers).then(|| papers::run(&options.sojourn)).transpose()?;
    let text = report::markdown(&words, &lines, &growths, &imports, printing.as_ref());
    println!("\n{text}");
    let file = report::write(&options.out, &text)?;
    println!("written to {}", file.display());
    Ok(())
}

/// Little and much data, between which the lists are compared.
fn sizes_of(quick: bool) -> [Size; 2] {
    match quick {
        true => [Size { people: 100, secondments: 100 }, Size { people: 1_000, secondments: 400 }],
        false => {
            [Size { people: 10_000, secondments: 10_000 }, Size { people: 300_000, secondments: 100_000 }]
        }
    }
}

fn plan(slice: Duration, rounds: usize) -> Plan {
    Plan { slice, rounds, connections: CONNECTIONS, most: 100_000 }
}

fn words(size: Size, plan: Plan, pins: Option<&Pins>) -> String {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let pinned = pins.map_or_else(
        || "not pinned".to_owned(),
        |pins| format!("servers on processor {}, client on {}", pins.servers, pins.client),
    );
    format!(
        "{} people, {} secondments; {} connections; {} turns of {:.1} s each; {cores} processors, {pinned}.",
        size.people,
        size.secondments,
        plan.connections,
        plan.rounds,
        plan.slice.as_secs_f64()
    )
}
