// What scripts/service-worker.ts writes into the built file.

export interface Built {
  /** Of everything below: another build is another service worker. */
  readonly version: string
  /** Addresses of all scripts, styles and icons of the pages. */
  readonly assets: readonly string[]
  readonly styles: string
  /** Remix's own list of routes, by which a page finds the script of another. */
  readonly routes: { readonly version: string; readonly all: object }
}
