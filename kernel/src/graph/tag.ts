import { Directive } from 'type-graphql';

/** Puts a type, field, argument or input into a contract: `@Tag('partner')`. */
export function Tag(name: string): MethodDecorator & PropertyDecorator & ClassDecorator {
  return Directive(`@tag(name: "${name}")`) as MethodDecorator & PropertyDecorator & ClassDecorator;
}

/** The audience that may see the types of this package. */
export const PARTNER_TAG = 'partner';
