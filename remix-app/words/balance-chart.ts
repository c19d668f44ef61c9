// The picture of a balance, in words that are made on the server.
import { plural } from '../lib/format.ts'
import { UNITS } from './common.ts'

export const PICTURE = {
  title: (rows: number) => (rows === 1 ? 'Your first movement' : `Your last ${rows} movements`),
  summary: (rows: number, first: string, last: string, low: string, high: string) =>
    `Tokens in total after your last ${rows} ${plural(rows, UNITS.movement)}: ${first} at first, ` +
    `${last} now, ${low} at the least and ${high} at the most.`,
}
