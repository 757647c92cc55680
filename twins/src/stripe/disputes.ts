import type Stripe from 'stripe';
import { randomText } from '../ids.ts';
import { testCardOf } from './charging.ts';
import { mergeMetadata } from './params.ts';
import { invalidRequest } from './stripe-failure.ts';
import type { StripeWorld } from './stripe-world.ts';

/** The cardholder's bank takes the money back and asks why it was charged. */
export function openDispute(world: StripeWorld, chargeId: string): Stripe.Dispute | undefined {
  const charge = world.charges.get(chargeId);
  if (!charge || charge.disputed || !charge.captured) return undefined;
  const aftermath = charge.payment_method ? testCardOf(world, charge.payment_method)?.aftermath : undefined;
  const isInquiry = aftermath === 'inquiry';
  const amount = charge.amount_captured - charge.amount_refunded;
  const dispute = {
    id: `du_${randomText(24)}`,
    object: 'dispute',
    amount,
    balance_transactions: isInquiry
      ? []
      : [
          world.recordTransaction(
            'adjustment',
            -amount,
            charge.currency,
            chargeId,
            `Chargeback withdrawal for ${chargeId}`,
          ),
        ],
    charge: chargeId,
    created: world.now(),
    currency: charge.currency,
    enhanced_eligibility_types: [],
    evidence: {},
    evidence_details: {
      due_by: world.now() + 9 * 86_400,
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
    },
    intended_submission_method: null,
    is_charge_refundable: isInquiry,
    livemode: false,
    metadata: {},
    network_reason_code: aftermath === 'dispute_not_received' ? '13.1' : '10.4',
    payment_intent: charge.payment_intent,
    payment_method_details: {
      card: { brand: 'visa', case_type: isInquiry ? 'inquiry' : 'chargeback', network_reason_code: '10.4' },
      type: 'card',
    },
    reason: aftermath === 'dispute_not_received' ? 'product_not_received' : 'fraudulent',
    status: isInquiry ? 'warning_needs_response' : 'needs_response',
  } as unknown as Stripe.Dispute;
  world.disputes.set(dispute.id, dispute);
  if (!isInquiry) {
    charge.disputed = true;
    world.charges.set(chargeId, charge);
  }
  world.emit('charge.dispute.created', dispute);
  if (!isInquiry) world.emit('charge.dispute.funds_withdrawn', dispute);
  return dispute;
}

/** The end of a dispute: `won` brings the money back. Accepting one through the API is `lost`. */
export function closeDispute(world: StripeWorld, dispute: Stripe.Dispute, outcome: 'won' | 'lost'): Stripe.Dispute {
  if (dispute.status === 'won' || dispute.status === 'lost' || dispute.status === 'warning_closed')
    throw invalidRequest('This dispute is already closed');
  const isInquiry = dispute.status.startsWith('warning');
  dispute.status = isInquiry ? 'warning_closed' : outcome;
  if (outcome === 'won' && !isInquiry) {
    dispute.balance_transactions.push(
      world.recordTransaction(
        'adjustment',
        dispute.amount,
        dispute.currency,
        String(dispute.charge),
        'Chargeback reversal',
      ),
    );
    const charge = world.charge(String(dispute.charge));
    charge.disputed = false;
    world.charges.set(charge.id, charge);
    world.emit('charge.dispute.funds_reinstated', dispute);
  }
  world.disputes.set(dispute.id, dispute);
  world.emit('charge.dispute.closed', dispute);
  return dispute;
}

export function updateDispute(
  world: StripeWorld,
  dispute: Stripe.Dispute,
  change: {
    evidence: Record<string, unknown> | undefined;
    metadata: Record<string, string> | null | undefined;
    submit: boolean | undefined;
  },
): Stripe.Dispute {
  Object.assign(dispute.evidence, change.evidence ?? {});
  dispute.metadata = mergeMetadata(dispute.metadata, change.metadata);
  dispute.evidence_details.has_evidence ||= change.evidence !== undefined;
  if (change.submit !== false && change.evidence) {
    dispute.evidence_details.submission_count += 1;
    dispute.status = dispute.status.startsWith('warning') ? 'warning_under_review' : 'under_review';
  }
  world.disputes.set(dispute.id, dispute);
  world.emit('charge.dispute.updated', dispute);
  return dispute;
}
