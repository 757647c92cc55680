import { createHmac } from 'node:crypto';
import { existsSync, readFileSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../steps/install.mjs';
import { assertPortsFree } from '../steps/ports.mjs';
import { localSettings } from '../steps/settings.mjs';
import { findProgram } from '../steps/test-programs.mjs';

/** Looks at the machine and says what would not work. `doctor --code` prints the demo staff's current one-time code. */
export async function run(args) {
  const settings = localSettings();
  if (args.includes('--code')) {
    const file = join(settings.dataDir, 'demo.json');
    if (!existsSync(file)) throw new Error('There are no demo people yet. Run npm start first.');
    console.log(oneTimeCode(JSON.parse(readFileSync(file, 'utf8')).totpSecret));
    return 0;
  }
  let bad = 0;
  const tell = (good, text) => {
    if (!good) bad += 1;
    console.log(`${good ? '✓' : '✗'} ${text}`);
  };
  tell(true, `Node ${process.versions.node}`);
  const disk = statfsSync(root);
  const freeGb = (disk.bavail * disk.bsize) / 1e9;
  tell(freeGb > 1, `${freeGb.toFixed(1)} GB free on the disk${freeGb > 1 ? '' : ': free at least 1 GB'}`);
  for (const [name, port] of Object.entries(settings.ports)) {
    const free = await assertPortsFree({ [name]: port }).then(
      () => true,
      () => false,
    );
    tell(
      free,
      free ? `port ${port} for ${name} is free` : `port ${port} for ${name} is taken (or OpticWorks is running)`,
    );
  }
  for (const name of ['chromium', 'redis'])
    tell(
      findProgram(name) !== null,
      findProgram(name) ?? `${name} is missing: only needed by npm test${name === 'redis' ? ' and start:apart' : ''}`,
    );
  return bad > 0 ? 1 : 0;
}

/** Time-based one-time password (RFC 6238: HMAC-SHA-1, 30 s, six digits) of a base32 secret. */
export function oneTimeCode(secret, now = Date.now()) {
  const bits = [...secret.replace(/=+$/, '').toUpperCase()]
    .map((c) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0'))
    .join('');
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(now / 30_000)));
  const digest = createHmac('sha1', key).update(counter).digest();
  const code = digest.readUInt32BE(digest.at(-1) & 15) & 0x7fffffff;
  return String(code % 1_000_000).padStart(6, '0');
}
