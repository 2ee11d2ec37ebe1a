//! A made-up nation: as many provinces, regencies, units and people as Indonesia has, the same in every run. For
//! `tanggap demo --nation` and the bench `nation`. Every name is marked as an example; nobody of it can sign in.
use chrono::NaiveDate;
use entities::vocab::{AgencyKind, RegionLevel, Role};

use crate::{
    reference::{AgencyRow, Evidence, RegionRow},
    store::{bulk::NewMember, import::Parsed},
    wiring::App,
};

/// How large it is.
#[derive(Debug, Clone, Copy)]
pub struct Size {
    /// Provinces beside the one that is shipped.
    pub provinces: usize,
    /// Regencies and cities of all of them.
    pub regencies: usize,
    /// Agencies and units, all together.
    pub units: usize,
    /// People with a role.
    pub members: usize,
    /// Units below the largest department, which is `BIG`.
    pub big: usize,
}

impl Size {
    /// The whole nation.
    pub const NATION: Self = Self { provinces: 37, regencies: 501, units: 25_600, members: 100_000, big: 2_000 };
}

/// The largest department: all schools of one province.
pub const BIG: &str = "N11-DISDIK";
/// Its government.
pub const BIG_GOVERNMENT: &str = "N11";
/// Where the bench moves it: a coordinating board of the same government.
pub const BIG_TARGET: &str = "N11-KESRA";

const PROVINCES: [&str; 12] = [
    "Tanjung Raya",
    "Sungai Emas",
    "Bukit Harapan",
    "Muara Jaya",
    "Pulau Seribu Nyiur",
    "Gunung Sari",
    "Teluk Permai",
    "Lembah Hijau",
    "Rawa Indah",
    "Padang Luas",
    "Karang Mulia",
    "Danau Biru",
];
const FIRST: [&str; 20] = [
    "Suka", "Tanjung", "Sungai", "Muara", "Bukit", "Karang", "Batu", "Kota", "Pulau", "Teluk", "Gunung", "Lubuk",
    "Sri", "Mekar", "Cipta", "Purwa", "Banyu", "Wana", "Giri", "Tirta",
];
const SECOND: [&str; 20] = [
    "Maju", "Sari", "Jaya", "Makmur", "Indah", "Mulya", "Agung", "Lestari", "Harapan", "Raya", "Damai", "Asri",
    "Sentosa", "Kencana", "Permai", "Bakti", "Utama", "Karya", "Bahagia", "Tengah",
];
/// Name, short name, function, part of the code.
const DEPARTMENTS: [(&str, &str, &str, &str); 12] = [
    ("Dinas Pekerjaan Umum dan Penataan Ruang", "PUPR", "public_works", "PUPR"),
    ("Dinas Pendidikan", "Disdik", "education", "DISDIK"),
    ("Dinas Kesehatan", "Dinkes", "health", "DINKES"),
    ("Dinas Perhubungan", "Dishub", "transport", "DISHUB"),
    ("Dinas Lingkungan Hidup", "DLH", "environment", "DLH"),
    ("Dinas Kependudukan dan Pencatatan Sipil", "Dukcapil", "civil_registry", "DUKCAPIL"),
    ("Dinas Sosial", "Dinsos", "social", "DINSOS"),
    ("Dinas Perumahan dan Permukiman", "Perkim", "housing", "PERKIM"),
    ("Dinas Penanaman Modal dan Pelayanan Terpadu Satu Pintu", "DPMPTSP", "licensing", "DPMPTSP"),
    ("Dinas Pertanian", "Distan", "agriculture", "DISTAN"),
    ("Dinas Komunikasi dan Informatika", "Diskominfo", "communications", "DISKOMINFO"),
    ("Satuan Polisi Pamong Praja", "Satpol PP", "public_order", "SATPOLPP"),
];
const UNITS: [&str; 6] =
    ["Bidang Pelayanan", "Bidang Perencanaan", "Bidang Pengawasan", "Bidang Sarana", "UPTD Wilayah", "Seksi Pengaduan"];
const PEOPLE: [&str; 16] = [
    "Budi", "Siti", "Agus", "Dewi", "Rahmat", "Nurul", "Hendra", "Laila", "Yusuf", "Ratna", "Arif", "Wulan", "Taufik",
    "Mina", "Hasan", "Lestari",
];

