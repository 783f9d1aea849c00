import { clean } from '../model/clean.ts'

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Text for anywhere in a page, attribute values included: whatever it is, it is shown and never acts. */
export const escapeHtml = (text: string): string => clean(text).replace(/[&<>"']/g, (char) => entities[char] ?? '')
