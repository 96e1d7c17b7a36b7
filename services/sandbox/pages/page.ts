import type { FastifyReply } from 'fastify';
import { html } from './html.ts';
import type { Html } from './html.ts';

/** Sends a whole page. Nothing on it may run script, whatever a mail or an entry's title contains. */
export function sendPage({
  reply,
  title,
  body,
  status = 200,
}: {
  reply: FastifyReply;
  title: string;
  body: Html;
  status?: number;
}): FastifyReply {
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title} · Sandbox</title>
        <link rel="stylesheet" href="/sandbox.css" />
      </head>
      <body>
        <a class="skip" href="#content">Skip to content</a>
        <header class="bar">
          <a class="brand" href="/">Sandbox</a>
          <nav aria-label="Sandbox">
            <a href="/mailbox">Mailbox</a>
            <a href="/calendar">Calendars</a>
          </nav>
        </header>
        <main id="content">${body}</main>
      </body>
    </html>`;
  return reply
    .code(status)
    .type('text/html; charset=utf-8')
    .header(
      'content-security-policy',
      "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-src 'self'",
    )
    .header('referrer-policy', 'no-referrer')
    .header('x-content-type-options', 'nosniff')
    .header('cache-control', 'no-store')
    .send(page.markup);
}
