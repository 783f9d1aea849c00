import { fileURLToPath } from 'node:url'

/** The folder of this program's code, whatever link it was called by. */
export const programFolder = (): string => fileURLToPath(new URL('.', import.meta.url)).replace(/(?<=.)[/\\]$/, '')
