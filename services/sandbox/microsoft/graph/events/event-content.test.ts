import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { hourAt, inviting, startWithMixedPeople } from '../../../testing/graph-client.ts';

async function asMia() {
  const sandbox = await startWithMixedPeople();
  const mia = await sandbox.graph('mia@contoso.example');
  return { ...sandbox, mia };
}

describe('the body', () => {
  test('HTML comes back as a whole document without scripts and comments, and survives being written back', async () => {
    const { mia } = await asMia();
    const content = '<p onclick="x()">Hello</p>\n<!-- mark --><script>x()</script><p>Ana</p>';
    const { body } = await mia('POST', '/me/events', {
      body: { ...hourAt(9), body: { contentType: 'HTML', content } },
    });
    expect(body.body.content).toMatch(/^<html>\r\n<head>[\s\S]*<body>\r\n<p>Hello<\/p>\r\n<p>Ana<\/p>\r\n<\/body>/);
    expect(body.bodyPreview).toBe('Hello\r\n\r\nAna');
    const again = await mia('PATCH', `/me/events/${body.id}`, { body: { body: body.body } });
    expect(again.body.body).toEqual(body.body);
  });

  test('is text for those who prefer text', async () => {
    const { mia } = await asMia();
    const { body } = await mia('POST', '/me/events', {
      body: { ...hourAt(9), body: { contentType: 'text', content: 'A < B\nnext' } },
    });
    expect(body.body.contentType).toBe('html');
    const prefer = 'outlook.body-content-type="text"';
    const asText = await mia('GET', `/me/events/${body.id}`, { headers: { prefer } });
    expect(asText.body.body).toEqual({ contentType: 'text', content: 'A < B\r\nnext' });
  });
});

describe('an online meeting', () => {
  const online = { isOnlineMeeting: true, onlineMeetingProvider: 'teamsForBusiness' };
  const html = (content: string) => ({ body: { contentType: 'html', content } });

  async function withMeeting() {
    const { mia, ...sandbox } = await asMia();
    const { body: created } = await mia('POST', '/me/events', {
      body: { ...hourAt(9), ...online, ...html('<p>Hi</p>') },
    });
    await wait(200);
    const { body: event } = await mia('GET', `/me/events/${created.id}`);
    return { ...sandbox, mia, created, event };
  }

  test('has no link in the first answer; a moment later the link is there and at the end of the body', async () => {
    const { created, event } = await withMeeting();
    expect(created).toMatchObject({ isOnlineMeeting: true, onlineMeeting: null });
    expect(event.onlineMeeting.joinUrl).toMatch(/^https:\/\/teams\.microsoft\.com\/l\/meetup-join\//);
    expect(event.body.content).toMatch(/<p>Hi<\/p>[\s\S]*me-email-text/);
    expect(event.body.content).toContain(event.onlineMeeting.joinUrl);
    expect(event.changeKey).not.toBe(created.changeKey);
  });

  test('keeps its link, byte for byte, through a body edit that keeps the block', async () => {
    const { mia, event } = await withMeeting();
    const content = event.body.content.replace('<p>Hi</p>', '<p>New agenda</p>');
    const { body } = await mia('PATCH', `/me/events/${event.id}`, { body: html(content) });
    expect(body.onlineMeeting).toEqual(event.onlineMeeting);
    expect(body.body.content).toBe(content);
  });

  test('is lost by a body edit without the block, and a new one has another link', async () => {
    const { mia, event } = await withMeeting();
    const { body } = await mia('PATCH', `/me/events/${event.id}`, { body: html('<p>New agenda</p>') });
    expect(body).toMatchObject({ isOnlineMeeting: false, onlineMeetingProvider: 'unknown', onlineMeeting: null });
    await mia('PATCH', `/me/events/${event.id}`, { body: online });
    await wait(200);
    const again = await mia('GET', `/me/events/${event.id}`);
    expect(again.body.onlineMeeting.joinUrl).not.toBe(event.onlineMeeting.joinUrl);
  });

  test('cannot be switched off, and changes of the time leave it alone', async () => {
    const { mia, event } = await withMeeting();
    const { body } = await mia('PATCH', `/me/events/${event.id}`, { body: { isOnlineMeeting: false, ...hourAt(15) } });
    expect(body).toMatchObject({ isOnlineMeeting: true, onlineMeeting: event.onlineMeeting });
  });

  test('is not had by a personal account', async () => {
    const { graph } = await startWithMixedPeople();
    const pia = await graph('pia@outlook.example');
    const { body } = await pia('POST', '/me/events', { body: { ...hourAt(9), ...online } });
    expect(body).toMatchObject({ isOnlineMeeting: false, onlineMeetingProvider: 'unknown' });
  });
});

describe('extended properties', () => {
  const id = 'String {66F5A359-4659-4830-9070-00047EC6AC6E} Name Marker';
  const kept = 'String {66f5a359-4659-4830-9070-00047ec6ac6e} Name Marker';
  const expand = (name: string) => `$expand=singleValueExtendedProperties($filter=id eq '${name}')`;

  test('are shown only when expanded, the GUID in small letters', async () => {
    const { mia } = await asMia();
    const body = { ...hourAt(9), singleValueExtendedProperties: [{ id, value: 'c-1' }] };
    const created = await mia('POST', '/me/events', { body });
    expect(created.body).not.toHaveProperty('singleValueExtendedProperties');
    const path = `/me/events/${created.body.id}`;
    for (const name of [id, kept, kept.toLowerCase()]) {
      const { body: expanded } = await mia('GET', `${path}?${expand(name)}`);
      expect(expanded.singleValueExtendedProperties).toEqual([{ id: kept, value: 'c-1' }]);
    }
    await mia('PATCH', path, { body: { singleValueExtendedProperties: [{ id, value: 'c-2' }] } });
    expect((await mia('GET', `${path}?${expand(id)}`)).body.singleValueExtendedProperties[0].value).toBe('c-2');
  });

  test('stay with the organizer’s own copy', async () => {
    const { mia, graph } = await asMia();
    const body = {
      ...hourAt(9),
      categories: ['Career'],
      singleValueExtendedProperties: [{ id, value: 'c-1' }],
      ...inviting('ole@contoso.example'),
    };
    await mia('POST', '/me/events', { body });
    const ole = await graph('ole@contoso.example');
    const [copy] = (await ole('GET', `/me/events?${expand(id)}`)).body.value;
    expect(copy).not.toHaveProperty('singleValueExtendedProperties');
    expect(copy.categories).toEqual([]);
  });
});
