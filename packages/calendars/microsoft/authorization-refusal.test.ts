import { expect, test } from 'vitest';
import { authorizationRefusal } from './authorization-refusal.ts';

test.each([
  ['access_denied', 'AADSTS90094: The application needs permission that only an admin can grant.', 'admin_needed'],
  ['consent_required', 'AADSTS65001: The user or administrator has not consented.', 'admin_needed'],
  ['interaction_required', 'AADSTS900941: An administrator of this tenant has to consent.', 'admin_needed'],
  ['access_denied', 'AADSTS65004: User declined to consent to access the app.', 'declined'],
  ['access_denied', null, 'declined'],
  ['access_denied', 'Somebody wrote AADSTS90094 further back', 'declined'],
  ['server_error', 'AADSTS90033: A transient error has occurred.', 'failed'],
  ['made_up', null, 'failed'],
])('%s, %s: %s', (error, description, meaning) => {
  expect(authorizationRefusal({ error, description })).toBe(meaning);
});
