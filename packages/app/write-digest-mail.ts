import { mailOptOutStore } from '@throughline/db/mail-opt-out-store.ts';
import { isMailedInWeekOf } from '@throughline/domain/reminders/mail-rhythm.ts';
import { mondayOf } from '@throughline/domain/time/iso-week.ts';
import { digestStore } from '@throughline/db/digest-store.ts';
import { pageUrls } from './mail-links.ts';
import { addressed, moot, payloadId } from './mail-occasion.ts';
import type { MailWriter } from './mail-occasion.ts';

/** The week's digest as it was stored: what is mailed and what is on record are the same numbers. */
export const writeDigestMail: MailWriter = async (context, occasion) => {
  const stored = await digestStore(occasion.tx).byId(payloadId({ mail: occasion.mail, key: 'digestId' }));
  if (stored === null) return moot('the digest is gone');
  const rhythm = await mailOptOutStore(occasion.tx).rhythmOf({
    personId: occasion.recipient.id,
    template: 'weekly-digest',
  });
  // Chosen after the mail was queued.
  if (!isMailedInWeekOf({ monday: mondayOf(stored.digest.asOf), rhythm }))
    return moot('the recipient wants it monthly');
  return {
    kind: 'content',
    content: {
      template: 'weekly-digest',
      ...addressed(occasion),
      digest: stored.digest,
      coverageUrl: pageUrls(context).coverage(),
      digestUrl: pageUrls(context).digest(),
    },
  };
};
