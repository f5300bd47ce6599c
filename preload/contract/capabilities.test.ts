import { expect, it } from 'vitest'
import { abilityGroups, capabilityOf } from './capabilities.ts'
import { ability } from './networks.ts'

it('tells every ability once', () => {
  expect(abilityGroups.flatMap<string>(group => group.abilities).sort()).toEqual([...ability.options].sort())
})

it('pain 26: names each condition, a cost among them, always in the same order', () => {
  expect(capabilityOf({ how: 'works', needs: [] })).toEqual(['works'])
  expect(capabilityOf({ how: 'works', needs: ['costs', 'own-app'] })).toEqual(['own-app', 'costs'])
  expect(capabilityOf({ how: 'by-hand' })).toEqual(['by-hand'])
  expect(capabilityOf({ how: 'impossible' })).toEqual(['impossible'])
})
