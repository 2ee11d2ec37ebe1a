//! The tree over time, and the plans that change it.
use sea_orm_migration::prelude::*;

use crate::{index, table};

/// The tree over time, and the plans that change it.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                table("agency_versions")
                    .col(ColumnDef::new(Alias::new("agency_id")).big_integer().not_null())
                    .col(ColumnDef::new(Alias::new("valid_from")).date().not_null())
                    .col(ColumnDef::new(Alias::new("valid_to")).date())
                    .col(ColumnDef::new(Alias::new("name")).text().not_null())
                    .col(ColumnDef::new(Alias::new("short_name")).text().not_null())
                    .col(ColumnDef::new(Alias::new("kind")).text().not_null())
                    .col(ColumnDef::new(Alias::new("functions")).text().not_null())
                    .col(ColumnDef::new(Alias::new("parent_id")).big_integer())
                    .col(ColumnDef::new(Alias::new("government_id")).big_integer())
                    .col(ColumnDef::new(Alias::new("path")).text().not_null())
                    .col(ColumnDef::new(Alias::new("depth")).integer().not_null())
                    .col(ColumnDef::new(Alias::new("region_code")).text())
                    .col(ColumnDef::new(Alias::new("serves_regions")).text().not_null())
                    .col(ColumnDef::new(Alias::new("plan_id")).uuid())
                    .primary_key(Index::create().col(Alias::new("agency_id")).col(Alias::new("valid_from")))
                    .foreign_key(
                        ForeignKey::create()
                            .from(Alias::new("agency_versions"), Alias::new("agency_id"))
                            .to(Alias::new("agencies"), Alias::new("id")),
                    )
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                table("successions")
                    .col(ColumnDef::new(Alias::new("from_id")).big_integer().not_null())
                    .col(ColumnDef::new(Alias::new("to_id")).big_integer().not_null())
                    .col(ColumnDef::new(Alias::new("since")).date().not_null())
                    .col(ColumnDef::new(Alias::new("until")).date())
                    .col(ColumnDef::new(Alias::new("plan_id")).uuid())
                    .primary_key(
                        Index::create().col(Alias::new("from_id")).col(Alias::new("to_id")).col(Alias::new("since")),
                    )
                    .foreign_key(
                        ForeignKey::create()
                            .from(Alias::new("successions"), Alias::new("from_id"))
                            .to(Alias::new("agencies"), Alias::new("id")),
                    )
                    .foreign_key(
                        ForeignKey::create()
                            .from(Alias::new("successions"), Alias::new("to_id"))
                            .to(Alias::new("agencies"), Alias::new("id")),
                    )
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                table("plans")
                    .col(ColumnDef::new(Alias::new("id")).uuid().not_null())
                    .col(ColumnDef::new(Alias::new("government_id")).big_integer().not_null())
                    .col(ColumnDef::new(Alias::new("title")).text().not_null())
                    .col(ColumnDef::new(Alias::new("legal_reference")).text().not_null())
                    .col(ColumnDef::new(Alias::new("note")).text())
                    .col(ColumnDef::new(Alias::new("past_reason")).text())
                    .col(ColumnDef::new(Alias::new("effective_on")).date().not_null())
                    .col(ColumnDef::new(Alias::new("status")).text().not_null())
                    .col(ColumnDef::new(Alias::new("version")).big_integer().not_null())
                    .col(ColumnDef::new(Alias::new("created_by")).uuid().not_null())
                    .col(ColumnDef::new(Alias::new("created_at")).timestamp_with_time_zone().not_null())
                    .col(ColumnDef::new(Alias::new("submitted_by")).uuid())
                    .col(ColumnDef::new(Alias::new("approved_by")).uuid())
                    .col(ColumnDef::new(Alias::new("published_at")).timestamp_with_time_zone())
                    .col(ColumnDef::new(Alias::new("counter_of")).uuid())
                    .col(ColumnDef::new(Alias::new("cases_moved")).big_integer().not_null())
                    .col(ColumnDef::new(Alias::new("members_moved")).big_integer().not_null())
                    .col(ColumnDef::new(Alias::new("undo")).json_binary())
                    .primary_key(Index::create().col(Alias::new("id")))
                    .foreign_key(
                        ForeignKey::create()
                            .from(Alias::new("plans"), Alias::new("government_id"))
                            .to(Alias::new("agencies"), Alias::new("id")),
                    )
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                table("plan_changes")
                    .col(ColumnDef::new(Alias::new("id")).uuid().not_null())
                    .col(ColumnDef::new(Alias::new("plan_id")).uuid().not_null())
                    .col(ColumnDef::new(Alias::new("position")).integer().not_null())
                    .col(ColumnDef::new(Alias::new("kind")).text().not_null())
                    .col(ColumnDef::new(Alias::new("draft")).json_binary().not_null())
                    .col(ColumnDef::new(Alias::new("note")).text())
                    .col(ColumnDef::new(Alias::new("legal_reference")).text())
                    .col(ColumnDef::new(Alias::new("version")).big_integer().not_null())
                    .col(ColumnDef::new(Alias::new("edited_by")).uuid().not_null())
                    .col(ColumnDef::new(Alias::new("edited_at")).timestamp_with_time_zone().not_null())
                    .primary_key(Index::create().col(Alias::new("id")))
                    .foreign_key(
                        ForeignKey::create()
                            .from(Alias::new("plan_changes"), Alias::new("plan_id"))
                            .to(Alias::new("plans"), Alias::new("id")),
                    )
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                table("plan_events")
                    .col(ColumnDef::new(Alias::new("id")).uuid().not_null())
                    .col(ColumnDef::new(Alias::new("plan_id")).uuid().not_null())
                    .col(ColumnDef::new(Alias::new("seq")).integer().not_null())
                    .col(ColumnDef::new(Alias::new("at")).timestamp_with_time_zone().not_null())
                    .col(ColumnDef::new(Alias::new("kind")).text().not_null())
                    .col(ColumnDef::new(Alias::new("account_id")).uuid())
                    .col(ColumnDef::new(Alias::new("text")).text())
                    .primary_key(Index::create().col(Alias::new("id")))
                    .foreign_key(
                        ForeignKey::create()
                            .from(Alias::new("plan_events"), Alias::new("plan_id"))
                            .to(Alias::new("plans"), Alias::new("id")),
                    )
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                table("plan_moves")
                    .col(ColumnDef::new(Alias::new("plan_id")).uuid().not_null())
                    .col(ColumnDef::new(Alias::new("case_id")).uuid().not_null())
                    .col(ColumnDef::new(Alias::new("from_id")).big_integer().not_null())
                    .col(ColumnDef::new(Alias::new("to_id")).big_integer().not_null())
                    .primary_key(Index::create().col(Alias::new("plan_id")).col(Alias::new("case_id")))
                    .foreign_key(
                        ForeignKey::create()
                            .from(Alias::new("plan_moves"), Alias::new("plan_id"))
                            .to(Alias::new("plans"), Alias::new("id")),
                    )
                    .foreign_key(
                        ForeignKey::create()
                            .from(Alias::new("plan_moves"), Alias::new("case_id"))
                            .to(Alias::new("cases"), Alias::new("id")),
                    )
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(index("agency_versions", "agency_versions_parent", &["parent_id", "valid_from"], false))
            .await?;
        manager.create_index(index("plans", "plans_government", &["government_id", "created_at", "id"], false)).await?;
        manager.create_index(index("plans", "plans_due", &["status", "effective_on"], false)).await?;
        manager.create_index(index("plan_changes", "plan_changes_plan", &["plan_id", "position"], false)).await?;
        manager.create_index(index("plan_events", "plan_events_plan", &["plan_id", "seq"], true)).await?;
        manager.create_index(index("plan_moves", "plan_moves_case", &["case_id"], false)).await?;
        // "Mine" is what an agency holds itself: of a province one in many of the rows that it sees.
        manager
            .create_index(index(
                "case_audience",
                "audience_mine",
                &["agency_id", "relation", "is_open", "due_sort", "case_id"],
                false,
            ))
            .await?;
        manager.create_index(index("cases", "cases_kind", &["classification", "status"], false)).await?;
        manager.create_index(index("cases", "cases_accused", &["reported_agency_id"], false)).await?;
        manager.create_index(index("cases", "cases_forwarded_from", &["forwarded_from_id"], false)).await?;
        // What is known so far is one version of each agency.
        let next_day = match manager.get_database_backend() {
            sea_orm_migration::sea_orm::DbBackend::Postgres => "a.valid_to + 1",
            _ => "date(a.valid_to, '+1 day')",
        };
        for statement in [
            "INSERT INTO agency_versions (agency_id, valid_from, valid_to, name, short_name, kind, functions, parent_id, government_id, path, depth, region_code, serves_regions)
             SELECT id, valid_from, valid_to, name, short_name, kind, functions, parent_id, government_id, path, depth, region_code, serves_regions FROM agencies",
            &format!("INSERT INTO successions (from_id, to_id, since) SELECT a.id, a.successor_id, {next_day} FROM agencies a WHERE a.successor_id IS NOT NULL AND a.valid_to IS NOT NULL"),
        ] {
            manager.get_connection().execute_unprepared(statement).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for name in ["cases_kind", "cases_accused", "cases_forwarded_from"] {
            manager.drop_index(Index::drop().name(name).table(Alias::new("cases")).to_owned()).await?;
        }
        manager.drop_index(Index::drop().name("audience_mine").table(Alias::new("case_audience")).to_owned()).await?;
        for name in ["plan_moves", "plan_events", "plan_changes", "plans", "successions", "agency_versions"] {
            manager.drop_table(Table::drop().table(Alias::new(name)).to_owned()).await?;
        }
        Ok(())
    }
}
