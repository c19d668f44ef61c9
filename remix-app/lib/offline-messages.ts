// What a page and the service worker tell each other.

/** To the page: how its last reading was answered. null: by the server itself. */
export interface Told {
  readonly kind: 'answered'
  readonly asOf: string | null
}

/** To the service worker: pages to have at hand when the connection is gone. */
export interface Wished {
  readonly kind: 'keep'
  readonly paths: readonly string[]
}
