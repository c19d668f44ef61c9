// The part of fengari (Lua 5.3 in JavaScript, without types of its own) that lua.ts uses.

declare module 'fengari' {
  interface LuaState {
    readonly fengari: unique symbol
  }
  type LuaString = Uint8Array
  type LuaFunction = (L: LuaState) => number

  const fengari: {
    to_luastring(text: string): LuaString
    to_jsstring(bytes: LuaString, from?: number, to?: number, lenient?: boolean): string
    lua: {
      LUA_OK: number
      LUA_REGISTRYINDEX: number
      LUA_TNIL: number
      LUA_TBOOLEAN: number
      LUA_TLIGHTUSERDATA: number
      LUA_TNUMBER: number
      LUA_TSTRING: number
      LUA_TTABLE: number
      lua_concat(L: LuaState, count: number): void
      lua_createtable(L: LuaState, items: number, fields: number): void
      lua_error(L: LuaState): never
      lua_getfield(L: LuaState, at: number, name: LuaString): number
      lua_gettop(L: LuaState): number
      lua_next(L: LuaState, at: number): number
      lua_pcall(L: LuaState, args: number, results: number, handler: number): number
      lua_pop(L: LuaState, count: number): void
      lua_pushboolean(L: LuaState, value: boolean): void
      lua_pushcfunction(L: LuaState, run: LuaFunction): void
      lua_pushglobaltable(L: LuaState): void
      lua_pushlightuserdata(L: LuaState, value: unknown): void
      lua_pushnil(L: LuaState): void
      lua_pushnumber(L: LuaState, value: number): void
      lua_pushstring(L: LuaState, value: LuaString): void
      lua_pushvalue(L: LuaState, at: number): void
      lua_rawgeti(L: LuaState, at: number, index: number): number
      lua_rawlen(L: LuaState, at: number): number
      lua_rawset(L: LuaState, at: number): void
      lua_rawseti(L: LuaState, at: number, index: number): void
      lua_setfield(L: LuaState, at: number, name: LuaString): void
      lua_settop(L: LuaState, top: number): void
      lua_toboolean(L: LuaState, at: number): boolean
      lua_tonumber(L: LuaState, at: number): number
      lua_tostring(L: LuaState, at: number): LuaString
      lua_type(L: LuaState, at: number): number
    }
    lauxlib: {
      luaL_loadbuffer(L: LuaState, code: LuaString, length: number, name: LuaString): number
      luaL_newstate(): LuaState
      luaL_ref(L: LuaState, at: number): number
      luaL_requiref(L: LuaState, name: LuaString, open: LuaFunction, global: boolean): void
      luaL_where(L: LuaState, level: number): void
    }
    lualib: {
      luaopen_base: LuaFunction
      luaopen_math: LuaFunction
      luaopen_string: LuaFunction
      luaopen_table: LuaFunction
    }
  }

  export type { LuaFunction, LuaState, LuaString }
  export default fengari
}

declare module 'fengari/src/lobject.js' {
  import type { LuaState, LuaString } from 'fengari'

  interface LuaValue {
    value: number
    ttisinteger(): boolean
    setfltvalue(value: number): void
    setsvalue(text: object): void
  }
  const lobject: {
    luaO_str2num(text: LuaString, into: LuaValue): number
    luaO_tostring(L: LuaState, value: LuaValue): void
  }

  export type { LuaValue }
  export default lobject
}

declare module 'fengari/src/lstring.js' {
  import type { LuaState, LuaString } from 'fengari'

  const lstring: { luaS_bless(L: LuaState, bytes: LuaString): object }
  export default lstring
}
