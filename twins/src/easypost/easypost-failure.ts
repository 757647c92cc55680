export interface FieldError {
  code?: string;
  field: string;
  message: string;
  suggestion?: string | null;
}

/** An error in EasyPost's shape: `{ error: { code, message, errors } }`. */
export class EasyPostFailure extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly errors: FieldError[] = [],
  ) {
    super(message);
  }
}

export const notFound = (): EasyPostFailure =>
  new EasyPostFailure(404, 'NOT_FOUND', 'The requested resource could not be found.');

export const invalid = (code: string, message: string, errors: FieldError[] = []): EasyPostFailure =>
  new EasyPostFailure(422, code, message, errors);

export const missingField = (field: string): EasyPostFailure =>
  invalid('PARAMETER.REQUIRED', 'Missing required parameter.', [{ field, message: 'cannot be blank' }]);
