// The archive over Cloudflare R2.
import { Outage } from '../../shared/failure.ts'
import type { BucketBinding } from '../env.ts'
import type { Archive } from '../ports.ts'

/** Throws SERVICE_UNAVAILABLE when an object could not be kept. */
export function createArchive(bucket: BucketBinding): Archive {
  return {
    async put(name, text) {
      try {
        await bucket.put(name, text)
      } catch (cause) {
        throw new Outage('SERVICE_UNAVAILABLE', 'the archive takes no object', { cause })
      }
    },

    async get(name) {
      try {
        return (await (await bucket.get(name))?.text()) ?? null
      } catch (cause) {
        throw new Outage('SERVICE_UNAVAILABLE', 'the archive gives no object', { cause })
      }
    },
  }
}
