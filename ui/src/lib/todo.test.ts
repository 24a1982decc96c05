import { describe, expect, it } from 'vitest'
import { overview } from '../ipc/demo/scenes'
import { todo, worst } from './todo'

const scene = (name: string, query = '') => overview(name, new URLSearchParams(query))

describe('what is to be mended', () => {
  it('is nothing where nothing is connected and all is well', () => {
    expect(todo(scene('first'))).toEqual([])
  })

  it('counts a connection once, with all that is wrong with it', () => {
    const all = todo(scene('home')).map(({ words, to }) => [words, to])
    expect(all).toContainEqual([
      'Jonas Weber: Expires soon, 402 blocked, 211 limited',
      '#/connection/facebook-agency/diagnosis',
    ])
    expect(all).toContainEqual(['Anna Lindqvist: 1 blocked, 1 limited', '#/connection/facebook/accounts'])
    expect(all).toHaveLength(2)
  })

  it('begins with the vault and ends with the files, and looks as bad as the worst', () => {
    const all = todo(scene('trouble', 'vault=locked'))
    expect(all[0]?.words).toBe('The keychain is locked')
    expect(all.at(-1)?.words).toContain('acme.toml')
    expect(worst(all).hue).toBe('stop')
    expect(worst(todo(scene('first', 'vault=new'))).hue).toBe('care')
  })
})
