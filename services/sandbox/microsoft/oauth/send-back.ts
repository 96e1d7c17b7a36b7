import type { FastifyReply } from 'fastify';
import { html } from '../../pages/html.ts';
import { sendPage } from '../../pages/page.ts';

/** Sends the browser back to the application, with `state` when it gave one. */
export function sendBack({
  reply,
  redirectUri,
  state,
  mode = 'query',
  answer,
}: {
  reply: FastifyReply;
  redirectUri: string;
  state: string | null;
  mode?: 'query' | 'fragment';
  answer: Readonly<Record<string, string>>;
}): FastifyReply {
  const target = new URL(redirectUri);
  const parameters = new URLSearchParams(mode === 'query' ? target.search : '');
  for (const [name, value] of Object.entries(answer)) parameters.set(name, value);
  if (state !== null) parameters.set('state', state);
  if (mode === 'query') target.search = parameters.toString();
  else target.hash = parameters.toString();
  return reply.redirect(target.href, 302);
}

/** What Microsoft shows on its own page when it will not send the browser anywhere. */
export function sendSignInProblem({
  reply,
  code,
  details,
}: {
  reply: FastifyReply;
  code: string;
  details: string;
}): FastifyReply {
  const body = html`<section class="card consent">
    <h1>Sorry, but we’re having trouble signing you in.</h1>
    <p><code>AADSTS${code}</code>: ${details}</p>
  </section>`;
  return sendPage({ reply, title: 'Trouble signing in', body, status: 400 });
}

/** The text fields of a query or a form. */
export function stringsOf(fields: unknown): Record<string, string> {
  const entries = Object.entries(Object(fields) as Record<string, unknown>);
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}
