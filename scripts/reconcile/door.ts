// Whose books the command reads: the local stack's, unless a service account is given.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { portsFrom } from '../../local/ports.ts'
import { PROJECT_ID } from '../../local/stand-ins.ts'
import type { Archive } from '../../worker/ports.ts'
import { openBooks } from '../../worker/services.ts'

/** What the operator has to read; anything else that is thrown is a bug. */
export class BooksError extends Error {}

/** A copy of the archive's objects, by their names. */
export function archiveIn(directory: string): Archive {
  if (!existsSync(directory)) throw new BooksError(`There is no directory ${directory}.`)
  return {
    put: () => Promise.reject(new BooksError('the command only reads')),
    async get(name) {
      const path = join(directory, name)
      return existsSync(path) ? readFileSync(path, 'utf8') : null
    },
  }
}

type Env = Readonly<Record<string, string | undefined>>

const ACCOUNT = ['FIREBASE_PROJECT_ID', 'FIREBASE_CLIENT_EMAIL', 'FIREBASE_PRIVATE_KEY'] as const
/** Nobody waits at a page. */
const STORE_TIMEOUT_MS = 60_000

export function openBooksFor(env: Env) {
  const emulator = env.FIRESTORE_EMULATOR_HOST
  const account = env.FIREBASE_CLIENT_EMAIL || env.FIREBASE_PRIVATE_KEY
  const real = account && !emulator
  const missing = ACCOUNT.filter((name) => !env[name])
  if (real && missing.length > 0) throw new BooksError(`Set ${missing.join(' and ')} too.`)
  const projectId = env.FIREBASE_PROJECT_ID || PROJECT_ID
  const books = openBooks(
    real
      ? {
          FIREBASE_PROJECT_ID: projectId,
          FIREBASE_CLIENT_EMAIL: env.FIREBASE_CLIENT_EMAIL,
          FIREBASE_PRIVATE_KEY: env.FIREBASE_PRIVATE_KEY?.replaceAll('\\n', '\n'),
        }
      : {
          FIREBASE_PROJECT_ID: projectId,
          FIRESTORE_EMULATOR_HOST: emulator || `127.0.0.1:${portsFrom(env).firestore}`,
        },
    {
      fetch: (input, init) => fetch(input, init),
      random: { uuid: () => crypto.randomUUID(), fraction: Math.random },
      keepAlive: () => undefined,
      pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
      clock: { now: Date.now },
      noticeboard: { get: async () => [], put: async () => undefined },
      storeTimeoutMs: STORE_TIMEOUT_MS,
    },
  )
  return {
    books: { ...books, clock: { now: Date.now } },
    where: `${real ? '' : 'local '}project ${projectId}`,
  }
}
