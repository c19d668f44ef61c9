// The stand-ins as `npm start` wires them: whoever signs in at one is known to the other.
import { expect, onTestFinished, test } from 'vitest'
import { makeSecrets } from './secrets.ts'
import { PROJECT_ID, startStandIns } from './stand-ins.ts'

const PORTS = { app: 0, firestore: 0, identity: 0, stripe: 0, redis: 0 }

test('who signs in reads the own balance from Firestore, and not the next one', async () => {
  const services = await startStandIns({
    dataDir: null,
    ports: PORTS,
    secrets: makeSecrets(),
    env: {},
    report: () => undefined,
  })
  onTestFinished(services.close)
  const path = 'identitytoolkit.googleapis.com/v1/accounts:signUp?key=local'
  const signUp = await fetch(`${services.identity?.url}/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"email":"ann@kai.test","password":"correct horse","returnSecureToken":true}',
  })
  const { idToken, localId } = (await signUp.json()) as { idToken: string; localId: string }
  const read = async (uid: string) => {
    const documents = `projects/${PROJECT_ID}/databases/(default)/documents`
    const headers = { authorization: `Bearer ${idToken}` }
    const url = `${services.firestore?.url}/v1/${documents}/balances/${uid}`
    return (await fetch(url, { headers })).status
  }

  // The own one is not there yet; that another's is or is not, nobody learns.
  expect([await read(localId), await read('someone-else')]).toEqual([404, 403])
})
