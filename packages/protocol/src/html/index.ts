export { escapeHtml } from './escape.ts'
export { type ReportOptions, writeHtml } from './inventory.ts'
export { htmlPage, type Page, type Part } from './page.ts'
export { type Cell, type Column, table, values } from './table.ts'
