import styles from './strip-chart.module.css'

interface StripChartProps {
  /** What it shows, in words. */
  readonly label: string
  readonly values: readonly number[]
  /** Drawn as a line across, where it is known. */
  readonly limit?: number | undefined
}

const [width, height] = [600, 90]

/** A bar for each stretch of time, the latest at the right, against a limit. */
export function StripChart({ label, values, limit }: StripChartProps) {
  const most = Math.max(1, limit ?? 0, ...values)
  const step = width / Math.max(1, values.length)
  const y = (value: number) => height - (value / most) * (height - 2)
  return (
    <svg className={styles.strip} viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" role="img">
      <title>{label}</title>
      {values.map((value, index) =>
        value === 0 ? null : (
          <rect
            key={`${index}-${value}`}
            className={styles.bar}
            x={index * step + 0.5}
            width={Math.max(1, step - 1)}
            y={y(value)}
            height={height - y(value)}
          />
        ),
      )}
      {limit === undefined ? null : (
        <line className={styles.limit} x1={0} x2={width} y1={y(limit)} y2={y(limit)} />
      )}
    </svg>
  )
}
