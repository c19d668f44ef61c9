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
  readonly longPolling: boolean
}

/** One word of a listener: what it shows, or the code of its end. */
export interface Heard {
  readonly data?: unknown
  readonly fromCache?: boolean
  readonly error?: string
}

export function openFirebase(settings: PageSettings) {
  const app = initializeApp({ apiKey: 'local', projectId: settings.projectId })
  const auth = initializeAuth(app, { persistence: inMemoryPersistence })
  connectAuthEmulator(auth, settings.authUrl, { disableWarnings: true })
  const firestore = initializeFirestore(app, {
    host: settings.firestoreHost,
    ssl: false,
    ...(settings.longPolling
      ? { experimentalForceLongPolling: true }
      : { experimentalAutoDetectLongPolling: false }),
  })
  const heard = new Map<string, Heard[]>()
  const stops = new Map<string, () => void>()

  function recorder(name: string) {
    const words: Heard[] = []
    heard.set(name, words)
    return {
      data: (data: unknown, fromCache: boolean) => words.push({ data, fromCache }),
      error: ({ code }: FirebaseError) => words.push({ error: code }),
    }
  }
  const codeOf = (done: Promise<unknown>) =>
    done.then(
      () => 'ok',
      ({ code }: FirebaseError) => code,
    )

  return {
    signIn: async (email: string, password: string) => {
      const { user } = await signInWithEmailAndPassword(auth, email, password)
      return user.uid
    },
    signOut: () => auth.signOut(),
    watchDocument(name: string, path: string) {
      const { data, error } = recorder(name)
      const show = (found: { data(): DocumentData | undefined }) => found.data() ?? null
      const stop = onSnapshot(
        doc(firestore, path),
        (snapshot) => data(show(snapshot), snapshot.metadata.fromCache),
        error,
      )
      stops.set(name, stop)
    },
    /** The newest rows of one user, or of everybody. */
    watchRows(name: string, uid: string | null, count: number) {
      const { data, error } = recorder(name)
      const pinned: QueryConstraint[] = uid === null ? [] : [where('userId', '==', uid)]
      const order = [orderBy('timestamp', 'desc'), orderBy('seq', 'desc'), limit(count)]
      const stop = onSnapshot(
        query(collection(firestore, 'transactions'), ...pinned, ...order),
        ({ docs, metadata }) =>
          data(
            docs.map(({ id }) => id),
            metadata.fromCache,
          ),
        error,
      )
      stops.set(name, stop)
    },
    stop: (name: string) => stops.get(name)?.(),
    heard: (name: string) => heard.get(name) ?? [],
    setDocument: (path: string, data: object) => codeOf(setDoc(doc(firestore, path), data)),
    updateDocument: (path: string, data: object) =>
      codeOf(updateDoc(doc(firestore, path), { ...data })),
    deleteDocument: (path: string) => codeOf(deleteDoc(doc(firestore, path))),
  }
}

export type FirebasePage = ReturnType<typeof openFirebase>

window.openFirebase = openFirebase
