import type { FastifyInstance } from 'fastify';
import type { Role } from '@throughline/contracts/pages/session.ts';
import type { ApiScope } from '@throughline/contracts/v1/scopes.ts';

/** Who may call a route. Every route says so; one that does not stops the start. */
export type Access =
  /** Anyone. `because` is shown in the list of routes. */
  | { readonly kind: 'public'; readonly because: string }
  /** Callers inside the own network; to everybody else the route does not exist. */
  | { readonly kind: 'own_network'; readonly because: string }
  /** Whoever holds a mailed link of the route's own purpose. */
  | {
      readonly kind: 'mailed_link';
      /** Why no sign-in is asked for on top, where the organisation signs in at its provider alone. */
      readonly isEnough?: string;
    }
  /** Whoever holds such a link, or is signed in. */
  | { readonly kind: 'mailed_link_or_signed_in' }
  /** Anyone signed in; what they see is their own. */
  | { readonly kind: 'signed_in' }
  /** A signed-in person with one of these roles. */
  | { readonly kind: 'roles'; readonly anyOf: readonly Role[] }
  /** An HR system with a key that carries the scope, and another where what is told is of both. */
  | { readonly kind: 'api_key'; readonly scope: ApiScope; readonly and?: ApiScope }
  /** Anyone, in a demo organisation beside the sandbox only. */
  | { readonly kind: 'demo' };

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: Access;
  }
}

export type DeclaredRoute = { readonly method: string; readonly url: string; readonly access: Access };

/** Routes that plugins add by themselves: the reader of the API's description and the pages' files. */
const addedByPlugins: readonly { readonly url: RegExp; readonly access: Access }[] = [
  { url: /^\/docs(\/|$)/, access: { kind: 'public', because: 'it describes the API and holds no data' } },
  { url: /^\/(assets\/.+|[\w.-]+\.\w+)$/, access: { kind: 'public', because: 'the pages themselves hold no data' } },
];

/** Collects every route with who may call it, and refuses a route that does not say. */
export function declareAccess(app: FastifyInstance): readonly DeclaredRoute[] {
  const declared: DeclaredRoute[] = [];
  app.addHook('onRoute', (route) => {
    const access = route.config?.access ?? addedByPlugins.find(({ url }) => url.test(route.url))?.access;
    if (access === undefined) {
      throw new Error(`${String(route.method)} ${route.url} does not say who may call it: give it config.access`);
    }
    for (const method of [route.method].flat()) declared.push({ method, url: route.url, access });
  });
  return declared;
}
