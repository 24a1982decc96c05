//! `status`: the ad accounts and their state.

use adkeys_core::connection::StatusReport;
use adkeys_core::ledger::ConnectionState;
use adkeys_core::{AdKeys, Code, Error, Result, text};
use futures_util::future::join_all;

use super::list;
use crate::interrupt;
use crate::output::Output;
use crate::output::dates::Calendar;

mod page;
mod spend;

/// The ad accounts behind a connection and their state
#[derive(Debug, clap::Args)]
pub(crate) struct Status {
    /// The connection's name; without it, every connection
    connection: Option<String>,
    /// Show what is known without asking the platform
    #[arg(long)]
    cached: bool,
    /// Also tell what each ad account spent in the last 30 days; needs the connection's name
    #[arg(long, requires = "connection")]
    spend: bool,
}

pub(crate) async fn run(args: &Status, adkeys: &AdKeys, output: &Output) -> Result<()> {
    let failed = match &args.connection {
        Some(name) if args.spend => with_spend(name, args.cached, adkeys, output).await?,
        Some(name) => one(name, args.cached, adkeys, output).await?,
        None => all(args.cached, adkeys, output).await?,
    };
    failed.map_or(Ok(()), Err)
}

/// Shows one connection. What is wrong with it comes back as `Ok(Some(_))`, after it was shown.
async fn one(name: &str, cached: bool, adkeys: &AdKeys, output: &Output) -> Result<Option<Error>> {
    let report = interrupt::or(report(name, cached, adkeys, output)).await;
    output.progress_done();
    let report = report?;
    output.document(&report, || page::render(&report, None, &Calendar::new(output), output))?;
    Ok(failure(&report))
}

/// The same with the spend of the last 30 days. Spend that cannot be read does not cost the rest.
async fn with_spend(name: &str, cached: bool, adkeys: &AdKeys, output: &Output) -> Result<Option<Error>> {
    let asked = interrupt::or(async {
        let report = report(name, cached, adkeys, output).await?;
        let spend = spend::of(&report, cached, adkeys, output).await;
        Ok((report, spend))
    });
    let asked = asked.await;
    output.progress_done();
    let (report, spend) = asked?;
    let (spend, problem) = spend.map_or_else(|error| (None, Some(error)), |spend| (Some(spend), None));
    let document = spend::document(&report, &spend.clone().unwrap_or_default())?;
    output.document(&document, || page::render(&report, spend.as_ref(), &Calendar::new(output), output))?;
    Ok(failure(&report).or(problem))
}

/// Shows every connection; they are asked at the same time.
async fn all(cached: bool, adkeys: &AdKeys, output: &Output) -> Result<Option<Error>> {
    let names: Vec<String> = adkeys.list()?.into_iter().map(|summary| summary.connection).collect();
    let asking = join_all(names.iter().map(|name| report(name, cached, adkeys, output)));
    let asked = interrupt::or(async { Ok(asking.await) }).await;
    output.progress_done();
    let (mut reports, mut failures) = (Vec::new(), Vec::new());
    for outcome in asked? {
        match outcome {
            Ok(report) => {
                failures.extend(failure(&report));
                reports.push(report);
            }
            Err(error) => failures.push(error),
        }
    }
    output.document(&reports, || pages(&reports, output))?;
    Ok(worst(failures))
}

fn pages(reports: &[StatusReport], output: &Output) -> String {
    if reports.is_empty() {
        return output.say(&list::EMPTY).to_owned();
    }
    let calendar = Calendar::new(output);
    reports
        .iter()
        .map(|report| page::render(report, None, &calendar, output))
        .collect::<Vec<_>>()
        .join("\n\n")
}

/// What is known of one connection, from the platform unless `cached`.
async fn report(name: &str, cached: bool, adkeys: &AdKeys, output: &Output) -> Result<StatusReport> {
    if cached {
        return adkeys.cached_status(name);
    }
    let progress = |count| {
        let count = output.numbers().count(count);
        output.progress(&text!("Ad accounts: {count}", "Рекламные кабинеты: {count}"));
    };
    adkeys.status(name, &progress).await
}

/// What decides the exit status: the report's own error, or what its state says.
fn failure(report: &StatusReport) -> Option<Error> {
    let (code, message) = match report.state {
        _ if report.error.is_some() => return report.error.clone(),
        ConnectionState::Expired => (Code::TokenExpired, text!("The access has expired.", "Доступ истёк.")),
        ConnectionState::Revoked => {
            (Code::TokenRevoked, text!("The access was withdrawn.", "Доступ отозван."))
        }
        ConnectionState::NotConnected => {
            (Code::AuthorizationRequired, text!("Nobody has signed in.", "Вход не выполнен."))
        }
        _ => return None,
    };
    Some(Error::new(code, message).with(|details| {
        details.provider = Some(report.provider.clone());
        details.connection = Some(report.connection.clone());
    }))
}

/// Exit statuses from the worst: a fault of the program, the vault, then what a person has to mend, then what
/// passes by itself.
const FROM_WORST: [u8; 7] = [1, 6, 3, 4, 2, 5, 7];

fn worst(failures: Vec<Error>) -> Option<Error> {
    let rank = |error: &Error| FROM_WORST.iter().position(|status| *status == error.code.exit_status());
    failures.into_iter().min_by_key(rank)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_person_has_to_mend_outweighs_what_passes_by_itself() {
        let error = |code| Error::new(code, text!("x", "х"));
        let failures = vec![error(Code::Network), error(Code::TokenExpired), error(Code::RateLimited)];
        assert_eq!(worst(failures).unwrap().code, Code::TokenExpired);
        assert_eq!(worst(Vec::new()), None);
    }

    #[test]
    fn every_exit_status_has_its_rank() {
        for code in Code::ALL {
            assert!(FROM_WORST.contains(&code.exit_status()), "{code}");
        }
    }
}
