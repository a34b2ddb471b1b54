import type { ShowValue } from '../shared/ui-module.ts'

const file: ShowValue = ({ name, size }: { name: string; size: number }, _t, f) => `${name}, ${f.bytes(size)}`
const kind: ShowValue = (value: string, t) => t(`documents:kind.${value}`)

export default { file, kind }
