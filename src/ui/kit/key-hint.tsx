import classes from './key-hint.module.css'

const apple = /Mac|iP/.test(globalThis.navigator?.platform ?? '')
const signs: Record<string, string> = apple
  ? { Mod: '⌘', Alt: '⌥', Shift: '⇧', Enter: '↵', Escape: 'Esc' }
  : { Mod: 'Ctrl', Enter: '↵', Escape: 'Esc' }

/** Keys of a shortcut, written `Mod+K`; Mod is Ctrl, or Command on Apple machines. */
export function KeyHint({ keys }: { keys: string }) {
  return (
    <span className={classes.keys}>
      {keys.split('+').map((key) => (
        <kbd key={key}>{signs[key] ?? key}</kbd>
      ))}
    </span>
  )
}
