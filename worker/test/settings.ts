// Settings as the Worker parses them, with secrets made for this run.
import { randomBytes } from 'node:crypto'
import { parseSettings, type Settings } from '../env.ts'

export const PROJECT_ID = 'kai-test'

export function settingsFor(bindings: Record<string, unknown>): Settings {
  const secret = (): string => randomBytes(32).toString('hex')
  const parsed = parseSettings({
    APP_ORIGIN: 'http://localhost:8787',
    SUPPORT_URL: 'mailto:help@kai.test',
    FIREBASE_PROJECT_ID: PROJECT_ID,
    FIREBASE_API_KEY: 'test',
    // Nobody listens there: use cases never ask for identity or limits.
    FIREBASE_AUTH_EMULATOR_HOST: '127.0.0.1:9',
    UPSTASH_REDIS_REST_URL: 'http://127.0.0.1:9',
    UPSTASH_REDIS_REST_TOKEN: secret(),
    CURSOR_SECRET: secret(),
    FINGERPRINT_SECRET: secret(),
    DATA_KEYS: `1:${randomBytes(32).toString('base64')}`,
    ARCHIVE: { put: async () => undefined, get: async () => null },
    ...bindings,
  })
  if (!parsed.ok) throw new Error(`settings refused: ${parsed.fields.join(', ')}`)
  return parsed.settings
}
