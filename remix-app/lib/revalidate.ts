// Which data a page reads anew after a form.

interface Done {
  readonly actionResult?: unknown
  readonly actionStatus?: number | undefined
}

/** Without a connection there is nothing to read anew: the page stays as it is. */
export const shouldRevalidate = ({ actionResult }: Done): boolean =>
  !(typeof actionResult === 'object' && actionResult && 'kept' in actionResult)

/** Of the pages around a form: what was refused changed nothing there. */
export const revalidateAround = (done: Done): boolean =>
  shouldRevalidate(done) && (done.actionStatus ?? 0) < 400
