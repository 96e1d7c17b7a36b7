import { html } from '../../pages/html.ts';
import type { Html } from '../../pages/html.ts';
import type { Tenant } from '../tenants.ts';
import { hiddenFields } from './consent-page.ts';
import { describeScope } from './scopes.ts';

/**
 * What an administrator allows for everybody in the tenant. Posting its form needs no memory of this page: `tenant` and
 * `decision` (`accept` or `cancel`) beside the application's own parameters. Whoever opens it counts as administrator.
 */
export function adminConsentPage({
  path,
  application,
  scopes,
  tenants,
  parameters,
}: {
  path: string;
  /** What it is called. */
  application: string;
  scopes: readonly string[];
  tenants: readonly Tenant[];
  parameters: Readonly<Record<string, string>>;
}): Html {
  return html`<section class="card consent">
    <p class="eyebrow">Sign in with the stand-in for Microsoft, as an administrator</p>
    <h1>Permissions requested: review for your organization</h1>
    <p>
      <strong>${application}</strong> would like to do this for everybody in your organization. If you accept, nobody
      else will be asked to review these permissions.
    </p>
    <ul>
      ${scopes.map((scope) => html`<li>${describeScope(scope)}<small>${scope}</small></li>`)}
    </ul>
    <form method="post" action="${path}">
      ${hiddenFields(parameters)}
      <label class="field" for="tenant">Organization</label>
      <select id="tenant" name="tenant" required>
        ${tenants.map(({ id, domain }) => html`<option value="${id}">${domain}</option>`)}
      </select>
      <div class="actions">
        <button type="submit" name="decision" value="cancel" class="quiet">Cancel</button>
        <button type="submit" name="decision" value="accept">Accept</button>
      </div>
    </form>
  </section>`;
}
