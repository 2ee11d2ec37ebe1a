//! What the server says to people, in both languages: refusals, errors, roles. Each sentence names the
//! limit and the way out. Texts of pages are in `app/texts`. To add one: a line in both arms.
use chrono::{DateTime, Datelike, Utc};
use entities::vocab::{CaseStatus, Role};

use crate::{
    domain::{
        act::Act,
        calendar::wita_date,
        media::{CleanWarning, MediaRefusal},
        refusal::Refusal,
    },
    op::Locale,
};

pub mod people;
pub mod plans;
pub mod rule_sets;
pub mod rules;
pub mod sheets;

fn say<'a>(locale: Locale, id: &'a str, en: &'a str) -> &'a str {
    match locale {
        Locale::Id => id,
        Locale::En => en,
    }
}

fn pick(locale: Locale, id: String, en: String) -> String {
    match locale {
        Locale::Id => id,
        Locale::En => en,
    }
}

/// A fault of ours.
#[must_use]
pub fn fault(locale: Locale) -> String {
    say(
        locale,
        "Terjadi gangguan pada sistem kami. Yang Anda kirim tidak berubah; silakan coba lagi sebentar lagi.",
        "Something went wrong on our side. Nothing you sent was changed; please try again in a moment.",
    )
    .to_owned()
}

/// Busy or away.
#[must_use]
pub fn unavailable(locale: Locale) -> String {
    say(
        locale,
        "Basis data sedang sibuk. Belum ada yang berubah; silakan kirim lagi.",
        "The database is busy. Nothing was changed; please send it again.",
    )
    .to_owned()
}

/// Sign in first.
#[must_use]
pub fn unauthenticated(locale: Locale) -> String {
    say(locale, "Silakan masuk lebih dahulu.", "Please sign in first.").to_owned()
}

/// Not theirs to do.
#[must_use]
pub fn forbidden(locale: Locale, act: Act) -> String {
    pick(
        locale,
        format!("Peran Anda tidak berwenang untuk tindakan ini pada laporan ini: {}.", act_name(locale, act)),
        format!("Your role has no authority for this act on this case: {}.", act_name(locale, act)),
    )
}

/// The reporter.
#[must_use]
pub fn reporter(locale: Locale) -> &'static str {
    say(locale, "Pelapor", "Reporter")
}

/// The system.
#[must_use]
pub fn system(locale: Locale) -> &'static str {
    say(locale, "Sistem", "System")
}

/// An officer of whom nothing more may be said.
#[must_use]
pub fn officer(locale: Locale) -> &'static str {
    say(locale, "Petugas", "Officer")
}

/// A role.
#[must_use]
pub fn role(locale: Locale, role: Role) -> &'static str {
    match role {
        Role::Citizen => say(locale, "Warga", "Citizen"),
        Role::UnitOfficer => say(locale, "Admin unit kerja", "Unit officer"),
        Role::LiaisonOfficer => say(locale, "Pejabat penghubung", "Liaison officer"),
        Role::AgencyAdmin => say(locale, "Admin instansi", "Agency admin"),
        Role::RegencyCoordinator => say(locale, "Admin koordinator daerah", "Regency coordinator"),
        Role::ProvinceCoordinator => say(locale, "Admin koordinator provinsi", "Province coordinator"),
        Role::Leadership => say(locale, "Pimpinan", "Leadership"),
        Role::Inspectorate => say(locale, "Inspektorat", "Inspectorate"),
        Role::OmbudsmanOfficer => say(locale, "Petugas Ombudsman", "Ombudsman officer"),
        Role::OversightReader => say(locale, "Pemantau", "Oversight reader"),
        Role::SystemAdmin => say(locale, "Admin sistem", "System administrator"),
    }
}

