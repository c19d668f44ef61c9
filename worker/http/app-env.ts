// What a request carries through the edge.
import type { Context } from 'hono'
import type { FailureCode, Result } from '../../shared/failure.ts'
import type { Settings } from '../env.ts'
import type { Log, Services } from '../ports.ts'

/** Firestore's cost of one request, counted by its adapter. */
export interface Meter {
  calls: number
  reads: number
  writes: number
}

/** The parsed settings of this isolate, and services that work for one request. */
export interface Connected {
  readonly settings: Settings
  services(meter: Meter, log: Log): Services
}

export interface AppEnv {
  Bindings: object
  Variables: {
    requestId: string
    nonce: string
    meter: Meter
    log: Log
    settings: Settings
    services: Services
    /** Pattern of the matched route, for the log. */
    route: string
    /** Code of the refusal or outage that was answered, for the log. */
    failure: FailureCode
    /** The body, once it was read. */
    json: Result<unknown> | undefined
    /** Whether a page that may be kept was. */
    cache: 'hit' | 'miss' | undefined
    /** Of a page that carries no nonce: the only scripts that may stand in it. */
    inlineScripts: readonly string[] | undefined
    /** Of the wallet whose tokens this answer moved. */
    walletVersion: number | undefined
  }
}
export type AppContext = Context<AppEnv>

/** Which of Stripe's two worlds it is in. */
export const modeOf = ({ var: { settings } }: AppContext): 'test' | 'live' =>
  settings.livemode ? 'live' : 'test'
