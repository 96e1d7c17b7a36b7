import type { FastifyInstance } from 'fastify';
import type { Provider } from '../core/accounts/account-store.ts';
import type { Sandbox } from '../sandbox.ts';
import { html } from './html.ts';
import { sendPage } from './page.ts';
import { stylesheet } from './sandbox-stylesheet.ts';

/** The front page, and the stylesheet of all. */
export function indexPage({ app, sandbox }: { app: FastifyInstance; sandbox: Sandbox }): void {
  const { accounts, calendars, clock, mails } = sandbox.cloud;

  const countAt = (provider: Provider): number =>
    accounts.all().filter((account) => account.provider === provider).length;

  app.get('/', (_request, reply) => {
    const now = clock.now().toString({ smallestUnit: 'minute' });
    const body = html`<h1>A stand-in for Google, for Microsoft and for mail</h1>
      <p>
        Accounts, calendars, sign-in and mail as a real cloud would have them, on this machine alone. It is now
        <time datetime="${now}">${now.replace('T', ' ').replace('Z', ' UTC')}</time> here.
      </p>
      <ul class="rows">
        <li>
          <a href="/calendar"
            ><strong>Calendars</strong
            ><span class="quiet-text"
              >${countAt('google')} accounts at Google, ${countAt('microsoft')} at Microsoft, ${calendars.size()}
              entries</span
            ></a
          >
        </li>
        <li>
          <a href="/mailbox"><strong>Mailbox</strong><span class="quiet-text">${mails.size()} mails</span></a>
        </li>
      </ul>
      <h2>For programs</h2>
      <p class="quiet-text">
        The control API is under <code>/control</code>: accounts, tenants, events, token, clock, faults, mail, requests.
      </p>`;
    return sendPage({ reply, title: 'Start', body });
  });

  app.get('/sandbox.css', (_request, reply) =>
    reply.type('text/css; charset=utf-8').header('cache-control', 'max-age=60').send(stylesheet),
  );
}
