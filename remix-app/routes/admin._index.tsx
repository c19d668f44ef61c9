// Admins start at the predictions.
import { redirect } from '@remix-run/cloudflare'

export const loader = () => redirect('/admin/predictions')
