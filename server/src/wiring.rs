//! Builds everything from the configuration: store, adapters, schema. Tests build theirs here too.
use std::sync::Arc;

use crate::{
    adapters::{
        blobs::{self, BlobStore},
        cleaning::Cleaner,
        mail::Mail,
        passwords::Passwords,
        smtp::{Smtp, SmtpFault},
    },
    authz::actor::{Actor, SystemTask},
    clock::Clock,
    config::{BlobsConfig, Config},
    domain::rules::Severity,
    graphql::{self, TanggapSchema},
    op::{Deps, Locale, NO_CLIENT, Op, Publishing, Rates, Simulating},
    store::{Store, rates::Rate},
    usecases::rule_sets,
};

/// Files cleaned at the same time; a hostile one may take over a gigabyte.
const CLEANERS: usize = 2;

/// The parts of a running server.
#[derive(Clone)]
pub struct App {
    /// The configuration.
    pub config: Arc<Config>,
    /// The database.
    pub store: Store,
    /// What operations need beside it.
    pub deps: Arc<Deps>,
    /// The schema.
    pub schema: TanggapSchema,
    /// The clock.
    pub clock: Clock,
    /// Made-up data: every page carries the banner.
    pub demo: bool,
}

/// Why it could not be built.
#[derive(Debug, thiserror::Error)]
pub enum WiringFault {
    /// The database.
    #[error("the database cannot be reached or prepared ({0}). Check database_url / TANGGAP_DATABASE_URL")]
    Store(#[source] crate::store::StoreError),
    /// The files.
    #[error("the place for attachments cannot be used ({0}). Check the blobs.* keys")]
    Blobs(#[source] blobs::BlobError),
    /// The mail server.
    #[error("{0}. Check the mail.* keys")]
    Mail(#[source] SmtpFault),
    /// The generator of random numbers.
    #[error("password digests cannot be made")]
    Passwords,
    /// A folder.
    #[error("the data folder {0} cannot be made: {1}")]
    Folder(String, #[source] std::io::Error),
}

fn rates(config: &Config) -> Rates {
    let rate = |most: u32, minutes: i64| Rate { most: i64::from(most), minutes };
    Rates {
        sign_in_account: rate(config.rate.sign_in_per_account, 15),
        sign_in_address: rate(config.rate.sign_in_per_address, 15),
        tracking_address: rate(config.rate.tracking_per_address, 15),
        reports_address: rate(config.rate.reports_per_address, 60),
        invitations_person: rate(config.rate.invitations_per_person, 60),
        uploads_address: rate(config.rate.reports_per_address.saturating_mul(10), 60),
    }
}

fn blob_store(config: &Config) -> Result<BlobStore, blobs::BlobError> {
    match &config.blobs {
        BlobsConfig::Folder(path) => BlobStore::folder(path.clone()),
        BlobsConfig::S3(s3) => BlobStore::s3(blobs::S3Config {
            bucket: s3.bucket.clone(),
            region: s3.region.clone(),
            endpoint: s3.endpoint.as_ref().map(ToString::to_string),
            access_key: s3.access_key_id.expose().to_owned(),
            secret_key: s3.secret_access_key.expose().to_owned(),
            allow_http: s3.endpoint.as_ref().is_some_and(|url| url.scheme() == "http"),
        }),
    }
}

impl App {
    /// Opens the database, brings its schema up and builds the rest.
    ///
    /// # Errors
    /// What stood in the way, in words for the person who starts the server.
    pub async fn build(config: Config, clock: Clock, passwords: Passwords, demo: bool) -> Result<Self, WiringFault> {
        std::fs::create_dir_all(&config.data_dir)
            .map_err(|error| WiringFault::Folder(config.data_dir.display().to_string(), error))?;
        let store = Store::connect(config.database_url.expose(), config.database_connections)
            .await
            .map_err(WiringFault::Store)?;
        store.migrate_up().await.map_err(WiringFault::Store)?;
        let blobs = blob_store(&config).map_err(WiringFault::Blobs)?;
        let mail = match &config.mail {
            Some(mail) => Some(Smtp::new(mail.smtp_url.expose(), &mail.from).map_err(WiringFault::Mail)?),
            None => None,
        };
        let app = Self::of(config, store, blobs, clock, passwords, demo);
        Ok(match mail {
            Some(mail) => app.with_mail(Arc::new(mail)),
            None => app,
        })
    }

    /// With somebody who takes letters.
    #[must_use]
    pub fn with_mail(mut self, mail: Arc<dyn Mail>) -> Self {
        // Nobody else holds the parts yet: this is called while the server is put together.
        if let Some(deps) = Arc::get_mut(&mut self.deps) {
            deps.mail = Some(mail);
        }
        self
    }

    /// From parts that stand already.
    #[must_use]
    pub fn of(config: Config, store: Store, blobs: BlobStore, clock: Clock, passwords: Passwords, demo: bool) -> Self {
        let deps = Deps {
            blobs,
            cleaner: Cleaner::new(CLEANERS),
            passwords,
            mail: None,
            origin: config.origin(),
            rates: rates(&config),
            page_size_max: config.limits.page_size,
            government: config.government.clone(),
            publishing: Publishing::default(),
            simulating: Simulating::default(),
        };
        Self { config: Arc::new(config), store, deps: Arc::new(deps), schema: graphql::schema(), clock, demo }
    }

    /// An operation of somebody without a browser session.
    #[must_use]
    pub fn op(&self, actor: Actor, locale: Locale, client: String) -> Op {
        Op {
            scoped: self.store.for_actor(actor, self.clock.now()),
            store: self.store.clone(),
            deps: self.deps.clone(),
            locale,
            client,
            session: None,
        }
    }

    /// Imports the shipped reference data into an empty database, and the shipped forwarding rules where the government
    /// that takes reports in has none.
    ///
    /// # Errors
    /// Database.
    pub async fn first_start(&self) -> Result<(), crate::store::StoreError> {
        if self.store.is_empty().await? {
            for kind in crate::reference::Kind::ALL {
                let parsed = crate::cli::import::parse(*kind, kind.embedded(), &crate::reference::Known::default());
                match parsed {
                    Ok(parsed) => {
                        let rows = self.store.import(parsed, self.clock.now()).await?;
                        tracing::info!(kind = %kind, rows, "reference.imported");
                    }
                    Err(faults) => {
                        for fault in faults {
                            tracing::error!(kind = %kind, fault = %fault, "reference.fault");
                        }
                    }
                }
            }
        }
        self.first_rules().await
    }

    /// The shipped forwarding rules, where the government that takes reports in has never had any.
    ///
    /// # Errors
    /// Database.
    pub async fn first_rules(&self) -> Result<(), crate::store::StoreError> {
        let op = self.op(Actor::System(SystemTask::Import), Locale::Id, NO_CLIENT.to_owned());
        let work = op.scoped.begin().await?;
        let written = work.seed_rules(&self.deps.government, crate::reference::embedded::FORWARDING_RULES).await?;
        work.commit().await?;
        let Some(row) = written else { return Ok(()) };
        tracing::info!(rule_set.id = %row.id, rules = row.rule_count, "rules.shipped");
        match rule_sets::findings(&op, &row).await {
            Ok(findings) => {
                // They run all the same: reports need a way, and whoever keeps them sees what is to be mended.
                for finding in findings.iter().filter(|finding| finding.severity() == Severity::Error) {
                    tracing::error!(finding = ?finding, "rules.finding");
                }
            }
            Err(failure) => tracing::error!(?failure, "rules.not_checked"),
        }
        Ok(())
    }
}
