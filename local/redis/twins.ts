// For tests: the same commands to the in-process store and to a real redis-server.
import { afterAll, beforeAll, expect } from 'vitest'
import { createRedis, type Redis } from './index.ts'
import { findRedisServer, type RedisServer, startRedisServer } from './redis-server.ts'

export type Word = string | number

/** `found` says whether there is a real one; `same` runs on an empty database. */
export function twins() {
  const found = findRedisServer()
  let server: RedisServer | undefined
  let real: Redis
  let local: Redis

  beforeAll(async () => {
    if (!found) return
    server = await startRedisServer()
    real = createRedis({ token: 't', redisUrl: server.url })
    local = createRedis({ token: 't' })
  })

  afterAll(async () => {
    await local?.close()
    await real?.close()
    await server?.close()
  })

  const answersTo = async (commands: Word[][], path: string): Promise<[unknown, unknown]> => [
    await post(local, path, commands),
    await post(real, path, commands),
  ]

  return {
    found,
    answersTo,
    async same(commands: Word[][], path = '/pipeline'): Promise<void> {
      const [ours, theirs] = await answersTo([['FLUSHALL'], ...commands], path)
      expect(ours).toEqual(theirs)
    },
  }
}

async function post(redis: Redis, path: string, commands: Word[][]): Promise<unknown> {
  const request = new Request(`http://redis.test${path}`, {
    method: 'POST',
    headers: { authorization: 'Bearer t' },
    body: JSON.stringify(commands),
  })
  const response = await redis.fetch(request)
  return { status: response.status, body: await response.json() }
}
