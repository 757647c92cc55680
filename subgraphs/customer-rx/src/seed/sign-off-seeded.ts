import { fixedClock, type StaffPrincipal } from '@opticworks/kernel';
import { DOCUMENT_ITEMS } from '@opticworks/optics';
import type { CustomerRxParts } from '../parts.ts';
import { signOffPrescription } from '../prescriptions/judge-by-optician.ts';
import type { ToSignOff } from './store-prescriptions.ts';

const optician: StaffPrincipal = {
  kind: 'staff',
  id: 'staff_seed_omar',
  name: 'Omar Reyes',
  roles: ['optician'],
  stores: ['main'],
};

/** An optician looked at each on its own day, as at the desk: history, audit and news of it are those of any sign-off. */
export async function signOffSeeded(parts: CustomerRxParts, list: readonly ToSignOff[]): Promise<void> {
  for (const { id, at } of list)
    await signOffPrescription({ ...parts, clock: fixedClock(at.toISOString()) }, optician, id, {
      note: 'Compared with the paper in the shop',
      reason: null,
      seen: DOCUMENT_ITEMS,
    });
}
