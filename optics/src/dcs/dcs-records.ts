/** C: two eyes, right first. S: one value. M: may come again and again. */
export type DcsRecordKind = 'C' | 'S' | 'M';

export interface DcsRecordRule {
  kind: DcsRecordKind;
  /** The value is a number; `needed` ones refuse a file when they cannot be read, the others only warn. */
  number?: 'needed' | 'useful';
}

const rules = (kind: DcsRecordKind, labels: string, number?: DcsRecordRule['number']): [string, DcsRecordRule][] =>
  labels.split(' ').map((label) => [label, number ? { kind, number } : { kind }]);

/**
 * Records whose meaning is known here. Everything else passes through untouched; labels that start with "_" are private to a vendor.
 * Kinds as open implementations and real files have them; the standard's own text could not be read.
 */
export const dcsRecords: ReadonlyMap<string, DcsRecordRule> = new Map([
  ...rules('S', 'JOB DO OMAV VEN MODEL MID CLIENT ACCN FMFR FRAM FUPC STATUS REQ ANS OPERID DEV MNAME CRC'),
  ...rules('S', 'DBL', 'needed'),
  ...rules('S', 'FTYP POLISH EYESIZ', 'useful'),
  ...rules('M', 'REM DRILLE DRILL XSTATUS INFO INF D'),
  ...rules('C', 'SPH CYL AX ADD PRVM PRVA IPD NPD OCHT SEGHT HBOX VBOX FED CIRC', 'needed'),
  ...rules('C', 'CIRC3D FCRV ZTILT PANTO BVD BEVP BEVM BEVC PINB FPINB GDEPTH GWIDTH BSIZ CSIZ ETYP', 'useful'),
  ...rules('C', 'LIND DIA MBASE FRNT BACK CTHICK MINCTR MINEDG THKP THKA THNP THNA CRIB', 'useful'),
  ...rules('C', 'FCOCIN FCOCUP FCSGIN FCSGUP SGOCIN SGOCUP SBOCIN SBOCUP BCOCIN BCOCUP', 'useful'),
  ...rules('C', 'PTPRVM PTPRVA RPRVM RPRVA KPRVM KPRVA LAPBASX LAPCRSX TIND', 'useful'),
  ...rules('C', 'LDDRSPH LDDRCYL LDDRAX LDADD LDPRVM LDPRVA', 'useful'),
  ...rules('C', 'LMATTYPE LMATID LNAM LMFR LTYP LTYPE OPC ACOAT TINT POLAR PHOTO GRADIENT'),
]);

/** A label a file may hold more than once: repeated by its kind, private, or unknown here. */
export const mayRepeat = (label: string): boolean => (dcsRecords.get(label)?.kind ?? 'M') === 'M';

const NUMBER = /^[+-]?(\d{1,9}(\.\d{0,6})?|\.\d{1,6})$/;

/** A decimal as devices write it. @returns null for anything else, nothing, exponents and decimal commas included */
export const dcsNumber = (text: string | undefined): number | null => (NUMBER.test(String(text)) ? Number(text) : null);

/** What a field gives; undefined for an empty one and for "?". */
export const known = (field: string | undefined): string | undefined =>
  field === '?' ? undefined : field || undefined;
