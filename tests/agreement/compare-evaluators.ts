import { join } from 'node:path';
import { build } from 'vite';
import { answerText, digestsOf, machineMaths } from '../../optics/test/agreement/digests.ts';
import { openBrowser } from '../browser/support/open-browser.ts';

type Digests = typeof import('../../optics/test/agreement/digests.ts');
/** What the bundle puts into the page. */
type InPage = { agreement: Digests };

export interface Agreement {
  compared: number;
  /** The first question that browser and server answer differently, and where the answers part. */
  first: { n: number; path: string; browser: string; server: string } | null;
  engines: { browser: string; server: string };
  /** How many of how many results of the machine's own functions differ between the two engines. */
  maths: { samples: number; differing: Record<string, number> };
}

const AT_ONCE = 500;
const MATHS = 20_000;

/**
 * Asks the evaluator the same seeded questions in a browser, bundled and minified as a page gets it, and in this process from source,
 * and compares the digests of the complete answers. Stops at the first difference.
 */
export async function compareEvaluators(
  seed: number,
  count: number,
  progress: (compared: number) => void = () => {},
): Promise<Agreement> {
  const script = await bundled();
  const house = await openBrowser();
  try {
    const page = await (await house.visitor()).newPage();
    await page.addScriptTag({ content: script });
    const browser = await page.evaluate(() => navigator.userAgent);
    const inBrowser = await page.evaluate((n) => (globalThis as unknown as InPage).agreement.machineMaths(n), MATHS);
    const here = machineMaths(MATHS);
    const differing = Object.fromEntries(
      Object.entries(here).map(([name, values]) => [
        name,
        values.filter((value, i) => !Object.is(value, inBrowser[name]?.[i])).length,
      ]),
    );
    const said: Agreement = {
      compared: 0,
      first: null,
      engines: { browser, server: `Node ${process.versions.node}, V8 ${process.versions.v8}` },
      maths: { samples: MATHS, differing },
    };
    while (said.compared < count) {
      const asked = { seed, from: said.compared, count: Math.min(AT_ONCE, count - said.compared) };
      // The browser is another process: both work at the same time.
      const theirs = page.evaluate(
        (q) => (globalThis as unknown as InPage).agreement.digestsOf(q.seed, q.from, q.count),
        asked,
      );
      const ours = digestsOf(asked.seed, asked.from, asked.count);
      const other = await theirs;
      const at = ours.findIndex((digest, i) => digest !== other[i]);
      if (at >= 0) {
        const n = asked.from + at;
        const text = await page.evaluate((q) => (globalThis as unknown as InPage).agreement.answerText(q.seed, q.n), {
          seed,
          n,
        });
        return { ...said, compared: n + 1, first: { n, ...firstDifference(text, answerText(seed, n)) } };
      }
      said.compared += asked.count;
      progress(said.compared);
    }
    return said;
  } finally {
    await house.close();
  }
}

/** One classic script that defines `agreement`. */
async function bundled(): Promise<string> {
  const made = await build({
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      minify: true,
      lib: {
        entry: join(import.meta.dirname, '../../optics/test/agreement/digests.ts'),
        formats: ['iife'],
        name: 'agreement',
      },
    },
  });
  const [output] = Array.isArray(made) ? made : [made];
  const chunk = output && 'output' in output ? output.output[0] : undefined;
  if (!chunk) throw new Error('The evaluator could not be bundled.');
  // In a script of its own a top-level `var` is a global; said twice it does no harm.
  return `${chunk.code}\nglobalThis.agreement = agreement;`;
}

function firstDifference(browser: string, server: string): { path: string; browser: string; server: string } {
  const walk = (a: unknown, b: unknown, path: string): { path: string; browser: string; server: string } | null => {
    if (typeof a === 'object' && typeof b === 'object' && a && b) {
      for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
        const found = walk(Reflect.get(a, key), Reflect.get(b, key), path ? `${path}.${key}` : key);
        if (found) return found;
      }
      return null;
    }
    return Object.is(a, b)
      ? null
      : { path, browser: JSON.stringify(a) ?? 'nothing', server: JSON.stringify(b) ?? 'nothing' };
  };
  return walk(JSON.parse(browser), JSON.parse(server), '') ?? { path: 'the order of the answer', browser, server };
}
