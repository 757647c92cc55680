// biome-ignore-all lint/suspicious/noExplicitAny: generic over values whose types only the callers know.
import { createUnionType, Directive, Field, ObjectType, registerEnumType } from 'type-graphql';
import { isRefusal, type Refusal } from '../errors/refusal.ts';
import { PARTNER_TAG, Tag } from './tag.ts';

export enum IssueSeverity {
  ERROR = 'error',
  WARNING = 'warning',
  NOTICE = 'notice',
}
registerEnumType(IssueSeverity, { name: 'IssueSeverity', description: 'How much an issue matters.' });

@ObjectType('Issue', { description: 'One finding about what was asked.' })
@Directive('@shareable')
@Tag(PARTNER_TAG)
export class IssueType {
  @Field(() => String)
  code: string;

  @Field(() => String)
  message: string;

  @Field(() => String, { nullable: true, description: 'The input field it concerns, as a path.' })
  field?: string | null;

  @Field(() => IssueSeverity)
  severity: 'error' | 'warning' | 'notice';
}

@ObjectType('Refusal', { description: 'An expected answer that is not success.' })
@Directive('@shareable')
@Tag(PARTNER_TAG)
export class RefusalType {
  @Field(() => String)
  code: string;

  @Field(() => String, { description: 'Says what to do next; fit to be shown.' })
  message: string;

  @Field(() => Boolean, { description: 'Whether trying again later can help.' })
  retryable: boolean;

  @Field(() => [IssueType])
  issues: IssueType[];

  static of(refusal: Refusal): RefusalType {
    const type = new RefusalType();
    type.code = refusal.code;
    type.message = refusal.message;
    type.retryable = refusal.retryable;
    type.issues = refusal.issues.map((issue) => Object.assign(new IssueType(), issue));
    return type;
  }
}

/** Runs the body of a mutation: a refusal becomes its union member, anything else goes on. */
export async function refusable<T>(body: () => T | Promise<T>): Promise<T | RefusalType> {
  try {
    return await body();
  } catch (error) {
    if (isRefusal(error)) return RefusalType.of(error);
    throw error;
  }
}

type ClassType = new (...args: any[]) => object;

/**
 * The result of a mutation: what it makes, or a refusal. Members are told apart by `__typename` or by class; with one member
 * besides the refusal, anything else is that member, so plain objects do.
 */
export function unionWithRefusal<M extends readonly ClassType[]>(
  name: string,
  members: M,
): InstanceType<M[number]> | RefusalType {
  return createUnionType({
    name,
    types: () => [...members, RefusalType] as unknown as readonly [ClassType, ...ClassType[]],
  }) as never;
}
