//! What the lint has found, as sentences: which rule, what, why, and how to mend it.
use super::{super::pick, Name, Names, named, rule, some, words};
use crate::{
    domain::rules::lint::{Finding, Kind},
    op::Locale,
};

/// So many places or codes are named; the rest is a number.
const SHOWN: usize = 6;

/// A finding as a sentence.
#[must_use]
pub fn finding(locale: Locale, finding: &Finding, names: &Names<'_>) -> String {
    let who = match &finding.rule {
        Some((position, name)) => rule(locale, *position, name),
        None => pick(locale, "Versi ini".to_owned(), "This version".to_owned()),
    };
    let (id, en) = sentence(locale, &finding.kind, &who, names);
    pick(locale, id, en)
}

/// Both languages; names and single words are in the one that is asked for.
fn sentence(locale: Locale, kind: &Kind, who: &str, names: &Names<'_>) -> (String, String) {
    let agency = |code: &str| named(names, Name::Agency(code));
    let region = |code: &str| named(names, Name::Region(code));
    let topic = |code: &str| named(names, Name::Topic(code));
    let function = |code: &str| words::function(locale, code);
    let places = |codes: &[String]| some(locale, &codes.iter().map(|code| region(code)).collect::<Vec<_>>(), SHOWN);
    match kind {
        Kind::TooMuch { limit, most, there } => {
            let what = words::limit(locale, *limit);
            (
                format!(
                    "{who} terlalu besar: {there} {what}, paling banyak {most}. Kurangi, atau bagi menjadi beberapa."
                ),
                format!("{who} is too large: {there} {what}, at most {most}. Take some away, or divide it."),
            )
        }
        Kind::NoName => (
            format!("{who} belum bernama. Beri nama yang singkat, supaya orang mengenalinya."),
            format!("{who} has no name. Give it a short one, so that people know it."),
        ),
        Kind::NoReason => (
            format!("{who} belum menyebut alasan. Tulis dasar hukum atau pembagian tugasnya dalam satu kalimat."),
            format!("{who} gives no reason. Write its legal or organisational ground in one sentence."),
        ),
        Kind::PositionTwice => (
            format!(
                "{who} memakai urutan yang dipakai aturan lain. Beri urutan lain, supaya jelas mana yang lebih dahulu."
            ),
            format!("{who} has the position of another rule. Give it another, so that it is clear which comes first."),
        ),
        Kind::NoFallback => (
            format!(
                "{who} belum punya aturan cadangan. Tambahkan aturan terakhir tanpa syarat yang meneruskan ke satu instansi, supaya tidak ada laporan tanpa penanggung jawab."
            ),
            format!(
                "{who} has no fallback. Add a last rule without conditions that forwards to one agency, so that no report is without somebody responsible."
            ),
        ),
        Kind::Unreachable { by, free_before } => {
            let numbers: Vec<String> = by.iter().map(u32::to_string).collect();
            let by = some(locale, &numbers, SHOWN);
            let (mend_id, mend_en) = match free_before {
                Some(free) => (format!("Pindahkan ke urutan {free}"), format!("Move it to position {free}")),
                None => ("Pindahkan ke depannya".to_owned(), "Move it before that".to_owned()),
            };
            (
                format!(
                    "{who} tidak akan pernah dipakai: semua laporannya sudah diambil aturan {by}. {mend_id}, atau hapus."
                ),
                format!("{who} will never be used: rule {by} takes all its reports. {mend_en}, or remove it."),
            )
        }
        Kind::TopicTaken { topic: code, by } => {
            let topic = topic(code);
            (
                format!(
                    "{who} tidak menerima laporan topik {topic}: sudah diambil aturan {by}. Hapus topik itu dari sini, atau pindahkan aturan ini ke depan aturan {by}."
                ),
                format!(
                    "{who} gets no report about {topic}: rule {by} takes them. Take that topic out here, or move this rule before rule {by}."
                ),
            )
        }
        Kind::TargetClosed { role, code, heir } => {
            let (part, code) = (words::role(locale, *role), agency(code));
            match heir.as_deref().map(agency) {
                Some(heir) => (
                    format!(
                        "{who}: {part} {code} sudah ditutup; laporannya kini ke penerusnya, {heir}. Ganti dengan {heir}."
                    ),
                    format!("{who}: its {part} {code} is closed; reports go to the heir, {heir}. Name {heir} instead."),
                ),
                None => (
                    format!("{who}: {part} {code} sudah ditutup tanpa penerus. Pilih instansi yang masih berlaku."),
                    format!("{who}: its {part} {code} is closed and nobody inherits. Choose one that is in force."),
                ),
            }
        }
        Kind::TargetClosing { role, code, day, heir } => {
            let (part, code, day) = (words::role(locale, *role), agency(code), words::day(locale, *day));
            let (mend_id, mend_en) = match heir.as_deref().map(agency) {
                Some(heir) => (format!("Sesudah itu pakai {heir}."), format!("Name {heir} after that.")),
                None => ("Siapkan penggantinya.".to_owned(), "Choose another in time.".to_owned()),
            };
            (
                format!("{who}: {part} {code} berlaku sampai {day}. {mend_id}"),
                format!("{who}: its {part} {code} is in force until {day}. {mend_en}"),
            )
        }
        Kind::TargetUnknown { role, code } => {
            let part = words::role(locale, *role);
            (
                format!(
                    "{who}: {part} {code} tidak ada dalam pohon instansi. Periksa kodenya, atau pilih dari daftar."
                ),
                format!("{who}: its {part} {code} is not in the tree. Check the code, or choose from the list."),
            )
        }
        Kind::TargetOutside { role, code } => {
            let (part, code) = (words::role(locale, *role), agency(code));
            (
                format!(
                    "{who}: {part} {code} bukan bagian pemerintahan ini. Aturan daerah tidak melintasi batas; pilih instansi sendiri."
                ),
                format!(
                    "{who}: its {part} {code} is not of this government. Its rules stay within it; choose an own agency."
                ),
            )
        }
        Kind::NoTarget => (
            format!("{who} meneruskan laporan, tetapi belum ada sasarannya. Pilih instansi atau fungsinya."),
            format!("{who} forwards and says not where. Choose an agency or a function."),
        ),
        Kind::TargetWithoutForward => (
            format!(
                "{who} punya sasaran, padahal tindakannya bukan meneruskan. Hapus sasarannya, atau ganti tindakannya."
            ),
            format!("{who} has a target and does not forward. Take the target out, or change the action."),
        ),
        Kind::FunctionUnknown { role, function: code } => {
            let (part, function) = (words::role(locale, *role), function(code));
            (
                format!(
                    "{who}: {part} memakai fungsi {function}, yang tidak dipegang instansi mana pun. Pilih fungsi dari daftar."
                ),
                format!(
                    "{who}: its {part} asks for the function {function}, which nobody has. Choose one from the list."
                ),
            )
        }
        Kind::FunctionTwice { role, function: code, area, codes } => {
            let (part, function, area) = (words::role(locale, *role), function(code), region(area));
            let several = codes.iter().map(|code| agency(code)).collect::<Vec<_>>().join(", ");
            (
                format!(
                    "{who}: {part} dengan fungsi {function} di {area} tidak jelas, karena dipegang {several}. Sebut instansinya, atau tata fungsinya dalam pohon."
                ),
                format!(
                    "{who}: its {part} with the function {function} in {area} is not clear: {several} have it. Name the agency, or mend the tree."
                ),
            )
        }
        Kind::FunctionLeft { role, function: code, area, code: gone } => {
            let (part, function) = (words::role(locale, *role), function(code));
            let (area, gone) = (region(area), agency(gone));
            (
                format!(
                    "{who}: {part} dengan fungsi {function} di {area} dahulu {gone}, yang sudah ditutup. Beri fungsi itu kepada penerusnya dalam pohon, atau sebut instansi lain."
                ),
                format!(
                    "{who}: its {part} with the function {function} in {area} was {gone}, which is closed. Give the function to its heir in the tree, or name another agency."
                ),
            )
        }
        Kind::Unresolvable { areas } => {
            let places = places(areas);
            (
                format!("{who} tidak menemukan sasaran di {places}. Beri instansi cadangan, atau batasi wilayahnya."),
                format!(
                    "{who} finds no target in {places}. Name an agency for want of a better one, or narrow its regions."
                ),
            )
        }
        Kind::AutomaticUnresolvable { areas, without_area } => {
            let mut all: Vec<String> = areas.iter().map(|code| region(code)).collect();
            if *without_area {
                all.push(pick(locale, "laporan tanpa wilayah".to_owned(), "reports without a region".to_owned()));
            }
            let places = some(locale, &all, SHOWN);
            (
                format!(
                    "{who} meneruskan otomatis, tetapi sasarannya tidak selalu ada: {places}. Beri instansi cadangan, atau ubah menjadi menyarankan."
                ),
                format!(
                    "{who} forwards by itself, but its target is not everywhere: {places}. Name an agency for want of a better one, or let it suggest."
                ),
            )
        }
        Kind::AutomaticWithoutForward => (
            format!("{who} berjalan otomatis, padahal tindakannya bukan meneruskan. Ubah menjadi menyarankan."),
            format!("{who} is automatic and does not forward. Let it suggest."),
        ),
        Kind::Conflict { role, code } => {
            let part = words::role(locale, *role);
            let target = code.as_deref().map(agency);
            let (to_id, to_en) = match &target {
                Some(target) => (target.clone(), target.clone()),
                None => ("instansi yang disebut pelapor".to_owned(), "the agency named by the reporter".to_owned()),
            };
            (
                format!(
                    "{who}: pengaduan berkadar pengawasan akan sampai kepada yang diadukan ({part}: {to_id}). Arahkan ke inspektorat atau koordinator."
                ),
                format!(
                    "{who}: a supervisory report would reach whom it accuses ({part}: {to_en}). Point it at the inspectorate or the coordinator."
                ),
            )
        }
        Kind::ConflictPossible { role } => {
            let part = words::role(locale, *role);
            (
                format!(
                    "{who}: pengaduan berkadar pengawasan dapat mengadukan {part} aturan ini, dan lalu menunggu petugas. Tambahkan aturan untuk pengaduan itu di depannya, atau batasi klasifikasinya."
                ),
                format!(
                    "{who}: a supervisory report may accuse its {part} and would then wait for a person. Put a rule for such reports before it, or narrow its classifications."
                ),
            )
        }
        Kind::CodeUnknown { field, code } => {
            let list = words::codes(locale, *field);
            (
                format!("{who}: tidak ada {list} dengan kode {code}. Hapus, atau pilih dari daftar."),
                format!("{who}: there is no {list} {code}. Take it out, or choose from the list."),
            )
        }
        Kind::CodeContained { field, code, within } => {
            use crate::domain::rules::lint::CodeField as F;
            let name = |code: &str| match field {
                F::Topics => topic(code),
                F::Regions => region(code),
                F::NamedAgencies => agency(code),
            };
            let (list, code, within) = (words::codes(locale, *field), name(code), name(within));
            (
                format!("{who}: {list} {code} sudah tercakup oleh {within}. Hasilnya sama; hapus salah satunya."),
                format!("{who}: the {list} {code} is within {within} already. Nothing changes; take one out."),
            )
        }
        Kind::RegionOutside { code } => {
            let area = region(code);
            (
                format!("{who}: wilayah {area} di luar pemerintahan ini, jadi tidak pernah cocok. Hapus wilayah itu."),
                format!("{who}: the region {area} is outside this government and never matches. Take it out."),
            )
        }
        Kind::TimeEmpty => (
            format!(
                "{who}: hari dan jamnya tidak pernah terpenuhi. Isi jam selesai sesudah jam mulai, atau kosongkan."
            ),
            format!("{who}: its days and hours never hold. Let it end after it begins, or leave them empty."),
        ),
        Kind::NamedContradicts => (
            format!(
                "{who}: tidak satu pun instansi yang disebut berjenis seperti yang diminta, jadi tidak pernah cocok. Hapus salah satu syarat itu."
            ),
            format!(
                "{who}: none of the agencies to be named is of the kind asked for, so it never matches. Take one of the two out."
            ),
        ),
        Kind::OnlyConfidential => (
            format!(
                "{who} hanya untuk WBS, yang menurut hukum langsung ke inspektorat tanpa aturan. Hapus aturan ini, atau ganti klasifikasinya."
            ),
            format!(
                "{who} is for whistle-blowing alone, which goes to the inspectorate by law and by no rule. Remove it, or change its classifications."
            ),
        ),
        Kind::KeywordEmpty { keyword } => (
            format!(
                "{who}: kata “{keyword}” tidak berisi huruf atau angka yang dapat dicari. Hapus, atau tulis kata lain."
            ),
            format!("{who}: the keyword “{keyword}” holds nothing to look for. Take it out, or write another."),
        ),
        Kind::KeywordContained { keyword, by } => (
            format!(
                "{who}: kata “{keyword}” sudah tercakup oleh “{by}”. Hasilnya sama, tetapi membingungkan pembaca; hapus salah satunya."
            ),
            format!(
                "{who}: the keyword “{keyword}” is covered by “{by}”. Nothing changes, but it confuses readers; take one out."
            ),
        ),
        Kind::NotAllCompared { from } => (
            format!(
                "{who} terlalu rumit untuk dibandingkan seluruhnya: mulai urutan {from} tidak diperiksa apakah tertutup aturan lain. Sederhanakan syaratnya."
            ),
            format!(
                "{who} is too entangled to compare all of it: from position {from} on nobody has looked whether rules are covered by others. Make the conditions simpler."
            ),
        ),
        Kind::More { left_out } => (
            format!("{who} punya {left_out} temuan lain yang tidak ditampilkan. Perbaiki yang tertulis dahulu."),
            format!("{who} has {left_out} more findings that are not listed. Mend those listed first."),
        ),
        Kind::OnlyFallback { pairs, count } => {
            let all: Vec<String> = pairs
                .iter()
                .map(|(code, areas)| match areas.as_slice() {
                    [] => topic(code),
                    areas => format!("{} ({})", topic(code), places(areas)),
                })
                .collect();
            let list = some(locale, &all, SHOWN);
            (
                format!(
                    "{count} pasang topik dan wilayah hanya ditangkap cadangan ({who}): {list}. Tambahkan aturan bila ada instansi yang berwenang."
                ),
                format!(
                    "{count} pairs of topic and region reach the fallback only ({who}): {list}. Add a rule where an agency is in charge."
                ),
            )
        }
    }
}
