import { actorOf, type RequestContext, refuse } from '@opticworks/kernel';
import { ERRORS } from '../errors.ts';
import { MeasurePromises } from '../jobs.ts';
import { requireStaffFor } from '../permissions.ts';
import type { Services } from '../services.ts';
import { unreadableTerm } from './promise.rules.ts';
import { type PromiseTerms, termsNow } from './promise-basis.ts';

const LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('orders.promise-terms', 0))";

/**
 * An owner changes what promises rest on. Each change is a version that is never edited, with who, when and why; promises keep the version
 * they were made by.
 * @throws PROMISE_TERMS_UNREADABLE, PROMISE_TERMS_REASON_MISSING, PROMISE_TERMS_CHANGED_MEANWHILE
 */
export async function savePromiseTerms(
  services: Services,
  ctx: RequestContext,
  change: { terms: PromiseTerms; reason: string; basedOn: number },
): Promise<PromiseTerms & { version: number }> {
  const staff = requireStaffFor(ctx, 'promises.set');
  const field = unreadableTerm(change.terms);
  if (field) refuse(ERRORS.PROMISE_TERMS_UNREADABLE, { field });
  const reason = change.reason.trim();
  if (reason === '' || reason.length > 500) refuse(ERRORS.PROMISE_TERMS_REASON_MISSING);
  const saved = await services.database.transaction(
    async (tx) => {
      await tx.query(LOCK);
      const { version, ...before } = await termsNow(tx.query);
      if (version !== change.basedOn) refuse(ERRORS.PROMISE_TERMS_CHANGED_MEANWHILE, { version: String(version) });
      if (isSame(before, change.terms)) return { ...before, version };
      const { terms } = change;
      await tx.query(
        `INSERT INTO promise_terms (version, handling_days, transit_days, percentile, min_cases, window_days, may_promise_earlier,
           reason, changed_by, changed_by_id, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
        [
          version + 1,
          terms.handlingDays,
          terms.transitDays,
          terms.percentile,
          terms.minCases,
          terms.windowDays,
          terms.mayPromiseEarlier,
          reason,
          staff.name,
          actorOf(ctx.principal),
          services.clock.now(),
        ],
      );
      await tx.enqueue(MeasurePromises, {}, { singletonKey: 'measure-promises' });
      return { ...terms, version: version + 1 };
    },
    { name: 'save promise terms' },
  );
  services.promises.forget();
  return saved;
}

const isSame = (a: PromiseTerms, b: PromiseTerms): boolean =>
  (Object.keys(a) as (keyof PromiseTerms)[]).every((key) => a[key] === b[key]);
