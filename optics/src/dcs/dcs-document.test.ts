import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dcsLimits, emitDcs, parseDcsDocument, withDcsRecord } from './dcs-document.ts';
import { checkMutant } from './fuzz/check-mutant.ts';
import { fuzzCorpus } from './fuzz/fuzz-corpus.ts';
import { mutatedDcs } from './fuzz/mutate-dcs.ts';
import { seedOf } from './fuzz/seeded-random.ts';
import { latin1Bytes, latin1Text } from './latin1.ts';
import { parseDcs, textOf } from './parse-dcs.ts';
import { writeDcs } from './write-dcs.ts';

const sample = readFileSync(new URL('../../test-data/job-1001.oma', import.meta.url), 'utf8');
/** Fewer do where one test run is one of hundreds: damaged files, and with them all other random input. */
const DAMAGED = Number(process.env.DCS_DAMAGED ?? 20_000);

const documentOf = (text: string) => {
  const parsed = parseDcsDocument(text);
  if (!parsed.ok) throw new Error(parsed.errors[0]?.detail);
  return parsed.document;
};

describe('a document', () => {
  it.each([
    ['mixed line ends', 'JOB=1\rDO=B\nREM=x\r\n\n\r\r\nIPD=;33'],
    ['odd spacing and spelling', '  job = 1 ;2;\t\nRem==;;a=b\n\n   \nHBOX=052.000;+52\n'],
    ['unknown and private records in their order', 'ZZZ=1\n_OWN=a;b\nAAA=2\nZZZ=3\n'],
    ['the end mark of old systems', 'JOB=1\r\n\x1a'],
    ['a byte order mark', '\xef\xbb\xbfJOB=1\n'],
    ['every byte of Latin-1', `REM=${Array.from({ length: 224 }, (_, i) => String.fromCharCode(32 + i)).join('')}\n`],
    ['lines that mean nothing', 'hello\n=1\n'],
    ['nothing', ''],
  ])('keeps %s', (_, text) => {
    expect(emitDcs(documentOf(text))).toBe(text);
  });

  it('comes back byte by byte, whatever the bytes', () => {
    const printable = fc
      .integer({ min: 0, max: 255 })
      .filter((b) => b > 31 || b === 9 || b === 10 || b === 13 || b === 26);
    const property = fc.property(fc.array(printable, { maxLength: 400 }), (bytes) => {
      const parsed = parseDcsDocument(Uint8Array.from(bytes));
      expect(parsed.ok && Array.from(latin1Bytes(emitDcs(parsed.document)) ?? [])).toEqual(bytes);
    });
    fc.assert(property, { numRuns: DAMAGED / 10 });
  });

  it('comes back byte by byte when it was written here', () => {
    const label = fc.stringMatching(/^[A-Z_][A-Z0-9]{0,8}$/).filter((l) => !/^([RAZ]|[A-Z0-9]+FMT)$/.test(l));
    const field = fc.stringMatching(/^[ -:<-~\xa1-\xff]{0,12}$/);
    const record = fc.record({ label, fields: fc.array(field, { minLength: 1, maxLength: 4 }) });
    const radii = fc.array(fc.integer({ min: 1000, max: 6000 }), { minLength: 12, maxLength: 60 });
    const property = fc.property(
      fc.uniqueArray(record, { selector: (r) => r.label, maxLength: 12 }),
      radii,
      (records, r) => {
        const written = writeDcs({ records, traces: [{ side: 'od', type: 'F', radii: r, angles: null }] });
        if (!written.ok) throw new Error(written.errors[0]?.detail);
        expect(emitDcs(documentOf(written.text))).toBe(written.text);
      },
    );
    fc.assert(property, { numRuns: DAMAGED / 20 });
  });

  it('comes back byte by byte through its meaning when private or unknown labels repeat', () => {
    const text = 'JOB=1\r\n_XYZ=a;1\r\nREM=x\r\n_XYZ=b;2\r\n_XYZ=a;1\r\nZZZ=1\r\nZZZ=2\r\nREM=y\r\n';
    const parsed = parseDcs(text);
    if (!parsed.ok) throw new Error(parsed.errors[0]?.detail);
    expect(emitDcs(parsed.file.document)).toBe(text);
    expect(writeDcs(parsed.file)).toEqual({ ok: true, text });
  });

  it('maps each byte to one character and back', () => {
    const all = Uint8Array.from({ length: 100_000 }, (_, i) => i % 256);
    expect(latin1Bytes(latin1Text(all))).toEqual(all);
    expect(latin1Bytes('−')).toBeNull();
  });
});

describe('a changed document', () => {
  it('changes one line, with its spelling and end, and no other', () => {
    const text = 'JOB=1\r\nhbox =52;52\nREM=x\r';
    expect(emitDcs(withDcsRecord(documentOf(text), 'HBOX', ['51.50', '51.50']))).toBe(
      'JOB=1\r\nhbox =51.50;51.50\nREM=x\r',
    );
  });

  it('adds a record before the trace, with the line end of the file', () => {
    const text = emitDcs(withDcsRecord(documentOf(sample), 'STATUS', ['0']));
    expect(text.split('\n').indexOf('STATUS=0')).toBeLessThan(text.split('\n').indexOf('TRCFMT=1;36;E;R;F'));
    const parsed = parseDcs(text);
    expect(parsed.ok && textOf(parsed.file, 'STATUS')).toBe('0');
  });

  it('adds a record after a last line that had no end', () => {
    expect(emitDcs(withDcsRecord(documentOf('JOB=1\nDO=B'), 'DBL', ['18']))).toBe('JOB=1\nDO=B\nDBL=18\n');
  });
});

describe('damaged files', () => {
  it('are read, refused with typed problems, and never more than that', () => {
    const corpus = fuzzCorpus(sample);
    const fates: Record<string, number> = {};
    for (let n = 0; n < DAMAGED; n++) {
      const fate = checkMutant(mutatedDcs(seedOf(20260302, n), corpus));
      fates[fate] = (fates[fate] ?? 0) + 1;
    }
    // All outcomes occur often, or the damage would prove nothing.
    expect(Object.values(fates).every((count) => count > DAMAGED / 40)).toBe(true);
    expect(Object.keys(fates)).toHaveLength(4);
  });

  it('cost time in proportion to their size', () => {
    const timeOf = (text: string) => {
      const started = performance.now();
      checkMutant(text);
      return performance.now() - started;
    };
    const size = Math.min(dcsLimits.bytes - 1_000, DAMAGED * 50);
    for (const piece of ['\n', ';', 'R=1;2\n', 'TRCFMT=1;36;E;R;F\n', 'HBOX=1;2\n', 'AB=1\n', '=\n', 'x']) {
      const text = piece.repeat(Math.floor(size / piece.length));
      expect(timeOf(text), JSON.stringify(piece)).toBeLessThan(2_000);
    }
    const points = Math.min(10_000, DAMAGED);
    const trace = `TRCFMT=1;${points};U;R;F\nR=${'2500;'.repeat(points)}`.replace(/(.{25000};)/g, '$1\nR=');
    expect(timeOf(trace)).toBeLessThan(2_000);
  });
});
