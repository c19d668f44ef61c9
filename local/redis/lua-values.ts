// Conversions between Redis replies and Lua values, by Redis's own rules.
import fengari, { type LuaState } from 'fengari'
import { RedisError, type Reply, Status } from './reply.ts'

const { lua, to_jsstring, to_luastring } = fengari

export function pushText(L: LuaState, text: string): void {
  lua.lua_pushstring(L, to_luastring(text))
}

/** Bytes that aren't UTF-8 become U+FFFD: replies travel as JSON text. */
export function readText(L: LuaState, at: number): string {
  return to_jsstring(lua.lua_tostring(L, at), undefined, undefined, true)
}

export function pushList(L: LuaState, texts: string[]): void {
  pushReply(L, texts)
}

export function pushField(L: LuaState, name: string, text: string): void {
  pushText(L, text)
  lua.lua_setfield(L, -2, to_luastring(name))
}

/** nil becomes false, a status `{ok}`, an error `{err}`. */
export function pushReply(L: LuaState, reply: Reply): void {
  if (reply === null) lua.lua_pushboolean(L, false)
  else if (typeof reply === 'string') pushText(L, reply)
  else if (typeof reply === 'number') lua.lua_pushnumber(L, reply)
  else if (Array.isArray(reply)) {
    lua.lua_createtable(L, reply.length, 0)
    for (const [index, item] of reply.entries()) {
      pushReply(L, item)
      lua.lua_rawseti(L, -2, index + 1)
    }
  } else {
    lua.lua_createtable(L, 0, 1)
    if (reply instanceof Status) pushField(L, 'ok', reply.text)
    else pushField(L, 'err', reply.message)
  }
}

/** The value on top of the stack: numbers lose their fraction, false is nil, a list ends at nil. */
export function readReply(L: LuaState): Reply {
  switch (lua.lua_type(L, -1)) {
    case lua.LUA_TSTRING:
      return readText(L, -1)
    case lua.LUA_TNUMBER:
      return asInt64(lua.lua_tonumber(L, -1))
    case lua.LUA_TBOOLEAN:
      return lua.lua_toboolean(L, -1) ? 1 : null
    case lua.LUA_TTABLE:
      return readTable(L)
    default:
      return null
  }
}

/** As C does it on the usual machines: no fraction, and one value for all that is beyond. */
function asInt64(number: number): number {
  return Math.abs(number) < 2 ** 63 ? Math.trunc(number) : -(2 ** 63)
}

function readTable(L: LuaState): Reply {
  const failure = readField(L, 'err')
  if (failure !== undefined) return new RedisError(failure)
  const status = readField(L, 'ok')
  if (status !== undefined) return new Status(status)
  const items: Reply[] = []
  for (let index = 1; ; index += 1) {
    const type = lua.lua_rawgeti(L, -1, index)
    if (type !== lua.LUA_TNIL) items.push(readReply(L))
    lua.lua_pop(L, 1)
    if (type === lua.LUA_TNIL) return items
  }
}

/** A text field of the table on top of the stack. */
export function readField(L: LuaState, name: string): string | undefined {
  const isText = lua.lua_getfield(L, -1, to_luastring(name)) === lua.LUA_TSTRING
  const value = isText ? readText(L, -1) : undefined
  lua.lua_pop(L, 1)
  return value
}
