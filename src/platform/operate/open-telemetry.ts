import { AsyncLocalStorage } from 'node:async_hooks'
import {
  type Context,
  ROOT_CONTEXT,
  type SpanContext,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { defaultResource, resourceFromAttributes } from '@opentelemetry/resources'
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace'
import { safeError } from './safe-error.ts'
import type { Span, SpanOptions, Tracing } from './trace.ts'

const kinds = {
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  producer: SpanKind.PRODUCER,
  consumer: SpanKind.CONSUMER,
}

/** W3C Trace Context, level 1: version, trace, parent, flags. */
function readTraceparent(text: string | undefined): SpanContext | undefined {
  const found = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/.exec(text ?? '')
  if (!found || /^0+$/.test(found[1]!) || /^0+$/.test(found[2]!)) return undefined
  return {
    traceId: found[1]!,
    spanId: found[2]!,
    traceFlags: Number.parseInt(found[3]!, 16) & 1,
    isRemote: true,
  }
}

const writeTraceparent = ({ traceId, spanId, traceFlags }: SpanContext) =>
  `00-${traceId}-${spanId}-0${traceFlags & 1}`

/** How long a stop waits for the receiver, in milliseconds. */
const patience = 3_000

/**
 * Sends spans to an OpenTelemetry receiver (OTLP over HTTP, JSON). Spans are gathered and sent beside the work; when the
 * receiver is away, or too slow, they are dropped.
 * @param env for what OpenTelemetry reads from the environment itself
 */
export function openTelemetry(
  { endpoint, serviceName, version }: { endpoint: string; serviceName: string; version: string },
  env: Record<string, string | undefined> = process.env,
): Tracing {
  const url = env['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT'] || `${endpoint.replace(/\/+$/, '')}/v1/traces`
  const share = Number(env['OTEL_TRACES_SAMPLER_ARG'] || 1)
  const provider = new TracerProvider({
    resource: defaultResource().merge(
      resourceFromAttributes({ 'service.name': serviceName, 'service.version': version }),
    ),
    sampler: new ParentBasedSampler({
      root: new TraceIdRatioBasedSampler(share >= 0 && share <= 1 ? share : 1),
    }),
    spanProcessors: [
      new BatchSpanProcessor({
        exporter: new OTLPTraceExporter({ url }),
        scheduledDelayMillis: 1_000,
        exportTimeoutMillis: 10_000,
        maxQueueSize: 8_192,
      }),
    ],
  })
  const tracer = provider.getTracer('regulars', version)
  const present = new AsyncLocalStorage<Span>()
  const contexts = new WeakMap<Span, Context>()

  function contextOf({ parent, link }: SpanOptions): Context {
    const remote = readTraceparent(parent)
    if (remote) return trace.setSpanContext(ROOT_CONTEXT, remote)
    const around = link === undefined ? present.getStore() : undefined
    return (around && contexts.get(around)) ?? ROOT_CONTEXT
  }

  return {
    begin(name, options = {}) {
      const { kind, attributes = {}, link } = options
      const linked = readTraceparent(link)
      const context = contextOf(options)
      const inner = tracer.startSpan(
        name,
        {
          kind: kind ? kinds[kind] : SpanKind.INTERNAL,
          attributes,
          links: linked ? [{ context: linked }] : [],
        },
        context,
      )
      const span: Span = {
        traceparent: writeTraceparent(inner.spanContext()),
        set: (more) => void inner.setAttributes(more),
        rename: (other) => void inner.updateName(other),
        end(error) {
          if (error !== undefined) {
            const { type, message, code } = safeError(error, 0)
            inner.setAttributes({ 'error.type': String(code ?? type) })
            inner.setStatus({ code: SpanStatusCode.ERROR, message })
          }
          inner.end()
        },
      }
      contexts.set(span, trace.setSpan(ROOT_CONTEXT, inner))
      return span
    },
    run: (span, work) => present.run(span, work),
    current: () => present.getStore(),
    async stop() {
      let timer: NodeJS.Timeout | undefined
      const late = new Promise<void>((give) => {
        timer = setTimeout(give, patience)
      })
      await Promise.race([provider.shutdown().catch(() => {}), late])
      clearTimeout(timer)
    },
  }
}
