// One Write stream, over which the SDK sends what setDoc, updateDoc and the like write: a
// handshake, then commits one by one. The rules decide each; the first refusal ends the stream.
import { checkCall } from './access.ts'
import { commit } from './calls.ts'
import type { Send, Stream, StreamContext } from './stream.ts'
import { parseObject } from './values.ts'

const KEYS = ['database', 'streamId', 'streamToken', 'writes', 'labels']
/** Streams aren't resumed: the client sends again what wasn't answered. */
const STREAM_TOKEN = Buffer.from('local').toString('base64')

export function createWriteStream(context: StreamContext, send: Send): Stream {
  let isOpen = false
  return {
    receive(message) {
      const { writes } = parseObject(message, 'the request', KEYS)
      const head = `{"streamToken":"${STREAM_TOKEN}"`
      if (!isOpen) {
        isOpen = true
        send(`${head},"streamId":"0"}`)
        return
      }
      const asked = { call: 'commit', path: [], body: { writes }, parameters: NONE }
      checkCall(context, asked)
      const committed = commit(context, asked.body)
      send(committed === '{}' ? `${head}}` : `${head},${committed.slice(1)}`)
    },
    close: () => undefined,
  }
}

const NONE = new URLSearchParams()
