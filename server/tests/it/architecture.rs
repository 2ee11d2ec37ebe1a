//! The walls of the house, checked by text: who may import whom, one reader of the environment, one of the
//! clock, one of randomness, a door plate on every file, and no file longer than can be read.
use std::path::{Path, PathBuf};

use crate::support::Trials;

/// Room (path from the repository), then what its lines may name of ours. `tests.rs` files belong to the room.
/// Where the room of a finer path stands before it, that one counts.
const ROOMS: &[(&str, &[&str])] = &[
    ("server/src/domain/", &["domain"]),
    ("server/src/authz/", &["domain", "authz"]),
    ("server/src/store/", &["authz", "domain", "store", "clock", "secrets", "reference"]),
    ("server/src/op.rs", &["domain", "authz", "store", "clock", "adapters"]),
    ("server/src/usecases/", &["op", "domain", "authz", "adapters", "store", "usecases", "secrets", "texts"]),
    (
        "server/src/graphql/",
        &["op", "usecases", "store", "domain", "authz", "graphql", "texts", "reference", "secrets"],
    ),
    ("server/src/jobs/", &["op", "usecases", "store", "adapters", "jobs", "wiring", "authz", "clock"]),
    (
        "server/src/http/",
        &[
            "graphql", "op", "store", "http", "config", "wiring", "authz", "domain", "adapters", "usecases", "secrets",
            "texts", "clock",
        ],
    ),
    ("server/src/adapters/", &["domain", "adapters", "secrets"]),
    ("server/src/reference/", &["domain", "reference"]),
    ("server/src/config.rs", &["config"]),
    ("server/src/config/", &["config"]),
    ("server/src/clock.rs", &[]),
    ("server/src/secrets.rs", &[]),
    ("server/src/texts/", &["domain", "op"]),
    ("server/src/telemetry.rs", &["config"]),
    ("server/src/lib.rs", &[]),
    // The edges of the program put everything together.
    ("server/src/wiring.rs", EVERYTHING),
    ("server/src/main.rs", EVERYTHING),
    ("server/src/cli/", EVERYTHING),
];
const EVERYTHING: &[&str] = &[
    "adapters",
    "authz",
    "cli",
    "clock",
    "config",
    "domain",
    "graphql",
    "http",
    "jobs",
    "op",
    "reference",
    "secrets",
    "store",
    "telemetry",
    "texts",
    "usecases",
    "wiring",
];

/// What may be named where: a word, and the paths in which it may stand.
const WORDS: &[(&str, &[&str])] = &[
    // The only room with a database; tables are described in two packages that run no query.
    ("sea_orm", &["server/src/store/", "entities/src/", "migration/src/"]),
    ("migration::", &["server/src/store/migrate.rs"]),
    // One reader of the environment. The demo asks for the folder of temporary files.
    ("std::env", &["server/src/config.rs", "server/src/cli/demo.rs", "app/build.rs"]),
    ("env::var", &["server/src/config.rs", "app/build.rs"]),
    // One reader of the clock. The files of a blob store carry the time of the operating system, so its tests do.
    ("Utc::now", &["server/src/clock.rs", "server/src/adapters/blobs_tests.rs"]),
    ("SystemTime::now", &[]),
    ("Local::now", &[]),
    ("rand::", &["server/src/secrets.rs"]),
    ("app::", &["server/src/http/"]),
];

/// What packages may not know.
const STRANGERS: &[(&str, &[&str])] = &[
    ("entities/src/", &["server::", "migration::", "app::"]),
    ("migration/src/", &["server::", "entities::", "app::"]),
    ("app/src/", &["server::", "entities::", "migration::"]),
    ("server/src/domain/", &["async fn", "tokio::", "axum::", "tracing::"]),
    ("server/src/authz/", &["async fn", "tokio::", "axum::", "tracing::"]),
    ("server/src/usecases/", &["async_graphql", "axum::"]),
    ("server/src/store/", &["async_graphql", "axum::"]),
    ("server/src/graphql/", &["axum::"]),
];

/// Entities that the pure rooms may not touch: they know words and ids, not rows.
const PURE: &[&str] = &["server/src/domain/", "server/src/authz/"];

