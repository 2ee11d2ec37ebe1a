//! Large plans of the tree: how far the work on one is, and what it has worked out so far. The staged tables have no
//! foreign keys: what belongs to no work is swept.
use sea_orm_migration::prelude::*;

use crate::{index, table};

/// Large plans of the tree: how far the work on one is, and what it has worked out so far.
#[derive(DeriveMigrationName)]
pub struct Migration;

fn id(name: &str) -> ColumnDef {
    ColumnDef::new(Alias::new(name)).uuid().not_null().to_owned()
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                table("plan_work")
                    .col(id("id"))
                    .col(id("plan_id"))
                    .col(ColumnDef::new(Alias::new("large")).boolean().not_null())
                    .col(ColumnDef::new(Alias::new("phase")).text().not_null())
                    .col(ColumnDef::new(Alias::new("done")).big_integer().not_null())
                    .col(ColumnDef::new(Alias::new("total")).big_integer().not_null())
                    .col(ColumnDef::new(Alias::new("ground")).text())
                    .col(ColumnDef::new(Alias::new("failed_rounds")).integer().not_null())
                    .col(ColumnDef::new(Alias::new("claimed_by")).uuid())
                    .col(ColumnDef::new(Alias::new("claimed_until")).timestamp_with_time_zone())
                    .col(ColumnDef::new(Alias::new("started_at")).timestamp_with_time_zone())
                    .col(ColumnDef::new(Alias::new("created_at")).timestamp_with_time_zone().not_null())
                    .primary_key(Index::create().col(Alias::new("id")))
                    .foreign_key(
                        ForeignKey::create()
                            .from(Alias::new("plan_work"), Alias::new("plan_id"))
                            .to(Alias::new("plans"), Alias::new("id")),
                    )
                    .to_owned(),
            )
            .await?;
        manager.create_index(index("plan_work", "plan_work_plan", &["plan_id"], true)).await?;
        manager
            .create_table(
                table("staged_cases")
                    .col(id("work_id"))
                    .col(id("case_id"))
                    .col(ColumnDef::new(Alias::new("stamp")).integer().not_null())
                    .col(ColumnDef::new(Alias::new("event_id")).uuid())
                    .col(ColumnDef::new(Alias::new("from_id")).big_integer().not_null())
                    .col(ColumnDef::new(Alias::new("to_id")).big_integer().not_null())
                    .col(ColumnDef::new(Alias::new("moved")).boolean().not_null())
                    .col(ColumnDef::new(Alias::new("told")).boolean().not_null())
                    .col(ColumnDef::new(Alias::new("accused_id")).big_integer())
                    .col(ColumnDef::new(Alias::new("data")).json_binary())
                    .primary_key(Index::create().col(Alias::new("work_id")).col(Alias::new("case_id")))
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                table("staged_parties")
                    .col(id("work_id"))
                    .col(id("case_id"))
                    .col(id("party_id"))
                    .col(ColumnDef::new(Alias::new("agency_id")).big_integer().not_null())
                    .col(ColumnDef::new(Alias::new("part")).text().not_null())
                    .col(ColumnDef::new(Alias::new("answered_at")).timestamp_with_time_zone())
                    .col(ColumnDef::new(Alias::new("joins")).boolean().not_null())
                    .primary_key(
                        Index::create()
                            .col(Alias::new("work_id"))
                            .col(Alias::new("case_id"))
                            .col(Alias::new("party_id")),
                    )
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                table("staged_audience")
                    .col(id("work_id"))
                    .col(id("case_id"))
                    .col(ColumnDef::new(Alias::new("agency_id")).big_integer().not_null())
                    .col(ColumnDef::new(Alias::new("old_relation")).text())
                    .col(ColumnDef::new(Alias::new("relation")).text())
                    .col(ColumnDef::new(Alias::new("status")).text().not_null())
                    .col(ColumnDef::new(Alias::new("is_open")).boolean().not_null())
                    .col(ColumnDef::new(Alias::new("opened_at")).timestamp_with_time_zone().not_null())
                    .col(ColumnDef::new(Alias::new("due_sort")).timestamp_with_time_zone().not_null())
                    .col(ColumnDef::new(Alias::new("assignee_id")).uuid())
                    .primary_key(
                        Index::create()
                            .col(Alias::new("work_id"))
                            .col(Alias::new("case_id"))
                            .col(Alias::new("agency_id")),
                    )
                    .to_owned(),
            )
            .await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for name in ["staged_audience", "staged_parties", "staged_cases", "plan_work"] {
            manager.drop_table(Table::drop().table(Alias::new(name)).to_owned()).await?;
        }
        Ok(())
    }
}