/// The same sequence in every run.
struct Dice(u64);
impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % sides.max(1)
    }
    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from.get(self.roll(from.len())).copied().unwrap_or_default()
    }
}

/// What there is to write.
#[derive(Debug, Default)]
pub struct Nation {
    /// Provinces and regencies as regions.
    pub regions: Vec<RegionRow>,
    /// Agencies, parents first.
    pub agencies: Vec<AgencyRow>,
    /// People.
    pub members: Vec<NewMember>,
}

/// First day of everything.
#[must_use]
pub fn since() -> NaiveDate {
    NaiveDate::from_ymd_opt(2017, 1, 1).unwrap_or_default()
}

impl Nation {
    /// Makes it up.
    #[must_use]
    pub fn of(size: Size) -> Self {
        let mut nation = Self::default();
        let mut dice = Dice(20_261_201);
        let mut governments = vec![];
        for n in 0..size.provinces {
            let code = (11 + n).to_string();
            let name = format!(
                "{} {}",
                PROVINCES.get(n % PROVINCES.len()).copied().unwrap_or_default(),
                ["Utara", "Selatan", "Timur", "Barat"].get(n / PROVINCES.len()).copied().unwrap_or("Baru")
            );
            nation.region(&code, &format!("{name} (contoh)"), RegionLevel::Province, None);
            let own = format!("N{code}");
            let full = format!("Pemerintah Provinsi {name}");
            nation.government(&own, &full, AgencyKind::ProvinceGovernment, "NASIONAL", &code);
            nation.add(
                &format!("{own}-KESRA"),
                "Badan Koordinasi Kesejahteraan Rakyat",
                AgencyKind::Board,
                "",
                &own,
                &code,
            );
            governments.push((own, code));
        }
        let provinces = governments.clone();
        for n in 0..size.regencies {
            let Some((above, region)) = provinces.get(n % provinces.len().max(1)) else { break };
            let code = format!("{region}.{:02}", n / provinces.len() + 1);
            let city = n % 5 == 4;
            let (kind, level) = if city { ("Kota", RegionLevel::City) } else { ("Kabupaten", RegionLevel::Regency) };
            let name = format!("{kind} {} {}", dice.pick(&FIRST), dice.pick(&SECOND));
            nation.region(&code, &format!("{name} (contoh)"), level, Some(region));
            let own = format!("N{}", code.replace('.', "-"));
            nation.government(&own, &format!("Pemerintah {name}"), AgencyKind::RegencyGovernment, above, &code);
            governments.push((own, code));
        }
        nation.departments(&governments, size);
        nation.people(size.members, &mut dice);
        nation
    }

    fn region(&mut self, code: &str, name: &str, level: RegionLevel, parent: Option<&str>) {
        let (code, name, parent_code) = (code.to_owned(), name.to_owned(), parent.map(str::to_owned));
        self.regions.push(RegionRow { code, name, level, parent_code });
    }

    fn add(&mut self, code: &str, name: &str, kind: AgencyKind, function: &str, parent: &str, region: &str) {
        self.agencies.push(AgencyRow {
            code: code.to_owned(),
            name: format!("{name} (contoh)"),
            short_name: name.chars().take(40).collect(),
            kind,
            functions: if function.is_empty() { vec![] } else { vec![function.to_owned()] },
            parent_code: Some(parent.to_owned()),
            region_code: Some(region.to_owned()),
            serves_regions: vec![],
            valid_from: since(),
            valid_to: None,
            successor_code: None,
            evidence: Evidence::Recalled,
            note: None,
        });
    }

    fn government(&mut self, code: &str, name: &str, kind: AgencyKind, above: &str, region: &str) {
        self.add(code, name, kind, "coordinator", above, region);
        let inspectorate = format!("{code}-INSPEKTORAT");
        self.add(&inspectorate, "Inspektorat", AgencyKind::Inspectorate, "inspectorate", code, region);
    }

