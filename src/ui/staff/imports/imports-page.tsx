import { useT } from '../../kit/words.ts'
import { DropZone } from './drop-zone.tsx'
import { ImportList } from './import-list.tsx'
import classes from './imports.module.css'

/** Where an import begins, and where earlier ones are found. */
export default function ImportsPage() {
  const t = useT('imports')
  return (
    <div className={classes.page}>
      <header className={classes.intro}>
        <h1>{t('list.title')}</h1>
        <p>{t('list.intro')}</p>
      </header>
      <DropZone />
      <section aria-labelledby="earlier-imports" className={classes.earlier}>
        <h2 id="earlier-imports">{t('list.earlier')}</h2>
        <ImportList />
      </section>
    </div>
  )
}
