/** A time series as a scrape tells it. */
interface Series {
  readonly metric: string
  readonly labels: Readonly<Record<string, string>>
}

/** The series of a scraped text, with the labels that Prometheus adds. */
export function seriesIn(text: string, added: Readonly<Record<string, string>>): Series[] {
  return [...text.matchAll(/^([a-z]\w*)(?:\{(.*)\})? \S+$/gm)].map(([, metric = '', labels = '']) => ({
    metric,
    labels: { ...added, ...Object.fromEntries(matchersIn(labels).map(({ label, value }) => [label, value])) },
  }))
}

/** What a query asks for that no series has: selectors that find nothing, values and labels that there are not. */
export function missingIn(query: string, series: readonly Series[]): string[] {
  const metrics = new Set(query.match(/\b[a-z]\w+\b/g))
  const known = new Set(
    series.filter(({ metric }) => metrics.has(metric)).flatMap(({ labels }) => Object.keys(labels)),
  )
  const grouped = [...query.matchAll(/\b(?:by|without|on|ignoring|group_left|group_right) *\(([^()]*)\)/g)]
  const labels = grouped.flatMap(([, names = '']) => names.match(/\w+/g) ?? [])
  return [...selectorsIn(query, series), ...labels.filter((label) => !known.has(label))]
}

function selectorsIn(query: string, series: readonly Series[]): string[] {
  return [...query.matchAll(/\b([a-z]\w+)\{([^{}]*)\}/g)].flatMap(([selector, metric, inside = '']) => {
    const own = series.filter((each) => each.metric === metric)
    const matchers = matchersIn(inside)
    // What is excluded must be there to be excluded.
    const values = matchers.filter((matcher) => !own.some(({ labels }) => holds(matcher, labels)))
    const found = own.some(({ labels }) =>
      matchers.every((matcher) => holds(matcher, labels) !== matcher.excludes),
    )
    return found && values.length === 0 ? [] : [selector]
  })
}

interface Matcher {
  readonly label: string
  readonly value: string
  readonly isPattern: boolean
  readonly excludes: boolean
}

function matchersIn(text: string): Matcher[] {
  return [...text.matchAll(/(\w+) *(=~|!~|!=|=) *"((?:[^"\\]|\\.)*)"/g)].map(
    ([, label = '', operator = '', value = '']) => ({
      label,
      value,
      isPattern: operator.endsWith('~'),
      excludes: operator.startsWith('!'),
    }),
  )
}

/** Whether a series has the matcher's value, be that wanted or not. */
function holds({ label, value, isPattern }: Matcher, labels: Series['labels']): boolean {
  const own = labels[label] ?? ''
  return isPattern ? new RegExp(`^(?:${value})$`).test(own) : own === value
}
