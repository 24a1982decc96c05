import type { ConnectArgs, Connected, ConnectEvent, Failure, Granular } from '../types'
import { at, text } from './scenes'
import { symptoms } from './symptoms'

export type Wait = (milliseconds: number) => Promise<void>

const GRANTED = ['ads_read', 'ads_management', 'business_management', 'pages_show_list']
const ASKED = [...GRANTED, 'pages_manage_ads']

export const failures: Record<string, Failure> = {
  fail: {
    code: 'client-rejected',
    message: text(
      'The sign-in worked. Then Facebook compared the App Secret kept here with its own: they differ.',
      'Вход прошёл. Затем Facebook сравнил секрет приложения со своим: они различаются.',
    ),
    hint: text('', ''),
    details: { platform_code: 1, trace_id: 'A3xkP0qdVb7' },
  },
  declined: {
    code: 'authorization-declined',
    message: text('In the browser the access was not allowed.', 'В браузере доступ не разрешён.'),
    hint: text('', ''),
    details: { platform_code: 200 },
  },
  person: {
    code: 'person-changed',
    message: text(
      'Until now “facebook” was Anna Lindqvist; Boris Petrov signed in. Nothing has been changed.',
      'До сих пор «facebook» было: Anna Lindqvist; сейчас вход: Boris Petrov. Ничего не изменено.',
    ),
    hint: text('', ''),
    details: {
      person: { id: '1001', name: 'Boris Petrov' },
      expected: { id: '1000', name: 'Anna Lindqvist' },
    } as Failure['details'],
  },
}

export const granular = (): Granular[] => [
  { scope: 'ads_read', targets: null },
  { scope: 'ads_management', targets: ['act_402917365518', 'act_551820441799'] },
]

const REASONS = {
  loopback: text(
    'The app is in development, where Facebook may come back to this computer.',
    'Приложение в режиме разработки: Facebook может вернуться на этот компьютер.',
  ),
  'deep-link': text('You chose the return page.', 'Вы выбрали страницу возврата.'),
  paste: text('You chose to paste the address.', 'Вы выбрали вставить адрес.'),
  device: text('You chose a code.', 'Вы выбрали код.'),
}

const BACK = 'http://localhost:8765/v1/tool-oauth/facebook/callback'

/** As long as a real one: a code for a camera must hold it. */
const address = (): string =>
  `https://www.facebook.com/v26.0/dialog/oauth?${new URLSearchParams({
    response_type: 'code',
    client_id: '1029384756610293',
    redirect_uri: BACK,
    scope: ASKED.join(','),
    state: 'made-up-'.repeat(5) + 'its',
    code_challenge: 'made-up-'.repeat(5) + 'its',
    code_challenge_method: 'S256',
    auth_type: 'rerequest',
  })}`

const authorize = (request: ConnectArgs): ConnectEvent => ({
  event: 'authorize',
  url: address(),
  redirect_uri: BACK,
  way: request.way ?? 'loopback',
  reason: REASONS[request.way ?? 'loopback'],
})

const code = (): ConnectEvent => ({
  event: 'device',
  user_code: 'WDJB-MJHT',
  verification_uri: 'https://ya.ru/device',
  verification_uri_complete: null,
  expires_at: at(14.4 / 1440),
  reason: REASONS.device,
})

/** Where each made-up sign-in stops; one that is not named here goes through. */
export const STOPS: Record<string, string> = {
  wait: 'authorize',
  code: 'device',
  stuck: 'waiting',
  keychain: 'storing',
  opening: 'start',
}

/** The events of a sign-in that goes well, with the time before each. */
export const script = (request: ConnectArgs, ending: string): [number, ConnectEvent][] => [
  [150, request.way === 'device' || ending === 'code' ? code() : authorize(request)],
  ...(ending === 'stuck' ? [[300, { event: 'waiting', symptoms: symptoms() }] as [number, ConnectEvent]] : []),
  [1200, { event: 'callback' }],
  [300, { event: 'exchanged' }],
  [400, { event: 'upgraded', expires_at: at(60) }],
  [100, { event: 'storing' }],
  [300, { event: 'stored' }],
  [300, { event: 'accounts', count: 3 }],
]

export function connected(connection: string, name: string, declined: boolean): Connected {
  return {
    connection,
    person: { id: '1000', name },
    findings: [],
    token: {
      kind: 'long-lived',
      obtained_at: at(0),
      expires_at: at(60),
      data_access_expires_at: at(90),
      data_access_matters: false,
      origin: 'sign-in',
      scopes: {
        asked: ASKED,
        granted: declined ? GRANTED : ASKED,
        declined: declined ? ['pages_manage_ads'] : [],
        expired: [],
        missing: [],
      },
    },
  }
}
