import { describe, expect, it } from 'vitest'
import { overview } from '../ipc/demo/scenes'
import { todo, worst } from './todo'

const scene = (name: string, query = '') => overview(name, new URLSearchParams(query))

describe('what is to be mended', () => {
  it('is nothing where nothing is connected and all is well', () => {
    expect(todo(scene('first'))).toEqual([])
  })

  it('counts a connection that ends, and its ad accounts once for each state', () => {
    const all = todo(scene('home')).map(({ words, to }) => [words, to])
    expect(all).toContainEqual(['Jonas Weber: Expires soon', '#/connection/facebook-agency/diagnosis'])
    expect(all).toContainEqual(['Anna Lindqvist: 1 blocked', '#/connection/facebook/accounts'])
    expect(all).toHaveLength(5)
  })

  it('begins with the vault and ends with the files, and looks as bad as the worst', () => {
    const all = todo(scene('trouble', 'vault=locked'))
    expect(all[0]?.words).toBe('The keychain is locked')
    expect(all.at(-1)?.words).toContain('acme.toml')
    expect(worst(all).hue).toBe('stop')
    expect(worst(todo(scene('first', 'vault=new'))).hue).toBe('care')
  })
})
