import type { DcsProblem } from '../dcs.types.ts';
import { emitDcs, parseDcsDocument } from '../dcs-document.ts';
import { MAX_PROBLEMS } from '../dcs-problem.ts';
import { parseDcs, readDcs } from '../parse-dcs.ts';
import { traceShapes } from '../trace-shapes.ts';
import { writeDcs } from '../write-dcs.ts';

export type MutantFate = 'no document' | 'unreadable' | 'no frame' | 'frame';

/**
 * What must hold for any input whatever: a document comes back as it was, problems are typed and few, an outline is one, and a file that
 * was read can be written and read again with the same meaning.
 * @throws Error naming what did not hold
 */
export function checkMutant(input: string): MutantFate {
  const parsed = parseDcsDocument(input);
  if (!parsed.ok) {
    checkProblems(parsed.errors);
    return 'no document';
  }
  if (emitDcs(parsed.document) !== input) throw new Error('The document did not come back as it was.');
  const read = readDcs(parsed.document);
  if (!read.ok) {
    checkProblems(read.errors);
    return 'unreadable';
  }
  checkRewritten(read.file);
  const shapes = traceShapes(read.file);
  if (!shapes.ok) {
    checkProblems(shapes.errors);
    return 'no frame';
  }
  const { od, os, eyeSizeMm, lensHeightMm } = shapes.frame;
  const isOutline = (radii: readonly number[]) =>
    radii.length % 2 === 0 && radii.length >= 12 && radii.every((r) => Number.isInteger(r) && r > 0 && r < 8_000);
  if (!isOutline(od.radii) || !isOutline(os.radii) || od.radii.length !== os.radii.length)
    throw new Error('What came out is no outline.');
  if (!(eyeSizeMm > 29 && eyeSizeMm < 71 && lensHeightMm > 14 && lensHeightMm < 66))
    throw new Error(`A box of ${eyeSizeMm} × ${lensHeightMm} mm came out.`);
  return 'frame';
}

function checkProblems(problems: readonly DcsProblem[]): void {
  if (problems.length === 0 || problems.length > MAX_PROBLEMS + 10)
    throw new Error(`A refusal has ${problems.length} problems.`);
  for (const { code, detail, advice } of problems)
    if (!code || !detail || !advice || detail.length > 300)
      throw new Error(`A problem is not fit to be shown: ${code}.`);
}

function checkRewritten(file: Parameters<typeof writeDcs>[0]): void {
  const written = writeDcs(file);
  if (!written.ok) {
    checkProblems(written.errors);
    return;
  }
  const again = parseDcs(written.text);
  const lines = (records: readonly { label: string; fields: string[] }[] = []) =>
    records.map(({ label, fields }) => [label, fields]);
  const bare = (f: Parameters<typeof writeDcs>[0]) =>
    JSON.stringify([
      lines(f.records),
      f.traces.map(({ side, type, radii, angles, others }) => [side, type, radii, angles, lines(others)]),
      f.otherBlocks?.map((block) => [lines([block.header]), lines(block.lines)]),
    ]);
  if (!again.ok || bare(again.file) !== bare(file)) throw new Error('What was written does not read the same.');
}
