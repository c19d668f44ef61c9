// The visitor's own way to write numbers and times: told by the server, which reads the browser's
// first wish; the zone is the browser's own as soon as it can be asked.
import { useRouteLoaderData } from '@remix-run/react'
import { useSyncExternalStore } from 'react'
import { DEFAULT_LOCALE, DEFAULT_ZONE } from '../../shared/visitor.ts'
import { type Format, formatFor } from './format.ts'

interface Told {
  readonly locale: string
  readonly zone: string
  readonly isZoneGuess: boolean
}

const UNKNOWN: Told = { locale: DEFAULT_LOCALE, zone: DEFAULT_ZONE, isZoneGuess: true }
const useTold = (): Told => useRouteLoaderData<Told>('root') ?? UNKNOWN

const never = () => () => {}

export const browserZone = (): string =>
  Intl.DateTimeFormat().resolvedOptions().timeZone || DEFAULT_ZONE

/** The person's time zone; the server's best guess while hydrating and without JavaScript. */
export function useZone(): string {
  const { zone } = useTold()
  return useSyncExternalStore(never, browserZone, () => zone)
}

export function useFormat(): Format {
  const { locale, zone: told, isZoneGuess } = useTold()
  const zone = useZone()
  // A guess that was right goes on naming it until the next page: nothing changes under the eyes.
  return formatFor(locale, zone, isZoneGuess && zone === told)
}
