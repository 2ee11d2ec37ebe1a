# Teks antarmuka, bahasa Indonesia. Kunci yang sama ada di en.ftl; urutannya juga.


## Keadaan laporan
status-submitted = Baru
status-postponed = Ditunda
status-forwarded = Diteruskan
status-returned = Dikembalikan
status-in-progress = Dikerjakan
status-awaiting-confirmation = Menunggu konfirmasi
status-closed = Selesai
status-archived = Diarsipkan
status-reopened = Dibuka lagi

## Klasifikasi
class-service-complaint = Pengaduan tidak berkadar pengawasan
class-supervisory-complaint = Pengaduan berkadar pengawasan
class-information-request = Permintaan informasi
class-aspiration = Aspirasi
class-whistle-blowing = WBS (pelaporan pelanggaran)

## Saluran
channel-walk-in = Datang langsung
channel-phone = Telepon
channel-whatsapp = WhatsApp
channel-sms = SMS
channel-email = Surel
channel-social-media = Media sosial
channel-web = Situs
channel-mobile-app = Aplikasi
channel-sp4n = SP4N-LAPOR!
channel-ombudsman = Ombudsman

## Urgensi dan tanda
urgency-normal = Biasa
urgency-high = Mendesak
urgency-emergency = Darurat
tag-secret = Rahasia
tag-anonymous = Anonim

## Tulisan kepada pelapor
reply-pass-on = Penerusan
reply-progress = Kemajuan
reply-substantive = Jawaban
reply-part-answer = Jawaban bagian
reply-state-draft = Konsep
reply-state-approved = Disetujui, belum terbit
reply-state-published = Terbit

## Peran instansi dan orang
party-lead = Penanggung jawab
party-supporting = Pendukung
party-informed = Tembusan
role-citizen = Pelapor
role-unit-officer = Admin unit kerja
role-liaison-officer = Pejabat penghubung
role-agency-admin = Admin instansi
role-regency-coordinator = Admin koordinator kabupaten/kota
role-province-coordinator = Admin koordinator provinsi
role-leadership = Pimpinan
role-inspectorate = Inspektorat
role-ombudsman-officer = Petugas Ombudsman
role-oversight-reader = Pemantau nasional
role-system-admin = Administrator sistem
relation-reporter = Laporan Anda
relation-holder = Dipegang instansi Anda
relation-above-holder = Dipegang unit di bawah Anda
relation-supporting = Instansi Anda pendukung
relation-above-supporting = Unit di bawah Anda pendukung
relation-informed = Tembusan
relation-coordination = Koordinasi
relation-oversight = Pengawasan
relation-oversight-overdue = Pengawasan karena lewat tenggat

## Waktu
clock-verify = verifikasi
clock-first-response = jawaban pertama
clock-complete = jawaban lengkap
clock-reporter-confirmation = konfirmasi pelapor
clock-supplement = pelengkapan oleh pelapor
clock-return-again = penerusan ulang
time-state-running = Berjalan
time-state-soon = Segera habis
time-state-today = Habis hari ini
time-state-overdue = Lewat tenggat
time-state-stopped = Jam berhenti
time-left = Sisa { $span }
time-over = Lewat { $span }
time-just-over = Lewat tenggat hari ini
time-today = Habis hari ini
time-stopped = Menunggu pelapor
unit-working-days = { $n } hari kerja
unit-calendar-days = { $n } hari
unit-hours = { $n } jam
due-stage = { $stage }, { $day }
due-at-latest = paling lambat { $day }
due-until = Batas { $stage }:

## Tahap teks baku
stage-received = Laporan diterima
stage-supplement = Minta dilengkapi
stage-forwarded = Diteruskan
stage-returned = Bukan wewenang
stage-in-progress = Sedang dikerjakan
stage-done = Tindak lanjut selesai
stage-closed = Ditutup
stage-reopened = Dibuka lagi
stage-merged = Digabung
stage-archived = Diarsipkan
stage-referred = Dirujuk ke tempat lain

## Riwayat
event-submitted = Mengirim laporan
event-verified = Memverifikasi laporan
event-postponed = Meminta pelapor melengkapi laporan
event-supplemented = Melengkapi laporan
event-forwarded = Meneruskan laporan
event-returned = Mengembalikan laporan: bukan wewenang
event-assigned = Menugaskan laporan
event-reply-drafted = Menyusun konsep tulisan
event-reply-approved = Menyetujui konsep
event-reply-published = Menulis kepada pelapor
event-finished = Menyatakan tindak lanjut selesai
event-confirmed = Menyatakan laporan selesai
event-rejected = Menyatakan belum selesai
event-rated = Memberi nilai
event-closed = Menutup laporan
event-reopened = Membuka laporan lagi
event-archive-proposed = Mengusulkan arsip
event-archive-declined = Menolak usul arsip
event-archived = Mengarsipkan laporan
event-commented = Menambah pesan
event-noted = Catatan internal
event-visibility-changed = Mengubah keterbukaan laporan
event-duplicate-linked = Menautkan laporan serupa
event-merged = Menggabungkan laporan
event-identity-read = Membuka identitas pelapor
event-hidden = tidak terlihat pelapor
event-to = kepada
event-suggested = Usul penerima

