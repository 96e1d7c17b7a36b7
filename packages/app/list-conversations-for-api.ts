import type { ConversationFilter } from '@throughline/db/conversation-view-store.ts';
import {
  isStateToldWithWorksCouncil,
  statesToldWithWorksCouncil,
} from '@throughline/domain/conversation/told-with-works-council.ts';
import type { AppContext } from './context.ts';
import { groupNamed } from './group-named.ts';
import { listConversations, type ListedConversations } from './list-conversations.ts';
import { hasWorksCouncil, toldByPerson } from './told-by-person.ts';

/** One page of conversations for an HR system. `not_told`: a state was asked for that a works council's terms keep back. */
export async function listConversationsForApi(
  context: Pick<AppContext, 'db'>,
  {
    organizationId,
    filter: given,
    ...page
  }: { organizationId: string; filter: ConversationFilter; cursor: string | null; pageSize: number },
): Promise<ListedConversations | { readonly kind: 'not_told' }> {
  const { isNarrow, group } = await context.db.inOrganization(organizationId, async (tx) => ({
    isNarrow: await hasWorksCouncil({ tx, organizationId }),
    group: given.group === undefined ? undefined : await groupNamed({ tx, group: given.group }),
  }));
  if (group === null) return { kind: 'not_found' };
  const filter = group === undefined ? given : { ...given, group };
  if (!isNarrow) return listConversations(context, { organizationId, filter, ...page });
  const { states = statesToldWithWorksCouncil } = filter;
  if (!states.every(isStateToldWithWorksCouncil)) return { kind: 'not_told' };
  const listed = await listConversations(context, { organizationId, filter: { ...filter, states }, ...page });
  if (listed.kind !== 'page') return listed;
  return { ...listed, rows: listed.rows.flatMap((view) => toldByPerson(view) ?? []) };
}
