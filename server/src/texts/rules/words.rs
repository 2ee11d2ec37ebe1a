//! Single words of rules: kinds, days, functions, parts. Sentences are in the files beside this one.
use chrono::{Datelike, NaiveDate, Weekday};
use entities::vocab::{AgencyKind, Channel, Classification, Urgency};

use super::super::{pick, say};
use crate::{
    domain::rules::{
        Action, Mode,
        lint::{CodeField, Limit, TargetRole},
    },
    op::Locale,
};

/// A task of an agency; one that is not known stays its code.
#[must_use]
pub fn function(locale: Locale, code: &str) -> String {
    let word = match code {
        "agriculture" => say(locale, "pertanian", "agriculture"),
        "civil_registry" => say(locale, "kependudukan dan catatan sipil", "civil registry"),
        "civil_service" => say(locale, "kepegawaian", "civil service"),
        "communications" => say(locale, "komunikasi dan informatika", "communications and informatics"),
        "coordinator" => say(locale, "koordinator pengaduan", "complaints coordinator"),
        "disaster" => say(locale, "penanggulangan bencana", "disaster management"),
        "drinking_water" => say(locale, "air minum", "drinking water"),
        "education" => say(locale, "pendidikan", "education"),
        "electricity" => say(locale, "listrik", "electricity"),
        "energy" => say(locale, "energi dan sumber daya mineral", "energy and minerals"),
        "environment" => say(locale, "lingkungan hidup", "environment"),
        "ferry" => say(locale, "penyeberangan", "ferries"),
        "fire" => say(locale, "pemadam kebakaran", "fire fighting"),
        "fisheries" => say(locale, "kelautan dan perikanan", "fisheries and the sea"),
        "forestry" => say(locale, "kehutanan", "forestry"),
        "fuel" => say(locale, "bahan bakar", "fuel"),
        "health" => say(locale, "kesehatan", "health"),
        "health_insurance" => say(locale, "jaminan kesehatan", "health insurance"),
        "hospital" => say(locale, "rumah sakit", "hospital"),
        "housing" => say(locale, "perumahan dan permukiman", "housing"),
        "industry" => say(locale, "perindustrian", "industry"),
        "inspectorate" => say(locale, "pengawasan internal", "internal inspection"),
        "labour" => say(locale, "tenaga kerja", "labour"),
        "land_registry" => say(locale, "pertanahan", "land registry"),
        "library" => say(locale, "perpustakaan dan arsip", "libraries and archives"),
        "licensing" => say(locale, "perizinan", "licensing"),
        "livestock" => say(locale, "peternakan", "livestock"),
        "mining_inspection" => say(locale, "pengawasan tambang", "mining inspection"),
        "national_coordinator" => say(locale, "koordinator nasional", "national coordinator"),
        "national_roads" => say(locale, "jalan nasional", "national roads"),
        "ombudsman" => say(locale, "Ombudsman", "Ombudsman"),
        "plantation" => say(locale, "perkebunan", "plantations"),
        "protection" => say(locale, "pemberdayaan perempuan dan perlindungan anak", "protection of women and children"),
        "public_order" => say(locale, "ketertiban umum", "public order"),
        "public_works" => say(locale, "pekerjaan umum", "public works"),
        "quarry" => say(locale, "galian nonlogam dan batuan", "quarries"),
        "revenue" => say(locale, "pendapatan daerah", "local revenue"),
        "secretariat" => say(locale, "sekretariat daerah", "secretariat"),
        "small_business" => say(locale, "koperasi dan usaha kecil", "small businesses"),
        "social" => say(locale, "sosial", "social services"),
        "sport" => say(locale, "pemuda dan olahraga", "youth and sport"),
        "tourism" => say(locale, "pariwisata", "tourism"),
        "trade" => say(locale, "perdagangan", "trade"),
        "transport" => say(locale, "perhubungan", "transport"),
        "vehicle_tax" => say(locale, "pajak kendaraan", "vehicle tax"),
        "village" => say(locale, "pemberdayaan desa", "villages"),
        other => other,
    };
    word.to_owned()
}

