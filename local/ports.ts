// Where the local stack listens; every number can be moved, so that two stacks run side by side.

export interface StackPorts {
  readonly app: number
  readonly firestore: number
  readonly identity: number
  readonly stripe: number
  readonly redis: number
}

/** Throws RangeError naming the variable that is no port. */
export function portsFrom(env: Readonly<Record<string, string | undefined>>): StackPorts {
  return {
    app: port(env, 'PORT', 8787),
    firestore: port(env, 'FIRESTORE_PORT', 8080),
    identity: port(env, 'AUTH_PORT', 9099),
    stripe: port(env, 'STRIPE_PORT', 12111),
    redis: port(env, 'REDIS_PORT', 8079),
  }
}

function port(env: Readonly<Record<string, string | undefined>>, name: string, otherwise: number) {
  const text = env[name]
  if (text === undefined || text === '') return otherwise
  const number = Number(text)
  if (!Number.isInteger(number) || number < 0 || number > 65_535) {
    throw new RangeError(`${name}=${text} is no port; use 1 to 65535 or leave it out`)
  }
  return number
}