## Tindakan
act-supplement = Lengkapi laporan
act-comment = Tambah pesan
act-confirm = Nyatakan selesai
act-reject = Nyatakan belum selesai
act-rate = Beri nilai
act-reopen = Buka lagi
act-set-visibility = Perketat keterbukaan
act-verify = Verifikasi laporan
act-postpone = Tunda, minta pelapor melengkapi
act-return = Kembalikan, bukan wewenang kami
act-archive = Arsipkan laporan
act-decline-archive = Tolak usul arsip
act-forward = Teruskan laporan
act-assign = Tugaskan
act-draft-reply = Kirim tulisan
act-approve-reply = Setujui konsep
act-publish-reply = Terbitkan
act-finish = Nyatakan tindak lanjut selesai
act-note = Simpan catatan
act-link-duplicate = Tautkan laporan
act-reveal-identity = Buka identitas

## Daftar
sort-due-first = Tenggat terdekat
sort-newest = Terbaru
sort-oldest = Terlama
tab-open = Terbuka
tab-mine = Perlu tindakan saya
tab-new = Baru
tab-forwarded = Diteruskan
tab-in-progress = Dikerjakan
tab-awaiting-confirmation = Menunggu konfirmasi
tab-postponed = Ditunda
tab-returned = Dikembalikan
tab-done = Selesai
level-province = Provinsi
level-regency = Kabupaten
level-city = Kota
level-district = Kecamatan
level-village = Desa atau kelurahan
pager-back = Sebelumnya
pager-on = Berikutnya
pager-label = Halaman
agency-nobody = belum ada petugas
agency-officers = { $n } petugas
agency-closed = tidak lagi menerima laporan
file-alt = Gambar { $name }, buka ukuran penuh

## Kerangka halaman
layout-skip = Langsung ke isi
layout-region = Kalimantan Selatan
layout-language = Bahasa
layout-find = Cari
layout-find-label = Cari nomor atau kata
layout-find-hint = Nomor atau kata
layout-acting-as = Bertindak sebagai
layout-main-nav = Utama
layout-sample = Semua orang, angka, dan kejadian di halaman ini rekaan.
layout-clock = Waktu WITA · { $moment }
layout-theme = Warna
theme-auto = Ikuti sistem
theme-light = Terang
theme-dark = Gelap
nav-home = Beranda
nav-file = Laporkan
nav-track = Lacak
nav-my-reports = Laporan saya
nav-published = Laporan terbuka
nav-queue = Antrean
nav-entry = Entri cepat
nav-account = Akun
nav-sign-in = Masuk
nav-sign-out = Keluar
notice-verified = Laporan sudah diverifikasi.
notice-postponed = Pelapor sudah diminta melengkapi laporan.
notice-returned = Laporan sudah dikembalikan.
notice-archived = Laporan sudah diarsipkan.
notice-archive-proposed = Usul arsip tercatat. Orang kedua perlu menyetujuinya.
notice-archive-declined = Usul arsip ditolak. Laporan berjalan terus.
notice-forwarded = Laporan sudah diteruskan.
notice-assigned = Penugasan sudah disimpan.
notice-drafted = Konsep sudah disimpan dan menunggu persetujuan.
notice-replied = Tulisan sudah terkirim kepada pelapor.
notice-approved = Konsep sudah disetujui.
notice-published = Tulisan sudah terbit.
notice-finished = Tindak lanjut dinyatakan selesai. Pelapor diminta memberi konfirmasi.
notice-noted = Catatan sudah disimpan.
notice-linked = Laporan sudah ditautkan.
notice-visibility = Keterbukaan laporan sudah diperketat.
notice-role = Peran sudah diganti.
notice-password = Kata sandi sudah diganti.
notice-token-revoked = Token sudah dicabut.
notice-signed-out = Anda sudah keluar.