/// A state.
#[must_use]
pub fn status(locale: Locale, status: CaseStatus) -> &'static str {
    match status {
        CaseStatus::Submitted => say(locale, "Baru", "New"),
        CaseStatus::Postponed => say(locale, "Ditunda", "Postponed"),
        CaseStatus::Forwarded => say(locale, "Diteruskan", "Forwarded"),
        CaseStatus::Returned => say(locale, "Dikembalikan", "Returned"),
        CaseStatus::InProgress => say(locale, "Dikerjakan", "In progress"),
        CaseStatus::AwaitingConfirmation => say(locale, "Menunggu konfirmasi", "Awaiting confirmation"),
        CaseStatus::Closed => say(locale, "Selesai", "Closed"),
        CaseStatus::Archived => say(locale, "Diarsipkan", "Archived"),
        CaseStatus::Reopened => say(locale, "Dibuka kembali", "Reopened"),
    }
}

fn act_name(locale: Locale, act: Act) -> &'static str {
    match act {
        Act::Supplement => say(locale, "melengkapi laporan", "supplement"),
        Act::Comment => say(locale, "menulis tanggapan pelapor", "comment as the reporter"),
        Act::Confirm => say(locale, "menyatakan selesai", "confirm"),
        Act::Reject => say(locale, "menyatakan belum selesai", "reject the answer"),
        Act::Rate => say(locale, "memberi nilai", "rate"),
        Act::Reopen => say(locale, "membuka kembali", "reopen"),
        Act::SetVisibility => say(locale, "mengubah kerahasiaan", "change the visibility"),
        Act::Verify => say(locale, "verifikasi", "verify"),
        Act::Postpone => say(locale, "meminta kelengkapan", "ask for more"),
        Act::Return => say(locale, "mengembalikan", "return"),
        Act::Archive => say(locale, "mengarsipkan", "archive"),
        Act::DeclineArchive => say(locale, "menolak pengarsipan", "decline the archive"),
        Act::Forward => say(locale, "meneruskan", "forward"),
        Act::Assign => say(locale, "menugaskan", "assign"),
        Act::DraftReply => say(locale, "menulis jawaban", "write a reply"),
        Act::ApproveReply => say(locale, "menyetujui jawaban", "approve a reply"),
        Act::PublishReply => say(locale, "menerbitkan jawaban", "publish a reply"),
        Act::Finish => say(locale, "menandai selesai", "mark as done"),
        Act::Note => say(locale, "menulis catatan", "write a note"),
        Act::LinkDuplicate => say(locale, "menautkan laporan serupa", "link a duplicate"),
        Act::RevealIdentity => say(locale, "membuka identitas", "read the identity"),
    }
}

