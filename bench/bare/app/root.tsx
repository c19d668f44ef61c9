// The least that a Remix page is: what the wallet's own JavaScript is measured against.
import { Links, Meta, Outlet, Scripts, ScrollRestoration } from '@remix-run/react'

export const meta = () => [{ title: 'A bare page' }]

export default function App() {
  return (
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        <Meta />
        <Links />
      </head>
      <body>
        <Outlet />
        <ScrollRestoration />
        <Scripts />
      </body>
    </html>
  )
}
