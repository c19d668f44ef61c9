// A page that shows what its loader read, and leads to another.
import { Link, useLoaderData } from '@remix-run/react'

export const loader = () => ({ greeting: 'Hello' })

export default function Page() {
  const { greeting } = useLoaderData<typeof loader>()
  return <Link to="/">{greeting}</Link>
}
