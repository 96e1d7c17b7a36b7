import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { linksOf } from '../core/mail/mail-links.ts';
import type { Mail } from '../core/mail/mail-store.ts';
import type { Sandbox } from '../sandbox.ts';

const mailQuery = z.object({
  to: z.string().optional(),
  since: z
    .string()
    .transform((text, context) => {
      try {
        return Temporal.Instant.from(text);
      } catch {
        context.addIssue({ code: 'custom', message: `${text} is not an RFC 3339 moment` });
        return z.NEVER;
      }
    })
    .optional(),
});

export function mailRoutes({ app, sandbox }: { app: FastifyInstance; sandbox: Sandbox }): void {
  const { mails } = sandbox.cloud;

  app.get('/control/mail', (request) => mails.find(mailQuery.parse(request.query)).map(present));

  app.delete('/control/mail', (_request, reply) => {
    mails.clear();
    return reply.code(204).send();
  });
}

/** Header names in lower case; of a header given more than once, all values in a list. */
function present(mail: Mail) {
  const headers: Record<string, string | string[]> = {};
  for (const [name, value] of mail.headers) {
    const key = name.toLowerCase();
    const before = headers[key];
    headers[key] = before === undefined ? value : [...(Array.isArray(before) ? before : [before]), value];
  }
  return { ...mail, headers, links: linksOf(mail) };
}
