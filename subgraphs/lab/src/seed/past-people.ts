import type { Principal } from '@opticworks/kernel';

const person = (id: string, name: string, role: string): Principal & { kind: 'staff' } => ({
  kind: 'staff',
  id: `staff_seed_${id}`,
  name,
  roles: [role],
  stores: [],
});

/** Whoever measures a pair is somebody else than who may let it pass. */
export const people = {
  bench: [person('lena', 'Lena Brandt', 'lab'), person('milo', 'Milo Fischer', 'lab')],
  inspector: person('ines', 'Ines Duarte', 'lab'),
  optician: person('omar', 'Omar Reyes', 'optician'),
  associate: person('ada', 'Ada Larsen', 'associate'),
  owner: person('ari', 'Ari Novak', 'admin'),
} as const;