## Formulir
form-problems = Belum dapat disimpan. Perbaiki hal berikut:
form-problem-title = Perlu diperbaiki
form-optional = (boleh kosong)
form-max = Paling banyak { $n } huruf.
region-regency = Kabupaten atau kota
region-district = Kecamatan
region-village = Desa atau kelurahan
region-hint = Pilih, lalu tekan Pilih untuk melihat wilayah yang lebih kecil.
region-none = Belum dipilih
region-pick = Pilih
conflict-title = Laporan ini berubah sejak Anda membukanya.
conflict-advice = Tulisan Anda masih ada di bawah. Periksa perubahan ini, lalu kirim lagi bila masih sesuai.

## Tanda terima
receipt-title = Tanda terima
receipt-reference = Nomor laporan
receipt-code = Kode pelacakan
receipt-secret = Kata rahasia
receipt-once = Kata rahasia hanya ditampilkan sekali. Catat atau cetak sekarang: siapa pun yang memegang kode dan kata rahasia dapat mengikuti dan menjawab laporan ini.
receipt-copy = Salin
receipt-copied = Tersalin
receipt-print = Cetak
receipt-print-hint = Halaman ini dapat dicetak dari menu peramban.

## Halaman kesalahan
error-400 = Permintaan tidak dapat dibaca
error-400-advice = Periksa alamat atau isian Anda, lalu coba lagi.
error-403 = Anda tidak berwenang untuk ini
error-403-advice = Bila Anda memegang beberapa peran, pilih peran yang sesuai lalu coba lagi.
error-404 = Halaman tidak ditemukan
error-404-advice = Alamatnya keliru, atau isinya tidak terbuka untuk Anda.
error-413 = Kiriman terlalu besar
error-413-advice = Kurangi jumlah atau ukuran berkas, lalu kirim lagi.
error-429 = Terlalu banyak percobaan
error-429-advice = Tunggu sebentar, lalu coba lagi.
error-500 = Ada gangguan di pihak kami
error-500-advice = Laporan yang sudah dikirim tetap tersimpan. Coba lagi sebentar, dan sebutkan nomor di bawah bila gangguan berulang.
error-503 = Layanan sedang tidak tersedia
error-503-advice = Coba lagi beberapa menit lagi. Laporan yang sudah dikirim tetap tersimpan.
error-forged = Formulir ini sudah kedaluwarsa atau tidak berasal dari halaman kami. Kembali, muat ulang halaman, lalu kirim lagi.
error-home = Ke beranda
error-number = Nomor permintaan: { $id }

## Mencari instansi
agency-find = Cari
agency-choice = Pilihan instansi
agency-not-found = Tidak ada instansi yang cocok. Coba nama, singkatan, atau fungsinya.
agency-more = Masih ada yang lain. Tambahkan kata untuk mempersempit.

## Masuk
sign-in-title = Masuk
sign-in-lede = Untuk petugas dan pelapor yang punya akun.
sign-in-email = Alamat surel
sign-in-password = Kata sandi
sign-in-do = Masuk
sign-in-no-account = Tanpa akun Anda tetap dapat:
sign-in-register = Buat akun pelapor

## Antrean
queue-lede = Laporan yang dipegang atau diawasi { $agency }, yang paling dekat tenggatnya di atas.
queue-overdue = { $n } lewat
queue-states = Keadaan laporan
queue-filter-title = Saring laporan
queue-filter = Saring
queue-filtered = Disaring:
queue-unfilter = hapus saringan
queue-share = Alamat halaman ini dapat disimpan atau dibagikan.
queue-words = Kata atau nomor
queue-words-short = Kata pencarian paling sedikit dua huruf dan paling banyak seratus. Daftar ini belum disaring menurut kata.
queue-topic = Topik
queue-any-topic = Semua topik
queue-region = Wilayah
queue-any-region = Seluruh Kalsel
queue-holder = Dipegang oleh
queue-holder-hint = Kode instansi
queue-class = Klasifikasi
queue-any = Semua
queue-due = Tenggat
queue-due-over = Lewat
queue-due-today = Sampai hari ini
queue-due-week = Sampai sepekan ke depan
queue-sort = Urutkan
queue-empty = Tidak ada laporan yang cocok.
queue-empty-next = Kurangi saringan atau lihat semua yang terbuka.
queue-all-open = Lihat semua yang terbuka
queue-caption = { $tab }, urut { $sort }
queue-group-over = Lewat tenggat
queue-group-soon = Sisa dua hari kerja atau kurang
queue-group-later = Sisa lebih dari dua hari kerja
queue-group-stopped = Jam berhenti
queue-col-report = Laporan
queue-col-state = Keadaan
queue-col-time = Sisa waktu
queue-col-last = Tindakan terakhir
queue-returns = sudah { $n } kali kembali
queue-nobody = belum ada petugas
case-hidden-title = Isi tidak terbuka untuk Anda
