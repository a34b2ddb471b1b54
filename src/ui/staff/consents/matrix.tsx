import { IconButton } from '../../kit/button.tsx'
import { useFormats } from '../../kit/format.ts'
import { IconHistory } from '../../kit/icons.ts'
import { useT } from '../../kit/words.ts'
import classes from './consents.module.css'
import { type Cell, type Channel, channels, type MatrixRow } from './consents.ts'
import { StateMark } from './state.tsx'

type Props = {
  rows: MatrixRow[]
  writable: boolean
  onRecord: (row: MatrixRow, channel: Channel) => void
  onProof: (row: MatrixRow, channel: Channel | null) => void
}

/**
 * Purposes by channels. A cell records a decision, or shows the proof to who may only read; on a phone the channels of
 * a purpose stand below each other.
 */
export function Matrix({ rows, writable, onRecord, onProof }: Props) {
  const t = useT('consents')
  const used = channels.filter((channel) =>
    rows.some(({ cells }) => cells.some((one) => one.channel === channel)),
  )
  return (
    <div className={classes.around}>
      <table className={classes.matrix}>
        <caption className="visually-hidden">{t('matrix')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('purpose')}</th>
            {used.map((channel) => (
              <th key={channel} scope="col">
                {t(`channel.${channel}`)}
              </th>
            ))}
            <th scope="col">
              <span className="visually-hidden">{t('proof')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.purpose.id}>
              <th scope="row">
                {row.purpose.name}
                <small>{row.purpose.retired_at ? t('retired') : t(`basis.${row.purpose.basis}`)}</small>
              </th>
              {used.map((channel) => {
                const cell = row.cells.find((one) => one.channel === channel)
                return (
                  <td key={channel} className={cell ? undefined : classes.blank}>
                    {cell && (
                      <CellButton
                        row={row}
                        cell={cell}
                        onPress={() => (writable ? onRecord(row, channel) : onProof(row, channel))}
                        recording={writable}
                      />
                    )}
                  </td>
                )
              })}
              <td className={classes.tools}>
                <IconButton
                  label={t('proof.of', { purpose: row.purpose.name })}
                  onClick={() => onProof(row, null)}
                >
                  <IconHistory size={16} stroke={1.75} aria-hidden />
                </IconButton>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

type CellProps = { row: MatrixRow; cell: Cell; recording: boolean; onPress: () => void }

function CellButton({ row, cell, recording, onPress }: CellProps) {
  const t = useT('consents')
  const f = useFormats()
  const { state, channel, decided_at, expires_at, offered } = cell
  const when =
    state === 'expired' && expires_at
      ? t('expired.on', { date: f.date(expires_at) })
      : decided_at && t('decided.on', { date: f.date(decided_at) })
  const until = state === 'given' && expires_at && t('until', { date: f.date(expires_at) })
  const reachable = state === 'not_asked' && cell.allowed && t('notNeeded')
  const hints = [when, until, reachable, offered ? null : t('notOffered')].filter(
    (hint) => typeof hint === 'string',
  )
  return (
    <button type="button" className={classes.cell} onClick={onPress}>
      <span className="visually-hidden">{row.purpose.name}, </span>
      <span className={classes.channel}>{t(`channel.${channel}`)}</span>
      <StateMark state={state} />
      <span className={classes.hints}>
        {hints.map((hint) => (
          <small key={hint}>{hint}</small>
        ))}
      </span>
      <span className="visually-hidden">. {t(recording ? 'record' : 'proof')}</span>
    </button>
  )
}
