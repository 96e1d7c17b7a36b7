import { createHash } from 'node:crypto';
import type { ScimDocument, ScimShape } from '@throughline/domain/people/scim/scim-schema.ts';
import type { AppContext } from './context.ts';
import { changedMeanwhile } from './directory-refusal.ts';

/** A resource as it is sent: with its id, its schemas and what RFC 7643 §3.1 says of every resource. */
export type ScimResource = ScimDocument & { readonly id: string; readonly meta: ScimMeta };

export type ScimMeta = {
  readonly resourceType: string;
  readonly created: string;
  readonly lastModified: string;
  readonly location: string;
  /** An entity tag: another one as soon as anything else of the resource is. */
  readonly version: string;
};

export function scimUrl({ publicUrl }: Pick<AppContext, 'publicUrl'>, path: string): string {
  return `${publicUrl}/scim/v2${path}`;
}

export function scimResource(
  context: Pick<AppContext, 'publicUrl'>,
  {
    shape,
    id,
    document,
    created,
    lastModified,
  }: {
    shape: ScimShape;
    id: string;
    document: ScimDocument;
    created: Temporal.Instant;
    lastModified: Temporal.Instant;
  },
): ScimResource {
  const extended = shape.extensions.filter((extension) => document[extension.id] !== undefined);
  const resource = { schemas: [shape.core.id, ...extended.map(({ id: urn }) => urn)], id, ...document };
  const digest = createHash('sha256').update(JSON.stringify(resource)).digest('base64url').slice(0, 22);
  return {
    ...resource,
    meta: {
      resourceType: shape.name,
      created: created.toString(),
      lastModified: lastModified.toString(),
      location: scimUrl(context, `/${shape.name}s/${id}`),
      version: `W/"${digest}"`,
    },
  };
}

/** Whether an `If-Match` or `If-None-Match` names this version; weak and strong tags are alike here. */
export function namesVersion({ header, version }: { header: string; version: string }): boolean {
  const opaque = (tag: string) => tag.trim().replace(/^W\//, '');
  return header.trim() === '*' || header.split(',').some((tag) => opaque(tag) === opaque(version));
}

export function requireVersion({ resource, ifMatch }: { resource: ScimResource; ifMatch: string | null }): void {
  if (ifMatch !== null && !namesVersion({ header: ifMatch, version: resource.meta.version })) throw changedMeanwhile();
}
