//! What happens in the demonstration: the 36 reports are filed and worked on by the rules, through the use
//! cases and nothing else, spread over the last weeks so that some are on time and some are late.
use std::collections::HashMap;

use chrono::{DateTime, Duration, Utc};
use entities::{
    ids::CaseId,
    vocab::{Channel, ReplyKind, Role},
};

use super::Staff;
use crate::{
    authz::actor::Actor,
    op::{Locale, Op},
    reference::{self, demo_reports::DemoReport},
    store::Scoped,
    usecases::{Failure, answer, duplicates, follow, notes, routing, submit_report, verifying},
    wiring::App,
};

/// How far each report goes. What is not listed is verified and forwarded.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    New,
    Forwarded,
    Progress,
    Drafted,
    Answered,
    RejectedOnce,
    Closed,
    Postponed,
    Returned,
    ArchiveProposed,
    Archived,
    MergedIntoFirst,
}

const FATES: &[(&str, Fate)] = &[
    ("DEMO-01", Fate::Progress),
    ("DEMO-02", Fate::MergedIntoFirst),
    ("DEMO-04", Fate::Returned),
    ("DEMO-05", Fate::Postponed),
    ("DEMO-06", Fate::Drafted),
    ("DEMO-07", Fate::Closed),
    ("DEMO-08", Fate::New),
    ("DEMO-09", Fate::Progress),
    ("DEMO-11", Fate::Progress),
    ("DEMO-12", Fate::Answered),
    ("DEMO-16", Fate::RejectedOnce),
    ("DEMO-20", Fate::Answered),
    ("DEMO-24", Fate::New),
    ("DEMO-26", Fate::Closed),
    ("DEMO-28", Fate::Closed),
    ("DEMO-31", Fate::New),
    ("DEMO-33", Fate::New),
    ("DEMO-34", Fate::New),
    ("DEMO-35", Fate::ArchiveProposed),
    ("DEMO-36", Fate::Archived),
];

struct Stage<'a> {
    app: &'a App,
    staff: &'a Staff,
    filed: HashMap<String, CaseId>,
}

fn told(id: &str) -> impl Fn(Failure) -> String + '_ {
    move |failure| format!("{id}: {failure:?}")
}

