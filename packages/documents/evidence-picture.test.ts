import { anEvidencePack } from '@throughline/domain/testing/an-evidence-pack.ts';
import { expect, test } from 'vitest';
import { evidencePicture, evidencePictureText } from './evidence-picture.ts';

const sizeOf = (png: Uint8Array) => {
  const view = new DataView(png.buffer, png.byteOffset);
  return [view.getUint32(16), view.getUint32(20)];
};

test('the slide measures 1920 by 1080, is the same to the byte for the same pack, and another for another', async () => {
  const pack = anEvidencePack();
  const first = await evidencePicture({ pack });
  expect(sizeOf(first)).toEqual([1920, 1080]);
  expect(Buffer.compare(first, await evidencePicture({ pack }))).toBe(0);
  const other = await evidencePicture({ pack: anEvidencePack({ targetPercent: 80 }) });
  expect(Buffer.compare(first, other)).not.toBe(0);
});

test('a pack without figures is a slide too', async () => {
  const pack = anEvidencePack({ everyone: { hidden: true, why: 'Withheld <today> & so on' }, trend: [], pilot: null });
  expect(sizeOf(await evidencePicture({ pack }))).toEqual([1920, 1080]);
});

test('its description says what it shows, and nothing of single teams', () => {
  const said = evidencePictureText(anEvidencePack());
  expect(said).toContain('84% are current: 178 of 212.');
  expect(said).toContain('37 percentage points');
  expect(said).not.toContain('Ben Vogt');
});
