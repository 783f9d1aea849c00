/** XML from outside: import this entry only where some is read. */
export { charsetOf, decodeXmlBytes } from './charset.ts'
export { XmlError } from './error.ts'
export type { XmlLimits } from './limits.ts'
export { checkWellFormed, readXml, type XmlNode } from './read.ts'
export { type Range, splitDocuments, xmlSplitter } from './split.ts'
export { type Scanned, scanWellFormed, type WellFormedScan } from './well-formed.ts'
