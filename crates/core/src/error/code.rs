//! The table of error codes: name, exit status, usual next step.

use serde::{Deserialize, Serialize};

use crate::text::Text;

macro_rules! codes {
    ($($variant:ident $name:literal $exit:literal $en:literal $ru:literal;)*) => {
        /// The cause of a failure. Public interface: codes are added, never renamed or dropped.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "specta", derive(specta::Type))]
        #[serde(rename_all = "kebab-case")]
        #[allow(missing_docs, reason = "the name and the hint say all there is to say")]
        pub enum Code { $($variant,)* }

        impl Code {
            /// Every code there is.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The name that appears in JSON, the same as in serde.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// The exit status of a command that fails with this code.
            #[must_use]
            pub const fn exit_status(self) -> u8 {
                match self { $(Self::$variant => $exit,)* }
            }

            /// The usual next step.
            #[must_use]
            pub const fn hint(self) -> Text {
                match self { $(Self::$variant => Text::new($en, $ru),)* }
            }
        }
    };
}

codes! {
    AuthorizationRequired "authorization-required" 3
        "Connect the account: adkeys connect PROVIDER" "Подключите аккаунт: adkeys connect PROVIDER";
    AuthorizationDeclined "authorization-declined" 3
        "Connect again and allow access in the browser." "Подключите ещё раз и разрешите доступ в браузере.";
    StateMismatch "state-mismatch" 4
        "Start again and paste the address of the page that opens last." "Начните заново и вставьте адрес последней открывшейся страницы.";
    RedirectTimeout "redirect-timeout" 7
        "Start again. If the browser showed an error page, its text says what to change." "Начните заново. Если браузер показал ошибку, её текст говорит, что изменить.";
    RedirectRefused "redirect-refused" 4
        "Allow this redirect address in the app's settings at the platform." "Разрешите этот адрес возврата в настройках приложения на платформе.";
    CodeRejected "code-rejected" 4
        "Start the sign-in again: a code works only once and only for a short time." "Начните вход заново: код действует один раз и недолго.";
    ClientRejected "client-rejected" 4
        "Check the app id and secret: adkeys app set PROVIDER" "Проверьте ID и секрет приложения: adkeys app set PROVIDER";
    RedirectUriRejected "redirect-uri-rejected" 4
        "Add exactly this redirect address to the app's settings." "Добавьте в настройки приложения в точности этот адрес возврата.";
    AppNotConfigured "app-not-configured" 4
        "Enter the app id and secret first: adkeys app set PROVIDER" "Сначала укажите ID и секрет приложения: adkeys app set PROVIDER";
    AppNotLive "app-not-live" 4
        "Add the person to the app's roles, or publish the app." "Добавьте человека в роли приложения или опубликуйте приложение.";
    AccountRestricted "account-restricted" 4
        "The platform restricts this account: open Account Quality there." "Платформа ограничила этот аккаунт: откройте там «Качество аккаунта».";
    TokenExpired "token-expired" 3
        "Sign in again: adkeys connect PROVIDER" "Войдите ещё раз: adkeys connect PROVIDER";
    TokenRevoked "token-revoked" 3
        "Sign in again: adkeys connect PROVIDER" "Войдите ещё раз: adkeys connect PROVIDER";
    Checkpoint "checkpoint" 3
        "Sign in at the platform's own site and follow what it asks. The access then works again by itself." "Войдите на сайт платформы и выполните то, что он просит. Потом доступ заработает сам.";
    PermissionMissing "permission-missing" 4
        "Connect again and allow the missing permission." "Подключите ещё раз и дайте недостающее разрешение.";
    AccountAccessDenied "account-access-denied" 4
        "Ask an admin of the ad account to give this person a role on it." "Попросите администратора кабинета дать этому человеку роль.";
    TwoFactorRequired "two-factor-required" 4
        "Switch on two-factor authentication at the platform, then connect again." "Включите двухфакторную аутентификацию на платформе и подключите ещё раз.";
    VersionRetired "version-retired" 4
        "Update AdKeys, or set a newer api_version for the provider." "Обновите AdKeys или задайте для платформы более новую api_version.";
    RateLimited "rate-limited" 5
        "Wait. The access itself is fine." "Подождите. С самим доступом всё в порядке.";
    PlatformUnavailable "platform-unavailable" 5
        "Nothing is lost. Try again in a few minutes." "Ничего не потеряно. Попробуйте через несколько минут.";
    Network "network" 5
        "Check the internet connection, VPN and proxy, then try again." "Проверьте интернет, VPN и прокси и попробуйте ещё раз.";
    ClockSkew "clock-skew" 5
        "Set this computer's clock." "Поправьте часы на этом компьютере.";
    VaultLocked "vault-locked" 6
        "Unlock the keychain and try again." "Разблокируйте связку ключей и попробуйте ещё раз.";
    VaultUnavailable "vault-unavailable" 6
        "Start a keychain (GNOME Keyring, KWallet), or choose the encrypted file: vault = \"file\" in settings.toml" "Запустите связку ключей (GNOME Keyring, KWallet) или выберите зашифрованный файл: vault = \"file\" в settings.toml";
    VaultTooLarge "vault-too-large" 6
        "Choose the encrypted file: vault = \"file\" in settings.toml" "Выберите зашифрованный файл: vault = \"file\" в settings.toml";
    CatalogueInvalid "catalogue-invalid" 2
        "Mend the file, or move it out of the providers folder." "Исправьте файл или уберите его из папки providers.";
    SettingsInvalid "settings-invalid" 2
        "Mend settings.toml at the place named." "Исправьте settings.toml в указанном месте.";
    LedgerDamaged "ledger-damaged" 6
        "Move the file aside; the tokens are still in the keychain." "Переместите файл; токены остались в связке ключей.";
    ConnectionUnknown "connection-unknown" 2
        "See the names with: adkeys list" "Имена покажет: adkeys list";
    ConnectionExists "connection-exists" 2
        "Choose another name with --as NAME." "Выберите другое имя: --as ИМЯ.";
    ProviderUnknown "provider-unknown" 2
        "See the names with: adkeys providers" "Имена покажет: adkeys providers";
    PersonChanged "person-changed" 4
        "Keep both with --as NAME, or disconnect the old one first: adkeys disconnect NAME" "Оставьте оба с --as ИМЯ или сначала отключите прежнее: adkeys disconnect ИМЯ";
    RecipeUnknown "recipe-unknown" 2
        "See the names with: adkeys recipes" "Имена покажет: adkeys recipes";
    PortInUse "port-in-use" 2
        "Close the program that uses the port, or choose another with --port." "Закройте программу, которая занимает порт, или выберите другой: --port.";
    ToolRefused "tool-refused" 3
        "You can allow it again: adkeys grants" "Разрешить снова: adkeys grants";
    ConsentTimeout "consent-timeout" 7
        "Start the tool again and answer the question of AdKeys." "Запустите инструмент ещё раз и ответьте на вопрос AdKeys.";
    AgentUnavailable "agent-unavailable" 6
        "Open the AdKeys window, or run: adkeys agent" "Откройте окно AdKeys или запустите: adkeys agent";
    AgentRunning "agent-running" 2
        "Use the one that runs, or end it first." "Пользуйтесь тем, что работает, или сначала завершите его.";
    Cancelled "cancelled" 7
        "Nothing was changed. Start again whenever you like." "Ничего не изменено. Можно начать снова в любой момент.";
    Usage "usage" 2
        "See: adkeys help" "Справка: adkeys help";
    Unexpected "unexpected" 1
        "Please report this with the text above; it holds no secret." "Пожалуйста, сообщите об этом вместе с текстом выше; секретов в нём нет.";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_is_the_same_in_json_and_in_text() {
        for code in Code::ALL {
            assert_eq!(serde_json::to_value(code).unwrap(), code.as_str());
        }
    }

    #[test]
    fn every_code_has_a_next_step_in_both_languages() {
        for code in Code::ALL {
            let hint = code.hint();
            assert!(!hint.en.is_empty() && !hint.ru.is_empty(), "{code}");
            assert!((1..=7).contains(&code.exit_status()), "{code}");
        }
    }
}
