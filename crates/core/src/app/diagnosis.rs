//! The façade's part for diagnosis.

use tokio_util::sync::CancellationToken;

use super::AdKeys;
use crate::diagnosis::{self, CheckInfo, DiagnoseRequest, Diagnosis, DiagnosisEvent, Explanation, Inspected};
use crate::diagnosis::{Matrix, Purpose, Report, ReportDiff, ReportOptions};
use crate::error::{Code, Error, Result};
use crate::finding::Finding;
use crate::ledger::Activity;
use crate::secret::Secret;
use crate::text::Text;
use crate::trace::Trace;

impl AdKeys {
    /// Every check that there is.
    #[must_use]
    pub fn checks(&self) -> Vec<CheckInfo> {
        diagnosis::infos()
    }

    /// Looks for what is wrong: this computer, the apps, the connections. Everything that can goes side by side; what
    /// cannot be checked is told as unknown.
    ///
    /// # Errors
    /// `usage` for a check that there is not, `connection-unknown`, `cancelled`, `ledger-damaged`. What is found is no
    /// error.
    pub async fn diagnose(
        &self,
        request: DiagnoseRequest,
        events: &(dyn Fn(DiagnosisEvent) + Send + Sync),
        cancel: CancellationToken,
    ) -> Result<Diagnosis> {
        tokio::select! {
            outcome = diagnosis::diagnose(&self.0, &request, events) => outcome,
            () = cancel.cancelled() => Err(Error::new(
                Code::Cancelled,
                Text::new("The diagnosis was stopped.", "Диагностика остановлена."),
            )),
        }
    }

    /// What is wrong with one ad account, who can mend it and how, from what was last read. Asks nobody.
    ///
    /// # Errors
    /// `authorization-required`, `connection-unknown`, `ledger-damaged`.
    pub fn account_findings(&self, connection: &str, account: &str) -> Result<Vec<Finding>> {
        let mut report = self.0.cached_status(connection)?;
        report.accounts.retain(|known| known.id == account);
        let provider = self.0.catalogue().provider(&report.provider).ok();
        Ok(diagnosis::of_accounts(&report, provider, self.0.now()))
    }

    /// What a person may want to do with an ad account.
    #[must_use]
    pub fn purposes(&self) -> Vec<Purpose> {
        diagnosis::purposes()
    }

    /// Which ad account can be used for what, from what was last read. No network.
    ///
    /// # Errors
    /// `authorization-required`, `connection-unknown`, `catalogue-invalid`, `ledger-damaged`.
    pub fn matrix(&self, connection: &str) -> Result<Matrix> {
        let report = self.0.cached_status(connection)?;
        let provider = self.0.catalogue().provider(&report.provider)?;
        Ok(diagnosis::matrix(&report, provider))
    }

    /// Explains a pasted error, offline. Secrets in it are noticed, masked and kept nowhere.
    ///
    /// # Errors
    /// `provider-unknown`, `catalogue-invalid`.
    pub fn explain(&self, provider: Option<&str>, text: &str) -> Result<Explanation> {
        diagnosis::explain(self.0.catalogue(), provider, text)
    }

    /// Everything that the platform says of a token. Nothing is kept, nothing is noted. That the platform does not accept
    /// it is a finding, too.
    ///
    /// # Errors
    /// `provider-unknown`, `usage` for what is no token, `network`, `platform-unavailable`, `rate-limited`, `vault-*`.
    pub async fn inspect(&self, provider: &str, token: Secret) -> Result<Inspected> {
        let inspection = self.0.inspect(provider, token).await;
        diagnosis::inspected(self.0.catalogue().provider(provider)?, inspection)
    }

    /// A report that is safe to send: only listed fields, names and ids as the options say.
    ///
    /// # Errors
    /// `ledger-damaged`, `unexpected`.
    pub fn report(&self, diagnosis: &Diagnosis, options: ReportOptions) -> Result<Report> {
        diagnosis::report(&self.0, diagnosis, options)
    }

    /// What changed between two reports in JSON.
    ///
    /// # Errors
    /// `usage` if either is no report.
    pub fn report_diff(&self, old: &str, new: &str) -> Result<ReportDiff> {
        diagnosis::diff(old, new)
    }

    /// What changed since a report in JSON.
    ///
    /// # Errors
    /// `usage` if it is none; as [`AdKeys::report`].
    pub fn changes_since(&self, old: &str, diagnosis: &Diagnosis) -> Result<ReportDiff> {
        diagnosis::since(&self.0, old, diagnosis)
    }

    /// What happened to a connection, newest first.
    ///
    /// # Errors
    /// `ledger-damaged`.
    pub fn timeline(&self, connection: &str, limit: u32) -> Result<Vec<Activity>> {
        self.0.ledger().activity(Some(connection), limit)
    }

    /// The last sign-in of a connection, or at a provider, step by step.
    ///
    /// # Errors
    /// `ledger-damaged`.
    pub fn trace(&self, connection_or_provider: &str) -> Result<Option<Trace>> {
        self.0.ledger().trace(connection_or_provider)
    }
}