/// A refusal as a sentence.
#[must_use]
pub fn refusal(locale: Locale, refusal: &Refusal) -> String {
    match refusal {
        Refusal::Required(_) => say(locale, "Isian ini wajib diisi.", "This field is required.").to_owned(),
        Refusal::TooShort { min, len, .. } => pick(
            locale,
            format!("Terlalu pendek: {len} karakter, paling sedikit {min}. Tambahkan keterangan."),
            format!("Too short: {len} characters, at least {min}. Please add some detail."),
        ),
        Refusal::TooLong { max, len, .. } => pick(
            locale,
            format!(
                "Terlalu panjang: {len} karakter, paling banyak {max}. Ringkas, atau kirim sisanya sebagai lampiran."
            ),
            format!("Too long: {len} characters, at most {max}. Please shorten it, or send the rest as a file."),
        ),
        Refusal::ControlCharacter { position, .. } => pick(
            locale,
            format!("Ada tanda yang tidak dapat dibaca pada posisi {position}. Hapus tanda itu atau ketik ulang."),
            format!("There is an unreadable character at position {position}. Remove it or type the text again."),
        ),
        Refusal::Invalid("email" | "contact.email") => say(
            locale,
            "Alamat surel tidak benar. Contoh: nama@contoh.id.",
            "This e-mail address is not right. Example: name@example.org.",
        )
        .to_owned(),
        Refusal::Invalid("phone" | "contact.phone") => say(
            locale,
            "Nomor telepon tidak benar. Contoh: 0812 3456 7890.",
            "This phone number is not right. Example: 0812 3456 7890.",
        )
        .to_owned(),
        Refusal::Invalid("current") => {
            say(locale, "Kata sandi sekarang salah.", "The current password is wrong.").to_owned()
        }
        Refusal::Invalid("occurredOn") => {
            say(locale, "Tanggal kejadian tidak boleh sesudah hari ini.", "The day of the event cannot be after today.")
                .to_owned()
        }
        Refusal::Invalid("kind") => say(
            locale,
            "Instansi pendukung menulis jawaban bagian; hanya penanggung jawab yang menjawab pelapor.",
            "A supporting agency writes a part-answer; only the lead answers the reporter.",
        )
        .to_owned(),
        Refusal::Invalid("after" | "before") => say(
            locale,
            "Penanda halaman ini bukan dari daftar ini. Mulai lagi dari halaman pertama.",
            "This cursor is not of this list. Start again from the first page.",
        )
        .to_owned(),
        Refusal::Invalid("last") => {
            say(locale, "Pakai first atau last, jangan keduanya.", "Use first or last, not both.").to_owned()
        }
        Refusal::Invalid("id") => {
            say(locale, "Berikan id atau reference, salah satu saja.", "Give id or reference, exactly one.").to_owned()
        }
        Refusal::Invalid("ofReference") => say(
            locale,
            "Nomor laporan tidak benar. Periksa lagi, contoh: TG-2611-7K3QXM.",
            "This number is not right. Check it again, for example TG-2611-7K3QXM.",
        )
        .to_owned(),
        Refusal::Invalid(_) => {
            say(locale, "Isian ini tidak sesuai bentuknya.", "This value does not have the right form.").to_owned()
        }
        Refusal::Unknown(_) => say(
            locale,
            "Tidak ditemukan, atau bukan untuk Anda lihat. Pilih lagi dari daftar.",
            "Not found, or not yours to see. Please choose again from the list.",
        )
        .to_owned(),
        Refusal::OutOfRange { min, max, .. } => {
            pick(locale, format!("Harus antara {min} dan {max}."), format!("Must be between {min} and {max}."))
        }
        Refusal::TooMany { max, .. } => pick(
            locale,
            format!("Paling banyak {max}. Kurangi dahulu."),
            format!("At most {max}. Please take some away."),
        ),
        Refusal::WrongState { act, status: state } => pick(
            locale,
            format!(
                "Laporan ini berkeadaan “{}”; tindakan ini tidak dapat dilakukan: {}.",
                status(locale, *state),
                act_name(locale, *act)
            ),
            format!("The case is “{}”; this cannot be done now: {}.", status(locale, *state), act_name(locale, *act)),
        ),
        Refusal::NotVerified => {
            say(locale, "Verifikasi laporan ini dahulu, lalu teruskan.", "Verify the case first, then forward it.")
                .to_owned()
        }
        Refusal::NotAnswered => say(
            locale,
            "Belum ada jawaban yang terbit. Terbitkan jawaban dahulu, lalu tandai selesai.",
            "No substantive reply has been published. Publish one, then mark it as done.",
        )
        .to_owned(),
        Refusal::ClosedAgency(_) => say(
            locale,
            "Instansi ini sudah tidak berlaku. Pilih penggantinya.",
            "This agency is closed. Choose its successor.",
        )
        .to_owned(),
        Refusal::NotAReceiver(_) => say(
            locale,
            "Lembaga ini tidak menerima laporan. Pilih instansi lain.",
            "This body takes no reports. Choose another agency.",
        )
        .to_owned(),
        Refusal::AlreadyThere(_) => {
            say(locale, "Laporan ini sudah dipegang instansi itu.", "That agency already has the case.").to_owned()
        }
        Refusal::DecisionBinds => say(
            locale,
            "Laporan ini sudah dikembalikan lebih dari dua kali, dan keputusan koordinator mengikat: laporan tidak dapat dikembalikan lagi. Bila keputusannya keliru, mintalah koordinator meneruskannya kepada instansi yang tepat.",
            "This case was returned more than twice, and the coordinator's decision binds: it cannot be returned again. If the decision is wrong, ask the coordinator to forward it to the right agency.",
        )
        .to_owned(),
        Refusal::OutOfReach(_) => say(
            locale,
            "Instansi ini di luar jangkauan peran Anda. Kembalikan laporan kepada koordinator dengan usul Anda.",
            "This agency is beyond the reach of your role. Return the case to the coordinator with your suggestion.",
        )
        .to_owned(),
        Refusal::ConflictOfInterest(_) => say(
            locale,
            "Laporan ini menyangkut instansi itu. Teruskan kepada inspektorat atau koordinator.",
            "The report concerns that agency. Forward it to the inspectorate or the coordinator.",
        )
        .to_owned(),
        Refusal::SecondPerson => {
            say(
            locale,
            "Laporan pengawasan dan anonim tidak digabung oleh satu orang. Tautkan saja, atau usulkan pengarsipan dengan alasan “duplicate”.",
            "Supervisory and anonymous reports are not merged by one person. Link them, or propose archiving with the reason “duplicate”.",
        )
        .to_owned()
        }
        Refusal::OwnProposal => say(
            locale,
            "Anda yang mengusulkan; petugas lain harus menyetujui.",
            "You proposed it; another officer must agree.",
        )
        .to_owned(),
        Refusal::OwnDraft => say(
            locale,
            "Anda yang menulis jawaban ini; mintalah rekan menyetujuinya.",
            "You wrote this reply; ask a colleague to approve it.",
        )
        .to_owned(),
        Refusal::ApprovalNeeded => say(
            locale,
            "Jawaban ini perlu disetujui rekan sebelum terbit.",
            "A colleague must approve this reply before it is published.",
        )
        .to_owned(),
        Refusal::AlreadyPublished => say(
            locale,
            "Tulisan ini sudah terbit atau disetujui. Tulis yang baru.",
            "This text is published or approved already. Write a new one.",
        )
        .to_owned(),
        Refusal::OnlyReporterLoosens => say(
            locale,
            "Hanya pelapor yang boleh membuka kembali kerahasiaan.",
            "Only the reporter may loosen the visibility.",
        )
        .to_owned(),
        Refusal::StaysConfidential => say(
            locale,
            "Laporan pelanggaran (WBS) tetap seperti saat dikirim.",
            "A whistle-blowing report stays as it was filed.",
        )
        .to_owned(),
        Refusal::TooLate { days } => pick(
            locale,
            format!("Sudah lewat {days} hari sejak ditutup. Buat laporan baru dan sebut nomor ini."),
            format!(
                "More than {days} days have passed since it was closed. File a new report and mention this number."
            ),
        ),
        Refusal::AlreadyRated => say(locale, "Anda sudah memberi nilai.", "You have rated it already.").to_owned(),
        Refusal::BadDuplicate(_) => say(
            locale,
            "Tidak dapat digabung ke laporan itu: laporan itu sudah selesai, sudah digabung, atau laporan ini sendiri.",
            "It cannot be merged into that case: that one has ended, was merged itself, or is this case.",
        )
        .to_owned(),
        Refusal::Merged => say(
            locale,
            "Laporan ini sudah digabung; kabarnya mengikuti laporan yang lain.",
            "This case was merged; its news follow the other one.",
        )
        .to_owned(),
        Refusal::KeyReused => say(
            locale,
            "Kunci ini sudah dipakai untuk isian lain. Buka formulir sekali lagi.",
            "This key was used with another input. Open the form once more.",
        )
        .to_owned(),
        Refusal::Conflict { .. } => say(
            locale,
            "Laporan ini sudah diubah orang lain sesudah Anda membukanya. Lihat perubahannya, lalu putuskan lagi.",
            "Somebody else changed this since you opened it. See what changed, then decide again.",
        )
        .to_owned(),
        Refusal::WrongCredentials => {
            say(locale, "Surel atau kata sandi salah.", "The e-mail or password is wrong.").to_owned()
        }
        Refusal::WrongTracking => say(
            locale,
            "Kode atau kata rahasia salah. Periksa huruf dan angkanya.",
            "The code or the secret is wrong. Check its letters and digits.",
        )
        .to_owned(),
        Refusal::RateLimited { minutes } => pick(
            locale,
            format!("Terlalu banyak percobaan. Coba lagi {minutes} menit lagi."),
            format!("Too many attempts. Try again in {minutes} minutes."),
        ),
        Refusal::Taken(_) => say(
            locale,
            "Alamat ini tidak dapat dipakai untuk akun baru. Masuk, atau pakai alamat lain.",
            "This address cannot be used for a new account. Sign in, or use another one.",
        )
        .to_owned(),
        Refusal::OfficersOnly(_) => {
            say(locale, "Hanya petugas yang boleh mengisi ini.", "Only officers may set this.").to_owned()
        }
        Refusal::PlanState(status) => {
            let word = plans::status(locale, *status);
            pick(
                locale,
                format!("Rencana ini {word}, jadi tidak dapat diubah begitu. Muat ulang untuk melihat langkah yang tersedia."),
                format!("This plan is {word}; that cannot be done with it. Reload to see which steps there are."),
            )
        }
        Refusal::PlanBlocked { errors } => pick(
            locale,
            format!("Pratinjau menemukan {errors} kesalahan. Perbaiki dahulu, lalu coba lagi."),
            format!("The preview found {errors} errors. Mend them first, then try again."),
        ),
        Refusal::AlreadyCountered => say(
            locale,
            "Rencana balik untuk rencana ini sudah ada. Lanjutkan atau buang yang itu dahulu.",
            "There is a plan already that takes this one back. Go on with that one, or discard it first.",
        )
        .to_owned(),
        Refusal::SheetFile(refusal) => sheets::file(locale, *refusal),
        Refusal::SheetFaulty { lines } => pick(
            locale,
            format!("{lines} baris lembar ini belum benar, jadi tidak ada yang dijadikan rencana. Perbaiki lembarnya, lalu kirim lagi."),
            format!("{lines} lines of this sheet are not right, so nothing was made a plan. Mend the sheet and send it again."),
        ),
        Refusal::SheetSame => say(
            locale,
            "Lembar ini sama dengan pohon instansi sekarang; tidak ada yang perlu direncanakan.",
            "This sheet says what the tree is already; there is nothing to plan.",
        )
        .to_owned(),
        Refusal::KeptByPlans => say(
            locale,
            "Pohon instansi sudah ditata dengan rencana; berkas akan membatalkannya. Buat rencana penataan.",
            "The tree has been changed by plans, which a file would undo. Make a plan instead.",
        )
        .to_owned(),
        Refusal::NotYours(_) => say(
            locale,
            "Instansi ini bukan bagian dari pemerintahan rencana ini. Tiap pemerintahan menata cabangnya sendiri.",
            "This agency is not part of the plan's government. Each government keeps its own branch.",
        )
        .to_owned(),
        Refusal::DayOutOfRange { .. }
        | Refusal::RoleDoesNotFit(_)
        | Refusal::RoleNotYours(_)
        | Refusal::HoldsItAlready(_)
        | Refusal::InvitedAlready(_)
        | Refusal::OwnRights(_)
        | Refusal::OwnRole
        | Refusal::RoleState
        | Refusal::LastCoordinator
        | Refusal::NotInOffice(_)
        | Refusal::SamePerson(_)
        | Refusal::InvitationState
        | Refusal::DeadLink(_) => people::refusal(locale, refusal).unwrap_or_default(),
        Refusal::RuleSetState(_)
        | Refusal::RulesBlocked { .. }
        | Refusal::RuleGone(_)
        | Refusal::NoRoom(_)
        | Refusal::Document { .. }
        | Refusal::SimulationsRunning { .. }
        | Refusal::SimulationOver => rule_sets::refusal(locale, refusal).unwrap_or_default(),
    }
}

