//! Log lines: where they go and how they look. Called once, by `main`.
//!
//! What a line may hold: dotted fields such as `case.id` and `agency.code`; never a name, a number or a report's text.
use std::io::Write;

use tracing::Subscriber;
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{EnvFilter, fmt};

use crate::config::{LogConfig, LogFormat};

/// Starts logging to standard error.
///
/// # Errors
/// When the filter cannot be read (the configuration has checked it) or logging was started before.
pub fn init(config: &LogConfig) -> Result<(), String> {
    subscriber(config, std::io::stderr)?.try_init().map_err(|error| error.to_string())
}

fn subscriber<W>(config: &LogConfig, writer: W) -> Result<Box<dyn Subscriber + Send + Sync>, String>
where
    W: for<'a> MakeWriter<'a> + Send + Sync + 'static,
{
    let filter = EnvFilter::builder().parse(&config.filter).map_err(|error| error.to_string())?;
    let builder = fmt().with_env_filter(filter).with_writer(writer);
    Ok(match config.format {
        LogFormat::Text => {
            // Colours only where somebody looks.
            let terminal = std::io::IsTerminal::is_terminal(&std::io::stderr());
            Box::new(builder.with_ansi(terminal).with_target(false).finish())
        }
        LogFormat::Json => {
            Box::new(builder.json().flatten_event(true).with_current_span(true).with_span_list(false).finish())
        }
    })
}

/// Writes out what standard error may still hold; for the end of `main`.
pub fn flush() {
    // Nothing can be told about a failure to tell.
    let _flushed = std::io::stderr().flush();
}

#[cfg(test)]
#[expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests fail by panicking")]
mod tests {
    use std::io;
    use std::sync::{Arc, Mutex};

    use super::*;

    #[derive(Clone, Default)]
    struct Lines(Arc<Mutex<Vec<u8>>>);

    impl Write for Lines {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().extend_from_slice(bytes);
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn logged(format: LogFormat, filter: &str) -> String {
        let lines = Lines::default();
        let writer = lines.clone();
        let config = LogConfig { format, filter: filter.to_owned() };
        let subscriber = subscriber(&config, move || writer.clone()).unwrap();
        tracing::subscriber::with_default(subscriber, || {
            tracing::info!(case.id = 7, "opened");
            tracing::debug!("small talk");
        });
        let bytes = lines.0.lock().unwrap().clone();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn json_is_one_object_a_line_and_the_filter_holds() {
        let text = logged(LogFormat::Json, "info");
        let line: serde_json::Value = serde_json::from_str(text.trim()).unwrap();
        assert_eq!((line["message"].as_str(), line["case.id"].as_u64()), (Some("opened"), Some(7)));
    }

    #[test]
    fn text_is_for_people() {
        let text = logged(LogFormat::Text, "debug");
        assert!(text.contains("opened") && text.contains("case.id=7") && text.contains("small talk"), "{text}");
        assert!(subscriber(&LogConfig { format: LogFormat::Text, filter: "=!".to_owned() }, io::sink).is_err());
    }
}
