import { isRefusal, type Principal, type Refusal, type SubgraphDefinition } from '@opticworks/kernel';
import { germanSentence } from '../german-errors.ts';
import type { CustomerRxParts } from '../parts.ts';
import { MAX_DOCUMENT_BYTES } from './document-kind.ts';
import { keepDocument, openDocument } from './keep-document.ts';

/** Above the limit for files, so that one that is too large gets our sentence instead of a cut connection. */
const MOST_READ_BYTES = MAX_DOCUMENT_BYTES + 4 * 1024 * 1024;
/** A form of a strange site cannot set it without being asked first, and no strange site is answered. */
const UPLOAD_HEADER = 'x-opticworks-upload';
const READ_REASON = 'document shown';

interface DocumentRequest {
  params: { id: string };
  body?: unknown;
  headers: Record<string, string | string[] | undefined>;
  principal?: Principal;
}

/**
 * `PUT /customer-rx/documents/<id>` takes the bytes of a file, `GET` hands them out. The answer is always a download and never a page:
 * a browser must not run anything of it in the shop's name.
 */
export function documentRoutes(parts: CustomerRxParts): NonNullable<SubgraphDefinition['routes']> {
  return async (app) => {
    await app.register(async (scope) => {
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: MOST_READ_BYTES }, (_r, body, done) =>
        done(null, body),
      );
      scope.put('/documents/:id', async (raw, reply) => {
        const request = raw as unknown as DocumentRequest;
        const { principal } = request;
        if (!principal || request.headers[UPLOAD_HEADER] === undefined)
          return reply.code(401).send({ code: 'UNAUTHENTICATED', message: 'Start the upload in the shop.' });
        try {
          const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
          const kept = await keepDocument(parts, principal, request.params.id, bytes);
          return reply
            .code(201)
            .send({ id: kept.id, mediaType: kept.mediaType, widthPx: kept.widthPx, heightPx: kept.heightPx });
        } catch (error) {
          if (!isRefusal(error)) throw error;
          return reply.code(error.status).send({ code: error.code, message: inLanguage(error, request) });
        }
      });
    });
    app.get('/documents/:id', async (raw, reply) => {
      const request = raw as unknown as DocumentRequest;
      const { principal } = request;
      const document = principal && (await openDocument(parts, principal, request.params.id, READ_REASON));
      // The same answer for what is not there and what is not theirs.
      if (!document) return reply.code(404).send({ code: 'PAPER_NOT_FOUND', message: 'There is no such document.' });
      const ending = document.mediaType === 'application/pdf' ? 'pdf' : 'webp';
      return reply
        .type(document.mediaType)
        .header('content-disposition', `attachment; filename="prescription.${ending}"`)
        .header('content-security-policy', "default-src 'none'; sandbox")
        .header('x-content-type-options', 'nosniff')
        .header('cache-control', 'private, no-store')
        .send(document.bytes);
    });
  };
}

const inLanguage = (refusal: Refusal, { headers }: DocumentRequest): string =>
  /^de\b/i.test(String(headers['x-opticworks-locale'] ?? headers['accept-language'] ?? ''))
    ? germanSentence(refusal)
    : refusal.message;
