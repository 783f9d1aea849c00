/** Messages of the XML dialect, through xmlbuilder2: import this entry only where one is made. */
export { buildProlog, buildRequest, buildXml } from '../xml/build.ts'
