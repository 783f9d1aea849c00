import { mkdirSync, statSync } from 'node:fs'
import { FatalError, reasonOf } from '@fusioninventory/cli-kit'

/** Whether it is a directory that is there. */
export const isDirectory = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true

/** The folder of that name in a directory; made where it is not there. */
export function folderIn(dir: string, name: string): string {
  const path = `${dir}/${name}`
  try {
    mkdirSync(path, { recursive: true })
    return path
  } catch (error) {
    throw new FatalError(`Can't make directory ${path}: ${reasonOf(error)}`, 1, { cause: error })
  }
}
