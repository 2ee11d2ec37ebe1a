//! What a plan would do and what speaks against it, in words: what, why, and the way out.
use entities::vocab::PlanStatus;

use super::{pick, say};
use crate::{
    domain::reorganisation::{Draft, Finding, FindingCode as Code},
    op::Locale,
};

use entities::vocab::ChangeKind as Kind;

/// One change as a sentence. `name` gives the name of a code, where there is one.
#[must_use]
pub fn change(locale: Locale, draft: &Draft, name: &dyn Fn(&str) -> Option<String>) -> String {
    let named = |code: &str| name(code).unwrap_or_else(|| code.to_owned());
    let list = |codes: &mut dyn Iterator<Item = &str>| codes.map(named).collect::<Vec<_>>().join(", ");
    let subject = named(&draft.code);
    let new_name = draft.name.clone().unwrap_or_default();
    let parent = draft.parent.as_deref().map(named).unwrap_or_default();
    match draft.kind {
        Kind::Create => {
            pick(locale, format!("Dibentuk: {new_name} di bawah {parent}."), format!("New: {new_name} below {parent}."))
        }
        Kind::Rename => pick(
            locale,
            format!("{subject} berganti nama menjadi {new_name}."),
            format!("{subject} is renamed to {new_name}."),
        ),
        Kind::Adjust => pick(
            locale,
            format!("Jenis, fungsi, atau wilayah {subject} disesuaikan."),
            format!("Kind, functions or area of {subject} change."),
        ),
        Kind::Move => pick(
            locale,
            format!("{subject} pindah ke bawah {parent}, beserta unit di bawahnya."),
            format!("{subject} moves below {parent}, with everything below it."),
        ),
        Kind::Merge => {
            let sources = list(&mut draft.sources.iter().map(String::as_str));
            pick(locale, format!("{sources} digabung ke {subject}."), format!("{sources} become part of {subject}."))
        }
        Kind::Split => {
            let heirs = list(&mut draft.heirs.iter().map(|heir| heir.code.as_str()));
            pick(locale, format!("{subject} dibagi kepada {heirs}."), format!("{subject} is split among {heirs}."))
        }
        Kind::Close => match draft.successor.as_deref().map(named) {
            Some(heir) => pick(
                locale,
                format!("{subject} ditutup; penerusnya {heir}."),
                format!("{subject} is closed; {heir} inherits."),
            ),
            None => pick(
                locale,
                format!("{subject} ditutup tanpa penerus."),
                format!("{subject} is closed; nobody inherits."),
            ),
        },
        Kind::Reopen => pick(locale, format!("{subject} dibuka kembali."), format!("{subject} is opened again.")),
    }
}

