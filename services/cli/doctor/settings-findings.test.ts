import { describe, expect, test } from 'vitest';
import { settingsFindings } from './settings-findings.ts';

const google = { clientId: 'a', clientSecret: 'b' };
const baseUrls = { googleApi: null, googleOauth: null, microsoftGraph: null, microsoftLogin: null };
const levels = ({
  publicUrl = 'https://throughline.acme.example',
  sandboxOrigin = null,
  encryptionKeys = 'v1:key',
  client = google,
  microsoft = null,
}: {
  publicUrl?: string;
  sandboxOrigin?: string | null;
  encryptionKeys?: string | null;
  client?: typeof google | null;
  microsoft?: (typeof google & { tenant: string }) | null;
}) =>
  settingsFindings({
    settings: { google: client, microsoft, baseUrls },
    installation: { publicUrl, sandboxOrigin, encryptionKeys },
  }).map(({ about, level }) => `${about} ${level}`);

describe('settings', () => {
  test('a whole installation has nothing to mend', () => {
    expect(levels({})).toEqual(['ENCRYPTION_KEYS ok', 'Google ok', 'PUBLIC_URL ok', 'Push ok']);
  });

  test('one provider is enough, and either will do', () => {
    const microsoft = { ...google, tenant: 'organizations' };
    expect(levels({ client: null, microsoft })).toEqual([
      'ENCRYPTION_KEYS ok',
      'Microsoft ok',
      'PUBLIC_URL ok',
      'Push ok',
    ]);
    expect(levels({ microsoft })).toContain('Google ok');
  });

  test('the sandbox needs neither a client nor a public address', () => {
    const sandbox = { sandboxOrigin: 'http://localhost:3001', publicUrl: 'http://localhost:3000', client: null };
    expect(levels(sandbox)).toEqual(['ENCRYPTION_KEYS ok', 'Google ok', 'Microsoft ok', 'PUBLIC_URL ok', 'Push ok']);
  });

  test('localhost costs something, plain http elsewhere does not work', () => {
    expect(levels({ publicUrl: 'http://localhost:3000' })).toContain('PUBLIC_URL warn');
    expect(levels({ publicUrl: 'http://throughline.acme.example' })).toContain('PUBLIC_URL problem');
  });

  test('push needs a public https address, or the sandbox', () => {
    expect(levels({})).toContain('Push ok');
    expect(levels({ publicUrl: 'http://localhost:3000' })).toContain('Push warn');
    expect(levels({ publicUrl: 'https://localhost:3000' })).toContain('Push warn');
    const sandbox = { sandboxOrigin: 'http://localhost:3001', publicUrl: 'http://localhost:3000', client: null };
    expect(levels(sandbox)).toContain('Push ok');
  });

  test('without a client or keys nobody can connect', () => {
    expect(levels({ client: null, encryptionKeys: null })).toEqual([
      'ENCRYPTION_KEYS problem',
      'Google problem',
      'Microsoft problem',
      'PUBLIC_URL ok',
      'Push ok',
    ]);
  });

  test('whoever registers a client is told its redirect URIs', () => {
    const findings = settingsFindings({
      settings: { google: null, microsoft: null, baseUrls },
      installation: { publicUrl: 'https://t.example', sandboxOrigin: null, encryptionKeys: null },
    });
    expect(findings.find(({ about }) => about === 'Google')?.advice).toMatch(
      /https:\/\/t\.example\/connect\/google\/callback and https:\/\/t\.example\/sign-in\/google\/callback/,
    );
    expect(findings.find(({ about }) => about === 'Microsoft')?.advice).toContain(
      'https://t.example/connect/microsoft/admin-consent',
    );
  });
});
