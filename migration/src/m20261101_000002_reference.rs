//! Reference data: regions, topics, agencies, calendars, texts.
use sea_orm_migration::prelude::*;

use crate::{index, table};

/// Reference data: regions, topics, agencies, calendars, texts.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                table("regions")
                    .col(ColumnDef::new(Alias::new("code")).text().not_null())
                    .col(ColumnDef::new(Alias::new("name")).text().not_null())
                    .col(ColumnDef::new(Alias::new("level")).text().not_null())
                    .col(ColumnDef::new(Alias::new("parent_code")).text())
                    .col(ColumnDef::new(Alias::new("search")).text().not_null())
                    .primary_key(Index::create().col(Alias::new("code")))
                    .to_owned(),
            )
            .await?;
        manager.create_index(index("regions", "regions_parent", &["parent_code"], false)).await?;
        manager
            .create_table(
                table("topics")
                    .col(ColumnDef::new(Alias::new("code")).text().not_null())
                    .col(ColumnDef::new(Alias::new("parent_code")).text())
                    .col(ColumnDef::new(Alias::new("name_id")).text().not_null())
                    .col(ColumnDef::new(Alias::new("name_en")).text().not_null())
                    .col(ColumnDef::new(Alias::new("default_classification")).text())
                    .col(ColumnDef::new(Alias::new("sensitive")).boolean().not_null())
                    .col(ColumnDef::new(Alias::new("position")).integer().not_null())
                    .primary_key(Index::create().col(Alias::new("code")))
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                table("archive_reasons")
                    .col(ColumnDef::new(Alias::new("code")).text().not_null())
                    .col(ColumnDef::new(Alias::new("name_id")).text().not_null())
                    .col(ColumnDef::new(Alias::new("name_en")).text().not_null())
                    .col(ColumnDef::new(Alias::new("needs_second_person")).boolean().not_null())
                    .col(ColumnDef::new(Alias::new("position")).integer().not_null())
                    .primary_key(Index::create().col(Alias::new("code")))
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                table("maladministration_forms")
                    .col(ColumnDef::new(Alias::new("code")).text().not_null())
                    .col(ColumnDef::new(Alias::new("name_id")).text().not_null())
                    .col(ColumnDef::new(Alias::new("name_en")).text().not_null())
                    .col(ColumnDef::new(Alias::new("position")).integer().not_null())
                    .primary_key(Index::create().col(Alias::new("code")))
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                table("holidays")
                    .col(ColumnDef::new(Alias::new("day")).date().not_null())
                    .col(ColumnDef::new(Alias::new("kind")).text().not_null())
                    .col(ColumnDef::new(Alias::new("name")).text().not_null())
                    .col(ColumnDef::new(Alias::new("decree")).text().not_null())
                    .col(ColumnDef::new(Alias::new("evidence")).text().not_null())
                    .primary_key(Index::create().col(Alias::new("day")))
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                table("deadline_policies")
                    .col(ColumnDef::new(Alias::new("id")).text().not_null())
                    .col(ColumnDef::new(Alias::new("position")).integer().not_null())
                    .col(ColumnDef::new(Alias::new("row")).json_binary().not_null())
                    .primary_key(Index::create().col(Alias::new("id")))
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                table("standard_replies")
                    .col(ColumnDef::new(Alias::new("code")).text().not_null())
                    .col(ColumnDef::new(Alias::new("stage")).text().not_null())
                    .col(ColumnDef::new(Alias::new("name")).text().not_null())
                    .col(ColumnDef::new(Alias::new("text")).text().not_null())
                    .col(ColumnDef::new(Alias::new("position")).integer().not_null())
                    .primary_key(Index::create().col(Alias::new("code")))
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                table("agencies")
                    .col(ColumnDef::new(Alias::new("id")).big_integer().not_null())
                    .col(ColumnDef::new(Alias::new("code")).text().not_null())
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
                    .col(ColumnDef::new(Alias::new("valid_from")).date().not_null())
                    .col(ColumnDef::new(Alias::new("valid_to")).date())
                    .col(ColumnDef::new(Alias::new("successor_id")).big_integer())
                    .col(ColumnDef::new(Alias::new("watch")).text())
                    .col(ColumnDef::new(Alias::new("evidence")).text().not_null())
                    .col(ColumnDef::new(Alias::new("note")).text().not_null())
                    .col(ColumnDef::new(Alias::new("search")).text().not_null())
                    .primary_key(Index::create().col(Alias::new("id")))
                    .foreign_key(
                        ForeignKey::create()
                            .from(Alias::new("agencies"), Alias::new("parent_id"))
                            .to(Alias::new("agencies"), Alias::new("id")),
                    )
                    .foreign_key(
                        ForeignKey::create()
                            .from(Alias::new("agencies"), Alias::new("successor_id"))
                            .to(Alias::new("agencies"), Alias::new("id")),
                    )
                    .to_owned(),
            )
            .await?;
        manager.create_index(index("agencies", "agencies_code", &["code"], true)).await?;
        manager.create_index(index("agencies", "agencies_parent", &["parent_id"], false)).await?;
        manager.create_index(index("agencies", "agencies_government", &["government_id", "kind"], false)).await?;
        manager.create_index(index("agencies", "agencies_path", &["path"], false)).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for name in [
            "agencies",
            "standard_replies",
            "deadline_policies",
            "holidays",
            "maladministration_forms",
            "archive_reasons",
            "topics",
            "regions",
        ] {
            manager.drop_table(Table::drop().table(Alias::new(name)).to_owned()).await?;
        }
        Ok(())
    }
}
