//! What the configuration accepts, refuses and shows.
#![expect(clippy::unwrap_used, reason = "tests fail by panicking")]
use super::*;

fn with(file: &str, variables: &[(&str, &str)]) -> Result<Config, ConfigFaults> {
    let variables = variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    Config::from_sources(Some(("tanggap.toml", file)), variables)
}

fn faults(file: &str, variables: &[(&str, &str)]) -> String {
    with(file, variables).unwrap_err().to_string()
}

#[test]
fn without_anything_the_defaults_hold() {
    let config = Config::from_sources(None, []).unwrap();
    assert_eq!(config.listen.to_string(), "127.0.0.1:8080");
    assert_eq!(config.origin(), "http://127.0.0.1:8080");
    assert_eq!(config.database_url.expose(), "sqlite://data/tanggap.db?mode=rwc");
    assert_eq!(config.blobs, BlobsConfig::Folder(PathBuf::from("data/blobs")));
    assert_eq!(config.limits.query_depth, 15);
    assert_eq!(config.limits.page_size, 100);
    assert_eq!(config.session.idle, Duration::from_secs(1800));
    assert!(!config.session.cookie_secure);
    assert!(config.cors_origins.is_empty());
    assert_eq!(config.government, "KALSEL");
}

#[test]
fn the_file_is_read_and_a_variable_wins_over_it() {
    let file = "public_url = 'https://lapor.example.go.id'\ngovernment = 'KALTENG'\n\
        [limits]\nquery_depth = 20\n[cors]\norigins = ['https://a.example', 'https://b.example:8443/']";
    let config =
        with(file, &[("TANGGAP_GOVERNMENT", "DIY"), ("TANGGAP_LIMITS_PAGE_SIZE", "50"), ("HOME", "/")]).unwrap();
    assert_eq!(config.government, "DIY");
    assert_eq!(config.limits.query_depth, 20);
    assert_eq!(config.limits.page_size, 50);
    assert_eq!(config.cors_origins, ["https://a.example", "https://b.example:8443"]);
    assert!(config.is_https() && config.session.cookie_secure);
}

#[test]
fn all_faults_are_named_at_once_with_key_variable_value_and_what_is_allowed() {
    let text = faults(
        "listen = 'here'\npublic_url = 'ftp://x'\n[limits]\nquery_depth = 900\nquerydepth = 3\n[log]\nformat = 'xml'\n[moon]\nphase = 1",
        &[("TANGGAP_SESSION_IDLE_MINUTES", "soon"), ("TANGGAP_LISTN", "x")],
    );
    for part in [
        "has 8 faults",
        "`listen` (TANGGAP_LISTEN): \"here\" (from tanggap.toml) is not allowed; give an address and a port",
        "`public_url` (TANGGAP_PUBLIC_URL): \"ftp://x\"",
        "`limits.query_depth` (TANGGAP_LIMITS_QUERY_DEPTH): \"900\" (from tanggap.toml) is not allowed; give a whole number from 5 to 30",
        "`limits.querydepth` in tanggap.toml is not a known key; did you mean `limits.query_depth`?",
        "`log.format` (TANGGAP_LOG_FORMAT): \"xml\" (from tanggap.toml) is not allowed; give text or json",
        "`moon` in tanggap.toml is not a known key",
        "`session.idle_minutes` (TANGGAP_SESSION_IDLE_MINUTES): \"soon\" (from TANGGAP_SESSION_IDLE_MINUTES)",
        "TANGGAP_LISTN is not a known variable; did you mean TANGGAP_LISTEN?",
    ] {
        assert!(text.contains(part), "{part}\nis not in\n{text}");
    }
}

#[test]
fn a_secret_is_shown_neither_in_a_fault_nor_in_debug() {
    let text = faults("database_url = 'mysql://u:hunter2@h/d'\n[metrics]\ntoken = 'hunter2'", &[]);
    assert!(text.contains("`database_url`") && text.contains("`metrics.token`") && !text.contains("hunter2"), "{text}");
    let config = with("database_url = 'postgres://u:hunter2@h/d'", &[]).unwrap();
    assert!(!format!("{config:?}").contains("hunter2"));
}

