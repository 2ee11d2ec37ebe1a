//! Versions of the forwarding rules with their history, and what they said about each case.
use sea_orm_migration::prelude::*;

use crate::{index, table};

/// Versions of the forwarding rules with their history, and what they said about each case.
#[derive(DeriveMigrationName)]
pub struct Migration;

fn column(name: &str) -> ColumnDef {
    ColumnDef::new(Alias::new(name))
}

fn points(from: &str, column: &str, to: &str) -> ForeignKeyCreateStatement {
    ForeignKey::create().from(Alias::new(from), Alias::new(column)).to(Alias::new(to), Alias::new("id")).to_owned()
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                table("rule_sets")
                    .col(column("id").uuid().not_null())
                    .col(column("government_id").big_integer().not_null())
                    .col(column("number").integer().not_null())
                    .col(column("status").text().not_null())
                    .col(column("based_on").uuid())
                    .col(column("title").text().not_null())
                    .col(column("note").text())
                    .col(column("document").text().not_null())
                    .col(column("rule_count").integer().not_null())
                    .col(column("version").big_integer().not_null())
                    .col(column("created_by").uuid())
                    .col(column("created_at").timestamp_with_time_zone().not_null())
                    .col(column("submitted_by").uuid())
                    .col(column("submitted_instead_of").uuid())
                    .col(column("approved_by").uuid())
                    .col(column("activates_at").timestamp_with_time_zone())
                    .col(column("activated_at").timestamp_with_time_zone())
                    .col(column("retired_at").timestamp_with_time_zone())
                    .primary_key(Index::create().col(Alias::new("id")))
                    .foreign_key(&mut points("rule_sets", "government_id", "agencies"))
                    .to_owned(),
            )
            .await?;
        manager.create_index(index("rule_sets", "rule_sets_number", &["government_id", "number"], true)).await?;
        manager.create_index(index("rule_sets", "rule_sets_status", &["government_id", "status"], false)).await?;
        manager.create_index(index("rule_sets", "rule_sets_newest", &["created_at", "id"], false)).await?;
        // Whatever else goes wrong: two versions never decide for one government at the same time.
        let one = "CREATE UNIQUE INDEX rule_sets_active ON rule_sets (government_id) WHERE status = 'active'";
        manager.get_connection().execute_unprepared(one).await?;
        manager
            .create_table(
                table("rule_set_events")
                    .col(column("id").uuid().not_null())
                    .col(column("rule_set_id").uuid().not_null())
                    .col(column("seq").integer().not_null())
                    .col(column("at").timestamp_with_time_zone().not_null())
                    .col(column("kind").text().not_null())
                    .col(column("account_id").uuid())
                    .col(column("text").text())
                    .primary_key(Index::create().col(Alias::new("id")))
                    .foreign_key(&mut points("rule_set_events", "rule_set_id", "rule_sets"))
                    .to_owned(),
            )
            .await?;
        manager.create_index(index("rule_set_events", "rule_set_events_of", &["rule_set_id", "seq"], true)).await?;
        manager
            .create_table(
                table("case_routings")
                    .col(column("id").uuid().not_null())
                    .col(column("case_id").uuid().not_null())
                    .col(column("seq").integer().not_null())
                    .col(column("at").timestamp_with_time_zone().not_null())
                    .col(column("rule_set_id").uuid())
                    .col(column("province_set_id").uuid())
                    .col(column("number").integer())
                    .col(column("own").boolean().not_null())
                    .col(column("rule_position").integer())
                    .col(column("rule_name").text())
                    .col(column("because").text())
                    .col(column("action").text())
                    .col(column("lead_id").big_integer())
                    .col(column("lead_code").text())
                    .col(column("supporting").json_binary().not_null())
                    .col(column("informed").json_binary().not_null())
                    .col(column("urgency").text().not_null())
                    .col(column("automatic").boolean().not_null())
                    .col(column("person").text())
                    .col(column("target_lost").boolean().not_null())
                    .col(column("lost_in_id").uuid())
                    .col(column("lost_in_own_id").uuid())
                    .col(column("basis").text().not_null())
                    .col(column("trace").json_binary().not_null())
                    .col(column("state").text().not_null())
                    .col(column("other_reason").text())
                    .col(column("chosen_id").big_integer())
                    .col(column("settled_at").timestamp_with_time_zone())
                    .primary_key(Index::create().col(Alias::new("id")))
                    .foreign_key(&mut points("case_routings", "case_id", "cases"))
                    .foreign_key(&mut points("case_routings", "rule_set_id", "rule_sets"))
                    .foreign_key(&mut points("case_routings", "lead_id", "agencies"))
                    .foreign_key(&mut points("case_routings", "chosen_id", "agencies"))
                    .to_owned(),
            )
            .await?;
        manager.create_index(index("case_routings", "case_routings_case", &["case_id", "seq"], true)).await?;
        manager.create_index(index("case_routings", "case_routings_state", &["state", "automatic"], false)).await?;
        // The flagged ones, those whose agency has closed, and what became of the suggestions of a version.
        manager.create_index(index("case_routings", "case_routings_lost", &["target_lost", "state"], false)).await?;
        manager.create_index(index("case_routings", "case_routings_lead", &["lead_id", "state"], false)).await?;
        let of_version = ["rule_set_id", "state", "other_reason", "lead_id"];
        manager.create_index(index("case_routings", "case_routings_version", &of_version, false)).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for name in ["case_routings", "rule_set_events", "rule_sets"] {
            manager.drop_table(Table::drop().table(Alias::new(name)).to_owned()).await?;
        }
        Ok(())
    }
}
