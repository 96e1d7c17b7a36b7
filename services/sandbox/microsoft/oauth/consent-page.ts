import type { Account } from '../../core/accounts/account-store.ts';
import { nameOf } from '../../core/oauth/oauth-clients.ts';
import { html } from '../../pages/html.ts';
import type { Html } from '../../pages/html.ts';
import { segmentOf } from './audience.ts';
import type { AuthorizationRequest } from './authorization-request.ts';
import { describeScope } from './scopes.ts';

type Parameters = Readonly<Record<string, string>>;

/**
 * Who is asked, what for, and the two answers. Scopes cannot be unticked one by one, as at Microsoft. The form carries
 * the application's own parameters along, so that posting it needs no memory of this page: `account` and `decision`
 * (`accept` or `cancel`).
 */
export function consentPage({
  request,
  parameters,
  accounts,
  problem,
}: {
  request: AuthorizationRequest;
  parameters: Parameters;
  accounts: readonly Account[];
  problem: string | null;
}): Html {
  const chosen = request.loginHint?.toLowerCase() ?? null;
  const options = accounts.map(
    (account) =>
      html`<option value="${account.email}" ${account.email === chosen ? html`selected` : null}>
        ${account.displayName} (${account.email})
      </option>`,
  );
  return html`<section class="card consent">
    <p class="eyebrow">Sign in with the stand-in for Microsoft</p>
    <h1>Permissions requested</h1>
    <p><strong>${nameOf(request.client)}</strong> would like to:</p>
    ${problem === null ? null : html`<p class="problem" role="alert">${problem}</p>`}
    <ul>
      ${request.scopes.map((scope) => html`<li>${describeScope(scope)}<small>${scope}</small></li>`)}
    </ul>
    <form method="post" action="${consentPath(request)}">
      ${hiddenFields(parameters)}
      <label class="field" for="account">Account</label>
      <select id="account" name="account" required>
        ${options}
      </select>
      <div class="actions">
        <button type="submit" name="decision" value="cancel" class="quiet">Cancel</button>
        <button type="submit" name="decision" value="accept">Accept</button>
      </div>
    </form>
  </section>`;
}

/** What somebody sees who may not allow this for themselves; its one button posts the decision `return`. */
export function approvalPage({
  request,
  parameters,
  account,
}: {
  request: AuthorizationRequest;
  parameters: Parameters;
  account: Account;
}): Html {
  return html`<section class="card consent">
    <p class="eyebrow">${account.email}</p>
    <h1>Need admin approval</h1>
    <p>
      <strong>${nameOf(request.client)}</strong> needs permission to access resources in your organization that only an
      admin can grant. Please ask an admin to grant permission to this app before you can use it.
    </p>
    <form method="post" action="${consentPath(request)}">
      ${hiddenFields({ ...parameters, account: account.email })}
      <div class="actions">
        <button type="submit" name="decision" value="return" class="quiet">
          Return to the application without granting consent
        </button>
      </div>
    </form>
  </section>`;
}

export function hiddenFields(fields: Parameters): Html[] {
  return Object.entries(fields).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`);
}

function consentPath(request: AuthorizationRequest): string {
  return `/${segmentOf(request.audience)}/oauth2/v2.0/consent`;
}
