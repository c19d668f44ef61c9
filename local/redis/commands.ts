// The command table: names, arity and Redis's own words for what it doesn't take.
import { HASH_COMMANDS, SET_COMMANDS } from './commands-hashes-sets.ts'
import { KEY_COMMANDS } from './commands-keys.ts'
import { SORTED_SET_COMMANDS } from './commands-sorted-sets.ts'
import { STRING_COMMANDS } from './commands-strings.ts'
import type { Keyspace } from './keyspace.ts'
import { RedisError, type Reply } from './reply.ts'

export interface Command {
  /** As Redis counts, with the name: 2 = exactly one argument, -2 = at least one. */
  arity: number
  run(db: Keyspace, args: string[]): Reply
}

export type CommandTable = Record<string, Command>

export const COMMANDS: CommandTable = {
  ...STRING_COMMANDS,
  ...KEY_COMMANDS,
  ...HASH_COMMANDS,
  ...SET_COMMANDS,
  ...SORTED_SET_COMMANDS,
}

const SHOWN_CHARS_MAX = 128

/** Throws what Redis says to an unknown name or a wrong number of arguments. */
export function findCommand(table: CommandTable, [name = '', ...args]: string[]): Command {
  const key = name.toLowerCase()
  const command = Object.hasOwn(table, key) ? table[key] : undefined
  if (!command) {
    const shown = args.map((arg) => `'${arg}' `).join('')
    throw new RedisError(
      `ERR unknown command '${name.slice(0, SHOWN_CHARS_MAX)}', ` +
        `with args beginning with: ${shown.slice(0, SHOWN_CHARS_MAX)}`,
    )
  }
  const count = args.length + 1
  if (command.arity > 0 ? count !== command.arity : count < -command.arity) {
    throw new RedisError(`ERR wrong number of arguments for '${key}' command`)
  }
  return command
}
