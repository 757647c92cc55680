import type { NodeSDKConfiguration } from '@opentelemetry/sdk-node';

/** Takes finished spans, in batches. */
export type SpanExporter = NonNullable<NodeSDKConfiguration['traceExporter']>;

/** Where spans go; nothing is loaded and nothing sent without it. */
export interface TracingOptions {
  serviceName: string;
  /** OTLP over HTTP, for example http://127.0.0.1:4318. */
  endpoint: string | undefined;
  /** Takes the spans instead of the endpoint; for tests. */
  exporter?: SpanExporter;
}

/** Starts exporting traces. @returns how to flush and stop */
export async function startTracing(options: TracingOptions): Promise<() => Promise<void>> {
  const { endpoint, exporter } = options;
  if (!endpoint && !exporter) return async () => undefined;
  const [{ NodeSDK }, { OTLPTraceExporter }] = await Promise.all([
    import('@opentelemetry/sdk-node'),
    import('@opentelemetry/exporter-trace-otlp-http'),
  ]);
  const sdk = new NodeSDK({
    serviceName: options.serviceName,
    traceExporter: exporter ?? new OTLPTraceExporter({ url: `${endpoint?.replace(/\/$/, '')}/v1/traces` }),
    instrumentations: [],
    // Detectors ask the addresses of cloud providers; nothing here goes out unasked.
    autoDetectResources: false,
    metricReaders: [],
    logRecordProcessors: [],
  });
  sdk.start();
  return () => sdk.shutdown();
}
