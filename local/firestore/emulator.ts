// Finds and runs Google's own emulator, which some tests and `npm run differential` also ask.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { freePort } from '../free-port.ts'

const MAIN_CLASS = 'com.google.cloud.datastore.emulator.firestore.CloudFirestore'
const JAR = 'platform/cloud-firestore-emulator/cloud-firestore-emulator.jar'
const START_TRIES = 300
const START_PAUSE_MS = 300

export interface Emulator {
  url: string
  stop(): void
}

/** `FIRESTORE_EMULATOR_JAR`, or the Cloud SDK's folder; else the reason why there is none. */
export function findEmulator(): { jar: string } | { reason: string } {
  const given = process.env.FIRESTORE_EMULATOR_JAR
  const jar = given ?? join(sdkFolder() ?? '/nowhere', JAR)
  if (!existsSync(jar)) {
    return { reason: "Google's Firestore emulator is not installed (FIRESTORE_EMULATOR_JAR)" }
  }
  if (spawnSync('java', ['-version']).status !== 0) return { reason: 'java is not installed' }
  return { jar }
}

/** Debian's place without asking, because gcloud takes a second to answer. */
function sdkFolder(): string | undefined {
  const debian = '/usr/lib/google-cloud-sdk'
  if (existsSync(join(debian, JAR))) return debian
  const asked = spawnSync('gcloud', ['info', '--format=value(installation.sdk_root)'])
  return asked.status === 0 ? String(asked.stdout).trim() : undefined
}

/** `rules`: a file for what isn't asked as owner; without it everything is open. */
export async function startEmulator(jar: string, rules?: string): Promise<Emulator> {
  const port = await freePort()
  const args = ['-cp', jar, MAIN_CLASS, '--host=127.0.0.1', `--port=${port}`]
  if (rules !== undefined) args.push(`--rules=${rules}`)
  const child = spawn('java', args, { stdio: 'ignore' })
  const url = `http://127.0.0.1:${port}`
  const stop = () => {
    child.kill('SIGKILL')
  }
  for (let tries = 0; tries < START_TRIES && child.exitCode === null; tries++) {
    const answered = await fetch(url).catch(() => undefined)
    if (answered?.ok) return { url, stop }
    await new Promise((resolve) => setTimeout(resolve, START_PAUSE_MS))
  }
  stop()
  throw new Error("Google's Firestore emulator did not start")
}
