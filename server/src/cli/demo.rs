//! `tanggap demo`: a server with made-up cases and accounts, on this machine only.
use std::{net::SocketAddr, path::PathBuf};

use clap::Args;
use serde::Serialize;

use super::serve;
use crate::{adapters::passwords::Passwords, clock::Clock, config::Config, telemetry, wiring::App};

pub mod nation;
mod people;
mod script;

pub use people::{Person, Staff};
pub use script::play;

/// Marks a database as made-up, so that no demonstration ever runs into a real one.
const MARK: &str = "demo";

/// Options of the demonstration.
#[derive(Args, Debug, Clone)]
pub struct Options {
    /// Port on 127.0.0.1; 0 takes a free one.
    #[arg(long, default_value_t = 8080)]
    pub port: u16,
    /// Folder for the database and files; without it a new temporary one, removed at the end.
    #[arg(long, value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// Another database, empty or of an earlier demonstration (postgres://..).
    #[arg(long, value_name = "URL")]
    pub database_url: Option<String>,
    /// Write address and accounts as JSON once it answers.
    #[arg(long, value_name = "FILE")]
    pub ready_file: Option<PathBuf>,
    /// Beside the shipped province a made-up nation: 26,000 agencies and 100,000 people, in a minute or two.
    #[arg(long)]
    pub nation: bool,
    /// With `--nation`: so many open cases below its largest department.
    #[arg(long, default_value_t = 0, requires = "nation")]
    pub cases: u64,
    /// Another address than 127.0.0.1. The passwords are public, so this must be told twice.
    #[arg(long, value_name = "ADDRESS")]
    pub listen: Option<std::net::IpAddr>,
    /// The second time.
    #[arg(long)]
    pub yes_expose_made_up_data: bool,
}

#[derive(Serialize)]
struct Ready<'a> {
    url: String,
    graphql: String,
    accounts: &'a [Person],
}

fn configuration(options: &Options, data: &std::path::Path) -> Result<Config, String> {
    let ip = options.listen.unwrap_or(std::net::IpAddr::V4(std::net::Ipv4Addr::LOCALHOST));
    if !ip.is_loopback() && !options.yes_expose_made_up_data {
        return Err(format!(
            "{ip} is open to others, and the demonstration's passwords are public. If you mean it, add --yes-expose-made-up-data"
        ));
    }
    let address = SocketAddr::new(ip, options.port);
    let mut variables = vec![
        ("TANGGAP_LISTEN".to_owned(), address.to_string()),
        ("TANGGAP_PUBLIC_URL".to_owned(), format!("http://127.0.0.1:{}", options.port.max(1))),
        ("TANGGAP_DATA_DIR".to_owned(), data.display().to_string()),
        ("TANGGAP_LOG_FILTER".to_owned(), "warn".to_owned()),
    ];
    if let Some(url) = &options.database_url {
        variables.push(("DATABASE_URL".to_owned(), url.clone()));
    }
    // Trying out is not attacking: people share one address here.
    for key in ["SIGN_IN_PER_ACCOUNT", "SIGN_IN_PER_ADDRESS", "TRACKING_PER_ADDRESS", "REPORTS_PER_ADDRESS"] {
        variables.push((format!("TANGGAP_RATE_{key}"), "10000".to_owned()));
    }
    Config::from_sources(None, variables).map_err(|faults| faults.to_string())
}

/// Prepares an empty database, or takes up an earlier demonstration.
async fn prepare(app: &App, options: &Options) -> Result<Vec<Person>, String> {
    let text = |error: crate::store::StoreError| error.to_string();
    if let Some(kept) = app.store.get(MARK).await.map_err(text)? {
        return serde_json::from_str(&kept).map_err(|error| error.to_string());
    }
    if !app.store.is_empty().await.map_err(text)? {
        return Err(
            "this database is not empty and not a demonstration's; nothing was touched. Choose another".to_owned()
        );
    }
    app.first_start().await.map_err(text)?;
    if options.nation {
        nation::settle(app, nation::Size::NATION).await?;
        app.store.add_cases(nation::BIG, options.cases, app.clock.now()).await.map_err(text)?;
    }
    let staff = people::hire(app).await?;
    script::play(app, &staff).await?;
    people::arrange(app, &staff).await?;
    let people = staff.people();
    let kept = serde_json::to_string(&people).map_err(|error| error.to_string())?;
    app.store.set(MARK, &kept).await.map_err(text)?;
    Ok(people)
}

/// Runs the demonstration until a signal comes.
///
/// # Errors
/// What to print.
pub async fn run(options: Options) -> Result<(), String> {
    let kept = options.data.clone();
    let folder = kept.clone().unwrap_or_else(|| {
        let unique = crate::secrets::hex(&crate::secrets::random::<6>());
        std::env::temp_dir().join(format!("tanggap-demo-{unique}"))
    });
    let config = configuration(&options, &folder)?;
    telemetry::init(&config.log)?;
    let passwords = Passwords::quick().map_err(|error| error.to_string())?;
    let app = App::build(config, Clock::system(), passwords, true).await.map_err(|error| error.to_string())?;
    eprintln!("Menyiapkan data contoh (preparing made-up data) ...");
    let people = prepare(&app, &options).await?;
    let ready_file = options.ready_file.clone();
    let done = serve::run(app, |address| {
        let url = format!("http://{address}");
        print(&url, &people);
        if let Some(path) = ready_file {
            let ready = Ready { graphql: format!("{url}/graphql"), url, accounts: &people };
            let text = serde_json::to_string_pretty(&ready).map_err(|error| error.to_string())?;
            // Written beside and renamed, so that a reader never sees half of it.
            let half = path.with_extension("half");
            std::fs::write(&half, text)
                .and_then(|()| std::fs::rename(&half, &path))
                .map_err(|error| format!("{} cannot be written: {error}", path.display()))?;
        }
        Ok(())
    })
    .await;
    if kept.is_none() {
        // A temporary folder: what cannot be removed is the system's to sweep.
        let _ = std::fs::remove_dir_all(&folder);
    }
    done
}

fn print(url: &str, people: &[Person]) {
    println!("\nTanggap · DATA CONTOH (made-up data)\n");
    println!("  UI        {url}/");
    println!("  GraphQL   {url}/graphql   (GraphiQL: {url}/graphiql)\n");
    println!("  {:<22} {:<22} {:<40} kata sandi (password)", "peran (role)", "instansi (agency)", "surel (e-mail)");
    for person in people {
        println!(
            "  {:<22} {:<22} {:<40} {}",
            person.role,
            person.agency.as_deref().unwrap_or("-"),
            person.email,
            person.password
        );
    }
    println!("\n  Ctrl-C berhenti (stops).");
}
