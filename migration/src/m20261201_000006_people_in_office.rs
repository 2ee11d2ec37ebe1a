//! People in office: roles that change hands, deputies, invitations, and the letters that are sent out.
use sea_orm_migration::prelude::*;

use crate::{index, table};

/// People in office: roles that change hands, deputies, invitations, and the letters that are sent out.
#[derive(DeriveMigrationName)]
pub struct Migration;

/// Columns that tables get which stand already: table, column, type.
fn columns() -> Vec<(&'static str, ColumnDef)> {
    let column = |name: &str| ColumnDef::new(Alias::new(name));
    vec![
        ("role_grants", column("version").big_integer().not_null().default(1).to_owned()),
        ("role_grants", column("suspended_at").timestamp_with_time_zone().to_owned()),
        ("role_grants", column("suspended_reason").text().to_owned()),
        ("role_grants", column("suspended_by").uuid().to_owned()),
        // The role whose place is taken, and the account that holds it: asked for at each request.
        ("role_grants", column("stands_in_for").uuid().to_owned()),
        ("role_grants", column("instead_of_id").uuid().to_owned()),
        ("case_events", column("instead_of_id").uuid().to_owned()),
        ("replies", column("author_instead_of_id").uuid().to_owned()),
        ("cases", column("archive_proposed_instead_of").uuid().to_owned()),
        ("plans", column("submitted_instead_of").uuid().to_owned()),
    ]
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // SQLite takes one column at a time.
        for (table, mut column) in columns() {
            manager.alter_table(Table::alter().table(Alias::new(table)).add_column(&mut column).to_owned()).await?;
        }
        manager
            .create_table(
                table("role_events")
                    .col(ColumnDef::new(Alias::new("id")).uuid().not_null())
                    .col(ColumnDef::new(Alias::new("grant_id")).uuid().not_null())
                    .col(ColumnDef::new(Alias::new("account_id")).uuid().not_null())
                    .col(ColumnDef::new(Alias::new("agency_id")).big_integer().not_null())
                    .col(ColumnDef::new(Alias::new("role")).text().not_null())
                    .col(ColumnDef::new(Alias::new("at")).timestamp_with_time_zone().not_null())
                    .col(ColumnDef::new(Alias::new("kind")).text().not_null())
                    .col(ColumnDef::new(Alias::new("by_account_id")).uuid())
                    .col(ColumnDef::new(Alias::new("text")).text())
                    .primary_key(Index::create().col(Alias::new("id")))
                    .foreign_key(
                        ForeignKey::create()
                            .from(Alias::new("role_events"), Alias::new("account_id"))
                            .to(Alias::new("accounts"), Alias::new("id")),
                    )
                    .foreign_key(
                        ForeignKey::create()
                            .from(Alias::new("role_events"), Alias::new("agency_id"))
                            .to(Alias::new("agencies"), Alias::new("id")),
                    )
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                table("outbox")
                    .col(ColumnDef::new(Alias::new("id")).uuid().not_null())
                    .col(ColumnDef::new(Alias::new("kind")).text().not_null())
                    .col(ColumnDef::new(Alias::new("payload")).json_binary().not_null())
                    .col(ColumnDef::new(Alias::new("created_at")).timestamp_with_time_zone().not_null())
                    .col(ColumnDef::new(Alias::new("next_try_at")).timestamp_with_time_zone().not_null())
                    .col(ColumnDef::new(Alias::new("tries")).integer().not_null())
                    .col(ColumnDef::new(Alias::new("claimed_at")).timestamp_with_time_zone())
                    .col(ColumnDef::new(Alias::new("sent_at")).timestamp_with_time_zone())
                    .col(ColumnDef::new(Alias::new("failed_at")).timestamp_with_time_zone())
                    .col(ColumnDef::new(Alias::new("last_error")).text())
                    .primary_key(Index::create().col(Alias::new("id")))
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                table("invitations")
                    .col(ColumnDef::new(Alias::new("id")).uuid().not_null())
                    .col(ColumnDef::new(Alias::new("agency_id")).big_integer().not_null())
                    .col(ColumnDef::new(Alias::new("role")).text().not_null())
                    .col(ColumnDef::new(Alias::new("name")).text().not_null())
                    .col(ColumnDef::new(Alias::new("email")).text().not_null())
                    .col(ColumnDef::new(Alias::new("valid_from")).date().not_null())
                    .col(ColumnDef::new(Alias::new("valid_to")).date())
                    .col(ColumnDef::new(Alias::new("token_hash")).text().not_null())
                    .col(ColumnDef::new(Alias::new("invited_by")).uuid().not_null())
                    .col(ColumnDef::new(Alias::new("invited_under")).uuid().not_null())
                    .col(ColumnDef::new(Alias::new("created_at")).timestamp_with_time_zone().not_null())
                    .col(ColumnDef::new(Alias::new("expires_at")).timestamp_with_time_zone().not_null())
                    .col(ColumnDef::new(Alias::new("accepted_at")).timestamp_with_time_zone())
                    .col(ColumnDef::new(Alias::new("withdrawn_at")).timestamp_with_time_zone())
                    .col(ColumnDef::new(Alias::new("letter_id")).uuid())
                    .col(ColumnDef::new(Alias::new("version")).big_integer().not_null())
                    .primary_key(Index::create().col(Alias::new("id")))
                    .foreign_key(
                        ForeignKey::create()
                            .from(Alias::new("invitations"), Alias::new("agency_id"))
                            .to(Alias::new("agencies"), Alias::new("id")),
                    )
                    .foreign_key(
                        ForeignKey::create()
                            .from(Alias::new("invitations"), Alias::new("invited_by"))
                            .to(Alias::new("accounts"), Alias::new("id")),
                    )
                    .to_owned(),
            )
            .await?;
        manager.create_index(index("role_grants", "role_grants_stands_in", &["stands_in_for"], false)).await?;
        manager.create_index(index("role_events", "role_events_account", &["account_id", "at"], false)).await?;
        manager.create_index(index("invitations", "invitations_token", &["token_hash"], true)).await?;
        manager.create_index(index("invitations", "invitations_agency", &["agency_id", "created_at"], false)).await?;
        manager.create_index(index("outbox", "outbox_due", &["sent_at", "failed_at", "next_try_at"], false)).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for name in ["invitations", "outbox", "role_events"] {
            manager.drop_table(Table::drop().table(Alias::new(name)).to_owned()).await?;
        }
        manager
            .drop_index(Index::drop().name("role_grants_stands_in").table(Alias::new("role_grants")).to_owned())
            .await?;
        for (table, column) in columns().into_iter().rev() {
            let name = Alias::new(column.get_column_name());
            manager.alter_table(Table::alter().table(Alias::new(table)).drop_column(name).to_owned()).await?;
        }
        Ok(())
    }
}
