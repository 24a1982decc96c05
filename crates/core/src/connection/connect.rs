//! Connect: sign-in, code exchange, upgrade, inspection, vault, ledger, ad accounts.

use super::adopted::found_in;
use super::context::Context;
use super::declined;
use super::sign_in::{Answer, Returned};
use super::types::{ConnectEvent, ConnectIo, ConnectRequest, Connected, OtherPerson};
use super::wait::cancelled;
use crate::catalogue::{Provider, Way};
use crate::error::{Code, Error, Result};
use crate::finding::{Finding, Level};
use crate::grant::TokenSet;
use crate::ledger::Snapshot;
use crate::oauth::redirect::loopback::{Outcome, Page};
use crate::oauth::token;
use crate::platform::{self, AdPlatform, Call};
use crate::secret::Secret;
use crate::text;
use crate::text::Text;
use crate::vault::VaultState;
use crate::vault::item::Grant;

type Events<'a> = &'a (dyn Fn(ConnectEvent) + Send + Sync);

impl Context {
    /// Signs a person in. Every failure is also told as the last event.
    pub(crate) async fn connect(&self, request: ConnectRequest, mut io: ConnectIo<'_>) -> Result<Connected> {
        self.recover().await;
        let events = io.events;
        let outcome = self.connect_quietly(&request, &mut io).await;
        if let Err(error) = &outcome {
            let name = request.name.as_deref().unwrap_or(&request.provider);
            if !matches!(error.code, Code::Usage | Code::ProviderUnknown) {
                self.note(name, "connect-failed", Err(error));
            }
            events(ConnectEvent::Error { error: error.clone() });
        }
        outcome
    }

    async fn connect_quietly(&self, request: &ConnectRequest, io: &mut ConnectIo<'_>) -> Result<Connected> {
        let key = self.catalogue().provider(&request.provider)?.key.clone();
        let name = request.name.clone().unwrap_or_else(|| key.clone());
        self.check_free(&name, &key)?;
        let (provider, discovered) = self.provider(&key).await?;
        let app = self.app(&provider).await?;
        self.vault_can_store()?;
        let returned = self.sign_in(&provider, &discovered, &app, request, io).await?;
        (io.events)(ConnectEvent::Callback);
        let Returned { scopes, way, configured, answer, page } = returned;
        match answer {
            Ok(answer) => {
                let on_other = request.on_other_person;
                let given = Redeemable { scopes, way, configured, on_other, answer, page };
                self.redeem(&name, self.call(&provider, &app), given, io).await
            }
            Err(error) => {
                settle(page, Outcome::from(&Err::<(), _>(error.clone()))).await;
                Err(error)
            }
        }
    }

    /// Turns what was given into a stored connection. The browser's page is told as soon as it is stored, or that it will
    /// not be.
    async fn redeem(
        &self,
        name: &str,
        call: Call<'_>,
        mut given: Redeemable,
        io: &ConnectIo<'_>,
    ) -> Result<Connected> {
        let mut page = given.page.take();
        let redeemed = self.redeem_for(name, call, given, &mut page, io).await;
        settle(page, Outcome::from(&redeemed)).await;
        redeemed
    }

    async fn redeem_for(
        &self,
        name: &str,
        call: Call<'_>,
        given: Redeemable,
        page: &mut Option<Page>,
        io: &ConnectIo<'_>,
    ) -> Result<Connected> {
        let platform = platform::of(call.provider);
        let explain = |status: u16, body: &str| platform.explain_answer(call.provider, status, body);
        let short = match given.answer {
            Answer::Code(pending, code) => token::exchange_code(call, &pending, &code, &explain).await?,
            Answer::Tokens(tokens) => tokens,
        };
        (io.events)(ConnectEvent::Exchanged);
        let (tokens, finding) = upgrade(platform, call, short, io.events).await;
        if io.cancel.is_cancelled() {
            return Err(cancelled());
        }
        let asked = &given.scopes;
        let way = Some(given.way);
        let sign_in = SignIn { name, asked, way, on_other: given.on_other, tokens, page };
        let mut connected = self.establish(platform, call, sign_in, io.events).await?;
        let _ = self.ledger.note_way(&call.provider.key, given.way);
        connected.findings.extend(finding);
        if given.configured {
            connected.findings.extend(declined::not_in_configuration(&connected.token.scopes));
        }
        Ok(connected)
    }

    /// Adopts a token that a person pasted. It is inspected, never exchanged.
    pub(crate) async fn adopt(
        &self,
        key: &str,
        name: Option<&str>,
        token: Secret,
        on_other: OtherPerson,
        events: Events<'_>,
    ) -> Result<Connected> {
        self.recover().await;
        let name = name.unwrap_or(key);
        let (provider, _) = self.provider(key).await?;
        self.check_free(name, key)?;
        let app = match self.app(&provider).await {
            // A pasted token works without an app of one's own; only some questions stay open.
            Err(error) if error.code == Code::AppNotConfigured => platform::no_app(),
            other => other?,
        };
        let tokens = TokenSet::pasted(found_in(&token)?, self.now());
        let sign_in = SignIn { name, asked: &[], way: None, on_other, tokens, page: &mut None };
        self.establish(platform::of(&provider), self.call(&provider, &app), sign_in, events).await
    }

