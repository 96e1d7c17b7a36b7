import { randomUUID } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { SandboxClock } from '../clock/sandbox-clock.ts';
import type { Journal } from '../state/journal.ts';
import { openTable } from '../state/table.ts';

/** What a mail carries beside its text. The bytes are not kept. */
export type MailAttachment = {
  readonly name: string;
  readonly contentType: string;
  readonly size: number;
  /** Of the bytes, in hexadecimal. */
  readonly sha256: string;
};

export type Mail = {
  readonly id: string;
  /** Whether it came in over SMTP or a calendar sent it, as invitations and answers are. */
  readonly source: 'smtp' | 'calendar';
  readonly from: string;
  /** Who gets it: the envelope's recipients, lower case. */
  readonly to: readonly string[];
  readonly subject: string;
  /** The Date header, or the time of arrival where there was none. RFC 3339. */
  readonly date: string;
  /** By the sandbox's clock. RFC 3339. */
  readonly receivedAt: string;
  readonly messageId: string | null;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly text: string;
  readonly html: string | null;
  /** Of mails a calendar sent; what comes in over SMTP is not looked into. */
  readonly attachments: readonly MailAttachment[];
};

/** A mail as it is handed in. */
type NewMail = Omit<Mail, 'id' | 'receivedAt' | 'attachments'> & { readonly attachments?: readonly MailAttachment[] };

/** Thousands of mails are kept, most of each being layout; packed they fit the journal. */
type StoredMail = Omit<Mail, 'html' | 'attachments'> & {
  readonly packedHtml: string | null;
  readonly attachments?: readonly MailAttachment[];
};

export type MailStore = {
  readonly add: (mail: NewMail) => Mail;
  readonly get: (id: string) => Mail | undefined;
  /** Oldest first; `to` is one address, `since` a moment of arrival (inclusive). */
  readonly find: (filter: { to?: string | undefined; since?: Temporal.Instant | undefined }) => Mail[];
  /** How many mails each address has, by address. */
  readonly counts: () => ReadonlyMap<string, number>;
  readonly size: () => number;
  readonly clear: () => void;
};

export function openMails({ journal, clock }: { journal: Journal; clock: SandboxClock }): MailStore {
  const table = openTable<StoredMail>({ name: 'mails', journal });
  const byRecipient = new Map<string, StoredMail[]>();
  const index = (mail: StoredMail): void => {
    for (const address of mail.to) {
      const mails = byRecipient.get(address);
      if (mails === undefined) byRecipient.set(address, [mail]);
      else mails.push(mail);
    }
  };
  for (const mail of table.values()) index(mail);

  return {
    add: ({ html, ...mail }) => {
      const stored: StoredMail = {
        ...mail,
        to: mail.to.map((address) => address.toLowerCase()),
        id: randomUUID(),
        receivedAt: clock.now().toString({ smallestUnit: 'millisecond' }),
        packedHtml: html === null ? null : deflateRawSync(html).toString('base64'),
      };
      table.set(stored.id, stored);
      index(stored);
      return unpack(stored);
    },
    get: (id) => {
      const stored = table.get(id);
      return stored === undefined ? undefined : unpack(stored);
    },
    find: ({ to, since }) => {
      const mails = to === undefined ? [...table.values()] : (byRecipient.get(to.toLowerCase()) ?? []);
      const recent = since === undefined ? mails : mails.filter((mail) => arrivedSince({ mail, since }));
      return recent.map(unpack);
    },
    counts: () => new Map([...byRecipient].map(([address, mails]) => [address, mails.length])),
    size: table.size,
    clear: () => {
      table.clear();
      byRecipient.clear();
    },
  };
}

function arrivedSince({ mail, since }: { mail: StoredMail; since: Temporal.Instant }): boolean {
  return Temporal.Instant.compare(Temporal.Instant.from(mail.receivedAt), since) >= 0;
}

function unpack({ packedHtml, attachments = [], ...mail }: StoredMail): Mail {
  const html = packedHtml === null ? null : inflateRawSync(Buffer.from(packedHtml, 'base64')).toString();
  return { ...mail, html, attachments };
}
