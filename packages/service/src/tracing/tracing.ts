import type { Telemetry } from 'bullmq'

/** What a span may say of a message. Ids, codes and counts; never a recipient, a parameter or upstream's words. */
export interface SpanAttributes {
  readonly account?: string | undefined
  readonly lane?: string | undefined
  /** The message's id. */
  readonly message?: string | undefined
  readonly batch?: string | undefined
  readonly attempt?: number | undefined
  readonly outcome?: string | undefined
  readonly reason?: string | undefined
  readonly status?: string | undefined
}

/** The trace of one HTTP request that we answer. */
export interface RequestTrace {
  /** Runs `work` so that it, and whatever follows from it, belongs to the trace. */
  run(work: () => void): void
  /** `status`: the answer's; none where the request was given up before it. */
  end(answer: { readonly status?: number | undefined; readonly account?: string | undefined }): void
}

/** Tracing that is on. Where it is off there is none of it, and those who would use it hold `undefined`. */
export interface Tracing {
  /** For BullMQ's queues and workers: a message's job belongs to the trace of the request that enqueued it. */
  readonly telemetry: Telemetry
  /** `traceparent`: the caller's header of that name (W3C Trace Context); nothing else of the caller's is taken over. */
  openRequest(request: {
    readonly method: string
    readonly route: string
    readonly traceparent?: string | undefined
  }): RequestTrace
  /** Tells the span under way what has become of its message; `failed`: the span is shown as an error. */
  annotate(facts: SpanAttributes, failed?: boolean): void
  /** Sends what was recorded, for `withinMs` at most, and ends tracing. Never throws. */
  close(withinMs: number): Promise<void>
}

/** How tracing is started. */
export interface TracingOptions {
  /** The service's name where `OTEL_SERVICE_NAME` gives none. */
  readonly serviceName: string
  /** Unset, tracing is off. */
  readonly endpoint: string | undefined
  /** `OTEL_SDK_DISABLED`: tracing is off, whatever the endpoint. Default `false`. */
  readonly isDisabled?: boolean | undefined
  /** Called when spans can no longer be sent (`false`), and when they can again (`true`). */
  readonly onChange?: ((isSending: boolean) => void) | undefined
}
