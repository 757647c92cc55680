import { DateTime, Decimal, IssueType, LocalDate, PageInfo, unionWithRefusal } from '@opticworks/kernel';
import { DOCUMENT_ITEMS, type DocumentItem } from '@opticworks/optics';
import { Directive, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { PrescriptionProduct } from './judge-prescription.ts';
import type { PrescriptionStatus } from './prescription.state.ts';

export enum EyeName {
  OD = 'OD',
  OS = 'OS',
}
export enum PrismBaseName {
  UP = 'UP',
  DOWN = 'DOWN',
  IN = 'IN',
  OUT = 'OUT',
}
export enum PrescriptionSourceName {
  TYPED = 'TYPED',
  FHIR = 'FHIR',
  DOCUMENT = 'DOCUMENT',
  STAFF = 'STAFF',
}
export enum PrescriptionStatusName {
  ENTERED = 'ENTERED',
  IN_REVIEW = 'IN_REVIEW',
  SIGNED_OFF = 'SIGNED_OFF',
  REJECTED = 'REJECTED',
  REVOKED = 'REVOKED',
}
export enum PrescriptionProductName {
  GLASSES = 'GLASSES',
  CONTACT_LENS = 'CONTACT_LENS',
}
export const DocumentItemName = Object.fromEntries(DOCUMENT_ITEMS.map((item) => [item, item])) as {
  readonly [K in DocumentItem]: K;
};
registerEnumType(DocumentItemName, { name: 'DocumentItem', description: 'Something a prescription document holds.' });
registerEnumType(EyeName, { name: 'EyeName', description: 'OD is always the right eye of the person, OS the left.' });
registerEnumType(PrismBaseName, {
  name: 'PrismBase',
  description: 'Direction of the thick edge; IN is toward the nose.',
});
registerEnumType(PrescriptionSourceName, { name: 'PrescriptionSource' });
registerEnumType(PrescriptionStatusName, { name: 'PrescriptionStatus' });
registerEnumType(PrescriptionProductName, { name: 'PrescriptionProduct' });

@ObjectType('Prism')
export class PrismType {
  @Field(() => Decimal, { description: 'Prism dioptres.' })
  amount: string;
  @Field(() => PrismBaseName)
  base: PrismBaseName;
}

@ObjectType('EyeRx', {
  description: 'One eye, canonical minus-cylinder form. Powers signed with two or three decimals, e.g. "-2.25".',
})
export class EyeRxType {
  @Field(() => EyeName)
  eye: EyeName;
  @Field(() => String)
  sphere: string;
  @Field(() => String, { nullable: true })
  cylinder: string | null;
  @Field(() => Int, { nullable: true })
  axis: number | null;
  @Field(() => String, { nullable: true })
  add: string | null;
  @Field(() => [PrismType])
  prisms: PrismType[];
  @Field(() => String, { description: 'As it stood on the paper, in its own notation.' })
  asWritten: string;
}

@ObjectType('PupillaryDistance')
export class PupillaryDistanceType {
  @Field(() => Decimal, { nullable: true })
  binocularMm: string | null;
  @Field(() => Decimal, { nullable: true })
  odMm: string | null;
  @Field(() => Decimal, { nullable: true })
  osMm: string | null;
  @Field(() => Decimal, { nullable: true })
  nearMm: string | null;
  @Field(() => Decimal, { nullable: true })
  nearOdMm: string | null;
  @Field(() => Decimal, { nullable: true })
  nearOsMm: string | null;
}

export enum EyeDominanceName {
  D = 'D',
  N = 'N',
}
registerEnumType(EyeDominanceName, { name: 'EyeDominance', description: 'D: the dominant eye, N: the other one.' });

@ObjectType('ContactLensEye')
export class ContactLensEyeType {
  @Field(() => EyeName)
  eye: EyeName;
  @Field(() => String)
  power: string;
  @Field(() => String, { nullable: true })
  cylinder: string | null;
  @Field(() => Int, { nullable: true })
  axis: number | null;
  @Field(() => String, { nullable: true })
  add: string | null;
  @Field(() => Decimal, { nullable: true })
  baseCurveMm: string | null;
  @Field(() => Decimal, { nullable: true })
  diameterMm: string | null;
  @Field(() => String, { nullable: true })
  brand: string | null;
  @Field(() => String, { nullable: true })
  colour: string | null;
  @Field(() => EyeDominanceName, { nullable: true })
  dominance: EyeDominanceName | null;
  @Field(() => String, { nullable: true })
  baseCurveName: string | null;
  @Field(() => String, { nullable: true })
  privateLabel: string | null;
  @Field(() => String, { nullable: true })
  manufacturer: string | null;
  @Field(() => String, { nullable: true })
  equivalentBrand: string | null;
}

@ObjectType('PrescriptionEvent')
export class PrescriptionEventType {
  @Field(() => DateTime)
  at: Date;
  @Field(() => String)
  kind: string;
  @Field(() => String)
  actor: string;
  @Field(() => String, { nullable: true })
  note: string | null;
}

@ObjectType('Prescriber')
export class PrescriberType {
  @Field(() => String, { nullable: true })
  licence: string | null;
  @Field(() => String, { nullable: true })
  npi: string | null;
  @Field(() => String, { nullable: true })
  phone: string | null;
  @Field(() => String, { nullable: true })
  fax: string | null;
  @Field(() => String, { nullable: true })
  address: string | null;
  @Field(() => String, { nullable: true })
  email: string | null;
}

@ObjectType('ChecklistItem', { description: 'What the optician looks for on the paper.' })
export class ChecklistItemType {
  @Field(() => DocumentItemName)
  item: DocumentItem;
  @Field(() => Boolean, { description: 'Without it a sign-off needs a reason, or is refused where the law lists it.' })
  required: boolean;
  @Field(() => Boolean, { description: 'The law of the place lists it: no reason stands in for it.' })
  byLaw: boolean;
  @Field(() => Boolean, { description: 'It stands on a paper only where it applies, as a diameter does.' })
  whereItApplies: boolean;
}

@ObjectType('PlaceFact', { description: 'What is known of the place a prescription is filled in.' })
export class PlaceFactType {
  @Field(() => String)
  code: string;
  @Field(() => String)
  text: string;
  @Field(() => String, { description: 'verified, common-practice or unverified.' })
  certainty: string;
  @Field(() => String)
  source: string;
  @Field(() => Boolean, { description: 'Unverified facts count only once an owner switched them on.' })
  isOn: boolean;
}

/** The plain columns; what is encrypted is resolved by field, once it is asked for. */
@ObjectType('Prescription')
@Directive('@key(fields: "id")')
export class PrescriptionType {
  @Field(() => ID)
  id: string;
  @Field(() => PrescriptionProductName)
  product: PrescriptionProduct;
  @Field(() => PrescriptionStatusName)
  status: PrescriptionStatus;
  @Field(() => PrescriptionSourceName)
  source: string;
  @Field(() => LocalDate, { nullable: true })
  issuedOn: string | null;
  @Field(() => LocalDate, { nullable: true, description: 'Last day it can be filled.' })
  expiresOn: string | null;
  @Field(() => DateTime)
  createdAt: Date;
  @Field(() => String, { nullable: true })
  reviewedBy: string | null;
  @Field(() => DateTime, { nullable: true })
  reviewedAt: Date | null;
  @Field(() => String, { nullable: true, description: 'The order that asked for the review.' })
  orderNumber: string | null;
  @Field(() => DateTime, { nullable: true, description: 'Since when it stands in the queue.' })
  queuedAt: Date | null;

  @Field(() => String, {
    nullable: true,
    description: 'The first of two opticians, where the shop asks for four eyes.',
  })
  checkedBy: string | null;
  @Field(() => DateTime, { nullable: true })
  checkedAt: Date | null;

  @Field(() => Int, {
    description: 'Version of the rules it was judged by when it was entered, see prescriptionRules.',
  })
  rulesVersion: number;
  @Field(() => Int, {
    nullable: true,
    description: 'Version an optician signed it off by; null where a prescriber’s word or the law’s clock decided.',
  })
  reviewedRulesVersion: number | null;
  @Field(() => String, { nullable: true, description: 'Where it is filled; null is the usual place of the shop.' })
  place: string | null;

  checkedById: string | null;
  ownerKind: 'customer' | 'guest';
  ownerId: string;
  enteredBy: string;
  keySubject: string;
  supersedes: string | null;
  /** Why this request reads it, for the audit. */
  readReason: string | null;
}

@ObjectType('PrescriptionChange')
export class PrescriptionChangeType {
  @Field(() => String)
  field: string;
  @Field(() => EyeName, { nullable: true })
  eye: 'OD' | 'OS' | null;
  @Field(() => String, { nullable: true })
  previous: string | null;
  @Field(() => String, { nullable: true })
  current: string | null;
  @Field(() => Boolean, { description: 'Large enough that an optician should ask about it.' })
  attention: boolean;
  @Field(() => String)
  message: string;
}

@ObjectType('PrescriptionComparison')
export class PrescriptionComparisonType {
  @Field(() => PrescriptionType)
  previous: PrescriptionType;
  @Field(() => [PrescriptionChangeType])
  changes: PrescriptionChangeType[];
  @Field(() => Boolean)
  needsAttention: boolean;
}

@ObjectType('PrescriptionCheck', {
  description:
    'The check of typed or imported values without saving: errors block, warnings must be confirmed, notices are told.',
})
export class PrescriptionCheckType {
  @Field(() => Boolean)
  saleable: boolean;
  @Field(() => [IssueType])
  issues: IssueType[];
  @Field(() => EyeRxType, { nullable: true })
  od: EyeRxType | null;
  @Field(() => EyeRxType, { nullable: true })
  os: EyeRxType | null;
  @Field(() => [ContactLensEyeType])
  contactLenses: ContactLensEyeType[];
  @Field(() => PupillaryDistanceType, { nullable: true })
  pd: PupillaryDistanceType | null;
  @Field(() => LocalDate, { nullable: true })
  issuedOn: string | null;
  @Field(() => LocalDate, { nullable: true })
  expiresOn: string | null;
  @Field(() => Boolean)
  expired: boolean;
  @Field(() => String, { nullable: true })
  prescriberName: string | null;
}

@ObjectType('OriginalDifference', {
  description: 'Something that is not as in the file a prescription was imported from.',
})
export class OriginalDifferenceType {
  @Field(() => String)
  field: string;
  @Field(() => String, { nullable: true, description: 'As in the file.' })
  original: string | null;
  @Field(() => String, { nullable: true })
  now: string | null;
}

@ObjectType('PrescriptionQueueEvent')
export class PrescriptionQueueEventType {
  @Field(() => String)
  cursor: string;
  @Field(() => String)
  kind: string;
  @Field(() => PrescriptionType)
  prescription: PrescriptionType;
}

@ObjectType('AuditEntry')
export class AuditEntryType {
  @Field(() => ID)
  id: string;
  @Field(() => DateTime)
  at: Date;
  @Field(() => String)
  actor: string;
  @Field(() => String)
  action: string;
  @Field(() => String)
  subject: string;
  @Field(() => String, { nullable: true })
  reason: string | null;
}

@ObjectType('PrescriptionEdge')
export class PrescriptionEdgeType {
  @Field(() => String)
  cursor: string;
  @Field(() => PrescriptionType)
  node: PrescriptionType;
}

@ObjectType('PrescriptionConnection')
export class PrescriptionConnectionType {
  @Field(() => [PrescriptionEdgeType])
  edges: PrescriptionEdgeType[];
  @Field(() => PageInfo)
  pageInfo: PageInfo;

  /** Counted only when the field is asked for. */
  count: () => Promise<number>;
}

export const PrescriptionResult = unionWithRefusal('PrescriptionResult', [PrescriptionType]);
export const PrescriptionCheckResult = unionWithRefusal('PrescriptionCheckResult', [PrescriptionCheckType]);
