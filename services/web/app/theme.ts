import {
  createTheme,
  defaultVariantColorsResolver,
  type CSSVariablesResolver,
  type MantineColorsTuple,
} from '@mantine/core';

const pine: MantineColorsTuple = [
  '#eef6f3',
  '#dbece5',
  '#b5dacb',
  '#92cdb8',
  '#7fd1b9',
  '#55ae92',
  '#3d957a',
  '#2b7f67',
  '#1f6b5a',
  '#155246',
];

/** For what needs somebody: never red, because nothing here is wrong. */
const amber: MantineColorsTuple = [
  '#fef8ea',
  '#fcefd3',
  '#f8dfa8',
  '#f3cd85',
  '#e9b95f',
  '#d9a441',
  '#bd882c',
  '#9a6a1c',
  '#835408',
  '#744700',
];

/** Warm, so that the pages and the mails read as one hand. */
const gray: MantineColorsTuple = [
  '#faf8f4',
  '#f5f3ef',
  '#ebe7e0',
  '#ddd7cd',
  '#c9c1b5',
  '#938b80',
  '#6b645b',
  '#524c44',
  '#38342e',
  '#24211d',
];

const dark: MantineColorsTuple = [
  '#ece8e1',
  '#cfcac2',
  '#a9a39a',
  '#837e76',
  '#3d413f',
  '#2d3230',
  '#222625',
  '#191c1b',
  '#131514',
  '#0d0f0e',
];

/** One visual language: calm pine for what is ours, everything else stays quiet. Contrast is WCAG AA in both schemes. */
export const theme = createTheme({
  primaryColor: 'pine',
  primaryShade: { light: 8, dark: 4 },
  colors: { pine, amber, gray, dark },
  black: gray[9],
  autoContrast: true,
  // The library decides by the light scheme's shade alone what stands on a filled button.
  variantColorResolver: (input) => ({
    ...defaultVariantColorsResolver(input),
    ...(input.variant === 'filled' && { color: 'var(--mantine-primary-color-contrast)' }),
  }),
  defaultRadius: 'md',
  cursorType: 'pointer',
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif',
  headings: {
    fontWeight: '650',
    textWrap: 'balance',
    sizes: {
      h1: { fontSize: '1.9rem', lineHeight: '1.2' },
      h2: { fontSize: '1.2rem', lineHeight: '1.35' },
      h3: { fontSize: '1.02rem', lineHeight: '1.4' },
    },
  },
  respectReducedMotion: true,
  components: {
    Anchor: { defaultProps: { underline: 'always' } },
    Table: { defaultProps: { verticalSpacing: 'sm' } },
  },
});

/** Paper in the light, ink in the dark. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': gray[0],
    '--panel': '#ffffff',
    '--mantine-color-anchor': pine[8],
    '--mantine-color-error': amber[8],
  },
  dark: {
    '--mantine-color-body': dark[7],
    '--panel': '#1f2322',
    '--mantine-color-anchor': pine[4],
    '--mantine-color-error': amber[4],
  },
});
