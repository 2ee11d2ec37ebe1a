//! What is wrong with a sheet of the tree, in words: what, the limit, and the way out.
use entities::vocab::AgencyKind;

use super::{pick, plans, say};
use crate::{
    domain::{
        sheet::{Column, Fault, FileRefusal, Reason},
        text::TextFault,
    },
    op::Locale,
};

/// Why a file is no sheet.
#[must_use]
pub fn file(locale: Locale, refusal: FileRefusal) -> String {
    match refusal {
        FileRefusal::Empty => say(
            locale,
            "Berkas ini kosong. Pilih lembar CSV dengan baris judul dan paling sedikit satu baris isi.",
            "The file is empty. Choose a CSV sheet with a header and at least one row.",
        )
        .to_owned(),
        FileRefusal::TooLarge { max } => {
            let max = max / 1024 / 1024;
            pick(
                locale,
                format!(
                    "Berkas terlalu besar; paling besar {max} MB. Kirim sebagian: yang tidak ada di lembar tidak berubah."
                ),
                format!(
                    "The file is too large; at most {max} MB. Send a part: what a sheet does not name does not change."
                ),
            )
        }
        FileRefusal::Workbook => say(
            locale,
            "Ini buku kerja (XLSX), bukan CSV. Simpan lembarnya sebagai “CSV UTF-8”, lalu pilih lagi.",
            "This is a workbook (XLSX), not CSV. Save the sheet as “CSV UTF-8” and choose it again.",
        )
        .to_owned(),
        FileRefusal::Utf16 => say(
            locale,
            "Berkas ini UTF-16. Simpan sebagai “CSV UTF-8”, lalu pilih lagi.",
            "The file is UTF-16. Save it as “CSV UTF-8” and choose it again.",
        )
        .to_owned(),
        FileRefusal::NotUtf8 { line, byte } => pick(
            locale,
            format!("Baris {line} (bita ke-{byte}) bukan UTF-8. Simpan sebagai “CSV UTF-8”, lalu pilih lagi."),
            format!("Line {line} (byte {byte}) is not UTF-8. Save it as “CSV UTF-8” and choose it again."),
        ),
        FileRefusal::NotText { line } => pick(
            locale,
            format!("Baris {line} berisi bita nol: ini bukan berkas teks. Pilih lembar CSV."),
            format!("Line {line} holds a byte of zero: this is no text. Choose a CSV sheet."),
        ),
    }
}

