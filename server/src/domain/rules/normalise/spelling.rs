//! How people write in a hurry: dragged letters, a 2 for "twice", chat spellings, old spellings, short forms of
//! addresses, and Banjar words for which there is one Indonesian word. Words with two meanings are left out on purpose:
//! Banjar `lawan` (with) is Indonesian for opponent, `kel` may be kelurahan or keluarga.
//! To add a spelling: a line in `USUAL`; what it becomes is not looked up again, so write the root.
use std::sync::LazyLock;

use super::table::Map;

/// As written, as meant. Several words are allowed.
const USUAL: &[(&str, &str)] = &[
    // Addresses and places.
    ("jl", "jalan"),
    ("jln", "jalan"),
    ("jlan", "jalan"),
    ("jalanan", "jalan"),
    ("gg", "gang"),
    ("kab", "kabupaten"),
    ("kec", "kecamatan"),
    ("ds", "desa"),
    ("prov", "provinsi"),
    ("propinsi", "provinsi"),
    ("no", "nomor"),
    ("nmr", "nomor"),
    ("nomer", "nomor"),
    ("bjm", "banjarmasin"),
    ("bjb", "banjarbaru"),
    ("mtp", "martapura"),
    // Not.
    ("tdk", "tidak"),
    ("tdak", "tidak"),
    ("gk", "tidak"),
    ("ga", "tidak"),
    ("gak", "tidak"),
    ("ngga", "tidak"),
    ("nggak", "tidak"),
    ("enggak", "tidak"),
    ("engga", "tidak"),
    ("ndak", "tidak"),
    ("kada", "tidak"),
    ("kd", "tidak"),
    ("kadada", "tidak ada"),
    ("kdd", "tidak ada"),
    ("gada", "tidak ada"),
    ("gaada", "tidak ada"),
    ("blm", "belum"),
    ("blum", "belum"),
    ("balum", "belum"),
    ("jgn", "jangan"),
    ("jngn", "jangan"),
    // Small words.
    ("yg", "yang"),
    ("nang", "yang"),
    ("dgn", "dengan"),
    ("dg", "dengan"),
    ("wan", "dengan"),
    ("utk", "untuk"),
    ("untk", "untuk"),
    ("gasan", "untuk"),
    ("krn", "karena"),
    ("karna", "karena"),
    ("tp", "tapi"),
    ("tetapi", "tapi"),
    ("sdh", "sudah"),
    ("udh", "sudah"),
    ("udah", "sudah"),
    ("sdah", "sudah"),
    ("dr", "dari"),
    ("pd", "pada"),
    ("kpd", "kepada"),
    ("org", "orang"),
    ("urang", "orang"),
    ("sy", "saya"),
    ("sya", "saya"),
    ("ulun", "saya"),
    ("unda", "saya"),
    ("bgt", "banget"),
    ("bngt", "banget"),
    ("bpk", "bapak"),
    ("tlg", "tolong"),
    ("tlong", "tolong"),
    ("mhn", "mohon"),
    ("thn", "tahun"),
    ("bln", "bulan"),
    ("mgg", "minggu"),
    ("hr", "hari"),
    ("klo", "kalau"),
    ("kalo", "kalau"),
    ("klu", "kalau"),
    ("bs", "bisa"),
    ("dpt", "dapat"),
    ("byk", "banyak"),
    ("bnyk", "banyak"),
    ("skrg", "sekarang"),
    ("skrng", "sekarang"),
    ("wayahini", "sekarang"),
    ("lawas", "lama"),
    ("sabarataan", "semua"),
    // Things.
    ("banyu", "air"),
    ("rmh", "rumah"),
    ("sklh", "sekolah"),
    ("skolah", "sekolah"),
    ("sekolahan", "sekolah"),
    ("rs", "rumah sakit"),
    ("batubara", "batu bara"),
    ("listrek", "listrik"),
    // Spellings of one word.
    ("ijin", "izin"),
    ("antri", "antre"),
    ("kwitansi", "kuitansi"),
    ("apotik", "apotek"),
    ("resiko", "risiko"),
    ("praktek", "praktik"),
    ("sertipikat", "sertifikat"),
    ("tilpon", "telepon"),
    ("telpon", "telepon"),
    ("telp", "telepon"),
    ("tlp", "telepon"),
    ("hidrant", "hidran"),
    ("hydrant", "hidran"),
    ("nopember", "november"),
    ("pebruari", "februari"),
    ("ijasah", "ijazah"),
    ("analisa", "analisis"),
    ("kwalitas", "kualitas"),
    ("trotoir", "trotoar"),
    ("elpigi", "elpiji"),
    ("lpg", "elpiji"),
    // Irregular forms.
    ("bekerja", "kerja"),
    ("maulah", "ulah"),
    ("menikah", "nikah"),
    ("berikan", "beri"),
    ("diberikan", "beri"),
    ("memberikan", "beri"),
    ("bermasalah", "masalah"),
    ("pekerja", "kerja"),
    ("perbaikan", "perbaiki"),
    ("memperbaiki", "perbaiki"),
    ("diperbaiki", "perbaiki"),
    ("dibaiki", "perbaiki"),
    ("dibaikakan", "perbaiki"),
    ("mambaiki", "perbaiki"),
    ("mambaikakan", "perbaiki"),
    ("mengatasi", "atas"),
    ("mengawasi", "awas"),
    ("diawasi", "awas"),
    ("membatasi", "batas"),
    ("dibatasi", "batas"),
    ("diatasi", "atas"),
    ("pemerintahan", "pemerintah"),
    ("kementrian", "kementerian"),
];

static TABLE: LazyLock<Map<&'static str, &'static str>> = LazyLock::new(|| USUAL.iter().copied().collect());

/// The usual spelling of a word, if it is another.
#[must_use]
pub fn usual(word: &str) -> Option<&'static str> {
    TABLE.get(word).copied()
}

const fn is_vowel(byte: u8) -> bool {
    matches!(byte, b'a' | b'e' | b'i' | b'o' | b'u')
}

/// Three equal letters or more become one, where the word has another vowel than what is dragged, or is dragged itself.
pub(super) fn squeeze(word: &mut String, other: &mut String) {
    let bytes = word.as_bytes();
    let dragged =
        bytes.windows(3).any(|three| matches!(three, [a, b, c] if a == b && b == c && a.is_ascii_lowercase()));
    if !dragged || !bytes.iter().any(|byte| is_vowel(*byte)) {
        return;
    }
    other.clear();
    let mut rest = word.as_str();
    while let Some(first) = rest.chars().next() {
        let run = rest.chars().take_while(|sign| *sign == first).count();
        let kept = if run >= 3 && first.is_ascii_lowercase() { 1 } else { run };
        other.extend(std::iter::repeat_n(first, kept));
        rest = rest.get(run * first.len_utf8()..).unwrap_or("");
    }
    std::mem::swap(word, other);
}

/// `lubang2` and `lubang2nya` are `lubang` and `lubangnya`; `rt2` and `b3` stay.
pub(super) fn drop_twice(word: &mut String) {
    let Some(at) = word.find('2').filter(|at| *at >= 4) else { return };
    let (head, tail) = word.split_at(at);
    if head.bytes().all(|byte| byte.is_ascii_lowercase()) && matches!(tail, "2" | "2nya" | "2an") {
        word.remove(at);
    }
}
