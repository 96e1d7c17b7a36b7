import type { FastifyReply, FastifyRequest } from 'fastify';
import { readZone, utc } from './events/event-time.ts';
import type { AnswerZone } from './events/event-time.ts';
import type { BodyType } from './events/event-body.ts';

/** What a caller prefers of an answer, by its Prefer headers. */
export type Preferences = {
  readonly answerZone: AnswerZone;
  readonly bodyType: BodyType;
  readonly immutableIds: boolean;
  readonly maxPageSize: number | null;
};

/**
 * Reads the Prefer headers and says in `Preference-Applied` which were followed.
 *
 * @throws GraphError 400 for a zone nobody knows
 */
export function preferencesOf({ request, reply }: { request: FastifyRequest; reply: FastifyReply }): Preferences {
  const given = [request.headers.prefer ?? []].flat().join(', ');
  const zoneName = valueOf({ given, name: 'outlook\\.timezone' });
  const bodyType = valueOf({ given, name: 'outlook\\.body-content-type' })?.toLowerCase();
  const immutableIds = valueOf({ given, name: 'IdType' })?.toLowerCase() === 'immutableid';
  const pageSize = Number(valueOf({ given, name: 'odata\\.maxpagesize' }));
  const maxPageSize = Number.isInteger(pageSize) && pageSize > 0 ? pageSize : null;
  const applied = [
    ...(zoneName === undefined ? [] : [`outlook.timezone="${zoneName}"`]),
    ...(bodyType === undefined ? [] : [`outlook.body-content-type="${bodyType}"`]),
    ...(immutableIds ? ['IdType="ImmutableId"'] : []),
    ...(maxPageSize === null ? [] : [`odata.maxpagesize=${maxPageSize}`]),
  ];
  const answerZone = zoneName === undefined ? utc : { name: zoneName, zone: readZone(zoneName) };
  if (applied.length > 0) reply.header('preference-applied', applied.join(', '));
  return { answerZone, bodyType: bodyType === 'text' ? 'text' : 'html', immutableIds, maxPageSize };
}

function valueOf({ given, name }: { given: string; name: string }): string | undefined {
  const [, quoted, plain] =
    new RegExp(`(?:^|[,;\\s])${name}\\s*=\\s*(?:"([^"]*)"|([^",;\\s]+))`, 'i').exec(given) ?? [];
  return quoted ?? plain;
}
