import type { en } from '../en'
import { connect } from './connect'
import { errors } from './errors'
import { facebook } from './facebook'
import { home } from './home'
import { page } from './page'
import { settings } from './settings'
import { setup } from './setup'
import { shell } from './shell'

export const ru: typeof en = { ...shell, ...home, ...connect, ...page, ...setup, ...settings, errors, facebook }
