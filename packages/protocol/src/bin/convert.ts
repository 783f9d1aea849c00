import { type ExitCode, exit, UsageError, writeOut } from '@fusioninventory/cli-kit'
import type { Inventory } from '../model/table.ts'
import type { Context } from './context.ts'
import { named } from './io/input.ts'
import { inventoryOf, logOf } from './load.ts'

/** An inventory in another form; in its own it comes out as this project writes it. */
export async function convert(context: Context, [file = '-']: readonly string[]): Promise<ExitCode> {
  const { to } = context.options
  if (to === undefined) throw new UsageError('convert needs the option to: xml, json or html')
  const inventory = await inventoryOf(context, file)
  await writeOut(context.io.stdout, await writers[to as keyof typeof writers](inventory, context, named(file)))
  return exit.done
}

const writers: Readonly<
  Record<'xml' | 'json' | 'html', (inventory: Inventory, context: Context, name: string) => Promise<string>>
> = {
  xml: async (inventory) => {
    const [{ writeInventory }, { withChecksum }] = await Promise.all([
      import('../xml/write.ts'),
      import('../content/checksum.ts'),
    ])
    return writeInventory(withChecksum(inventory))
  },
  json: async (inventory, context, name) =>
    (await import('../json/write.ts')).writeJson(inventory, logOf(context, name)),
  html: async (inventory) => (await import('../html/inventory.ts')).writeHtml(inventory),
}
