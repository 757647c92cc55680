import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './install.mjs';

/** Path of a Node 24 or newer: the running one if it is, else the one that came with the packages. */
export function findNode24() {
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const program = process.platform === 'win32' ? 'node.exe' : 'node';
  // For Apple silicon the package that is kept up to date has another name.
  for (const name of [`node-${platform}-${process.arch}`, `node-bin-${platform}-${process.arch}`]) {
    const binary = join(root, 'node_modules', name, 'bin', program);
    if (existsSync(binary)) return binary;
  }
  throw new Error(
    `There is no packaged Node 24 for ${process.platform}/${process.arch}. Install Node 24 yourself and start again.`,
  );
}