impl Stage<'_> {
    fn op(&self, actor: Actor, at: DateTime<Utc>) -> Op {
        Op {
            scoped: self.app.store.for_actor(actor.clone(), at),
            ..self.app.op(actor, Locale::Id, crate::op::NO_CLIENT.to_owned())
        }
    }

    async fn officer(&self, role: Role, code: &str, at: DateTime<Utc>) -> Result<Op, String> {
        Ok(self.op(self.staff.actor(self.app, role, code).await?, at))
    }

    async fn version(&self, op: &Op, case: CaseId) -> Result<i64, String> {
        let scoped: &Scoped = &op.scoped;
        let found = scoped.cases_by_id(&[case]).await.map_err(|error| error.to_string())?;
        found.get(&case).map(|view| view.state.version).ok_or_else(|| format!("{case} is not visible"))
    }

    async fn file(&mut self, report: &DemoReport, at: DateTime<Utc>) -> Result<CaseId, String> {
        let by_officer = !matches!(report.channel, Channel::Web | Channel::MobileApp);
        let actor = if by_officer {
            self.staff.actor(self.app, Role::ProvinceCoordinator, "KALSEL").await?
        } else if report.id == "DEMO-26" || report.id == "DEMO-01" {
            self.staff.actor(self.app, Role::Citizen, "").await.unwrap_or(Actor::Public)
        } else {
            Actor::Public
        };
        let op = self.op(actor, at);
        let number: String = report.id.chars().filter(char::is_ascii_digit).collect();
        let receipt = submit_report::submit_report(
            &op,
            submit_report::Report {
                title: report.title.clone(),
                body: report.body.clone(),
                classification: report.classification,
                topic: Some(report.topic_code.clone()),
                region: Some(report.region_code.clone()),
                place: None,
                occurred_on: None,
                named_agency: report.named_agency_code.clone(),
                reported_agency: report.reported_agency_code.clone(),
                anonymous: report.anonymous,
                secret: report.secret,
                name: Some(format!("Pelapor Contoh {number}")),
                email: None,
                phone: None,
                channel: Some(report.channel),
                files: vec![],
            },
            None,
        )
        .await
        .map_err(told(&report.id))?;
        self.filed.insert(report.id.clone(), receipt.case);
        Ok(receipt.case)
    }

    /// Verifies and forwards: by the agency that the reporter named, if the target is within its reach;
    /// otherwise it hands the report to the coordinator.
    async fn route(&self, report: &DemoReport, case: CaseId, target: &str, at: DateTime<Utc>) -> Result<(), String> {
        let named = report.named_agency_code.as_deref().unwrap_or_default();
        if let Ok(op) = self.officer(Role::AgencyAdmin, named, at).await
            && let Ok(version) = self.version(&op, case).await
        {
            if target == named || target.starts_with(&format!("{named}-")) {
                return self.verify_and_forward(report, case, target, &op, at).await;
            }
            let reason = "Setelah kami periksa, urusan ini bukan wewenang kami.";
            routing::hand_back(&op, case, version, reason, Some(target), None).await.map_err(told(&report.id))?;
        }
        let later = at + Duration::hours(3);
        let op = self.officer(Role::ProvinceCoordinator, "KALSEL", later).await?;
        self.verify_and_forward(report, case, target, &op, later).await
    }

    async fn verify_and_forward(
        &self,
        report: &DemoReport,
        case: CaseId,
        target: &str,
        op: &Op,
        at: DateTime<Utc>,
    ) -> Result<(), String> {
        let stated = verifying::Stated {
            classification: report.classification,
            topic: Some(report.topic_code.clone()),
            region: Some(report.region_code.clone()),
            urgency: report.urgency,
            reported_agency: report.reported_agency_code.clone(),
            note: None,
        };
        let version = self.version(op, case).await?;
        verifying::verify(op, case, version, stated, None).await.map_err(told(&report.id))?;
        let op = self.op(op.actor().clone(), at + Duration::minutes(20));
        let route = routing::Route {
            target: target.to_owned(),
            supporting: report.supporting.clone(),
            informed: report.cc.clone(),
            note: None,
            other_reason: None,
        };
        let version = self.version(&op, case).await?;
        routing::forward(&op, case, version, route, None).await.map_err(told(&report.id))?;
        Ok(())
    }

    async fn reply(&self, op: &Op, case: CaseId, kind: ReplyKind, body: &str, publish: bool) -> Result<(), String> {
        let version = self.version(op, case).await?;
        let typed = answer::Typed { reply: None, kind, body: body.to_owned(), ask_approval: false, files: vec![] };
        let outcome = answer::draft(op, case, version, typed, None).await.map_err(told("draft"))?;
        if let (true, Some(reply)) = (publish, outcome.reply) {
            answer::publish(op, reply, 1, None).await.map_err(told("publish"))?;
        }
        Ok(())
    }

    /// Progress, answer and finish by the agency's admin.
    async fn finish(&self, report: &DemoReport, case: CaseId, agency: &str, at: DateTime<Utc>) -> Result<(), String> {
        let op = self.officer(Role::AgencyAdmin, agency, at).await?;
        self.reply(
            &op,
            case,
            ReplyKind::Progress,
            "Laporan Anda sudah kami terima. Petugas kami memeriksa lokasi dan berkasnya pekan ini.",
            true,
        )
        .await?;
        let op = self.op(op.actor().clone(), at + Duration::days(2));
        self.reply(&op, case, ReplyKind::Substantive, "Pemeriksaan selesai dan perbaikan sudah dilakukan. Bila masih ada kendala, balas di halaman ini dan kami tindak lanjuti kembali.", true).await?;
        let version = self.version(&op, case).await?;
        answer::finish(&op, case, version, None, None).await.map_err(told(&report.id))?;
        Ok(())
    }

    async fn live(&mut self, report: &DemoReport, fate: Fate, at: DateTime<Utc>) -> Result<(), String> {
        let case = self.file(report, at).await?;
        let next = at + Duration::hours(24);
        let agency = report.expected_agency_code.clone().unwrap_or_default();
        match fate {
            Fate::New => {}
            Fate::MergedIntoFirst => self.merge_into_first(case, next).await?,
            Fate::Postponed => {
                let op = self.officer(Role::ProvinceCoordinator, "KALSEL", next).await?;
                let version = self.version(&op, case).await?;
                let question = "Mohon sebutkan nama desa dan patokan jembatannya, serta sejak kapan rusak.";
                verifying::postpone(&op, case, version, question, None).await.map_err(told(&report.id))?;
            }
            Fate::ArchiveProposed | Fate::Archived => {
                let op = self.officer(Role::ProvinceCoordinator, "KALSEL", next).await?;
                let version = self.version(&op, case).await?;
                let reason = report.archive_reason_code.as_deref().unwrap_or("too_general");
                let note = Some("Pelapor sudah diarahkan ke saluran yang tepat.");
                verifying::archive(&op, case, version, reason, note, None).await.map_err(told(&report.id))?;
            }
            Fate::Returned => {
                self.route(report, case, "KALSEL-PUPR", next).await?;
                let op = self.officer(Role::AgencyAdmin, "KALSEL-PUPR", next + Duration::days(1)).await?;
                let version = self.version(&op, case).await?;
                let reason = "Gang Kelayan Dalam adalah jalan lingkungan milik Pemerintah Kota Banjarmasin, tidak tercatat dalam daftar ruas jalan provinsi.";
                routing::hand_back(&op, case, version, reason, Some(&agency), None).await.map_err(told(&report.id))?;
            }
            Fate::Forwarded => self.route(report, case, &agency, next).await?,
            Fate::Progress => {
                self.route(report, case, &agency, next).await?;
                self.progress(report, case, &agency, next + Duration::days(1)).await?;
            }
            Fate::Drafted => {
                self.route(report, case, &agency, next).await?;
                self.to_unit(report, case, &agency, next + Duration::hours(4)).await?;
            }
            Fate::Answered | Fate::RejectedOnce | Fate::Closed => {
                self.route(report, case, &agency, next).await?;
                self.finish(report, case, &agency, next + Duration::days(1)).await?;
                self.react(case, fate, next + Duration::days(4)).await?;
            }
        }
        Ok(())
    }

    async fn progress(&self, report: &DemoReport, case: CaseId, agency: &str, at: DateTime<Utc>) -> Result<(), String> {
        let role = if agency.ends_with("INSPEKTORAT") { Role::Inspectorate } else { Role::AgencyAdmin };
        let op = self.officer(role, agency, at).await?;
        self.reply(&op, case, ReplyKind::Progress, "Terima kasih atas laporan Anda. Kami sudah menugaskan tim untuk memeriksa, dan hasilnya kami sampaikan di halaman ini.", true).await?;
        notes::add_note(&op, case, "Tim lapangan berangkat hari Kamis; minta foto sebelum dan sesudah.", None)
            .await
            .map_err(told(&report.id))?;
        Ok(())
    }

    /// Down to the unit, whose officer writes an answer that waits for approval.
    async fn to_unit(&self, report: &DemoReport, case: CaseId, agency: &str, at: DateTime<Utc>) -> Result<(), String> {
        let Some(unit) = &report.expected_unit_code else { return Ok(()) };
        let op = self.officer(Role::AgencyAdmin, agency, at).await?;
        let version = self.version(&op, case).await?;
        let route = routing::Route {
            target: unit.clone(),
            supporting: vec![],
            informed: vec![],
            note: None,
            other_reason: None,
        };
        routing::forward(&op, case, version, route, None).await.map_err(told(&report.id))?;
        let op = self.officer(Role::UnitOfficer, unit, at + Duration::days(1)).await?;
        self.reply(&op, case, ReplyKind::Substantive, "Panel lampu di ruas tersebut sudah kami ganti dan menyala kembali sejak tadi malam. Terima kasih sudah melapor.", false).await
    }

    async fn react(&self, case: CaseId, fate: Fate, at: DateTime<Utc>) -> Result<(), String> {
        let op = self.op(Actor::Tracker { case }, at);
        match fate {
            Fate::RejectedOnce => {
                let reason = "Tagihan bulan ini masih sama, belum ada koreksi seperti yang dijanjikan.";
                follow::reject(&op, case, None, reason, None).await.map_err(told("reject"))?;
            }
            Fate::Closed => {
                let words = Some("Cepat dan jelas, terima kasih.");
                follow::confirm(&op, case, None, Some(5), words, None).await.map_err(told("confirm"))?;
            }
            _ => {}
        }
        Ok(())
    }

    async fn merge_into_first(&self, case: CaseId, at: DateTime<Utc>) -> Result<(), String> {
        let op = self.officer(Role::ProvinceCoordinator, "KALSEL", at).await?;
        let Some(first) = self.filed.get("DEMO-01") else { return Ok(()) };
        let found = op.scoped.cases_by_id(&[*first]).await.map_err(|error| error.to_string())?;
        let Some(stays) = found.get(first) else { return Ok(()) };
        let version = self.version(&op, case).await?;
        duplicates::link_duplicate(
            &op,
            case,
            version,
            &stays.reference,
            true,
            Some("Ruas dan lubang yang sama."),
            None,
        )
        .await
        .map_err(told("merge"))?;
        Ok(())
    }
}

