import { useEffect, useRef } from 'react'
import uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import { useSpeech } from '../../words/use-words.js'
import { lineColors, type SeriesLine } from './series-lines.js'

interface SeriesChartProps {
  readonly lines: readonly SeriesLine[]
  /** What the limit lets through in one point; unknown, it is not drawn. */
  readonly limit: number | undefined
}

const height = 260
/** Nothing is known of less than a minute. */
const stepSeconds = [60, 300, 900, 1_800, 3_600, 7_200, 21_600, 43_200, 86_400, 172_800, 604_800]
/** A limit far above what happens would press all lines to the ground. */
const limitShownUpTo = 4

/** Lines over time. It is made anew when its colours or its language change, and is fed in place otherwise. */
export default function SeriesChart({ lines, limit }: SeriesChartProps) {
  const { language, format } = useSpeech()
  const place = useRef<HTMLDivElement>(null)
  const chart = useRef<uPlot>(null)
  const latest = useRef({ lines, limit })
  latest.current = { lines, limit }

  useEffect(() => {
    const element = place.current
    if (!element) return
    const make = () => {
      chart.current?.destroy()
      chart.current = new uPlot(
        optionsFor(element, format.clock, format.number),
        dataOf(latest.current),
        element,
      )
    }
    make()
    const resized = new ResizeObserver(() => chart.current?.setSize({ width: element.clientWidth, height }))
    resized.observe(element)
    const scheme = matchMedia('(prefers-color-scheme: dark)')
    scheme.addEventListener('change', make)
    return () => {
      scheme.removeEventListener('change', make)
      resized.disconnect()
      chart.current?.destroy()
      chart.current = null
    }
  }, [format, language])

  useEffect(() => {
    chart.current?.setData(dataOf({ lines, limit }))
  }, [lines, limit])

  return <div ref={place} />
}

function dataOf({ lines, limit }: SeriesChartProps): uPlot.AlignedData {
  const of = (id: keyof SeriesLine['counts']) => lines.map(({ counts }) => counts[id])
  const most = Math.max(1, ...lines.flatMap(({ counts }) => Object.values(counts)))
  const isShown = limit !== undefined && limit <= most * limitShownUpTo
  return [
    lines.map(({ at }) => at),
    ...(Object.keys(lineColors) as (keyof SeriesLine['counts'])[]).map(of),
    lines.map(() => (isShown ? limit : null)),
  ] as uPlot.AlignedData
}

function optionsFor(
  element: HTMLElement,
  clock: (at: number) => string,
  number: (value: number) => string,
): uPlot.Options {
  const style = getComputedStyle(element)
  const color = (name: string) => style.getPropertyValue(name).trim()
  const font = `12px ${style.fontFamily}`
  const axis = {
    stroke: color('--muted'),
    font,
    grid: { stroke: color('--line'), width: 1 },
    ticks: { stroke: color('--line'), width: 1 },
  }
  return {
    width: element.clientWidth,
    height,
    legend: { show: false },
    cursor: { show: false },
    scales: { y: { range: (_chart, _min, max) => [0, Math.max(1, max * 1.08)] } },
    axes: [
      { ...axis, incrs: stepSeconds, values: (_chart, times) => times.map((time) => clock(time * 1_000)) },
      { ...axis, size: 64, values: (_chart, values) => values.map((value) => number(value)) },
    ],
    series: [
      {},
      ...Object.values(lineColors).map((name) => ({
        ...{ stroke: color(name), width: 2, points: { show: false } },
        ...(name === '--step-1' ? { fill: `color-mix(in srgb, ${color(name)} 14%, transparent)` } : {}),
      })),
      { stroke: color('--edge'), width: 1.5, dash: [6, 5], points: { show: false } },
    ],
  }
}
