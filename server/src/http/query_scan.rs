//! The first look at a query, before the parser: tokens are counted and brackets kept shallow.
//!
//! The parser descends into brackets without a limit of its own, so that a few kilobytes of `[[[[` would end the
//! process. This scan does not recurse. It knows tokens, not grammar: what is wrong otherwise the parser tells.
use super::graphql_error::EdgeError;

/// Deepest nesting of `{`, `(` and `[` together. Tied to the stack of a worker thread by a test below.
pub const MAX_NESTING: usize = 48;

/// Counts tokens and nesting.
///
/// # Errors
/// `TOO_MANY_TOKENS` or `TOO_DEEP`, each with its limit.
pub fn scan(query: &str, max_tokens: usize) -> Result<(), EdgeError> {
    let mut rest = query.as_bytes();
    let (mut tokens, mut nesting) = (0usize, 0usize);
    while let Some((&byte, tail)) = rest.split_first() {
        rest = match byte {
            b' ' | b'\t' | b'\r' | b'\n' | b',' => {
                rest = tail;
                continue;
            }
            b'#' => {
                rest = skip_while(tail, |byte| !matches!(byte, b'\n' | b'\r'));
                continue;
            }
            b'"' => skip_string(rest),
            b'.' => skip_while(tail, |byte| byte == b'.'),
            b'{' | b'(' | b'[' => {
                nesting += 1;
                if nesting > MAX_NESTING {
                    let message = format!("The query opens more than {MAX_NESTING} brackets inside each other.");
                    return Err(EdgeError::of_document("TOO_DEEP", message).with("limit", MAX_NESTING));
                }
                tail
            }
            b'}' | b')' | b']' => {
                nesting = nesting.saturating_sub(1);
                tail
            }
            byte if is_word(byte) => skip_while(tail, is_word),
            _ => tail,
        };
        tokens += 1;
        if tokens > max_tokens {
            let message = format!("The query has more than {max_tokens} tokens, the limit of this server.");
            return Err(EdgeError::of_document("TOO_MANY_TOKENS", message).with("limit", max_tokens));
        }
    }
    Ok(())
}

/// Names, numbers, and the bytes of other alphabets, which only strings and comments may hold.
fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'+') || byte >= 0x80
}

fn skip_while(bytes: &[u8], keep: impl Fn(u8) -> bool) -> &[u8] {
    let end = bytes.iter().position(|byte| !keep(*byte)).unwrap_or(bytes.len());
    bytes.get(end..).unwrap_or_default()
}

/// Skips a string or block string; one that is not closed ends the scan as it ends the parser's work.
fn skip_string(bytes: &[u8]) -> &[u8] {
    if let Some(mut rest) = bytes.strip_prefix(b"\"\"\"") {
        loop {
            if let Some(tail) = rest.strip_prefix(b"\\\"\"\"") {
                rest = tail;
            } else if let Some(tail) = rest.strip_prefix(b"\"\"\"") {
                return tail;
            } else if let Some((_, tail)) = rest.split_first() {
                rest = tail;
            } else {
                return rest;
            }
        }
    }
    let mut rest = bytes.get(1..).unwrap_or_default();
    while let Some((&byte, tail)) = rest.split_first() {
        match byte {
            b'"' => return tail,
            // A string cannot run over a line: the parser stops here, so what follows is not hidden by it.
            b'\n' | b'\r' => return rest,
            b'\\' => rest = tail.get(1..).unwrap_or_default(),
            _ => rest = tail,
        }
    }
    rest
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests fail by panicking")]
mod tests {
    use super::*;

    fn code(query: &str, tokens: usize) -> Option<String> {
        scan(query, tokens).err().map(|error| error.code().to_owned())
    }

    #[test]
    fn tokens_are_counted_without_comments_commas_and_the_inside_of_strings() {
        let query = "query Q($a: Int = -1) { # { { {\n a: b(x: \"} } \\\" }\", y: \"\"\"{ \\\"\"\" {\"\"\") , ...F @skip(if: $a) }";
        // query Q ( $ a : Int = -1 ) { a : b ( x : ".." y : ".." ) ... F @ skip ( if : $ a ) }
        assert_eq!(code(query, 33), None);
        assert_eq!(code(query, 32).unwrap(), "TOO_MANY_TOKENS");
    }

    #[test]
    fn nesting_beyond_the_limit_is_refused_whatever_the_bracket() {
        for open in ["{a", "[", "{a(x:{"] {
            let deep = format!("{{a(x:{}", open.repeat(MAX_NESTING));
            assert_eq!(code(&deep, 100_000).unwrap(), "TOO_DEEP", "{open}");
        }
        let flat = "{a}".repeat(MAX_NESTING * 3);
        assert_eq!(code(&flat, 100_000), None);
    }

    #[test]
    fn an_unclosed_string_does_not_hide_brackets_on_later_lines() {
        let hidden = format!("{{a(x: \"\n{}", "[".repeat(MAX_NESTING + 1));
        assert_eq!(code(&hidden, 100_000).unwrap(), "TOO_DEEP");
    }

    #[test]
    fn what_passes_the_scan_parses_within_a_quarter_of_a_worker_thread_s_stack() {
        let depth = MAX_NESTING - 2;
        let list = format!("{{a(x:{}{})}}", "[".repeat(depth), "]".repeat(depth));
        let object = format!("{{a(x:{}1{})}}", "{b:".repeat(depth), "}".repeat(depth));
        let fields = format!("{}b{}", "{a".repeat(depth), "}".repeat(depth));
        let types = format!("query($a:{}Int{}){{a}}", "[".repeat(depth), "]".repeat(depth));
        let variable = format!("query($a:Int={}{}){{a}}", "[".repeat(depth), "]".repeat(depth));
        let inline = format!("{}b{}", "{...".repeat(depth), "}".repeat(depth));
        let directive = format!("{{a{}1{}}}", "@b(c:{d:[".repeat(depth / 3), "]})".repeat(depth / 3));
        for query in [list, object, fields, types, variable, inline, directive] {
            assert_eq!(code(&query, 100_000), None);
            let run = move || drop(async_graphql::parser::parse_query(&query));
            std::thread::Builder::new().stack_size(512 * 1024).spawn(run).unwrap().join().unwrap();
        }
    }
}
