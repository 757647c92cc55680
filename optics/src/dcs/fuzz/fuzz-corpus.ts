import { syntheticOutline } from '../../frame/synthetic-outline.ts';
import { writeDcs } from '../write-dcs.ts';

/** Healthy files of every kind the reader knows, to be damaged. @param sample the job of the reference */
export function fuzzCorpus(sample: string): [string, ...string[]] {
  const radii = [...syntheticOutline('cat-eye', 54, 40).radii];
  const uneven = radii.slice(0, 90).map((_, i) => radii[i * 4] ?? 0);
  const angles = uneven.map((_, i) => i * 400 + (i % 2) * 30);
  const written = writeDcs({
    records: [
      { label: 'JOB', fields: ['77'] },
      { label: '_OWN', fields: ['a', '', 'b'] },
      { label: 'DRILLE', fields: ['R', 'C', '-20.5', '3.1', '1.4'] },
      { label: 'DRILLE', fields: ['L', 'C', '20.5', '3.1', '1.4'] },
    ],
    traces: [{ side: 'od', type: 'F', radii, angles: null, others: [{ label: 'Z', fields: ['12', '13'] }] }],
    otherBlocks: [
      {
        header: { label: 'STHKFMT', fields: ['1', '4', 'E', 'R'] },
        lines: [
          { label: 'R', fields: ['300', '310', '320', '330'] },
          { label: 'T', fields: ['0164', '0165'] },
          { label: 'T', fields: ['0165', '0167'] },
        ],
      },
      {
        header: { label: 'ZFMT', fields: ['1', '4', 'E', 'R', 'F'] },
        lines: [{ label: 'Z', fields: ['1', '2', '3', '4'] }],
      },
    ],
  });
  const unevenFile = writeDcs({ records: [], traces: [{ side: 'os', type: 'P', radii: uneven, angles }] });
  const texts = [written, unevenFile].flatMap((file) => (file.ok ? [file.text] : []));
  return [sample, sample.replaceAll('\n', '\r\n'), `${sample}\r\r\n  \nREM = odd ;; line \n\x1a`, ...texts];
}
