import { type WhoShape, whoText } from '../../kit/who-text.ts';

export interface AuditShape {
  id: string;
  at: string;
  action: string;
  reason: string | null;
  who: WhoShape;
}

export interface AuditLine {
  key: string;
  /** Of the newest of them. */
  at: string;
  what: string;
  who: string;
}

const words: Record<string, string> = {
  'prescription.read': 'Read',
  'prescription.break-glass': 'Read out of turn',
  'prescription.called': 'Call noted',
  'prescription.taken-over': 'Taken over',
  'verification.requested': 'Prescriber asked',
  'verification.read': 'Read by the prescriber',
  'verification.late-answer': 'Late answer of the prescriber',
};

/** The audit as a person reads it, newest first: what one did again and again without anybody in between is one line. */
export function auditLines(entries: readonly AuditShape[]): AuditLine[] {
  const lines: (AuditLine & { count: number; same: string })[] = [];
  for (const { id, at, action, reason, who } of entries) {
    const what = [words[action] ?? action, reason].filter(Boolean).join(': ');
    const name = whoText(who);
    const same = `${what}\n${name}`;
    const last = lines.at(-1);
    if (last?.same === same) last.count += 1;
    else lines.push({ key: id, at, what, who: name, count: 1, same });
  }
  return lines.map(({ key, at, what, who, count }) => ({
    key,
    at,
    what: count > 1 ? `${what} (${count} times)` : what,
    who,
  }));
}
