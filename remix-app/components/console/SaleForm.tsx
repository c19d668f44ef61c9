// Takes a package off sale, saying whom that concerns, or puts it back.
import type { PackageCase } from '../../../shared/api/packages.ts'
import type { AdminPackage } from '../../../shared/api/tokens.ts'
import { type ConsoleSent, sentBy } from '../../lib/console-sent.ts'
import { plural } from '../../lib/format.ts'
import { useFormat } from '../../lib/locale.ts'
import { tokensOf } from '../../lib/packages.ts'
import { SALE } from '../../words/console-packages.ts'
import { ActForm } from './ActForm.tsx'
import { Panel } from './ConsolePage.tsx'

interface SaleFormProps {
  readonly item: AdminPackage
  /** null: it can't be read how many are about to pay. */
  readonly open: Pick<PackageCase, 'openOrders' | 'openOrdersArePartial'> | null
  readonly formKey: string
  readonly sent: ConsoleSent | null
}

export function SaleForm({ item, open, formKey, sent }: SaleFormProps) {
  const format = useFormat()
  const { id, name, isActive, priceUsdCents } = item
  const own = sentBy(sent, 'sale')
  return (
    <Panel title={SALE.title(name)}>
      <ActForm
        intent="sale"
        {...(isActive && { opener: SALE.off })}
        text={
          isActive ? (
            <Off open={open} />
          ) : (
            SALE.onText(format.count(tokensOf(item)), format.usd(priceUsdCents))
          )
        }
        verb={isActive ? SALE.offVerb : SALE.on}
        formKey={formKey}
        sent={own}
      >
        <input type="hidden" name="id" value={id} />
        <input type="hidden" name="on" value={isActive ? '' : '1'} />
      </ActForm>
    </Panel>
  )
}

function Off({ open }: Pick<SaleFormProps, 'open'>) {
  return (
    <>
      <p className="font-medium">
        {SALE.offText} <Concerned open={open} />
      </p>
      <p className="mt-1 text-soft">{SALE.noTokens}</p>
    </>
  )
}

function Concerned({ open }: Pick<SaleFormProps, 'open'>) {
  const format = useFormat()
  if (!open) return SALE.unknown
  const { openOrders, openOrdersArePartial } = open
  if (openOrders === 0) return SALE.nobody
  const pages = `${format.tokens(openOrders)} ${plural(openOrders, SALE.page)}`
  return SALE.open(openOrdersArePartial ? SALE.atLeast(pages) : pages)
}
