import { startTestApp, type TestApp } from '#test/support/app.ts'
import { plantCustomers } from '#test/support/customers.ts'
import { addPerson, type Person, signedIn } from '#test/support/people.ts'
import { makeOwner, makers } from '#test/support/records.ts'
import { type OpenApi, type Operation, operationsOf, readDocument } from './document.ts'
import { type Judge, makeJudge, type Received } from './judge.ts'
import type { Plan } from './plans.ts'
import { send } from './send.ts'

/** Somebody who sends requests, with what says who they are. */
type Caller = { headers: Record<string, string>; renew?: () => Promise<Record<string, string>> }

export type FuzzWorld = {
  app: TestApp
  document: OpenApi
  operations: Operation[]
  /** Kinds of records that exist, three of each. */
  kinds: string[]
  /** Puts ids in, sends, and holds the answer against the document. @throws with the request when it does not fit */
  run(plan: Plan): Promise<Received>
  close(): Promise<void>
}

const copies = 3

export async function startFuzzWorld(): Promise<FuzzWorld> {
  const app = await startTestApp({
    // Answers as they leave the product, not as the test app mends them.
    checkAnswers: false,
    settings: {
      RATE_LIMIT_PER_MINUTE: '1000000',
      ANONYMOUS_RATE_LIMIT_PER_MINUTE: '1000000',
      MAX_UPLOAD_MB: '1',
      TRUST_PROXY: 'true',
    },
  })
  const ids = await makeRecords(app)
  const callers = await makeCallers(app)
  const document = await readDocument(app.url)
  const operations = operationsOf(document)
  const byKey = new Map(operations.map((operation) => [operation.key, operation]))
  const judge = makeJudge(document)
  let addresses = 0

  async function attempt(plan: Plan): Promise<Received> {
    const caller = callers.get(plan.caller)!
    // Another address each time, so that no throttle makes the run wait.
    const address = `10.${(++addresses >> 16) & 255}.${(addresses >> 8) & 255}.${addresses & 255}`
    const headers = { 'x-forwarded-for': address, ...plan.headers, ...caller.headers }
    return send(app.url, { ...fillIds(plan, ids), headers })
  }

  return {
    app,
    document,
    operations,
    kinds: [...ids.keys()],
    async run(plan) {
      let answer = await attempt(plan)
      const caller = callers.get(plan.caller)!
      if (answer.status === 401 && caller.renew) {
        caller.headers = await caller.renew()
        answer = await attempt(plan)
      }
      const fault = faultWith(judge, byKey.get(plan.key)!, answer)
      if (fault) throw new Error(`${fault}\n${told(plan)}\n${answer.body?.toString().slice(0, 1000) ?? ''}`)
      return answer
    },
    close: () => app.close(),
  }
}

const faultWith = (judge: Judge, operation: Operation, answer: Received) => {
  const fault = judge(operation, answer)
  return fault && `${operation.key}: ${fault}`
}

const told = (plan: Plan) => {
  const text = JSON.stringify(plan)
  return text.length > 4000 ? `${text.slice(0, 4000)}…` : text
}

function fillIds<Whole extends object>(plan: Whole, ids: ReadonlyMap<string, string[]>): Whole {
  const text = JSON.stringify(plan)
  if (!text.includes('~id.')) return plan
  const filled = text.replace(
    /~id\.([\w-]+)\.(\d+)~/g,
    (_, kind: string, n: string) => ids.get(kind)?.[Number(n)] ?? n,
  )
  return JSON.parse(filled) as Whole
}

/** Three records of each kind that a path can name, and some customers with awkward names. */
async function makeRecords(app: TestApp): Promise<Map<string, string[]>> {
  const owner = await makeOwner(app, app.home, 'Zz Owner')
  const names = ['Ærøskøbing', 'O’Brien', '李小龍', '=cmd()', '%_%', 'Jan de Vries', 'ﬁancé', '  ']
  await plantCustomers(
    app.app,
    app.home.id,
    names.map((last_name) => ({ last_name, first_name: 'Fuzz' })),
  )
  const ids = new Map<string, string[]>()
  for (const [kind, make] of Object.entries(makers)) {
    const made: string[] = []
    for (let n = 0; n < copies; n++) made.push(await make(owner))
    ids.set(kind.replace('/', '_'), made)
  }
  await app.settle()
  return ids
}

async function makeCallers(app: TestApp): Promise<Map<string, Caller>> {
  const session = async (person: Person): Promise<Caller> => {
    const renew = async () => {
      const { cookies } = await signedIn(app, person)
      return { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') }
    }
    return { headers: await renew(), renew }
  }
  const key = async (...scopes: string[]): Promise<Caller> => ({
    headers: { authorization: `Bearer ${await app.home.keyFor(scopes)}` },
  })
  return new Map([
    ['administrator', await key('administrator')],
    ['administrator-session', await session(await addPerson(app, app.home, { name: 'Ada Fuzz' }))],
    ['limited', await session(await addPerson(app, app.home, { name: 'Lin Fuzz', group: 'Front desk' }))],
    ['reader-key', await key('customers.read', 'tasks.read')],
    ['nobody', { headers: {} }],
  ])
}
