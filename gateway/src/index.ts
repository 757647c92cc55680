export type { DataSource, DataSources, SubgraphAnswer, SubgraphRequest } from './execution/data-source.ts';
export type { OperationContext } from './request-context.ts';
export type { Gateway, GatewayOptions } from './server/create-gateway.ts';
