// The page behind the links in Firebase's mails, bare enough to click through a local reset.
import type { Context } from './context.ts'
import { IdentityError } from './errors.ts'
import type { Body } from './fields.ts'
import { resetPassword, takeVerification } from './out-of-band.ts'

export function actionPage(context: Context, url: URL, form: Body): Response {
  const oobCode = url.searchParams.get('oobCode') ?? ''
  const newPassword = String(form.newPassword ?? url.searchParams.get('newPassword') ?? '')
  try {
    if (url.searchParams.get('mode') !== 'resetPassword') {
      takeVerification(context, oobCode)
      return done(url, 'The e-mail address is verified.')
    }
    resetPassword(context, { oobCode, newPassword })
    return newPassword ? done(url, 'The password is changed.') : page(RESET_FORM)
  } catch (error) {
    if (!(error instanceof IdentityError)) throw error
    return page(`<p role="alert">${error.message}</p>`, error.code)
  }
}

const RESET_FORM = `<form method="post"><label>New password
<input name="newPassword" type="password" autocomplete="new-password" minlength="6" required>
</label> <button>Change password</button></form>`

function done(url: URL, message: string): Response {
  const target = url.searchParams.get('continueUrl')
  const safe = target !== null && /^https?:\/\//.test(target)
  return safe ? Response.redirect(target, 303) : page(`<p role="status">${message}</p>`)
}

function page(body: string, status = 200): Response {
  const html = `<!doctype html><html lang="en"><title>Account action</title><main>${body}</main>`
  return new Response(html, { status, headers: { 'content-type': 'text/html; charset=utf-8' } })
}
