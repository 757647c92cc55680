import { DateTime } from '@opticworks/kernel';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { LabJobStatusName } from '../jobs/lab-job.type.ts';

@ObjectType('LensStep', { description: 'One lens at one stage, from the scan in to the scan out.' })
export class LensStepType {
  @Field(() => ID)
  id: string;
  @Field(() => String)
  eye: string;
  @Field(() => Int, { description: 'Which blank of this lens, from 1.' })
  attempt: number;
  @Field(() => LabJobStatusName)
  stage: LabJobStatusName;
  @Field(() => String)
  station: string;
  @Field(() => String)
  operator: string;
  @Field(() => DateTime)
  startedAt: Date;
  @Field(() => DateTime, { nullable: true })
  endedAt: Date | null;
  @Field(() => String, {
    nullable: true,
    description: 'GOOD, REWORK, SPOILED, UNDONE or CANCELLED; null while it lasts.',
  })
  outcome: string | null;
  @Field(() => String, { nullable: true })
  reason: string | null;
  @Field(() => String, { nullable: true })
  batchNumber: string | null;
  @Field(() => String, { nullable: true, description: 'Coating or dye lot.' })
  lot: string | null;
}
