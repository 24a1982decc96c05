//! `DELETE /me/permissions`: takes the app out of the person's account, which ends every token of theirs for this
//! app, on other machines too.

use http::Method;

use super::graph::{Ask, Done, Graph};
use crate::error::{Code, Result};
use crate::grant::TokenSet;
use crate::platform::Call;

/// See [`crate::platform::AdPlatform::revoke`]. A token that Facebook no longer knows has nothing left to withdraw.
pub(super) async fn revoke(call: Call<'_>, tokens: &TokenSet) -> Result<bool> {
    let ask = Ask { method: Method::DELETE, ..Ask::get("me/permissions", &[]) };
    match Graph::new(call, tokens).send::<Done>(&ask).await {
        Ok(_) => Ok(true),
        Err(error) if error.code == Code::TokenRevoked && error.details.platform_subcode == Some(458) => {
            Ok(true)
        }
        Err(error) => Err(error),
    }
}
