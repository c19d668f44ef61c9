// What every operation works on: the tables, the keys and the clock of one local project.
import { randomInt } from 'node:crypto'
import type { DatabaseSync } from 'node:sqlite'
import { Keys, type StoredKey } from './keys.ts'
import { type AccountTable, accountTable, type Table, table } from './store.ts'

export interface RefreshGrant {
  localId: string
  /** Seconds, of the sign-in that made it. */
  authTime: number
  /** Claims of the custom token it began with. */
  developerClaims?: Record<string, unknown>
}

export interface OobCode {
  oobCode: string
  requestType: 'PASSWORD_RESET' | 'VERIFY_EMAIL' | 'VERIFY_AND_CHANGE_EMAIL'
  localId: string
  email: string
  newEmail?: string
  oobLink: string
  createdAt: number
}

export interface AccessToken {
  scope: string
  expiresAt: number
}

export interface ServiceAccount {
  clientEmail: string
  publicKeyPem: string
}

export interface Context {
  projectId: string
  accounts: AccountTable
  refreshGrants: Table<RefreshGrant>
  oobCodes: Table<OobCode>
  accessTokens: Table<AccessToken>
  serviceAccounts: ServiceAccount[]
  keys: Keys
  /** Wrong passwords in a row by localId; forgotten on restart. */
  failures: Map<string, { count: number; last: number }>
  now(): number
  /** Where an e-mail would have gone out. */
  mail(line: string): void
}

export interface ContextOptions {
  projectId: string
  now?: (() => number) | undefined
  mail?: ((line: string) => void) | undefined
  serviceAccounts?: ServiceAccount[] | undefined
}

export function createContext(db: DatabaseSync, options: ContextOptions): Context {
  return {
    projectId: options.projectId,
    accounts: accountTable(db),
    refreshGrants: table(db, 'refresh_grants'),
    oobCodes: table(db, 'oob_codes'),
    accessTokens: table(db, 'access_tokens'),
    serviceAccounts: options.serviceAccounts ?? [],
    keys: new Keys(table<StoredKey>(db, 'signing_keys')),
    failures: new Map(),
    now: options.now ?? Date.now,
    mail: options.mail ?? (() => {}),
  }
}

export const seconds = (context: Context): number => Math.floor(context.now() / 1000)

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

export function randomId(length: number): string {
  return Array.from({ length }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')
}
