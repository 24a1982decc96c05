import type { en } from '../en'
import { connect } from './connect'
import { diagnosis } from './diagnosis'
import { errors } from './errors'
import { facebook } from './facebook'
import { home } from './home'
import { page } from './page'
import { settings } from './settings'
import { setup } from './setup'
import { shell } from './shell'
import { tools } from './tools'
import { wizard } from './wizard'

export const ru: typeof en = {
  ...shell,
  ...home,
  ...connect,
  ...page,
  ...setup,
  ...settings,
  ...diagnosis,
  ...tools,
  ...wizard,
  errors,
  facebook,
}
