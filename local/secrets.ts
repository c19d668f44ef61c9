// Secrets of a local stack: made at its first start, kept beside its data, never in the repository.
import { randomBytes } from 'node:crypto'
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
}

/** Losing the file loses what was sealed with it, just as losing the real keys would. */
export function loadSecrets(file: string): LocalSecrets {
  const known = readIfThere(file)
  if (known) return known
  const secrets = makeSecrets()
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
  }
}

function readIfThere(file: string): LocalSecrets | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as LocalSecrets
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}