/// The longest file, but for these.
const LONGEST: usize = 400;
const LONG: &[(&str, &str)] = &[
    ("server/src/graphql/inputs.rs", "descriptions of every input field"),
    ("server/src/graphql/enums.rs", "descriptions of every enum value"),
    ("server/src/graphql/case.rs", "every field of the largest type: async-graphql wants one impl block"),
    ("server/src/store/case_write.rs", "one act is one transaction; split by table, not by length"),
    ("server/src/texts/mod.rs", "every text of the server in two languages"),
];

/// Files without a door plate: tests of one module, which has its own.
const NO_PLATE: &[&str] = &[];

/// Adds the tests.
pub fn list(trials: &mut Trials) {
    trials.plain("architecture::each_room_names_only_the_rooms_that_the_plan_allows", rooms);
    trials.plain("architecture::the_database_the_environment_the_clock_and_chance_have_one_room_each", words);
    trials.plain("architecture::the_reader_of_imports_reads_groups_and_skips_comments", reader);
    trials.plain("architecture::packages_do_not_know_who_uses_them", strangers);
    trials.plain("architecture::the_pure_rooms_know_ids_and_vocabulary_but_no_rows", pure);
    trials.plain("architecture::every_file_opens_with_what_lives_in_it", plates);
    trials.plain("architecture::no_file_is_longer_than_can_be_read", lengths);
}

struct Source {
    path: String,
    text: String,
}

impl Source {
    /// Lines of code with their numbers: no comments.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text
            .lines()
            .enumerate()
            .map(|(number, line)| (number + 1, line))
            .filter(|(_, line)| !line.trim_start().starts_with("//"))
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            walk(&path, found);
        } else if path.extension().is_some_and(|kind| kind == "rs") {
            found.push(path);
        }
    }
}

/// Every source file of the product, in order.
fn sources() -> Vec<Source> {
    let root = root();
    let mut paths = vec![root.join("app/build.rs")];
    for folder in ["server/src", "entities/src", "migration/src", "app/src"] {
        walk(&root.join(folder), &mut paths);
    }
    paths.sort();
    let all: Vec<Source> = paths
        .into_iter()
        .map(|path| Source {
            text: std::fs::read_to_string(&path).unwrap(),
            path: path.strip_prefix(&root).unwrap().to_string_lossy().into_owned(),
        })
        .collect();
    assert!(all.len() > 150, "the walk finds the house: {}", all.len());
    all
}

fn none(wrong: &[String]) {
    assert!(wrong.is_empty(), "{} against the plan (design: rooms):\n{}", wrong.len(), wrong.join("\n"));
}

/// The first names after `crate::`, groups taken apart, over several lines too.
fn named(source: &Source) -> Vec<(usize, String)> {
    let mut names = vec![];
    // Offsets of code only: comments are blanked so that line numbers stay.
    let text: String = source
        .text
        .lines()
        .map(|line| if line.trim_start().starts_with("//") { "\n".to_owned() } else { format!("{line}\n") })
        .collect();
    for (at, _) in text.match_indices("crate::") {
        let line = text[..at].matches('\n').count() + 1;
        let rest = &text[at + "crate::".len()..];
        let word =
            |text: &str| text.chars().take_while(|sign| sign.is_alphanumeric() || *sign == '_').collect::<String>();
        let Some(group) = rest.strip_prefix('{') else {
            names.push((line, word(rest)));
            continue;
        };
        let (mut depth, mut start) = (0_i32, true);
        for (offset, sign) in group.char_indices() {
            match sign {
                '}' if depth == 0 => break,
                '{' => depth += 1,
                '}' => depth -= 1,
                ',' if depth == 0 => start = true,
                sign if start && (sign.is_alphabetic() || sign == '_') => {
                    names.push((line, word(&group[offset..])));
                    start = false;
                }
                _ => {}
            }
        }
    }
    names
}

fn rooms() {
    let mut wrong = vec![];
    let mut seen = 0;
    for source in sources().iter().filter(|source| source.path.starts_with("server/src/")) {
        let Some((_, allowed)) = ROOMS.iter().find(|(room, _)| source.path.starts_with(room)) else {
            wrong.push(format!("{}: stands in no room of ROOMS", source.path));
            continue;
        };
        for (line, name) in named(source) {
            seen += 1;
            // A capital letter is an item of the crate root; macros are reached through their room.
            if EVERYTHING.contains(&name.as_str()) && !allowed.contains(&name.as_str()) {
                wrong.push(format!("{}:{line}: crate::{name}", source.path));
            }
        }
    }
    assert!(seen > 200, "the reader of imports reads: {seen}");
    none(&wrong);
}

