import type { HandoverCard, HandoverResponse } from '@throughline/contracts/pages/handover.ts';
import { conversationStore } from '@throughline/db/conversation-store.ts';
import type { Transaction } from '@throughline/db/database.ts';
import { handoverStore, type SealedHandover } from '@throughline/db/handover-store.ts';
import { peopleStore, type StoredPerson } from '@throughline/db/people-store.ts';
import type { AppContext } from './context.ts';
import { personOnPage } from './conversation-row.ts';
import { isHandoverOffered } from './is-handover-offered.ts';
import { openHandover } from './sealed-handover.ts';

type Asked = { readonly organizationId: string; readonly conversationId: string; readonly personId: string };

/**
 * The report's card: theirs alone, and the manager's it is for while it is released and the conversation is theirs. Null
 * for everybody else, HR and administrators included, and where there is nothing to show: nobody can tell the two apart.
 */
export async function handoverPage(
  { db, keyring }: Pick<AppContext, 'db' | 'keyring'>,
  { organizationId, conversationId, personId }: Asked,
): Promise<HandoverResponse | null> {
  return db.inOrganization(organizationId, async (tx) => {
    const conversation = await conversationStore(tx).byId(conversationId);
    if (conversation === null) return null;
    const handover = await handoverStore(tx).ofConversation(conversationId);
    const [author, reader] = await peopleOf({ tx, ids: [conversation.reportId, conversation.managerId] });
    if (!author || !reader) return null;
    const people = { author: personOnPage(author), reader: personOnPage(reader) };
    const shown = {
      conversationId,
      ...people,
      releasedAt: handover?.releasedAt?.toString() ?? null,
    };
    if (personId === author.id) {
      const mayWrite = await isHandoverOffered({ tx, conversation });
      if (!mayWrite && handover === null) return null;
      const words = handover ?? (await handoverStore(tx).latestOf(author.id));
      const card = words === null ? blank : openHandover({ keyring, organizationId, handover: words });
      return { side: 'report', ...shown, card, mayWrite, whoSeesWhat: toReport(reader) };
    }
    if (!isReleasedTo({ handover, personId }) || conversation.state === 'superseded' || handover === null) return null;
    const card = openHandover({ keyring, organizationId, handover });
    return { side: 'manager', ...shown, card, mayWrite: false, whoSeesWhat: toManager(author) };
  });
}

const blank: HandoverCard = { talkedAbout: '', toKnow: '', commitments: '' };

export function isReleasedTo({
  handover,
  personId,
}: {
  handover: Pick<SealedHandover, 'readerId' | 'releasedAt'> | null;
  personId: string;
}): boolean {
  return handover !== null && handover.readerId === personId && handover.releasedAt !== null;
}

async function peopleOf({
  tx,
  ids,
}: {
  tx: Transaction;
  ids: readonly (string | null)[];
}): Promise<readonly (StoredPerson | undefined)[]> {
  const found = await peopleStore(tx).byIds(ids.flatMap((id) => id ?? []));
  return ids.map((id) => found.find((person) => person.id === id));
}

function toReport({ displayName }: StoredPerson): string {
  return `Only you can read this until you release it, and then ${displayName} can too, as long as you do not take it back. Your former manager, HR and leadership never see it, nor whether there is one.`;
}

function toManager({ displayName }: StoredPerson): string {
  return `${displayName} wrote this for you, and you two alone can read it. They can take it back.`;
}
