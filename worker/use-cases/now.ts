// The clock speaks milliseconds, the ledger microseconds.
import type { Micros } from '../domain/ledger.ts'
import type { Clock } from '../ports.ts'

export const nowMicros = (clock: Clock): Micros => Math.trunc(clock.now()) * 1000
