import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core'

/** Deep green of an old shop counter: the one accent. */
const counter: MantineColorsTuple = ['#eef6f2', '#dcebe3', '#b7d7c7', '#8fc2a9', '#6cae8f', '#4a9577', '#2f7a5e', '#1f6349', '#184f3b', '#113a2b']
/** The one warm signal: something waits for the owner. */
const amber: MantineColorsTuple = ['#fdf5e4', '#fae8c6', '#f4d08c', '#edb650', '#e19f2b', '#c4831a', '#a16607', '#865305', '#6a4104', '#4d2f03']
/** Only for what failed or what cannot be undone. */
const brick: MantineColorsTuple = ['#fdf0ed', '#f9dcd6', '#f0b5aa', '#e78c7c', '#dd6753', '#c94a36', '#b03a28', '#932d1e', '#742317', '#541910']
/** Warm greys, paper to ink. */
const gray: MantineColorsTuple = ['#fbf8f2', '#f4eee3', '#e9e1d3', '#d9cebd', '#bdb09c', '#96897a', '#6e6356', '#554c42', '#3b352e', '#26221d']
/** The same by lamplight: 0 is the lightest ink, 9 the deepest ground. */
const dark: MantineColorsTuple = ['#eee7dc', '#d6cdc0', '#b3a899', '#877c6f', '#544b42', '#3d362f', '#2b2621', '#221e1a', '#191613', '#110f0d']

/** What lies behind a sheet stays readable: the owner keeps their place. */
const veil = { backgroundOpacity: 0.35, blur: 0 } as const

export const theme = createTheme({
  primaryColor: 'counter',
  primaryShade: { light: 7, dark: 6 },
  colors: { counter, amber, brick, gray, dark, red: brick, green: counter, yellow: amber },
  white: '#fffdf9',
  black: '#26221d',
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontFamilyMonospace: "ui-monospace, 'Cascadia Mono', Menlo, Consolas, monospace",
  headings: { fontFamily: "'Inter Variable', system-ui, sans-serif", fontWeight: '620' },
  defaultRadius: 'md',
  radius: { xs: '4px', sm: '6px', md: '8px', lg: '12px', xl: '16px' },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '24px', xl: '32px' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  focusRing: 'auto',
  components: {
    Tooltip: { defaultProps: { openDelay: 400, withArrow: true, transitionProps: { duration: 120 } } },
    Modal: { defaultProps: { centered: true, radius: 'lg', overlayProps: veil, transitionProps: { duration: 150 } }, styles: { title: { fontWeight: 620, fontSize: 18 } } },
    Drawer: { defaultProps: { overlayProps: veil, transitionProps: { duration: 150 } } },
    Menu: { defaultProps: { transitionProps: { duration: 100 } } },
    Loader: { defaultProps: { type: 'dots' } },
    Table: { styles: { table: { fontVariantNumeric: 'tabular-nums' } } },
  },
})

/** Grounds, inks and lines by name, chosen for each light rather than inverted. Each text pair passes WCAG AA (axe, e2e). */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {
    '--rail-width': '208px',
    '--bar-height': '56px',
    '--shadow-sheet': '0 12px 40px rgb(38 34 29 / 0.18)',
  },
  light: {
    '--mantine-color-body': '#fffdf9',
    '--ground': '#f7f2e9',
    '--surface': '#fffdf9',
    '--surface-raised': '#ffffff',
    '--surface-hover': '#f4eee3',
    '--surface-chosen': '#e4efe8',
    '--line': '#e6ddce',
    '--line-strong': '#cfc3b0',
    '--ink': '#26221d',
    '--ink-soft': '#655b4f',
    '--accent-ink': '#1b5a43',
    '--signal': '#8a5605',
    '--signal-ground': '#fdf3dd',
    '--failed': '#9f3021',
    '--failed-ground': '#fceeea',
    '--mantine-color-dimmed': '#655b4f',
    '--mantine-color-placeholder': '#776c5f',
    '--mantine-color-error': '#9f3021',
    '--mantine-color-default-border': '#cfc3b0',
  },
  dark: {
    '--mantine-color-body': '#221e1a',
    '--ground': '#191613',
    '--surface': '#221e1a',
    '--surface-raised': '#2b2621',
    '--surface-hover': '#2b2621',
    '--surface-chosen': '#24372e',
    '--line': '#38312a',
    '--line-strong': '#544b42',
    '--ink': '#eee7dc',
    '--ink-soft': '#b3a899',
    '--accent-ink': '#8fc2a9',
    '--signal': '#edb650',
    '--signal-ground': '#35290f',
    '--failed': '#f0a294',
    '--failed-ground': '#3b1f19',
    '--mantine-color-text': '#eee7dc',
    '--mantine-color-dimmed': '#b3a899',
    '--mantine-color-placeholder': '#978b7d',
    '--mantine-color-error': '#f0a294',
    '--mantine-color-default': '#2b2621',
    '--mantine-color-default-hover': '#332d27',
    '--mantine-color-default-border': '#544b42',
    '--mantine-color-anchor': '#8fc2a9',
    // Mantine's own dark tints sink into the ground.
    '--mantine-color-counter-light': '#24372e',
    '--mantine-color-counter-light-hover': '#2b4338',
    '--mantine-color-counter-light-color': '#a9d4bf',
    '--mantine-color-counter-outline': '#6cae8f',
    '--mantine-color-brick-light': '#3b1f19',
    '--mantine-color-brick-light-hover': '#4a281f',
    '--mantine-color-brick-light-color': '#f0a294',
    '--mantine-color-brick-outline': '#dd6753',
    '--mantine-color-amber-light': '#35290f',
    '--mantine-color-amber-light-hover': '#433414',
    '--mantine-color-amber-light-color': '#edb650',
  },
})
