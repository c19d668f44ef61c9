// The price list, read by firebase-rest-firestore: it holds no money in motion, and the library's
// numbers are exact below 2^53.
import { createFirestoreClient as createLibraryClient } from 'firebase-rest-firestore'
import { PACKAGES_MAX } from '../../../shared/bounds.ts'
import { Outage } from '../../../shared/failure.ts'
import { PackageId } from '../../../shared/ids.ts'
import type { TokenPackage } from '../../domain/purchase.ts'
import type { Meter } from './client.ts'
import type { ServiceAccount } from './token.ts'
import { toMicros } from './values.ts'

export interface PackageReader {
  /** Throws STORE_UNAVAILABLE. */
  read(meter: Meter): Promise<TokenPackage[]>
}

/** `emulator` = host and port, which replaces the service account. */
export function createPackageReader(
  account: ServiceAccount,
  emulator: string | undefined,
  timeoutMs: number,
): PackageReader {
  const client = createLibraryClient({ ...account, ...(emulator && emulatorOf(emulator)) })

  async function query() {
    const timeout = AbortSignal.timeout(timeoutMs)
    const late = new Promise<never>((_, reject) => {
      timeout.addEventListener('abort', () => reject(new TypeError('packages: no answer')))
    })
    const found = client.collection('packages').orderBy('sortOrder').limit(PACKAGES_MAX).get()
    return Promise.race([found, late])
  }

  return {
    async read(meter) {
      meter.calls += 1
      try {
        const snapshot = await query()
        meter.reads += Math.max(1, snapshot.size)
        return snapshot.docs.map((document) =>
          packageOf(document.id, document.data() as LibraryPackage),
        )
      } catch (cause) {
        throw new Outage('STORE_UNAVAILABLE', 'packages could not be read', { cause })
      }
    },
  }
}

/** The library takes `id` for its own and turns times into Dates; the rest is as we wrote it. */
type LibraryPackage = Omit<TokenPackage, 'createdAt' | 'id'> & { createdAt: Date }

function packageOf(id: string, found: LibraryPackage): TokenPackage {
  const createdAt = toMicros(found.createdAt.toISOString())
  return { ...found, id: PackageId.parse(id), createdAt }
}

function emulatorOf(host: string) {
  const url = new URL(`http://${host}`)
  return { useEmulator: true, emulatorHost: url.hostname, emulatorPort: Number(url.port) }
}
