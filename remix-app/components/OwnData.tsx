// What is kept about a person, and how to have a copy of it or an end of it.
import { Link } from '@remix-run/react'
import { DATA } from '../words/account.ts'

export function OwnData() {
  return (
    <div className="card grid gap-5 p-5 sm:p-6">
      <div>
        <h3 className="text-lg">{DATA.kept}</h3>
        <ul className="mt-2 list-disc pl-5 text-soft marker:text-edge">
          {DATA.items.map((item) => (
            <li key={item} className="mt-1">
              {item}
            </li>
          ))}
        </ul>
      </div>
      <div>
        <h3 className="text-lg">{DATA.copy}</h3>
        <p className="mt-1 text-soft">{DATA.copyText}</p>
        <Link to="/wallet/history" className="link link-block">
          {DATA.copyLink}
        </Link>
      </div>
      <div>
        <h3 className="text-lg">{DATA.erase}</h3>
        <p className="mt-1 text-soft">{DATA.eraseText}</p>
      </div>
    </div>
  )
}