/// A fault as a sentence; line and column are shown beside it. `name` gives the name of a code.
#[must_use]
pub fn fault(locale: Locale, fault: &Fault, name: &dyn Fn(&str) -> Option<String>) -> String {
    let heading = fault.column.as_deref().unwrap_or_default();
    let (id, en) = match &fault.reason {
        Reason::UnknownColumn => {
            let known = Column::ALL.map(Column::as_str).join(", ");
            (
                format!("Tidak ada kolom “{heading}”. Hapus kolom ini; yang dikenal: {known}."),
                format!("There is no column “{heading}”. Remove it; these are known: {known}."),
            )
        }
        Reason::ColumnTwice => (
            format!("Kolom “{heading}” ada dua kali. Hapus salah satunya."),
            format!("The column “{heading}” is there twice. Remove one."),
        ),
        Reason::MissingColumn => (
            format!("Kolom “{heading}” tidak ada, padahal wajib. Tambahkan pada baris judul."),
            format!("The column “{heading}” is missing and is needed. Add it to the header."),
        ),
        Reason::NoRows => (
            "Lembar hanya berisi baris judul. Tambahkan paling sedikit satu baris.".to_owned(),
            "The sheet has a header only. Add at least one row.".to_owned(),
        ),
        Reason::TooManyRows { max } => (
            format!("Lebih dari {max} baris. Bagi lembarnya: yang tidak ada di lembar tidak berubah."),
            format!("More than {max} rows. Split the sheet: what it does not name does not change."),
        ),
        Reason::LineTooLong { max } => (
            format!("Baris lebih panjang dari {max} bita. Mungkin ada tanda kutip yang tidak ditutup."),
            format!("The row is longer than {max} bytes. Maybe a quote is not closed."),
        ),
        Reason::Cells { has, wanted } => (
            format!("Ada {has} sel, padahal baris judul punya {wanted}. Periksa pemisah dan tanda kutip."),
            format!("There are {has} cells, but the header has {wanted}. Check separators and quotes."),
        ),
        Reason::Text(kind) => text(*kind),
        Reason::NotACode => (
            "Bukan kode: huruf besar dan angka dalam bagian yang disambung tanda hubung, paling panjang 64.".to_owned(),
            "Not a code: capital letters and digits in parts joined by hyphens, at most 64.".to_owned(),
        ),
        Reason::NotAKind => {
            let kinds = AgencyKind::ALL.iter().map(|kind| kind.as_str()).collect::<Vec<_>>().join(", ");
            (
                format!("Jenis ini tidak dikenal. Pilih salah satu: {kinds}."),
                format!("There is no such kind. Choose one of: {kinds}."),
            )
        }
        Reason::NotADay => (
            "Bukan tanggal berbentuk TTTT-BB-HH, misalnya 2026-12-31.".to_owned(),
            "Not a day written YYYY-MM-DD, for example 2026-12-31.".to_owned(),
        ),
        Reason::NotAFunction(item) => (
            format!("“{item}” bukan fungsi: huruf kecil, angka, dan garis bawah, dipisahkan titik koma."),
            format!("“{item}” is no function: small letters, digits and underscores, separated by semicolons."),
        ),
        Reason::TooManyItems { max } => {
            (format!("Paling banyak {max} dalam satu sel."), format!("At most {max} in one cell."))
        }
        Reason::CodeTwice { first } => (
            format!("Kode ini sudah ada pada baris {first}. Satu instansi, satu baris."),
            format!("This code stands on line {first} already. One agency, one row."),
        ),
        Reason::UnknownParent(code) => (
            format!("Tidak ada induk {code}, baik di pohon maupun di lembar ini."),
            format!("There is no parent {code}, neither in the tree nor in this sheet."),
        ),
        Reason::UnknownSuccessor(code) => (
            format!("Tidak ada penerus {code}, baik di pohon maupun di lembar ini."),
            format!("There is no successor {code}, neither in the tree nor in this sheet."),
        ),
        Reason::UnknownRegion(code) => {
            (format!("Tidak ada wilayah {code}."), format!("There is no region {code}."))
        }
        Reason::Loop(codes) => {
            let circle = codes.join(" › ");
            (
                format!("Instansi ini akan berada di bawah dirinya sendiri: {circle}. Pilih induk lain."),
                format!("It would hang below itself: {circle}. Choose another parent."),
            )
        }
        Reason::TooDeep { max } => (
            format!("Letaknya lebih dalam dari {max} tingkat. Pilih induk yang lebih tinggi."),
            format!("It lies deeper than {max} levels. Choose a higher parent."),
        ),
        Reason::NotYours => (
            "Instansi ini bukan bagian dari pemerintahan lembar ini. Biarkan seperti semula, atau hapus barisnya."
                .to_owned(),
            "This agency is not of the government of this sheet. Leave it as it is, or remove the row.".to_owned(),
        ),
        Reason::NewIsClosed => (
            "Instansi baru tidak dapat langsung tutup. Kosongkan, atau hapus barisnya.".to_owned(),
            "A new agency cannot be closed already. Leave it empty, or remove the row.".to_owned(),
        ),
        Reason::SuccessorWithoutEnd => (
            "Instansi yang berlaku tidak punya penerus. Isi juga valid_to untuk menutupnya.".to_owned(),
            "An agency in force has no successor. Set valid_to too to close it.".to_owned(),
        ),
        Reason::HistoryStands => (
            "Kapan instansi ini tutup dan siapa penerusnya adalah riwayat. Kosongkan keduanya untuk membukanya kembali."
                .to_owned(),
            "When it ended and who inherited is history. Leave both empty to reopen it.".to_owned(),
        ),
        Reason::ClosedStands => (
            "Instansi ini sudah tutup dan tidak berubah lagi. Kosongkan valid_to untuk membukanya kembali.".to_owned(),
            "This agency is closed and does not change. Leave valid_to empty to reopen it.".to_owned(),
        ),
        Reason::Plan(finding) => return plans::finding(locale, finding, name),
        Reason::TooManyChanges { n, max } => (
            format!("Lembar ini menjadi {n} perubahan; satu rencana memuat paling banyak {max}. Bagi lembarnya."),
            format!("This sheet makes {n} changes; one plan takes at most {max}. Split the sheet."),
        ),
    };
    pick(locale, id, en)
}

fn text(fault: TextFault) -> (String, String) {
    match fault {
        TextFault::Required => ("Sel ini wajib diisi.".to_owned(), "This cell must not be empty.".to_owned()),
        TextFault::TooShort { min, len } => (
            format!("Terlalu pendek: {len} karakter, paling sedikit {min}."),
            format!("Too short: {len} characters, at least {min}."),
        ),
        TextFault::TooLong { max, len } => (
            format!("Terlalu panjang: {len} karakter, paling banyak {max}."),
            format!("Too long: {len} characters, at most {max}."),
        ),
        TextFault::ControlCharacter { position } => (
            format!("Ada karakter kendali pada karakter ke-{position}. Hapus."),
            format!("A control character stands at position {position}. Remove it."),
        ),
        TextFault::Invalid => ("Isi sel ini tidak sesuai.".to_owned(), "This cell is not as it should be.".to_owned()),
    }
}
