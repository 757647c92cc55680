import { join, resolve } from 'node:path';
import { root } from './install.mjs';

/** Addresses and folders of a local installation; each can be changed by the environment variable of the same name. */
export function localSettings(env = process.env) {
  const number = (name, fallback) => {
    const value = Number(env[name] ?? fallback);
    if (!Number.isInteger(value) || value < 1 || value > 65535)
      throw new Error(`${name} must be a port number, not "${env[name]}".`);
    return value;
  };
  const host = env.PUBLIC_HOST ?? 'localhost';
  const ports = {
    storefront: number('STOREFRONT_PORT', 3000),
    admin: number('ADMIN_PORT', 3001),
    graph: number('PORT', 4000),
    twins: number('TWINS_PORT', 4010),
    postgres: number('POSTGRES_PORT', 5544),
    redis: number('REDIS_PORT', 6390),
    subgraphs: number('SUBGRAPH_PORT', 4101),
  };
  const dataDir = resolve(root, env.DATA_DIR ?? '.data');
  return {
    root,
    ports,
    dataDir,
    logDir: join(dataDir, 'logs'),
    shopUrl: env.SHOP_URL ?? `http://${host}:${ports.storefront}`,
    adminUrl: env.ADMIN_URL ?? `http://${host}:${ports.admin}`,
    graphUrl: env.GRAPH_URL ?? `http://${host}:${ports.graph}`,
    twinsUrl: env.TWINS_URL ?? `http://${host}:${ports.twins}`,
    databaseUrl: env.DATABASE_URL,
    redisUrl: env.REDIS_URL,
    mode: env.OPTICWORKS_MODE ?? 'demo',
  };
}

export const portSetting = {
  storefront: 'STOREFRONT_PORT',
  admin: 'ADMIN_PORT',
  graph: 'PORT',
  twins: 'TWINS_PORT',
  postgres: 'POSTGRES_PORT',
  redis: 'REDIS_PORT',
  subgraphs: 'SUBGRAPH_PORT',
};
