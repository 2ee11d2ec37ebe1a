//! From the bytes of a file to cells with their lines: byte order mark, separator, quotes and line ends.
use super::{Column, Fault, FileRefusal, MAX_BYTES, MAX_LINE, MAX_ROWS, Reason};

/// The text of a file.
///
/// # Errors
/// Too large, empty, a workbook, or not UTF-8, with the place.
pub fn text_of(bytes: &[u8]) -> Result<&str, FileRefusal> {
    if bytes.len() > MAX_BYTES {
        return Err(FileRefusal::TooLarge { max: MAX_BYTES });
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        return Err(FileRefusal::Workbook);
    }
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return Err(FileRefusal::Utf16);
    }
    let line_at = |end: usize| 1 + bytes.iter().take(end).filter(|byte| **byte == b'\n').count();
    if let Some(at) = bytes.iter().position(|byte| *byte == 0) {
        return Err(FileRefusal::NotText { line: line_at(at) });
    }
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let end = error.valid_up_to();
        FileRefusal::NotUtf8 { line: line_at(end), byte: end + 1 }
    })?;
    if text.trim_start_matches('\u{feff}').trim().is_empty() { Err(FileRefusal::Empty) } else { Ok(text) }
}

/// Cells with their lines.
pub(super) struct Table {
    at: Vec<(Column, usize)>,
    pub(super) rows: Vec<(usize, csv::StringRecord)>,
    pub(super) faults: Vec<Fault>,
}

impl Table {
    /// Whether the column is there.
    pub(super) fn has(&self, column: Column) -> bool {
        self.at.iter().any(|(known, _)| *known == column)
    }

    /// A cell; nothing where the column is not there.
    pub(super) fn cell<'a>(&self, record: &'a csv::StringRecord, column: Column) -> Option<&'a str> {
        let (_, at) = self.at.iter().find(|(known, _)| *known == column)?;
        Some(record.get(*at).unwrap_or_default())
    }
}

/// Reads the cells; a header that is wrong leaves no rows.
pub(super) fn read(text: &str) -> Table {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n").replace('\r', "\n");
    let (separator, named) = separator(&text);
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let mut table = Table { at: vec![], rows: vec![], faults: vec![] };
    let (mut wanted, mut skip) = (0, usize::from(named));
    for record in reader.records() {
        // Text of a string is UTF-8 and any number of cells is taken: there is no error left.
        let Ok(record) = record else { continue };
        if skip > 0 {
            skip -= 1;
            continue;
        }
        let line = line_of(&text, &record);
        if wanted == 0 {
            wanted = record.len();
            header(&mut table, line, &record);
            if !table.faults.is_empty() {
                return table;
            }
            continue;
        }
        if record.iter().all(str::is_empty) {
            continue;
        }
        if table.rows.len() >= MAX_ROWS {
            table.faults.push(Fault::line(line, Reason::TooManyRows { max: MAX_ROWS }));
            return table;
        }
        if record.as_slice().len() > MAX_LINE {
            table.faults.push(Fault::line(line, Reason::LineTooLong { max: MAX_LINE }));
            continue;
        }
        // Spreadsheets leave empty cells behind the last column.
        let filled = record.iter().enumerate().filter(|(_, cell)| !cell.is_empty()).map(|(at, _)| at + 1).last();
        let has = filled.unwrap_or_default().max(record.len().min(wanted));
        if has == wanted {
            table.rows.push((line, record));
        } else {
            table.faults.push(Fault::line(line, Reason::Cells { has, wanted }));
        }
    }
    if table.rows.is_empty() && table.faults.is_empty() {
        table.faults.push(Fault::line(1, Reason::NoRows));
    }
    table
}

/// Comma, semicolon or tab, whichever the header has; a first line `sep=;` says it itself.
fn separator(text: &str) -> (u8, bool) {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let named = first.trim().strip_prefix("sep=").and_then(|sign| sign.bytes().next());
    if let Some(sign) = named.filter(|sign| matches!(sign, b',' | b';' | b'\t')) {
        return (sign, true);
    }
    let count = |sign: u8| first.bytes().filter(|byte| *byte == sign).count();
    let best = [b',', b';', b'\t'].into_iter().rev().max_by_key(|sign| count(*sign)).unwrap_or(b',');
    (best, false)
}

fn header(table: &mut Table, line: usize, record: &csv::StringRecord) {
    for (at, heading) in record.iter().enumerate() {
        let told = |reason| Fault { line, column: Some(heading.chars().take(64).collect()), reason };
        match Column::parse(&heading.to_lowercase()) {
            Some(column) if table.has(column) => table.faults.push(told(Reason::ColumnTwice)),
            Some(column) => table.at.push((column, at)),
            // A column without heading and without a name is what spreadsheets leave at the end.
            None if heading.is_empty() => {}
            None => table.faults.push(told(Reason::UnknownColumn)),
        }
    }
    for column in Column::NEEDED {
        if !table.has(column) {
            table.faults.push(Fault::cell(line, column, Reason::MissingColumn));
        }
    }
}

/// The reader's position stands before the blank lines that it skips.
fn line_of(text: &str, record: &csv::StringRecord) -> usize {
    let Some(position) = record.position() else { return 1 };
    let number = |n: u64| usize::try_from(n).unwrap_or(usize::MAX);
    let rest = text.get(number(position.byte())..).unwrap_or_default();
    let blank = rest.bytes().take_while(|byte| *byte == b'\n').count();
    number(position.line()).saturating_add(blank)
}
