// Redis runs Lua 5.1, whose numbers are all doubles and print without `.0`. Fengari is 5.3 with
// 32-bit integers: `window * 2` of a 15-day window would turn negative, and a key built from a
// timestamp would end in `.0`. Both ways between text and number are replaced, once, for all.
import fengari from 'fengari'
import lobject from 'fengari/src/lobject.js'
import lstring from 'fengari/src/lstring.js'
import { formatNumber } from './reply.ts'

const LUA_DIGITS = 14

const readNumber = lobject.luaO_str2num

lobject.luaO_str2num = (text, into) => {
  const length = readNumber(text, into)
  if (length !== 0 && into.ttisinteger()) into.setfltvalue(into.value)
  return length
}

lobject.luaO_tostring = (L, number) => {
  const text = formatNumber(number.value, LUA_DIGITS)
  number.setsvalue(lstring.luaS_bless(L, fengari.to_luastring(text)))
}

/** The rest of 5.1 that scripts use, in Lua; the last lines close the globals, as Redis does. */
export const PRELUDE = `
local floor, ceil, format = math.floor, math.ceil, string.format
math.floor = function(x) return floor(x) + 0 end
math.ceil = function(x) return ceil(x) + 0 end
math.pow = function(x, y) return x ^ y end
math.mod = math.fmod
string.format = function(pattern, ...)
  return format((pattern:gsub('(%%[-+ #0]*%d*)[di]', '%1.0f')), ...)
end
tostring = (function(original)
  return function(x)
    if type(x) == 'number' then return x .. '' end
    return original(x)
  end
end)(tostring)
pcall = (function(original)
  local function plain(held, problem, ...)
    if not held and type(problem) == 'table' and problem.err then problem = problem.err end
    return held, problem, ...
  end
  return function(...) return plain(original(...)) end
end)(pcall)
unpack = table.unpack
table.getn = function(t) return #t end
loadstring = load
dofile, loadfile, print, collectgarbage, rawlen = nil, nil, nil, nil, nil
setmetatable(_G, {
  __newindex = function(_, name)
    error('Attempt to modify a readonly table', 2)
  end,
  __index = function(_, name)
    error("Script attempted to access nonexistent global variable '" .. tostring(name) .. "'", 2)
  end,
})
`
