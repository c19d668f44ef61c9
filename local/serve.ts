// Serves a WHATWG handler over HTTP on loopback; port 0 picks a free one.
import type { AddressInfo } from 'node:net'
import { serve as listen } from '@hono/node-server'

export type Handler = (request: Request) => Promise<Response> | Response

export interface Served {
  /** e.g. `http://127.0.0.1:8080`, no trailing slash. */
  readonly url: string
  readonly port: number
  /** Stops listening and drops open connections. */
  close(): Promise<void>
}

/** Rejects with the socket's error (EADDRINUSE, EACCES) when the port can't be had. */
export function serve(handler: Handler, port = 0, hostname = '127.0.0.1'): Promise<Served> {
  return new Promise((resolve, reject) => {
    const server = listen({ fetch: handler, port, hostname, overrideGlobalObjects: false })
    server.once('error', reject)
    server.once('listening', () => {
      const { port: bound } = server.address() as AddressInfo
      const close = () =>
        new Promise<void>((done) => {
          server.close(() => done())
          if ('closeAllConnections' in server) server.closeAllConnections()
        })
      resolve({ url: `http://${hostname}:${bound}`, port: bound, close })
    })
  })
}
