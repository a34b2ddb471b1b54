import { type Access, hides, may } from '#platform/access.ts'
import { AppError } from '#platform/errors.ts'
import type { CustomField } from './field.ts'

/** The name by which security groups hide a field: under the area of its records. */
export const hideableName = ({ id, full_right }: CustomField): string =>
  `${full_right.slice(0, full_right.lastIndexOf('.'))}.custom.${id}`

/** Whether somebody who may read such records may see the field: its level, and what a security group hides. */
export const maySee = (access: Access, field: CustomField): boolean =>
  !hides(access, hideableName(field)) && (field.read_level === 'everyone' || may(access, field.full_right))

/** Whether somebody who may change such records may change the field. What is not seen is not changed either. */
export const mayFill = (access: Access, field: CustomField): boolean =>
  maySee(access, field) && (field.write_level === 'everyone' || may(access, field.full_right))

/** Refuses what would tell, or overwrite, a field that is hidden. */
export const hiddenField = (key: string, what: 'changed' | 'used as a filter' | 'sorted by'): AppError =>
  new AppError('forbidden', 'field.hidden', {
    message: `The field "custom.${key}" is hidden from you, so it cannot be ${what}. Ask an administrator for it.`,
    params: { field: `custom.${key}` },
  })
