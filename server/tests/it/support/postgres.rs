//! A throw-away PostgreSQL for the tests: one cluster a test process, one database a test.
//!
//! The cluster is made from the installed server binaries, speaks on a unix socket in a folder of its own,
//! and keeps nothing on disk on purpose (`fsync=off`). A small shell looks after it: its standard input is a
//! pipe from this process, so that it stops and deletes the cluster when the tests end, however they end.
//! Nothing here knows of tables; migrating a database is the business of whoever asked for it.
//!
//! To use it: `fresh_database().await` is `None` where PostgreSQL is not installed, and a URL elsewhere.
//! A cluster that is installed but does not start is a failure, never a `None`.
use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread::sleep;
use std::time::{Duration, Instant};

use sea_orm::{ConnectionTrait, Database};

/// A running cluster of this test process.
pub struct Cluster {
    folder: PathBuf,
    /// Its open input keeps the cluster alive.
    _keeper: Child,
}

/// Two minutes: a cold machine writes 40 MB of system tables first.
const PATIENCE: Duration = Duration::from_secs(120);

/// `$1` folder, `$2` initdb, `$3` postgres. Ends, with the cluster, when its input does.
const KEEPER: &str = r#"
"$2" -D "$1/data" -U tanggap -A trust -E UTF8 --locale=C --no-sync >"$1/log" 2>&1 || exit 1
"$3" -D "$1/data" -k "$1" -c listen_addresses= -c max_connections=400 -c shared_buffers=64MB \
    -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c autovacuum=on </dev/null >>"$1/log" 2>&1 &
cat >/dev/null
kill -INT $!
wait $!
rm -rf "$1"
"#;

/// Whether the server binaries are here.
pub fn installed() -> bool {
    find("initdb").is_some() && find("postgres").is_some()
}

/// The cluster of this process, started at the first call; `None` where PostgreSQL is not installed.
pub fn cluster() -> Option<&'static Cluster> {
    static CLUSTER: OnceLock<Option<Cluster>> = OnceLock::new();
    CLUSTER.get_or_init(start).as_ref()
}

/// The address of a new, empty database; `None` where PostgreSQL is not installed.
pub async fn fresh_database() -> Option<String> {
    static COUNT: AtomicU32 = AtomicU32::new(1);
    let cluster = cluster()?;
    let name = format!("t{}", COUNT.fetch_add(1, Ordering::Relaxed));
    let admin = Database::connect(cluster.url("postgres"))
        .await
        .unwrap_or_else(|error| panic!("cannot reach PostgreSQL: {error}"));
    let made = admin.execute_unprepared(&format!("CREATE DATABASE {name}")).await;
    made.unwrap_or_else(|error| panic!("cannot create the database {name}: {error}"));
    // Leaving it open would use up the connections that the tests need.
    admin.close().await.unwrap_or_else(|error| panic!("cannot leave PostgreSQL: {error}"));
    Some(cluster.url(&name))
}

impl Cluster {
    fn url(&self, database: &str) -> String {
        format!("postgres://tanggap@localhost/{database}?host={}&sslmode=disable", self.folder.display())
    }

    fn ready(&self) -> bool {
        // The postmaster writes its state into the last line of this file.
        fs::read_to_string(self.folder.join("data/postmaster.pid"))
            .is_ok_and(|text| text.lines().any(|line| line.trim() == "ready"))
    }
}

fn start() -> Option<Cluster> {
    let (initdb, postgres) = (find("initdb")?, find("postgres")?);
    let folder = std::env::temp_dir().join(format!("tanggap-pg-{}-{:08x}", std::process::id(), rand::random::<u32>()));
    fs::create_dir(&folder).unwrap_or_else(|error| panic!("cannot make {}: {error}", folder.display()));
    let mut keeper = Command::new("/bin/sh");
    keeper.args(["-c", KEEPER, "keeper"]).arg(&folder).arg(initdb).arg(postgres).current_dir("/");
    keeper.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).process_group(0);
    // PostgreSQL refuses to run as root: the whole keeper runs as somebody else, who owns the folder.
    if let Some((user, group)) = fs::metadata("/proc/self").is_ok_and(|me| me.uid() == 0).then(somebody_else).flatten()
    {
        chown(&folder, Some(user), Some(group))
            .unwrap_or_else(|error| panic!("cannot give {} away: {error}", folder.display()));
        keeper.uid(user).gid(group);
    }
    let keeper = keeper.spawn().unwrap_or_else(|error| panic!("cannot start a shell: {error}"));
    let mut cluster = Cluster { folder, _keeper: keeper };
    let begun = Instant::now();
    while !cluster.ready() {
        let gone = !matches!(cluster._keeper.try_wait(), Ok(None));
        assert!(
            !gone && begun.elapsed() < PATIENCE,
            "PostgreSQL does not start:\n{}",
            fs::read_to_string(cluster.folder.join("log")).unwrap_or_default()
        );
        sleep(Duration::from_millis(50));
    }
    Some(cluster)
}

/// In the search path, or where Debian keeps the server's binaries; the newest version first.
fn find(binary: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut debian: Vec<PathBuf> = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .map(|version| version.path().join("bin"))
        .collect();
    debian.sort_by_key(|bin| {
        std::cmp::Reverse(bin.parent().and_then(Path::file_name).and_then(|name| name.to_str()?.parse::<u32>().ok()))
    });
    let others = [PathBuf::from("/usr/local/bin"), PathBuf::from("/usr/local/pgsql/bin")];
    std::env::split_paths(&path)
        .chain(debian)
        .chain(others)
        .map(|folder| folder.join(binary))
        .find(|file| executable(file))
}

fn executable(file: &Path) -> bool {
    fs::metadata(file).is_ok_and(|meta| meta.is_file() && meta.permissions().mode() & 0o111 != 0)
}

/// User and group under which the cluster runs when the tests run as root.
fn somebody_else() -> Option<(u32, u32)> {
    let people = fs::read_to_string("/etc/passwd").unwrap_or_default();
    ["postgres", "nobody"].into_iter().find_map(|wanted| {
        let line = people.lines().find(|line| line.split(':').next() == Some(wanted))?;
        let mut ids = line.split(':').skip(2).map_while(|id| id.parse().ok());
        Some((ids.next()?, ids.next()?))
    })
}
