// A wallet with fifty movements in a second must not be read fifty times, nor miss the last one.
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { coalesce } from './coalesce.ts'

test('never two at once, and once more after the last wish, however wishes fall', async () => {
  const turns = fc.array(fc.nat(5), { maxLength: 30 })
  await fc.assert(
    fc.asyncProperty(turns, async (pauses) => {
      let atOnce = 0
      let most = 0
      let wishes = 0
      let seen = 0
      const wish = coalesce(async () => {
        atOnce += 1
        most = Math.max(most, atOnce)
        seen = wishes
        for (let at = 0; at < 3; at += 1) await Promise.resolve()
        atOnce -= 1
      })
      for (const pause of pauses) {
        wishes += 1
        wish()
        for (let at = 0; at < pause; at += 1) await Promise.resolve()
      }
      for (let at = 0; at < 20; at += 1) await Promise.resolve()
      expect([seen, atOnce]).toEqual([wishes, 0])
      expect(most).toBeLessThanOrEqual(1)
    }),
  )
})

test('fifty wishes at once are two turns', async () => {
  let turns = 0
  const wish = coalesce(async () => {
    turns += 1
    await Promise.resolve()
  })
  for (let at = 0; at < 50; at += 1) wish()
  await new Promise((resolve) => setImmediate(resolve))
  expect(turns).toBe(2)
})
