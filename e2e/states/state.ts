// One state of one page: who gets there, what is the matter, and the words that prove it is that.
import type { Page } from 'playwright-core'
import type { FaultRule } from '../../local/faults.ts'
import type { Stage } from '../stage.ts'
import type { Person } from './people.ts'

export type Service = 'firestore' | 'identity' | 'stripe' | 'redis'

export interface PageState {
  /** Page first, then what is the matter: `wallet: nothing yet`. */
  readonly name: string
  /** null = signed out. */
  readonly as: Person | null
  readonly path: string
  /** On the page once it is in this state. */
  readonly shows: string | RegExp
  /** What the person does there. */
  readonly act?: (page: Page) => Promise<unknown>
  /** What is out of order meanwhile. */
  readonly broken?: { readonly service: Service; readonly rules: readonly FaultRule[] }
  /** The network, or an answer of our own, as the browser meets it; set before the page opens. */
  readonly before?: (page: Page, stage: Stage) => Promise<unknown>
  /** An answer is refused on the way, which browsers report as an error of their own. */
  readonly refused?: true
  readonly javaScript?: false
  /** Not made by Remix: there are no scripts to wait for. */
  readonly bare?: true
  /** Something stays on the device. */
  readonly keeps?: true
  /** With the service worker; the connection is there again after it. */
  readonly offline?: 'kept' | 'not kept'
}

/**
 * Something is out of order, or stays on the device. Else the next page is opened in its tab, as
 * people do, and as is much quicker.
 */
export const leavesTraces = ({ before, broken, keeps, offline, javaScript }: PageState): boolean =>
  Boolean(before ?? broken ?? keeps ?? offline) || javaScript === false

/** For the names of files. */
export const slugOf = ({ name }: PageState): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/-$/, '')

/** Every call of a kind fails, and whoever calls is told to try again later. */
export const away = (service: Service, call = '*', status = 503): PageState['broken'] => ({
  service,
  rules: [{ kind: 'reject', call, status }],
})

/** Fills fields by their label and presses the button. */
export function sends(fields: Readonly<Record<string, string>>, button: string | RegExp) {
  return async (page: Page): Promise<void> => {
    for (const [label, value] of Object.entries(fields)) {
      await page.getByLabel(label, { exact: true }).fill(value)
    }
    await page.getByRole('button', { name: button }).click()
  }
}
