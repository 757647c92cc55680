import { describe, expect, it } from 'vitest';
import { LENSMETER_MAX_CHARACTERS, parseLensmeter } from './inspect-reading.ts';

const read = (text: string) => {
  const parsed = parseLensmeter(text);
  if (!parsed.ok) throw new Error(`${parsed.code} in line ${parsed.line}`);
  return parsed;
};
const eyes = (text: string) => read(text).reading;

describe('a line per eye', () => {
  it.each([
    ['R -2.00 -0.50 175', { od: { sphere: -2000, cylinder: -500, axis: 175 } }],
    ['R: -2.12 -0.62 3', { od: { sphere: -2120, cylinder: -620, axis: 3 } }],
    ['OS −1,75 DS', { os: { sphere: -1750, cylinder: 0 } }],
    ['OD: +0.25', { od: { sphere: 250 } }],
    ['R : +0,25 sph', { od: { sphere: 250, cylinder: 0 } }],
    ['R -1.00 -0.50 180', { od: { sphere: -1000, cylinder: -500, axis: 180 } }],
    ['OS S-1,75 C-0,25', { os: { sphere: -1750, cylinder: -250 } }],
    ['OD -2,12-0,62x175', { od: { sphere: -2120, cylinder: -620, axis: 175 } }],
    ['L +0.25', { os: { sphere: 250 } }],
    ['OD -2.00-0.50x175', { od: { sphere: -2000, cylinder: -500, axis: 175 } }],
    ['R 0.00 -1.00 0', { od: { sphere: 0, cylinder: -1000, axis: 180 } }],
    [
      'L S-1.75 C-0.25 A90 ADD+2.00 BI0.25 BU0.50 PD31.5',
      { os: { sphere: -1750, cylinder: -250, axis: 90, add: 2000, prismIn: 250, prismUp: 500, pdMm: 31.5 } },
    ],
    ['r s+1.00 ax5 bo0.75 bd1.5 pd=32', { od: { sphere: 1000, axis: 5, prismIn: -750, prismUp: -1500, pdMm: 32 } }],
    ['R -2.00 -0.50 175\nL -1.75', { od: { sphere: -2000, cylinder: -500, axis: 175 }, os: { sphere: -1750 } }],
    ['R S-2.00\nR ADD2.00', { od: { sphere: -2000, add: 2000 } }],
  ])('%j', (text, expected) => {
    expect(eyes(text)).toEqual(expected);
    expect(read(text).expected).toEqual({});
  });

  it('takes the control characters of a link as line ends', () => {
    expect(eyes('\u001cR -2.00\u000dL -1.75\u001d\u0006')).toEqual({ od: { sphere: -2000 }, os: { sphere: -1750 } });
  });

  it.each([
    ['R', 1],
    ['X -2.00', 1],
    ['R -2.00 -0.50 181', 1],
    ['R -2.00 -0.50 17.5', 1],
    ['R A-5', 1],
    ['R -2.00 -0.50 175 9', 1],
    ['R -2.00\nL minus two', 2],
    ['\n\nR -2.0000', 3],
    ['R S', 1],
    ['R -2.00:', 1],
    ['R -2.00 DSX', 1],
    ['R -2.00 XDS', 1],
    ['R -2.00 SPHERE', 1],
    ['R -2.00 +SPH', 1],
    ['R Q2.00', 1],
    ['-2.00 -0.50 175', 1],
  ])('asks back for %j', (text, line) => {
    expect(parseLensmeter(text)).toEqual({ ok: false, code: 'LINE_UNREADABLE', line });
  });

  it('is nothing when it is empty, and too much when it is a file', () => {
    expect(parseLensmeter(' \r\n ')).toEqual({ ok: false, code: 'EMPTY', line: 1 });
    expect(parseLensmeter('JOB=1\nDO=B')).toEqual({ ok: false, code: 'EMPTY', line: 1 });
    expect(parseLensmeter(' '.repeat(LENSMETER_MAX_CHARACTERS)).ok).toBe(false);
    expect(parseLensmeter(' '.repeat(LENSMETER_MAX_CHARACTERS))).toMatchObject({ code: 'EMPTY' });
    expect(parseLensmeter(' '.repeat(LENSMETER_MAX_CHARACTERS + 1))).toEqual({ ok: false, code: 'TOO_LONG', line: 1 });
  });
});

