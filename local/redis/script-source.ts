// Upstash's scripts open with a line that only Upstash knows (`#!lua flags=allow-key-locking`).
import { createHash } from 'node:crypto'

/** The empty line stays, so that line numbers in errors remain right. */
export function withoutShebang(script: string): string {
  return script.startsWith('#!') ? script.replace(/^#!.*/, '') : script
}

/** Of the script as sent: SDKs compute it with the first line. */
export function sha1(script: string): string {
  return createHash('sha1').update(script).digest('hex')
}
