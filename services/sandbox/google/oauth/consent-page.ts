import type { Account } from '../../core/accounts/account-store.ts';
import { nameOf } from '../../core/oauth/oauth-clients.ts';
import { html } from '../../pages/html.ts';
import type { Html } from '../../pages/html.ts';
import type { AuthorizationRequest } from './authorization-request.ts';
import { describeScope, isIdentityScope } from './scopes.ts';

/**
 * Who is asked, what for, and the two answers. The form carries the application's own parameters along, so that posting
 * it needs no memory of this page:
 * `account`, `granted_scopes` (one for each scope left ticked) and `decision` (`accept` or `cancel`).
 */
export function consentPage({
  request,
  parameters,
  accounts,
  problem,
}: {
  request: AuthorizationRequest;
  parameters: Readonly<Record<string, string>>;
  accounts: readonly Account[];
  problem: string | null;
}): Html {
  const chosen = request.loginHint?.toLowerCase() ?? null;
  const asked = request.scopes.filter((scope) => !isIdentityScope(scope));
  const hidden = Object.entries(parameters).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`,
  );
  const options = accounts.map(
    (account) =>
      html`<option value="${account.email}" ${account.email === chosen ? html`selected` : null}>
        ${account.displayName} (${account.email})
      </option>`,
  );
  const boxes = asked.map(
    (scope) =>
      html`<label class="choice">
        <input type="checkbox" name="granted_scopes" value="${scope}" checked />
        <span>${describeScope(scope)}<small>${scope}</small></span>
      </label>`,
  );
  return html`<section class="card consent">
    <p class="eyebrow">Sign in with the stand-in for Google</p>
    <h1>${nameOf(request.client)} wants access to your account</h1>
    ${problem === null ? null : html`<p class="problem" role="alert">${problem}</p>`}
    <form method="post" action="/o/oauth2/v2/consent">
      ${hidden}
      <label class="field" for="account">Account</label>
      <select id="account" name="account" required>
        ${options}
      </select>
      ${
        boxes.length === 0
          ? html`<p>It will learn your name, email address and picture.</p>`
          : html`<fieldset>
              <legend>Select what it can access</legend>
              ${boxes}
            </fieldset>`
      }
      <div class="actions">
        <button type="submit" name="decision" value="cancel" class="quiet">Cancel</button>
        <button type="submit" name="decision" value="accept">Continue</button>
      </div>
    </form>
  </section>`;
}
