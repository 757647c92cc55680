import { useMemo, useState } from 'react';
import { formatDate } from '../format/date.ts';
import { send } from '../graph/browser.ts';
import { tellFailure } from '../graph/tell.ts';
import { fill } from '../i18n/fill.ts';
import type { Locale } from '../i18n/href.ts';
import type { EntryTexts } from './entry-texts.ts';
import { checkPrescriptionDocument } from './prescription.documents.ts';
import type { RxEntry } from './rx-entry.ts';
import {
  formField,
  judgeForm,
  type LensUse,
  type RxForm,
  savingInput,
  stillConfirmed,
  type Told,
  warningsByCode,
} from './rx-form.ts';
import type { RxRules } from './rx-rules.ts';

interface ServerIssue {
  code: string;
  field?: string | null;
  message: string;
  severity: Told['severity'];
}

export const toldOf = (issue: ServerIssue): Told => ({
  code: issue.code,
  field: formField(issue.field ?? ''),
  message: issue.message,
  severity: issue.severity,
  suggestions: [],
});

/** What is said about the prescription: by the rules in this browser at once, by the server before going on. */
export function usePrescriptionCheck(
  { form, savedId, confirmed }: RxEntry,
  { use, today, locale, rules, t }: { use: LensUse; today: string; locale: Locale; rules: RxRules; t: EntryTexts },
) {
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [hasTried, setTried] = useState(false);
  const [serverTold, setServerTold] = useState<Told[]>([]);

  const told = useMemo(() => {
    if (savedId) return [];
    const own = judgeForm(form, { use, today, locale, rules });
    const known = new Set(own.map((one) => one.code + one.field));
    return [...own, ...serverTold.filter((one) => !known.has(one.code + one.field))];
  }, [form, use, today, locale, rules, savedId, serverTold]);
  const errors = told.filter((one) => one.severity === 'ERROR');
  const warnings = warningsByCode(told);

  /** Asks the server the same questions; its answer counts. @returns whether the prescription can be used, or a sentence why not */
  const ask = async (): Promise<boolean | string> => {
    try {
      const { checkPrescription: answer } = await send(checkPrescriptionDocument, {
        input: savingInput(form, confirmed, rules),
      });
      const issues = answer.issues.map(toldOf);
      setServerTold(issues);
      const blocks = (issue: Told) =>
        issue.severity === 'ERROR' || (issue.severity === 'WARNING' && !confirmed.includes(issue.code));
      if (issues.some(blocks)) return false;
      if (answer.__typename === 'Refusal') return answer.message;
      if (answer.expired)
        return fill(t.rx.fileExpired, { date: answer.expiresOn ? formatDate(answer.expiresOn, locale) : '–' });
      return true;
    } catch (error) {
      return tellFailure(error, t);
    }
  };

  return {
    use,
    rules,
    errors,
    warnings,
    visible: told.filter((one) => one.severity !== 'ERROR' || hasTried || left.has(one.field)),
    isBlocked: errors.length > 0 || warnings.some((one) => !confirmed.includes(one.code)),
    hasTried,
    setTried,
    setServerTold,
    leave: (field: string) => setLeft((now) => new Set(now).add(field)),
    ask,
    /** Ticks that still hold when the form becomes this one. */
    confirmedAfter: (next: RxForm): string[] =>
      stillConfirmed(confirmed, told, judgeForm(next, { use, today, locale, rules })),
  };
}

export type PrescriptionCheck = ReturnType<typeof usePrescriptionCheck>;
