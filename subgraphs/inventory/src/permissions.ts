/** Who may do what here. `admin` may everything; the kernel's check adds it through these lists. */
export const MAY = {
  seeStock: ['associate', 'optician', 'lab', 'warehouse', 'buyer', 'admin'],
  seePickTasks: ['associate', 'optician', 'lab', 'warehouse', 'admin'],
  pick: ['warehouse', 'admin'],
  changeStock: ['warehouse', 'admin'],
} as const satisfies Record<string, readonly string[]>;
