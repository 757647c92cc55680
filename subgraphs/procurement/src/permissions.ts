/** Who may do what here. */
export const MAY = {
  seeSuppliers: ['buyer', 'warehouse', 'lab', 'admin'],
  seeOrders: ['buyer', 'warehouse', 'lab', 'admin'],
  seeProposals: ['buyer', 'lab', 'admin'],
  buy: ['buyer', 'admin'],
  receive: ['buyer', 'warehouse', 'admin'],
} as const satisfies Record<string, readonly string[]>;
