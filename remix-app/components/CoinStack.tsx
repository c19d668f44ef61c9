// A package as a picture of its worth: coins paid for in amber, the bonus on top in aqua.
import { discsOf, type Offer } from '../lib/packages.ts'

interface CoinStackProps {
  readonly offer: Offer
  readonly offers: readonly Offer[]
  readonly className?: string
}

const STEP = 7

export function CoinStack({ offer, offers, className = 'h-24 w-24' }: CoinStackProps) {
  const { paid, bonus } = discsOf(offer, offers)
  const discs = Array.from({ length: paid + bonus }, (_, level) => level)
  return (
    <svg viewBox="0 0 96 96" className={className} aria-hidden="true">
      {discs.map((level) => (
        <Disc key={level} y={80 - level * STEP} bonus={level >= paid} />
      ))}
    </svg>
  )
}

function Disc({ y, bonus }: { y: number; bonus: boolean }) {
  const [face, rim] = bonus ? ['#4fcbbb', '#1c8578'] : ['#ffb443', '#c07a12']
  return (
    <g>
      <path d={`M16 ${y}v6a32 9 0 0 0 64 0v-6z`} fill={rim} />
      <ellipse cx="48" cy={y} rx="32" ry="9" fill={face} />
      <ellipse cx="48" cy={y} rx="23" ry="5.6" fill="none" stroke={rim} opacity="0.6" />
    </g>
  )
}
