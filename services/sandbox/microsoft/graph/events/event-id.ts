import { createHash } from 'node:crypto';
import { GraphError } from '../graph-error.ts';

/** What an id names. The same thing bears another id in every mailbox. */
export type IdentifiedKind = 'event' | 'attachment' | 'calendar';

/** How ids begin: AAMk for those that change when an item moves, AAkA for those that do not. */
const openings = { changing: Buffer.from('AAMk', 'base64'), immutable: Buffer.from('AAkA', 'base64') };
const kindBytes: Readonly<Record<IdentifiedKind, number>> = { event: 0x1a, attachment: 0x2b, calendar: 0x3c };
const checkLength = 4;
const mailboxLength = 6;

/**
 * The id an item of a mailbox bears in answers. Case-sensitive, as base64 is.
 *
 * @param id the id the sandbox itself knows it by
 * @param immutable the form asked for with `Prefer: IdType="ImmutableId"`
 */
export function writeId({
  account,
  kind,
  id,
  immutable,
}: {
  account: string;
  kind: IdentifiedKind;
  id: string;
  immutable: boolean;
}): string {
  const opening = immutable ? openings.immutable : openings.changing;
  const content = Buffer.concat([opening, Buffer.from([kindBytes[kind]]), mailboxBytes(account), Buffer.from(id)]);
  return encode(Buffer.concat([content, checkBytes(content)]));
}

/**
 * What an id of either form names in a mailbox, or undefined when it is another mailbox's or another kind of thing's.
 *
 * @throws GraphError 400 for what never was an id
 */
export function readId({
  account,
  kind,
  id,
}: {
  account: string;
  kind: IdentifiedKind;
  id: string;
}): string | undefined {
  const bytes = Buffer.from(id.replaceAll('-', '+').replaceAll('_', '/'), 'base64');
  const content = bytes.subarray(0, -checkLength);
  const opening = content.subarray(0, 3);
  const isOurs = encode(bytes) === id && checkBytes(content).equals(bytes.subarray(-checkLength));
  if (!isOurs || !Object.values(openings).some((known) => known.equals(opening))) throw malformedId();
  if (content[3] !== kindBytes[kind]) return undefined;
  if (!content.subarray(4, 4 + mailboxLength).equals(mailboxBytes(account))) return undefined;
  return content.subarray(4 + mailboxLength).toString();
}

export function malformedId(): GraphError {
  return new GraphError({ status: 400, code: 'ErrorInvalidIdMalformed', message: 'Id is malformed.' });
}

function encode(bytes: Buffer): string {
  return bytes.toString('base64').replaceAll('+', '-').replaceAll('/', '_');
}

const mailboxes = new Map<string, Buffer>();

function mailboxBytes(account: string): Buffer {
  const known = mailboxes.get(account) ?? createHash('sha256').update(account).digest().subarray(0, mailboxLength);
  mailboxes.set(account, known);
  return known;
}

function checkBytes(content: Buffer): Buffer {
  return createHash('sha256').update('id').update(content).digest().subarray(0, checkLength);
}
