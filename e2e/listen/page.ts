// What runs in the browser of listen.test.ts: the official SDK as a page would use it, and a record
// of what it reported. The test calls `window.firebasePage`.
import { type FirebaseError, initializeApp } from 'firebase/app'
import {
  connectAuthEmulator,
  initializeAuth,
  inMemoryPersistence,
  signInWithEmailAndPassword,
} from 'firebase/auth'
import {
  collection,
  type DocumentData,
  deleteDoc,
  doc,
  type Firestore,
  initializeFirestore,
  limit,
  onSnapshot,
  orderBy,
  type QueryConstraint,
  query,
  setDoc,
  updateDoc,
  where,
} from 'firebase/firestore'

export interface PageSettings {
  readonly projectId: string
  readonly authUrl: string
  /** `127.0.0.1:8080` */
  readonly firestoreHost: string
  readonly transport: Transport
}

/** `default`: it streams, and changes to long polling when answers are held back on the way. */
export type Transport = 'streaming' | 'long polling' | 'default'

/** One word of a listener: what it shows, or the code of its end. */
export interface Heard {
  readonly data?: unknown
  readonly fromCache?: boolean
  readonly error?: string
}

export function openFirebase({ transport, ...settings }: PageSettings) {
  const app = initializeApp({ apiKey: 'local', projectId: settings.projectId })
  const auth = initializeAuth(app, { persistence: inMemoryPersistence })
  connectAuthEmulator(auth, settings.authUrl, { disableWarnings: true })
  const firestore = initializeFirestore(app, {
    host: settings.firestoreHost,
    ssl: false,
    ...(transport === 'streaming' && { experimentalAutoDetectLongPolling: false }),
    ...(transport === 'long polling' && { experimentalForceLongPolling: true }),
  })
  const at = (path: string) => doc(firestore, path)
  return {
    signIn: async (email: string, password: string) => {
      const { user } = await signInWithEmailAndPassword(auth, email, password)
      return user.uid
    },
    signOut: () => auth.signOut(),
    ...listening(firestore),
    setDocument: (path: string, data: object) => codeOf(setDoc(at(path), data)),
    updateDocument: (path: string, data: object) => codeOf(updateDoc(at(path), { ...data })),
    deleteDocument: (path: string) => codeOf(deleteDoc(at(path))),
  }
}

function codeOf(done: Promise<unknown>): Promise<string> {
  return done.then(
    () => 'ok',
    ({ code }: FirebaseError) => code,
  )
}

/** Listeners by name, and everything each of them said. */
function listening(firestore: Firestore) {
  const heard = new Map<string, Heard[]>()

  function recorder(name: string) {
    const words: Heard[] = []
    heard.set(name, words)
    return {
      data: (data: unknown, fromCache: boolean) => words.push({ data, fromCache }),
      error: ({ code }: FirebaseError) => words.push({ error: code }),
    }
  }

  return {
    watchDocument(name: string, path: string) {
      const { data, error } = recorder(name)
      const show = (found: { data(): DocumentData | undefined }) => found.data() ?? null
      onSnapshot(
        doc(firestore, path),
        (snapshot) => data(show(snapshot), snapshot.metadata.fromCache),
        error,
      )
    },
    /** The newest rows of one user, or of everybody. */
    watchRows(name: string, uid: string | null, count: number) {
      const { data, error } = recorder(name)
      const pinned: QueryConstraint[] = uid === null ? [] : [where('userId', '==', uid)]
      const order = [orderBy('timestamp', 'desc'), orderBy('seq', 'desc'), limit(count)]
      onSnapshot(
        query(collection(firestore, 'transactions'), ...pinned, ...order),
        ({ docs, metadata }) =>
          data(
            docs.map(({ id }) => id),
            metadata.fromCache,
          ),
        error,
      )
    },
    heard: (name: string) => heard.get(name) ?? [],
  }
}

export type FirebasePage = ReturnType<typeof openFirebase>

window.openFirebase = openFirebase
