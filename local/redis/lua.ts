// Runs Redis scripts on fengari: `redis.call`, `redis.pcall`, KEYS, ARGV and cjson.
import fengari, { type LuaFunction, type LuaState } from 'fengari'
import { JSON_LIBRARY } from './lua-json.ts'
import { PRELUDE } from './lua-numbers.ts'
import {
  pushField,
  pushList,
  pushReply,
  pushText,
  readField,
  readReply,
  readText,
} from './lua-values.ts'
import { formatNumber, RedisError, type Reply, Status } from './reply.ts'
import { sha1, withoutShebang } from './script-source.ts'

const { lua, lauxlib, lualib, to_luastring } = fengari

const CHUNK = '@user_script'
const ARGUMENT_DIGITS = 17

/** Runs one command on behalf of a script; throws `RedisError`. */
type Execute = (command: string[]) => Reply

export interface LuaRunner {
  /** Compiles and keeps the script; throws `RedisError` when it doesn't compile. */
  load(script: string): string
  has(sha: string): boolean
  run(sha: string, keys: string[], args: string[]): Reply
  clear(): void
}

export function createLuaRunner(execute: Execute): LuaRunner {
  const compiled = new Map<string, number>()
  let L = openState(execute)

  return {
    load(script) {
      const sha = sha1(script)
      if (!compiled.has(sha)) compiled.set(sha, compile(L, script))
      return sha
    },
    has: (sha) => compiled.has(sha),
    run(sha, keys, args) {
      const reference = compiled.get(sha)
      if (reference === undefined) {
        throw new RedisError('NOSCRIPT No matching script. Please use EVAL.')
      }
      setGlobal(L, 'KEYS', () => pushList(L, keys))
      setGlobal(L, 'ARGV', () => pushList(L, args))
      lua.lua_rawgeti(L, lua.LUA_REGISTRYINDEX, reference)
      const failed = lua.lua_pcall(L, 0, 1, 0) !== lua.LUA_OK
      const reply = failed ? scriptError(L, sha) : readReply(L)
      lua.lua_settop(L, 0)
      return reply
    },
    clear() {
      compiled.clear()
      L = openState(execute)
    },
  }
}

function openState(execute: Execute): LuaState {
  const L = lauxlib.luaL_newstate()
  const libraries: [string, LuaFunction][] = [
    ['_G', lualib.luaopen_base],
    ['table', lualib.luaopen_table],
    ['string', lualib.luaopen_string],
    ['math', lualib.luaopen_math],
  ]
  for (const [name, open] of libraries) {
    lauxlib.luaL_requiref(L, to_luastring(name), open, true)
  }
  setGlobal(L, 'redis', () => pushLibrary(L, redisLibrary(execute)))
  setGlobal(L, 'cjson', () => {
    pushLibrary(L, JSON_LIBRARY)
    lua.lua_pushlightuserdata(L, null)
    lua.lua_setfield(L, -2, to_luastring('null'))
  })
  const prelude = compile(L, PRELUDE)
  lua.lua_rawgeti(L, lua.LUA_REGISTRYINDEX, prelude)
  if (lua.lua_pcall(L, 0, 0, 0) !== lua.LUA_OK) throw new Error(readText(L, -1))
  return L
}

function compile(L: LuaState, script: string): number {
  const code = to_luastring(withoutShebang(script))
  if (lauxlib.luaL_loadbuffer(L, code, code.length, to_luastring(CHUNK)) !== lua.LUA_OK) {
    const message = readText(L, -1)
    lua.lua_settop(L, 0)
    throw new RedisError(`ERR Error compiling script (new function): ${message}`)
  }
  return lauxlib.luaL_ref(L, lua.LUA_REGISTRYINDEX)
}

/** Past the lock that the prelude puts on the globals. */
function setGlobal(L: LuaState, name: string, push: () => void): void {
  lua.lua_pushglobaltable(L)
  pushText(L, name)
  push()
  lua.lua_rawset(L, -3)
  lua.lua_pop(L, 1)
}

function pushLibrary(L: LuaState, functions: Record<string, LuaFunction>): void {
  lua.lua_createtable(L, 0, 0)
  for (const [name, run] of Object.entries(functions)) {
    lua.lua_pushcfunction(L, run)
    lua.lua_setfield(L, -2, to_luastring(name))
  }
}

function redisLibrary(execute: Execute): Record<string, LuaFunction> {
  const nothing: LuaFunction = () => 0
  return {
    call: (L) => callCommand(L, execute, true),
    pcall: (L) => callCommand(L, execute, false),
    error_reply: (L) => returnReply(L, new RedisError(errorText(readText(L, 1)))),
    status_reply: (L) => returnReply(L, new Status(readText(L, 1))),
    sha1hex: (L) => returnReply(L, sha1(readText(L, 1))),
    log: nothing,
    setresp: nothing,
    set_repl: nothing,
    replicate_commands: (L) => {
      lua.lua_pushboolean(L, true)
      return 1
    },
  }
}

/** A text of one word has no code of its own. */
function errorText(given: string): string {
  const text = given.replace(/^-/, '')
  return text.includes(' ') ? text : `ERR ${text}`
}

function returnReply(L: LuaState, reply: Reply): number {
  pushReply(L, reply)
  return 1
}

function callCommand(L: LuaState, execute: Execute, raises: boolean): number {
  let reply: Reply
  try {
    reply = execute(commandArguments(L))
  } catch (error) {
    if (!(error instanceof RedisError)) throw error
    reply = error
  }
  pushReply(L, reply)
  if (!(reply instanceof RedisError && raises)) return 1
  lauxlib.luaL_where(L, 1)
  const where = readText(L, -1)
  lua.lua_pop(L, 1)
  pushField(L, 'line', /:(\d+):/.exec(where)?.[1] ?? '')
  return lua.lua_error(L)
}

function commandArguments(L: LuaState): string[] {
  const count = lua.lua_gettop(L)
  if (count === 0) {
    throw new RedisError('ERR Please specify at least one argument for this redis lib call')
  }
  return Array.from({ length: count }, (_, index) => {
    const type = lua.lua_type(L, index + 1)
    if (type === lua.LUA_TSTRING) return readText(L, index + 1)
    if (type === lua.LUA_TNUMBER) {
      return formatNumber(lua.lua_tonumber(L, index + 1), ARGUMENT_DIGITS)
    }
    throw new RedisError('ERR Lua redis lib command arguments must be strings or integers')
  })
}

/** Redis 7 adds which script failed, and where. */
function scriptError(L: LuaState, sha: string): RedisError {
  if (lua.lua_type(L, -1) === lua.LUA_TTABLE) {
    const message = readField(L, 'err') ?? 'ERR unknown error'
    const line = readField(L, 'line') ?? '1'
    return new RedisError(`${message} script: ${sha}, on ${CHUNK}:${line}.`)
  }
  const message = readText(L, -1)
  const line = /^user_script:(\d+):/.exec(message)?.[1]
  const where = line === undefined ? '' : `, on ${CHUNK}:${line}.`
  return new RedisError(`ERR ${message} script: ${sha}${where}`)
}
