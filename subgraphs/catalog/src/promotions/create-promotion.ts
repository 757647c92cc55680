import { fromDecimalString, isUniqueViolation, newId, refuse } from '@opticworks/kernel';
import type { Catalogue } from '../catalogue.ts';
import { ERRORS } from '../errors.ts';
import { PromotionEntity } from './promotion.entity.ts';
import { normalCode } from './promotion.queries.ts';

export interface NewPromotion {
  name: string;
  code: string;
  percentOff?: string | null;
  amountOff?: string | null;
  minimumSubtotal?: string | null;
  startsAt?: Date | null;
  endsAt?: Date | null;
  usageLimit?: number | null;
}

const MOST_CODE = 40;
const CODE = new RegExp(`^[\\p{L}\\p{N}-]{1,${MOST_CODE}}$`, 'u');

/** Makes a coupon for whole orders. */
export async function createPromotion(catalogue: Catalogue, actor: string, asked: NewPromotion): Promise<string> {
  const now = catalogue.clock.now();
  const code = normalCode(asked.code);
  const name = asked.name.trim();
  if (name === '' || name.length > 160 || code === '') refuse(ERRORS.NAME_REQUIRED);
  if (!CODE.test(code)) refuse(ERRORS.PROMOTION_CODE_UNUSABLE, { most: MOST_CODE });
  const startsAt = asked.startsAt ?? now;
  if (asked.endsAt && asked.endsAt <= startsAt) refuse(ERRORS.PROMOTION_PERIOD_WRONG);
  const value = reductionOf(asked, catalogue.currency);
  const id = newId('promo');
  try {
    await catalogue.database.transaction(
      async (tx) => {
        await tx.manager.insert(PromotionEntity, {
          id,
          name,
          kind: 'ORDER',
          code,
          ...value,
          currency: catalogue.currency,
          startsAt,
          endsAt: asked.endsAt ?? null,
          usageLimit: asked.usageLimit ?? null,
          timesUsed: 0,
          createdAt: now,
        });
        await tx.audit({ stream: 'catalog', actor, action: 'promotion.created', subject: id, details: { code } });
      },
      { name: 'create-promotion' },
    );
  } catch (error) {
    if (isUniqueViolation(error)) refuse(ERRORS.PROMOTION_CODE_TAKEN, { code });
    throw error;
  }
  return id;
}

function reductionOf(asked: NewPromotion, currency: string) {
  const minor = (text: string | null | undefined): bigint | null => {
    if (text == null) return null;
    try {
      return fromDecimalString(text, currency).amountMinor;
    } catch {
      refuse(ERRORS.PROMOTION_VALUE_UNCLEAR);
    }
  };
  const percentOffBps = asked.percentOff == null ? null : Math.round(Number(asked.percentOff) * 100);
  const amountOffMinor = minor(asked.amountOff);
  const minimumSubtotalMinor = minor(asked.minimumSubtotal);
  const isPercent = percentOffBps !== null && percentOffBps >= 1 && percentOffBps <= 10_000;
  const isAmount = amountOffMinor !== null && amountOffMinor > 0n;
  const isOne = (percentOffBps === null) !== (amountOffMinor === null);
  const rest = (minimumSubtotalMinor ?? 0n) >= 0n && (asked.usageLimit == null || asked.usageLimit > 0);
  if (!isOne || !(isPercent || isAmount) || !rest) refuse(ERRORS.PROMOTION_VALUE_UNCLEAR);
  return { percentOffBps, amountOffMinor, minimumSubtotalMinor };
}
