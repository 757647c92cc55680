import { DateTime, Decimal, IssueType, unionWithRefusal } from '@opticworks/kernel';
import type { HeightKind } from '@opticworks/optics';
import { Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { MEASURING_METHODS, type MeasuringMethod } from './measurement.rows.ts';

const enumOf = <T extends string>(values: readonly T[]) =>
  Object.fromEntries(values.map((value) => [value, value])) as { readonly [K in T]: K };

export const MeasuringMethodName = enumOf(MEASURING_METHODS);
export const HeightKindName = enumOf(['FITTING', 'SEGMENT'] as const);
registerEnumType(MeasuringMethodName, { name: 'MeasuringMethod', description: 'What it was measured with.' });
registerEnumType(HeightKindName, {
  name: 'HeightKind',
  description: 'From the lowest point of the lens to the fitting cross, or to the top of the segment.',
});

@ObjectType('Measurement', {
  description:
    'What one session measured, lengths in mm and angles in degrees. Never changed: a newer one supersedes it.',
})
export class MeasurementType {
  @Field(() => ID)
  id: string;
  @Field(() => MeasuringMethodName)
  method: MeasuringMethod;
  @Field(() => DateTime)
  measuredAt: Date;
  @Field(() => String)
  measuredBy: string;
  @Field(() => String, { nullable: true, description: 'Whose eyes, on a shared account.' })
  patientName: string | null;
  @Field(() => String, { nullable: true })
  frameSku: string | null;
  @Field(() => String, { nullable: true, description: 'The frame it was measured in; null for values of the person.' })
  frameName: string | null;
  @Field(() => Decimal, { nullable: true })
  lensHeightMm: string | null;
  @Field(() => Decimal, { nullable: true })
  pdOdMm: string | null;
  @Field(() => Decimal, { nullable: true })
  pdOsMm: string | null;
  @Field(() => Decimal, { nullable: true })
  nearPdOdMm: string | null;
  @Field(() => Decimal, { nullable: true })
  nearPdOsMm: string | null;
  @Field(() => HeightKindName, { nullable: true })
  heightKind: HeightKind | null;
  @Field(() => Decimal, { nullable: true })
  heightOdMm: string | null;
  @Field(() => Decimal, { nullable: true })
  heightOsMm: string | null;
  @Field(() => Decimal, { nullable: true, description: 'As worn, in this frame.' })
  vertexMm: string | null;
  @Field(() => Decimal, { nullable: true, description: 'Of the refraction.' })
  refractedVertexMm: string | null;
  @Field(() => Decimal, { nullable: true })
  pantoscopicTiltDegrees: string | null;
  @Field(() => Decimal, { nullable: true })
  faceFormDegrees: string | null;
  @Field(() => String, { nullable: true, description: 'For the house; staff only.' })
  note: string | null;
  @Field(() => ID, { nullable: true, description: 'The version it took the place of.' })
  supersedes: string | null;
  @Field(() => Boolean, { description: 'Nothing newer takes its place.' })
  isCurrent: boolean;
  @Field(() => [IssueType], { description: 'What was unusual and confirmed by whoever measured.' })
  issues: IssueType[];
}

@InputType('MeasuredFrameInput')
export class MeasuredFrameInput {
  @Field(() => String, { nullable: true, description: "Left out for the customer's own frame." })
  sku?: string | null;
  @Field(() => String)
  name: string;
  @Field(() => Decimal, { nullable: true, description: 'Box height B; heights are held against it.' })
  lensHeightMm?: string | null;
}

@InputType('RecordMeasurementInput')
export class RecordMeasurementInput {
  @Field(() => ID, { nullable: true })
  customerId?: string | null;
  @Field(() => ID, { nullable: true, description: 'Instead of the customer: whoever this prescription belongs to.' })
  prescriptionId?: string | null;
  @Field(() => ID, { nullable: true, description: 'The measurement this one takes the place of.' })
  supersedes?: string | null;
  @Field(() => String, { nullable: true })
  patientName?: string | null;
  @Field(() => MeasuringMethodName)
  method: MeasuringMethod;
  @Field(() => DateTime, { nullable: true })
  measuredAt?: Date | null;
  @Field(() => MeasuredFrameInput, { nullable: true })
  frame?: MeasuredFrameInput | null;
  @Field(() => Decimal, { nullable: true })
  pdOdMm?: string | null;
  @Field(() => Decimal, { nullable: true })
  pdOsMm?: string | null;
  @Field(() => Decimal, { nullable: true })
  nearPdOdMm?: string | null;
  @Field(() => Decimal, { nullable: true })
  nearPdOsMm?: string | null;
  @Field(() => HeightKindName, { nullable: true })
  heightKind?: HeightKind | null;
  @Field(() => Decimal, { nullable: true })
  heightOdMm?: string | null;
  @Field(() => Decimal, { nullable: true })
  heightOsMm?: string | null;
  @Field(() => Decimal, { nullable: true })
  vertexMm?: string | null;
  @Field(() => Decimal, { nullable: true })
  refractedVertexMm?: string | null;
  @Field(() => Decimal, { nullable: true })
  pantoscopicTiltDegrees?: string | null;
  @Field(() => Decimal, { nullable: true })
  faceFormDegrees?: string | null;
  @Field(() => String, { nullable: true })
  note?: string | null;
  @Field(() => [String], { nullable: true, description: 'Codes of the warnings whoever measured has confirmed.' })
  confirmedWarnings?: string[] | null;
}

export const MeasurementResult = unionWithRefusal('MeasurementResult', [MeasurementType]);
