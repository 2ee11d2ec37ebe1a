//! Words that stand as they are. Three lists: roots that look as if they carried an affix; roots that begin with a
//! letter which the prefixes meN- and peN- swallow or share; and words whose stem would be a false friend.
//! To add a word: a line in the list whose reason fits, in the order of the alphabet.
use std::sync::LazyLock;

use super::table::Set;

/// Roots that end or begin like an affix. Nothing is taken from them.
const ROOTS: &str = "
    adalah administrasi ambulans alami angkasa arsip andak bagai bagaimana bahagia bahan bahasa bahaya baik bakti baliho bangun
    barabai barang batang bawang bayang belakang berangkat berani beranda berani berapa berikut beritahu bersama bersih
    biaya bicara bukan bulan buang buka buku
    capai cukai curi daftar dagang damai dampingi darurat dasar delapan demikian depan dengan derita diabetes digital dinas
    diare diri diskon distribusi gerak gali gambar gerakan ganti gencar gratis gugur
    halaman hampir handphone harapan hidup hilang hujan hutan ikan informasi ingin ingat
    jangan jalan jembatan jumlah kaki kakak kalimantan kawan kawasan keluar keluarga keluh kelola kembali kemarin kepala
    kerja ketika ketua kompensasi koperasi korban
    berlaku bertemu ketemu pelaku perilaku
    lalai langkah lampiran lansia lantai lapangan lapas lapor laki lawan lumpuh
    malang mandi mandiri manfaat mangkrak manusia masalah masjid masyarakat mati mulai mulut
    nakal neraka nilai nyala nyaman nyanyi nyata
    operasi pakai pangan pantai pasang pegang pegawai pekan pelan pelabuhan pemda pemkab pemko pemkot pemprov pemerintah
    penduduk penjara pengaruh perahu perang perempuan pergi perintah perlu pernah pertama pinggir pikir polisi
    pinjam produksi puskesmas pungli
    ringan rantai ribu rokok rusak sampai saluran sebagai sebelah sebelum segera sekali sekarang sekolah selalu selama
    selamat selokan seluruh sementara semua sendiri sepeda sesuai setelah setuju siapa simpan sosialisasi sungai
    tahanan tahan tahun takan taman tangan tambah tanggap tanya tarif teman tengah tentang terang terbang tergantung
    terhadap terima terlalu terminal ternyata terowongan terus tertib tutup ujian ulah warga wilayah
";

/// Roots beginning with k, m, n, ny, p, r, s or t, for `meN-`, `peN-` and `per-`: which letter did the prefix take?
const INITIALS: &str = "
    kaji kait kantuk kapal kejar kelola keluh kembali kenal kena kendali kepung keras kering kerja keruk kerut ketik ketuk
    kibar kikis kirim kontrol korban kosong kuasa kuat kubur kumpul kunjung kuras kurang kutip kunci
    macet main maki makan makam masak masuk mati menang milik minta mohon muat muda mudah mukim mulai mundur musnah musuh
    naik nanti nasihat nikah nikmat nilai ninabobo nyala nyaman nyanyi nyata
    racun rancang rata rawat rebut rekam renang rencana rendam resah resap resmi retas risiko ricuh rokok rombak rumus rundung rusak
    selingkuh
";

/// False friends: the stem is another thing. Clitics (-nya, -lah ...) are still taken from them.
const FRIENDS: &str = "
    bajalan berjalan perjalanan menjalankan dijalankan jalankan menjalani dijalani perjalan
    kematian
    perbaiki
    perumahan dirumahkan
    keterangan menerangkan
    keuangan
    kekerasan
    pengadilan keadilan
    pendapatan pendapat mendapat mendapatkan
    pertanahan
    perhubungan
    pemadam
    penerimaan
    permohonan pemohon
    pelapor terlapor
    penduduk kependudukan
    pemerintah
    penyaluran menyalurkan disalurkan
    persatuan kesatuan
    perairan pengairan
    pelabuhan
    perusahaan pengusaha
    terakhir
    pemilihan pemilu
    kepala pengepala
    keturunan
    berlalu
    kecamatan
    kejaksaan
    kesempatan
    pembangkit
    pertamina
    persetujuan
    pemasukan
    pengetahuan
    perbankan
    kedutaan
    kebidanan
    perawan
    pertanyaan pernyataan
    menyatakan dinyatakan
    membicarakan dibicarakan pembicaraan
    pengalaman perangkat sedangkan menyampaikan disampaikan satuan tersebut peserta kejuruan menengah melalui keputusan
    perpisahan atasan bawahan bagian kejadian termasuk penyakit
";

/// Roots of three letters to which a word may be stripped, though three letters are few.
const SHORT: &str = "adu aju uji isi cek cor cat las rem ubi ajar";

fn set(lists: &[&'static str]) -> Set<&'static str> {
    lists.iter().flat_map(|list| list.split_ascii_whitespace()).collect()
}

static FIXED: LazyLock<Set<&'static str>> = LazyLock::new(|| set(&[ROOTS, INITIALS, FRIENDS, SHORT]));
static BEGIN: LazyLock<Set<&'static str>> = LazyLock::new(|| set(&[INITIALS]));
static SHORTS: LazyLock<Set<&'static str>> = LazyLock::new(|| set(&[SHORT]));

/// Nothing is taken from it.
#[must_use]
pub fn is_fixed(word: &str) -> bool {
    FIXED.contains(word)
}

/// A root of three letters.
#[must_use]
pub fn is_short(word: &str) -> bool {
    SHORTS.contains(word)
}

/// A root that is told apart by its first letter: with or without a suffix.
#[must_use]
pub fn is_begin(word: &str) -> bool {
    BEGIN.contains(word)
        || ["kan", "an", "i"].iter().any(|suffix| word.strip_suffix(suffix).is_some_and(|root| BEGIN.contains(root)))
}
