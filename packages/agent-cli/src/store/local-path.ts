import { statSync } from 'node:fs'
import { join } from 'node:path'
import { cleanId } from '../identity/ids.ts'

/** A directory gets a file named by the machine; anything else is the file. */
export function localPath(path: string, deviceid: string, extension: string): string {
  const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() === true
  return isFolder ? join(path, `${cleanId(deviceid)}.${extension}`) : path
}
