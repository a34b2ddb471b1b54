export function needsBuild(root?: string): boolean
export function buildUi(root?: string): Promise<void>
