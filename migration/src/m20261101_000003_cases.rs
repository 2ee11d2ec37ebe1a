//! Cases with their history, replies and files.
use sea_orm_migration::prelude::*;

use crate::{index, table};

/// Cases with their history, replies and files.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                table("reporters")
                    .col(ColumnDef::new(Alias::new("id")).uuid().not_null())
                    .col(ColumnDef::new(Alias::new("account_id")).uuid())
                    .col(ColumnDef::new(Alias::new("name")).text())
                    .col(ColumnDef::new(Alias::new("email")).text())
                    .col(ColumnDef::new(Alias::new("phone")).text())
                    .col(ColumnDef::new(Alias::new("created_at")).timestamp_with_time_zone().not_null())
                    .primary_key(Index::create().col(Alias::new("id")))
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                table("cases")
                    .col(ColumnDef::new(Alias::new("id")).uuid().not_null())
                    .col(ColumnDef::new(Alias::new("reference")).text().not_null())
                    .col(ColumnDef::new(Alias::new("secret_hash")).text().not_null())
                    .col(ColumnDef::new(Alias::new("reporter_id")).uuid().not_null())
                    .col(ColumnDef::new(Alias::new("reporter_account_id")).uuid())
                    .col(ColumnDef::new(Alias::new("title")).text().not_null())
                    .col(ColumnDef::new(Alias::new("body")).text().not_null())
                    .col(ColumnDef::new(Alias::new("classification")).text().not_null())
                    .col(ColumnDef::new(Alias::new("topic_code")).text())
                    .col(ColumnDef::new(Alias::new("region_code")).text())
                    .col(ColumnDef::new(Alias::new("place")).text())
                    .col(ColumnDef::new(Alias::new("occurred_on")).date())
                    .col(ColumnDef::new(Alias::new("channel")).text().not_null())
                    .col(ColumnDef::new(Alias::new("urgency")).text().not_null())
                    .col(ColumnDef::new(Alias::new("anonymous")).boolean().not_null())
                    .col(ColumnDef::new(Alias::new("secret")).boolean().not_null())
                    .col(ColumnDef::new(Alias::new("status")).text().not_null())
                    .col(ColumnDef::new(Alias::new("resume_status")).text())
                    .col(ColumnDef::new(Alias::new("version")).big_integer().not_null())
                    .col(ColumnDef::new(Alias::new("verified_at")).timestamp_with_time_zone())
                    .col(ColumnDef::new(Alias::new("opened_at")).timestamp_with_time_zone().not_null())
                    .col(ColumnDef::new(Alias::new("status_since")).timestamp_with_time_zone().not_null())
                    .col(ColumnDef::new(Alias::new("closed_at")).timestamp_with_time_zone())
                    .col(ColumnDef::new(Alias::new("holder_id")).big_integer().not_null())
                    .col(ColumnDef::new(Alias::new("intake_id")).big_integer().not_null())
                    .col(ColumnDef::new(Alias::new("forwarded_from_id")).big_integer())
                    .col(ColumnDef::new(Alias::new("assignee_id")).uuid())
                    .col(ColumnDef::new(Alias::new("named_agency_id")).big_integer())
                    .col(ColumnDef::new(Alias::new("reported_agency_id")).big_integer())
                    .col(ColumnDef::new(Alias::new("due_at")).timestamp_with_time_zone())
                    .col(ColumnDef::new(Alias::new("due_stage")).text())
                    .col(ColumnDef::new(Alias::new("return_count")).integer().not_null())
                    .col(ColumnDef::new(Alias::new("reject_count")).integer().not_null())
                    .col(ColumnDef::new(Alias::new("reopen_count")).integer().not_null())
                    .col(ColumnDef::new(Alias::new("answered_at")).timestamp_with_time_zone())
                    .col(ColumnDef::new(Alias::new("rating")).integer())
                    .col(ColumnDef::new(Alias::new("rating_comment")).text())
                    .col(ColumnDef::new(Alias::new("archive_reason_code")).text())
                    .col(ColumnDef::new(Alias::new("archive_note")).text())
                    .col(ColumnDef::new(Alias::new("archive_proposed_by")).uuid())
                    .col(ColumnDef::new(Alias::new("archive_proposed_at")).timestamp_with_time_zone())
                    .col(ColumnDef::new(Alias::new("question")).text())
                    .col(ColumnDef::new(Alias::new("merged_into_id")).uuid())
                    .col(ColumnDef::new(Alias::new("published_at")).timestamp_with_time_zone())
                    .col(ColumnDef::new(Alias::new("last_seq")).integer().not_null())
                    .primary_key(Index::create().col(Alias::new("id")))
                    .foreign_key(
                        ForeignKey::create()
                            .from(Alias::new("cases"), Alias::new("reporter_id"))
                            .to(Alias::new("reporters"), Alias::new("id")),
                    )
                    .foreign_key(
                        ForeignKey::create()
                            .from(Alias::new("cases"), Alias::new("holder_id"))
                            .to(Alias::new("agencies"), Alias::new("id")),
                    )
                    .foreign_key(
                        ForeignKey::create()
                            .from(Alias::new("cases"), Alias::new("topic_code"))
                            .to(Alias::new("topics"), Alias::new("code")),
                    )
                    .foreign_key(
                        ForeignKey::create()
                            .from(Alias::new("cases"), Alias::new("region_code"))
                            .to(Alias::new("regions"), Alias::new("code")),
                    )
                    .to_owned(),
            )
            .await?;
        manager.create_index(index("cases", "cases_reference", &["reference"], true)).await?;
        manager
            .create_index(index("cases", "cases_reporter", &["reporter_account_id", "opened_at", "id"], false))
            .await?;
        manager.create_index(index("cases", "cases_holder", &["holder_id"], false)).await?;
        manager.create_index(index("cases", "cases_public", &["published_at", "id"], false)).await?;
        manager
            .create_index(index("cases", "cases_similar", &["topic_code", "region_code", "opened_at"], false))
            .await?;
        manager.create_index(index("cases", "cases_merged", &["merged_into_id"], false)).await?;
        manager
            .create_table(
                table("case_parties")
                    .col(ColumnDef::new(Alias::new("id")).uuid().not_null())
                    .col(ColumnDef::new(Alias::new("case_id")).uuid().not_null())
                    .col(ColumnDef::new(Alias::new("agency_id")).big_integer().not_null())
                    .col(ColumnDef::new(Alias::new("part")).text().not_null())
                    .col(ColumnDef::new(Alias::new("since")).timestamp_with_time_zone().not_null())
                    .col(ColumnDef::new(Alias::new("ended_at")).timestamp_with_time_zone())
                    .col(ColumnDef::new(Alias::new("answered_at")).timestamp_with_time_zone())
                    .primary_key(Index::create().col(Alias::new("id")))
                    .foreign_key(
                        ForeignKey::create()
                            .from(Alias::new("case_parties"), Alias::new("case_id"))
                            .to(Alias::new("cases"), Alias::new("id")),
                    )
                    .foreign_key(
                        ForeignKey::create()
                            .from(Alias::new("case_parties"), Alias::new("agency_id"))
                            .to(Alias::new("agencies"), Alias::new("id")),
                    )
                    .to_owned(),
            )
            .await?;
        manager.create_index(index("case_parties", "case_parties_case", &["case_id"], false)).await?;
        manager.create_index(index("case_parties", "case_parties_agency", &["agency_id"], false)).await?;
        manager
            .create_table(
                table("case_clocks")
                    .col(ColumnDef::new(Alias::new("case_id")).uuid().not_null())
                    .col(ColumnDef::new(Alias::new("stage")).text().not_null())
                    .col(ColumnDef::new(Alias::new("started_at")).timestamp_with_time_zone().not_null())
                    .col(ColumnDef::new(Alias::new("due_at")).timestamp_with_time_zone().not_null())
                    .col(ColumnDef::new(Alias::new("policy_id")).text().not_null())
                    .col(ColumnDef::new(Alias::new("amount")).integer().not_null())
                    .col(ColumnDef::new(Alias::new("unit")).text().not_null())
                    .col(ColumnDef::new(Alias::new("legal_basis")).text().not_null())
                    .col(ColumnDef::new(Alias::new("stopped_at")).timestamp_with_time_zone())
                    .col(ColumnDef::new(Alias::new("paused_at")).timestamp_with_time_zone())
                    .primary_key(
                        Index::create()
                            .col(Alias::new("case_id"))
                            .col(Alias::new("stage"))
                            .col(Alias::new("started_at")),
                    )
                    .foreign_key(
                        ForeignKey::create()
                            .from(Alias::new("case_clocks"), Alias::new("case_id"))
                            .to(Alias::new("cases"), Alias::new("id")),
                    )
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                table("case_events")
                    .col(ColumnDef::new(Alias::new("id")).uuid().not_null())
                    .col(ColumnDef::new(Alias::new("case_id")).uuid().not_null())
                    .col(ColumnDef::new(Alias::new("seq")).integer().not_null())
                    .col(ColumnDef::new(Alias::new("version")).big_integer().not_null())
                    .col(ColumnDef::new(Alias::new("at")).timestamp_with_time_zone().not_null())
                    .col(ColumnDef::new(Alias::new("kind")).text().not_null())
                    .col(ColumnDef::new(Alias::new("actor_kind")).text().not_null())
                    .col(ColumnDef::new(Alias::new("account_id")).uuid())
                    .col(ColumnDef::new(Alias::new("role")).text())
                    .col(ColumnDef::new(Alias::new("actor_agency_id")).big_integer())
                    .col(ColumnDef::new(Alias::new("actor_government_id")).big_integer())
                    .col(ColumnDef::new(Alias::new("from_status")).text())
                    .col(ColumnDef::new(Alias::new("to_status")).text())
                    .col(ColumnDef::new(Alias::new("text")).text())
                    .col(ColumnDef::new(Alias::new("agency_id")).big_integer())
                    .col(ColumnDef::new(Alias::new("reply_id")).uuid())
                    .col(ColumnDef::new(Alias::new("audience")).text().not_null())
                    .col(ColumnDef::new(Alias::new("data")).json_binary())
                    .primary_key(Index::create().col(Alias::new("id")))
                    .foreign_key(
                        ForeignKey::create()
                            .from(Alias::new("case_events"), Alias::new("case_id"))
                            .to(Alias::new("cases"), Alias::new("id")),
                    )
                    .to_owned(),
            )
            .await?;
        manager.create_index(index("case_events", "case_events_order", &["case_id", "seq"], true)).await?;
        manager
            .create_table(
                table("replies")
                    .col(ColumnDef::new(Alias::new("id")).uuid().not_null())
                    .col(ColumnDef::new(Alias::new("case_id")).uuid().not_null())
                    .col(ColumnDef::new(Alias::new("agency_id")).big_integer().not_null())
                    .col(ColumnDef::new(Alias::new("government_id")).big_integer())
                    .col(ColumnDef::new(Alias::new("author_id")).uuid().not_null())
                    .col(ColumnDef::new(Alias::new("author_role")).text().not_null())
                    .col(ColumnDef::new(Alias::new("kind")).text().not_null())
                    .col(ColumnDef::new(Alias::new("state")).text().not_null())
                    .col(ColumnDef::new(Alias::new("body")).text().not_null())
                    .col(ColumnDef::new(Alias::new("needs_approval")).boolean().not_null())
                    .col(ColumnDef::new(Alias::new("approved_by")).uuid())
                    .col(ColumnDef::new(Alias::new("approved_at")).timestamp_with_time_zone())
                    .col(ColumnDef::new(Alias::new("published_at")).timestamp_with_time_zone())
                    .col(ColumnDef::new(Alias::new("created_at")).timestamp_with_time_zone().not_null())
                    .col(ColumnDef::new(Alias::new("version")).big_integer().not_null())
                    .primary_key(Index::create().col(Alias::new("id")))
                    .foreign_key(
                        ForeignKey::create()
                            .from(Alias::new("replies"), Alias::new("case_id"))
                            .to(Alias::new("cases"), Alias::new("id")),
                    )
                    .to_owned(),
            )
            .await?;
        manager.create_index(index("replies", "replies_case", &["case_id"], false)).await?;
        manager
            .create_table(
                table("attachments")
                    .col(ColumnDef::new(Alias::new("id")).uuid().not_null())
                    .col(ColumnDef::new(Alias::new("case_id")).uuid())
                    .col(ColumnDef::new(Alias::new("event_id")).uuid())
                    .col(ColumnDef::new(Alias::new("reply_id")).uuid())
                    .col(ColumnDef::new(Alias::new("file_name")).text().not_null())
                    .col(ColumnDef::new(Alias::new("media_type")).text().not_null())
                    .col(ColumnDef::new(Alias::new("size")).big_integer().not_null())
                    .col(ColumnDef::new(Alias::new("width")).integer())
                    .col(ColumnDef::new(Alias::new("height")).integer())
                    .col(ColumnDef::new(Alias::new("sha256")).text().not_null())
                    .col(ColumnDef::new(Alias::new("blob_key")).text().not_null())
                    .col(ColumnDef::new(Alias::new("thumb_key")).text())
                    .col(ColumnDef::new(Alias::new("created_at")).timestamp_with_time_zone().not_null())
                    .col(ColumnDef::new(Alias::new("bound_at")).timestamp_with_time_zone())
                    .primary_key(Index::create().col(Alias::new("id")))
                    .foreign_key(
                        ForeignKey::create()
                            .from(Alias::new("attachments"), Alias::new("case_id"))
                            .to(Alias::new("cases"), Alias::new("id")),
                    )
                    .to_owned(),
            )
            .await?;
        manager.create_index(index("attachments", "attachments_case", &["case_id"], false)).await?;
        manager.create_index(index("attachments", "attachments_unbound", &["bound_at", "created_at"], false)).await?;
        manager
            .create_table(
                table("case_links")
                    .col(ColumnDef::new(Alias::new("case_id")).uuid().not_null())
                    .col(ColumnDef::new(Alias::new("other_id")).uuid().not_null())
                    .col(ColumnDef::new(Alias::new("merged")).boolean().not_null())
                    .col(ColumnDef::new(Alias::new("created_at")).timestamp_with_time_zone().not_null())
                    .primary_key(Index::create().col(Alias::new("case_id")).col(Alias::new("other_id")))
                    .foreign_key(
                        ForeignKey::create()
                            .from(Alias::new("case_links"), Alias::new("case_id"))
                            .to(Alias::new("cases"), Alias::new("id")),
                    )
                    .foreign_key(
                        ForeignKey::create()
                            .from(Alias::new("case_links"), Alias::new("other_id"))
                            .to(Alias::new("cases"), Alias::new("id")),
                    )
                    .to_owned(),
            )
            .await?;
        manager.create_index(index("case_links", "case_links_other", &["other_id"], false)).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for name in
            ["case_links", "attachments", "replies", "case_events", "case_clocks", "case_parties", "cases", "reporters"]
        {
            manager.drop_table(Table::drop().table(Alias::new(name)).to_owned()).await?;
        }
        Ok(())
    }
}
