import { describe, expect, it } from 'vitest'
import { judgeLink } from '../window/link-out.ts'
import { networks } from './registry.ts'

describe.each(networks.map(({ description }) => [description.name, description] as const))('what is told of %s', (_, { ways, composePage, apiVersion }) => {
  it('pain 25: guides to an own app step by step, alike in both languages, with pages that open', () => {
    for (const way of ways) {
      if (way.id === 'own-app') expect(way.guide, 'an own app needs its guide').toBeDefined()
      if (!way.guide) continue
      const { en, fr } = way.guide
      expect(en.length).toBeGreaterThan(0)
      expect(fr.map(step => step.url)).toEqual(en.map(step => step.url))
      for (const step of [...en, ...fr]) {
        expect(step.title.trim()).not.toBe('')
        expect(step.text.trim()).not.toBe('')
        if (step.url !== undefined) expect(judgeLink(step.url), step.url).not.toBeNull()
      }
      expect(new Set(en.map(step => step.title)).size, 'each step has its own title').toBe(en.length)
      expect(new Set(fr.map(step => step.title)).size).toBe(fr.length)
    }
  })
  it('names pages that open, and days that are days', () => {
    if (composePage !== null) expect(judgeLink(composePage)).not.toBeNull()
    if (apiVersion?.ends) expect(Number.isNaN(Date.parse(apiVersion.ends))).toBe(false)
  })
})
