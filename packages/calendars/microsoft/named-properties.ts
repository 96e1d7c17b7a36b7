import { createHash } from 'node:crypto';
import type { EventDraft } from '@throughline/domain/scheduling/event-draft.ts';
import { z } from 'zod';

/** Ours hang below this one; it never changes, or entries placed before are no longer found. */
const propertySet = '{6f3d1f0e-5b4c-4b7a-9d35-2f9a64c1e8b7}';
const propertyId = (name: string) => `String ${propertySet} Name ${name}`;

const ids = {
  marker: propertyId('throughlineEvent' satisfies EventDraft['marker']['key']),
  /** Categories are a list of names that people add their own to; this one tells which is ours. */
  category: propertyId('throughlineCategory'),
  /** Which agenda was last announced to the attendees. */
  agenda: propertyId('throughlineAgenda'),
} as const;
type PropertyName = keyof typeof ids;

/** Outlook's own "Allow forwarding", switched off; Graph has no other name for it. */
const noForwarding = { id: 'Boolean {00020329-0000-0000-C000-000000000046} Name DoNotForward', value: 'true' } as const;

type Property = { readonly id: string; readonly value: string };

export const namedProperties = z.array(z.object({ id: z.string(), value: z.string() })).default([]);

/** `$expand` of the properties that are ours. */
export const expandedProperties = `singleValueExtendedProperties($filter=${Object.values(ids)
  .map((id) => `id eq '${id}'`)
  .join(' or ')})`;

/** `$filter` for entries with this marker; null for those with any marker of ours. */
export function markerFilter(marker: string | null): string {
  const value = marker === null ? 'ne null' : `eq '${marker.replaceAll("'", "''")}'`;
  return `singleValueExtendedProperties/any(ep: ep/id eq '${ids.marker}' and ep/value ${value})`;
}

export function propertyOf({
  properties,
  name,
}: {
  properties: readonly Property[];
  name: PropertyName;
}): string | null {
  return properties.find(({ id }) => id.toLowerCase() === ids[name].toLowerCase())?.value ?? null;
}

export function keptProperties({ marker, category }: EventDraft): readonly Property[] {
  return [noForwarding, { id: ids.marker, value: marker.value }, { id: ids.category, value: category }];
}

export function announcement(draft: EventDraft): Property {
  return { id: ids.agenda, value: agendaFingerprint(draft) };
}

/** The same for the same agenda, whatever file it is printed into. */
export function agendaFingerprint({ agenda: { opening, title, purpose, sections } }: EventDraft): string {
  const words = [
    opening,
    title,
    purpose,
    sections.map((section) => [section.title, section.minutes, section.questions]),
  ];
  return createHash('sha256').update(JSON.stringify(words)).digest('hex');
}
