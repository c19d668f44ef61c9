// What a look at the books found.
import type { ReportView } from '../../../shared/api/reconciliations.ts'
import { plural } from '../../lib/format.ts'
import { useFormat } from '../../lib/locale.ts'
import { REPORTS } from '../../words/console-letters.ts'
import { Badge } from '../Figures.tsx'

export function Found({ report }: { report: ReportView }) {
  const format = useFormat()
  const { differences, supply } = report
  const isBad = differences > 0 || supply === 'broken'
  const name = `${format.tokens(differences)} ${plural(differences, REPORTS.differ)}`
  return <Badge tone={isBad ? 'bad' : 'good'} name={name} />
}

export const Looked = ({ count }: { count: number }) => useFormat().tokens(count)
