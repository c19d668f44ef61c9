// A part of a whole as a bar. Drawn, because a style attribute is against the page's policy.

interface MeterProps {
  readonly value: number
  readonly max: number
  readonly label: string
}

const WIDTH = 1000

export function Meter({ value, max, label }: MeterProps) {
  const share = max > 0 ? Math.min(1, value / max) : 1
  return (
    <svg
      viewBox={`0 0 ${WIDTH} 24`}
      preserveAspectRatio="none"
      className="meter"
      role="img"
      aria-label={label}
    >
      <rect width={Math.round(share * WIDTH)} height="24" />
    </svg>
  )
}
