// Listens to the own balance in Firestore. The one file of the pages with Firestore's SDK: loaded
// once a page that shows the wallet has nothing else to do.
import { deleteApp, initializeApp } from 'firebase/app'
import {
  connectAuthEmulator,
  initializeAuth,
  inMemoryPersistence,
  signInWithCustomToken,
} from 'firebase/auth'
import {
  connectFirestoreEmulator,
  disableNetwork,
  doc,
  enableNetwork,
  initializeFirestore,
  memoryLocalCache,
  onSnapshot,
  setLogLevel,
} from 'firebase/firestore'
import type { ListeningView } from '../../shared/api/session.ts'
import type { BrowserSettings } from '../../shared/pages.ts'
import { type BalanceSnapshot, snapshotOf } from './balance-snapshot.ts'

export interface Observer {
  /** Whether what is heard comes from the server now; the SDK goes on trying by itself. */
  connected(isLive: boolean): void
  heard(balance: BalanceSnapshot): void
}

export interface Listening {
  /** Refused for good: ask for a new right. */
  readonly ended: Promise<void>
  /** Tries at once instead of after the SDK's own pause. */
  reconnect(): void
  close(): void
}

// A lost connection is no error here, and the badge tells it.
setLogLevel('silent')

// When its stream fails, the SDK asks by a picture of google.com whether there is a connection at
// all; our policy refuses it, with an error in the console. Without `Image`, which these pages
// never use, it takes no for the answer.
Reflect.deleteProperty(globalThis, 'Image')

let apps = 0

export async function listen(
  settings: BrowserSettings,
  { userId, token }: ListeningView,
  observer: Observer,
): Promise<Listening> {
  apps += 1
  const { apiKey, authDomain, projectId, authEmulatorUrl, firestoreEmulatorHost } = settings
  const app = initializeApp({ apiKey, authDomain, projectId }, `live-${apps}`)
  const close = () => void deleteApp(app).catch(() => undefined)
  try {
    const auth = initializeAuth(app, { persistence: inMemoryPersistence })
    if (authEmulatorUrl) connectAuthEmulator(auth, authEmulatorUrl, { disableWarnings: true })
    await signInWithCustomToken(auth, token)
    const firestore = initializeFirestore(app, { localCache: memoryLocalCache() })
    if (firestoreEmulatorHost) {
      const { hostname, port } = new URL(`http://${firestoreEmulatorHost}`)
      connectFirestoreEmulator(firestore, hostname, Number(port))
    }
    const ended = new Promise<void>((resolve) => {
      const balance = doc(firestore, 'balances', userId)
      onSnapshot(
        balance,
        { includeMetadataChanges: true },
        (seen) => {
          const isLive = !seen.metadata.fromCache
          observer.connected(isLive)
          if (isLive) observer.heard(snapshotOf(seen.data()))
        },
        () => resolve(),
      )
    })
    const reconnect = () =>
      void disableNetwork(firestore)
        .then(() => enableNetwork(firestore))
        .catch(() => undefined)
    return { ended, reconnect, close }
  } catch (error) {
    close()
    throw error
  }
}
