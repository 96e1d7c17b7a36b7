import { expect, test } from 'vitest';
import { createMailRenderer } from '../render-mail.ts';
import { sampleMails } from '../testing/sample-mails.ts';
import { ordinaryMail as mail, withInbox } from '../testing/open-mailer.ts';

test('a picture comes along within the mail, under the name its HTML calls it by, beside the plain text', async () => {
  const { inbox, mailer } = await withInbox();
  const sample = sampleMails.find(({ name }) => name === 'weekly-digest');
  if (sample?.content.template !== 'weekly-digest') throw new Error('there is no such mail');
  const rendered = await createMailRenderer()({ content: sample.content, unsubscribeUrl: sample.unsubscribeUrl });
  await mailer.send({ ...mail, ...rendered, onHandover: async () => {} });
  const { parsed, raw } = inbox.mails[0]!;
  const [picture] = parsed.attachments;
  expect(parsed.attachments).toHaveLength(1);
  expect(picture).toMatchObject({ contentType: 'image/png', contentDisposition: 'inline', related: true });
  expect(rendered.html).toContain(`src="cid:${picture!.cid}"`);
  expect(Buffer.from(rendered.pictures![0]!.png).equals(picture!.content)).toBe(true);
  expect(parsed.text).toContain('2026-W47');
  // The two forms are alternatives, and the picture belongs to one of them: no paper clip beside the mail.
  expect(raw.indexOf('multipart/alternative')).toBeLessThan(raw.indexOf('multipart/related'));
});
