// The whole journey, over the embedded Firestore and over Google's own emulator: what only works on
// our stand-in would fail the first person in production.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Emulator, findEmulator, startEmulator } from '../../../local/firestore/emulator.ts'
import { openDoorAt, theDoor } from './door.ts'
import { type DoorStack, startDoorStack } from './door-stack.ts'
import { type Journey, travel } from './journey.ts'

function expectArrival({ bought, balance, history, ...rest }: Journey): void {
  expect(bought).toMatchObject({ status: 'credited', tokens: 500 })
  expect(rest.commits.map(({ balance: after }) => after.availableTokens)).toEqual([400, 360])
  expect(rest.payout).toMatchObject({ state: 'done', settled: 2, won: 1, lost: 1, paid: 185 })
  expect(rest.prediction).toMatchObject({ status: 'resolved', outcome: 'yes' })
  expect(balance).toMatchObject({ availableTokens: 545, committedTokens: 0, version: 5 })
  const [newest] = history
  expect(history.map(({ type }) => type).toSorted()).toEqual([
    'commit',
    'commit',
    'loss',
    'purchase',
    'win',
  ])
  expect(newest?.balanceAfter).toBe(545)
  expect(rest.won.map(({ payout }) => payout)).toEqual([185])
  expect(rest.mine).toHaveLength(2)
  expect(rest.purchases.map(({ purchaseId }) => purchaseId)).toEqual([bought.purchaseId])
}

test('on the embedded Firestore', async () => {
  expectArrival(await travel(theDoor(), 'traveller'))
})

const found = findEmulator()
if ('reason' in found) console.log(`no journey on Google's emulator: ${found.reason}`)

describe.skipIf('reason' in found)("on Google's emulator", () => {
  let emulator: Emulator | undefined
  let stack: DoorStack | undefined
  beforeAll(async () => {
    if ('reason' in found) return
    emulator = await startEmulator(found.jar)
    stack = await startDoorStack({ FIRESTORE_EMULATOR_HOST: new URL(emulator.url).host })
  })
  afterAll(async () => {
    await stack?.close()
    emulator?.stop()
  })

  test('the same', async () => {
    if (!stack) throw new Error('the stack did not start')
    expectArrival(await travel(openDoorAt(stack.facts), 'traveller'))
  })
})
