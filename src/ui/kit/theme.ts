import { createTheme, type MantineColorsTuple } from '@mantine/core'

/** The accent. tokens.css carries the same colours for everything that is not Mantine. */
const petrol: MantineColorsTuple = [
  '#e9f5f5',
  '#d2e9e9',
  '#a6d3d4',
  '#77bcbf',
  '#4fa6ab',
  '#2c9198',
  '#10777f',
  '#0b666d',
  '#09555b',
  '#07464b',
]

const control = { defaultProps: { size: 'sm' } }
const choice = { defaultProps: { size: 'sm', withScrollArea: false } }
// The page itself never scrolls (the frame's parts do), so overlays need no scroll lock; the lock would
// write a <style> element, which the content security policy refuses.
const overlay = {
  defaultProps: {
    lockScroll: false,
    transitionProps: { duration: 120 },
    overlayProps: { backgroundOpacity: 1 },
    // Mantine draws the title bar as <header>, which outside the page's own parts is a second banner landmark.
    attributes: { header: { role: 'presentation' } },
  },
}
const floating = { defaultProps: { transitionProps: { duration: 80 }, radius: 'md' } }

export const theme = createTheme({
  colors: { petrol },
  primaryColor: 'petrol',
  primaryShade: { light: 7, dark: 6 },
  fontFamily: 'var(--font)',
  defaultRadius: 'md',
  focusRing: 'auto',
  respectReducedMotion: true,
  cursorType: 'pointer',
  components: {
    TextInput: control,
    PasswordInput: control,
    NumberInput: control,
    Textarea: control,
    Select: choice,
    MultiSelect: choice,
    TagsInput: choice,
    DateInput: control,
    DatePickerInput: control,
    Checkbox: control,
    Radio: control,
    Switch: control,
    Modal: overlay,
    Drawer: overlay,
    Menu: floating,
    Popover: floating,
    Tooltip: { defaultProps: { transitionProps: { duration: 80 }, openDelay: 350 } },
  },
})
