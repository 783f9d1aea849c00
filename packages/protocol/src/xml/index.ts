/** XML from outside, through saxes: import this entry only where some is read. */
export { decodeXmlBytes } from './charset.ts'
export { XmlError } from './error.ts'
export { checkWellFormed, readXml, type XmlLimits, type XmlNode } from './read.ts'
