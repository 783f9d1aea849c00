/**
 * A page holds nothing but what is here: no script, nothing of others, no frame around it.
 * CSP level 3; the form is the button.
 */
const policy =
  "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

/** Of every answer; a route may know better. */
export const headers: Readonly<Record<string, string>> = {
  Server: 'FusionInventory-Agent',
  'X-Content-Type-Options': 'nosniff',
  'Content-Security-Policy': policy,
  'Cache-Control': 'no-store',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Resource-Policy': 'same-origin',
}