/// The word, not the end of a longer one.
fn has(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        !before.is_some_and(|sign| sign.is_alphanumeric() || sign == '_' || sign == ':')
            || (word.starts_with("env::") && line[..at].ends_with("std::"))
    })
}

fn words() {
    let mut wrong = vec![];
    for source in sources() {
        for (line, text) in source.code() {
            for (word, rooms) in WORDS {
                if has(text, word) && !rooms.iter().any(|room| source.path.starts_with(room)) {
                    wrong.push(format!("{}:{line}: {word} belongs to {rooms:?}: {}", source.path, text.trim()));
                }
            }
        }
    }
    none(&wrong);
}

fn strangers() {
    let mut wrong = vec![];
    for source in sources() {
        for (_, words) in STRANGERS.iter().filter(|(room, _)| source.path.starts_with(room)) {
            for (line, text) in source.code() {
                for word in words.iter().filter(|word| has(text, word)) {
                    wrong.push(format!("{}:{line}: {word}: {}", source.path, text.trim()));
                }
            }
        }
    }
    none(&wrong);
}

fn pure() {
    let mut wrong = vec![];
    for source in sources().iter().filter(|source| PURE.iter().any(|room| source.path.starts_with(room))) {
        let text: String = source.code().map(|(_, line)| line.trim()).collect();
        for (at, _) in text.match_indices("entities::") {
            let rest = &text[at + "entities::".len()..];
            let group = rest.strip_prefix('{').map_or(rest, |group| group.split("};").next().unwrap_or(group));
            let words: Vec<&str> = if rest.starts_with('{') {
                let mut depth = 0_i32;
                group
                    .split_inclusive(['{', '}', ','])
                    .filter_map(|part| {
                        let top = depth == 0;
                        depth += i32::try_from(part.matches('{').count()).unwrap()
                            - i32::try_from(part.matches('}').count()).unwrap();
                        let word = part
                            .split("::")
                            .next()
                            .unwrap_or("")
                            .trim_matches(|sign: char| !sign.is_alphanumeric() && sign != '_');
                        (top && !word.is_empty()).then_some(word)
                    })
                    .collect()
            } else {
                vec![rest.split("::").next().unwrap_or("")]
            };
            for word in words.into_iter().filter(|word| !matches!(*word, "ids" | "vocab")) {
                wrong.push(format!("{}: entities::{word}", source.path));
            }
        }
    }
    none(&wrong);
}

fn plates() {
    let mut wrong = vec![];
    for source in sources() {
        let plated = source.text.starts_with("//!");
        let excused = NO_PLATE.contains(&source.path.as_str());
        if !plated && !excused {
            wrong.push(format!("{}: does not open with //!", source.path));
        }
        if plated && excused {
            wrong.push(format!("{}: has a plate now; take it off NO_PLATE", source.path));
        }
    }
    none(&wrong);
}

fn lengths() {
    let mut wrong = vec![];
    let all = sources();
    for source in &all {
        let lines = source.text.lines().count();
        let excused = LONG.iter().any(|(path, _)| *path == source.path);
        if lines > LONGEST && !excused {
            wrong.push(format!("{}: {lines} lines, and no reason in LONG", source.path));
        }
        if lines <= LONGEST && excused {
            wrong.push(format!("{}: {lines} lines; take it off LONG", source.path));
        }
    }
    for (path, reason) in LONG {
        assert!(!reason.is_empty());
        if !all.iter().any(|source| source.path == *path) {
            wrong.push(format!("{path}: in LONG, but gone"));
        }
    }
    none(&wrong);
}

/// The tests above are only as good as their reader.
fn reader() {
    let text = "//! crate::http\nuse crate::{\n    authz::{actor::Actor, policy},\n    store::{\n        Scoped,\n    },\n    op::Op,\n};\n\
        // crate::jobs\nfn f() -> crate::config::Config { crate::texts::day() }\n";
    let source = Source { path: String::new(), text: text.to_owned() };
    let found: Vec<(usize, String)> = named(&source);
    let wanted = [(2, "authz"), (2, "store"), (2, "op"), (10, "config"), (10, "texts")]
        .map(|(line, name)| (line, name.to_owned()));
    assert_eq!(found, wanted);
    assert!(has("let x = std::env::var(\"A\");", "std::env") && has("use sea_orm::Set;", "sea_orm"));
    assert!(!has("operand::x()", "rand::") && !has("sea_orm_migration::x", "rand::"));
}
