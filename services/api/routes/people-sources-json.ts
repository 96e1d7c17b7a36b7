import type { PeopleSources } from '@throughline/app/people-sources-page.ts';
import type { PullPreview } from '@throughline/app/preview-pull.ts';
import type { PullResult } from '@throughline/app/pull-people.ts';
import type { Viewer } from '@throughline/app/viewer.ts';
import type { PeopleSourcesResponse } from '@throughline/contracts/pages/people-sources.ts';
import type { ProviderSignIns } from '../sign-in/provider-sign-in.ts';

const titles = { google: 'Google', microsoft: 'Microsoft', oidc: 'your issuer' } as const;

export function peopleSourcesJson({
  page,
  signIn,
  viewer,
}: {
  page: PeopleSources;
  signIn: ProviderSignIns;
  viewer: Pick<Viewer, 'roles'>;
}): PeopleSourcesResponse {
  return {
    sources: page.sources.map((source) => ({
      name: source.name,
      kind: source.kind,
      address: source.address,
      state: source.state,
      lastPulledAt: source.lastFinishedAt?.toString() ?? null,
      lastCounts: source.lastCounts,
      problem: source.lastProblem,
      notBefore: source.notBefore?.toString() ?? null,
    })),
    signIn: {
      offered: [...signIn].map(([name, { title }]) => title ?? titles[name]),
      issuer: issuerStanding({ page, signIn }),
      ssoOnly: page.organization.ssoOnly,
      mayChange: viewer.roles.has('administrator'),
    },
  };
}

/** Null where none is set up. Unnamed, it speaks for the only organisation there is. */
export function issuerStanding({
  page: { organization, isAlone },
  signIn,
}: {
  page: PeopleSources;
  signIn: ProviderSignIns;
}): PeopleSourcesResponse['signIn']['issuer'] {
  const url = signIn.get('oidc')?.issuer ?? null;
  if (url === null) return null;
  const { oidcIssuer: named } = organization;
  return { url, isNamed: named === url, speaksForUs: named === null ? isAlone : named === url };
}

export function pullSentence(pulled: PullResult): string {
  switch (pulled.kind) {
    case 'pulled': {
      const { people, created, updated, left, refused, unusable } = pulled.counts;
      const unread = refused + unusable;
      return `${people} read: ${created} came, ${updated} changed, ${left} left${unread > 0 ? `, ${unread} could not be taken` : ''}.`;
    }
    case 'paused':
      return `${pulled.leaving} of ${pulled.present} people would leave, so nothing was changed.`;
    case 'failed':
      return `Nothing was changed: ${pulled.problem}.`;
    case 'busy':
      return 'It is being pulled from just now.';
  }
}

export function previewSentence(read: PullPreview): string {
  if (read.kind === 'failed') return `It could not be read: ${read.problem}.`;
  const { people, joining, leaving, present, unusable, asksFirst } = read;
  const counted = `${people} read: ${joining} would come, ${leaving} of ${present} would leave${unusable > 0 ? `, ${unusable} could not be taken` : ''}.`;
  return `${counted} ${asksFirst ? 'A pull would change nothing until you say that so many leave.' : ''}`.trim();
}
