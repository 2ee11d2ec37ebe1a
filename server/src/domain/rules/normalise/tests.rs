//! Wording of real reports, Indonesian and Banjar, and the false friends.
use super::{each_word, normal_phrase, normal_words};
use proptest::prelude::*;

fn form(word: &str) -> String {
    normal_phrase(word).join(" ")
}

/// All of a line are one word.
fn same(lines: &[&str]) {
    let mut wrong = vec![];
    for line in lines {
        let first = line.split(' ').next().unwrap();
        for word in line.split(' ') {
            if form(word) != form(first) {
                wrong.push(format!("{word} is {}, {first} is {}", form(word), form(first)));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// No two of a line are one word.
fn different(lines: &[&str]) {
    let mut wrong = vec![];
    for line in lines {
        let words: Vec<&str> = line.split(' ').collect();
        for (index, one) in words.iter().enumerate() {
            for two in words.iter().skip(index + 1) {
                if form(one) == form(two) {
                    wrong.push(format!("{one} and {two} are {}", form(one)));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn affixes_do_not_hide_a_word() {
    same(&[
        "tambang tambangnya ditambang menambang penambangan pertambangan penambang tambangan",
        "rusak rusaknya kerusakan merusak dirusak perusakan",
        "lubang berlubang lubangnya lubang2 lubang2nya melubangi",
        "bakar terbakar kebakaran dibakar membakar pembakaran",
        "padam dipadamkan pemadaman memadamkan",
        "layanan pelayanan melayani dilayani layanannya",
        "tebang menebang penebangan ditebang",
        "timbun menimbun penimbunan ditimbun timbunan",
        "pungut memungut pungutan dipungut pemungutan",
        "potong dipotong potongan pemotongan memotong",
        "curi dicuri mencuri pencurian pencuri",
        "cemar tercemar pencemaran mencemari dicemari",
        "rundung dirundung perundungan merundung",
        "gali menggali galian penggalian digali",
        "ganggu gangguan mengganggu terganggu",
        "genang tergenang genangan menggenang",
        "tumpuk menumpuk tumpukan penumpukan",
        "antre antri antrean antrian mengantre",
        "izin ijin perizinan perijinan diizinkan mengizinkan",
        "bayar pembayaran dibayar membayar bayarkan",
        "tani petani pertanian",
        "bantu bantuan membantu dibantu pembantu",
        "kirim mengirim dikirim pengiriman kiriman",
        "tangan penanganan menangani ditangani",
        "makan makanan memakan dimakan",
        "nikah menikah pernikahan dinikahkan",
        "atur aturan peraturan mengatur diatur",
        "adu aduan pengaduan mengadu diadukan",
        "baik2 baik",
        "perbaikan memperbaiki diperbaiki diperbaikinya",
        "urus mengurus pengurusan diurus",
        "sehat kesehatan",
        "aspal diaspal pengaspalan mengaspal aspalnya",
        "cor dicor pengecoran mengecor",
        "sapu menyapu disapu penyapu",
        "pakai memakai dipakai pemakaian",
        "mati mematikan dimatikan",
        "nilai menilai dinilai penilaian",
        "awas mengawasi diawasi pengawasan",
        "lahir kelahiran dilahirkan",
    ]);
}

#[test]
fn banjar_affixes_do_not_hide_a_word() {
    same(&[
        "lubang balubang balubangan",
        "buang mambuang dibuang mambuangi",
        "rendam terendam tarendam",
        "tutup tatutup manutup ditutup",
        "ulah diulahakan ulahakan maulah",
        "baikakan baik",
        "jual manjual dijual bajualan",
        "bayar mambayar dibayar",
        "tumpuk tatumpuk manumpuk",
        "gali manggali",
        "rusak tarusak",
        "tidak kada kd gak nggak tdk",
    ]);
    assert_eq!(form("kadada banyu"), form("tidak ada air"));
    assert_eq!(form("jalan nang balubang"), form("jalan yang berlubang"));
}

#[test]
fn chat_spellings_become_words() {
    assert_eq!(normal_phrase("Jln. A.Yani km 12"), ["jalan", "a", "yani", "km", "12"]);
    assert_eq!(form("jl trans"), form("JALAN Trans"));
    assert_eq!(form("lamaaaa bangeeet"), form("lama banget"));
    assert_eq!(form("tolooong"), form("tolong"));
    assert_eq!(form("sklh gk ada air"), form("sekolah tidak ada air"));
    assert_eq!(form("kec. Sungai Tabuk kab Banjar"), form("kecamatan sungai tabuk kabupaten banjar"));
    assert_eq!(form("RT4/RW02"), "rt4 rw02");
    assert_eq!(form("PPPK"), "pppk", "an acronym is not dragged");
    assert_eq!(form("1000"), "1000");
    assert_eq!(form("SMAN2"), form("sman"));
}

#[test]
fn accents_punctuation_and_capitals_do_not_matter() {
    assert_eq!(form("Pungli: \"uang-rokok\""), form("pungli uang rokok"));
    assert_eq!(form("Café"), form("cafe\u{301}"));
    assert_eq!(form("ＪＡＬＡＮ"), "jalan");
    assert!(normal_phrase("?! — …").is_empty());
    assert!(normal_phrase("").is_empty());
    assert!(normal_phrase("\u{301}").is_empty());
}

#[test]
fn false_friends_stay_apart() {
    different(&[
        "jalan perjalanan masalah",
        "jalan berjalan",
        "mati kematian",
        "mohon permohonan",
        "rumah perumahan",
        "terang keterangan",
        "uang keuangan ruang",
        "adil pengadilan",
        "dapat pendapatan pendapat",
        "tanah pertanahan",
        "hubungi perhubungan",
        "padam pemadam",
        "terima penerimaan",
        "lapor pelapor terlapor",
        "duduk penduduk",
        "perintah pemerintah",
        "keras kekerasan",
        "masa masalah massa",
        "saluran penyaluran",
        "kali sekali",
        "lama selama",
        "bang terbang",
        "anda beranda",
        "gang pegang",
        "yang bayang",
        "pk pppk ppk",
        "tahan tahanan",
        "baik perbaikan",
        "atas alat",
        "sd smp sma smk slb",
        "dinas dinding din",
        "luar keluar keluarga",
        "pala kepala",
        "nasi dinas",
        "hutan hujan",
        "camat kecamatan",
        "banjar banjarmasin banjarbaru",
        "ikan berikan",
        "masa bermasalah",
        "alam pengalaman",
        "angkat perangkat",
        "sebut tersebut",
        "tengah menengah",
        "bagi bagian",
        "sakit penyakit",
        "juru kejuruan",
    ]);
}

#[test]
fn each_word_points_back_at_its_own_text() {
    let text = "Jl. A. Yani — BERLUBANG, kadada ﬁle 😀 Çağ";
    let words = normal_words(text);
    let pieces: Vec<&str> = words.iter().map(|word| text.get(word.range.clone()).unwrap()).collect();
    assert_eq!(pieces, ["Jl", "A", "Yani", "BERLUBANG", "kadada", "kadada", "ﬁle", "Çağ"]);
}

#[test]
fn a_word_without_end_costs_little() {
    let words = normal_words(&"ke".repeat(100_000));
    assert_eq!(words.len(), 1);
    assert!(words.iter().all(|word| word.form.len() <= 64));
    let wide = normal_words(&"é".repeat(100_000));
    assert_eq!(wide.len(), 1);
    let cyrillic = normal_words(&"ж".repeat(1_000));
    assert!(cyrillic.iter().all(|word| word.form.len() <= 64));
}

proptest! {
    #[test]
    fn ranges_are_whole_characters_in_order(text in any::<String>()) {
        let mut end = 0;
        let mut last = 0..0;
        for word in normal_words(&text) {
            prop_assert!(text.get(word.range.clone()).is_some());
            prop_assert!(!word.form.is_empty() && !word.form.contains(' '));
            prop_assert!(word.range.start >= end || word.range == last, "one word may stand for several");
            end = word.range.end;
            last = word.range;
        }
    }
    #[test]
    fn capitals_and_signs_change_nothing(words in proptest::collection::vec("[a-z]{1,12}", 0..8), sign in "[ .,;:!?/()\n-]{1,3}") {
        let plain = words.join(" ");
        prop_assert_eq!(normal_phrase(&plain), normal_phrase(&words.join(&sign).to_uppercase()));
    }
    #[test]
    fn what_stands_alone_reads_the_same_within_a_text(word in "[a-z0-9]{1,14}", rest in "[a-z ]{0,40}") {
        let alone = normal_phrase(&word);
        let mut within = vec![];
        each_word(&format!("{rest} {word}"), &mut super::Scratch::default(), |form, _| within.push(form.to_owned()));
        prop_assert!(within.ends_with(&alone));
    }
}

#[test]
fn a_memory_changes_nothing_and_stays_small() {
    let mut scratch = super::Scratch::remembering();
    let text: String = (0..10_000).map(|at| format!("penambangan{} kadada lubang2nya ", at % 7_000)).collect();
    for _ in 0..2 {
        let mut words = vec![];
        each_word(&text, &mut scratch, |form, range| words.push(super::Word { form: form.to_owned(), range }));
        assert_eq!(words, normal_words(&text));
    }
    assert!(scratch.seen.unwrap().len() <= super::REMEMBERED);
}
