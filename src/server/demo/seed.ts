import { systemPrincipal } from '#platform/context.ts'
import { chosenWorkspace } from '../chosen-workspace.ts'
import { withApp } from '../open-app.ts'
import { type DemoLoad, loadDemo } from './load.ts'

/** `regulars seed`: loads the demo world and tells how it goes on stderr. */
export async function seed({
  workspace,
  ...load
}: Omit<DemoLoad, 'advance'> & { workspace?: string }): Promise<void> {
  await withApp('seed', async (app) => {
    const { id, slug } = await chosenWorkspace(app, workspace)
    const say = progress(load.customers)
    const advance = async (_: unknown, customers: number) => {
      say(customers)
      return true
    }
    const began = performance.now()
    const { customers, resumed } = await loadDemo(app, systemPrincipal(id), { ...load, advance })
    const seconds = (performance.now() - began) / 1000
    if (process.stderr.isTTY) process.stderr.write('\n')
    if (resumed)
      console.log(
        'An earlier load had been interrupted; it is complete now. Run the command again to add more.',
      )
    console.log(`${customers} customers in the workspace "${slug}" after ${seconds.toFixed(1)} s.`)
  })
}

/** On a terminal a line that is written over; elsewhere a line for every tenth part. */
function progress(total: number): (customers: number) => void {
  const began = performance.now()
  let done = 0
  let told = 0
  return (customers) => {
    done += customers
    const step = process.stderr.isTTY ? 0.01 : 0.1
    if (done / total < told + step && done < total) return
    told = done / total
    const rate = Math.round((done / (performance.now() - began)) * 1000)
    const line = `${done} of ${total} customers, ${rate} a second`
    process.stderr.write(process.stderr.isTTY ? `\r${line}   ` : `${line}\n`)
  }
}
