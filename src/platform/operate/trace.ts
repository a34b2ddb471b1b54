/** Attributes as OpenTelemetry names them; never anybody's data. */
export type Attributes = Readonly<Record<string, string | number | boolean>>

/** A piece of work that is being timed. */
export type Span = {
  set(attributes: Attributes): void
  rename(name: string): void
  end(error?: unknown): void
  /** What names it elsewhere (W3C Trace Context). */
  traceparent: string
}

export type SpanOptions = {
  kind?: 'server' | 'client' | 'producer' | 'consumer'
  attributes?: Attributes
  /** A `traceparent` that came from elsewhere: of the caller, or of what asked for this work. */
  parent?: string | undefined
  link?: string | undefined
}

/** Tracing as the house uses it. Where it is off there is none, and nothing of OpenTelemetry is loaded. */
export type Tracing = {
  /** Begins a span, below the one of the present work unless it names another parent or link. */
  begin(name: string, options?: SpanOptions): Span
  /** Does work as part of a span; spans that begin in it are below. */
  run<T>(span: Span, work: () => T): T
  current(): Span | undefined
  /** Sends what is left; at most a few seconds. */
  stop(): Promise<void>
}

/** Traces work where tracing is on. */
export async function traced<T>(
  tracing: Tracing | null,
  name: string,
  options: SpanOptions,
  work: () => Promise<T>,
): Promise<T> {
  if (!tracing) return work()
  const span = tracing.begin(name, options)
  try {
    const result = await tracing.run(span, work)
    span.end()
    return result
  } catch (error) {
    span.end(error)
    throw error
  }
}

/** A statement without the values that stand in its text. */
export const withoutLiterals = (text: string): string =>
  text
    .replace(/'(?:[^']|'')*'/g, '?')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 2000)
