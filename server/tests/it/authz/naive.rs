//! Who sees a case, said again from the rules (roles, boundary of governments, cooperation) and the shipped
//! list of agencies alone. Must not call `domain::audience`, `authz` or the store: it is held against them.
use std::collections::HashMap;

use entities::vocab::Role;

/// The tree, read from the file.
pub struct Tree {
    parent: HashMap<String, String>,
    kind: HashMap<String, String>,
}

/// What is known of a case.
#[derive(Debug, Clone)]
pub struct Facts {
    /// Global id.
    pub id: String,
    /// Number.
    pub reference: String,
    /// State.
    pub status: String,
    /// Kind.
    pub classification: String,
    /// Hidden from the public.
    pub secret: bool,
    /// Who has it.
    pub holder: String,
    /// Who helps today.
    pub supporting: Vec<String>,
    /// Who reads along today.
    pub informed: Vec<String>,
    /// The accused unit.
    pub accused: Option<String>,
    /// A clock of an agency has run out.
    pub overdue: bool,
}

impl Tree {
    /// As shipped.
    pub fn shipped() -> Self {
        let mut reader = csv::Reader::from_reader(include_str!("../../../data/agencies.csv").as_bytes());
        let columns: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
        let column = |name: &str| columns.iter().position(|column| column == name).unwrap();
        let (code, kind, parent) = (column("code"), column("kind"), column("parent_code"));
        let mut tree = Self { parent: HashMap::new(), kind: HashMap::new() };
        for row in reader.records() {
            let row = row.unwrap();
            tree.kind.insert(row[code].to_owned(), row[kind].to_owned());
            if !row[parent].is_empty() {
                tree.parent.insert(row[code].to_owned(), row[parent].to_owned());
            }
        }
        tree
    }

    /// The kind of an agency.
    pub fn kind(&self, code: &str) -> &str {
        self.kind.get(code).map_or("", String::as_str)
    }

    /// From the agency up to the root.
    fn line(&self, code: &str) -> Vec<String> {
        std::iter::successors(Some(code.to_owned()), |code| self.parent.get(code).cloned()).collect()
    }

    /// Whether it is `top` or below it.
    pub fn within(&self, code: &str, top: &str) -> bool {
        self.line(code).iter().any(|step| step == top)
    }

    /// The nearest government.
    pub fn government(&self, code: &str) -> Option<String> {
        self.line(code).into_iter().find(|step| self.kind(step).ends_with("_government"))
    }

    /// The agency and those above it who answer for it: a government is a boundary, the national root nobody's superior.
    fn responsible(&self, code: &str) -> Vec<String> {
        let mut line = self.line(code);
        match line.iter().position(|step| self.kind(step).ends_with("_government")) {
            Some(government) => line.truncate(government + 1),
            None => {
                line.pop();
            }
        }
        line
    }

    /// The accused unit, its units and its department, but not the government, are kept out.
    pub fn kept_out(&self, code: &str, accused: &str) -> bool {
        let department = self.responsible(accused).into_iter().filter(|step| !self.kind(step).ends_with("_government"));
        self.within(code, accused) || department.into_iter().any(|step| step == code)
    }

    /// Whether somebody of this role in this agency sees the case.
    pub fn sees(&self, role: Role, agency: &str, case: &Facts) -> bool {
        let whistle = case.classification == "WHISTLE_BLOWING";
        let supervisory = whistle || case.classification == "SUPERVISORY_COMPLAINT";
        if whistle {
            return role == Role::Inspectorate
                && self.kind(agency) == "inspectorate"
                && self.within(&case.holder, agency);
        }
        if supervisory
            && agency != case.holder
            && case.accused.as_ref().is_some_and(|accused| self.kept_out(agency, accused))
        {
            return false;
        }
        let own = self.works_here(agency, case);
        let line = own || self.answers_for(agency, case);
        let informed = case.informed.iter().any(|code| code == agency);
        match role {
            Role::UnitOfficer => own || informed,
            Role::LiaisonOfficer | Role::AgencyAdmin | Role::RegencyCoordinator => line || informed,
            Role::Leadership => line,
            Role::Inspectorate => {
                let here =
                    self.government(agency).is_some() && self.government(agency) == self.government(&case.holder);
                line || informed || (here && (supervisory || case.overdue))
            }
            // Coordination follows every report, to vertical agencies too: it sent them there.
            Role::ProvinceCoordinator | Role::OmbudsmanOfficer => true,
            Role::OversightReader => case.overdue,
            Role::Citizen | Role::SystemAdmin => false,
        }
    }

    /// Whether, seeing the case, that person reads its text.
    pub fn reads(&self, role: Role, agency: &str, case: &Facts) -> bool {
        if !case.secret {
            return true;
        }
        let supervisory = case.classification.starts_with("SUPERVISORY") || case.classification == "WHISTLE_BLOWING";
        let part = self.works_here(agency, case)
            || self.answers_for(agency, case)
            || case.informed.iter().any(|code| code == agency);
        match role {
            Role::OmbudsmanOfficer | Role::OversightReader => false,
            Role::Inspectorate => part || supervisory,
            _ => part,
        }
    }

    fn helpers<'a>(&'a self, case: &'a Facts) -> impl Iterator<Item = &'a String> {
        let supervisory = case.classification.starts_with("SUPERVISORY");
        case.supporting.iter().filter(move |code| {
            !(supervisory && case.accused.as_ref().is_some_and(|accused| self.kept_out(code, accused)))
        })
    }

    fn works_here(&self, agency: &str, case: &Facts) -> bool {
        case.holder == agency || self.helpers(case).any(|code| code == agency)
    }

    fn answers_for(&self, agency: &str, case: &Facts) -> bool {
        std::iter::once(&case.holder)
            .chain(self.helpers(case))
            .any(|code| self.responsible(code).iter().any(|step| step == agency))
    }
}
