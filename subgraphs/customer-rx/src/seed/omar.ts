import type { StaffPrincipal } from '@opticworks/kernel';

/** The optician of the demonstration's past. */
export const omar: StaffPrincipal = {
  kind: 'staff',
  id: 'staff_seed_omar',
  name: 'Omar Reyes',
  roles: ['optician'],
  stores: ['main'],
};
