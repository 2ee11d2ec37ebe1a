//! The list of tests. Each story runs on SQLite and on PostgreSQL; where PostgreSQL is not installed it is
//! shown as ignored, and with TANGGAP_TEST_ALL=1 it fails.
use std::future::Future;

use libtest_mimic::{Failed, Trial};

use super::{postgres, world::World};

/// Tests to run.
#[derive(Default)]
pub struct Trials(pub Vec<Trial>);

/// Unoptimised futures of whole requests are large: the threads get room.
const STACK: usize = 16 * 1024 * 1024;

fn block_on<F: Future<Output = ()>>(make: impl FnOnce() -> F + Send) -> Result<(), Failed> {
    let run = move || {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .thread_stack_size(STACK)
            .enable_all()
            .build()
            .map_err(|error| Failed::from(error.to_string()))?;
        runtime.block_on(make());
        Ok(())
    };
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, run);
        let thread = thread.map_err(|error| Failed::from(error.to_string()))?;
        thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })
}

/// Whether everything must run (CI).
fn all() -> bool {
    std::env::var_os("TANGGAP_TEST_ALL").is_some_and(|value| value == "1")
}

impl Trials {
    /// A test without a database.
    pub fn plain(&mut self, name: &str, run: impl FnOnce() + Send + 'static) {
        self.0.push(Trial::test(name.to_owned(), move || {
            run();
            Ok(())
        }));
    }

    /// A story on both engines.
    pub fn story<F, Fut>(&mut self, name: &str, run: F)
    where
        F: Fn(World) -> Fut + Send + Sync + Clone + 'static,
        Fut: Future<Output = ()> + Send,
    {
        let sqlite = run.clone();
        self.0.push(Trial::test(format!("{name}::sqlite"), move || {
            block_on(move || async move { sqlite(World::sqlite().await).await })
        }));
        let missing = !postgres::installed();
        let trial = Trial::test(format!("{name}::postgres"), move || {
            if missing {
                return Err(Failed::from(
                    "PostgreSQL is not installed (initdb, postgres), and TANGGAP_TEST_ALL=1 wants it",
                ));
            }
            block_on(move || async move { run(World::postgres().await).await })
        });
        self.0.push(trial.with_ignored_flag(missing && !all()));
    }
}
