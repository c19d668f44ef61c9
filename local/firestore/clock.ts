// One source of instants: commit times rise strictly, whatever the clock given does.

export interface Clock {
  /** The instant of a commit: above every instant given before. */
  commit(): bigint
  /** The instant of a read: no later commit will have it. */
  read(): bigint
  lastCommit(): bigint
  /** Not bound to the order of commits; for REQUEST_TIME. */
  raw(): bigint
}

export function createClock(nowMicros: () => bigint, last: bigint): Clock {
  let newest = last
  let lastCommit = last
  const read = () => {
    const now = nowMicros()
    if (now > newest) newest = now
    return newest
  }
  const commit = () => {
    const now = nowMicros()
    newest = now > newest ? now : newest + 1n
    lastCommit = newest
    return newest
  }
  return { commit, read, lastCommit: () => lastCommit, raw: nowMicros }
}

export const systemMicros = () => BigInt(Date.now()) * 1000n
