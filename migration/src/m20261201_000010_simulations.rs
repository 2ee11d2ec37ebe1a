//! Trials of versions of the forwarding rules on past cases, and the cases that would have gone elsewhere.
use sea_orm_migration::prelude::*;

use crate::{index, table};

/// Trials of versions of the forwarding rules on past cases, and the cases that would have gone elsewhere.
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
                table("rule_simulations")
                    .col(column("id").uuid().not_null())
                    .col(column("rule_set_id").uuid().not_null())
                    .col(column("against_id").uuid())
                    .col(column("government_id").big_integer().not_null())
                    .col(column("from_day").date().not_null())
                    .col(column("until_day").date().not_null())
                    .col(column("topic_code").text())
                    .col(column("region_code").text())
                    .col(column("sample").integer())
                    .col(column("rule_version").big_integer().not_null())
                    .col(column("status").text().not_null())
                    .col(column("done").big_integer().not_null())
                    .col(column("total").big_integer().not_null())
                    .col(column("cursor_at").timestamp_with_time_zone())
                    .col(column("cursor_id").uuid())
                    .col(column("tally").json_binary().not_null())
                    .col(column("failed_rounds").integer().not_null())
                    .col(column("claimed_by").uuid())
                    .col(column("claimed_until").timestamp_with_time_zone())
                    .col(column("requested_by").uuid())
                    .col(column("created_at").timestamp_with_time_zone().not_null())
                    .col(column("started_at").timestamp_with_time_zone())
                    .col(column("finished_at").timestamp_with_time_zone())
                    .primary_key(Index::create().col(Alias::new("id")))
                    .foreign_key(&mut points("rule_simulations", "rule_set_id", "rule_sets"))
                    .foreign_key(&mut points("rule_simulations", "against_id", "rule_sets"))
                    .foreign_key(&mut points("rule_simulations", "government_id", "agencies"))
                    .to_owned(),
            )
            .await?;
        let of = &["rule_set_id", "created_at", "id"];
        manager.create_index(index("rule_simulations", "rule_simulations_of", of, false)).await?;
        let status = &["status", "created_at"];
        manager.create_index(index("rule_simulations", "rule_simulations_status", status, false)).await?;
        manager
            .create_table(
                table("simulated_moves")
                    .col(column("simulation_id").uuid().not_null())
                    .col(column("case_id").uuid().not_null())
                    .col(column("from_code").text())
                    .col(column("to_code").text())
                    .col(column("right_before").boolean())
                    .col(column("right_after").boolean())
                    .primary_key(Index::create().col(Alias::new("simulation_id")).col(Alias::new("case_id")))
                    .foreign_key(&mut points("simulated_moves", "simulation_id", "rule_simulations"))
                    .foreign_key(&mut points("simulated_moves", "case_id", "cases"))
                    .to_owned(),
            )
            .await?;
        manager.create_index(index("simulated_moves", "simulated_moves_case", &["case_id"], false)).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for name in ["simulated_moves", "rule_simulations"] {
            manager.drop_table(Table::drop().table(Alias::new(name)).to_owned()).await?;
        }
        Ok(())
    }
}
