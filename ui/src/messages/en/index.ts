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

/** Every message. The pattern for other languages: one that is missing there, or takes other values, does not compile. */
export const en = {
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
