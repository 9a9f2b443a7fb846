import type { FastifyInstance, FastifyRequest } from 'fastify';

/** Bodies as `application/x-www-form-urlencoded`: a record of strings. */
export function parseForms(app: FastifyInstance): void {
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    async (_request: FastifyRequest, body: string) => Object.fromEntries(new URLSearchParams(body)),
  );
}

/** Bodies as `multipart/form-data`: a record of strings and, for files, bytes. */
export function parseMultipart(app: FastifyInstance): void {
  app.addContentTypeParser(
    'multipart/form-data',
    { parseAs: 'buffer' },
    async (request: FastifyRequest, body: Buffer) => {
      const type = request.headers['content-type'] ?? '';
      const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } })
        .formData()
        .catch((cause: unknown) => {
          throw Object.assign(new Error('The body is no multipart/form-data.', { cause }), { statusCode: 400 });
        });
      const fields = [...form].map(async ([name, value]) => [
        name,
        typeof value === 'string' ? value : new Uint8Array(await value.arrayBuffer()),
      ]);
      return Object.fromEntries(await Promise.all(fields)) as Record<string, string | Uint8Array>;
    },
  );
}
