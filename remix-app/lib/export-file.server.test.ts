// A download that failed must be told on the page it was asked for on.
import { expect, test } from 'vitest'
import { backPath, readExportFault } from './export-file.server.ts'

test('why there is no file is read back from the address, and nothing else is', () => {
  const asked = (path: string) => readExportFault(new URL(path, 'http://kai.test').searchParams)
  const page = { path: '/wallet/history', query: new URLSearchParams('type=win') }
  expect(backPath(page, null)).toContain('?type=win&')
  expect(asked(backPath(page, null))).toEqual({ kind: 'busy' })
  expect(asked(backPath(page, 20_000))).toEqual({ kind: 'too-large', rowsMax: 20_000 })
  for (const odd of ['', 'x', 'over-', 'over-1e9', 'over-9999999999']) {
    expect(asked(`/wallet/history?export=${odd}`)).toBeNull()
  }
})