/// A finding as a sentence.
#[must_use]
pub fn finding(locale: Locale, finding: &Finding, name: &dyn Fn(&str) -> Option<String>) -> String {
    let agency = name(&finding.agency).unwrap_or_else(|| finding.agency.clone());
    let other = finding.other.as_deref().unwrap_or_default();
    let other_name = name(other).unwrap_or_else(|| other.to_owned());
    let n = finding.count.unwrap_or_default();
    let (id, en) = match finding.code {
        Code::UnknownAgency => (
            format!("Tidak ada instansi dengan kode {agency}. Periksa kodenya, atau bentuk dahulu dalam rencana ini."),
            format!("There is no agency with the code {agency}. Check the code, or create it earlier in this plan."),
        ),
        Code::CodeTaken => (
            format!("Kode {} sudah dipakai. Kode tidak pernah dipakai ulang; pilih kode lain.", finding.agency),
            format!("The code {} is in use. Codes are never used again; choose another.", finding.agency),
        ),
        Code::Loop => (
            format!("{agency} akan berada di bawah dirinya sendiri. Pilih induk atau penerus lain."),
            format!("{agency} would hang below itself. Choose another parent or heir."),
        ),
        Code::DeadTarget => (
            format!(
                "{agency} sudah tutup pada tanggal berlaku, jadi tidak dapat menjadi tujuan. Pilih instansi yang masih berlaku."
            ),
            format!("{agency} is closed on the effective day and cannot be a target. Choose one that is in force."),
        ),
        Code::NoHeir => (
            format!("{n} laporan terbuka pada {agency} tidak punya penerus. Tentukan penerusnya."),
            format!("{n} open cases of {agency} have no heir. Name one."),
        ),
        Code::FunctionTwice => (
            format!(
                "{agency} dan {other} akan memegang fungsi yang sama di wilayah yang sama. Sesuaikan fungsi salah satunya."
            ),
            format!(
                "{agency} and {other} would have the same function in the same place. Change the functions of one."
            ),
        ),
        Code::CrossesGovernment => (
            format!(
                "{agency} dan {other_name} berada pada pemerintahan yang berbeda. Penataan tidak melintasi batas pemerintahan."
            ),
            format!("{agency} and {other_name} belong to different governments. A plan does not cross that boundary."),
        ),
        Code::OpenUnits => (
            format!(
                "Masih ada {n} unit di bawah {agency}, antara lain {other_name}. Pindahkan, gabung, atau tutup lebih dahulu."
            ),
            format!("{n} units below {agency} are still open, {other_name} for one. Move, merge or close them first."),
        ),
        Code::TouchedTwice => (
            format!("Perubahan lain dalam rencana ini sudah menutup atau membagi {agency}. Hapus salah satunya."),
            format!("Another change of this plan has closed or split {agency} already. Remove one of them."),
        ),
        Code::NotOpen => (
            format!("{agency} sudah tutup. Hanya instansi yang berlaku yang dapat diubah; buka kembali lebih dahulu."),
            format!("{agency} is closed. Only an agency in force can change; reopen it first."),
        ),
        Code::NotClosed => (
            format!("{agency} masih berlaku, jadi tidak perlu dibuka kembali."),
            format!("{agency} is in force and needs no reopening."),
        ),
        Code::NotAReceiver => (
            format!("{agency} tidak menerima laporan, jadi tidak dapat menjadi penerus. Pilih perangkat daerah lain."),
            format!("{agency} takes no reports and cannot inherit. Choose another agency."),
        ),
        Code::GovernmentKind => (
            format!(
                "{agency} adalah pemerintahan. Pemerintahan dibentuk dengan undang-undang, bukan dengan rencana penataan."
            ),
            format!("{agency} is a government. Governments are made by law, not by a plan."),
        ),
        Code::PastWithoutReason => (
            format!("Tanggal berlaku {other} sudah lewat. Isi alasannya, atau pilih hari ini atau sesudahnya."),
            format!("The effective day {other} is in the past. Give a reason, or choose today or later."),
        ),
        Code::BeforeLastPlan => (
            format!("{agency} sudah berubah per {other}. Tanggal berlaku rencana ini tidak boleh sebelum itu."),
            format!("{agency} has changed as of {other}. This plan cannot take effect before that."),
        ),
        Code::Empty => (
            "Rencana ini belum berisi perubahan. Tambahkan paling sedikit satu.".to_owned(),
            "This plan has no change yet. Add at least one.".to_owned(),
        ),
        Code::NothingChanges => (
            format!("Tidak ada yang berubah pada {agency}: keadaannya sudah demikian."),
            format!("Nothing changes for {agency}: it is so already."),
        ),
        Code::NoDefaultHeir => (
            format!("Pembagian {agency} perlu tepat satu penerus tanpa syarat, yang menerima sisanya."),
            format!("The split of {agency} needs exactly one heir without conditions, who takes the rest."),
        ),
        Code::RuleTargetDies => (
            format!(
                "Aturan {other} mengarah ke {agency}, dan sesudah rencana ini tidak jelas siapa penggantinya. Tentukan satu penerus atau pindahkan fungsinya."
            ),
            format!(
                "Rule {other} points at {agency}, and after this plan nobody clearly takes its place. Name one heir, or give its function to somebody."
            ),
        ),
        Code::RuleTargetMoves => (
            format!("Aturan {other} mengarah ke {agency} dan akan mengikuti penerusnya. Perbarui aturan itu kemudian."),
            format!("Rule {other} points at {agency} and will follow the heir. Update the rule afterwards."),
        ),
        Code::RuleTargetFallsBack => (
            format!(
                "Aturan {other} mencari fungsi yang sekarang ada pada {agency}, dan sesudah rencana ini tidak ada lagi yang memegangnya di sana. Laporannya jatuh ke sasaran cadangan dan diberi tanda sampai aturannya diperbaiki atau fungsinya dipindahkan."
            ),
            format!(
                "Rule {other} looks for a function that {agency} has today, and after this plan nobody has it there. Its reports fall back on the agency of last resort and are flagged until the rule is mended or the function is given to somebody."
            ),
        ),
        Code::VacantAfter => (
            format!("Tidak ada petugas pada {agency} sesudah penataan. Eskalasi naik ke atasannya; undang petugas."),
            format!("Nobody is in office at {agency} afterwards. Escalation goes to its superior; invite somebody."),
        ),
        Code::MemberLosesPlace => (
            format!("{other} kehilangan jabatan pada {agency} dan tidak mendapat peran baru."),
            format!("{other} loses the role at {agency} and gets no new one."),
        ),
        Code::OverrideLost => (
            format!("{n} tenggat khusus {agency} tidak berlaku lagi. Tetapkan ulang untuk penerusnya."),
            format!("{n} deadlines of its own of {agency} end. Set them anew for the heir."),
        ),
        Code::NotBelow => (
            format!(
                "{agency} bukan unit langsung di bawah {other_name}, atau sudah ikut penerus lain. Periksa kode unitnya."
            ),
            format!(
                "{agency} is no unit directly below {other_name}, or goes to another heir already. Check its code."
            ),
        ),
        Code::OneInspectorate => (
            format!(
                "{agency} akan memiliki {n} inspektorat. Harus tepat satu, langsung di bawahnya: laporan WBS hanya dibaca di sana."
            ),
            format!(
                "{agency} would have {n} inspectorates. It needs exactly one, directly below it: whistle-blowing reports are read nowhere else."
            ),
        ),
        Code::NotYours => (
            format!("{agency} bukan bagian dari pemerintahan rencana ini. Tiap pemerintahan menata cabangnya sendiri."),
            format!("{agency} is not part of this plan's government. Each government keeps its own branch."),
        ),
    };
    pick(locale, id, en)
}