describe('DCS records', () => {
  it('hold the right eye first', () => {
    expect(eyes('SPH=-2.00;-1.75\r\nCYL=-0.75;-0.50\r\nAX=175;0\r\nADD=2.00;2.25\r\nIPD=31.00;32.00\r\n')).toEqual({
      od: { sphere: -2000, cylinder: -750, axis: 175, add: 2000, pdMm: 31 },
      os: { sphere: -1750, cylinder: -500, axis: 180, add: 2250, pdMm: 32 },
    });
  });

  it('may have blanks around their values, and a comma for the point', () => {
    expect(eyes('SPH= -2,25 ; -1.75 \nAX=175 ; 5')).toEqual({
      od: { sphere: -2250, axis: 175 },
      os: { sphere: -1750, axis: 5 },
    });
  });

  it('count for both eyes with one field, and for none where unknown', () => {
    expect(eyes('SPH=-2.00')).toEqual({ od: { sphere: -2000 }, os: { sphere: -2000 } });
    expect(eyes('SPH=-2.00;?\nCYL=;-1.00')).toEqual({ od: { sphere: -2000 }, os: { cylinder: -1000 } });
    expect(eyes('sph=-2.00;')).toEqual({ od: { sphere: -2000 } });
  });

  it('turn prism with its direction into in and up of each eye: 0° is nasal for the right eye only', () => {
    expect(eyes('PRVM=1.00;1.00\nPRVA=0;0')).toEqual({
      od: { prismIn: 1000, prismUp: 0 },
      os: { prismIn: -1000, prismUp: 0 },
    });
    expect(eyes('PRVM=2.00;0.50\nPRVA=270;90')).toEqual({
      od: { prismIn: 0, prismUp: -2000 },
      os: { prismIn: 0, prismUp: 500 },
    });
    expect(eyes('PRVM=1.00;')).toEqual({ od: { prismIn: 1000, prismUp: 0 } });
  });

  it('keep what the maker expects apart from what was read', () => {
    const text =
      'SPH=-6.00;-5.75\nLDDRSPH=-5.87;-5.62\nLDDRCYL=-0.12;0.00\nLDDRAX=5;\nLDADD=1.94;1.94\nLDPRVM=0.50;\nLDPRVA=90;';
    expect(read(text)).toEqual({
      ok: true,
      reading: { od: { sphere: -6000 }, os: { sphere: -5750 } },
      expected: {
        od: { sphere: -5870, cylinder: -120, axis: 5, add: 1940, prismIn: 0, prismUp: 500 },
        os: { sphere: -5620, cylinder: 0, add: 1940 },
      },
    });
    expect(read('LDDRSPH=-5.87;-5.62').reading).toEqual({});
  });

  it.each([
    ['SPH=-2.00;two', 1],
    ['JOB=1\nAX=5;190', 2],
    ['CYL=1\nLDDRAX=1.5;2', 2],
    ['SPH=1\nCYL=x\n', 2],
    // A separator of another system within a value: half of the number would be read as all of it.
    ['SPH=-2.00;-1\u2028.75', 1],
  ])('are not guessed: %j', (text, line) => {
    expect(parseLensmeter(text)).toEqual({ ok: false, code: 'LINE_UNREADABLE', line });
  });

  it('leave other records alone', () => {
    expect(eyes('JOB=17\nREM=two eyes\n_X=abc;def\nSPH=-1.00;-1.00\nTRCFMT=1;4;E;R;F')).toEqual({
      od: { sphere: -1000 },
      os: { sphere: -1000 },
    });
  });
});
