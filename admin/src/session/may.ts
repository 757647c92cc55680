/**
 * What each role of the staff may do, to show only what will not be refused. The server decides; this list only hides.
 * `admin` may everything and is not repeated.
 */
const rights = {
  readOrders: ['associate', 'optician', 'lab', 'warehouse', 'buyer'],
  seeMoney: ['associate'],
  cancelOrders: ['associate'],
  noteOrders: ['associate', 'optician', 'lab', 'warehouse'],
  readReturns: ['associate', 'warehouse'],
  decideReturns: ['associate'],
  receiveReturns: ['associate', 'warehouse'],
  readShipments: ['associate', 'warehouse'],
  makeShipments: ['warehouse'],
  readFigures: ['buyer'],
  readPromises: ['associate', 'optician', 'lab', 'warehouse', 'buyer'],
  setPromises: [],
  readLabFigures: ['lab', 'optician'],
  reconcile: [],
  keepAccess: [],
  readPrescriptions: ['associate', 'optician', 'lab'],
  judgePrescriptions: ['optician'],
  measure: ['associate', 'optician'],
  enterPrescriptions: ['associate', 'optician'],
  keepPrescriptionRules: [],
  auditPrescriptions: ['optician'],
  readCustomers: ['associate', 'optician'],
  explainLenses: ['associate', 'optician', 'lab'],
  seeLab: ['associate', 'optician', 'lab', 'warehouse'],
  seeLabValues: ['lab', 'optician'],
  workLab: ['lab'],
  holdLab: ['associate', 'lab', 'optician'],
  measureWear: ['lab', 'optician'],
  vouchForRx: ['optician'],
  remakeLab: ['lab', 'optician'],
  superviseLab: ['optician'],
  seeLabSettings: ['lab', 'optician'],
  keepLabSettings: [],
  seeStock: ['associate', 'optician', 'lab', 'warehouse', 'buyer'],
  changeStock: ['warehouse'],
  seePickTasks: ['associate', 'optician', 'lab', 'warehouse'],
  pick: ['warehouse'],
  seePurchasing: ['buyer', 'warehouse'],
  buy: ['buyer'],
  receiveGoods: ['buyer', 'warehouse'],
  seeCatalog: ['associate', 'buyer'],
  keepCatalog: ['buyer'],
  readPromotions: ['associate', 'buyer'],
  keepPromotions: ['buyer'],
} as const satisfies Record<string, readonly string[]>;

export type Right = keyof typeof rights;

export const mayWith = (roles: readonly string[], right: Right): boolean =>
  roles.some((role) => role === 'admin' || (rights[right] as readonly string[]).includes(role));
