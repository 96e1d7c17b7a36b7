import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { hourAt, inviting, startWithMixedPeople } from '../../../testing/graph-client.ts';

const bytes = Buffer.from('%PDF-1.7 agenda');
const agenda = {
  '@odata.type': '#microsoft.graph.fileAttachment',
  name: 'Agenda.pdf',
  contentType: 'application/pdf',
  contentBytes: bytes.toString('base64'),
};
const sha256 = createHash('sha256').update(bytes).digest('hex');

async function withEvent(body: object = {}) {
  const sandbox = await startWithMixedPeople();
  const mia = await sandbox.graph('mia@contoso.example');
  const { body: event } = await mia('POST', '/me/events', { body: { subject: 'Talk', ...hourAt(9), ...body } });
  const path = `/me/events/${event.id}`;
  const attach = async (changes: object = {}) =>
    mia('POST', `${path}/attachments`, { body: { ...agenda, ...changes } });
  return { ...sandbox, mia, event, path, attach };
}

test('created, attached, then invited: the first mail carries the file, and so do the copies', async () => {
  const { mia, path, attach, mailsTo, graph, calendarOf } = await withEvent();
  const { status, body } = await attach();
  expect(status).toBe(201);
  expect(body).toMatchObject({
    name: 'Agenda.pdf',
    size: bytes.length,
    contentType: 'application/pdf',
    isInline: false,
  });
  await mia('PATCH', path, { body: inviting('ole@contoso.example', 'ben@acme.example') });
  for (const to of ['ole@contoso.example', 'ben@acme.example']) {
    const mails = await mailsTo(to);
    expect(mails).toHaveLength(1);
    expect(mails[0].attachments).toEqual([
      { name: 'Agenda.pdf', contentType: 'application/pdf', size: bytes.length, sha256 },
    ]);
  }
  const ole = await graph('ole@contoso.example');
  const [copy] = (await ole('GET', '/me/events?$expand=attachments')).body.value;
  expect(copy).toMatchObject({ hasAttachments: true, attachments: [{ contentBytes: agenda.contentBytes }] });
  const ben = await calendarOf('ben@acme.example');
  const { items } = (await ben.events.list({ calendarId: 'primary' })).data;
  expect(items?.[0]).not.toHaveProperty('attachments');
});

test('on an event already sent tells nobody; the file goes out with the next update', async () => {
  const { mia, event, path, attach, mailsTo, graph } = await withEvent(inviting('ole@contoso.example'));
  await attach();
  const after = await mia('GET', path);
  expect(after.body.hasAttachments).toBe(true);
  expect(after.body.changeKey).not.toBe(event.changeKey);
  expect(await mailsTo('ole@contoso.example')).toMatchObject([{ attachments: [] }]);
  const ole = await graph('ole@contoso.example');
  expect((await ole('GET', '/me/events')).body.value[0].hasAttachments).toBe(false);
  await mia('PATCH', path, { body: { subject: 'Talk again' } });
  expect((await mailsTo('ole@contoso.example')).at(-1).attachments).toMatchObject([{ sha256 }]);
  expect((await ole('GET', '/me/events')).body.value[0].hasAttachments).toBe(true);
});

test('can be listed, read, read as bytes, replaced and removed', async () => {
  const { mia, path, attach } = await withEvent();
  const first = (await attach()).body;
  const second = (await attach({ name: 'Agenda 2.pdf', contentBytes: Buffer.from('other').toString('base64') })).body;
  const list = async () => (await mia('GET', `${path}/attachments?$select=name`)).body.value;
  expect((await list()).map(({ name }: { name: string }) => name)).toEqual(['Agenda.pdf', 'Agenda 2.pdf']);
  expect((await list())[0]).not.toHaveProperty('contentBytes');
  const one = await mia('GET', `${path}/attachments/${first.id}`);
  expect(Buffer.from(one.body.contentBytes, 'base64')).toEqual(bytes);
  expect((await mia('DELETE', `${path}/attachments/${first.id}`)).status).toBe(204);
  expect((await list()).map(({ id }: { id: string }) => id)).toEqual([second.id]);
  expect((await mia('GET', `${path}/attachments/${first.id}`)).body.error.code).toBe('ErrorItemNotFound');
});

test('attendees add none', async () => {
  const { graph } = await withEvent(inviting('ole@contoso.example'));
  const ole = await graph('ole@contoso.example');
  const { id } = (await ole('GET', '/me/events')).body.value[0];
  expect((await ole('POST', `/me/events/${id}/attachments`, { body: agenda })).status).toBe(403);
});

describe('a large file', () => {
  const large = Buffer.alloc(3 * 1024 * 1024 + 10, 'x');

  test('is refused in one POST with 413', async () => {
    const { attach } = await withEvent();
    const refused = await attach({ contentBytes: large.toString('base64') });
    expect([refused.status, refused.body.error.code]).toEqual([413, 'ErrorMessageSizeExceeded']);
  });

  test('goes up in parts through a session, whose address takes no token', async () => {
    const { mia, path } = await withEvent();
    const AttachmentItem = { attachmentType: 'file', name: 'Large.pdf', size: large.length };
    const session = await mia('POST', `${path}/attachments/createUploadSession`, { body: { AttachmentItem } });
    expect(session.body).toMatchObject({ nextExpectedRanges: ['0-'] });
    const half = 2 * 1024 * 1024;
    const put = (from: number, until: number) =>
      fetch(session.body.uploadUrl, {
        method: 'PUT',
        headers: {
          'content-type': 'application/octet-stream',
          'content-range': `bytes ${from}-${until - 1}/${large.length}`,
        },
        body: large.subarray(from, until),
      });
    const first = await put(0, half);
    expect([first.status, ((await first.json()) as { nextExpectedRanges: string[] }).nextExpectedRanges]).toEqual([
      200,
      [`${half}-`],
    ]);
    expect((await put(0, half)).status).toBe(416);
    expect((await put(half, large.length)).status).toBe(201);
    const { value } = (await mia('GET', `${path}/attachments?$select=name,size`)).body;
    expect(value).toMatchObject([{ name: 'Large.pdf', size: large.length }]);
  });

  test('needs to be large for a session', async () => {
    const { mia, path } = await withEvent();
    const AttachmentItem = { attachmentType: 'file', name: 'Small.pdf', size: 1000 };
    const refused = await mia('POST', `${path}/attachments/createUploadSession`, { body: { AttachmentItem } });
    expect(refused.status).toBe(400);
  });
});

test('an upload session tells how far it is, takes parts of any type, and ends when it is given up', async () => {
  const { mia, path } = await withEvent();
  const { body } = await mia('POST', `${path}/attachments/createUploadSession`, {
    body: { AttachmentItem: { attachmentType: 'file', name: 'Big.pdf', size: 3_500_000 } },
  });
  const headers = { 'content-range': 'bytes 0-1999999/3500000', 'content-type': 'application/pdf' };
  const part = new Uint8Array(2_000_000);
  expect((await fetch(body.uploadUrl, { method: 'PUT', headers, body: part })).status).toBe(200);
  const progress = (await (await fetch(body.uploadUrl)).json()) as { nextExpectedRanges: string[] };
  expect(progress.nextExpectedRanges).toEqual(['2000000-']);
  expect((await fetch(body.uploadUrl, { method: 'DELETE' })).status).toBe(204);
  expect((await fetch(body.uploadUrl)).status).toBe(404);
});
