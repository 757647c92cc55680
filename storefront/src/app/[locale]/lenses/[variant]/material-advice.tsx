import type { Messages } from '../../../../i18n/locales.ts';
import { look } from '../../../../kit/look.ts';

/** What an optician would say before the list of materials: one sentence per reason. */
export function MaterialAdvice({
  reasons,
  t,
}: {
  reasons: readonly { code: string; message: string }[];
  t: Messages['lens'];
}) {
  return (
    <aside className={`${look.card} grid max-w-prose gap-2 p-4`} aria-label={t.advice}>
      <p className="font-medium">{t.advice}</p>
      <ul className="grid gap-1">
        {reasons.map(({ code, message }) => (
          <li key={code} className="text-ink-soft">
            {message}
          </li>
        ))}
      </ul>
    </aside>
  );
}
