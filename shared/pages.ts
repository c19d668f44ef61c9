// What the Worker hands to Remix loaders and actions; the pages know no other door.

/** Who is signed in by the session cookie of this request. */
export interface Viewer {
  readonly userId: string
  readonly email: string | null
  /** The display name. */
  readonly name: string | null
  readonly admin: boolean
}

/** Public settings of the browser's Firebase SDK; none is a secret. */
export interface BrowserSettings {
  readonly apiKey: string
  readonly authDomain: string
  readonly projectId: string
  /** Set on a laptop: `connectAuthEmulator(auth, authEmulatorUrl)`. */
  readonly authEmulatorUrl: string | null
  /** Set on a laptop: `host:port` for `connectFirestoreEmulator`. */
  readonly firestoreEmulatorHost: string | null
  /** Whether rights to listen can be had: without a service account nobody can sign them. */
  readonly listens: boolean
}

export interface ApiCall {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Sent as JSON. */
  readonly body?: unknown
  readonly idempotencyKey?: string
}

/** `Answer` is the platform's Response; this folder knows no platform. */
export interface PageContext<Answer = unknown> {
  /** Calls the API in process as this request's viewer: same auth, limits and schemas. */
  readonly api: (path: string, call?: ApiCall) => Promise<Answer>
  readonly viewer: Viewer | null
  readonly browser: BrowserSettings
  /** Of the Content-Security-Policy; every script tag carries it. */
  readonly nonce: string
  readonly requestId: string
  /** Where the pages are at home, whatever name a request came by. */
  readonly origin: string
  /** Where people turn to who need a person: `https:` or `mailto:`. */
  readonly supportUrl: string
  /** How the visitor writes numbers, and the zone times are meant in, as far as it is known. */
  readonly locale: string
  readonly zone: string
  /** By the address alone: times say which zone they are meant in. */
  readonly isZoneGuess: boolean
  /** Milliseconds since 1970, by the server's clock. */
  readonly now: number
}
