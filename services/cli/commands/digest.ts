import type { Command } from 'commander';
import { previewDigest } from '@throughline/app/preview-digest.ts';
import { accessStore } from '@throughline/db/access-store.ts';
import type { Organization } from '@throughline/db/organization-store.ts';
import { peopleStore } from '@throughline/db/people-store.ts';
import { withPicturesInside } from '@throughline/app/pictures-inside.ts';
import type { OperatorContext } from '@throughline/runtime/open-operator-context.ts';
import { argument, mailAddress } from '../input.ts';
import { Refusal } from '../refusal.ts';
import { result, resultJson, say } from '../terminal.ts';
import { organizationOption, withOrganization, type OrganizationOption } from '../with-organization.ts';

type DigestOptions = OrganizationOption & {
  readonly for?: string;
  readonly json?: true;
  readonly html?: true;
};

export function registerDigest(command: Command): void {
  command
    .requiredOption('--preview', 'the only way to ask for it: the mail itself leaves by itself, once a week')
    .option('--for <address>', 'as this leader gets it; otherwise as leadership or HR does', argument(mailAddress))
    .option('--json', 'its figures as JSON')
    .option('--html', 'the mail as HTML, its picture inside')
    .option(...organizationOption)
    .action(async ({ for: address, json, html, ...options }: DigestOptions) => {
      await withOrganization(options, async ({ context, organization }) => {
        const personId = await recipientOf({ context, organization, address });
        const previewed = await previewDigest(context, { organizationId: organization.id, personId, readerId: null });
        switch (previewed.kind) {
          case 'not_a_recipient':
            throw new Refusal(
              `${address} gets no digest: it goes to leaders, and to whom leadership or HR was granted.`,
            );
          case 'nothing_to_count':
            throw new Refusal(`There is nothing to count yet at ${organization.name}.`);
          case 'digest':
            if (json) return resultJson(previewed.digest);
            say('Nothing was stored or sent.');
            if (previewed.managersLeftOut) say('Left out: counts of managers, which their own boss alone gets.');
            if (html) return result(withPicturesInside(previewed.mail));
            return result(`Subject: ${previewed.mail.subject}\n\n${previewed.mail.text}`);
        }
      });
    });
}

async function recipientOf({
  context,
  organization: { id, name },
  address,
}: {
  context: OperatorContext;
  organization: Organization;
  address: string | undefined;
}): Promise<string> {
  return context.db.inOrganization(id, async (tx) => {
    if (address !== undefined) {
      const person = await peopleStore(tx).byEmail(address);
      if (person === null) throw new Refusal(`Nobody at ${name} has the address ${address}.`);
      return person.id;
    }
    const access = accessStore(tx);
    const [first] = [...(await access.peopleWithRole('leadership')), ...(await access.peopleWithRole('hr'))];
    if (first === undefined)
      throw new Refusal(`Say for whom with --for: leadership and HR were granted to nobody at ${name}.`);
    return first;
  });
}
