//! The fan-out of visibility and its kept counts; full-text search.
use sea_orm_migration::prelude::*;

use crate::{index, table};

/// The fan-out of visibility and its kept counts; full-text search.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                table("case_audience")
                    .col(ColumnDef::new(Alias::new("agency_id")).big_integer().not_null())
                    .col(ColumnDef::new(Alias::new("case_id")).uuid().not_null())
                    .col(ColumnDef::new(Alias::new("relation")).text().not_null())
                    .col(ColumnDef::new(Alias::new("status")).text().not_null())
                    .col(ColumnDef::new(Alias::new("is_open")).boolean().not_null())
                    .col(ColumnDef::new(Alias::new("opened_at")).timestamp_with_time_zone().not_null())
                    .col(ColumnDef::new(Alias::new("due_sort")).timestamp_with_time_zone().not_null())
                    .col(ColumnDef::new(Alias::new("assignee_id")).uuid())
                    .primary_key(Index::create().col(Alias::new("agency_id")).col(Alias::new("case_id")))
                    .foreign_key(
                        ForeignKey::create()
                            .from(Alias::new("case_audience"), Alias::new("case_id"))
                            .to(Alias::new("cases"), Alias::new("id")),
                    )
                    .foreign_key(
                        ForeignKey::create()
                            .from(Alias::new("case_audience"), Alias::new("agency_id"))
                            .to(Alias::new("agencies"), Alias::new("id")),
                    )
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(index(
                "case_audience",
                "audience_status_new",
                &["agency_id", "status", "opened_at", "case_id"],
                false,
            ))
            .await?;
        manager
            .create_index(index(
                "case_audience",
                "audience_status_due",
                &["agency_id", "status", "due_sort", "case_id"],
                false,
            ))
            .await?;
        manager
            .create_index(index(
                "case_audience",
                "audience_open_new",
                &["agency_id", "is_open", "opened_at", "case_id"],
                false,
            ))
            .await?;
        manager
            .create_index(index(
                "case_audience",
                "audience_open_due",
                &["agency_id", "is_open", "due_sort", "case_id"],
                false,
            ))
            .await?;
        manager
            .create_index(index(
                "case_audience",
                "audience_assignee",
                &["assignee_id", "is_open", "due_sort", "case_id"],
                false,
            ))
            .await?;
        manager.create_index(index("case_audience", "audience_case", &["case_id"], false)).await?;
        manager
            .create_index(index("case_audience", "audience_all_new", &["agency_id", "opened_at", "case_id"], false))
            .await?;
        manager
            .create_table(
                table("case_counts")
                    .col(ColumnDef::new(Alias::new("agency_id")).big_integer().not_null())
                    .col(ColumnDef::new(Alias::new("relation")).text().not_null())
                    .col(ColumnDef::new(Alias::new("status")).text().not_null())
                    .col(ColumnDef::new(Alias::new("n")).big_integer().not_null())
                    .primary_key(
                        Index::create()
                            .col(Alias::new("agency_id"))
                            .col(Alias::new("relation"))
                            .col(Alias::new("status")),
                    )
                    .to_owned(),
            )
            .await?;
        crate::search::up(manager).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        crate::search::down(manager).await?;
        for name in ["case_counts", "case_audience"] {
            manager.drop_table(Table::drop().table(Alias::new(name)).to_owned()).await?;
        }
        Ok(())
    }
}
