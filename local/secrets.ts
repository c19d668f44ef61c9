// Secrets of a local stack: made at its first start, kept beside its data, never in the repository.
import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

export interface LocalSecrets {
  readonly stripeKey: string
  readonly webhookSecret: string
  readonly redisToken: string
  readonly cursorSecret: string
  readonly fingerprintSecret: string
  /** `version:base64`, as the Worker's DATA_KEYS. */
  readonly dataKeys: string
  /** PKCS #8 PEM of the service account that signs rights to listen. */
  readonly serviceAccountKey: string
}

/** Losing the file loses what was sealed with it, just as losing the real keys would. */
export function loadSecrets(file: string): LocalSecrets {
  const known = readIfThere(file)
  // Made by an earlier version it has none.
  if (known?.serviceAccountKey) return known as LocalSecrets
  const secrets = { ...makeSecrets(), ...known }
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 })
  return secrets
}

export function makeSecrets(): LocalSecrets {
  const text = (bytes: number): string => randomBytes(bytes).toString('hex')
  return {
    stripeKey: `sk_test_${text(16)}`,
    webhookSecret: `whsec_${text(24)}`,
    redisToken: text(24),
    cursorSecret: text(32),
    fingerprintSecret: text(32),
    dataKeys: `1:${randomBytes(32).toString('base64')}`,
    serviceAccountKey: makeKey(),
  }
}

function makeKey(): string {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
}

function readIfThere(file: string): Partial<LocalSecrets> | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Partial<LocalSecrets>
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}
