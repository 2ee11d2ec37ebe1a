//! Why something cannot be done with a version of the forwarding rules: what, why, and the way out.
use entities::vocab::RuleSetStatus;

use super::{pick, say};
use crate::{domain::refusal::Refusal, op::Locale};

/// Faults of a document that are named; the rest is a number.
const NAMED: usize = 20;

/// Where a version stands, as part of a sentence.
#[must_use]
pub fn status(locale: Locale, status: RuleSetStatus) -> &'static str {
    match status {
        RuleSetStatus::Draft => say(locale, "disusun", "a draft"),
        RuleSetStatus::Proposed => say(locale, "menunggu orang kedua", "waiting for a second person"),
        RuleSetStatus::Scheduled => say(locale, "terjadwal", "scheduled"),
        RuleSetStatus::Active => say(locale, "berlaku", "in force"),
        RuleSetStatus::Retired => say(locale, "sudah digantikan", "replaced by another"),
        RuleSetStatus::Failed => say(locale, "gagal berlaku", "failed"),
        RuleSetStatus::Discarded => say(locale, "dibatalkan", "discarded"),
    }
}

/// A refusal about forwarding rules; none for any other.
pub(super) fn refusal(locale: Locale, refusal: &Refusal) -> Option<String> {
    let (id, en) = match refusal {
        Refusal::RuleSetState(status) => {
            let word = self::status(locale, *status);
            let way = if status.is_final() {
                ("Untuk mengubah aturan, buat draf dari versi ini.", "To change rules, make a draft of this version.")
            } else {
                ("Muat ulang untuk melihat langkah yang tersedia.", "Reload to see which steps there are.")
            };
            (
                format!("Versi aturan ini {word}, jadi tidak dapat diubah begitu. {}", way.0),
                format!("This version of the rules is {word}; that cannot be done with it. {}", way.1),
            )
        }
        Refusal::RulesBlocked { errors } => (
            format!("Pemeriksaan menemukan {errors} kesalahan pada aturan. Perbaiki dahulu, lalu coba lagi."),
            format!("The check found {errors} errors in the rules. Mend them first, then try again."),
        ),
        Refusal::RuleGone(_) => (
            "Tidak ada aturan pada urutan ini. Muat ulang untuk melihat urutan yang sekarang.".to_owned(),
            "There is no rule at this position. Reload to see the order as it is now.".to_owned(),
        ),
        Refusal::NoRoom(_) => (
            "Di belakang urutan ini tidak ada tempat lagi. Pilih urutan yang lebih kecil.".to_owned(),
            "There is no room behind this position. Choose a smaller one.".to_owned(),
        ),
        Refusal::Document { faults } => {
            let named: Vec<&str> = faults.iter().take(NAMED).map(String::as_str).collect();
            let rest = faults.len().saturating_sub(NAMED);
            let (more_id, more_en) = if rest > 0 {
                (format!("; dan {rest} lagi"), format!("; and {rest} more"))
            } else {
                (String::new(), String::new())
            };
            let named = named.join("; ");
            (
                format!("Dokumen ini bukan kumpulan aturan yang dapat dibaca: {named}{more_id}."),
                format!("This document is no rule set that can be read: {named}{more_en}."),
            )
        }
        Refusal::SimulationsRunning { max } => (
            format!(
                "Sudah ada {max} simulasi yang belum selesai. Tunggu sampai satu selesai, atau hentikan satu dahulu."
            ),
            format!("{max} simulations are unfinished already. Wait until one is done, or stop one first."),
        ),
        Refusal::SimulationOver => (
            "Simulasi ini sudah berakhir. Muat ulang untuk melihat hasilnya.".to_owned(),
            "This simulation has ended already. Reload to see its result.".to_owned(),
        ),
        _ => return None,
    };
    Some(pick(locale, id, en))
}
