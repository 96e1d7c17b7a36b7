import { webhookEventTypes, type V1WebhookDelivery } from '@throughline/contracts/v1/webhooks.ts';
import type { WebhookOnPage } from '@throughline/contracts/pages/webhooks.ts';
import { expect, test } from 'vitest';
import { answerWords, countsSentence, endpointSentence, eventWords } from './webhook-words.ts';

const endpoint: WebhookOnPage = {
  id: '0199f0a4-0000-7000-8000-000000000000',
  url: 'https://hr.example.com',
  description: '',
  event_types: null,
  state: 'enabled',
  disabled_because: null,
  disabled_at: null,
  failing_since: null,
  previous_secret_expires_at: null,
  created_at: '2027-01-20T09:00:00Z',
  modified_at: '2027-01-20T09:00:00Z',
  counts: { waiting: 0, delivered: 0, failed: 0, skipped: 0 },
  deliveries: [],
};
const sentence = (given: Partial<WebhookOnPage>) =>
  endpointSentence({ endpoint: { ...endpoint, ...given }, timeZone: 'Europe/Berlin' });
const counts = (given: Partial<WebhookOnPage['counts']>) => ({ ...endpoint.counts, ...given });

test('every event has words of its own', () => {
  for (const type of webhookEventTypes) expect(eventWords[type]).toMatch(/\w/);
});

test('an endpoint says how it goes, since when and in whose zone', () => {
  expect(sentence({})).toBe('Nothing has happened yet that it is told of.');
  expect(sentence({ counts: counts({ waiting: 2 }) })).toBe('The first events are on their way.');
  expect(sentence({ counts: counts({ delivered: 1 }) })).toBe('Works.');
  expect(sentence({ failing_since: '2027-01-20T09:00:00Z', counts: counts({ waiting: 1 }) })).toBe(
    'Nothing has got through since Wed 20 Jan 2027, 10:00 Berlin. 1 event waits and will be tried again.',
  );
  const off = { state: 'disabled', disabled_at: '2027-01-20T09:00:00Z' } as const;
  expect(sentence({ ...off, disabled_because: 'failing' })).toContain('nothing had got through for five days');
  expect(sentence({ ...off, disabled_because: 'gone' })).toContain('nobody listens there');
  expect(sentence({ ...off, disabled_because: 'asked' })).toBe('Switched off since Wed 20 Jan 2027, 10:00 Berlin.');
});

test('what came of it is counted, and what is nought is left out', () => {
  expect(countsSentence(counts({ delivered: 3 }))).toBe('In the last thirty days: 3 arrived.');
  expect(countsSentence(counts({ delivered: 3, failed: 1, skipped: 2, waiting: 4 }))).toBe(
    'In the last thirty days: 3 arrived, 4 waiting, 1 given up on, 2 not sent.',
  );
});

test('an attempt says what the receiver made of it', () => {
  const given = (last_status: number | null, last_error: V1WebhookDelivery['last_error']) =>
    answerWords({ last_status, last_error } as V1WebhookDelivery);
  expect(given(503, null)).toBe('answered 503');
  expect(given(null, 'no_answer_in_time')).toBe('no answer within 15 seconds');
  expect(given(null, null)).toBeNull();
});
