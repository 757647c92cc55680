interface Offer {
  id: string;
  carrier: string;
  arrivesOn: string | null;
  deliveryDays: number | null;
  amount: { amount: string };
}

/**
 * The offers worth a look, in their order: the cheapest of each carrier, the cheapest of those that arrive first, and the one that is
 * chosen. Most of the others cost more and arrive no sooner.
 */
export function shortlist<O extends Offer>(offers: readonly O[], chosenId: string | null): O[] {
  const cheapest = [...offers].sort((a, b) => Number(a.amount.amount) - Number(b.amount.amount));
  const soonest = cheapest.reduce<O | null>((best, one) => (best && !isSooner(one, best) ? best : one), null);
  const worth = new Set(offers.map(({ carrier }) => cheapest.find((one) => one.carrier === carrier)));
  return offers.filter((one) => worth.has(one) || one === soonest || one.id === chosenId);
}

const isSooner = (a: Offer, b: Offer): boolean =>
  a.arrivesOn !== null && b.arrivesOn !== null
    ? a.arrivesOn < b.arrivesOn
    : (a.deliveryDays ?? Number.POSITIVE_INFINITY) < (b.deliveryDays ?? Number.POSITIVE_INFINITY);
