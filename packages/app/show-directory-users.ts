import type { Transaction } from '@throughline/db/database.ts';
import { directoryGroupStore } from '@throughline/db/directory-group-store.ts';
import type { DirectoryUser } from '@throughline/db/directory-user-store.ts';
import { peopleStore } from '@throughline/db/people-store.ts';
import { awaitedExternalId, reportingLineStore } from '@throughline/db/reporting-line-store.ts';
import { linesOn } from '@throughline/domain/people/reporting-line.ts';
import type { ScimDocument } from '@throughline/domain/people/scim/scim-schema.ts';
import { shownDocument } from '@throughline/domain/people/scim/shown-document.ts';
import { enterpriseUser, userShape } from '@throughline/domain/people/scim/user-shape.ts';
import type { AppContext } from './context.ts';
import { scimResource, scimUrl, type ScimResource } from './scim-resource.ts';

export type ShownUser = {
  readonly user: DirectoryUser;
  /** What PATCH works on: without what only the server says. */
  readonly document: ScimDocument;
  readonly resource: ScimResource;
};

/** People as a directory is shown them, in the order given; a few queries however many they are. */
export async function showDirectoryUsers(
  context: Pick<AppContext, 'publicUrl'>,
  { tx, users, today }: { tx: Transaction; users: readonly DirectoryUser[]; today: Temporal.PlainDate },
): Promise<readonly ShownUser[]> {
  const ids = users.map(({ person }) => person.id);
  const managers = linesOn({ lines: await reportingLineStore(tx).ofReports(ids), on: today });
  const managerIds = [...new Set([...managers.values()].map(({ managerId }) => managerId))];
  const known = managerIds.filter((id) => awaitedExternalId(id) === null);
  const names = new Map((await peopleStore(tx).byIds(known)).map(({ id, displayName }) => [id, displayName]));
  const groupsOf = Map.groupBy(await directoryGroupStore(tx).groupsOf(ids), ({ personId }) => personId);

  return users.map((user) => {
    const { person, entry } = user;
    const managerId = managers.get(person.id)?.managerId ?? null;
    const manager = managerId === null ? null : (awaitedExternalId(managerId) ?? managerId);
    const document = shownDocument({ person, stored: entry?.document ?? null, manager });
    const managerName = managerId === null ? undefined : names.get(managerId);
    const whole = {
      ...document,
      ...(managerName === undefined ? {} : withManager(context, { document, id: managerId ?? '', name: managerName })),
      ...groupsIn(context, groupsOf.get(person.id) ?? []),
    };
    const created = entry?.createdAt ?? user.createdAt;
    const stated = entry?.updatedAt ?? created;
    const lastModified = Temporal.Instant.compare(stated, person.updatedAt) < 0 ? person.updatedAt : stated;
    const resource = scimResource(context, { shape: userShape, id: person.id, document: whole, created, lastModified });
    return { user, document, resource };
  });
}

function withManager(
  context: Pick<AppContext, 'publicUrl'>,
  { document, id, name }: { document: ScimDocument; id: string; name: string },
): ScimDocument {
  const manager = { value: id, $ref: scimUrl(context, `/Users/${id}`), displayName: name };
  return { [enterpriseUser]: { ...(document[enterpriseUser] as object | undefined), manager } };
}

function groupsIn(
  context: Pick<AppContext, 'publicUrl'>,
  groups: readonly { readonly groupId: string; readonly displayName: string }[],
): ScimDocument {
  if (groups.length === 0) return {};
  return {
    groups: groups.map(({ groupId, displayName }) => ({
      value: groupId,
      $ref: scimUrl(context, `/Groups/${groupId}`),
      display: displayName,
      type: 'direct',
    })),
  };
}