/// A file that is not taken.
#[must_use]
pub fn media(locale: Locale, refusal: &MediaRefusal) -> String {
    match refusal {
        MediaRefusal::Empty => say(locale, "Berkas ini kosong.", "This file is empty.").to_owned(),
        MediaRefusal::TooLarge { limit } => pick(
            locale,
            format!("Berkas terlalu besar; paling besar {} MB. Perkecil dahulu.", limit / 1024 / 1024),
            format!("The file is too large; at most {} MB. Please make it smaller.", limit / 1024 / 1024),
        ),
        MediaRefusal::UnknownType => say(
            locale,
            "Jenis berkas ini tidak diterima. Kirim JPEG, PNG, WebP, PDF, atau MP4 (foto iPhone: pilih format “Paling Kompatibel”).",
            "This kind of file is not taken. Send JPEG, PNG, WebP, PDF or MP4 (iPhone photos: choose “Most Compatible”).",
        )
        .to_owned(),
        MediaRefusal::Broken => {
            say(locale, "Berkas ini rusak dan tidak dapat dibuka.", "This file is broken and cannot be opened.").to_owned()
        }
        MediaRefusal::TooManyPixels { limit } => pick(
            locale,
            format!("Gambar terlalu besar; paling banyak {} megapiksel.", limit / 1_000_000),
            format!("The picture is too large; at most {} megapixels.", limit / 1_000_000),
        ),
    }
}

