//! People, sessions, tokens and the settings of the installation.
use sea_orm_migration::prelude::*;

use crate::{index, table};

/// People, sessions, tokens and the settings of the installation.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                table("accounts")
                    .col(ColumnDef::new(Alias::new("id")).uuid().not_null())
                    .col(ColumnDef::new(Alias::new("email")).text().not_null())
                    .col(ColumnDef::new(Alias::new("name")).text().not_null())
                    .col(ColumnDef::new(Alias::new("phone")).text())
                    .col(ColumnDef::new(Alias::new("password_hash")).text().not_null())
                    .col(ColumnDef::new(Alias::new("created_at")).timestamp_with_time_zone().not_null())
                    .col(ColumnDef::new(Alias::new("disabled_at")).timestamp_with_time_zone())
                    .col(ColumnDef::new(Alias::new("session_epoch")).big_integer().not_null())
                    .primary_key(Index::create().col(Alias::new("id")))
                    .to_owned(),
            )
            .await?;
        manager.create_index(index("accounts", "accounts_email", &["email"], true)).await?;
        manager
            .create_table(
                table("role_grants")
                    .col(ColumnDef::new(Alias::new("id")).uuid().not_null())
                    .col(ColumnDef::new(Alias::new("account_id")).uuid().not_null())
                    .col(ColumnDef::new(Alias::new("role")).text().not_null())
                    .col(ColumnDef::new(Alias::new("agency_id")).big_integer())
                    .col(ColumnDef::new(Alias::new("valid_from")).date().not_null())
                    .col(ColumnDef::new(Alias::new("valid_to")).date())
                    .primary_key(Index::create().col(Alias::new("id")))
                    .foreign_key(
                        ForeignKey::create()
                            .from(Alias::new("role_grants"), Alias::new("account_id"))
                            .to(Alias::new("accounts"), Alias::new("id")),
                    )
                    .to_owned(),
            )
            .await?;
        manager.create_index(index("role_grants", "role_grants_account", &["account_id"], false)).await?;
        manager.create_index(index("role_grants", "role_grants_agency", &["agency_id", "role"], false)).await?;
        manager
            .create_table(
                table("sessions")
                    .col(ColumnDef::new(Alias::new("id")).text().not_null())
                    .col(ColumnDef::new(Alias::new("account_id")).uuid())
                    .col(ColumnDef::new(Alias::new("data")).json_binary().not_null())
                    .col(ColumnDef::new(Alias::new("created_at")).timestamp_with_time_zone().not_null())
                    .col(ColumnDef::new(Alias::new("expires_at")).timestamp_with_time_zone().not_null())
                    .primary_key(Index::create().col(Alias::new("id")))
                    .to_owned(),
            )
            .await?;
        manager.create_index(index("sessions", "sessions_account", &["account_id"], false)).await?;
        manager.create_index(index("sessions", "sessions_end", &["expires_at"], false)).await?;
        manager
            .create_table(
                table("access_tokens")
                    .col(ColumnDef::new(Alias::new("id")).uuid().not_null())
                    .col(ColumnDef::new(Alias::new("account_id")).uuid().not_null())
                    .col(ColumnDef::new(Alias::new("role_grant_id")).uuid())
                    .col(ColumnDef::new(Alias::new("name")).text().not_null())
                    .col(ColumnDef::new(Alias::new("token_hash")).text().not_null())
                    .col(ColumnDef::new(Alias::new("created_at")).timestamp_with_time_zone().not_null())
                    .col(ColumnDef::new(Alias::new("expires_at")).timestamp_with_time_zone().not_null())
                    .col(ColumnDef::new(Alias::new("last_used_at")).timestamp_with_time_zone())
                    .col(ColumnDef::new(Alias::new("revoked_at")).timestamp_with_time_zone())
                    .primary_key(Index::create().col(Alias::new("id")))
                    .foreign_key(
                        ForeignKey::create()
                            .from(Alias::new("access_tokens"), Alias::new("account_id"))
                            .to(Alias::new("accounts"), Alias::new("id")),
                    )
                    .to_owned(),
            )
            .await?;
        manager.create_index(index("access_tokens", "access_tokens_hash", &["token_hash"], true)).await?;
        manager.create_index(index("access_tokens", "access_tokens_account", &["account_id"], false)).await?;
        manager
            .create_table(
                table("rate_marks")
                    .col(ColumnDef::new(Alias::new("bucket")).text().not_null())
                    .col(ColumnDef::new(Alias::new("window_ends_at")).timestamp_with_time_zone().not_null())
                    .col(ColumnDef::new(Alias::new("used")).big_integer().not_null())
                    .primary_key(Index::create().col(Alias::new("bucket")))
                    .to_owned(),
            )
            .await?;
        manager
            .create_table(
                table("idempotency_keys")
                    .col(ColumnDef::new(Alias::new("digest")).text().not_null())
                    .col(ColumnDef::new(Alias::new("input_digest")).text().not_null())
                    .col(ColumnDef::new(Alias::new("answer")).json_binary().not_null())
                    .col(ColumnDef::new(Alias::new("created_at")).timestamp_with_time_zone().not_null())
                    .primary_key(Index::create().col(Alias::new("digest")))
                    .to_owned(),
            )
            .await?;
        manager.create_index(index("idempotency_keys", "idempotency_keys_age", &["created_at"], false)).await?;
        manager
            .create_table(
                table("settings")
                    .col(ColumnDef::new(Alias::new("key")).text().not_null())
                    .col(ColumnDef::new(Alias::new("value")).text().not_null())
                    .primary_key(Index::create().col(Alias::new("key")))
                    .to_owned(),
            )
            .await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for name in
            ["settings", "idempotency_keys", "rate_marks", "access_tokens", "sessions", "role_grants", "accounts"]
        {
            manager.drop_table(Table::drop().table(Alias::new(name)).to_owned()).await?;
        }
        Ok(())
    }
}
