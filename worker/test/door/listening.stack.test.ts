// A page's right to listen, through the public door: it opens one balance in the database, and
// whoever got hold of it can do nothing else with it, here or at the sign-in service.
import { expect, test } from 'vitest'
import { PASSWORD } from '../../../local/seed.ts'
import type { ListeningView } from '../../../shared/api/session.ts'
import { post, theDoor } from './door.ts'
import { buy } from './people.ts'
import { nothingMoves } from './still.ts'

const door = theDoor()
const { firestore, identity, projectId, url } = door.facts

async function listener(): Promise<{ userId: string; idToken: string }> {
  const headers = { ...(await door.cookieOf('user')), origin: url }
  const answer = await door.send('/api/session/live', { method: 'POST', headers })
  const { userId, token } = (await answer.json()) as ListeningView
  const { idToken = '' } = await askIdentity('accounts:signInWithCustomToken', { token })
  return { userId, idToken }
}

async function askIdentity(call: string, body: object): Promise<Record<string, string>> {
  const path = `${identity}/identitytoolkit.googleapis.com/v1/${call}?key=door`
  const answer = await fetch(path, post({ ...body, returnSecureToken: true }))
  return (await answer.json()) as Record<string, string>
}

const readAs = (idToken: string, path: string): Promise<Response> =>
  fetch(`${firestore}/v1/projects/${projectId}/databases/(default)/documents/${path}`, {
    headers: { authorization: `Bearer ${idToken}` },
  })

test('the right opens the own balance in the database, and nothing else', async () => {
  await buy(door, 'user')
  await buy(door, 'user2')
  const { userId, idToken } = await listener()
  expect((await readAs(idToken, `balances/${userId}`)).status).toBe(200)
  for (const path of ['balances/user2', 'balances', 'transactions', 'purchases', 'userKeys/user']) {
    expect([path, (await readAs(idToken, path)).status]).toEqual([path, 403])
  }
})

// A script that reads the page's memory must not be able to spend what it can see.
test('a right to listen never becomes a right to spend', async () => {
  const { idToken } = await listener()
  await nothingMoves(door, async () => {
    const bearer = { authorization: `Bearer ${idToken}`, 'idempotency-key': crypto.randomUUID() }
    const order = await door.send('/api/tokens/purchase', post({ packageId: 'starter' }, bearer))
    const session = await door.send('/api/session', post({ idToken }, { origin: url }))
    expect([order.status, session.status]).toEqual([401, 401])
    expect(session.headers.get('set-cookie')).toBeNull()
  })
})

// ... nor to come back later as the person it listened for.
test('it cannot set a password for the person', async () => {
  const { idToken } = await listener()
  await askIdentity('accounts:update', { idToken, password: 'taken over' })
  const login = { email: 'user@kai.test', password: PASSWORD }
  expect(await askIdentity('accounts:signInWithPassword', login)).toHaveProperty('idToken')
})
