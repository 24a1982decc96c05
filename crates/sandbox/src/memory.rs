//! What a sandbox remembers beyond its signed texts: used codes, withdrawn grants, whose accounts were listed.
//! Lost with the process unless there is a state file.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::token::Grant;

/// The memory, and where it is kept.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    file: Option<PathBuf>,
    facts: Facts,
    /// Listings of the request that is being answered.
    pending: Vec<(String, i64)>,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct Facts {
    /// Nonces of codes that were exchanged.
    used_codes: BTreeSet<String>,
    /// Nonces of tokens that were replaced or revoked one by one.
    rotated: BTreeSet<String>,
    /// When the accounts of personas with a trouble were listed, by the token's nonce.
    listed: BTreeMap<String, i64>,
    /// By app and persona.
    grants: BTreeMap<String, Withdrawn>,
}

/// What a person took back from an app.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct Withdrawn {
    /// Counts every withdrawal; new grants carry the count.
    epoch: u32,
    /// Grants below this count are dead.
    all_before: u32,
    /// Permissions that grants below a count have lost.
    permissions: BTreeMap<String, u32>,
    /// Unticked in the dialog and not asked for again.
    declined: BTreeSet<String>,
    /// The person has mended what was wrong.
    healed: bool,
}

impl Memory {
    /// Reads the state file; a missing one is an empty memory.
    ///
    /// # Errors
    /// If the file cannot be read or is not a state file, or its folder cannot be made.
    pub(crate) fn open(file: Option<PathBuf>) -> io::Result<Self> {
        let facts = file.as_deref().map(read).transpose()?.unwrap_or_default();
        if let Some(folder) = file.as_deref().and_then(Path::parent) {
            std::fs::create_dir_all(folder)?;
        }
        Ok(Self { file, facts, pending: Vec::new() })
    }

    /// Takes a code.
    pub(crate) fn use_code(&mut self, nonce: &str) {
        self.facts.used_codes.insert(nonce.to_owned());
        self.save();
    }

    /// Whether a code was taken.
    pub(crate) fn code_used(&self, nonce: &str) -> bool {
        self.facts.used_codes.contains(nonce)
    }

    /// Ends one token: another took its place, or somebody revoked it.
    pub(crate) fn rotate(&mut self, nonce: &str) {
        self.facts.rotated.insert(nonce.to_owned());
        self.save();
    }

    /// Whether a token was ended by itself.
    pub(crate) fn is_rotated(&self, nonce: &str) -> bool {
        self.facts.rotated.contains(nonce)
    }

    /// Whether the person has taken everything back.
    pub(crate) fn is_withdrawn(&self, grant: &Grant) -> bool {
        self.grant(grant).is_some_and(|facts| grant.epoch < facts.all_before)
    }

    /// Whether a grant still has the permission it was given.
    pub(crate) fn keeps(&self, grant: &Grant, permission: &str) -> bool {
        let lost = self.grant(grant).and_then(|facts| facts.permissions.get(permission));
        lost.is_none_or(|&epoch| grant.epoch >= epoch)
    }

    /// Takes back one permission, or with `None` the whole grant.
    pub(crate) fn withdraw(&mut self, grant: &Grant, permission: Option<&str>) {
        let facts = self.facts.grants.entry(key(grant)).or_default();
        facts.epoch += 1;
        match permission {
            Some(permission) => {
                facts.permissions.insert(permission.to_owned(), facts.epoch);
                facts.declined.insert(permission.to_owned());
            }
            None => {
                facts.all_before = facts.epoch;
                facts.declined.clear();
            }
        }
        self.save();
    }

    /// The count that a new grant of this person to this app carries.
    pub(crate) fn epoch(&self, app: &str, persona: &str) -> u32 {
        self.facts.grants.get(&format!("{app}/{persona}")).map_or(0, |facts| facts.epoch)
    }

    /// Permissions that this person declined and that are not asked for again by themselves.
    pub(crate) fn declined(&self, app: &str, persona: &str) -> BTreeSet<String> {
        self.facts
            .grants
            .get(&format!("{app}/{persona}"))
            .map(|facts| facts.declined.clone())
            .unwrap_or_default()
    }

    /// Notes the choice made in the dialog.
    pub(crate) fn note_choice(&mut self, grant: &Grant) {
        let facts = self.facts.grants.entry(key(grant)).or_default();
        facts.declined.retain(|permission| !grant.scopes.contains(permission));
        facts.declined.extend(grant.declined.iter().cloned());
        self.save();
    }

    /// When the accounts were last listed with this token.
    pub(crate) fn listed_at(&self, nonce: &str) -> Option<i64> {
        self.facts.listed.get(nonce).copied()
    }

    /// Notes that the accounts were listed to the end. It counts once the request is over: a batch that lists the
    /// accounts first and asks for the person then is still one moment.
    pub(crate) fn note_listing(&mut self, nonce: &str, now: i64) {
        self.pending.push((nonce.to_owned(), now));
    }

    /// The request is over.
    pub(crate) fn settle(&mut self) {
        if !self.pending.is_empty() {
            self.facts.listed.extend(self.pending.drain(..));
            self.save();
        }
    }

    /// Whether the persona's trouble is over.
    pub(crate) fn healed(&self, grant: &Grant) -> bool {
        self.grant(grant).is_some_and(|facts| facts.healed)
    }

    /// Ends the trouble of a persona with every app it gave something to.
    pub(crate) fn heal(&mut self, persona: &str, apps: impl Iterator<Item = String>) {
        for app in apps {
            self.facts.grants.entry(format!("{app}/{persona}")).or_default().healed = true;
        }
        self.save();
    }

    /// Forgets everything.
    pub(crate) fn clear(&mut self) {
        self.facts = Facts::default();
        self.save();
    }

    fn grant(&self, grant: &Grant) -> Option<&Withdrawn> {
        self.facts.grants.get(&key(grant))
    }

    /// A state that cannot be written is forgotten with the process, as without a file.
    fn save(&self) {
        if let Some(file) = &self.file {
            let text = serde_json::to_vec_pretty(&self.facts).unwrap_or_default();
            let _ = write(file, &text);
        }
    }
}

fn key(grant: &Grant) -> String {
    format!("{}/{}", grant.app, grant.persona)
}

fn read(file: &Path) -> io::Result<Facts> {
    match std::fs::read(file) {
        Ok(bytes) => serde_json::from_slice(&bytes).map_err(io::Error::from),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Facts::default()),
        Err(error) => Err(error),
    }
}

/// Whole or not at all.
fn write(file: &Path, bytes: &[u8]) -> io::Result<()> {
    let draft = file.with_extension(format!("{}.new", std::process::id()));
    std::fs::write(&draft, bytes)?;
    std::fs::rename(&draft, file)
}
