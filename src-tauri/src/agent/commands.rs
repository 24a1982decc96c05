//! What the page may ask and say about programs that take tokens.

use std::sync::Arc;

use adkeys_core::Result;
use adkeys_core::agent::{Answer, Asking};
use adkeys_core::ledger::ToolGrant;
use tauri::State;

use super::Questions;
use crate::shell::{Shell, caught};

/// The questions that wait for the person.
#[tauri::command]
#[specta::specta]
pub(crate) fn consents(questions: State<'_, Arc<Questions>>) -> Vec<Asking> {
    questions.waiting()
}

/// Answers one of them; one that does not wait any more is no error.
#[tauri::command]
#[specta::specta]
pub(crate) fn consent_answer(questions: State<'_, Arc<Questions>>, id: String, answer: Answer) {
    questions.answer(&id, answer);
}

/// The answers that programs got and that still hold.
#[tauri::command]
#[specta::specta]
pub(crate) async fn grants(shell: State<'_, Arc<Shell>>) -> Result<Vec<ToolGrant>> {
    caught(shell.with(|keys| keys.grants())).await
}

/// Takes an answer back: the program has to ask again.
#[tauri::command]
#[specta::specta]
pub(crate) async fn grant_revoke(shell: State<'_, Arc<Shell>>, id: String) -> Result<()> {
    let revoked = caught(shell.with(move |keys| keys.revoke_grant(&id))).await;
    shell.told(revoked)
}
