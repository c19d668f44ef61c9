import { int, name, ROOT, where } from '../../test-client.ts'
import { commit, query, rest, set, type Topic } from '../case.ts'

const write = set('c/x', { n: int(1) })
const from = [{ collectionId: 'c' }]
const found = where('n', 'EQUAL', int(1))
const elsewhere = (path: string) => rest(`POST ${path}`, { writes: [write] })

export const requests: Topic = {
  topic: 'requests',
  given: [set('c/a', { n: int(1) })],
  cases: {
    'body: no JSON': rest('POST :commit', '{"writes":'),
    'body: no JSON, streaming': rest('POST :batchGet', '{"documents":'),
    'body: no JSON, query': rest('POST :runQuery', 'select *'),
    'body: empty': rest('POST :commit', ''),
    'body: empty, query': rest('POST :runQuery', ''),
    'body: a list': rest('POST :commit', []),
    'body: null': rest('POST :commit', 'null'),
    'body: text': rest('POST :commit', '"writes"'),
    'body: a number': rest('POST :commit', '1'),
    'body: unknown member': rest('POST :commit', { writes: [write], extra: true }),
    'body: unknown member, streaming': rest('POST :runQuery', { query: {} }),
    'body: names with underscores': rest('POST :commit', {
      writes: [
        {
          update: write.update,
          update_mask: { field_paths: ['n'] },
          current_document: { exists: false },
        },
      ],
    }),
    'body: the same member twice': rest('POST :commit', '{"writes":[],"writes":[]}'),
    'writes: null': rest('POST :commit', { writes: null }),
    'writes: no list': rest('POST :commit', { writes: write }),
    'writes: holds null': rest('POST :commit', { writes: [null] }),
    'writes: holds text': rest('POST :commit', { writes: ['delete'] }),
    'writes: holds nothing': commit({}),
    'writes: two operations': commit({ ...write, delete: name('c/a') }),
    'writes: unknown operation': commit({ upsert: write.update }),
    'writes: only a guard': commit({ currentDocument: { exists: true } }),
    'writes: an unknown member of the document': commit({
      update: { ...write.update, version: 1 },
    }),
    'writes: a mask for a delete': commit({ delete: name('c/a'), updateMask: {} }),
    'writes: transforms for a delete': commit({ delete: name('c/a'), updateTransforms: [] }),
    'writes: transforms for a verify': commit({
      verify: name('c/a'),
      currentDocument: { exists: true },
      updateTransforms: [{ fieldPath: 'n', increment: int(1) }],
    }),
    'writes: the last is malformed': commit(write, { delete: 'c/a' }),
    'writes: times in the document': commit({
      update: { ...write.update, createTime: '2020-01-01T00:00:00Z', updateTime: 'x' },
    }),
    'query: no query': rest('POST :runQuery', {}),
    'query: an empty query': query({}),
    'query: no collection': query({ from: [] }),
    'query: from no list': query({ from: from[0] }),
    'query: two collections': query({ from: [{ collectionId: 'c' }, { collectionId: 'd' }] }),
    'query: a selector without a name': query({ from: [{}] }),
    'query: unknown member': query({ from, limitt: 1 }),
    'query: unknown member of a filter': query({ from, where: { ...found, not: true } }),
    'query: where is null': query({ from, where: null }),
    'query: names with underscores': query({
      from: [{ collection_id: 'c' }],
      where: {
        field_filter: { field: { field_path: 'n' }, op: 'EQUAL', value: { integer_value: 1 } },
      },
      order_by: [{ field: { field_path: 'n' } }],
    }),
    'query: enums by number': query({
      from,
      where: {
        compositeFilter: { op: 1, filters: [{ fieldFilter: { ...found.fieldFilter, op: 5 } }] },
      },
      orderBy: [{ field: { fieldPath: 'n' }, direction: 2 }],
    }),
    'query: an enum by a number it does not have': query({
      from,
      orderBy: [{ field: { fieldPath: 'n' }, direction: 7 }],
    }),
    'query: where is text': query({ from, where: 'n = 1' }),
    'query: orderBy is no list': query({ from, orderBy: { field: { fieldPath: 'n' } } }),
    'query: select is a list': query({ from, select: [] }),
    'query: at the name of a document': query({ from: [{ collectionId: 's' }] }, '/c/a'),
    'path: another database': elsewhere('/v1/projects/demo/databases/other/documents:commit'),
    'path: no database': elsewhere('/v1/projects/demo/databases/documents:commit'),
    'path: commit below a document': elsewhere(`/v1/${ROOT}/c/a:commit`),
    'path: unknown verb': rest('POST :explode', {}),
    'path: another version': elsewhere(`/v2/${ROOT}:commit`),
    'path: GET of a verb': rest('GET :commit'),
    'path: PUT of a document': rest('PUT /c/a', { fields: {} }),
    'path: POST to a document': rest('POST /c/a', { fields: {} }),
    'path: DELETE of a missing one': rest('DELETE /c/none'),
    'path: GET of the root': rest('GET '),
    'parameters: unknown': rest('GET /c/a?color=red'),
    'parameters: of the system': rest('GET /c/a?alt=json&prettyPrint=false&key=k'),
    'parameters: an unknown guard': rest('DELETE /c/a?currentDocument.version=1'),
    'parameters: a guard that is no boolean': rest('DELETE /c/a?currentDocument.exists=maybe'),
    'parameters: a guard that is no time': rest('DELETE /c/a?currentDocument.updateTime=now'),
  },
}
