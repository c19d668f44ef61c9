// Redis inside this process: one command at a time, as in Redis, so scripts are atomic for free.
import { COMMANDS, type CommandTable, findCommand } from './commands.ts'
import { createKeyspace, type Keyspace } from './keyspace.ts'
import { createLuaRunner, type LuaRunner } from './lua.ts'
import { type Backend, integerArg, OK, RedisError, type Reply } from './reply.ts'

export function createInProcess(now: () => number): Backend {
  // While a script runs no time passes for keys: what it wrote can't expire under its hands.
  let scriptTime: number | undefined
  const db = createKeyspace(() => scriptTime ?? now(), now)
  const lua = createLuaRunner((command) => runFromScript(db, command))
  const frozen: LuaRunner = {
    ...lua,
    run(...script) {
      scriptTime = now()
      try {
        return lua.run(...script)
      } finally {
        scriptTime = undefined
      }
    },
  }
  const table: CommandTable = { ...COMMANDS, ...scriptCommands(frozen) }

  function attempt(command: string[]): Reply {
    try {
      return findCommand(table, command).run(db, command.slice(1))
    } catch (error) {
      if (error instanceof RedisError) return error
      throw error
    }
  }

  return {
    run: async (commands) => commands.map(attempt),
    async multi(commands) {
      try {
        for (const command of commands) findCommand(table, command)
      } catch {
        const message = 'EXECABORT Transaction discarded because of previous errors.'
        throw new RedisError(message)
      }
      return commands.map(attempt)
    },
    close: async () => db.clear(),
  }
}

const SCRIPTING = ['eval', 'evalsha', 'script']

function runFromScript(db: Keyspace, command: string[]): Reply {
  const name = command[0]?.toLowerCase() ?? ''
  if (SCRIPTING.includes(name)) {
    throw new RedisError('ERR This Redis command is not allowed from script')
  }
  if (!Object.hasOwn(COMMANDS, name)) {
    throw new RedisError('ERR Unknown Redis command called from script')
  }
  try {
    return findCommand(COMMANDS, command).run(db, command.slice(1))
  } catch (error) {
    const arity = error instanceof RedisError && error.message.startsWith('ERR wrong number')
    if (!arity) throw error
    throw new RedisError('ERR Wrong number of args calling Redis command from script')
  }
}

function scriptCommands(lua: LuaRunner): CommandTable {
  return {
    eval: {
      arity: -3,
      run: (_db, [script = '', ...rest]) => runScript(lua, lua.load(script), rest),
    },
    evalsha: {
      arity: -3,
      run: (_db, [sha = '', ...rest]) => runScript(lua, sha.toLowerCase(), rest),
    },
    script: { arity: -2, run: (_db, args) => script(lua, args) },
  }
}

function runScript(lua: LuaRunner, sha: string, [count, ...rest]: string[]): Reply {
  const keyCount = integerArg(count)
  if (keyCount < 0) throw new RedisError("ERR Number of keys can't be negative")
  if (keyCount > rest.length) {
    throw new RedisError("ERR Number of keys can't be greater than number of args")
  }
  return lua.run(sha, rest.slice(0, keyCount), rest.slice(keyCount))
}

function script(lua: LuaRunner, [subcommand = '', ...args]: string[]): Reply {
  switch (subcommand.toLowerCase()) {
    case 'load':
      return lua.load(args[0] ?? '')
    case 'exists':
      return args.map((sha) => (lua.has(sha.toLowerCase()) ? 1 : 0))
    case 'flush':
      lua.clear()
      return OK
    default:
      throw new RedisError(`ERR unknown subcommand '${subcommand}'. Try SCRIPT HELP.`)
  }
}