/// A kind of agency.
#[must_use]
pub fn agency_kind(locale: Locale, kind: AgencyKind) -> &'static str {
    match kind {
        AgencyKind::Department => say(locale, "dinas", "department"),
        AgencyKind::Board => say(locale, "badan", "board"),
        AgencyKind::Bureau => say(locale, "biro", "bureau"),
        AgencyKind::Division => say(locale, "bidang", "division"),
        AgencyKind::TechnicalUnit => say(locale, "UPT", "technical unit"),
        AgencyKind::Secretariat => say(locale, "sekretariat", "secretariat"),
        AgencyKind::Inspectorate => say(locale, "inspektorat", "inspectorate"),
        AgencyKind::Hospital => say(locale, "rumah sakit", "hospital"),
        AgencyKind::RegionalEnterprise => say(locale, "badan usaha milik daerah", "regional enterprise"),
        AgencyKind::ProvinceGovernment => say(locale, "pemerintah provinsi", "provincial government"),
        AgencyKind::RegencyGovernment => say(locale, "pemerintah kabupaten/kota", "regency or city government"),
        AgencyKind::National => say(locale, "lembaga nasional", "national body"),
        AgencyKind::VerticalAgency => say(locale, "instansi vertikal", "regional office of a national body"),
        AgencyKind::StateEnterprise => say(locale, "badan usaha milik negara", "state enterprise"),
        AgencyKind::Oversight => say(locale, "lembaga pemantau", "oversight body"),
        AgencyKind::Ombudsman => say(locale, "Ombudsman", "Ombudsman"),
    }
}

/// How a report came in.
#[must_use]
pub fn channel(locale: Locale, channel: Channel) -> &'static str {
    match channel {
        Channel::WalkIn => say(locale, "Datang langsung", "Walk-in"),
        Channel::Phone => say(locale, "Telepon", "Phone"),
        Channel::Whatsapp => say(locale, "WhatsApp", "WhatsApp"),
        Channel::Sms => say(locale, "SMS", "SMS"),
        Channel::Email => say(locale, "Surel", "E-mail"),
        Channel::SocialMedia => say(locale, "Media sosial", "Social media"),
        Channel::Web => say(locale, "Situs", "Web site"),
        Channel::MobileApp => say(locale, "Aplikasi", "Mobile app"),
        Channel::Sp4n => say(locale, "SP4N-LAPOR!", "SP4N-LAPOR!"),
        Channel::Ombudsman => say(locale, "Ombudsman", "Ombudsman"),
    }
}

/// A kind of report.
#[must_use]
pub fn classification(locale: Locale, classification: Classification) -> &'static str {
    match classification {
        Classification::ServiceComplaint => say(locale, "pengaduan tidak berkadar pengawasan", "service complaint"),
        Classification::SupervisoryComplaint => say(locale, "pengaduan berkadar pengawasan", "supervisory complaint"),
        Classification::InformationRequest => say(locale, "permintaan informasi", "information request"),
        Classification::Aspiration => say(locale, "aspirasi", "aspiration"),
        Classification::WhistleBlowing => say(locale, "WBS (pelaporan pelanggaran)", "whistle-blowing"),
    }
}

/// How urgent.
#[must_use]
pub fn urgency(locale: Locale, urgency: Urgency) -> &'static str {
    match urgency {
        Urgency::Normal => say(locale, "biasa", "normal"),
        Urgency::High => say(locale, "mendesak", "urgent"),
        Urgency::Emergency => say(locale, "darurat", "emergency"),
    }
}

