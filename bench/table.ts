/** A line of the result. `met` is null where no goal is set. */
export type Row = {
  what: string
  /** Ours divided by the floor; null where there is no floor. */
  ratio: number | null
  goal: string
  met: boolean | null
  ours: string
  floor: string
  /** The same unrounded, for `--json`. */
  figures: Record<string, unknown>
}

const marks = new Map([
  [true, 'yes'],
  [false, 'NO'],
  [null, ''],
])

const ratioText = (ratio: number | null) =>
  ratio === null ? '' : ratio >= 10 ? ratio.toFixed(0) : ratio.toFixed(2)

/** One table in Markdown, ratios first, in columns that line up. */
export function asTable(rows: readonly Row[]): string {
  const cells = rows.map(({ what, ratio, goal, met, ours, floor }) => [
    ratioText(ratio),
    goal,
    marks.get(met)!,
    what,
    ours,
    floor,
  ])
  const all = [['ours ÷ floor', 'goal', 'met', 'what', 'ours', 'floor'], ...cells]
  const widths = all[0]!.map((_, i) => Math.max(...all.map((row) => row[i]!.length)))
  const lines = all.map((row) => `| ${row.map((cell, i) => cell.padEnd(widths[i]!)).join(' | ')} |`)
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`
  return [lines[0], rule, ...lines.slice(1)].join('\n')
}
