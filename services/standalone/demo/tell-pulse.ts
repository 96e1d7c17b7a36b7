import type { SeededRandom } from './seeded-random.ts';

/** Somebody who has just confirmed says what it was like, behind the same link: mostly good, as where it is a habit. */
export async function tellPulse({
  apiOrigin,
  token,
  random,
}: {
  apiOrigin: string;
  token: string;
  random: SeededRandom;
}): Promise<void> {
  const mood = random.next();
  const pulse = mood < 0.62 ? 'yes' : mood < 0.86 ? 'partly' : mood < 0.93 ? 'no' : 'rather_not_say';
  const response = await fetch(`${apiOrigin}/api/confirmation/pulse`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token, pulse }),
  });
  if (!response.ok) throw new Error(`What it was like was refused: ${await response.text()}`);
}
