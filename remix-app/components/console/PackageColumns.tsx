// Packages in their order, and the two ways to move each: all of it is sent, as it was seen.
import { Form, Link, useLocation, useNavigation } from '@remix-run/react'
import { type MouseEvent, useEffect, useRef, useState } from 'react'
import type { AdminPackage } from '../../../shared/api/tokens.ts'
import { CONSOLE_PATHS } from '../../lib/console-paths.ts'
import { PACKAGES } from '../../words/console-packages.ts'
import { Badge } from '../Figures.tsx'
import { Tokens, Usd } from './Amounts.tsx'
import { type Column, DataTable } from './DataTable.tsx'

export interface Moved {
  readonly id: string
  readonly by: 'up' | 'down'
}
interface PackageTableProps {
  readonly packages: readonly AdminPackage[]
  readonly formKey: string
  /** What the last form moved. */
  readonly moved: Moved | null
}

export function PackageTable({ packages, formKey, moved }: PackageTableProps) {
  const ids = packages.map(({ id }) => id)
  const columns: readonly [Column<AdminPackage>, ...Column<AdminPackage>[]] = [
    ...COLUMNS,
    {
      name: PACKAGES.place,
      numeric: true,
      cell: (item) => (
        <div className="flex flex-wrap items-center justify-end gap-x-4 gap-y-1.5">
          <Move item={item} ids={ids} formKey={formKey} moved={moved} />
          <Change item={item} />
        </div>
      ),
    },
  ]
  return (
    <DataTable caption={PACKAGES.all} columns={columns} rows={packages} rowKey={({ id }) => id} />
  )
}

const COLUMNS: readonly [Column<AdminPackage>, ...Column<AdminPackage>[]] = [
  {
    name: PACKAGES.package,
    cell: ({ id, name }) => (
      <>
        <span className="font-semibold">
          <bdi>{name}</bdi>
        </span>
        <span className="block font-mono text-xs text-soft">{id}</span>
      </>
    ),
  },
  { name: PACKAGES.tokens, numeric: true, cell: ({ tokens }) => <Tokens count={tokens} /> },
  {
    name: PACKAGES.bonus,
    numeric: true,
    cell: ({ bonusTokens }) =>
      bonusTokens > 0 ? <Tokens count={bonusTokens} /> : PACKAGES.noBonus,
  },
  {
    name: PACKAGES.price,
    numeric: true,
    cell: ({ priceUsdCents }) => <Usd cents={priceUsdCents} />,
  },
  { name: PACKAGES.state, cell: (item) => <States item={item} /> },
]

function States({ item: { isActive, outOfSync, popular } }: { item: AdminPackage }) {
  return (
    <span className="inline-flex flex-wrap gap-1.5">
      {isActive && outOfSync ? (
        <Badge tone="bad" name={PACKAGES.outOfSync} />
      ) : (
        <Badge
          tone={isActive ? 'good' : 'quiet'}
          name={isActive ? PACKAGES.forSale : PACKAGES.notForSale}
        />
      )}
      {popular ? <Badge tone="wait" name={PACKAGES.popular} /> : null}
    </span>
  )
}

const Change = ({ item: { id, name } }: { item: AdminPackage }) => (
  <Link to={CONSOLE_PATHS.package(id)} className="link link-block">
    {PACKAGES.change}
    <span className="sr-only"> {name}</span>
  </Link>
)

interface MoveProps extends Omit<PackageTableProps, 'packages'> {
  readonly item: AdminPackage
  readonly ids: readonly string[]
}

function Move({ item: { id, name }, ids, formKey, moved }: MoveProps) {
  const form = useFoundAgain(moved?.id === id ? moved.by : null)
  const busy = useNavigation().formData?.get('intent') === 'order'
  return (
    <Form ref={form} method="post" preventScrollReset className="inline-flex gap-1.5">
      <input type="hidden" name="intent" value="order" />
      <input type="hidden" name="key" value={formKey} />
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="ids" value={ids.join(',')} />
      <MoveButton by="up" name={name} isEnd={ids[0] === id} busy={busy} />
      <MoveButton by="down" name={name} isEnd={ids.at(-1) === id} busy={busy} />
    </Form>
  )
}

/** The row went elsewhere under the finger: whoever moves it further must not look for it. */
function useFoundAgain(by: Moved['by'] | null) {
  const form = useRef<HTMLFormElement>(null)
  const { key } = useLocation()
  const [arrived] = useState(key)
  // Once a move: the page is read anew for other reasons too, while somebody types elsewhere.
  useEffect(() => {
    if (!by || key === arrived) return
    const { activeElement, body } = document
    const isHere = form.current?.closest('table')?.contains(activeElement)
    if (activeElement !== body && !isHere) return
    const own = form.current?.querySelector<HTMLButtonElement>(`[value="${by}"]:enabled`)
    const other = form.current?.querySelector<HTMLButtonElement>('button:enabled')
    ;(own ?? other)?.focus()
  }, [by, key, arrived])
  return form
}

/** The second of two quick clicks would move the row that has come under the finger. */
const onlyOnce = (event: MouseEvent): void => {
  if (event.detail > 1) event.preventDefault()
}

interface MoveButtonProps {
  readonly by: Moved['by']
  readonly name: string
  /** There is nowhere to go. */
  readonly isEnd: boolean
  readonly busy: boolean
}

function MoveButton({ by, name, isEnd, busy }: MoveButtonProps) {
  const label = by === 'up' ? PACKAGES.moveUp(name) : PACKAGES.moveDown(name)
  return (
    <button
      type="submit"
      name="by"
      value={by}
      disabled={isEnd}
      aria-disabled={busy || undefined}
      onClick={onlyOnce}
      aria-label={label}
      title={label}
      className="move"
    >
      <svg viewBox="0 0 24 24" className="size-5" aria-hidden="true">
        <path d={by === 'up' ? 'M12 19V5m-6 6 6-6 6 6' : 'M12 5v14m-6-6 6 6 6-6'} />
      </svg>
    </button>
  )
}
