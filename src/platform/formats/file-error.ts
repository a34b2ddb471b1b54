import { AppError } from '../errors.ts'

/** Why a file cannot be read at all; translated under `file.<code>`. */
export type FileErrorCode =
  | 'empty'
  | 'pdf'
  | 'xls'
  | 'zip'
  | 'image'
  | 'markup'
  | 'binary'
  | 'encrypted'
  | 'damaged'
  | 'too-large'
  | 'sheet-missing'

const MESSAGES: Record<FileErrorCode, string> = {
  empty: 'The file is empty. Export it again from the program it came from.',
  pdf: 'This is a PDF document. Export the data as CSV, XLSX or vCard instead.',
  xls: 'This is an Excel file of the old kind (.xls). Open it in a spreadsheet program and save it as .xlsx or CSV.',
  zip: 'This is a ZIP archive, not a spreadsheet. Unpack it and choose the file inside.',
  image: 'This is a picture. Export the data as CSV, XLSX or vCard instead.',
  markup:
    'This is a web page, XML or JSON, not a table. Open it in a spreadsheet program and save it as XLSX or CSV.',
  binary: 'This file does not hold text. Export the data as CSV, XLSX or vCard instead.',
  encrypted: 'This spreadsheet is protected with a password. Save it without one.',
  damaged: 'The file is damaged and cannot be read to its end. Save or export it again.',
  'too-large': 'The spreadsheet unpacks to more data than is allowed. Save it as CSV, or split it.',
  'sheet-missing': 'The workbook has no such sheet.',
}

/** An {@link AppError} of kind `invalid` for a file as a whole; it says what the file is and what to do. */
export const fileError = (code: FileErrorCode): AppError =>
  new AppError('invalid', `file.${code}`, { message: MESSAGES[code] })
