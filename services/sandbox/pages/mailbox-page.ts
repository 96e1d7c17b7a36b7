import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { linksOf } from '../core/mail/mail-links.ts';
import type { Mail } from '../core/mail/mail-store.ts';
import type { Sandbox } from '../sandbox.ts';
import { html } from './html.ts';
import type { Html } from './html.ts';
import { sendPage } from './page.ts';

const addressPath = z.object({ address: z.string() });
const mailPath = z.object({ id: z.string() });

/** Enough for anybody to read; older ones are in the control API. */
const mostListed = 300;

/** `/mailbox`: who has mail, and the latest. `/mailbox/<address>`: theirs. `/mail/<id>`: one. */
export function mailboxPages({ app, sandbox }: { app: FastifyInstance; sandbox: Sandbox }): void {
  const { mails } = sandbox.cloud;

  app.get('/mailbox', (_request, reply) => {
    const counts = [...mails.counts()].toSorted(([a], [b]) => (a < b ? -1 : 1));
    const boxes = counts.map(
      ([address, count]) =>
        html`<li>
          <a href="/mailbox/${encodeURIComponent(address)}">
            <strong>${address}</strong><span class="quiet-text">${count} ${count === 1 ? 'mail' : 'mails'}</span>
          </a>
        </li>`,
    );
    const body = html`<h1>Mailbox</h1>
      <p class="quiet-text">Every mail sent to anybody ends here. Nothing leaves this machine.</p>
      <h2>Latest</h2>
      ${mailList(mails.find({}).slice(-20))}
      <h2>By person</h2>
      ${
        boxes.length === 0
          ? html`<p>Nobody has mail yet.</p>`
          : html`<ul class="rows">
              ${boxes}
            </ul>`
      }`;
    return sendPage({ reply, title: 'Mailbox', body });
  });

  app.get('/mailbox/:address', (request, reply) => {
    const { address } = addressPath.parse(request.params);
    const found = mails.find({ to: address });
    const body = html`<p class="eyebrow"><a href="/mailbox">Mailbox</a></p>
      <h1>${address}</h1>
      ${mailList(found.slice(-mostListed))}`;
    return sendPage({ reply, title: address, body });
  });

  app.get('/mail/:id', (request, reply) => {
    const mail = mails.get(mailPath.parse(request.params).id);
    if (mail === undefined) {
      return sendPage({ reply, title: 'No such mail', body: html`<h1>There is no such mail</h1>`, status: 404 });
    }
    return sendPage({ reply, title: mail.subject, body: mailPage(mail) });
  });

  app.get('/mail/:id/html', (request, reply) => {
    const mail = mails.get(mailPath.parse(request.params).id);
    if (mail?.html === undefined || mail.html === null) return reply.code(404).send('');
    // A mail is somebody else's page: it may show itself, and open its links, but run nothing and send nothing.
    return reply
      .type('text/html; charset=utf-8')
      .header(
        'content-security-policy',
        "sandbox allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation; default-src 'none'; style-src 'unsafe-inline'; img-src data: http: https:; base-uri 'none'",
      )
      .header('referrer-policy', 'no-referrer')
      .send(`<base target="_blank">${mail.html}`);
  });
}

function mailList(mails: readonly Mail[]): Html {
  if (mails.length === 0) return html`<p>No mail yet.</p>`;
  const rows = mails.toReversed().map(
    (mail) =>
      html`<li>
        <a href="/mail/${mail.id}">
          <strong>${mail.subject === '' ? '(No subject)' : mail.subject}</strong>
          <span class="quiet-text">${mail.from} to ${mail.to.join(', ')} · ${shortTime(mail.date)}</span>
        </a>
      </li>`,
  );
  return html`<ul class="rows">
    ${rows}
  </ul>`;
}

function mailPage(mail: Mail): Html {
  const first = mail.to[0] ?? '';
  const links = linksOf(mail).map((link) => html`<li><a href="${link}">${link}</a></li>`);
  const headers = mail.headers.map(
    ([name, value]) =>
      html`<dt>${name}</dt>
        <dd>${value}</dd>`,
  );
  return html`<p class="eyebrow"><a href="/mailbox/${encodeURIComponent(first)}">${first}</a></p>
    <h1>${mail.subject === '' ? '(No subject)' : mail.subject}</h1>
    <dl class="headers">
      <dt>From</dt>
      <dd>${mail.from}</dd>
      <dt>To</dt>
      <dd>${mail.to.join(', ')}</dd>
      <dt>Date</dt>
      <dd>${shortTime(mail.date)}</dd>
    </dl>
    ${
      mail.html === null
        ? null
        : html`<iframe
            class="letter"
            title="The mail as it is shown"
            src="/mail/${mail.id}/html"
            sandbox="allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation"
          ></iframe>`
    }
    <h2>Links</h2>
    ${
      links.length === 0
        ? html`<p>None.</p>`
        : html`<ul>
            ${links}
          </ul>`
    }
    <h2>Text</h2>
    <pre>${mail.text}</pre>
    <details>
      <summary>Headers</summary>
      <dl class="headers">${headers}</dl>
    </details>`;
}

function shortTime(date: string): string {
  return `${date.slice(0, 16).replace('T', ' ')} UTC`;
}
