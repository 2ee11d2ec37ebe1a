//! Sheets of the tree that were handed over and are not plans yet.
use sea_orm_migration::prelude::*;

use crate::{index, table};

/// Sheets of the tree that were handed over and are not plans yet.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                table("agency_sheets")
                    .col(ColumnDef::new(Alias::new("id")).uuid().not_null())
                    .col(ColumnDef::new(Alias::new("account_id")).uuid().not_null())
                    .col(ColumnDef::new(Alias::new("government_id")).big_integer().not_null())
                    .col(ColumnDef::new(Alias::new("file_name")).text().not_null())
                    .col(ColumnDef::new(Alias::new("body")).text().not_null())
                    .col(ColumnDef::new(Alias::new("created_at")).timestamp_with_time_zone().not_null())
                    .primary_key(Index::create().col(Alias::new("id")))
                    .foreign_key(
                        ForeignKey::create()
                            .from(Alias::new("agency_sheets"), Alias::new("account_id"))
                            .to(Alias::new("accounts"), Alias::new("id")),
                    )
                    .foreign_key(
                        ForeignKey::create()
                            .from(Alias::new("agency_sheets"), Alias::new("government_id"))
                            .to(Alias::new("agencies"), Alias::new("id")),
                    )
                    .to_owned(),
            )
            .await?;
        manager
            .create_index(index("agency_sheets", "agency_sheets_by_account", &["account_id", "created_at"], false))
            .await?;
        manager.create_index(index("agency_sheets", "agency_sheets_by_age", &["created_at"], false)).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table(Alias::new("agency_sheets")).to_owned()).await
    }
}
