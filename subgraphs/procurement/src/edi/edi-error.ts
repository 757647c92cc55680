/** A document that breaks the rules of its syntax. Nothing in it may be acted on. */
export class EdiError extends Error {
  constructor(
    /** Names the broken rule, such as `SE01`. */
    readonly rule: string,
    message: string,
  ) {
    super(message);
    this.name = 'EdiError';
  }
}
