// `cjson` for scripts: rate-limit analytics keep their events as JSON.
import fengari, { type LuaFunction, type LuaState } from 'fengari'
import { pushText, readText } from './lua-values.ts'

const { lua, lauxlib } = fengari

export const JSON_LIBRARY: Record<string, LuaFunction> = {
  encode: encodeJson,
  decode: decodeJson,
}

function encodeJson(L: LuaState): number {
  lua.lua_settop(L, 1)
  pushText(L, JSON.stringify(readJson(L)))
  return 1
}

function decodeJson(L: LuaState): number {
  let value: unknown
  try {
    value = JSON.parse(readText(L, 1))
  } catch {
    lauxlib.luaL_where(L, 1)
    pushText(L, 'Expected value but found invalid token at character 1')
    lua.lua_concat(L, 2)
    return lua.lua_error(L)
  }
  pushJson(L, value)
  return 1
}

function pushJson(L: LuaState, value: unknown): void {
  if (value === null) lua.lua_pushlightuserdata(L, null)
  else if (typeof value === 'string') pushText(L, value)
  else if (typeof value === 'number') lua.lua_pushnumber(L, value)
  else if (typeof value === 'boolean') lua.lua_pushboolean(L, value)
  else {
    lua.lua_createtable(L, 0, 0)
    for (const [key, item] of Object.entries(value as object)) {
      if (Array.isArray(value)) lua.lua_pushnumber(L, Number(key) + 1)
      else pushText(L, key)
      pushJson(L, item)
      lua.lua_rawset(L, -3)
    }
  }
}

/** The value on top of the stack; a table with a first item is an array, an empty one `{}`. */
function readJson(L: LuaState): unknown {
  const type = lua.lua_type(L, -1)
  if (type === lua.LUA_TSTRING) return readText(L, -1)
  if (type === lua.LUA_TNUMBER) return lua.lua_tonumber(L, -1)
  if (type === lua.LUA_TBOOLEAN) return lua.lua_toboolean(L, -1)
  if (type !== lua.LUA_TTABLE) return null
  if (lua.lua_rawlen(L, -1) > 0) return readJsonItems(L)
  const fields: [string, unknown][] = []
  lua.lua_pushnil(L)
  while (lua.lua_next(L, -2) !== 0) {
    // A copy of the key: turning a number into text in place would confuse lua_next.
    lua.lua_pushvalue(L, -2)
    const name = readText(L, -1)
    lua.lua_pop(L, 1)
    fields.push([name, readJson(L)])
    lua.lua_pop(L, 1)
  }
  return Object.fromEntries(fields)
}

function readJsonItems(L: LuaState): unknown[] {
  return Array.from({ length: lua.lua_rawlen(L, -1) }, (_, index) => {
    lua.lua_rawgeti(L, -1, index + 1)
    const item = readJson(L)
    lua.lua_pop(L, 1)
    return item
  })
}
