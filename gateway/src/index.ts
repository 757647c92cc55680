export type { DataSource, DataSources, SubgraphAnswer, SubgraphRequest } from './execution/data-source.ts';
export { type OperationContext, operationContext } from './request-context.ts';
export { createGateway, type Gateway, type GatewayOptions } from './server/create-gateway.ts';