/// A state of a plan.
#[must_use]
pub fn status(locale: Locale, status: PlanStatus) -> &'static str {
    match status {
        PlanStatus::Draft => say(locale, "disusun", "a draft"),
        PlanStatus::Proposed => say(locale, "menunggu orang kedua", "waiting for a second person"),
        PlanStatus::Scheduled => say(locale, "terjadwal", "scheduled"),
        PlanStatus::Published => say(locale, "terbit", "published"),
        PlanStatus::Failed => say(locale, "gagal terbit", "failed"),
        PlanStatus::Discarded => say(locale, "dibatalkan", "discarded"),
    }
}

/// The line that a plan's history gets when the database refused it again and again.
#[must_use]
pub fn refused(locale: Locale) -> String {
    let (id, en) = (
        "Rencana ini berulang kali gagal dijalankan karena gangguan pada server; tidak ada yang berubah. Ajukan lagi.",
        "Carrying out this plan failed again and again because of a fault of the server; nothing has changed. Submit it again.",
    );
    pick(locale, id.to_owned(), en.to_owned())
}

/// The line that a plan's history gets when it no longer fits on its day.
#[must_use]
pub fn failed(locale: Locale, errors: usize) -> String {
    pick(
        locale,
        format!("Pada tanggal berlaku rencana ini tidak cocok lagi: {errors} kesalahan. Perbaiki dan ajukan lagi."),
        format!("On its day this plan no longer fitted: {errors} errors. Mend it and submit it again."),
    )
}
