//! Mutations of the own account: signing in and out, the role, the password, access tokens.
use async_graphql::{Context, Object};

use super::{
    super::{account::AccessToken, errors::user_errors, ids, inputs::*, payloads::*, view::View},
    key,
};
use crate::{
    domain::refusal::Refusal,
    usecases::{Failure, account, sign_in},
};

/// Mutations of the own account.
#[derive(Default)]
pub struct AccountMutation;

#[Object]
impl AccountMutation {
    /// Signs in and sets the session cookie. Everybody.
    async fn sign_in(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "E-mail and password.")] input: SignInInput,
    ) -> async_graphql::Result<SignInPayload> {
        let view = View::of(ctx)?;
        let result = sign_in::sign_in(&view.op, &input.email, &input.password).await;
        SignInPayload::of(&view, result, input.client_mutation_id)
    }

    /// Signs out, here or everywhere. Everybody; `everywhere` needs an account.
    async fn sign_out(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Here or everywhere.")] input: SignOutInput,
    ) -> async_graphql::Result<SignOutPayload> {
        let view = View::of(ctx)?;
        let result = sign_in::sign_out(&view.op, input.everywhere).await;
        let signed_out = result.is_ok();
        let user_errors = result.err().map_or_else(|| Ok(vec![]), |failure| user_errors(view.op.locale, &failure))?;
        Ok(SignOutPayload { signed_out, user_errors, client_mutation_id: input.client_mutation_id })
    }

    /// Makes a citizen's account and signs in. Everybody.
    async fn register_account(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The new account.")] input: RegisterAccountInput,
    ) -> async_graphql::Result<RegisterAccountPayload> {
        let view = View::of(ctx)?;
        let key = key("registerAccount", input.client_mutation_id.as_ref(), &input);
        let phone = input.phone.as_deref();
        let result = account::register(&view.op, &input.name, &input.email, phone, &input.password, key.as_ref()).await;
        RegisterAccountPayload::of(&view, result, input.client_mutation_id)
    }

    /// Sets a new password; other sessions and all access tokens end. Signed-in people, in a browser session.
    async fn change_password(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Old and new password.")] input: ChangePasswordInput,
    ) -> async_graphql::Result<ChangePasswordPayload> {
        let view = View::of(ctx)?;
        let key = key("changePassword", input.client_mutation_id.as_ref(), &input);
        let result = account::change_password(&view.op, &input.current, &input.new, key.as_ref()).await;
        let changed = result.is_ok();
        let user_errors = result.err().map_or_else(|| Ok(vec![]), |failure| user_errors(view.op.locale, &failure))?;
        Ok(ChangePasswordPayload { changed, user_errors, client_mutation_id: input.client_mutation_id })
    }

    /// Acts in another of the viewer's own roles from now on. Signed-in people, in a browser session.
    async fn choose_role(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The role.")] input: ChooseRoleInput,
    ) -> async_graphql::Result<ChooseRolePayload> {
        let view = View::of(ctx)?;
        let result = match ids::to_role_grant(&input.role_grant_id) {
            Some(grant) => sign_in::choose_role(&view.op, grant).await,
            None => Err(Refusal::Unknown("roleGrantId").into()),
        };
        ChooseRolePayload::of(&view, result, input.client_mutation_id)
    }

    /// Makes an access token for a program. Signed-in people, in a browser session.
    async fn create_access_token(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The token.")] input: CreateAccessTokenInput,
    ) -> async_graphql::Result<CreateAccessTokenPayload> {
        let view = View::of(ctx)?;
        let key = key("createAccessToken", input.client_mutation_id.as_ref(), &input);
        let client_mutation_id = input.client_mutation_id;
        let grant = match &input.role_grant_id {
            None => Ok(None),
            Some(id) => ids::to_role_grant(id).map(Some).ok_or_else(|| Failure::from(Refusal::Unknown("roleGrantId"))),
        };
        let result = match grant {
            Ok(grant) => account::create_token(&view.op, &input.name, grant, input.expires_in_days, key.as_ref()).await,
            Err(failure) => Err(failure),
        };
        match result {
            Ok((row, secret)) => Ok(CreateAccessTokenPayload {
                access_token: Some(AccessToken { row, view }),
                secret: Some(secret),
                user_errors: vec![],
                client_mutation_id,
            }),
            Err(failure) => {
                let user_errors = user_errors(view.op.locale, &failure)?;
                Ok(CreateAccessTokenPayload { access_token: None, secret: None, user_errors, client_mutation_id })
            }
        }
    }

    /// Ends an access token. Its owner.
    async fn revoke_access_token(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The token.")] input: RevokeAccessTokenInput,
    ) -> async_graphql::Result<RevokeAccessTokenPayload> {
        let view = View::of(ctx)?;
        let client_mutation_id = input.client_mutation_id;
        let result = match ids::to_access_token(&input.id) {
            Some(id) => account::revoke_token(&view.op, id).await,
            None => Err(Refusal::Unknown("id").into()),
        };
        match result {
            Ok(row) => Ok(RevokeAccessTokenPayload {
                access_token: Some(AccessToken { row, view }),
                user_errors: vec![],
                client_mutation_id,
            }),
            Err(failure) => {
                let user_errors = user_errors(view.op.locale, &failure)?;
                Ok(RevokeAccessTokenPayload { access_token: None, user_errors, client_mutation_id })
            }
        }
    }
}