/// What could not be removed from a file.
#[must_use]
pub fn warning(locale: Locale, warning: CleanWarning) -> &'static str {
    match warning {
        CleanWarning::Encrypted => say(
            locale,
            "Berkas terkunci: data tempat, alat, dan penulis tidak dapat kami hapus.",
            "The file is locked: we could not remove place, device and author.",
        ),
        CleanWarning::Signed => say(
            locale,
            "Berkas bertanda tangan elektronik: data penulis kami biarkan agar tanda tangan tetap sah.",
            "The file is signed: we left the author's data so that the signature stays valid.",
        ),
        CleanWarning::Unreadable => say(
            locale,
            "Sebagian berkas tidak dapat dibaca: data di dalamnya mungkin masih ada.",
            "Part of the file cannot be read: data in it may remain.",
        ),
        CleanWarning::FilesInside => say(
            locale,
            "Ada berkas lain di dalam berkas ini: isinya tidak kami bersihkan.",
            "There are files inside this file: we did not clean them.",
        ),
        CleanWarning::PictureInside => say(
            locale,
            "Gambar di dalam berkas ini mungkin masih memuat data tempat.",
            "Pictures inside this file may still hold place data.",
        ),
        CleanWarning::Telemetry => say(
            locale,
            "Video ini mungkin masih memuat data perjalanan atau tempat.",
            "This video may still hold data of its place or route.",
        ),
    }
}

