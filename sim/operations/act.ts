// One operation: somebody does something, with luck of their own.
import { createHash } from 'node:crypto'
import { UserId } from '../../shared/ids.ts'
import type { Chance } from '../chance.ts'
import type { Mail } from '../mail.ts'
import type { Plain } from '../oracle/decode.ts'
import type { Promises } from '../promises.ts'
import type { Town } from '../town.ts'
import type { World } from '../world.ts'

export interface Act {
  readonly world: World
  readonly town: Town
  readonly mail: Mail
  readonly promises: Promises
  /** Unlike any other in this seed. */
  readonly name: string
  readonly chance: Chance
  /** Virtual milliseconds. */
  pause(ms: number): Promise<void>
}

/** Has neither a wallet nor a sign-in. */
export const NOBODY = UserId.parse('nobody')

export const somebody = ({ chance, town }: Pick<Act, 'chance' | 'town'>): UserId =>
  chance.happens(0.05) ? chance.pick(town.barred) : chance.pick(town.people)

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** Every document of a collection, in the order in which they came to be. */
export function documentsIn({ world }: Pick<Act, 'world'>, collection: string): Plain[] {
  const found: Plain[] = []
  for (const [path, plain] of world.oracle.shadow.documents) {
    if (path.startsWith(`${collection}/`)) found.push(plain)
  }
  return found
}
