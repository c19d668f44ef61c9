// Seeded chance in streams: each call and each operation draws from its own, named by the seed and
// by what it is for. So leaving one operation out changes nothing about the luck of the others.
import { seeded } from '../local/faults.ts'

export interface Chance {
  /** 0 <= x < 1. */
  fraction(): number
  /** 0 <= n < bound. */
  below(bound: number): number
  /** Both ends included. */
  between(least: number, most: number): number
  happens(probability: number): boolean
  pick<T>(list: readonly T[]): T
  /** A name, as often as its weight says. */
  weighted<K extends string>(weights: Readonly<Record<K, number>>): K
}

export function chanceOf(...parts: readonly (number | string)[]): Chance {
  const fraction = seeded(mix(parts.join('/')))
  const below = (bound: number): number => Math.floor(fraction() * bound)
  return {
    fraction,
    below,
    between: (least, most) => least + below(most - least + 1),
    happens: (probability) => fraction() < probability,
    pick: (list) => {
      const found = list[below(list.length)]
      if (found === undefined) throw new RangeError('nothing to pick from')
      return found
    },
    weighted: (weights) => {
      const names = Object.keys(weights) as (keyof typeof weights)[]
      let left = fraction() * names.reduce((sum, name) => sum + weights[name], 0)
      for (const name of names) {
        left -= weights[name]
        if (left < 0) return name
      }
      throw new RangeError('nothing has any weight')
    },
  }
}

/** FNV-1a with a final avalanche: near names get far seeds. */
export function mix(text: string, start = 0x811c9dc5): number {
  let hash = start
  for (let i = 0; i < text.length; i += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  }
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d)
  hash = Math.imul(hash ^ (hash >>> 12), 0x297a2d39)
  return (hash ^ (hash >>> 15)) >>> 0
}
