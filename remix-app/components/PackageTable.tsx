// All packages: a table where there is room, cards on a phone. One set of cells for both.
import { Link } from '@remix-run/react'
import type { ReactNode } from 'react'
import type { AdminPackage } from '../../shared/api/tokens.ts'
import { useFormat } from '../lib/locale.ts'
import { PACKAGES } from '../words/admin.ts'

export function PackageTable({ packages }: { packages: readonly AdminPackage[] }) {
  if (packages.length === 0) {
    return <p className="card p-6 text-soft">{PACKAGES.none}</p>
  }
  return (
    <div className="card px-4 sm:px-6">
      <table className="block w-full md:table">
        <thead className="sr-only md:not-sr-only md:table-header-group">
          <tr className="md:table-row">
            {PACKAGES.columns.map((name) => (
              <th
                key={name}
                scope="col"
                className="py-3 pr-4 text-left text-sm font-medium text-soft"
              >
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="block md:table-row-group">
          {packages.map((item) => (
            <PackageRow key={item.id} item={item} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function PackageRow({ item }: { item: AdminPackage }) {
  const format = useFormat()
  return (
    <tr className="block border-t border-line py-3 first:border-0 md:table-row md:first:border-t">
      <th scope="row" className="block py-1 pr-4 text-left font-normal md:table-cell md:py-3">
        <span className="font-semibold wrap-anywhere">{item.name}</span>
        <span className="block font-mono text-xs text-soft">{item.id}</span>
      </th>
      <Cell name={PACKAGES.tokens}>{format.tokens(item.tokens)}</Cell>
      <Cell name={PACKAGES.bonus}>{format.tokens(item.bonusTokens)}</Cell>
      <Cell name={PACKAGES.price}>{format.usd(item.priceUsdCents)}</Cell>
      <Cell name={PACKAGES.stripePrice}>
        <span className="font-mono text-xs break-all">{item.stripePriceId}</span>
      </Cell>
      <Cell name={PACKAGES.state}>
        <State item={item} />
      </Cell>
      <td className="block md:table-cell">
        <Link to={`/admin/packages?edit=${item.id}#form`} className="link link-block">
          {PACKAGES.change}
          <span className="sr-only"> {item.name}</span>
        </Link>
      </td>
    </tr>
  )
}

function Cell({ name, children }: { name: string; children: ReactNode }) {
  return (
    <td className="flex justify-between gap-4 py-1 pr-4 tabular-nums md:table-cell md:py-3">
      <span className="text-sm text-soft md:hidden" aria-hidden="true">
        {name}
      </span>
      <span className="min-w-0">{children}</span>
    </td>
  )
}

function State({ item }: { item: AdminPackage }) {
  return (
    <span className="flex flex-wrap justify-end gap-1.5 md:justify-start">
      {item.outOfSync ? <span className="badge badge-bad">{PACKAGES.outOfSync}</span> : null}
      <span className={item.isActive ? 'badge badge-good' : 'badge'}>
        {item.isActive ? PACKAGES.forSale : PACKAGES.notForSale}
      </span>
      {item.popular ? <span className="badge badge-wait">{PACKAGES.popular}</span> : null}
    </span>
  )
}
