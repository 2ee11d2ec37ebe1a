//! What is said about people in office: why a change of a role is refused, and the letter that invites somebody.
use chrono::{DateTime, Datelike, NaiveDate, Timelike, Utc};

use super::{pick, say};
use crate::{domain::refusal::Refusal, op::Locale};

/// Refusals of this subject; `None` for all others.
#[must_use]
pub fn refusal(locale: Locale, refusal: &Refusal) -> Option<String> {
    let sentence = match refusal {
        Refusal::DayOutOfRange { from, to, .. } => {
            let (from, to) = (day(*from), day(*to));
            return Some(pick(
                locale,
                format!("Tanggal harus antara {from} dan {to}."),
                format!("The day must lie between {from} and {to}."),
            ));
        }
        Refusal::RoleDoesNotFit(_) => say(
            locale,
            "Peran ini tidak ada di instansi seperti itu. Pilih peran atau instansi lain.",
            "There is no such role at an agency of this kind. Choose another role or agency.",
        ),
        Refusal::RoleNotYours(_) => say(
            locale,
            "Peran ini tidak dapat Anda berikan di sini. Mintalah koordinator.",
            "You cannot give this role here. Please ask the coordinator.",
        ),
        Refusal::HoldsItAlready(_) => {
            say(locale, "Orang ini sudah memegang peran itu di sana.", "This person holds that role there already.")
        }
        Refusal::InvitedAlready(_) => say(
            locale,
            "Alamat ini sudah diundang untuk peran itu. Perbarui atau tarik undangan yang ada.",
            "This address is invited to that role already. Renew or withdraw that invitation.",
        ),
        Refusal::OwnRights(_) => say(
            locale,
            "Tidak seorang pun menambah wewenangnya sendiri. Mintalah orang lain yang berwenang.",
            "Nobody raises the own rights. Please ask another person with this authority.",
        ),
        Refusal::OwnRole => say(
            locale,
            "Peran sendiri hanya dapat diakhiri atau digantikan sementara; yang lain dilakukan orang lain.",
            "Your own role you can only end, or name a deputy for; the rest is for somebody else to do.",
        ),
        Refusal::RoleState => say(
            locale,
            "Keadaan peran ini tidak memungkinkannya: sudah berakhir, sedang dihentikan sementara, atau belum dimulai.",
            "The role is not in a state for this: it has ended, is suspended, or has not begun.",
        ),
        Refusal::LastCoordinator => say(
            locale,
            "Ini koordinator terakhir pemerintahan ini. Angkat koordinator lain dahulu.",
            "This is the last coordinator of this government. Appoint another one first.",
        ),
        Refusal::NotInOffice(_) => say(
            locale,
            "Tidak ada petugas dengan surel ini di pemerintahan yang sama. Periksa alamatnya, atau undang orang itu dahulu.",
            "Nobody in office in the same government has this e-mail. Check the address, or invite the person first.",
        ),
        Refusal::SamePerson(_) => say(
            locale,
            "Pengganti harus orang lain, bukan yang berhalangan.",
            "A deputy must be another person than the one who is absent.",
        ),
        Refusal::InvitationState => say(
            locale,
            "Undangan ini sudah dipakai atau ditarik. Buat undangan baru.",
            "This invitation was used or withdrawn. Make a new one.",
        ),
        Refusal::DeadLink(_) => say(
            locale,
            "Tautan ini tidak berlaku: salah, sudah dipakai, ditarik, atau lewat waktunya. Mintalah tautan baru kepada yang mengundang.",
            "This link cannot be used: it is wrong, was used, was withdrawn, or has run out. Please ask whoever invited you for a new one.",
        ),
        _ => return None,
    };
    Some(sentence.to_owned())
}

fn day(day: NaiveDate) -> String {
    format!("{}-{:02}-{:02}", day.year(), day.month(), day.day())
}

/// A letter: subject and body, in Indonesian.
#[must_use]
pub fn invitation_letter(
    name: &str,
    role: &str,
    agency: &str,
    inviter: &str,
    link: &str,
    until: DateTime<Utc>,
) -> (String, String) {
    const MONTHS: [&str; 12] = [
        "Januari",
        "Februari",
        "Maret",
        "April",
        "Mei",
        "Juni",
        "Juli",
        "Agustus",
        "September",
        "Oktober",
        "November",
        "Desember",
    ];
    let local = until + chrono::Duration::hours(8);
    let month = MONTHS.get(usize::try_from(local.month0()).unwrap_or_default()).copied().unwrap_or_default();
    let until =
        format!("{} {month} {} pukul {:02}.{:02} WITA", local.day(), local.year(), local.hour(), local.minute());
    let subject = format!("Undangan: {role} di {agency}");
    let body = format!(
        "Yth. {name},\n\n{inviter} mengundang Anda bertugas sebagai {role} di {agency} pada layanan pengaduan Tanggap.\n\n\
         Buka tautan ini untuk menerima undangan. Tautan hanya dapat dipakai satu kali, sampai {until}:\n\n{link}\n\n\
         Jangan teruskan surat ini kepada siapa pun. Bila Anda tidak mengenal undangan ini, abaikan saja.\n"
    );
    (subject, body)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_says_until_when_in_local_time() {
        let until = DateTime::from_timestamp(1_794_272_400, 0).unwrap_or_default();
        let (subject, body) =
            invitation_letter("Maulida", "Admin instansi", "Dinas PUPR", "Rina", "https://x/y", until);
        assert_eq!(subject, "Undangan: Admin instansi di Dinas PUPR");
        assert!(body.contains("https://x/y") && body.contains("WITA") && body.contains("Yth. Maulida"), "{body}");
    }
}
