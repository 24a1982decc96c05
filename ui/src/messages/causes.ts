import type { Code } from '../ipc'

type Both = { en: string; ru: string }
/** Why an error comes; `next` where the window leaves the next step to the message, which names files and places. */
export type Cause = { why: Both; next?: Both }

const cause = (en: string, ru: string, next?: Both): Cause => ({ why: { en, ru }, next })

/** What the guide's chapter on errors says beyond the window: in order, under the heading of the place where people meet it. */
export const causes: { title: Both; errors: Partial<Record<Code, Cause>> }[] = [
  {
    title: { en: 'While you sign in', ru: 'Во время входа' },
    errors: {
      'redirect-timeout': cause(
        'The browser was open, but nothing came back. Most often Facebook shows an error there, and it shows it only there.',
        'Браузер был открыт, но ответ не вернулся. Чаще всего Facebook показывает там ошибку, и только там.',
      ),
      'authorization-declined': cause(
        'Somebody pressed **Cancel** at Facebook, or left out every permission. With Facebook Login for Business this also comes when the app is still in Development and the person has no role in it.',
        'В Facebook нажали **Отмена** или сняли все разрешения. С Facebook Login for Business так бывает и тогда, когда приложение ещё в Development, а у человека нет в нём роли.',
      ),
      'redirect-refused': cause(
        'Facebook comes back only to addresses that it knows. A Live app may not come back to this computer by itself. See [the way back](app.md#way-back).',
        'Facebook возвращается только на известные ему адреса. Приложение в режиме Live не возвращается прямо на компьютер. Смотрите [возврат](app.md#way-back).',
      ),
      'redirect-uri-rejected': cause(
        'The address in the app’s settings differs from the one that AdKeys uses, perhaps by one slash.',
        'Адрес в настройках приложения отличается от того, который использует AdKeys, иногда одной косой чертой.',
      ),
      'code-rejected': cause(
        'The answer of the browser was used already, or a few minutes too old.',
        'Ответ браузера уже использован или опоздал на несколько минут.',
      ),
      'state-mismatch': cause(
        'The pasted address comes from an earlier attempt. AdKeys takes only the answer to the sign-in that runs.',
        'Вставлен адрес от прежней попытки. AdKeys принимает только ответ на текущий вход.',
      ),
      'person-changed': cause(
        'The browser is signed in at Facebook as somebody else. Nothing was changed.',
        'В браузере открыт Facebook другого человека. Ничего не изменено.',
      ),
      'port-in-use': cause(
        'The browser’s answer comes to a port of this computer, and another program holds it.',
        'Ответ браузера приходит на порт этого компьютера, а его занимает другая программа.',
      ),
      'authorization-required': cause(
        'A tool asked for access that does not exist yet, or does not exist any more.',
        'Инструмент запросил доступ, которого ещё или уже нет.',
      ),
      cancelled: cause('You stopped it.', 'Действие остановлено.'),
    },
  },
  {
    title: { en: 'The app', ru: 'Приложение' },
    errors: {
      'app-not-configured': cause(
        'AdKeys does not know your app yet. See [Create a Facebook app](app.md).',
        'AdKeys ещё не знает вашего приложения. Смотрите [Создать приложение Facebook](app.md).',
      ),
      'client-rejected': cause(
        'App ID and App Secret do not belong together, or the secret was reset at Facebook.',
        'ID и секрет не подходят друг к другу, или секрет сбросили в Facebook.',
      ),
      'app-not-live': cause(
        'The app is in Development, and this person has no role in it or has not accepted the invitation. A Live app can be paused, too: see *Required actions* in the console.',
        'Приложение в Development, а у человека нет в нём роли или приглашение не принято. Приложение в Live тоже могут приостановить: в консоли это *Required actions* (Требуемые действия).',
      ),
      'version-retired': cause(
        'Facebook switches off old versions of its interface about once a year.',
        'Примерно раз в год Facebook отключает старые версии своего интерфейса.',
      ),
    },
  },
  {
    title: { en: 'The access', ru: 'Доступ' },
    errors: {
      'token-expired': cause(
        'The sixty days are over. AdKeys renews in time while it is open or in the tray.',
        'Шестьдесят дней прошли. AdKeys продлевает доступ вовремя, пока открыт или в трее.',
      ),
      'token-revoked': cause(
        'The person removed the app at Facebook, changed the password, or Facebook ended all sessions. See [withdrawn](status.md#access-withdrawn).',
        'Приложение удалено в Facebook, сменён пароль, или Facebook завершил все сеансы. Смотрите [Отозвано](status.md#access-withdrawn).',
      ),
      checkpoint: cause(
        'Facebook saw something unusual and wants to be sure who is there. The access is not lost.',
        'Facebook заметил что-то необычное и хочет убедиться, кто это. Доступ не потерян.',
      ),
      'two-factor-required': cause(
        'The business portfolio demands two-factor authentication of everybody.',
        'Бизнес-портфолио требует двухфакторную аутентификацию от всех.',
      ),
      'account-restricted': cause(
        'Facebook has limited what this person or this ad account may do, because of its rules.',
        'Facebook ограничил этого человека или этот кабинет из-за своих правил.',
      ),
      'permission-missing': cause(
        'It was left out in the sign-in, or the app may not have it yet.',
        'Оно снято при входе, или приложение ещё не может его получить.',
      ),
      'account-access-denied': cause(
        'The person has no role on this ad account, or did not tick it in the sign-in. See [Give access to ad accounts](accounts.md).',
        'У человека нет роли в этом кабинете, или кабинет не отмечен при входе. Смотрите [Дать доступ к кабинетам](accounts.md).',
      ),
    },
  },
  {
    title: { en: 'Facebook and the internet', ru: 'Facebook и интернет' },
    errors: {
      'rate-limited': cause(
        'Facebook counts questions by the hour, and new apps may ask few. Signing in again changes nothing.',
        'Facebook считает запросы за час, и новым приложениям разрешено немного. Новый вход ничего не изменит.',
      ),
      'platform-unavailable': cause(
        'Facebook is down, or answers with an error of its own.',
        'Facebook не работает или отвечает собственной ошибкой.',
      ),
      network: cause('This computer did not reach Facebook.', 'С этого компьютера не удалось связаться с Facebook.'),
      'clock-skew': cause(
        'Facebook refuses questions from a computer whose clock is minutes off.',
        'Facebook не отвечает компьютеру, часы которого расходятся на минуты.',
      ),
    },
  },
  {
    title: { en: 'The keychain', ru: 'Связка ключей' },
    errors: {
      'vault-locked': cause(
        'The system wants its password first. Its window may be behind this one. See [Locked](secrets.md#locked).',
        'Системе сначала нужен пароль. Её окно может быть под этим. Смотрите [Закрыта](secrets.md#locked).',
      ),
      'vault-unavailable': cause(
        'No keychain runs on this computer, or it hangs. See [No keychain](secrets.md#none).',
        'Связка ключей не запущена или зависла. Смотрите [Связки ключей нет](secrets.md#none).',
      ),
      'vault-too-large': cause(
        'Some keychains keep short secrets only, and this one is longer.',
        'Некоторые связки ключей хранят только короткие секреты, а этот длиннее.',
      ),
    },
  },
  {
    title: { en: 'Tools', ru: 'Инструменты' },
    errors: {
      'tool-refused': cause('You answered **No** to its question.', 'На вопрос этой программы ответили **Нет**.'),
      'consent-timeout': cause(
        'A program asked for the token, and the question stayed open for a minute.',
        'Программа запросила токен, и вопрос минуту оставался без ответа.',
      ),
      'agent-unavailable': cause(
        'Programs may only ask through AdKeys, and it was not open.',
        'Программы могут спрашивать только через AdKeys, а он не был открыт.',
      ),
      'agent-running': cause('A second `adkeys agent` was started.', 'Запущен второй `adkeys agent`.'),
      'recipe-unknown': cause(
        'A tool’s form was asked for by a name that AdKeys does not know.',
        'Запрошена форма с неизвестным именем.',
        {
          en: '`adkeys recipes` lists the names.',
          ru: 'Имена покажет `adkeys recipes`.',
        },
      ),
    },
  },
  {
    title: { en: 'Names and files', ru: 'Имена и файлы' },
    errors: {
      'connection-unknown': cause('Nothing is connected under this name.', 'Под этим именем ничего не подключено.'),
      'connection-exists': cause('Another connection has this name.', 'Это имя у другого подключения.'),
      'provider-unknown': cause('AdKeys knows no platform of this name.', 'AdKeys не знает платформы с таким именем.', {
        en: '`adkeys providers` lists the names.',
        ru: 'Имена покажет `adkeys providers`.',
      }),
      'settings-invalid': cause(
        '`settings.toml` was edited by hand and holds a slip.',
        'В `settings.toml`, исправленном вручную, ошибка.',
        {
          en: 'The message names the line. Mend it, or remove the line.',
          ru: 'Строка названа в сообщении. Исправьте её или удалите.',
        },
      ),
      'catalogue-invalid': cause(
        'A file in the folder of your own platforms holds a slip.',
        'Ошибка в файле из папки ваших платформ.',
        {
          en: 'The message names file and line. Mend it, or move the file out of the folder.',
          ru: 'Файл и строка названы в сообщении. Исправьте их или уберите файл из папки.',
        },
      ),
      'ledger-damaged': cause(
        'The file with names and states cannot be read, after a full disk for example. The tokens are safe in the keychain.',
        'Файл с именами и состояниями не читается, например после переполнения диска. Токены целы, они в связке ключей.',
        {
          en: 'Move the file that the message names aside, then connect again.',
          ru: 'Переместите файл, названный в сообщении, и подключите заново.',
        },
      ),
      usage: cause('A command in the terminal was not understood.', 'Команда в терминале не понята.', {
        en: '`adkeys help` shows how it is written.',
        ru: 'Как её писать, покажет `adkeys help`.',
      }),
      unexpected: cause(
        'AdKeys or this computer failed in a way that has no name yet.',
        'У этого сбоя AdKeys или компьютера ещё нет имени.',
        {
          en: 'Try again. If it stays, send a report: **Diagnosis**, **Report**.',
          ru: 'Повторите. Если не проходит, отправьте отчёт: **Диагностика**, **Отчёт**.',
        },
      ),
    },
  },
]
