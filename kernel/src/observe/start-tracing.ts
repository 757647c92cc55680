/** Where spans go; nothing is loaded and nothing sent without it. */
export interface TracingOptions {
  serviceName: string;
  /** OTLP over HTTP, for example http://127.0.0.1:4318. */
  endpoint: string | undefined;
}

/** Starts exporting traces. @returns how to flush and stop */
export async function startTracing(options: TracingOptions): Promise<() => Promise<void>> {
  if (!options.endpoint) return async () => undefined;
  const [{ NodeSDK }, { OTLPTraceExporter }] = await Promise.all([
    import('@opentelemetry/sdk-node'),
    import('@opentelemetry/exporter-trace-otlp-http'),
  ]);
  const url = `${options.endpoint.replace(/\/$/, '')}/v1/traces`;
  const sdk = new NodeSDK({
    serviceName: options.serviceName,
    // The exporter and the SDK are released under different numbers; the interface between them is the same.
    traceExporter: new OTLPTraceExporter({ url }) as never,
    instrumentations: [],
  });
  sdk.start();
  return () => sdk.shutdown();
}
