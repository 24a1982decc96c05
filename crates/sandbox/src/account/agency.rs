//! Makes the many accounts of an agency, the same ones every time.

use std::sync::LazyLock;

use serde::Deserialize;

use super::{Account, Role};
use crate::phrase::built_in;

/// How many accounts the agency has.
#[cfg(test)]
pub(crate) const COUNT: usize = 10_248;

#[derive(Default, Deserialize)]
struct Words {
    counts: Vec<(u32, usize)>,
    disable_reasons: Vec<u32>,
    currencies: Vec<String>,
    markets: Vec<String>,
    zones: Vec<String>,
    brands: Vec<String>,
    trades: Vec<String>,
    lines: Vec<String>,
    forms: Vec<String>,
    first: Vec<Account>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| built_in(include_str!("../../data/agency.toml")));

/// All accounts of the agency.
pub(crate) fn accounts() -> Vec<Account> {
    let mut accounts = WORDS.first.clone();
    let statuses = left_over_statuses(&accounts);
    let rest = statuses.len();
    // A prime that shares no factor with `rest` walks through every status once, in a scattered order.
    accounts.extend((0..rest).map(|at| make(at, statuses.get(at * 7_919 % rest.max(1)).copied())));
    accounts
}

/// 60 accounts around a long stretch of hidden ones: at 25 or at 100 a page, some pages are short and some are empty.
pub(crate) fn with_gaps() -> Vec<Account> {
    let all = (0..360).map(|at| Account { hidden: (40..340).contains(&at), ..make(at, Some(1)) });
    all.collect()
}

/// So many active accounts, with a way to pay.
pub(crate) fn alike(count: usize) -> Vec<Account> {
    let paid_by = Some("Visa ··· 4417".to_owned());
    (0..count).map(|at| Account { paid_by: paid_by.clone(), spent: 0, cap: 0, ..make(at, Some(1)) }).collect()
}

/// The statuses that the counts promise and the first accounts do not use up.
fn left_over_statuses(first: &[Account]) -> Vec<u32> {
    let used = |status| first.iter().filter(|account| account.status.unwrap_or(1) == status).count();
    let left = WORDS.counts.iter().map(|&(status, count)| (status, count.saturating_sub(used(status))));
    left.flat_map(|(status, count)| std::iter::repeat_n(status, count)).collect()
}

fn make(at: usize, status: Option<u32>) -> Account {
    let dice = Dice(at);
    let (brand, form) = (dice.pick(1, &WORDS.brands), dice.pick(2, &WORDS.forms));
    let (trade, line) = (dice.pick(3, &WORDS.trades), dice.pick(4, &WORDS.lines));
    let market = dice.roll(5, WORDS.markets.len());
    let spent = dice.roll(6, 9_000_000) as u64;
    let cap = if dice.roll(7, 3) == 0 { 0 } else { spent * 100 / (20 + dice.roll(8, 80) as u64) };
    let blocked = status == Some(2);
    Account {
        id: (510_200_400_000 + at as u64 * 37).to_string(),
        name: format!("{brand} {trade} · {line} {}", nth(&WORDS.markets, market)),
        status,
        reason: if blocked { dice.pick_copy(9, &WORDS.disable_reasons) } else { 0 },
        currency: dice.pick(10, &WORDS.currencies).to_owned(),
        spent,
        cap,
        balance: dice.roll(11, 400_000) as u64,
        zone: Some(nth(&WORDS.zones, market).to_owned()),
        business: Some(format!("{brand} {form}")),
        role: [Role::Manage, Role::Advertise, Role::Advertise, Role::Analyze][dice.roll(12, 4)],
        last_30d: (!blocked).then(|| format!("{}.{:02}", spent / 400, dice.roll(13, 100))),
        ..Account::default()
    }
}

fn nth(words: &[String], at: usize) -> &str {
    words.get(at).map_or("", String::as_str)
}

/// Numbers that look thrown and are always the same (splitmix64).
struct Dice(usize);

impl Dice {
    fn roll(&self, salt: u64, sides: usize) -> usize {
        let mut x = (self.0 as u64).wrapping_add(salt.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((x ^ (x >> 31)) % sides.max(1) as u64).unwrap_or(0)
    }

    fn pick<'a>(&self, salt: u64, words: &'a [String]) -> &'a str {
        nth(words, self.roll(salt, words.len()))
    }

    fn pick_copy(&self, salt: u64, numbers: &[u32]) -> u32 {
        numbers.get(self.roll(salt, numbers.len())).copied().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn the_agency_has_the_promised_number_of_accounts_in_every_state() {
        toml::from_str::<Words>(include_str!("../../data/agency.toml")).unwrap();
        let accounts = accounts();
        assert_eq!(accounts.len(), COUNT);
        let active = accounts.iter().filter(|account| account.status.unwrap_or(1) == 1).count();
        assert_eq!(active, 9_412);
        let ids: HashSet<_> = accounts.iter().map(|account| &account.id).collect();
        assert_eq!(ids.len(), COUNT);
    }

    #[test]
    fn the_agency_is_the_same_every_time() {
        let names =
            |accounts: Vec<Account>| accounts.into_iter().map(|account| account.name).collect::<Vec<_>>();
        assert_eq!(names(accounts()), names(accounts()));
    }
}