#[test]
fn a_broken_file_is_one_fault_with_its_line_and_does_not_show_the_line() {
    let text = faults("listen = '127.0.0.1:1'\ndatabase_url = hunter2\n", &[("TANGGAP_LOCALE", "fr")]);
    assert!(text.contains("tanggap.toml (line 2) is not valid TOML") && text.contains("`locale`"), "{text}");
    assert!(!text.contains("hunter2"), "{text}");
}

#[test]
fn database_url_is_read_from_the_common_variable_but_ours_wins() {
    let url = |variables: &[(&str, &str)]| with("database_url = 'sqlite:file.db'", variables).unwrap().database_url;
    assert_eq!(url(&[]).expose(), "sqlite:file.db");
    assert_eq!(url(&[("DATABASE_URL", "postgres://a@h/d")]).expose(), "postgres://a@h/d");
    let both = [("TANGGAP_DATABASE_URL", "postgres://b@h/d"), ("DATABASE_URL", "postgres://a@h/d")];
    assert_eq!(url(&both).expose(), "postgres://b@h/d");
    assert_eq!(url(&[("DATABASE_URL", "")]).expose(), "sqlite:file.db");
}

#[test]
fn s3_needs_its_bucket_and_its_keys() {
    let text = faults("[blobs]\nkind = 's3'\ns3_bucket = 'b'", &[]);
    assert!(text.contains("`blobs.s3_access_key_id` (TANGGAP_BLOBS_S3_ACCESS_KEY_ID): is needed when"), "{text}");
    assert!(text.contains("has 2 faults"), "{text}");
    let full = "[blobs]\nkind='s3'\ns3_bucket='b'\ns3_access_key_id='i'\ns3_secret_access_key='k'\ns3_endpoint='http://minio:9000'";
    assert!(
        matches!(with(full, &[]).unwrap().blobs, BlobsConfig::S3(s3) if s3.bucket == "b" && s3.region == "us-east-1")
    );
}

#[test]
fn values_that_contradict_each_other_are_refused() {
    let insecure = faults("public_url = 'https://x.example'\n[session]\ncookie_secure = false", &[]);
    assert!(insecure.contains("must not be false when `public_url` is https"), "{insecure}");
    let long = faults("[session]\nidle_minutes = 120\nabsolute_hours = 1", &[]);
    assert!(long.contains("must not be longer than"), "{long}");
    let same = faults("[metrics]\nlisten = '127.0.0.1:8080'", &[]);
    assert!(same.contains("must differ from `listen`"), "{same}");
}

#[test]
fn an_origin_may_not_be_a_star_nor_have_a_path() {
    for bad in ["*", "https://a.example/path", "null", "a.example"] {
        assert!(faults("", &[("TANGGAP_CORS_ORIGINS", bad)]).contains("`cors.origins`"), "{bad}");
    }
}

#[test]
fn a_value_of_the_wrong_kind_is_named() {
    let text = faults("listen = 1.5\ngovernment = { a = 1 }", &[]);
    assert!(text.contains("cannot be a float") && text.contains("cannot be a table"), "{text}");
}

#[test]
fn the_documentation_names_every_key_and_each_default_is_valid() {
    let text = keys::text();
    let table = keys::markdown();
    for row in Config::documentation() {
        assert!(text.contains(row.key) && table.contains(&row.variable()), "{}", row.key);
        assert!(!row.help.is_empty());
    }
}

#[test]
fn variables_of_the_tests_and_of_others_are_left_alone() {
    let variables = [("TANGGAP_TEST_ALL", "1"), ("TANGGAP_CONFIG", "x.toml"), ("TANGGAPLAH", "x"), ("PATH", "/bin")];
    assert!(with("", &variables).is_ok());
}
