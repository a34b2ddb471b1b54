import { useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { SectionList } from './section-frame.tsx'
import classes from './settings.module.css'

const narrow = () => matchMedia('(max-width: 760px)').matches

/** Where there is room the first page opens at once; on a phone the list stands alone. */
export default function OverviewPage() {
  const navigate = useNavigate()
  const [alone] = useState(narrow)
  useEffect(() => {
    if (!alone) void navigate({ to: '/settings/profile' as never, replace: true })
  }, [alone, navigate])
  return (
    <div className={classes.page}>
      <SectionList />
    </div>
  )
}
