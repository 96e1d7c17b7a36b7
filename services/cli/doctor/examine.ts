import { organizationStore } from '@throughline/db/organization-store.ts';
import type { Settings } from '@throughline/runtime/env.ts';
import type { Installation } from '@throughline/runtime/find-installation.ts';
import { inspectDatabase } from '@throughline/runtime/inspect-database.ts';
import { openOperatorContext } from '@throughline/runtime/open-operator-context.ts';
import { openQueueControl } from '@throughline/runtime/open-queue-control.ts';
import { verifyMail } from '@throughline/runtime/verify-mail.ts';
import { explainFailure } from '../explain-failure.ts';
import { databaseFindings } from './database-findings.ts';
import { ok, problem, warn, type Finding } from './finding.ts';
import { issuerFindings } from './issuer-findings.ts';
import { organizationFindings } from './organization-findings.ts';
import { settingsFindings } from './settings-findings.ts';

/** Everything there is to say about an installation; what cannot be reached is a finding too. */
export async function examine({
  settings,
  installation,
}: {
  settings: Settings;
  installation: Installation;
}): Promise<readonly Finding[]> {
  return [
    ...settingsFindings({ settings, installation }),
    ...(await issuerFindings({ oidc: settings.oidc, publicUrl: installation.publicUrl })),
    ...(await attempt('Database', async () => databaseFindings(await inspectDatabase(installation)))),
    ...(await attempt('Queue', () => queueFindings(installation))),
    ...(await attempt('Mail', () => mailFindings(installation))),
    ...(await attempt('Organisations', () => allOrganizations(installation))),
  ];
}

async function attempt(about: string, look: () => Promise<readonly Finding[]>): Promise<readonly Finding[]> {
  try {
    return await look();
  } catch (error) {
    return [problem(about, 'could not be looked at', firstLine(explainFailure(error)))];
  }
}

/** Of a bug the sentence, without where it happened. */
function firstLine(text: string): string {
  return text.slice(0, text.search(/\n|$/));
}

async function queueFindings({ queue }: Installation): Promise<readonly Finding[]> {
  if (queue === null) return [problem('Queue', 'no setting says where it is', 'Set REDIS_URL, or QUEUE_DATABASE_URL.')];
  const control = await openQueueControl({ connection: queue });
  try {
    const sweeps = await control.sweeps();
    const failed = Object.values(await control.counts()).reduce((sum, count) => sum + count.failed, 0);
    return [
      sweeps.length === 0
        ? warn('Queue', 'answers, and no worker has ever run here', 'Start a worker: nothing happens without one.')
        : ok('Queue', `answers; sweeps on the timetable: ${sweeps.length}`),
      ...(failed === 0
        ? []
        : [
            warn(
              'Queue',
              `jobs that failed in the last week: ${failed}`,
              'The worker’s log says why; the sweeps went on.',
            ),
          ]),
    ];
  } finally {
    await control.close();
  }
}

async function mailFindings({ smtpUrl }: Installation): Promise<readonly Finding[]> {
  if (smtpUrl === null) return [problem('Mail', 'no mail server is set', 'Set SMTP_URL and MAIL_FROM.')];
  const { host } = new URL(smtpUrl);
  try {
    await verifyMail({ smtpUrl });
    return [ok('Mail', `${host} takes mails`)];
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return [
      problem(
        'Mail',
        `${host} does not take mails: ${reason}`,
        'See the name, password and port in SMTP_URL. Mails wait meanwhile.',
      ),
    ];
  }
}

async function allOrganizations(installation: Installation): Promise<readonly Finding[]> {
  const { context, close } = await openOperatorContext({ installation });
  try {
    const organizations = await context.db.acrossOrganizations((tx) => organizationStore(tx).all());
    if (organizations.length === 0) {
      return [warn('Organisations', 'there is none yet', 'throughline organization create makes one.')];
    }
    const findings: Finding[] = [];
    for (const organization of organizations) findings.push(...(await organizationFindings({ context, organization })));
    return findings;
  } finally {
    await close();
  }
}
