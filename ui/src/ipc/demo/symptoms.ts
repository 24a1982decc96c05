import type { Finding, Symptom, Text } from '../types'
import { text } from './scenes'

const APP = 'https://developers.facebook.com/apps/1029384756610293'

function symptom(
  id: string,
  title: Text,
  detail: Text,
  next: Text,
  more: Partial<Omit<Finding['remedy'] & object, 'text'>> & { address?: string } = {},
): Symptom {
  const { address, ...remedy } = more
  return {
    id,
    title,
    finding: {
      check: `dialog.${id}`,
      level: 'error',
      title,
      detail,
      remedy: { who: 'app-owner', text: next, url: null, command: null, fix: null, steps: [], ...remedy },
      evidence: address ? [{ label: text('Return address', 'Адрес возврата'), value: address }] : [],
    },
  }
}

const labels = (...steps: string[]): Text[] => steps.map((step) => text(step, step))

/** What core knows of Facebook's dialog, in the same order. */
export const symptoms = (): Symptom[] => [
  symptom(
    'url-blocked',
    text('“URL Blocked”', '«URL Blocked» («URL заблокирован»)'),
    text(
      'The return address is not registered in the Facebook app, or the app is Live and may not come back to this computer.',
      'Адрес возврата не внесён в приложение Facebook, или приложение опубликовано и не может вернуться на этот компьютер.',
    ),
    text('Add the return address, to the letter.', 'Внесите адрес возврата, буква в букву.'),
    {
      address: 'http://localhost:8765/v1/tool-oauth/facebook/callback',
      url: `${APP}/business-login/settings/`,
      steps: labels('Facebook Login for Business', 'Settings', 'Valid OAuth Redirect URIs'),
    },
  ),
  symptom(
    'cannot-load-url',
    text('“Can’t Load URL: the domain isn’t included…”', '«Can’t Load URL» («Не удалось загрузить URL»)'),
    text('The domain is missing in the app.', 'В приложении не указан домен.'),
    text('Add it under App domains.', 'Добавьте его в «App domains».'),
    { url: `${APP}/settings/basic/`, steps: labels('App settings', 'Basic', 'App domains') },
  ),
  symptom(
    'app-not-active',
    text('“App not active”', '«App not active» («Приложение не активно»)'),
    text(
      'The app is in development and the person has no role in it.',
      'Приложение в режиме разработки, а у человека нет в нём роли.',
    ),
    text(
      'Add the person as Tester, or publish the app.',
      'Добавьте человека тестировщиком или опубликуйте приложение.',
    ),
    { url: `${APP}/roles/roles/`, steps: labels('App roles', 'Roles', 'Add people') },
  ),
  symptom(
    'feature-unavailable',
    text('“Feature unavailable”', '«Feature unavailable» («Функция недоступна»)'),
    text(
      'The app asks for what it does not have, or Facebook is still setting it up.',
      'Приложение просит то, чего у него нет, или Facebook ещё его настраивает.',
    ),
    text(
      'Add the permissions under Use cases, or wait an hour.',
      'Добавьте разрешения в «Use cases» или подождите час.',
    ),
    { url: `${APP}/use_cases/`, steps: labels('Use cases', 'Customize') },
  ),
  symptom(
    'something-went-wrong',
    text('“Sorry, something went wrong”', '«Sorry, something went wrong» («К сожалению, произошла ошибка»)'),
    text(
      'Usually a slip in the App ID, or two people signed in in one browser.',
      'Обычно это опечатка в ID приложения или два человека в одном браузере.',
    ),
    text(
      'Check the App ID, or open the link in another browser.',
      'Проверьте ID или откройте ссылку в другом браузере.',
    ),
    { who: 'you', fix: 'set-up' },
  ),
  symptom(
    'keeps-loading',
    text('The page keeps loading', 'Страница всё загружается'),
    text('A blocker or VPN may hold it back.', 'Её может задерживать блокировщик или VPN.'),
    text('Open the link in another browser.', 'Откройте ссылку в другом браузере.'),
    { who: 'you' },
  ),
  symptom(
    'finished-but-nothing',
    text('I pressed Continue, but nothing happened here', 'Нажато «Продолжить», но здесь ничего не произошло'),
    text('The browser could not hand the answer over.', 'Браузер не смог передать ответ.'),
    text('Copy the address of the last page and paste it here.', 'Скопируйте адрес последней страницы и вставьте его.'),
    { who: 'you' },
  ),
]
