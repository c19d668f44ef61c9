// `npm start` beside `npm test`: whoever comes second must neither disturb nor wait forever.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { alone } from './alone.ts'

let folder: string
let lock: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kai-alone-'))
  lock = join(folder, 'deep', 'lock')
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('two workers never overlap, and both get their turn', async () => {
  const steps: string[] = []
  const work = (name: string) =>
    alone(lock, async () => {
      steps.push(`${name} in`)
      await new Promise((resolve) => setTimeout(resolve, 50))
      steps.push(`${name} out`)
    })

  await Promise.all([work('a'), work('b')])

  expect(steps).toEqual(['a in', 'a out', 'b in', 'b out'])
})

test('a worker that was killed does not block the next one', async () => {
  await alone(lock, async () => undefined)
  writeFileSync(lock, '999999999')

  expect(await alone(lock, async () => 'done')).toBe('done')
})

test('a worker that throws gives the lock back', async () => {
  await expect(alone(lock, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken')

  expect(await alone(lock, async () => 'done')).toBe('done')
})
