import { existsSync, readdirSync, rmSync, watch } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { transformFile } from '@swc/core';
import { server } from './build.mjs';
import { root } from './install.mjs';

/** The same JavaScript as the compiler's, one file at a time and without a look at its types. */
const options = {
  configFile: false,
  swcrc: false,
  sourceMaps: true,
  module: { type: 'es6' },
  jsc: {
    target: 'es2023',
    keepClassNames: true,
    rewriteRelativeImportExtensions: true,
    parser: { syntax: 'typescript', decorators: true, tsx: true },
    transform: {
      legacyDecorator: true,
      decoratorMetadata: true,
      useDefineForClassFields: false,
      verbatimModuleSyntax: true,
      react: { runtime: 'automatic' },
    },
  },
};

/** The folder of each workspace of the server that has sources. */
const rooms = () =>
  server
    .flatMap((name) => [name, ...readdirSync(join(root, name)).map((part) => `${name}/${part}`)])
    .filter((room) => existsSync(join(root, room, 'src')) && existsSync(join(root, room, 'package.json')));

async function recompile(room, file) {
  const source = join(root, room, 'src', file);
  const target = join(root, room, 'dist', file.replace(/\.tsx?$/, '.js'));
  if (!existsSync(source)) {
    rmSync(target, { force: true });
    return;
  }
  const { parser, ...jsc } = options.jsc;
  const { code, map } = await transformFile(source, {
    ...options,
    sourceFileName: source,
    jsc: { ...jsc, parser: { ...parser, tsx: file.endsWith('x') } },
  });
  // The compiler would take what stands in dist for its own work: without its notes it does this room again at the next start.
  rmSync(join(root, room, 'dist/.tsbuildinfo'), { force: true });
  await mkdir(dirname(target), { recursive: true });
  const name = target.slice(target.lastIndexOf('/') + 1);
  await writeFile(`${target}.map`, map ?? '');
  await writeFile(target, `${code}\n//# sourceMappingURL=${name}.map\n`);
}

/**
 * Puts every changed source of the server into its build, so that whoever runs the build in watch mode restarts. Types are not
 * looked at: an editor and `npm run verify` do that, and the next start compiles all of it properly.
 * @param say receives a line for the person at the terminal
 * @returns ends the watching
 */
export function recompileOnChange(say) {
  const waiting = new Map();
  const watchers = rooms().map((room) =>
    watch(join(root, room, 'src'), { recursive: true }, (_, file) => {
      if (!file || !/\.tsx?$/.test(file) || /\.(test|d)\.tsx?$/.test(file)) return;
      const key = `${room}/src/${file}`;
      clearTimeout(waiting.get(key));
      // An editor writes a file in several steps.
      waiting.set(
        key,
        setTimeout(() => {
          waiting.delete(key);
          recompile(room, file).then(
            () => say(key),
            (error) =>
              say(
                `${key} could not be compiled; the server runs on as it was.\n${error.message.split('\n\nCaused by')[0]}`,
              ),
          );
        }, 50),
      );
    }),
  );
  return () => {
    for (const timer of waiting.values()) clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
  };
}
