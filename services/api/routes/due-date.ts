import { z } from 'zod';
import { askForDueDate, type AskedForDueDate } from '@throughline/app/ask-for-due-date.ts';
import type { Picking } from '@throughline/app/read-for-picking.ts';
import { takeBackDueDate } from '@throughline/app/take-back-due-date.ts';
import { dueDateRequest, dueDateResponse } from '@throughline/contracts/pages/conversations.ts';
import type { App } from '../app.ts';
import { ProblemError } from '../http/problem-error.ts';
import { viewerOf } from '../http/require-access.ts';
import type { RouteContext } from '../route-context.ts';

const byId = z.object({ id: z.uuid() });

/** Asking for a conversation sooner, putting it off, and taking that back: by one of the two, seen by nobody else. */
export function dueDateRoutes(app: App, { context }: RouteContext): void {
  const config = { access: { kind: 'signed_in' } } as const;

  app.post(
    '/api/conversations/:id/due',
    { config, schema: { hide: true, params: byId, body: dueDateRequest, response: { 200: dueDateResponse } } },
    async (request) => {
      const { body } = request;
      const asked =
        body.kind === 'later' ? { kind: body.kind, until: Temporal.PlainDate.from(body.until) } : { kind: body.kind };
      return { sentence: sentenceOf(await askForDueDate(context, { ...ownOf(request), asked })) };
    },
  );

  app.post(
    '/api/conversations/:id/due/back',
    { config, schema: { hide: true, params: byId, response: { 200: dueDateResponse } } },
    async (request) => {
      const { kind } = await takeBackDueDate(context, ownOf(request));
      switch (kind) {
        case 'taken_back':
          return { sentence: 'Taken back. Nobody has seen anything of it.' };
        case 'asked':
          return { sentence: 'Within minutes it is due as before.' };
        case 'nothing_asked':
          throw conflict('There is nothing to take back any more.');
        case 'not_found':
          throw new ProblemError({ name: 'not_found' });
      }
    },
  );
}

function sentenceOf(asked: AskedForDueDate): string {
  switch (asked.kind) {
    case 'asked':
      return 'Noted. It is carried out within minutes; until then you can take it back without a trace.';
    case 'has_a_date':
      throw conflict('It has a date already. Either of you can move it in the calendar.');
    case 'asked_before':
      throw conflict(
        'What you asked for before is being carried out. Take it back first, or look again in a few minutes.',
      );
    case 'out_of_range':
      throw conflict(`It has to be later than now, and no later than ${dateWords(asked.latest)}.`);
    case 'not_possible':
      throw conflict('Its due date cannot be changed like this any more.');
    case 'not_found':
      throw new ProblemError({ name: 'not_found' });
  }
}

function conflict(detail: string): ProblemError {
  return new ProblemError({ name: 'conflict', detail });
}

function dateWords(date: Temporal.PlainDate): string {
  return date.toLocaleString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });
}

function ownOf(request: Parameters<typeof viewerOf>[0] & { readonly params: { readonly id: string } }): Picking {
  const { organizationId, person } = viewerOf(request);
  return { organizationId, conversationId: request.params.id, personId: person.id };
}