/// Files the reports and lets them live.
///
/// # Errors
/// The first report that the rules did not let through, with the reason.
pub async fn play(app: &App, staff: &Staff) -> Result<(), String> {
    let reports = reference::embedded::demo_reports()
        .map_err(|faults| faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))?;
    let now = app.clock.now();
    let mut stage = Stage { app, staff, filed: HashMap::new() };
    let count = i64::try_from(reports.reports.len()).unwrap_or(0);
    for (index, report) in (0i64..).zip(&reports.reports) {
        let fate = FATES.iter().find(|(id, _)| *id == report.id).map_or(Fate::Forwarded, |(_, fate)| *fate);
        // Oldest first; those that go far began early, new ones came in the last days.
        let days = match fate {
            Fate::New => 1 + (index % 4) * 2,
            Fate::Forwarded | Fate::Postponed | Fate::Returned | Fate::ArchiveProposed | Fate::Archived => {
                3 + (count - index) / 3
            }
            Fate::MergedIntoFirst => 12,
            Fate::Progress | Fate::Drafted => 9 + (count - index) / 6,
            Fate::Answered | Fate::RejectedOnce | Fate::Closed => 11 + (count - index) / 5,
        };
        // In office hours: 09.00 to 14.30 WITA.
        let day = crate::domain::calendar::wita_date(now - Duration::days(days));
        let at = Scoped::day_start(day) + Duration::hours(9) + Duration::minutes(37 * (index % 9));
        stage.live(report, fate, at).await?;
    }
    Ok(())
}