/// A day of the week.
#[must_use]
pub fn weekday(locale: Locale, day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => say(locale, "Senin", "Monday"),
        Weekday::Tue => say(locale, "Selasa", "Tuesday"),
        Weekday::Wed => say(locale, "Rabu", "Wednesday"),
        Weekday::Thu => say(locale, "Kamis", "Thursday"),
        Weekday::Fri => say(locale, "Jumat", "Friday"),
        Weekday::Sat => say(locale, "Sabtu", "Saturday"),
        Weekday::Sun => say(locale, "Minggu", "Sunday"),
    }
}

/// What a rule does.
#[must_use]
pub fn action(locale: Locale, action: Action) -> &'static str {
    match action {
        Action::Forward => say(locale, "teruskan", "forward"),
        Action::Refer => say(locale, "arahkan pelapor ke layanan lain", "send the reporter elsewhere"),
        Action::AskSupplement => say(locale, "minta kelengkapan", "ask for more"),
        Action::Archive => say(locale, "arsipkan", "archive"),
    }
}

/// How far a rule goes by itself.
#[must_use]
pub fn mode(locale: Locale, mode: Mode) -> &'static str {
    match mode {
        Mode::Suggest => say(locale, "menyarankan", "suggests"),
        Mode::Automatic => say(locale, "meneruskan otomatis", "forwards by itself"),
    }
}

/// The part of a target.
#[must_use]
pub fn role(locale: Locale, role: TargetRole) -> &'static str {
    match role {
        TargetRole::Lead => say(locale, "sasaran", "target"),
        TargetRole::Supporting => say(locale, "pendukung", "supporting agency"),
        TargetRole::Cc => say(locale, "tembusan", "informed agency"),
    }
}

/// What a list of codes holds.
#[must_use]
pub fn codes(locale: Locale, field: CodeField) -> &'static str {
    match field {
        CodeField::Topics => say(locale, "topik", "topic"),
        CodeField::Regions => say(locale, "wilayah", "region"),
        CodeField::NamedAgencies => say(locale, "instansi yang disebut pelapor", "agency named by the reporter"),
    }
}

/// What there is too much of.
#[must_use]
pub fn limit(locale: Locale, limit: Limit) -> &'static str {
    match limit {
        Limit::Rules => say(locale, "aturan", "rules"),
        Limit::AllKeywords => say(locale, "kata kunci dalam semua aturan", "keywords in all rules together"),
        Limit::Keywords => say(locale, "kata kunci", "keywords"),
        Limit::KeywordLength => say(locale, "karakter dalam satu kata kunci", "characters in one keyword"),
        Limit::Codes => say(locale, "kode dalam satu daftar syarat", "codes in one list of conditions"),
        Limit::CodeLength => say(locale, "karakter dalam satu kode", "characters in one code"),
        Limit::Targets => say(locale, "pendukung atau tembusan", "supporting or informed agencies"),
        Limit::Functions => say(locale, "fungsi dalam satu sasaran", "functions in one target"),
        Limit::NameLength => say(locale, "karakter dalam nama", "characters in the name"),
        Limit::ReasonLength => say(locale, "karakter dalam alasan", "characters in the reason"),
    }
}

/// "1 Desember 2026".
#[must_use]
pub fn day(locale: Locale, day: NaiveDate) -> String {
    const ID: [&str; 12] = [
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
    const EN: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let month = |months: [&'static str; 12]| {
        usize::try_from(day.month0()).ok().and_then(|n| months.get(n).copied()).unwrap_or_default()
    };
    pick(
        locale,
        format!("{} {} {}", day.day(), month(ID), day.year()),
        format!("{} {} {}", day.day(), month(EN), day.year()),
    )
}

/// A minute of the day as people write it: "16.00", "16:00".
#[must_use]
pub fn clock(locale: Locale, minute: u16) -> String {
    let (hour, minute) = (minute / 60, minute % 60);
    pick(locale, format!("{hour:02}.{minute:02}"), format!("{hour:02}:{minute:02}"))
}
