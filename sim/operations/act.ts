// One operation: somebody does something, with luck of their own.
import { createHash } from 'node:crypto'
import type { Chance } from '../chance.ts'
import type { Mail } from '../mail.ts'
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

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
