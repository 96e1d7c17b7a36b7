import { expect, test } from 'vitest';
import type { Exchange } from '../infra/exchanges/exchange.ts';
import { findingsThatCount } from '../infra/exchanges/findings-that-count.ts';
import { missingKinds } from '../infra/exchanges/missing-kinds.ts';

const call = (method: string, url: string, requestBody?: unknown): Exchange => ({ method, url, requestBody });
const batch = call('POST', 'https://graph.microsoft.com/v1.0/$batch', {
  requests: [{ id: '1', method: 'POST', url: '/me/calendar/getSchedule', body: {} }],
});
const insert = call('POST', 'https://www.googleapis.com/calendar/v3/calendars/primary/events?sendUpdates=all');

test('a log without a provider’s calls names every one of them', () => {
  const missing = missingKinds({ exchanges: [insert] });
  expect(missing).not.toContain('POST https://www.googleapis.com/calendar/v3/calendars/primary/events');
  expect(missing.filter((kind) => kind.includes('graph.microsoft.com')).length).toBeGreaterThan(10);
  expect(missing).toContain('POST https://oauth2.googleapis.com/token');
});

test('an event’s address is no list of events, and the other way round', () => {
  const list = 'GET https://graph.microsoft.com/v1.0/me/events';
  const one = call('GET', 'https://graph.microsoft.com/v1.0/me/events/AAk%3D?$select=id');
  expect(missingKinds({ exchanges: [one] })).toContain(list);
  expect(missingKinds({ exchanges: [one] })).not.toContain(`${list}/*`);
  expect(missingKinds({ exchanges: [call('GET', `${list.slice(4)}?$filter=x`)] })).toContain(`${list}/*`);
});

test('what is asked within a batch was asked', () => {
  const missing = missingKinds({ exchanges: [batch] });
  expect(missing).not.toContain('POST https://graph.microsoft.com/v1.0/me/calendar/getSchedule');
});

test('what a provider sends by itself is no call of ours', () => {
  const push: Exchange = { ...insert, kind: 'google-push' };
  expect(missingKinds({ exchanges: [push] })).toContain(
    'POST https://www.googleapis.com/calendar/v3/calendars/primary/events',
  );
});

const found = (where: string) => ({ where, code: 'required', msg: 'missing' });
const asked = found('requestBody.end');
const answered = found('responseBody.end');
const status = found('status');
const inPart = {
  asked: found('requestBody.requests[0]:query.$top'),
  answered: found('requestBody.requests[0]:status'),
};

test('everything counts where Throughline asked', () => {
  const findings = [asked, answered, status, inPart.asked, inPart.answered];
  expect(findingsThatCount({ asker: 'application', exchange: insert, findings })).toEqual(findings);
});

test('where a test asked, the sandbox answers for its answers alone, within a batch too', () => {
  const findings = [asked, answered, status, inPart.asked, inPart.answered];
  expect(findingsThatCount({ asker: 'test', exchange: batch, findings })).toEqual([answered, status, inPart.answered]);
});

test('of a push the sandbox answers for what it sent', () => {
  const push: Exchange = { ...insert, kind: 'google-push' };
  expect(findingsThatCount({ asker: 'test', exchange: push, findings: [asked, answered] })).toEqual([asked]);
});