/// "Rabu 25 November 2026": dates in standard texts, which are Indonesian.
#[must_use]
pub fn day_long(at: DateTime<Utc>) -> String {
    const DAYS: [&str; 7] = ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"];
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
    let day = wita_date(at);
    let weekday = usize::try_from(day.weekday().num_days_from_monday())
        .ok()
        .and_then(|n| DAYS.get(n))
        .copied()
        .unwrap_or_default();
    let month = usize::try_from(day.month0()).ok().and_then(|n| MONTHS.get(n)).copied().unwrap_or_default();
    format!("{weekday} {} {month} {}", day.day(), day.year())
}

#[cfg(test)]
mod tests {
    use chrono::TimeZone;

    use super::*;

    #[test]
    fn a_limit_is_named_in_both_languages() {
        let too_long = Refusal::TooLong { field: "title", max: 150, len: 200 };
        for locale in [Locale::Id, Locale::En] {
            let text = refusal(locale, &too_long);
            assert!(text.contains("150") && text.contains("200"), "{text}");
        }
    }

    #[test]
    fn a_day_is_told_in_witas_calendar() {
        let late = Utc.with_ymd_and_hms(2026, 11, 24, 17, 0, 0).unwrap();
        assert_eq!(day_long(late), "Rabu 25 November 2026");
    }
}
