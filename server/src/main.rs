//! The command line of `tanggap`.
use std::{net::SocketAddr, path::PathBuf, process::ExitCode};

use clap::{Parser, Subcommand};
use entities::vocab::Role;
use server::{
    adapters::passwords::Passwords,
    cli,
    clock::Clock,
    config::{self, Config},
    graphql,
    reference::Kind,
    store::Store,
    telemetry,
    wiring::App,
};

/// Tanggap: an open server for public-service complaints.
#[derive(Parser)]
#[command(name = "tanggap", version, about, long_about = LONG, after_long_help = config::keys::text())]
struct Cli {
    /// Configuration file (else TANGGAP_CONFIG, else tanggap.toml if it is there).
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

const LONG: &str = "Tanggap: an open server for public-service complaints.\n\n\
A GraphQL API at /graphql and a server-rendered UI at /. Start with `tanggap demo` to look around, \
with `tanggap serve` to work.";

#[derive(Subcommand)]
enum Command {
    /// Serve the API and the UI.
    Serve,
    /// Serve made-up data on this machine, with accounts to sign in.
    Demo(cli::demo::Options),
    /// Bring the database schema up or down, or show where it stands.
    Migrate {
        #[command(subcommand)]
        direction: Direction,
    },
    /// Import a file of reference data (forms in server/data/FORMATS.md).
    Import {
        /// agencies, regions, topics, archive-reasons, holidays, deadlines, maladministration, standard-replies.
        kind: Kind,
        /// The file.
        path: PathBuf,
        /// Check everything, write nothing.
        #[arg(long)]
        dry_run: bool,
    },
    /// Create an account with a random password, shown once.
    CreateAdmin {
        /// E-mail address.
        #[arg(long)]
        email: String,
        /// Name.
        #[arg(long)]
        name: String,
        /// Role: system_admin, province_coordinator, agency_admin, ...
        #[arg(long, default_value = "system_admin", value_parser = role)]
        role: Role,
        /// Code of the agency, for roles that have one.
        #[arg(long)]
        agency: Option<String>,
    },
    /// End a role at once, also that of the last coordinator.
    EndRole {
        /// E-mail address of the person.
        #[arg(long)]
        email: String,
        /// Role: province_coordinator, agency_admin, ...
        #[arg(long, value_parser = role)]
        role: Role,
        /// Code of the agency, for roles that have one.
        #[arg(long)]
        agency: Option<String>,
    },
    /// Print the GraphQL schema.
    Schema,
    /// Look at what a server needs and say what to mend.
    Doctor,
}

#[derive(Subcommand)]
enum Direction {
    /// Apply what is pending.
    Up,
    /// Take back changes. Data in them is lost.
    Down {
        /// How many; all when --all is given.
        #[arg(long, default_value_t = 1)]
        steps: u32,
        /// All of them.
        #[arg(long)]
        all: bool,
    },
    /// Show each change.
    Status,
}

fn role(word: &str) -> Result<Role, String> {
    Role::parse(word).ok_or_else(|| {
        let all: Vec<&str> = Role::ALL.iter().map(|role| role.as_str()).collect();
        format!("one of {}", all.join(", "))
    })
}

/// A query may nest as deep as the limits allow, and each level takes stack.
const STACK: usize = 8 * 1024 * 1024;

fn main() -> ExitCode {
    let cli = Cli::parse();
    if matches!(cli.command, Command::Schema) {
        print!("{}", graphql::sdl());
        return ExitCode::SUCCESS;
    }
    let runtime = match tokio::runtime::Builder::new_multi_thread().thread_stack_size(STACK).enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("the runtime cannot start: {error}");
            return ExitCode::FAILURE;
        }
    };
    let done = runtime.block_on(run(cli));
    telemetry::flush();
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err((code, text)) => {
            eprintln!("{text}");
            ExitCode::from(code)
        }
    }
}

type Done = Result<(), (u8, String)>;

fn failed(text: impl ToString) -> (u8, String) {
    (1, text.to_string())
}

async fn build(config: Config) -> Result<App, (u8, String)> {
    let passwords = Passwords::strong().map_err(failed)?;
    App::build(config, Clock::system(), passwords, false).await.map_err(failed)
}

async fn run(cli: Cli) -> Done {
    if let Command::Demo(options) = cli.command {
        return cli::demo::run(options).await.map_err(failed);
    }
    // Faults of the configuration are told all at once, with status 2.
    let config = Config::load(cli.config.as_deref()).map_err(|faults| (2, faults.to_string()))?;
    telemetry::init(&config.log).map_err(failed)?;
    match cli.command {
        Command::Demo(_) | Command::Schema => Ok(()),
        Command::Serve => {
            let app = build(config).await?;
            app.first_start().await.map_err(failed)?;
            cli::serve::run(app, |address: SocketAddr| {
                eprintln!("tanggap serves on http://{address}");
                Ok(())
            })
            .await
            .map_err(failed)
        }
        Command::Migrate { direction } => migrate(&config, &direction).await,
        Command::Import { kind, path, dry_run } => {
            let app = build(config).await?;
            let text = cli::import::run(&app.store, &app.clock, kind, &path, dry_run).await.map_err(failed)?;
            println!("{text}");
            Ok(())
        }
        Command::CreateAdmin { email, name, role, agency } => {
            let app = build(config).await?;
            app.first_start().await.map_err(failed)?;
            let text = cli::admin::create(&app, &email, &name, role, agency.as_deref()).await.map_err(failed)?;
            println!("{text}");
            Ok(())
        }
        Command::EndRole { email, role, agency } => {
            let app = build(config).await?;
            let text = cli::admin::end_role(&app, &email, role, agency.as_deref()).await.map_err(failed)?;
            println!("{text}");
            Ok(())
        }
        Command::Doctor => {
            let app = build(config).await?;
            let (lines, well) = cli::doctor::examine(&app).await;
            for line in lines {
                println!("{line}");
            }
            if well { Ok(()) } else { Err(failed("something must be mended; see above")) }
        }
    }
}

async fn migrate(config: &Config, direction: &Direction) -> Done {
    std::fs::create_dir_all(&config.data_dir).map_err(failed)?;
    let store = Store::connect(config.database_url.expose(), config.database_connections).await.map_err(failed)?;
    match direction {
        Direction::Up => store.migrate_up().await.map_err(failed)?,
        Direction::Down { steps, all } => store.migrate_down((!all).then_some(*steps)).await.map_err(failed)?,
        Direction::Status => {}
    }
    for (name, applied) in store.migration_status().await.map_err(failed)? {
        println!("{} {name}", if applied { "applied" } else { "pending" });
    }
    Ok(())
}
