import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import { createServer, request } from 'node:http';
import { connect } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { constants, createBrotliCompress, createGzip } from 'node:zlib';

/**
 * Serves the built admin: its files with caching by content hash, index.html for every screen's address, and a way through to
 * the gateway for what the screens ask, so that cookies stay first-party. Only Node's own modules: there is nothing to extend here.
 */
const port = Number(process.env.ADMIN_PORT ?? 3001);
const graph = new URL(process.env.GRAPH_URL ?? 'http://localhost:4000');
const dist = join(import.meta.dirname, 'dist');
const index = join(dist, 'index.html');

const proxied = /^\/(graphql|auth|media|ops|partner|lab|inventory|orders|procurement|catalog|customer-rx)(\/|\?|$)/;
// Screens share first words with the gateway's routes; a browser that asks for a page gets the page.
const isPage = (req) =>
  req.method === 'GET' &&
  /text\/html/.test(req.headers.accept ?? '') &&
  !/^\/(graphql|auth|media|customer-rx)/.test(req.url) &&
  !/\.(pdf|oma|png|zpl|edi|csv)(\?|$)/.test(req.url);

const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.map': 'application/json',
};
const security = {
  'content-security-policy':
    "default-src 'self'; img-src 'self' data: blob: http: https:; frame-src 'self' blob:; style-src 'self' 'unsafe-inline'; font-src 'self' data:; connect-src 'self' ws: wss:; frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=()',
};

/** The page names the shop's time zone, which only the running installation knows. */
function sendPage(req, res) {
  const zone = (process.env.SHOP_TIME_ZONE ?? '').replace(/[^\w/+-]/g, '');
  const page = readFileSync(index, 'utf8');
  const text = zone ? page.replace(/(<meta name="shop-time-zone" content=")[^"]*/, `$1${zone}`) : page;
  res.writeHead(200, { ...security, 'content-type': types['.html'], 'cache-control': 'no-cache' });
  res.end(req.method === 'HEAD' ? undefined : text);
}

function sendFile(req, res, path) {
  const type = types[extname(path)] ?? 'application/octet-stream';
  const headers = {
    ...security,
    'content-type': type,
    'cache-control': path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
    vary: 'accept-encoding',
  };
  const accepted = req.headers['accept-encoding'] ?? '';
  const compressible = /text|javascript|json|svg/.test(type) && statSync(path).size > 1024;
  const stream = createReadStream(path);
  stream.on('error', () => res.destroy());
  if (compressible && /\bbr\b/.test(accepted)) {
    res.writeHead(200, { ...headers, 'content-encoding': 'br' });
    stream.pipe(createBrotliCompress({ params: { [constants.BROTLI_PARAM_QUALITY]: 5 } })).pipe(res);
  } else if (compressible && /\bgzip\b/.test(accepted)) {
    res.writeHead(200, { ...headers, 'content-encoding': 'gzip' });
    stream.pipe(createGzip()).pipe(res);
  } else {
    res.writeHead(200, { ...headers, 'content-length': statSync(path).size });
    stream.pipe(res);
  }
}

const forwarded = (req) => ({
  ...req.headers,
  host: graph.host,
  'x-forwarded-for': [req.headers['x-forwarded-for'], req.socket.remoteAddress].filter(Boolean).join(', '),
  'x-forwarded-host': req.headers.host ?? '',
  'x-forwarded-proto': 'http',
});

/** Where an address leads in the built admin; null for one that cannot be read. */
function fileOf(url) {
  try {
    return normalize(join(dist, decodeURIComponent(url.split('?')[0])));
  } catch {
    return null;
  }
}

function answer(req, res) {
  const url = req.url ?? '/';
  if (url === '/health') return res.writeHead(200, { 'content-type': 'application/json' }).end('{"admin":"ok"}');
  if (proxied.test(url) && !isPage(req)) {
    const upstream = request(
      { host: graph.hostname, port: graph.port || 80, path: url, method: req.method, headers: forwarded(req) },
      (answer) => {
        res.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(res);
      },
    );
    upstream.on('error', () => {
      if (!res.headersSent) res.writeHead(502, { 'content-type': 'application/json' });
      res.end(
        '{"errors":[{"message":"The server does not answer. Your work on this screen is kept; try again in a moment.","extensions":{"code":"UNREACHABLE"}}]}',
      );
    });
    res.on('close', () => upstream.destroy());
    return req.pipe(upstream);
  }
  if (req.method !== 'GET' && req.method !== 'HEAD') return res.writeHead(405).end();
  const path = fileOf(url);
  if (path === null || path.includes('\0')) return res.writeHead(400, security).end();
  if (path.startsWith(dist) && existsSync(path) && path !== index && statSync(path).isFile())
    return sendFile(req, res, path);
  if (extname(path) && extname(path) !== '.html') return res.writeHead(404, security).end();
  return sendPage(req, res);
}

// Whatever one request meets, the others are served on.
const server = createServer((req, res) => {
  try {
    answer(req, res);
  } catch (error) {
    console.error(error);
    if (!res.headersSent) res.writeHead(500, security);
    res.end();
  }
});

/** Sockets of the live screens: the server no longer counts them as its own, so they are ended by hand when it stops. */
const live = new Set();

server.on('upgrade', (req, socket, head) => {
  if (!/^\/graphql(\?|$)/.test(req.url ?? '')) return socket.destroy();
  live.add(socket);
  socket.once('close', () => live.delete(socket));
  const upstream = connect(Number(graph.port || 80), graph.hostname, () => {
    const lines = [`GET ${req.url} HTTP/1.1`];
    for (const [name, value] of Object.entries(forwarded(req)))
      for (const one of [value].flat()) lines.push(`${name}: ${one}`);
    upstream.write(`${lines.join('\r\n')}\r\n\r\n`);
    if (head.length) upstream.write(head);
    upstream.pipe(socket).pipe(upstream);
  });
  const end = () => {
    upstream.destroy();
    socket.destroy();
  };
  for (const side of [upstream, socket]) side.on('error', end).on('close', end);
});

server.listen(port, process.env.HOST ?? '0.0.0.0');
for (const signal of ['SIGTERM', 'SIGINT']) {
  process.on(signal, () => {
    server.close(() => process.exit(0));
    server.closeAllConnections();
    for (const socket of live) socket.destroy();
  });
}
