import { type ComponentType, useEffect, useState } from 'react'

/**
 * A component whose code is fetched when it is first drawn, like React's `lazy` but without Suspense: React shows
 * what was suspended 300 ms later at the earliest, even when its code is there. Draws nothing (or `meanwhile`) until then.
 */
export function late<Props extends object>(
  load: () => Promise<{ default: ComponentType<Props> }>,
  meanwhile: React.ReactNode = null,
): ComponentType<Props> {
  let Ready: ComponentType<Props> | undefined
  // biome-ignore lint/correctness/noComponentHookFactories: called once per component, at the head of a module, as `lazy` is
  return function Late(props: Props) {
    const [, setArrived] = useState(Ready !== undefined)
    const [failure, setFailure] = useState<unknown>(null)
    useEffect(() => {
      if (Ready) return
      let wanted = true
      load().then(
        (module) => {
          Ready = module.default
          if (wanted) setArrived(true)
        },
        (error) => wanted && setFailure(error),
      )
      return () => {
        wanted = false
      }
    }, [])
    if (failure) throw failure
    return Ready ? <Ready {...props} /> : meanwhile
  }
}
