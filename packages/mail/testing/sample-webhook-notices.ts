import type { SampleMail } from './sample-mail.ts';
import { organizationName, page, timeZone } from './sample-values.ts';

const endpoint = {
  template: 'webhook-notice',
  givenName: 'Hanna',
  organizationName,
  host: 'hr.acme.example',
  since: Temporal.Instant.from('2027-01-08T10:20:00Z'),
  keptUntil: Temporal.Instant.from('2027-02-07T10:20:00Z'),
  timeZone,
  webhooksUrl: page('/webhooks'),
} as const;

export const sampleWebhookNotices: readonly SampleMail[] = [
  {
    name: 'webhook-notice',
    unsubscribeUrl: null,
    content: { ...endpoint, description: 'Workday bridge', because: 'failing' },
  },
  { name: 'webhook-notice-gone', unsubscribeUrl: null, content: { ...endpoint, description: '', because: 'gone' } },
];
