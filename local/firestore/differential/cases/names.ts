import { int, name, text } from '../../test-client.ts'
import { batchGet, commit, map, masked, query, rest, type Step, set, type Topic } from '../case.ts'

const fields = { n: int(1) }
const put = (path: string): Step => commit(set(path, fields))
const named = (documentName: unknown): Step => commit({ update: { name: documentName, fields } })
const field = (fieldName: string): Step => commit(set('c/a', { [fieldName]: int(1) }))
const KIB = 1024
const MIB = KIB * KIB
/** Of a document `c/a` with one field `v`: its name, the field's name, the end of the text, 32. */
const OVERHEAD_BYTES = 16 + 2 + 2 + 2 + 1 + 32
const sized = (bytes: number): Step => commit(set('c/a', { v: text('x'.repeat(bytes)) }))
const parts = (count: number, bytes: number) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, nth) => [`f${nth}`, text('x'.repeat(bytes))]),
  )
const deepPath = (pairs: number) => Array.from({ length: pairs }, (_, nth) => `c/${nth}`).join('/')

export const names: Topic = {
  topic: 'names',
  cases: {
    'id: letters of all kinds': put('c/é😀 %+?#'),
    'id: a colon': put('c/a:commit'),
    'id: in a URL, escaped': rest('PATCH /c/a%20b%3Fc', { fields }),
    'id: one dot': put('c/.'),
    'id: two dots': put('c/..'),
    'id: three dots': put('c/...'),
    'id: reserved': put('c/__x__'),
    'id: reserved, nothing between': put('c/____'),
    'id: three underscores': put('c/___'),
    'id: begins reserved': put('c/__x'),
    'id: a number of the console': put('c/__id7__'),
    'id: 1,500 bytes': put(`c/${'x'.repeat(1500)}`),
    'id: 1,501 bytes': put(`c/${'x'.repeat(1501)}`),
    'id: 1,500 letters of two bytes': put(`c/${'é'.repeat(1500)}`),
    'id: empty': named(`${name('c')}/`),
    'collection: reserved': put('__c__/a'),
    'collection: a dot': put('./a'),
    'collection: 1,501 bytes': put(`${'x'.repeat(1501)}/a`),
    'collection: empty': named(`${name('')}/a`),
    'path: a collection': put('c'),
    'path: below a collection': put('c/a/s'),
    'path: below a document': put('c/a/s/x'),
    'path: a hundred deep': put(deepPath(100)),
    'path: a hundred and one deep': put(deepPath(101)),
    'path: 6 KiB': put(Array.from({ length: 4 }, () => 'x'.repeat(1500)).join('/')),
    'path: above 6 KiB': put(Array.from({ length: 6 }, () => 'x'.repeat(1100)).join('/')),
    'name: none': named(undefined),
    'name: null': named(null),
    'name: empty': named(''),
    'name: a number': named(1),
    'name: a path': named('c/a'),
    'name: of another project': named('projects/other/databases/(default)/documents/c/a'),
    'name: of another database': named('projects/demo/databases/other/documents/c/a'),
    'name: a slash before': named(`/${name('c/a')}`),
    'name: a slash behind': named(`${name('c/a')}/`),
    'name: the root': named(name('').slice(0, -1)),
    'field: letters of all kinds': field('é😀 .`'),
    'field: empty': field(''),
    'field: reserved': field('__x__'),
    'field: reserved, nothing between': field('____'),
    'field: begins reserved': field('__x'),
    'field: the name': field('__name__'),
    'field: reserved in a map': commit(set('c/a', { m: map({ __x__: int(1) }) })),
    'field: 1,500 bytes': field('x'.repeat(1500)),
    'field: 1,501 bytes': field('x'.repeat(1501)),
    'field: a path of 1,500 bytes': commit(
      masked('c/a', [`${'x'.repeat(749)}.${'y'.repeat(750)}`], {}),
    ),
    'field: a path of 1,502 bytes': commit(
      masked('c/a', [`${'x'.repeat(750)}.${'y'.repeat(751)}`], {}),
    ),
    'size: the largest document': sized(MIB - OVERHEAD_BYTES - 89),
    'size: text of 1 MiB less 89 bytes': commit(set('c/a', { v: text('x'.repeat(MIB - 89)) })),
    'size: text one byte longer': commit(set('c/a', { v: text('x'.repeat(MIB - 88)) })),
    'size: many fields up to the limit': commit(set('c/a', parts(10, 104_850))),
    'size: many fields above the limit': commit(set('c/a', parts(10, 104_860))),
    'size: grows above the limit': [
      commit(set('c/a', parts(9, 110_000))),
      commit(masked('c/a', ['more'], { more: text('x'.repeat(60_000)) })),
    ],
    'size: two large documents': commit(
      set('c/a', parts(9, 110_000)),
      set('c/b', parts(9, 110_000)),
    ),
    'size: a request of 5 MiB': commit(
      ...Array.from({ length: 5 }, () => set('c/a', parts(9, 110_000))),
    ),
    'size: a request above 10 MiB': commit(
      ...Array.from('abcdefghijk', (id) => set(`c/${id}`, parts(9, 110_000))),
    ),
    'size: 501 writes': commit(...Array.from({ length: 501 }, (_, nth) => set(`c/${nth}`, {}))),
    'query: a reserved collection': query({ from: [{ collectionId: '__c__' }] }),
    'query: a collection with a slash': query({ from: [{ collectionId: 'c/a/s' }] }),
    'query: an empty collection': query({ from: [{ collectionId: '' }] }),
    'query: below a document': [
      commit(set('c/a/s/x', fields), set('c/a', fields), set('s/y', fields)),
      query({ from: [{ collectionId: 's' }] }, '/c/a'),
    ],
    'query: below a missing document': query({ from: [{ collectionId: 's' }] }, '/c/none'),
    'query: below a collection': query({ from: [{ collectionId: 's' }] }, '/c'),
    'query: the collection, not what is below': [
      commit(set('c/a/c/b', fields), set('c/a', fields)),
      query({ from: [{ collectionId: 'c' }] }),
    ],
    'read: a reserved id': rest('GET /c/__x__'),
    'read: an empty segment': rest('GET /c//a'),
    'read: the same id in another collection': [put('c/a'), batchGet(['d/a', 'c/a'])],
  },
}