    /// Finds out whose token it is and what it may do, stores it, and reads the ad accounts meanwhile.
    async fn establish(
        &self,
        platform: &dyn AdPlatform,
        call: Call<'_>,
        sign_in: SignIn<'_>,
        events: Events<'_>,
    ) -> Result<Connected> {
        let SignIn { name, asked, way, on_other, tokens, page } = sign_in;
        let count =
            |count: usize| events(ConnectEvent::Accounts { count: u32::try_from(count).unwrap_or(u32::MAX) });
        let store = async {
            let inspection = platform.inspect(call, &tokens, asked).await?;
            let grant = Grant {
                provider: call.provider.key.clone(),
                person: inspection.person.clone(),
                asked: asked.to_vec(),
                way,
                tokens: inspection.tokens.clone(),
            };
            events(ConnectEvent::Storing);
            let name = self.name_for(name, &grant, on_other)?;
            let turn = self.turn(&name).await?;
            self.keep(&name, &grant, inspection.facts.clone(), on_other).await?;
            drop(turn);
            events(ConnectEvent::Stored);
            // The tab is told now; that it has fetched its page is waited for at the very end.
            let settled = tokio::spawn(settle(page.take(), Outcome::Connected));
            Ok::<_, Error>((name, inspection, settled))
        };
        let read = async { Ok(platform.accounts(call, &tokens, &count).await) };
        let ((name, inspection, settled), accounts) = tokio::try_join!(store, read)?;
        let mut findings = inspection.findings;
        match accounts {
            Ok(list) => {
                let snapshot =
                    Snapshot { taken_at: self.now(), accounts: list.accounts, findings: list.findings };
                self.ledger.put_snapshot(&name, &snapshot)?;
            }
            Err(error) => findings.push(accounts_unread(platform, &error)),
        }
        let person = inspection.person;
        events(ConnectEvent::Connected { connection: name.clone(), person: person.clone() });
        let _ = settled.await;
        Ok(Connected { connection: name, person, token: inspection.facts, findings })
    }

    /// Says so before the browser opens, rather than after the person has signed in.
    fn vault_can_store(&self) -> Result<()> {
        match self.vault.state() {
            VaultState::Ready | VaultState::Locked => Ok(()),
            VaultState::Absent => Err(Error::new(
                Code::VaultUnavailable,
                Text::new("This computer offers no keychain.", "На этом компьютере нет связки ключей."),
            )),
            VaultState::NotAnswering => Err(Error::new(
                Code::VaultUnavailable,
                Text::new("The keychain does not answer.", "Связка ключей не отвечает."),
            )
            .hint(Text::new(
                "Restart the keychain service or sign in again.",
                "Перезапустите службу связки ключей или войдите в систему заново.",
            ))),
        }
    }
}

/// What the person allowed, and that waits to become a connection.
struct Redeemable {
    scopes: Vec<String>,
    way: Way,
    configured: bool,
    on_other: OtherPerson,
    answer: Answer,
    page: Option<Page>,
}

/// What a sign-in or a paste brought.
struct SignIn<'a> {
    name: &'a str,
    asked: &'a [String],
    way: Option<Way>,
    on_other: OtherPerson,
    tokens: TokenSet,
    /// Taken when it has been told that the access is stored.
    page: &'a mut Option<Page>,
}

async fn settle(page: Option<Page>, outcome: Outcome) {
    if let Some(page) = page {
        page.settle(outcome).await;
    }
}

/// A failed upgrade keeps the short-lived token and says so.
async fn upgrade(
    platform: &dyn AdPlatform,
    call: Call<'_>,
    short: TokenSet,
    events: Events<'_>,
) -> (TokenSet, Option<Finding>) {
    match platform.upgrade(call, &short).await {
        Ok(Some(long)) => {
            events(ConnectEvent::Upgraded { expires_at: long.expires_at });
            (long, None)
        }
        Ok(None) => (short, None),
        Err(error) => {
            let finding = not_upgraded(call.provider, platform, &error);
            events(ConnectEvent::UpgradeFailed { error });
            (short, Some(finding))
        }
    }
}

fn not_upgraded(provider: &Provider, platform: &dyn AdPlatform, error: &Error) -> Finding {
    let name = &provider.display_name;
    let (en, ru) = (&error.message.en, &error.message.ru);
    Finding::new(
        "token.upgrade",
        Level::Warning,
        Text::new("The access ends within hours", "Доступ закончится через несколько часов"),
        text!("{name} gave no long-lived token: {en}", "{name} не выдал долгосрочный токен: {ru}"),
    )
    .remedy(platform.remedy(error))
}

/// The connection is good, its ad accounts could not be read.
pub(super) fn accounts_unread(platform: &dyn AdPlatform, error: &Error) -> Finding {
    let (en, ru) = (&error.message.en, &error.message.ru);
    Finding::new(
        "accounts.read",
        Level::Warning,
        Text::new("The ad accounts could not be read", "Не удалось прочитать рекламные кабинеты"),
        text!("{en}", "{ru}"),
    )
    .remedy(platform.remedy(error))
}
