import { useState } from 'react'
import classes from './avatar.module.css'
import { cx } from './cx.ts'

/** "Anna de Vries" gives AV, "ACME" gives A. Small words in between do not count. */
export function initialsOf(name: string): string {
  const words = name
    .trim()
    .split(/\s+/u)
    .filter((word) => /^[\p{Lu}\p{Lo}\p{N}]/u.test(word))
  const chosen = words.length > 0 ? words : name.trim().split(/\s+/u)
  const first = [...(chosen[0] ?? '')][0] ?? ''
  const last = chosen.length > 1 ? ([...(chosen.at(-1) ?? '')][0] ?? '') : ''
  return (first + last).toLocaleUpperCase()
}

const hues = 6
const hueOf = (name: string) => [...name].reduce((sum, c) => (sum * 31 + c.charCodeAt(0)) >>> 0, 7) % hues

type AvatarProps = { name: string; photo?: string | null; square?: boolean; size?: 'sm' | 'md' | 'lg' }

/** Decoration beside a name that is already written out; hidden from screen readers. Organisations are square. */
export function Avatar({ name, photo, square, size = 'sm' }: AvatarProps) {
  const [broken, setBroken] = useState<string | null>(null)
  const pictured = photo && broken !== photo
  return (
    // The letters are drawn by the style sheet: as text they would become part of the name of a button around them.
    <span
      className={cx(classes.avatar, classes[size], square && classes.square, classes[`hue${hueOf(name)}`])}
      data-initials={pictured ? undefined : initialsOf(name)}
      aria-hidden
    >
      {pictured && <img src={photo} alt="" loading="lazy" onError={() => setBroken(photo)} />}
    </span>
  )
}
