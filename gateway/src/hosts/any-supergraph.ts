import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  createLogger,
  defineSettings,
  endOnSignals,
  environment,
  type Logger,
  loadSettings,
  modeFromEnvironment,
} from '@opticworks/kernel';
import { z } from 'zod';
import { readSupergraph } from '../execution/supergraph.ts';
import { createGateway, type Gateway } from '../server/create-gateway.ts';
import { httpSource } from '../sources/over-http.ts';
import { runHost } from './surroundings.ts';

const settingsOfAny = defineSettings({
  SUPERGRAPH: { schema: z.string().min(1), doc: 'File of a composed supergraph; its subgraphs answer over HTTP.' },
  PORT: { schema: z.coerce.number().int().min(0).max(65_535), default: 4000, doc: 'Port of the gateway.' },
  HOST: { schema: z.string(), default: '127.0.0.1', doc: 'Address the gateway listens on.' },
  LOG_LEVEL: { schema: z.string(), default: 'warn', doc: 'Least important log line that is written.' },
});

/** Suites send what they like; only the work of parsing stays bounded. */
const WIDE_LIMITS = {
  characters: 1_000_000,
  tokens: 20_000,
  depth: 100,
  aliases: 1_000,
  rootFields: 200,
  directives: 1_000,
  fields: 20_000,
};

/** Plans and executes over subgraphs it never saw: no sign-in, no signatures, any document. For audits, not for the public. */
export async function serveAnySupergraph(options: { supergraphSdl: string; log: Logger }): Promise<Gateway> {
  const { subgraphs } = readSupergraph(options.supergraphSdl);
  return createGateway({
    mode: 'test',
    supergraphSdl: options.supergraphSdl,
    sources: new Map([...subgraphs].map(([name, url]) => [name, httpSource({ name, url })])),
    openDocuments: true,
    limits: WIDE_LIMITS,
    origins: [],
    guestSecret: randomBytes(32).toString('base64url'),
    secureCookies: false,
    log: options.log,
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  runHost(async () => {
    const env = environment();
    const settings = loadSettings(settingsOfAny, { mode: modeFromEnvironment(env), env });
    const log = createLogger({ name: 'supergraph', level: settings.LOG_LEVEL });
    const gateway = await serveAnySupergraph({
      supergraphSdl: readFileSync(resolve(settings.SUPERGRAPH), 'utf8'),
      log,
    });
    const url = await gateway.listen({ port: settings.PORT, host: settings.HOST });
    console.log(`${url}/graphql`);
    endOnSignals(log, () => gateway.close());
  });
