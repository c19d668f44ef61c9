// A purchase that is paid at Stripe and not credited here: nobody has told us. It need not wait.
import type { ConsoleSent } from '../../lib/console-sent.ts'
import { ORDER } from '../../words/console-purchases.ts'
import { ActForm } from './ActForm.tsx'
import { Panel } from './ConsolePage.tsx'

interface LookNowProps {
  readonly formKey: string
  readonly sent: ConsoleSent | null
}

export function LookNow(props: LookNowProps) {
  return (
    <Panel title={ORDER.unheard}>
      <ActForm intent="settle" text={ORDER.unheardText} verb={ORDER.lookNow} isMain {...props} />
    </Panel>
  )
}