    /// Departments of all governments, then the schools of the largest, then units evenly until there are enough.
    fn departments(&mut self, governments: &[(String, String)], size: Size) {
        let mut parents: Vec<(String, String)> = vec![];
        for (own, region) in governments {
            for (name, _, function, part) in DEPARTMENTS {
                let code = format!("{own}-{part}");
                self.add(&code, name, AgencyKind::Department, function, own, region);
                parents.push((code, region.clone()));
            }
        }
        let branches = size.big.div_ceil(100);
        for n in 0..branches {
            let (code, name) = (format!("{BIG}-C{n:02}"), format!("Cabang Dinas Pendidikan Wilayah {}", n + 1));
            self.add(&code, &name, AgencyKind::Division, "", BIG, "11");
        }
        for n in 0..size.big.saturating_sub(branches) {
            let (code, above) = (format!("{BIG}-S{n:04}"), format!("{BIG}-C{:02}", n % branches.max(1)));
            let name = format!("SMA Negeri {}", n + 1);
            self.add(&code, &name, AgencyKind::TechnicalUnit, "", &above, "11");
        }
        for round in 0.. {
            for (parent, region) in parents.iter().filter(|(parent, _)| parent != BIG) {
                if self.agencies.len() >= size.units {
                    return;
                }
                let name = UNITS.get(round % UNITS.len()).copied().unwrap_or_default();
                let code = format!("{parent}-U{round}");
                self.add(&code, &format!("{name} {}", round + 1), AgencyKind::Division, "", parent, region);
            }
            if parents.is_empty() {
                return;
            }
        }
    }

    /// Two keepers and a head for each government, admins for departments, officers for the rest; one unit of fifty has
    /// nobody.
    fn people(&mut self, members: usize, dice: &mut Dice) {
        let mut n = 0;
        for round in 0.. {
            for at in 0..self.agencies.len() {
                let Some(row) = self.agencies.get(at) else { break };
                let role = match (row.kind, round) {
                    (AgencyKind::ProvinceGovernment, 2) | (AgencyKind::RegencyGovernment, 2) => Role::Leadership,
                    (AgencyKind::ProvinceGovernment, _) => Role::ProvinceCoordinator,
                    (AgencyKind::RegencyGovernment, _) => Role::RegencyCoordinator,
                    (AgencyKind::Inspectorate, _) => Role::Inspectorate,
                    (AgencyKind::Department | AgencyKind::Board, 0) => Role::AgencyAdmin,
                    (AgencyKind::Department | AgencyKind::Board, _) => Role::LiaisonOfficer,
                    _ => Role::UnitOfficer,
                };
                if at % 50 == 49 && role == Role::UnitOfficer {
                    continue;
                }
                if n >= members {
                    return;
                }
                n += 1;
                self.members.push(NewMember {
                    email: format!("petugas{n}@contoh.id"),
                    name: format!("{} {} {n} (contoh)", dice.pick(&PEOPLE), dice.pick(&SECOND)),
                    role,
                    agency: row.code.clone(),
                });
            }
            if self.agencies.is_empty() {
                return;
            }
        }
    }
}

/// Writes a made-up nation beside the shipped data.
///
/// # Errors
/// What to print.
pub async fn settle(app: &App, size: Size) -> Result<(), String> {
    let nation = Nation::of(size);
    let text = |error: crate::store::StoreError| error.to_string();
    let now = app.clock.now();
    app.store.import(Parsed::Regions(nation.regions), now).await.map_err(text)?;
    app.store.import(Parsed::Agencies(nation.agencies), now).await.map_err(text)?;
    app.store.add_members(nation.members, since(), now).await.map_err(text)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn the_nation_is_as_large_as_it_says_and_the_same_in_every_run() {
        let (one, two) = (Nation::of(Size::NATION), Nation::of(Size::NATION));
        assert_eq!(one.agencies, two.agencies);
        assert_eq!((one.agencies.len(), one.members.len()), (25_600, 100_000));
        let governments = one.agencies.iter().filter(|row| row.kind.is_government()).count();
        assert_eq!(governments, 37 + 501);
        let mut known: HashSet<&str> = ["NASIONAL"].into();
        for row in &one.agencies {
            assert!(row.parent_code.as_deref().is_some_and(|parent| known.contains(parent)), "{}", row.code);
            assert!(known.insert(&row.code), "{} twice", row.code);
            assert!(row.name.ends_with("(contoh)"));
        }
        assert_eq!(one.agencies.iter().filter(|row| row.code.starts_with("N11-DISDIK-")).count(), 2_000);
        assert!(one.regions.iter().all(|row| !row.code.starts_with("63")), "the shipped province stays as it is");
        let emails: HashSet<&str> = one.members.iter().map(|member| member.email.as_str()).collect();
        assert_eq!(emails.len(), 100_000);
    }
}
