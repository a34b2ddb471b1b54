import { useFormats } from '../../kit/format.ts'
import { MenuButton } from '../../kit/menu.tsx'
import { useLanguage, useT } from '../../kit/words.ts'
import { languages, switchLanguage } from '../shared/language.ts'

/** The language can be chosen before anybody is signed in. */
export function EntranceSettings() {
  const t = useT('staff')
  const f = useFormats()
  const language = useLanguage()
  return (
    <MenuButton
      label={`${t('user.language')}: ${f.language(language)}`}
      look="quiet"
      entries={() =>
        languages.map((id) => ({
          id,
          label: f.language(id),
          checked: id === language,
          onSelect: () => void switchLanguage(id),
        }))
      }
    >
      {f.language(language)}
    </MenuButton>
  )
}
