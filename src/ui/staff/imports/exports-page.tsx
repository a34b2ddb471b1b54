import { useQuery } from '@tanstack/react-query'
import { ErrorState, Skeleton } from '../../kit/feedback.tsx'
import { IconDownload } from '../../kit/icons.ts'
import { useT } from '../../kit/words.ts'
import { urlOf } from '../shared/api.ts'
import { problemText } from '../shared/problem.ts'
import { read } from '../shared/queries.ts'
import classes from './imports.module.css'

const formats = ['csv', 'xlsx', 'json'] as const

/** Everything of one kind as a file. */
export default function ExportsPage() {
  const t = useT('imports')
  const { data, error, refetch } = useQuery(read('GET /exports/targets'))
  return (
    <div className={classes.page}>
      <header className={classes.intro}>
        <h1>{t('export.title')}</h1>
        <p>{t('export.intro')}</p>
      </header>
      {error && !data && <ErrorState small title={problemText(error, t)} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton lines={[100, 100, 100]} height={40} />}
      {data && (
        <ul className={classes.list}>
          {data.items.map(({ name, label }) => (
            <li key={name} className={classes.kind}>
              <span className={classes.kindName}>{label}</span>
              <span className={classes.formats}>
                {formats.map((format) => (
                  <a
                    key={format}
                    href={urlOf('GET /exports/records', { query: { target: name, format } })}
                    aria-label={t('export.download', { what: label, format: t(`export.${format}`) })}
                    className={classes.format}
                    download
                  >
                    <IconDownload size={14} stroke={1.75} aria-hidden />
                    {t(`export.${format}`)}
                  </a>
                ))}
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
