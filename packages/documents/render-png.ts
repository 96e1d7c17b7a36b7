import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { initWasm, Resvg } from '@resvg/resvg-wasm';

const { resolve } = createRequire(import.meta.url);
const regular = '@expo-google-fonts/source-sans-3/400Regular/SourceSans3_400Regular.ttf';
const semibold = '@expo-google-fonts/source-sans-3/600SemiBold/SourceSans3_600SemiBold.ttf';

/** The family that `font-family` may name. */
export const pictureFont = 'Source Sans 3';
/** Screens of today have two pixels and more where a picture counts one. */
const pixelsPerUnit = 2;

/** Drawn without a browser and without anything of the machine's own: the same SVG gives the same bytes everywhere. */
export async function renderPng(svg: string): Promise<Uint8Array> {
  const fontBuffers = await loaded();
  const drawing = new Resvg(svg, {
    font: { fontBuffers: [...fontBuffers], defaultFontFamily: pictureFont },
    fitTo: { mode: 'zoom', value: pixelsPerUnit },
  });
  const image = drawing.render();
  try {
    return image.asPng();
  } finally {
    image.free();
    drawing.free();
  }
}

let loading: Promise<readonly Uint8Array[]> | undefined;

/** With the first picture, not at start: most processes never draw one. */
function loaded(): Promise<readonly Uint8Array[]> {
  loading ??= (async () => {
    await initWasm(await readFile(resolve('@resvg/resvg-wasm/index_bg.wasm')));
    return Promise.all([regular, semibold].map((font) => readFile(resolve(font))));
  })();
  return loading;
}
