import { setIssuer } from '@throughline/app/set-issuer.ts';
import { setSsoOnly } from '@throughline/app/set-sso-only.ts';
import { organizationStore, type Organization } from '@throughline/db/organization-store.ts';
import type { Installation } from '@throughline/runtime/find-installation.ts';
import type { OperatorContext } from '@throughline/runtime/open-operator-context.ts';
import type { Command } from 'commander';
import { Argument } from 'commander';
import { readSettingsHere } from '../read-installation.ts';
import { Refusal } from '../refusal.ts';
import { result, say } from '../terminal.ts';
import { operator, organizationOption, withOrganization, type OrganizationOption } from '../with-organization.ts';

type Mode = 'on' | 'off';
const mode = () => new Argument('[mode]', 'left out, prints which it is').choices(['on', 'off']);

/** `organization sso-only` and `organization issuer`. */
export function registerSignIn(command: Command): void {
  command
    .command('sso-only')
    .description(
      'whether people sign in at a provider alone: no mailed sign-in, and links in mails want a sign-in first',
    )
    .addArgument(mode())
    .option(...organizationOption)
    .action((wanted: Mode | undefined, options: OrganizationOption) =>
      withOrganization(options, async ({ context, installation, organization }) => {
        if (wanted === undefined) return result(organization.ssoOnly ? 'on' : 'off');
        const organizationId = organization.id;
        const canSignIn = await hasAnotherWay({ context, installation, organization });
        const set = await setSsoOnly(context, { organizationId, ssoOnly: wanted === 'on', canSignIn, actor: operator });
        if (set.kind === 'no_other_way') throw new Refusal(noOtherWay);
        say(
          wanted === 'on'
            ? `Nobody is let in by mail alone any more. Sessions that a mailed link had opened and that are over now: ${set.endedSessions}.`
            : 'Mailed sign-in links are sent again, and links in mails open without a sign-in.',
        );
        return result(wanted);
      }),
    );
  command
    .command('issuer')
    .description(
      'whether OIDC_ISSUER says who this organisation’s people are; needed where several organisations live here',
    )
    .addArgument(mode())
    .option(...organizationOption)
    .action((wanted: Mode | undefined, options: OrganizationOption) =>
      withOrganization(options, async ({ context, organization }) => {
        if (wanted === undefined) return result(organization.oidcIssuer ?? 'off');
        const issuer = wanted === 'on' ? (readSettingsHere().oidc?.issuer ?? null) : null;
        if (wanted === 'on' && issuer === null) throw new Refusal('OIDC_ISSUER: is not set.');
        await setIssuer(context, { organizationId: organization.id, issuer, actor: operator });
        return result(issuer ?? 'off');
      }),
    );
}

const noOtherWay = [
  'Nobody could sign in any more. Set GOOGLE_CLIENT_ID, MICROSOFT_CLIENT_ID or OIDC_ISSUER with what belongs to it first;',
  'where several organisations live here, throughline organization issuer on lets OIDC_ISSUER speak for this one.',
].join('\n');

/** Whether its people can come in without a mailed link, as far as settings tell. */
async function hasAnotherWay({
  context,
  installation,
  organization,
}: {
  context: OperatorContext;
  installation: Installation;
  organization: Organization;
}): Promise<boolean> {
  const { google, microsoft, oidc } = readSettingsHere();
  if (installation.sandboxOrigin !== null || google !== null || microsoft !== null) return true;
  if (oidc === null) return false;
  if (organization.oidcIssuer !== null) return organization.oidcIssuer === oidc.issuer;
  return (await context.db.acrossOrganizations((tx) => organizationStore(tx).all())).length === 1;
}
