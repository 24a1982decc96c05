import type { facebook as en } from '../en/facebook'

export const facebook: typeof en = {
  openLogin: 'Открыть настройки входа',
  openRoles: 'Открыть роли приложения',
  openBasic: 'Открыть настройки приложения',
  openUseCases: 'Открыть приложение',
  back: 'Разрешить возврат',
  development: 'Нет, в разработке',
  developmentText: 'Вносить нечего: Facebook сам возвращается на этот компьютер.',
  live: 'Да, опубликовано',
  liveText: 'Возврат идёт через веб-страницу. Внесите её адрес один раз, ниже.',
  liveNeedsPage:
    'Опубликованное приложение Facebook возвращает только на https-адреса. Верните приложение в разработку, заведите страницу возврата или вставьте токен системного пользователя.',
  developmentAddress: 'Facebook возвращается на этот адрес. Внести его там нельзя и не нужно:',
  open: 'Приложение открыто людям не из вашей компании?',
  openSettings: 'Откройте настройки входа вашего приложения',
  pasteUri: 'Вставьте в «Valid OAuth Redirect URIs», буква в букву',
  switches: 'Все три переключателя должны стоять на «Да»; затем сохраните изменения',
  clientLogin: 'Client OAuth login',
  webLogin: 'Web OAuth login',
  https: 'Enforce HTTPS',
  uris: 'Valid OAuth Redirect URIs',
  from: 'Из «Настройки приложения», раздел «Основное».',
  signIn: 'Войти',
  minutes: (count) => `около ${count} мин`,
}
