// One stack for all door tests, with limits out of the way; limits.stack.test.ts starts its own.
import type { TestProject } from 'vitest/node'
import { buildPages } from '../../../scripts/build.ts'
import { type DoorFacts, startDoorStack } from './door-stack.ts'

declare module 'vitest' {
  interface ProvidedContext {
    door: DoorFacts
  }
}

const HIGH = 1_000_000
const RATE_LIMITS = JSON.stringify({
  purchase: HIGH,
  commit: HIGH,
  reads: HIGH,
  admin: HIGH,
  signedOut: HIGH,
  signIn: HIGH,
  export: HIGH,
})

export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  if ((await buildPages()) === 'failed') throw new Error('the pages do not build')
  const stack = await startDoorStack({ RATE_LIMITS })
  project.provide('door', stack.facts)
  return () => stack.close()
}
