const given = process.env['FUZZ_RUNS']

// Short in `npm test` and the same every time; `npm run test:fuzz -- --runs N --seed S` goes on for as long as asked.
export const runs = Number(given ?? 900)
export const seed = Number(process.env['FUZZ_SEED'] ?? 20_261)
export const short = given === undefined
/** Milliseconds. */
export const timeLimit = short ? 60_000 : 24 * 3_600_000
