import type { Command } from 'commander';
import { addOrganization } from '../add-organization.ts';
import { argument, mailAddress, mailDomains, nonEmpty, personName, slug, timeZone } from '../input.ts';
import { result, resultJson, say } from '../terminal.ts';
import { withContext } from '../with-organization.ts';
import { registerAttendance } from './organization-attendance.ts';
import { registerDomains } from './organization-domains.ts';
import { registerPulse } from './organization-pulse.ts';
import { registerSignIn } from './organization-sign-in.ts';
import { registerWorksCouncil } from './organization-works-council.ts';

type CreateOptions = {
  readonly name: string;
  readonly slug?: string;
  readonly mailDomain: readonly string[];
  readonly timeZone: string;
  readonly administrator?: { readonly givenName: string; readonly familyName: string };
  readonly administratorEmail?: string;
  readonly json?: true;
};

export function registerOrganization(command: Command): void {
  registerDomains(command);
  registerPulse(command);
  registerWorksCouncil(command);
  registerAttendance(command);
  registerSignIn(command);
  const create = command
    .command('create')
    .description('make a draft organisation; prints its id. Nothing is sent before it is launched')
    .requiredOption('--name <name>', 'as people know it', argument(nonEmpty))
    .requiredOption(
      '--mail-domain <domains>',
      'of its people’s addresses, with commas between them',
      argument(mailDomains),
    )
    .option('--slug <slug>', 'how commands and links name it; otherwise from the name', argument(slug))
    .option('--time-zone <zone>', 'IANA, of its weekly mails; otherwise this machine’s', argument(timeZone), zoneHere())
    .option('--administrator <name>', 'its first administrator’s given and family name', argument(personName))
    .option('--administrator-email <address>', 'and work address', argument(mailAddress))
    .option('--json', 'ids and slug as JSON');
  create.action(async (options: CreateOptions) => {
    const { administrator: name, administratorEmail: workEmail, mailDomain, json, ...answers } = options;
    if ((name === undefined) !== (workEmail === undefined)) {
      create.error('error: --administrator and --administrator-email belong together');
    }
    const administrator = name && workEmail !== undefined ? { ...name, workEmail } : null;
    await withContext(async ({ context }) => {
      const added = await addOrganization({ context, answers: { ...answers, mailDomains: mailDomain, administrator } });
      say(
        `${answers.name} is a draft, named ${added.slug} in commands. throughline launch --preview shows what would begin.`,
      );
      if (administrator === null) say('It has no administrator yet: throughline admin add makes one.');
      if (!json) return result(added.organizationId);
      resultJson({
        organization_id: added.organizationId,
        administrator_id: added.administratorId,
        slug: added.slug,
      });
    });
  });
}

export function zoneHere(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}
