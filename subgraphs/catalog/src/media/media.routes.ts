import type { FastifyInstance } from 'fastify';
import { isOfferedWidth, type MediaStore } from './media-store.ts';

const NAME = /^([0-9a-f]{24})(?:-(\d{3,4}))?\.webp$/;
const LARGEST = 1600;

/** GET /media/<hash>-<width>.webp: the name changes with the picture, so browsers may keep it for ever. */
export const mediaRoutes =
  (store: MediaStore) =>
  async (app: FastifyInstance): Promise<void> => {
    app.get<{ Params: { file: string } }>('/media/:file', async (request, reply) => {
      const match = NAME.exec(request.params.file);
      const width = match?.[2] ? Number(match[2]) : LARGEST;
      if (!match?.[1] || !isOfferedWidth(width))
        return reply.code(404).type('text/plain').send('There is no such picture.');
      const etag = `"${match[1]}-${width}"`;
      reply
        .header('cache-control', 'public, max-age=31536000, immutable')
        .header('etag', etag)
        .header('x-content-type-options', 'nosniff');
      if (request.headers['if-none-match'] === etag) return reply.code(304).send();
      const image = await store.rendition(match[1], width);
      if (!image)
        return reply.code(404).header('cache-control', 'no-store').type('text/plain').send('There is no such picture.');
      return reply.type('image/webp').send(image);
    });
  };
