/** What firmware says where nobody filled in a value (SMBIOS strings, serial numbers): as good as no value. */

/** Compared without case and without blanks. */
const phrases = new Set(
  [
    'N/A',
    'None',
    'Unknown',
    'Not Specified',
    'Not Present',
    'Not Available',
    'Not Installed',
    'Not Applicable',
    'None Provided',
    'Default string',
    'System Product Name',
    'System manufacturer',
    'System Serial Number',
    'System Version',
    'Chassis Serial Number',
    'Chassis manufacture',
    'Chassis manufacturer',
    'Chassis Version',
    'No Asset Tag',
    '<BAD INDEX>',
    '<OUT OF SPEC>',
    '<OUT OF SPEC><OUT OF SPEC>',
    'To Be Filled By O.E.M.',
    'OEM',
    'O.E.M.',
    'INVALID',
    'Type1ProductConfigId',
    '0123456789',
    '123456789',
    '1234567890',
    '.',
    '-',
  ].map((phrase) => phrase.toLowerCase().replaceAll(' ', '')),
)

/** Runs of one filler character (in UUID form too), counted-up serials, and labels without a number (`Asset Tag#`, `SKU#`). */
const fillers = /^(?:[0-]+|[f-]+|x{7,}|ssn12345\d*|.*(?:tag|sku)#)$/

export function isPlaceholder(text: string): boolean {
  if (text.length > 64) return /^(0+|f+|x+)$/i.test(text)
  const folded = text.replace(/\s/g, '').toLowerCase()
  return folded === '' || phrases.has(folded) || fillers.test(folded)
}

/** The text, or undefined where it is a placeholder. */
export const placeholderFree = (text: string | undefined): string | undefined =>
  text === undefined || isPlaceholder(text) ? undefined : text
