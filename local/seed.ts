// Demo data of a local stack. Each part is made once: a restart changes nothing.
import { ensureAccount } from './identity/ensure-account.ts'
import type { LocalSecrets } from './secrets.ts'
import { seedPackages } from './seed-packages.ts'
import { seedPredictions } from './seed-predictions.ts'
import { PROJECT_ID, type StandIns } from './stand-ins.ts'

export const PASSWORD = 'password'
export const LOGINS = [
  { id: 'user', email: 'user@kai.test', admin: false },
  { id: 'user2', email: 'user2@kai.test', admin: false },
  { id: 'admin', email: 'admin@kai.test', admin: true },
  { id: 'admin2', email: 'admin2@kai.test', admin: true },
] as const

/** Only stand-ins and emulators are seeded; a real project is never touched. */
export async function seed(services: StandIns, secrets: LocalSecrets): Promise<void> {
  if (services.identity) {
    const server = { baseUrl: services.identity.url, projectId: PROJECT_ID }
    for (const { id, email, admin } of LOGINS) {
      const claims = admin ? { admin } : {}
      await ensureAccount(server, { localId: id, email, password: PASSWORD, claims })
    }
  }
  const { firestoreUrl, stripe } = services
  if (firestoreUrl === null) return
  if (stripe) await seedPackages(firestoreUrl, stripe.url, secrets)
  await seedPredictions(firestoreUrl)
}
