import { alike, technical, type Inventory } from './column-note.ts';

const hashed = { category: 'credential', as: 'hash' } as const;

export const access = {
  session: {
    about: 'A signed-in browser.',
    usual: { whose: 'whoever signed in', category: 'credential', readBy: [], kept: 'signIn' },
    columns: {
      tokenHash: { what: 'the cookie’s token', ...hashed },
      personId: 'who',
      method: 'how they signed in',
      ...alike('when it began, ends, ended', 'createdAt', 'expiresAt', 'endedAt'),
    },
  },
  signInLink: {
    about: 'A mailed link to sign in with, once.',
    usual: { whose: 'whoever asked for it', category: 'credential', readBy: [], kept: 'signIn' },
    columns: {
      personId: 'who',
      returnTo: 'page it leads to',
      ...alike('when it ends, was used', 'expiresAt', 'usedAt'),
    },
  },
  oauthAttempt: {
    about: 'Connecting or signing in that is under way.',
    usual: { whose: 'whoever connects', category: 'credential', readBy: [], kept: 'attempt' },
    columns: {
      ...alike({ what: 'secrets of this attempt and of the browser', ...hashed }, 'stateHash', 'browserHash'),
      ...alike({ what: 'at which provider, what for', category: 'settings' }, 'provider', 'purpose', 'attendance'),
      personId: 'who',
      verifier: { what: 'PKCE verifier', as: 'sealed' },
      nonce: 'nonce of the id token',
      returnTo: { what: 'page it leads to', category: 'technical' },
      ...technical('when it ends, was used', 'expiresAt', 'usedAt'),
    },
  },
  apiKey: {
    about: 'Keys of other systems.',
    usual: { whose: 'the organisation', category: 'credential', readBy: ['administrator', 'API key'], kept: 'stays' },
    columns: {
      name: 'name',
      hint: 'its first characters',
      keyHash: { what: 'the key', ...hashed, readBy: [] },
      scopes: 'what it may do',
      createdById: { what: 'who made it', whose: 'an administrator', category: 'identity' },
      ...alike('when it was made, used, ends, was revoked', 'createdAt', 'lastUsedAt', 'expiresAt', 'revokedAt'),
    },
  },
  idempotencyKey: {
    about: 'What an API client was answered, so that asking again is answered alike.',
    usual: { whose: 'the API client', category: 'technical', readBy: ['API key'], kept: 'answered' },
    columns: {
      apiKeyId: 'the key',
      key: 'the client’s name of the request',
      fingerprint: { what: 'the request', as: 'hash', readBy: [] },
      ...alike(
        {
          what: 'the answer, with the person’s data where it was about one',
          whose: 'whomever the request was about',
          category: 'employment',
        },
        'status',
        'headers',
        'body',
      ),
      createdAt: 'when',
    },
  },
  audit: {
    about: 'Who did what to an organisation, a role, a key, a mail domain, a connection, a person’s data. Append-only.',
    usual: { whose: 'whoever did it', category: 'technical', readBy: ['API key'], kept: 'stays' },
    columns: {
      at: 'when',
      ...alike({ what: 'who, as an id', category: 'identity' }, 'actorKind', 'actorId'),
      action: 'what',
      ...alike('to what, as an id', 'subjectKind', 'subjectId'),
      details: 'ids, counts, words of lists, mail domains',
      ...technical('what the chain of hashes goes by', 'clusterId', 'writtenIn'),
    },
  },
  auditSeal: {
    about: 'The chain of hashes over the audit.',
    usual: { whose: 'nobody: hashes', category: 'technical', readBy: [], kept: 'stays' },
    columns: alike(
      'one link',
      'sequence',
      'clusterId',
      'writtenFrom',
      'writtenBelow',
      'entries',
      'previousHash',
      'hash',
      'sealedAt',
    ),
  },
} as const satisfies Partial<Inventory>;
