import { createServer } from 'node:net';
import { portSetting } from './settings.mjs';

/** Refuses to start half: every port is tried before anything is launched. */
export async function assertPortsFree(ports) {
  for (const [name, port] of Object.entries(ports)) {
    await new Promise((resolve, reject) => {
      const server = createServer();
      server.once('error', (error) => {
        if (error.code === 'EADDRINUSE')
          Object.assign(error, { port, setting: portSetting[name] ?? name.toUpperCase() });
        reject(error);
      });
      server.listen({ port, host: '0.0.0.0', exclusive: true }, () => server.close(resolve));
    });
  }
}
